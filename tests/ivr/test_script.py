"""What is said of a page, and which keys lead on: for every public page of the demo court."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ivr.keys import Key
from ivr.parts import parts
from ivr.script import Back, End, Go, OtherLanguage, OtherSpeed, Repeat, Script, Turn, script, scripts
from shared.application import Application
from shared.pages import AnyPage, Article, Form, Heading, Item, Listing, Menu, Notice, Option, Paragraph
from shared.place import HOME, Place
from shared.short_codes import is_offered
from shared.visit import Face, Language, Visit
from shared.words import Words, load_words
from tests.world import NOW

ENOUGH = 150


def _pages(application: Application, language: Language) -> Iterator[AnyPage]:
    """Every public page that keys lead to from the main menu, up to `ENOUGH`."""
    visit = Visit(Face.VOICE, language)
    waiting, seen = [HOME], {HOME}
    while waiting:
        page = application.look(visit, waiting.pop(0))
        yield page
        ways = [option.place for option in page.options]
        ways += [item.place for item in page.items[:2]] if isinstance(page, Listing) else []
        for place in ways:
            if place not in seen and len(seen) < ENOUGH and is_offered(application, place):
                seen.add(place)
                waiting.append(place)


@pytest.fixture
def words() -> Words:
    return load_words()[Language.CHINESE]


@pytest.mark.parametrize("language", list(Language))
def test_no_page_offers_more_than_four_things_at_a_time_and_keys_ascend(
    application: Application, language: Language
) -> None:
    words = application.words(Visit(Face.VOICE, language))
    kinds = set()
    for page in _pages(application, language):
        kinds.add(type(page))
        if isinstance(page, Form):
            continue
        for part in parts(page, words, lambda place: is_offered(application, place)):
            said = [int(numbered.key) for numbered in part.offers]
            assert len(said) <= 4, page.place
            assert said == list(range(said[0], said[0] + len(said))) if said else True, page.place
    assert {Menu, Form, Listing, Article} <= kinds


def test_the_fixed_keys_mean_the_same_on_every_page(application: Application) -> None:
    words = application.words(Visit(Face.VOICE))
    for page in _pages(application, Language.CHINESE):
        if isinstance(page, Form):
            continue
        for said in scripts(page, words, offered=lambda place: is_offered(application, place)):
            assert said.keys[Key.ZERO] == Go(Place("/person"))
            assert said.keys[Key.NINE] == Repeat()
            at_home = page.place == HOME
            assert said.keys[Key.STAR] == (End() if at_home else Back())
            assert said.keys[Key.EIGHT] == (OtherLanguage() if at_home else OtherSpeed())


def test_what_can_be_pressed_was_announced_with_the_function_before_the_key(words: Words) -> None:
    menu = _menu(3)
    said = script(menu, words).utterances
    assert said[1:4] == ("甲零，请按一。", "甲一，请按二。", "甲二，请按三。")
    assert set(script(menu, words).keys) == set(map(Key, "123089*"))


def _menu(count: int, place: Place = HOME) -> Menu:
    return Menu(
        title="菜单",
        place=Place("/menu") if place == HOME else place,
        options=tuple(Option(f"甲{number}", Place(f"/a{number}")) for number in range(count)),
    )


def test_seven_options_are_read_four_and_three_and_every_key_works_in_both(words: Words) -> None:
    first, second = script(_menu(7), words), script(_menu(7), words, 1)
    assert list(first.titles.values()) == list(map(Key, "1234"))
    assert list(second.titles.values()) == list(map(Key, "567"))
    assert first.keys[Key.HASH] == Turn(1)
    assert first.keys[Key.SEVEN] == second.keys[Key.SEVEN] == Go(Place("/a6"))
    assert first.keys[Key.ONE] == second.keys[Key.ONE]
    assert Key.HASH not in second.keys


def test_more_than_seven_options_are_numbered_anew_in_each_part(words: Words) -> None:
    last = script(_menu(10), words, 2)
    assert dict(last.titles) == {"甲8": Key.ONE, "甲9": Key.TWO}


def test_an_empty_listing_says_what_to_do(words: Words) -> None:
    page = Listing(title="开庭", place=Place("/x"), items=(), total=0, empty="这一天没有开庭。")
    assert "这一天没有开庭。" in script(page, words).utterances


def test_a_long_listing_is_read_in_fours_and_leads_on_to_its_next_page(words: Words) -> None:
    items = tuple(Item(f"案{number}", Place(f"/i{number}")) for number in range(6))
    page = Listing(title="名单", place=Place("/x"), items=items, total=26, next=Place.at("/x", page=2))
    first, last = script(page, words), script(page, words, 1)
    assert first.keys[Key.HASH] == Turn(1)
    assert first.keys[Key.FOUR] == Go(Place("/i3"))
    assert last.keys[Key.ONE] == Go(Place("/i4"))
    assert last.keys[Key.HASH] == Go(Place.at("/x", page=2))


def test_a_guide_is_read_in_chapters_and_hash_skips_one(words: Words) -> None:
    blocks = (Heading("准备材料"), Paragraph("带身份证。"), Heading("交费"), Paragraph("到窗口交费。"))
    page = Article(title="怎样起诉", place=Place("/g"), intro="一看就懂。", blocks=blocks)
    first, second = script(page, words), script(page, words, 1)
    assert "共两个部分，随时可以按井号键跳到下一部分。" in first.utterances
    assert "第一部分。" in first.utterances
    assert "准备材料。" in first.utterances
    assert first.keys[Key.HASH] == Turn(1)
    assert second.utterances[:3] == ("第二部分。", "交费。", "到窗口交费。")


def test_what_came_from_this_machine_and_is_old_is_said_to_be_so(words: Words) -> None:
    page = Menu(title="开庭公告", place=Place("/x"), as_of=NOW, stale=True, offline=True)
    said = "".join(script(page, words).utterances)
    assert "以下信息截至二零二六年十一月二十四日" in said
    assert "法院系统暂时连接不上" in said


def test_a_notice_says_its_text_and_steps(words: Words) -> None:
    page = Notice(title="已锁定", place=Place("/x"), code="locked", text="请稍后再试。", steps=("到窗口。",))
    assert script(page, words).utterances[:3] == ("已锁定。", "请稍后再试。", "到窗口。")


def test_a_case_is_private_in_every_part(words: Words) -> None:
    blocks = tuple(Paragraph("很长的一段话" * 15) for _ in range(4))
    page = Article(title="案件", place=Place("/case"), private=True, blocks=blocks)
    every: list[Script] = list(scripts(page, words))
    assert len(every) > 1
    assert all(said.private for said in every)
