"""Ways out of the window, closed: Alt-F4, a second finger, a drop of files. What the system itself offers
(virtual consoles, Alt-Tab) is closed by the unit files of docs/kiosk.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.core.window import Window


class WayOuts:
    """`touched` is told of every finger; only one at a time goes on to the screen, so that no gesture of
    several fingers means anything, nor a mouse's other buttons. `touches` counts those that are over."""

    def __init__(self, touched: Callable[[], None]) -> None:
        self._told = touched
        self._finger: Any = None
        self.touches = 0
        Window.bind(
            on_request_close=lambda *_, **__: True,
            on_touch_down=self._down,
            on_touch_up=self._up,
        )

    def _down(self, _: Any, touch: Any) -> bool:
        self._told()
        if touch.is_mouse_scrolling:
            return False
        if self._finger is not None and self._finger is not touch:
            return True
        if getattr(touch, "button", "left") != "left":
            return True
        self._finger = touch
        return False

    def _up(self, _: Any, touch: Any) -> bool:
        self._told()
        if touch is self._finger:
            self._finger = None
            self.touches += 1
        return False
