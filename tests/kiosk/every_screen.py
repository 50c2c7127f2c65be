"""Walks the kiosk's screens in a real window and tells what is wrong with each:
``python -m tests.kiosk.every_screen --size 1080x1920 --home FOLDER --backend URL``.

It prints one line of JSON: the screens that were looked at and, for each that has any, its faults. With
``--pictures FOLDER`` every screen is pictured as well, to be looked at by eye.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import kiosk_main
from kiosk.comfort import Comfort, Contrast
from kiosk.devices.printer import FolderPrinter
from kiosk.display import screen
from kiosk.equipment import Equipment
from kiosk.fonts import find_fonts
from kiosk.paper.press import Press
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.staff.doing import build_staff
from kiosk.staff.door import password_hash
from kiosk.ways import Ways
from sandbox.demo import LOOKUP_NUMBER, PASSWORD, STAFF_PASSWORD
from shared.application import Application
from shared.pages import AnyPage, Article, Heading, Item, Listing, Menu, Paragraph, Table
from shared.place import HOME, Place
from shared.visit import Face, Language, Visit
from tests.kiosk.shown import Shown
from tests.world import NOW, Backend, application_at

CASE = Place("/case")
LOGIN = {"number": LOOKUP_NUMBER, "password": PASSWORD}
LONG = (
    "示范市人民法院关于民间借贷纠纷中利息计算标准、逾期利息与违约金能否同时主张以及举证责任如何分配的说明" * 2
)


def places(application: Application, each: int) -> Iterator[Shown]:
    """What can be reached by touching, `each` pages of one kind and service."""
    visit, known = Visit(Face.KIOSK), set[str]()
    looked: Counter[tuple[str, str]] = Counter()
    ahead = deque([HOME])
    while ahead:
        place = ahead.popleft()
        if str(place) in known:
            continue
        known.add(str(place))
        page = application.open(visit, place)
        kind = (place.path.split("/")[1], type(page).__name__)
        if looked[kind] >= each:
            continue
        looked[kind] += 1
        yield Shown(str(place), lambda visit, place=place: application.open(visit, place), place == HOME)  # type: ignore[misc]
        ahead.extend(_ways_on(page))


def _ways_on(page: AnyPage) -> Iterator[Place]:
    yield from (option.place for option in page.options)
    if isinstance(page, Menu):
        yield from (item.place for item in page.today)
    if isinstance(page, Listing):
        yield from (item.place for item in page.items[:2])


def states(application: Application) -> Iterator[Shown]:
    """What is not reached by touching alone: without announcements, offline, old, empty, very long, wrong."""

    def changed(name: str, place: str, change: Callable[[Any], AnyPage], fits: bool = False) -> Shown:
        return Shown(name, lambda visit: change(application.open(visit, Place.parse(place))), fits)

    yield changed("home, nothing today", "/", lambda page: replace(page, today=()), True)
    yield changed("home, nothing announced", "/", _nothing_announced, True)
    yield changed("home, offline", "/", lambda page: replace(page, offline=True))
    today = "/hearings?date=2026-11-24"
    yield changed("hearings, offline", today, lambda page: replace(page, offline=True))
    yield changed("hearings, old", today, lambda page: replace(page, stale=True, as_of=NOW))
    yield changed("a guide, old", "/guides/filing-civil", lambda page: replace(page, stale=True, as_of=NOW))
    yield changed("hearings, one", today, lambda page: replace(page, items=page.items[:1], total=1))
    yield changed("hearings, long", today, _long_rows)
    yield changed("a guide, very long", "/guides/filing-civil", _long_article)
    yield changed("no such page", "/nowhere", lambda page: page)
    yield changed("nothing found", "/search?q=没有的东西", lambda page: page)
    yield Shown("case, wrong", lambda visit: application.open(visit, CASE, {"number": "1", "password": "1"}))
    refused = {"number": LOOKUP_NUMBER, "password": "000000"}
    yield Shown("case, refused", lambda visit: application.open(visit, CASE, refused))
    yield Shown("case, log-in", lambda visit: application.open(visit, CASE), True)


def _nothing_announced(page: Menu) -> Menu:
    options = tuple(option for option in page.options if option.place.path != "/announcements")
    return replace(page, lead="", options=options)


def _long_rows(page: Listing) -> Listing:
    def long(item: Item) -> Item:
        return replace(item, title=LONG, badge="时间有变")

    return replace(page, title=LONG[:40], items=tuple(long(item) for item in page.items))


def _long_article(page: Article) -> Article:
    rows = tuple((f"第{number}项", LONG, "13,800.00元") for number in range(12))
    blocks = (Heading(LONG), Paragraph(LONG * 6), Table(("项目", "说明", "金额"), rows))
    return replace(page, title=LONG[:60], blocks=(*blocks, *page.blocks))


def case(application: Application, each: int) -> Iterator[Shown]:
    """A party's own case, behind its password."""
    yield Shown("/case", lambda visit: application.open(visit, CASE, LOGIN))
    visit = Visit(Face.KIOSK)
    page = application.open(visit, CASE, LOGIN)
    seen, ahead = {CASE.path}, deque(_ways_on(page))
    while ahead:
        place = ahead.popleft()
        if place.path in seen or not place.path.startswith("/case"):
            continue
        seen.add(place.path)
        yield Shown(str(place), lambda visit, place=place: application.open(visit, place))  # type: ignore[misc]
        if len(seen) > 6 * each:
            return
        ahead.extend(_ways_on(application.open(visit, place)))


def look(asked: argparse.Namespace, application: Application) -> dict[str, object]:
    """Opens the window; `application` is what it shows."""
    settings = application.parts.settings
    kiosk_main.set_up_kivy(settings)
    from kivy.config import Config

    # Nothing is drawn but for pictures: no waiting for the next frame.
    Config.set("graphics", "maxfps", "0")
    from tests.kiosk import overlays
    from tests.kiosk.walking import Walk

    comfort = Comfort(asked.text, Contrast(asked.contrast), asked.reach)
    read_aloud = ReadAloud(_silence, _Loudspeaker(), settings.home / "read-aloud")
    printing = PrintDesk(FolderPrinter(asked.home / "printed"), Press(), pages=10, jobs=5)
    staff = build_staff(application, printing, read_aloud)
    equipment = Equipment(find_fonts(), read_aloud, printing, staff)
    walk = Walk(application, settings, equipment, comfort, Language(asked.lang))
    faults: dict[str, list[str]] = {}
    # One's own case comes last: from then on the visit has proved it.
    screens = [
        *places(application, asked.each), *states(application), *overlays.overlays(application),
        *overlays.panels(application), *overlays.staff(Ways(application, staff), staff.invite),
        *case(application, asked.each),
    ]  # fmt: skip
    if asked.only:
        screens = [shown for shown in screens if re.search(asked.only, shown.name)]
    began = time.perf_counter()
    for number, shown in enumerate(screens):
        page = walk.open(shown.question, shown.then)
        found = walk.faults(page, fits=shown.fits and asked.text == 0 and not asked.reach, keys=asked.keys)
        if found:
            faults[shown.name] = found
        if asked.pictures:
            name = re.sub(r"[^\w一-鿿]+", "-", shown.name).strip("-") or "home"
            walk.picture(asked.pictures / f"{number:03d}-{name}.png")
    walk.close()
    return {
        "screens": [shown.name for shown in screens], "faults": faults,
        "seconds": round(time.perf_counter() - began, 1),
    }  # fmt: skip


def _silence(text: str, language: str, into: Path) -> Path:
    return into


class _Loudspeaker:
    """Is there, and heard by nobody."""

    def play(self, file: Path, stop: object) -> None: ...

    def headphones(self) -> bool:
        return False

    def there(self) -> bool:
        return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--backend", required=True)
    parser.add_argument("--size", default="1080x1920")
    parser.add_argument("--text", type=int, default=0)
    parser.add_argument("--contrast", default="plain")
    parser.add_argument("--lang", default="zh-CN")
    parser.add_argument("--reach", action="store_true")
    parser.add_argument("--keys", action="store_true", help="go through every screen by the Tab key")
    parser.add_argument("--each", type=int, default=2, help="pages of one kind and service")
    parser.add_argument("--only", help="screens whose name this expression is found in")
    parser.add_argument("--pictures", type=Path)
    asked = parser.parse_args()
    width, _, height = asked.size.partition("x")
    with screen(int(width), int(height)):
        application = application_at(
            asked.home, Backend(asked.backend), mobile_url="https://mobile.example", kiosk_size=asked.size,
            kiosk_staff_password=password_hash(STAFF_PASSWORD), kiosk_content_source="https://content.example",
        )  # fmt: skip
        print(json.dumps(look(asked, application), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
