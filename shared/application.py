"""From an address to a page: the one way in for all three faces.

Synchronous; a face with an event loop or a drawing thread calls it in a worker thread. One visit is
used by one caller at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from content.records import KINDS
from shared.catalogue.load import Catalogue
from shared.logs import incident
from shared.pages import AnyPage, Notice, Option, Tone
from shared.place import HOME, Place, PlaceError
from shared.request import Parts, Request
from shared.services import home
from shared.visit import Language, Visit
from shared.words import Words

_log = logging.getLogger(__name__)


class Application:
    """`clock` gives the court's local time as an aware datetime."""

    def __init__(
        self,
        catalogue: Catalogue,
        parts: Parts,
        words: Mapping[Language, Words],
        clock: Callable[[], datetime],
    ) -> None:
        self.catalogue = catalogue
        self.parts = parts
        self.clock = clock
        self._words = words

    def prepare(self) -> None:
        """Make and import now what a page would else wait for. Raises `CatalogueError`."""
        self.catalogue.prepare()
        for kind in KINDS:
            kind.model_rebuild()
        _ = self.parts.cases, self.parts.outbox, self.parts.texting

    def words(self, visit: Visit) -> Words:
        return self.words_in(visit.language)

    def words_in(self, language: Language) -> Words:
        return self._words[language]

    def open(self, visit: Visit, place: Place | str, entered: Mapping[str, str] | None = None) -> AnyPage:
        """The page at `place`; never raises. The visit then stands where the page stands.

        With `entered`, a form's data is sent: the page that comes back takes the form's place.
        """
        try:
            asked = _parsed(place) if isinstance(place, str) else place
        except PlaceError:
            return self._no_such_page(visit, HOME)
        page = self._build(visit, asked, entered)
        if entered is not None and page.place.path != asked.path:
            visit.replace(page.place)
        else:
            visit.arrive(page.place)
        return page

    def back(self, visit: Visit) -> AnyPage:
        """The page before this one; at home, home."""
        return self._build(visit, visit.back(), None)

    def again(self, visit: Visit) -> AnyPage:
        """The page here once more: after a change of language, or to look whether something happened."""
        return self._build(visit, visit.here, None)

    def look(self, visit: Visit, place: Place) -> AnyPage:
        """The page at `place` without going there: what a `Watch` asks for."""
        return self._build(visit, place, None)

    def end(self, visit: Visit) -> None:
        """End the visit: wipe it, then tell the backend that its session is over, if it can be told."""
        session = visit.end()
        if session is not None:
            self.parts.cases.log_out(session)

    def _build(self, visit: Visit, place: Place, entered: Mapping[str, str] | None) -> AnyPage:
        words = self.words(visit)
        now = self.clock()
        if place == HOME:
            return home.page(Request(place, (), visit, now, entered, words, self.parts, self.catalogue))
        section, service = self.catalogue.section_at(place.path), self.catalogue.service_at(place.path)
        entry = section or service
        if entry is None or not entry.enabled:
            return self._no_such_page(visit, place)
        if not self.catalogue.is_on(place.path, visit.face):
            return self._elsewhere(visit, place)
        rest = tuple(part for part in place.path.removeprefix(entry.path).split("/") if part)
        # The first page of a program that starts does not wait for what all others need.
        from shared.services import link

        request = Request(place, rest, visit, now, entered, words, self.parts, self.catalogue)
        try:
            with self.parts.cases.one_page():
                page = service.page(request) if service else home.section(request, entry)
        except Exception as error:
            incident(_log, f"building {entry.path}", error)
            return self._broken(visit, place)
        return link.with_offer(request, page) if page is not None else self._no_such_page(visit, place)

    def _no_such_page(self, visit: Visit, place: Place) -> Notice:
        return self._notice(visit, place, "no-such-page")

    def _elsewhere(self, visit: Visit, place: Place) -> Notice:
        return self._notice(visit, place, "other-face")

    def _broken(self, visit: Visit, place: Place) -> Notice:
        return self._notice(visit, place, "broken")

    def _notice(self, visit: Visit, place: Place, code: str) -> Notice:
        words = self.words(visit)
        return Notice(
            title=words(f"notice.{code}.title"),
            place=place,
            text=words(f"notice.{code}.text"),
            code=code,
            tone=Tone.PROBLEM,
            options=(Option(title=words("home.title"), place=HOME, icon="home"),),
        )


def _parsed(address: str) -> Place:
    """The place at an address. Whatever was typed into the search box is only text."""
    try:
        return Place.parse(address)
    except PlaceError:
        from shared.services import search  # for the few addresses that are none

        if not address.startswith(f"{search.SEARCH.path}?"):
            raise
    return Place.parse(search.tidy(address))
