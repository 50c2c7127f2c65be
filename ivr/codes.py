"""Short codes on the telephone, kept fresh: content that is synced gives new ones."""

from __future__ import annotations

from collections.abc import Callable

from shared.place import Place
from shared.short_codes import ShortCodes

FRESH_SECONDS = 60.0


class Codes:
    """`find` makes the codes of this moment; `clock` gives seconds. `refresh` may take a while, `place` does
    not."""

    def __init__(self, find: Callable[[], ShortCodes], clock: Callable[[], float]) -> None:
        self._find = find
        self._clock = clock
        self._codes: ShortCodes | None = None
        self._found = 0.0

    def refresh(self) -> None:
        if self._codes is None or self._clock() - self._found > FRESH_SECONDS:
            self._codes = self._find()
            self._found = self._clock()

    def place(self, code: str) -> Place | None:
        return self._codes.place_of(code) if self._codes is not None else None
