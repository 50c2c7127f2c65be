"""What comes over a page without being one, and the panels of forms: for `every_screen`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.devices.printer import Condition
from kiosk.paper.press import Printed
from kiosk.printing import Proof
from kiosk.staff.rooms import STAFF, STATE
from kiosk.ways import Ways
from kiosk.widgets.board import Board
from kiosk.widgets.touch_test import TouchTest
from sandbox.demo import STAFF_PASSWORD
from shared.application import Application
from shared.place import HOME, Place
from tests.kiosk.shown import Shown, Then
from tests.kiosk.walking import Walk

GUIDE = Place("/guides/filing-civil")


def overlays(application: Application) -> Iterator[Shown]:
    def over(name: str, place: Place, then: Then) -> Shown:
        return Shown(name, lambda visit: application.open(visit, place), then=then)

    yield over("aids", HOME, lambda walk: walk._aids.open())
    yield over("still there?", GUIDE, lambda walk: walk._attendance._warn(27))
    yield over("an answer takes long", GUIDE, lambda walk: walk._slow(True))
    yield over("print, asked", GUIDE, lambda walk: _asked(walk, Printed(b"", 2, 2)))
    yield over("print, too long", GUIDE, lambda walk: _asked(walk, Printed(b"", 10, 23)))
    yield over("print, under way", GUIDE, _under_way)
    yield over("print, done", GUIDE, lambda walk: _told(walk, Condition.READY))
    yield over("print, no paper", GUIDE, lambda walk: _told(walk, Condition.NO_PAPER))
    yield over("board", HOME, lambda walk: walk.cover(walk._attendance._show_board))
    yield over("board, none today", HOME, _empty_board)


def staff(ways: Ways, invite: Callable[[], None]) -> Iterator[Shown]:
    invite()
    yield Shown("staff, door", lambda visit: ways.open(visit, STAFF))
    yield Shown("staff, wrong", lambda visit: ways.open(visit, STAFF, {"password": "000000"}))
    yield Shown("staff, state", lambda visit: ways.open(visit, STAFF, {"password": STAFF_PASSWORD}))
    yield Shown("staff, restart", lambda visit: ways.open(visit, Place("/staff/restart")))
    yield Shown("staff, touch", lambda visit: ways.open(visit, STATE), then=_touch_test)


def panels(application: Application) -> Iterator[Shown]:
    def form(name: str, place: str, *titles: str) -> Shown:
        return Shown(
            name, lambda visit: application.open(visit, place), then=lambda walk: walk.touch(*titles)
        )

    yield form("case, by lookup number", "/case", "kiosk.by-lookup", *"2026000123")
    yield form("case, by ID number", "/case", "kiosk.by-id", *"11010119680302")
    yield form("case, password", "/case", *"123", "case.password", *"2468")
    yield form("date", "/hearings/date", "›")
    yield form("search, spelled", "/search", "kiosk.input-spell", *"zhang")
    yield form("search, letters", "/search", "kiosk.input-letters", *"2026")
    yield Shown("search, written", lambda visit: application.open(visit, "/search"), then=_written)
    yield form("complaint, text", "/complaint/new", "complain.text")
    yield form("complaint, name", "/complaint/new", "complain.name")


def _asked(walk: Walk, printed: Printed) -> None:
    answer = walk.shown
    proof = Proof(printed, answer.view.qr, is_form=False, private=False)
    walk._print_out._proved(walk._print_out._wish, answer, walk._words(), proof)


def _under_way(walk: Walk) -> None:
    walk._print_out._lay(walk._words(), "print", "print.under-way-right", (), under_way=True)


def _told(walk: Walk, condition: Condition) -> None:
    walk._print_out._printed(walk._print_out._wish, walk.shown, walk._words(), condition)


def _empty_board(walk: Walk) -> None:
    walk._stage.lay_over(
        Board(
            walk._hand.look, walk._words(), court=walk.shown.view.court, day="2026年11月24日（星期二）",
            clock="08:30", rows=(), total=0, touched=lambda: None,
        )
    )  # fmt: skip


def _touch_test(walk: Walk) -> None:
    walk._stage.lay_over(TouchTest(walk._hand, walk._words(), walk._stage.take_away))


def _written(walk: Walk) -> None:
    """What the recogniser offers for a character that it is not sure of."""
    panel = next(each for each in walk._stage.walk() if hasattr(each, "_offer"))
    panel._offer("王玉主五正士丰工三土")
