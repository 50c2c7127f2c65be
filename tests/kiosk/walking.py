"""The kiosk's window, turned page by page without a finger; frames are drawn only for pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.app import KioskApp
from kiosk.asking import Answer, Question
from kiosk.comfort import Comfort
from kiosk.equipment import Equipment
from kiosk.focus import in_order
from kiosk.mirror import take_picture
from kiosk.narrator import told
from kiosk.qr import QrCode
from kiosk.theme import Look
from kiosk.widgets.frame import IdleSheet
from kiosk.widgets.rows import Rows
from kiosk.widgets.touch_test import TouchTest
from shared.application import Application
from shared.pages import AnyPage
from shared.settings import Settings
from shared.visit import Language
from tests.kiosk import looking
from tests.kiosk.saying import unsaid
from tests.kiosk.shown import Then

TAB = 9
# A code is drawn a moment after its page.
PICTURED_AFTER_SECONDS = 0.4
LONGEST_SECONDS = 30.0
# Of a list of any length.
ROWS_BY_KEY = 14


class Walk(KioskApp):
    def __init__(
        self,
        application: Application,
        settings: Settings,
        equipment: Equipment,
        comfort: Comfort,
        language: Language,
    ) -> None:
        # Nothing is touched here: the hall's board would come.
        settings = settings.model_copy(update={"kiosk_board_seconds": 1e9})
        super().__init__(application, settings, equipment, comfort=comfort, language=language)
        self._run_prepare()
        self._reach_line = Window.height * settings.kiosk_reach_share
        self._settle()

    def _something_to_end(self) -> bool:
        # Looking takes its time; nobody is asked whether they are still here.
        return False

    def close(self) -> None:
        self.stop()

    @property
    def shown(self) -> Answer:
        assert self._shown is not None
        return self._shown

    def touch(self, *names: str) -> None:
        """What is on a key, or the message that names it."""
        for name in names:
            title = self._words()(name) if "." in name else name
            found = [each for each in in_order(self._stage.uppermost) if each.title == title]
            assert found, f"{title} is not on the screen"
            found[0]._act()
            self._settle()

    def cover(self, lay: Callable[[], None]) -> None:
        """Do what lays something over the screen, and wait until it lies there."""
        lay()
        deadline = time.monotonic() + LONGEST_SECONDS
        while self._stage.sheet is None:
            assert time.monotonic() < deadline, "nothing lies over the screen"
            self._frame()

    def open(self, question: Question, then: Then | None = None) -> AnyPage:
        """Ask for a page and wait until it is laid out as a whole; `then` is done there."""
        self._attendance.key_pressed()
        self._stage.take_away()
        before = self._shown
        self._go(question)
        deadline = time.monotonic() + LONGEST_SECONDS
        while self._shown is before:
            assert time.monotonic() < deadline, "no page came"
            self._frame()
        self._settle()
        if then is not None:
            then(self)
            self._settle()
        return self.shown.page

    def _frame(self) -> None:
        Clock.tick()
        Clock.tick_draw()

    def _settle(self) -> None:
        """Frames until nothing moves any more and the whole of a long page is built."""
        still, before = 0, None
        deadline = time.monotonic() + LONGEST_SECONDS
        while still < 2:
            assert time.monotonic() < deadline, "the page does not come to rest"
            self._frame()
            now = [(id(each), *each.pos, *each.size) for each in self._stage.walk()]
            flow = self._screen._flow
            still = still + 1 if now == before and not (flow and flow._building) else 0
            before = now

    def faults(self, page: AnyPage, *, fits: bool, keys: bool) -> list[str]:
        root, look = self._stage.uppermost, self._hand.look
        found = [
            *looking.too_small(root, look), *looking.too_close(root, look), *looking.too_faint(root, look),
            *looking.cut_off(root), *looking.drawn_elsewhere(root),
            *looking.few_rows(root), *looking.out_of_order(root),
        ]  # fmt: skip
        # The touch screen is tested to its very edges.
        if look.comfort.reach and not isinstance(self._stage.sheet, TouchTest):
            found += looking.too_high(root, self._reach_line)
        elif fits:
            found += looking.scrolls(root)
        there = {each.title for each in in_order(self._stage.screen)}
        found += [f"no {option.title!r} to touch" for option in page.options if option.title not in there]
        words = self._application.words(self._visit)
        sheet = getattr(self._stage.sheet, "spoken", "")
        found += unsaid(root, page, [sheet] if self._stage.sheet else told(page, words), words)
        if keys:
            found += self._by_keys(look)
        return found

    def _by_keys(self, look: Look) -> Iterator[str]:
        """Tab by Tab: each time something that can be seen wears the ring."""
        if isinstance(self._stage.sheet, IdleSheet):
            # Any key takes it away.
            return
        expected = list(in_order(self._stage.uppermost))
        rows = any(isinstance(each, Rows) for each in self._stage.walk())
        for _ in expected[: ROWS_BY_KEY if rows else None]:
            Window.dispatch("on_key_down", TAB, 0, None, [])
            self._frame()
            self._frame()
            at = self._keys.at
            if at is None or not at.focused:
                yield "nothing wears the ring"
                return
            box, seen = looking.box_of(at), looking.seen_of(at)
            # The bar is built anew when a printer or a voice is found: the same key, another widget.
            if not rows and at.title != expected[0].title:
                yield f"the keys are at {at.title!r}, not at {expected[0].title!r}"
            if seen.empty or (seen.top - seen.bottom < min(box.top - box.bottom, look(100)) - 2):
                yield f"{at.title!r} has the focus and is not seen"
            expected = expected[1:]
        self._keys.leave()

    def _codes_drawn(self) -> bool:
        return all(code.drawn for code in self._stage.walk() if isinstance(code, QrCode))

    def picture(self, file: Path) -> None:
        until, deadline = (time.monotonic() + each for each in (PICTURED_AFTER_SECONDS, LONGEST_SECONDS))
        while time.monotonic() < until or not self._codes_drawn():
            assert time.monotonic() < deadline, "a code is not drawn"
            EventLoop.idle()
        file.parent.mkdir(parents=True, exist_ok=True)
        take_picture(file)
