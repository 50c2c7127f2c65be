"""Short codes: the same digits open the same page everywhere; a mistyped one opens none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.pages import Article, Menu, Option
from shared.place import HOME, Place
from shared.short_codes import (
    FIRST_NUMBER,
    LONGEST_KEYS,
    NoNumbers,
    ShortCodes,
    record_number,
    spell_menus,
    spelled,
    with_check_digit,
)
from shared.visit import Face, Visit
from tests.world import Backend, application_at

GUIDE = Place("/guides/labour")


class _Numbers:
    def number_of(self, place: Place) -> int | None:
        return 1234 if place == GUIDE else None

    def place_with(self, number: int) -> Place | None:
        return GUIDE if number == 1234 else None


def _menu(place: Place, *options: Option) -> Menu:
    return Menu(title="", place=place, options=options)


def test_keys_spell_the_code_of_a_place() -> None:
    deeper = _menu(Place("/b"), Option("x", Place("/b/x")), Option("y", Place("/b/y")))
    pages = {Place("/b"): deeper}
    home = _menu(HOME, Option("a", Place("/a"), key="2"), Option("b", Place("/b"), key="5"))
    found = spell_menus(home, lambda place: pages.get(place) or Article(title="", place=place, blocks=()))
    assert found == {"2": Place("/a"), "5": Place("/b"), "51": Place("/b/x"), "52": Place("/b/y")}


def test_a_place_that_is_another_tomorrow_has_no_code_but_leads_on() -> None:
    today = Place.at("/a", date="2026-11-24")
    pages = {today: _menu(today, Option("x", Place("/a/x")))}
    home = _menu(HOME, Option("today", today))
    found = spell_menus(home, lambda place: pages.get(place) or Article(title="", place=place, blocks=()))
    assert found == {"11": Place("/a/x")}


def test_the_shortest_way_gives_the_code_and_a_circle_ends() -> None:
    home = _menu(HOME, Option("a", Place("/a")), Option("b", Place("/b")))
    pages = {
        Place("/a"): _menu(Place("/a"), Option("b", Place("/b")), Option("home", HOME)),
        Place("/b"): _menu(Place("/b"), Option("a", Place("/a"))),
    }
    assert spell_menus(home, pages.__getitem__) == {"1": Place("/a"), "2": Place("/b")}


def test_the_demo_courts_menus_can_be_typed(machine: Path, backend: Backend) -> None:
    application = application_at(machine, backend)
    visit = Visit(Face.VOICE)
    home = application.open(visit, HOME)
    assert isinstance(home, Menu)
    codes = ShortCodes(spell_menus(home, lambda place: application.look(visit, place)), NoNumbers())
    assert codes.place_of("1") == Place("/hearings")
    assert codes.place_of(codes.code_of(Place("/hearings/find"))) == Place("/hearings/find")
    assert codes.code_of(Place.at("/hearings", date="2026-11-24")) == ""
    for code, place in codes.menus.items():
        assert codes.place_of(code) == place
        assert len(code) <= LONGEST_KEYS


def test_a_record_has_its_number_before_any_way_through_menus() -> None:
    codes = ShortCodes({"31": GUIDE}, _Numbers())
    code = codes.code_of(GUIDE)
    assert len(code) > LONGEST_KEYS
    assert codes.place_of(spelled(code)) == GUIDE


@given(st.integers(FIRST_NUMBER, 99_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: int, at: int, more: int) -> None:
    code = with_check_digit(number)
    at %= len(code)
    wrong = code[:at] + str((int(code[at]) + more) % 10) + code[at + 1 :]
    assert record_number(code) == number
    assert record_number(wrong) is None


@given(st.integers(FIRST_NUMBER, 99_999_999), st.integers(0, 7))
def test_two_digits_swapped_are_noticed(number: int, at: int) -> None:
    code = with_check_digit(number)
    at %= len(code) - 1
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert record_number(swapped) in ({number} if swapped == code else {None})


@pytest.mark.parametrize("code", ["", "#", "１２３４５", "12345678901", "abc", "999"])
def test_what_is_no_code_opens_nothing(code: str) -> None:
    assert ShortCodes({"1": Place("/a")}, _Numbers()).place_of(code) is None


def test_a_number_that_could_be_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="1000"):
        with_check_digit(FIRST_NUMBER - 1)
