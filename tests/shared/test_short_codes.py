"""Short codes: the same digits open the same page everywhere; a mistyped one opens none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.numbers import FIRST_NUMBER, code_of, next_number, number_in
from shared.pages import Article, Menu, Option
from shared.place import HOME, Place
from shared.short_codes import LONGEST_KEYS, NoCode, ShortCodes, spell_menus, spelled
from shared.visit import Face, Visit
from tests.world import Backend, application_at

GUIDE = Place("/guides/labour")


class _Numbers:
    def number_of(self, place: Place) -> int | None:
        return 1234 if place == GUIDE else None

    def find(self, number: int) -> Place | NoCode:
        return GUIDE if number == 1234 else NoCode.GONE


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
    codes = ShortCodes(spell_menus(home, lambda place: application.look(visit, place)), _Numbers())
    assert codes.find("1") == Place("/hearings")
    assert codes.find(codes.code_of(Place("/hearings/find"))) == Place("/hearings/find")
    assert codes.code_of(Place.at("/hearings", date="2026-11-24")) == ""
    for code, place in codes.menus.items():
        assert codes.find(code) == place
        assert len(code) <= LONGEST_KEYS


def test_a_record_has_its_number_before_any_way_through_menus() -> None:
    codes = ShortCodes({"31": GUIDE}, _Numbers())
    code = codes.code_of(GUIDE)
    assert len(code) > LONGEST_KEYS
    assert codes.find(spelled(code)) == GUIDE


@given(st.integers(FIRST_NUMBER, 99_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: int, at: int, more: int) -> None:
    code = code_of(number)
    at %= len(code)
    wrong = code[:at] + str((int(code[at]) + more) % 10) + code[at + 1 :]
    assert number_in(code) == number
    assert number_in(wrong) is None


@given(st.integers(FIRST_NUMBER, 99_999_999), st.integers(0, 7))
def test_two_digits_swapped_are_noticed(number: int, at: int) -> None:
    code = code_of(number)
    at %= len(code) - 1
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert number_in(swapped) in ({number} if swapped == code else {None})


@pytest.mark.parametrize("code", ["", "#", "１２３４５", "12345678901", "abc", "999"])
def test_what_is_no_code_opens_nothing(code: str) -> None:
    assert ShortCodes({"1": Place("/a")}, _Numbers()).find(code) is NoCode.MISTYPED


def test_a_number_that_could_be_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="1000"):
        code_of(FIRST_NUMBER - 1)


def test_a_code_that_is_right_and_has_no_record_any_more_is_told_from_a_mistyped_one() -> None:
    codes = ShortCodes({}, _Numbers())
    assert codes.find(code_of(1235)) is NoCode.GONE
    assert codes.find("12350") is NoCode.MISTYPED


@given(st.integers(0, 9_000_000))
def test_numbers_go_up_and_no_code_calls_a_person_or_changes_the_language_on_its_way(after: int) -> None:
    number = next_number(after)
    code = code_of(number)
    assert number > after
    assert not {"0", "8"} & set(code)
    assert code[0] in "123456"
    assert number_in(code) == number
