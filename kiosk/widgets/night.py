"""The screen at night: dark, and waiting for a touch."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.widget import Widget

from kiosk.widgets.base import fill


class Night(Widget):
    """Lies over everything. The touch that wakes the screen does nothing else. `dark` is how much of the
    picture it takes away, 0 to 1."""

    def __init__(self, dark: float, wake: Callable[[], None]) -> None:
        super().__init__()
        self._wake = wake
        fill(self, (0.0, 0.0, 0.0, dark))

    def on_touch_down(self, touch: object) -> bool:
        self._wake()
        return True
