"""Short codes: a few digits that open the same page on the telephone (code, then #) and on the mobile page.

A place on the way through the menus has the code that its keys spell: 2, then 1, is ``21``. A record
of the content has a number that is its own for good, with a check digit (`content.numbers`). Keys spell at
most `LONGEST_KEYS` digits and records have more, so that a code never means both. Only public places have
one: what a person proved is never behind a code.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from content.numbers import code_of, number_in
from content.store import Store
from shared.application import Application
from shared.catalogue.load import Catalogue
from shared.pages import AnyPage, Menu, Option
from shared.place import HOME, Place
from shared.visit import Face, Visit

LONGEST_KEYS = 4
# Menus change with the content, records' numbers are looked up at once.
FRESH_SECONDS = 120.0
MOST_NUMBERED = 7
PERSON = Place("/person")


class NoCode(Enum):
    """Why a code leads nowhere."""

    MISTYPED = "mistyped"
    GONE = "gone"


class Numbers(Protocol):
    """Who gives out the numbers of records: the content."""

    def number_of(self, place: Place) -> int | None:
        """The number of the record that stands at `place`."""

    def find(self, number: int) -> Place | NoCode:
        """Where the record with this number stands."""


class RecordNumbers:
    """The numbers that this machine's content has."""

    def __init__(self, content: Store) -> None:
        self._numbers = content.numbers

    def number_of(self, place: Place) -> int | None:
        return self._numbers.number_of(place.path)

    def find(self, number: int) -> Place | NoCode:
        record = self._numbers.record_with(number)
        if record is None:
            return NoCode.GONE if self._numbers.was_given(number) else NoCode.MISTYPED
        return Place(record.place_of(record.key[0]))


def spelled(keys: str) -> str:
    """A code as it is written, so that it is read and typed without losing one's place: 12340 → 123 40."""
    return " ".join(keys[start : start + 3] for start in range(0, len(keys), 3))


def spell_menus(home: Menu, open_page: Callable[[Place], AnyPage]) -> dict[str, Place]:
    """Code → place for everything that the menus lead to, `home` being the telephone's main menu.

    A place that several ways lead to has the shortest of their codes, of equals the smallest. A place
    with parameters (today's hearings) is passed through but has no code: tomorrow it is another.
    """
    found: dict[str, Place] = {}
    seen = {HOME}
    level: list[tuple[str, AnyPage]] = [("", home)]
    while level:
        below: list[tuple[str, AnyPage]] = []
        for code, page in level:
            for key, option in telephone_keys(page.options):
                if option.place in seen:
                    continue
                seen.add(option.place)
                if not option.place.params:
                    found[code + key] = option.place
                if len(code) + 1 < LONGEST_KEYS:
                    target = open_page(option.place)
                    if isinstance(target, Menu) and not target.private:
                        below.append((code + key, target))
        level = sorted(below, key=lambda entry: entry[0])
    return found


def telephone_keys(options: Sequence[Option]) -> tuple[tuple[str, Option], ...]:
    """(key, option) as the telephone numbers a menu: an option's own key, else its number in the menu. 8, 9
    and 0 mean the same everywhere, so a menu of more than seven is numbered anew in each part that is read
    out, and what has no key of its own there has no code."""
    numbered = len(options) <= MOST_NUMBERED
    return tuple(
        (option.key or str(number), option)
        for number, option in enumerate(options, start=1)
        if option.key or numbered
    )


def codes_now(application: Application) -> ShortCodes:
    """The codes as content and catalogue are at the moment; the same on every face."""
    visit = Visit(Face.VOICE)

    def told(place: Place) -> AnyPage:
        page = application.look(visit, place)
        return replace(page, options=tuple(o for o in page.options if is_offered(application, o.place)))

    home = told(HOME)
    menus = spell_menus(home, told) if isinstance(home, Menu) else {}
    return ShortCodes(menus, RecordNumbers(application.parts.content))


def is_offered(application: Application, place: Place) -> bool:
    """Whether a place is on the telephone and worth a key: 0 and * lead to a person and back anyway."""
    return is_on_telephone(application.catalogue, place)


def is_on_telephone(catalogue: Catalogue, place: Place) -> bool:
    return place not in (HOME, PERSON) and catalogue.is_on(place.path, Face.VOICE)


@dataclass(frozen=True)
class ShortCodes:
    """Codes both ways. `menus` is what `spell_menus` found."""

    menus: Mapping[str, Place]
    numbers: Numbers

    def code_of(self, place: Place) -> str:
        """The code of a public place, empty where it has none."""
        if place.params or place == HOME:
            return ""
        number = self.numbers.number_of(place)
        if number is not None:
            return code_of(number)
        return next((code for code, at in self.menus.items() if at == place), "")

    def find(self, code: str) -> Place | NoCode:
        """Where a code leads, or why it leads nowhere."""
        code = "".join(code.split())
        if len(code) <= LONGEST_KEYS:
            return self.menus.get(code, NoCode.MISTYPED)
        number = number_in(code)
        return self.numbers.find(number) if number is not None else NoCode.MISTYPED


class FreshCodes:
    """The codes of a program that runs for months. `find` makes them anew and opens all menus for it, so
    `refresh` is for a worker thread; nobody waits for it. `clock` gives seconds."""

    def __init__(self, find: Callable[[], ShortCodes], clock: Callable[[], float] = time.monotonic) -> None:
        self._find = find
        self._clock = clock
        self._codes: ShortCodes | None = None
        self._found = 0.0
        self._finding = threading.Lock()

    def refresh(self) -> None:
        """Find the codes anew where they are old and nobody does so already."""
        if not self.are_fresh and self._finding.acquire(blocking=False):
            try:
                self._codes = self._find()
                self._found = self._clock()
            finally:
                self._finding.release()

    @property
    def are_fresh(self) -> bool:
        return self._codes is not None and self._clock() - self._found <= FRESH_SECONDS

    def find(self, code: str) -> Place | NoCode:
        """Where a code leads, or why nowhere; before the first `refresh` no code does."""
        return self._codes.find(code) if self._codes is not None else NoCode.MISTYPED

    def written(self, place: Place) -> str:
        """The code of a place as a page shows it; empty where it has none, or none yet."""
        return spelled(self._codes.code_of(place)) if self._codes is not None else ""
