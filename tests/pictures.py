"""``make pictures``: the pictures in docs/pictures, of the real programs on the made-up court's content.

A screen is added by a row in `KIOSK` or `MOBILE`. Pictures are small and of 64 colours.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from kiosk.paper.__main__ import printed
from kiosk.staff.door import password_hash
from sandbox.demo import PASSWORD, STAFF_PASSWORD
from shared.visit import Language
from tests.kiosk.program import LANDSCAPE, PORTRAIT, KioskProgram
from tests.mobile.browser import Phone
from tests.paper.reading import picture as page_picture
from tests.world import Backend, BackendProgram, MobileServer, application_at, write_content

EMBLEM = (90, 66)
PATIENCE_SECONDS = 90.0
ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"


@dataclass(frozen=True)
class Screen:
    """`touches` lead from the first page to the screen, which then stands at `place`."""

    touches: tuple[str, ...]
    place: str
    kind: str
    size: tuple[int, int] = PORTRAIT
    # Seconds without a touch until the hall's board, where that is the picture.
    board: float | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    # The emblem is held until the staff's password is asked for.
    held: bool = False
    # What is to be seen, where the screen's address does not tell.
    shows: str = ""


_LOOKUP = ("案件查询", *"123", "查询密码", *PASSWORD, "查看我的案件")
KIOSK = {
    "kiosk-home": Screen((), "/", "home"),
    "kiosk-home-landscape": Screen((), "/", "home", LANDSCAPE),
    "kiosk-english": Screen(("English", "About the court"), "/directory", "menu"),
    "kiosk-hearings": Screen(("开庭公告", "明天"), "/hearings?", "listing"),
    "kiosk-guide": Screen(("诉讼指南", "起诉与立案", "怎样提起民事诉讼"), "/guides/filing-civil", "article"),
    "kiosk-map": Screen(("法院信息", "地图和交通"), "/directory/map", "article"),
    "kiosk-search": Screen(("搜索", "拼音", *"jiekuan"), "/search", "form"),
    "kiosk-aids": Screen(("大字辅助",), "/", "home"),
    "kiosk-dark-large": Screen(
        ("大字辅助", "更大", "深色", "好了", "诉讼指南", "起诉与立案", "怎样提起民事诉讼"),
        "/guides/",
        "article",
    ),
    "kiosk-board": Screen((), "/", "home", LANDSCAPE, board=1.0),
    "kiosk-case-form": Screen(("案件查询",), "/case", "form"),
    "kiosk-case": Screen(_LOOKUP, "/case", "article"),
    "kiosk-print": Screen(
        ("诉讼指南", "文书样式", "民事起诉状", "打印"),
        "/templates/",
        "article",
        settings={"kiosk_printer": "folder:{folder}/paper"},
        shows="一共2页，A4纸。",
    ),
    "kiosk-staff": Screen(
        ("管理员密码", *STAFF_PASSWORD, "进入"),
        "/staff/state",
        "article",
        settings={
            "kiosk_printer": "folder:{folder}/paper",
            "kiosk_staff_password": password_hash(STAFF_PASSWORD),
            "kiosk_content_source": "https://content.example",
        },
        held=True,
    ),
}
PAPER = {
    "paper-map": "/telephone-map",
    "paper-guide": "/guides/filing-civil",
    "paper-hearings": "/hearings?date=2026-11-25",
}
MOBILE = {
    "mobile-home": "/",
    "mobile-hearing": "/hearings?case=2026冀1082民初123",
    "mobile-guide": "/guides/filing-civil",
}


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_content(home)
        with BackendProgram(home) as backend:
            for name, shown in KIOSK.items():
                _kiosk(home, backend, name, shown)
            _mobile(home, backend)
            _paper(home, backend)
    return 0


def _kiosk(home: Path, backend: Backend, name: str, shown: Screen) -> None:
    folder = home / name
    given = {setting: value.format(folder=folder) for setting, value in shown.settings.items()}
    with KioskProgram(folder, home, backend, size=shown.size, board=shown.board, **given) as touchscreen:
        if shown.held:
            with touchscreen.held(*EMBLEM):
                touchscreen.wait(lambda state: state["place"] == "/staff", "the staff's door")
        for title in shown.touches:
            touchscreen.touch(title)
        there = touchscreen.wait(
            lambda state: (
                state["place"].startswith(shown.place)
                and state["kind"] == shown.kind
                and state["board"] == (shown.board is not None)
                and (not shown.shows or shown.shows in state["shown"])
            ),
            shown.place,
            PATIENCE_SECONDS,
        )
        # What came last is laid out in the frame after.
        touchscreen.wait(lambda state: state["at"] > there["at"] + 0.5, shown.place)
        with touchscreen.picture() as picture:
            _write(name, picture, 2)


def _paper(home: Path, backend: Backend) -> None:
    application = application_at(home, backend, mobile_url="https://mobile.example")
    for name, place in PAPER.items():
        pdf = printed(application, application.parts.settings, place, Language.CHINESE)
        assert pdf is not None
        with page_picture(pdf) as picture:
            _write(name, picture, 2)


def _mobile(home: Path, backend: Backend) -> None:
    server = MobileServer(lambda address: application_at(home, backend, mobile_url=address))
    with server as address, Phone(address) as phone:
        for name, place in MOBILE.items():
            phone.open(place)
            file = home / f"{name}.png"
            phone.page.screenshot(path=file)
            with Image.open(file) as picture:
                _write(name, picture, 1)


def _write(name: str, picture: Image.Image, reduced: int) -> None:
    file = PICTURES / f"{name}.png"
    size = (picture.width // reduced, picture.height // reduced)
    small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    small.quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"  {file.relative_to(ROOT)}  {file.stat().st_size // 1024} kB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
