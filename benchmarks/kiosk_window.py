"""The kiosk's window as a program of its own that turns pages or shows a long list, for `kiosk_soak` and
`kiosk_scroll`: ``python -m benchmarks.kiosk_window turn|list --home FOLDER --backend URL``."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import kiosk_main
from kiosk.comfort import DEFAULT
from kiosk.devices.printer import NoPrinter
from kiosk.devices.sound import NoSound
from kiosk.display import screen
from kiosk.equipment import Equipment
from kiosk.fonts import find_fonts
from kiosk.paper.press import Press
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.staff.doing import build_staff
from sandbox.demo import LOOKUP_NUMBER, PASSWORD
from shared.application import Application
from shared.pages import AnyPage, Listing
from shared.place import Place
from shared.visit import Language, Visit
from tests.world import Backend, application_at

ROWS = 10_000
LIST = "/hearings?date=2026-11-24"
PLACES = (
    "/", "/hearings", LIST, "/", "/guides", "/guides/filing-civil", "/directory/departments", "/search",
    "/case", "/fees?kind=labour", "/judgments/newest", "/hearings/date", "/nowhere",
)  # fmt: skip
# Of every hundred pages a few are of a party's own case, after which the visit ends.
CASE_EVERY = 50


def megabytes() -> float:
    """What this process has for itself (PSS)."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("does", choices=["turn", "list"])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--backend", required=True)
    parser.add_argument("--turns", type=int, default=1000)
    parser.add_argument("--size", default="1080x1920")
    asked = parser.parse_args()
    width, _, height = asked.size.partition("x")
    with screen(int(width), int(height)):
        application = application_at(
            asked.home, Backend(asked.backend), mobile_url="https://mobile.example", kiosk_size=asked.size
        )
        settings = application.parts.settings
        kiosk_main.set_up_kivy(settings)
        from kivy.base import EventLoop, runTouchApp

        from tests.kiosk.walking import Walk

        read_aloud = ReadAloud(lambda _, __, into: into, NoSound(), settings.home / "read-aloud")
        printing = PrintDesk(NoPrinter(), Press(), pages=1, jobs=1)
        staff = build_staff(application, printing, read_aloud)
        equipment = Equipment(find_fonts(), read_aloud, printing, staff)
        walk = Walk(application, settings, equipment, DEFAULT, Language.CHINESE)
        if asked.does == "list":
            walk.open(lambda visit: _long(application, visit))
            # From here on the window listens to the finger and the wheel.
            runTouchApp()
            return 0
        longest = work = 0.0
        for number, turn in enumerate(islice(_turns(application), asked.turns), start=1):
            walk.open(turn)
            began, worked = time.perf_counter(), time.thread_time()
            EventLoop.idle()
            longest = max(longest, time.perf_counter() - began)
            work = max(work, time.thread_time() - worked)
            if number % max(1, asked.turns // 20) == 0:
                gc.collect()
                told = {
                    "turns": number, "megabytes": round(megabytes(), 1),
                    "longest": round(longest, 3), "work": round(work, 3),
                }  # fmt: skip
                print(json.dumps(told), flush=True)
        walk.close()
    return 0


def _turns(application: Application) -> Iterator[object]:
    login = {"number": LOOKUP_NUMBER, "password": PASSWORD}
    for number, place in enumerate(cycle(PLACES), start=1):
        if number % CASE_EVERY == 0:
            yield lambda visit: application.open(visit, Place("/case"), login)
            yield lambda visit: (application.end(visit), application.open(visit, "/"))[1]
        yield lambda visit, place=place: application.open(visit, place)


def _long(application: Application, visit: Visit) -> AnyPage:
    """The hearings of a day, over and over."""
    page = application.open(visit, LIST)
    assert isinstance(page, Listing)
    items = tuple(islice(cycle(page.items), ROWS))
    return replace(page, items=items, total=ROWS, next=None, previous=None)


if __name__ == "__main__":
    sys.exit(main())
