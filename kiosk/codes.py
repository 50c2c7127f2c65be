"""Short codes for the pages that the kiosk shows, found beside the visits and never waited for."""

from __future__ import annotations

from collections.abc import Callable

from shared.place import Place
from shared.short_codes import ShortCodes, spelled


class PageCodes:
    """`find` makes the codes of this moment; it opens all menus, so `refresh` is for a worker thread."""

    def __init__(self, find: Callable[[], ShortCodes]) -> None:
        self._find = find
        self._codes: ShortCodes | None = None

    def refresh(self) -> None:
        self._codes = self._find()

    def code(self, place: Place) -> str:
        """As it is written on a page; empty where there is none, or none yet."""
        return spelled(self._codes.code_of(place)) if self._codes is not None else ""
