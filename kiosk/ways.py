"""From a place to a page at this machine: the application's pages, and the staff's for whoever was let in."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.staff.rooms import Staff
from shared.application import Application
from shared.pages import AnyPage
from shared.place import HOME, Place
from shared.visit import Visit


class Ways:
    """What `Application` does, with the staff's pages beside."""

    def __init__(self, application: Application, staff: Staff) -> None:
        self._application, self._staff = application, staff

    # Whoever goes on to a public page has left the staff's: the machine may be anybody's from then on.

    def open(self, visit: Visit, place: Place, entered: Mapping[str, str] | None = None) -> AnyPage:
        if self._staff.has(place):
            return self._staff.page(visit, place, entered)
        self._staff.leave()
        return self._application.open(visit, place, entered)

    def back(self, visit: Visit) -> AnyPage:
        before = visit.history[-2] if len(visit.history) > 1 else HOME
        if self._staff.has(before):
            return self._staff.page(visit, visit.back())
        self._staff.leave()
        return self._application.back(visit)

    def again(self, visit: Visit) -> AnyPage:
        if self._staff.has(visit.here):
            return self._staff.page(visit, visit.here)
        return self._application.again(visit)
