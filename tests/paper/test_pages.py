"""Pages of the court on paper: all that is on the screen is on the sheet, and its code leads back to it."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from kiosk.paper.layout import render
from kiosk.paper.press import Press, PressError, Printed
from kiosk.paper.sheet import MOST_ROWS, Sheet, gather, is_printable
from kiosk.presenter import View, present
from shared.application import Application
from shared.pages import AnyPage
from shared.visit import Face, Language, Visit
from tests.paper.reading import codes, text, texts
from tests.world import Backend, application_at

MOBILE = "https://mobile.example"


class Paper:
    """Prints places of the demo court's content, without a window."""

    def __init__(self, machine: Path) -> None:
        self.application: Application = application_at(machine, Backend("http://127.0.0.1:9"))
        self.visit = Visit(Face.KIOSK)

    def view(self, page: AnyPage) -> View:
        words = self.application.words(self.visit)
        return present(page, words, court="示范市人民法院", mobile_url=MOBILE, proved=False)

    def sheet(self, place: str) -> Sheet:
        page = self.application.open(self.visit, place)
        return gather(
            page, self.view(page), look=lambda at: self.application.look(self.visit, at), shown=self.view,
            mobile_url=MOBILE,
        )  # fmt: skip

    def html(self, place: str, letters: float = 1.0) -> str:
        words = self.application.words(self.visit)
        return render(self.sheet(place), words, self.application.clock(), letters)

    def print(self, place: str, letters: float = 1.0, pages: int = 10) -> Printed:
        return Press().render(self.html(place, letters), pages)


@pytest.fixture(scope="module")
def paper(machine: Path) -> Paper:
    return Paper(machine)


def flat(text: str) -> str:
    # One glyph of the font serves both dots.
    return re.sub(r"\s", "", text).replace("•", "·")


def test_a_guide_is_whole_on_paper_and_says_whose_and_how_old_it_is(paper: Paper) -> None:
    printed = paper.print("/guides/filing-civil")
    stands = flat(text(printed.pdf))
    view = paper.sheet("/guides/filing-civil").view
    for block in view.blocks:
        for piece in (getattr(block, "text", ""), *getattr(block, "items", ())):
            assert flat(str(piece)) in stands
    assert "示范市人民法院·诉讼自助服务" in stands
    assert "2026年11月24日（星期二）08:30打印" in stands
    pages = texts(printed.pdf)
    assert len(pages) == printed.pages == printed.whole
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页，共{len(pages)}页" in flat(page)
        assert flat(view.age) in flat(page)
    assert codes(printed.pdf) == [f"{MOBILE}/guides/filing-civil"]


def test_all_parts_of_a_days_hearings_are_on_one_paper_in_order(paper: Paper) -> None:
    sheet = paper.sheet("/hearings?date=2026-11-25")
    page = paper.application.look(paper.visit, sheet.view.place)
    assert len(sheet.view.rows) == page.total  # type: ignore[union-attr]
    assert sheet.left_out == 0
    stands = flat(text(paper.print("/hearings?date=2026-11-25").pdf))
    found = [stands.index(flat(row.title)) for row in sheet.view.rows]
    assert found == sorted(found)
    assert "已取消" in stands


def test_a_list_longer_than_anybody_reads_says_what_it_leaves_out(paper: Paper) -> None:
    sheet = paper.sheet("/judgments?court=all")
    total = paper.application.look(paper.visit, sheet.view.place).total  # type: ignore[union-attr]
    assert len(sheet.view.rows) == min(total, MOST_ROWS)
    assert sheet.left_out == total - len(sheet.view.rows)


def test_only_the_first_pages_are_printed_and_the_press_says_of_how_many(paper: Paper) -> None:
    printed = paper.print("/guides/filing-civil", letters=1.7, pages=1)
    assert printed.pages == 1 < printed.whole
    (page,) = texts(printed.pdf)
    # Nobody looks for a second sheet that did not come.
    assert f"第1页，共1页（全文{printed.whole}页）" in flat(page)


def test_a_blank_form_has_its_lines_and_no_face_of_the_kiosk_and_carries_its_file_away(paper: Paper) -> None:
    listing = paper.application.look(paper.visit, paper.sheet("/templates").view.place)
    place = str(next(item.place for item in listing.items if item.title == "民事起诉状"))  # type: ignore[union-attr]
    printed = paper.print(place)
    first, *_ = texts(printed.pdf)
    stands = flat(text(printed.pdf))
    for piece in ("民事起诉状", "诉讼请求", "事实和理由", "此致", "示范市人民法院", "证据名称"):
        assert piece in stands
    assert "_" not in stands
    # What is handed in has no code and no advertisement of ours among its words.
    assert "诉讼自助服务" not in flat(first).split("事实和理由")[0]
    assert codes(printed.pdf) == [f"{MOBILE}/files/{place.removeprefix('/templates/')}"]


def test_on_paper_too_a_case_number_is_never_split_and_english_is_english(paper: Paper) -> None:
    assert '<span class="whole">（2026）冀1082民初123号' in paper.html("/hearings?case=2026冀1082民初123")
    paper.visit.language = Language.ENGLISH
    try:
        stands = text(paper.print("/guides/filing-civil").pdf)
    finally:
        paper.visit.language = Language.CHINESE
    assert "Court Self-Service" in stands
    assert "Page 1 of" in stands


@pytest.mark.parametrize("place", ["/", "/guides", "/case", "/no-such-place", "/search"])
def test_menus_forms_and_what_went_wrong_are_not_printed(paper: Paper, place: str) -> None:
    page = paper.application.open(paper.visit, place)
    assert not is_printable(page, paper.view(page))


def test_what_is_typed_is_text_on_paper_and_nothing_is_fetched(paper: Paper, tmp_path: Path) -> None:
    marker = tmp_path / "marker.svg"
    marker.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>geheim</text></svg>', "utf-8")
    html = paper.html("/search?q=<img src=x onerror=alert(1)>开庭")
    assert "<img src=x" not in html
    printed = Press().render(f"<html><body><p>页</p><img src='{marker.as_uri()}' alt=''>", 1)
    assert "geheim" not in text(printed.pdf)


def test_a_press_that_is_stopped_gives_nothing() -> None:
    press, ended = Press(), threading.Event()

    def render() -> None:
        try:
            press.render("<html>" + "<p>很长的一页。" * 20_000, 10)
        except PressError:
            ended.set()

    working = threading.Thread(target=render)
    working.start()
    while working.is_alive():
        press.stop()
        working.join(0.02)
    assert ended.is_set()
