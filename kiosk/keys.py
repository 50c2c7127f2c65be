"""The keyboard: an audio-tactile pad of four keys, a scanner, or whatever somebody plugs in.

Only what stands here does anything: Tab and arrows move, Enter acts, Escape goes back, F2 reads aloud. Every
other key, and every key with Ctrl, Alt or the system key, ends here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.devices.scanner import Scanner
from kiosk.focus import Focus
from kiosk.widgets.touch import Touchable

_TAB, _ENTER, _ENTER_ON_PAD, _ESCAPE, _BACKSPACE = 9, 13, 271, 27, 8
_UP, _DOWN, _RIGHT, _LEFT, _F2 = 273, 274, 275, 276, 283


class Keys:
    """`root` is what the keys move in; the rest is what they do."""

    def __init__(
        self,
        root: Callable[[], Widget],
        *,
        came_to: Callable[[Touchable], None],
        back: Callable[[], None],
        aloud: Callable[[], None],
        scanned: Callable[[str], None],
        pressed: Callable[[], bool],
        again: Callable[[], None],
    ) -> None:
        """`pressed` is told of every key, and says whether that did something already: woke the screen, say.
        `again` is Enter where the keys are at nothing."""
        self._focus = Focus(root, came_to)
        self._back, self._aloud, self._scanned = back, aloud, scanned
        self._scanner, self._pressed, self._again = Scanner(), pressed, again
        Window.bind(on_key_down=self._down, on_keyboard=self._keyboard)

    @property
    def at(self) -> Touchable | None:
        return self._focus.at

    @property
    def order(self) -> list[Touchable]:
        """All that the keys come to."""
        return self._focus.order

    def go_to(self, there: Touchable) -> None:
        self._focus.go_to(there)

    def stay(self, change: Callable[[], None]) -> None:
        """Do `change`, which builds a part of the screen anew, without losing the place."""
        self._focus.stay(change)

    def leave(self) -> None:
        self._focus.leave()

    def _keyboard(self, *_: Any) -> bool:
        # Kivy's own shortcuts (F1, F11, Escape) hang on this event.
        return True

    def _down(self, _: Any, key: int, __: int, text: str | None, modifiers: list[str]) -> bool:
        if self._pressed():
            return True
        held = set(modifiers) & {"ctrl", "alt", "meta"}
        now = time.monotonic()
        if key in (_ENTER, _ENTER_ON_PAD):
            scan = self._scanner.enter(now)
            if scan is not None:
                self._scanned(scan)
            elif not held and not self._focus.act():
                self._again()
        elif held:
            pass
        elif key == _TAB:
            self._focus.move(-1 if "shift" in modifiers else 1)
        elif key in (_DOWN, _RIGHT):
            self._focus.move(1)
        elif key in (_UP, _LEFT):
            self._focus.move(-1)
        elif key in (_ESCAPE, _BACKSPACE):
            self._back()
        elif key == _F2:
            self._aloud()
        elif text and text.isprintable():
            self._scanner.key(text, now)
        return True
