"""A finger on the kiosk's screen: real presses (XTEST) on a real window, seen through its mirror."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest
from Xlib.protocol.event import ClientMessage

WAIT_SECONDS = 15.0


class NotSeenError(AssertionError):
    """What was waited for did not come onto the screen."""


class Touchscreen:
    def __init__(self, mirror: Path, display: str) -> None:
        self._mirror, self.display = mirror, display
        self._display = Display(display)
        self._touches = self._seen_touches = 0
        self._scrolled = 0.0

    def close(self) -> None:
        self._display.close()

    def state(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self._mirror / "screen.json").read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def wait(
        self, until: Callable[[dict[str, Any]], bool], what: str = "", seconds: float = WAIT_SECONDS
    ) -> dict[str, Any]:
        """The first state of the screen that `until` holds for."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            state = self.state()
            if state and self._up_to_date(state) and until(state):
                return state
            time.sleep(0.03)
        raise NotSeenError(
            f"{what or 'what was waited for'} is not on the screen, which shows {self.titles()}"
        )

    def _up_to_date(self, state: dict[str, Any]) -> bool:
        """What was pictured before the last touch had its effect tells nothing."""
        if state["touches"] < self._touches or state["at"] < self._scrolled:
            return False
        if self._seen_touches != state["touches"]:
            # The touch is over; what it changed is laid out in the frame after.
            self._seen_touches, self._scrolled = state["touches"], state["at"] + 0.01
            return False
        return True

    def titles(self) -> list[str]:
        return [each["title"] for each in self.state().get("touch", ())]

    def touch(self, title: str) -> None:
        """Touch what is called `title`; scroll to it when it is further down."""
        state = self._scrolled_through_rows(title)
        for _ in range(60):
            target = _find(state, title)
            assert target is not None
            if target["seen"]:
                self._press(target["box"])
                return
            before = target["box"]
            middle = state["size"][1] // 2
            self._scroll(before[0] + before[2] // 3, middle, down=before[1] > middle)
            state = self.wait(
                lambda state, before=before: (_find(state, title) or {"box": before})["box"] != before, title
            )
        raise NotSeenError(f"{title} cannot be scrolled to")

    def _scrolled_through_rows(self, title: str) -> dict[str, Any]:
        """Only the rows of a listing that are on the screen exist: go down until `title` is among them."""
        while True:
            state = self.wait(
                lambda state: (
                    _find(state, title) is not None
                    or bool(state.get("rows") and state["rows"]["last"] < state["rows"]["total"])
                ),
                title,
            )
            if _find(state, title) is not None:
                return state
            first = state["rows"]["first"]
            x, y, width, height = state["rows"]["box"]
            self._scroll(x + width // 3, y + height // 2, down=True)
            self.wait(lambda state, first=first: state["rows"]["first"] != first, title)

    def touch_and_see(self, title: str, place: str) -> dict[str, Any]:
        """Touch, then wait until the screen stands at an address that begins with `place`."""
        self.touch(title)
        return self.wait(lambda state: state["place"].startswith(place), place)

    def type(self, digits: str) -> None:
        for digit in digits:
            self.touch(digit)

    def key(self, *names: str, held: str = "") -> None:
        """Press keys one after another at a person's pace; ``Tab``, ``Return``, ``Down``, ``F1``."""
        for name in names:
            self._keys([name], held)
            time.sleep(0.12)
        self._scrolled = time.monotonic()

    def scan(self, text: str) -> None:
        """What a scanner does: all keys at once, then Enter."""
        self._keys([*text, "Return"], "")
        self._scrolled = time.monotonic() + 0.1

    def _keys(self, names: Sequence[str], held: str) -> None:
        def code(name: str) -> int:
            return int(self._display.keysym_to_keycode(XK.string_to_keysym(name)))

        if held:
            xtest.fake_input(self._display, X.KeyPress, code(held))
        for name in names:
            xtest.fake_input(self._display, X.KeyPress, code(name))
            xtest.fake_input(self._display, X.KeyRelease, code(name))
        if held:
            xtest.fake_input(self._display, X.KeyRelease, code(held))
        self._display.sync()

    def chord(self, *names: str) -> None:
        """Keys held down one after another, and let go."""
        codes = [int(self._display.keysym_to_keycode(XK.string_to_keysym(name))) for name in names]
        for pressed in codes:
            xtest.fake_input(self._display, X.KeyPress, pressed)
        for pressed in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, pressed)
        self._display.sync()

    def press_button(self, button: int, box: Sequence[int]) -> None:
        """A mouse's button on the middle of a box; what comes of it is to be looked for."""
        xtest.fake_input(self._display, X.MotionNotify, x=box[0] + box[2] // 2, y=box[1] + box[3] // 2)
        xtest.fake_input(self._display, X.ButtonPress, button)
        self._display.sync()
        time.sleep(0.05)
        xtest.fake_input(self._display, X.ButtonRelease, button)
        self._display.sync()

    def wheel_with_control(self, box: Sequence[int]) -> None:
        """What makes letters larger elsewhere."""
        control = int(self._display.keysym_to_keycode(XK.string_to_keysym("Control_L")))
        xtest.fake_input(self._display, X.KeyPress, control)
        self.press_button(4, box)
        xtest.fake_input(self._display, X.KeyRelease, control)
        self._display.sync()

    def ask_to_close(self) -> None:
        """What a window manager does for Alt-F4."""
        for window in self._display.screen().root.query_tree().children:
            closing = ClientMessage(
                window=window,
                client_type=self._display.intern_atom("WM_PROTOCOLS"),
                data=(32, [self._display.intern_atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0]),
            )
            window.send_event(closing)
        self._display.sync()

    def draw(
        self, pad: Sequence[int], box: int, stroke: Sequence[tuple[float, float]], boxes: int = 3
    ) -> None:
        """A stroke with the finger in one box of a writing pad; points count from 0 to 1."""
        left, top, width, height = pad
        side = width / boxes
        for number, (x, y) in enumerate(stroke):
            at = round(left + (box + x) * side), round(top + y * height)
            xtest.fake_input(self._display, X.MotionNotify, x=at[0], y=at[1])
            if number == 0:
                xtest.fake_input(self._display, X.ButtonPress, 1)
            self._display.sync()
            time.sleep(0.02)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()
        self._touches += 1

    def qr(self, begins: str = "") -> str:
        """What a code on the screen says, read from its pixels: the one that begins like this."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            for text in self.codes():
                if text.startswith(begins):
                    return text
            time.sleep(0.1)
        raise NotSeenError("there is no such QR code on the screen")

    def codes(self) -> list[str]:
        """What all codes say that are on the screen now."""
        with self.picture() as picture:
            return [str(found.text) for found in zxingcpp.read_barcodes(picture)]

    def picture(self) -> Image.Image:
        return Image.open(self._mirror / "screen.png")

    def touch_at(self, box: list[int]) -> None:
        """Touch the middle of a box, whatever is there."""
        self._press(box)

    @contextlib.contextmanager
    def held(self, x: int, y: int) -> Iterator[None]:
        """A finger that rests at a place for as long as this lasts."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()
        yield
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()
        self._touches += 1

    def _press(self, box: list[int]) -> None:
        x, y = box[0] + box[2] // 2, box[1] + box[3] // 2
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()
        time.sleep(0.05)
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()
        # Nobody's finger is quicker; below this the screen takes two touches for one.
        time.sleep(0.28)
        self._touches += 1

    def _scroll(self, x: int, y: int, *, down: bool) -> None:
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        for _ in range(3):
            xtest.fake_input(self._display, X.ButtonPress, 5 if down else 4)
            xtest.fake_input(self._display, X.ButtonRelease, 5 if down else 4)
        self._display.sync()
        self._scrolled = time.monotonic() + 0.05


def _find(state: dict[str, Any], title: str) -> dict[str, Any] | None:
    exact = [each for each in state["touch"] if each["title"] == title]
    found = exact or [each for each in state["touch"] if title in each["title"]]
    return found[0] if found else None
