"""The search page of the kiosk and the mobile page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.pinyin import keys_of, sounds
from content.records import Debtor
from shared.application import Application
from shared.build import build_application
from shared.pages import AnyPage, FieldKind, Form, Listing
from shared.settings import Settings
from shared.visit import Face, Language, Visit
from tests.world import NOW


@pytest.fixture(scope="module")
def application(machine: Path) -> Iterator[Application]:
    made = build_application(Settings(home=machine))
    made.clock = lambda: NOW
    yield made
    made.parts.content.close()


def opened(application: Application, address: str, language: Language = Language.CHINESE) -> AnyPage:
    return application.open(Visit(Face.MOBILE, language), address)


def listing(application: Application, address: str, language: Language = Language.CHINESE) -> Listing:
    page = opened(application, address, language)
    assert isinstance(page, Listing)
    return page


def test_without_words_it_asks_for_them(application: Application) -> None:
    assert isinstance(opened(application, "/search"), Form)
    page = opened(application, "/search?q=%EF%BC%81")
    assert isinstance(page, Form)
    assert page.fields[0].error


def test_hits_stand_in_groups_that_lead_to_all_of_their_kind(application: Application) -> None:
    page = listing(application, "/search?q=离婚")
    groups = list(dict.fromkeys(item.group for item in page.items))
    assert {"诉讼指南", "开庭公告"} <= set(groups)
    assert [item.group for item in page.items] == sorted((i.group for i in page.items), key=groups.index)
    all_of = next(item for item in page.items if item.place.get("kind") == "hearing")
    whole = listing(application, str(all_of.place))
    assert whole.total > 3
    assert whole.filters[0].label == "开庭公告"
    assert all(item.place.path.startswith("/hearings/") for item in whole.items)
    assert all("离婚" in item.marks for item in whole.items)
    newest = next(option for option in whole.options if option.place.get("order"))
    days = [item.facts[0].value for item in listing(application, str(newest.place)).items]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("ktgg", "/hearings"),
        ("诉讼费", "/fees"),
        ("susongfei", "/fees"),
        ("人工", "/person"),
        ("ajcx", "/case"),
    ],
)
def test_services_are_found_first(application: Application, words: str, path: str) -> None:
    page = listing(application, f"/search?q={words}")
    assert page.items[0].group == "服务"
    assert path in [item.place.path for item in page.items if item.group == "服务"]


def test_in_english(application: Application) -> None:
    page = listing(application, "/search?q=divorce", Language.ENGLISH)
    assert any(item.group == "Litigation guides" or "uide" in item.group for item in page.items)
    (first, *_) = listing(application, "/search?q=fees", Language.ENGLISH).items
    assert first.group == "Services"


def test_every_place_that_is_found_opens(application: Application) -> None:
    for words in ("法", "示", "2026", "s", "a"):
        for item in listing(application, f"/search?q={words}").items:
            page = opened(application, str(item.place))
            assert getattr(page, "code", "") not in ("no-such-page", "broken"), item.place


def test_a_typed_newline_a_quote_and_a_novel_are_only_text(application: Application) -> None:
    for typed in ("%22%0A%00", "a" * 10_000_000, "%27%3B--", "&&&&" * 5_000, "離" * 500, "%F0%28"):
        page = opened(application, f"/search?q={typed}")
        assert isinstance(page, Listing | Form)


def by_telephone(application: Application, address: str) -> AnyPage:
    return application.open(Visit(Face.VOICE), address)


def test_on_the_telephone_it_asks_for_keys_and_says_how_much_of_each_kind_there_is(
    application: Application,
) -> None:
    form = by_telephone(application, "/search")
    assert isinstance(form, Form)
    assert [field.kind for field in form.fields] == [FieldKind.SEARCH_KEYS]
    page = by_telephone(application, str(form.to.having(q="5453")))  # lhjf
    assert isinstance(page, Listing)
    hearings = [item for item in page.items if item.group == "开庭公告"]
    assert "离婚纠纷" in hearings[0].title
    assert len(hearings) == 4
    whole = by_telephone(application, str(hearings[-1].place))
    assert isinstance(whole, Listing)
    assert f"开庭公告{whole.total}项" in page.intro
    assert page.total >= whole.total > 3
    again = by_telephone(application, "/search?by=keys&q=%23%23")
    assert isinstance(again, Form)
    assert "数字键" in again.fields[0].error


def test_a_name_that_was_keyed_is_said_with_what_has_it(application: Application) -> None:
    found = by_telephone(application, "/search?by=keys&q=" + keys_of("wangshifan"))
    assert isinstance(found, Listing)
    assert any(fact.value == "王示范" for item in found.items for fact in item.facts), found.items


def test_debtors_are_found_by_no_keys(application: Application) -> None:
    for name in {debtor.name for debtor in application.parts.content.all(Debtor)}:
        for sound in sounds(name)[:2]:
            page = by_telephone(application, f"/search?by=keys&q={keys_of(sound)}")
            assert isinstance(page, Listing)
            there = [item for item in page.items if item.place.path.startswith("/debtors")]
            assert all(item.group == "服务" for item in there)
