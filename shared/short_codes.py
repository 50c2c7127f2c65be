"""Short codes: a few digits that open the same page on the telephone (code, then #) and on the mobile page.

A place on the way through the menus has the code that its keys spell: 2, then 1, is ``21``. A record
of the content has a number that is its own for good, with a check digit (Damm: every wrong digit and every
two digits swapped are noticed). Keys spell at most `LONGEST_KEYS` digits and records have more, so that a
code never means both. Only public places have one: what a person proved is never behind a code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from stdnum import damm

from shared.application import Application
from shared.pages import AnyPage, Menu, Option
from shared.place import HOME, Place
from shared.visit import Face, Visit

LONGEST_KEYS = 4
# The first number that with its check digit is longer than any keys.
FIRST_NUMBER = 1000
LONGEST = 10
MOST_NUMBERED = 7
PERSON = Place("/person")


class Numbers(Protocol):
    """Who gives out the numbers of records: the content."""

    def number_of(self, place: Place) -> int | None:
        """The number of the record that stands at `place`, `FIRST_NUMBER` or more."""

    def place_with(self, number: int) -> Place | None:
        """Where the record with this number stands."""


class NoNumbers:
    """A content that numbers nothing."""

    def number_of(self, place: Place) -> int | None:
        return None

    def place_with(self, number: int) -> Place | None:
        return None


def with_check_digit(number: int) -> str:
    """The code of record `number`: 1234 → ``12340``."""
    if number < FIRST_NUMBER:
        raise ValueError(f"a record's number is {FIRST_NUMBER} or more")
    return f"{number}{damm.calc_check_digit(str(number))}"


def record_number(code: str) -> int | None:
    """The record's number in a code; None where it is none, or mistyped."""
    if not (
        LONGEST_KEYS < len(code) <= LONGEST and code.isascii() and code.isdigit() and damm.is_valid(code)
    ):
        return None
    return int(code[:-1])


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


def codes_now(application: Application, numbers: Numbers) -> ShortCodes:
    """The codes as content and catalogue are at the moment; the same on every face."""
    visit = Visit(Face.VOICE)

    def told(place: Place) -> AnyPage:
        page = application.look(visit, place)
        return replace(page, options=tuple(o for o in page.options if is_offered(application, o.place)))

    home = told(HOME)
    return ShortCodes(spell_menus(home, told) if isinstance(home, Menu) else {}, numbers)


def is_offered(application: Application, place: Place) -> bool:
    """Whether a place is on the telephone and worth a key: 0 and * lead to a person and back anyway."""
    return place not in (HOME, PERSON) and application.catalogue.is_on(place.path, Face.VOICE)


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
            return with_check_digit(number)
        return next((code for code, at in self.menus.items() if at == place), "")

    def place_of(self, code: str) -> Place | None:
        """Where a code leads; None where it leads nowhere or was mistyped."""
        code = "".join(code.split())
        if len(code) <= LONGEST_KEYS:
            return self.menus.get(code)
        number = record_number(code)
        return self.numbers.place_with(number) if number is not None else None
