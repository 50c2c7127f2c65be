"""What is longer than the screen: scrolled by finger, filled from the top, the rest built in spare time."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from typing import Any

from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from kiosk.theme import Look
from kiosk.widgets.base import Text

# Of a frame's 16 ms, what may go into building what is not on the screen yet.
BUILDING_SECONDS = 0.006


class Scroll(ScrollView):
    """Kivy's, but a tap arrives when the finger leaves, not a fifth of a second later."""

    def __init__(self, look: Look, **more: Any) -> None:
        settings = {
            "do_scroll_x": False,
            "bar_width": look(8),
            "bar_color": look.colours.muted,
            "bar_inactive_color": look.colours.line,
            "scroll_type": ["bars", "content"],
            "scroll_distance": look(24),
        }
        super().__init__(**{**settings, **more})

    def on_touch_down(self, touch: Any) -> Any:
        # What is drawn on keeps the finger: a stroke does not scroll.
        if not touch.is_mouse_scrolling and any(
            getattr(each, "draws", False) and each.collide_point(*each.to_widget(*touch.pos))
            for each in self.walk(restrict=True)
        ):
            return self.simulate_touch_down(touch)
        return super().on_touch_down(touch)

    def on_scroll_stop(self, touch: Any, check_children: bool = True) -> Any:
        held = super().on_scroll_stop(touch, check_children)
        if self in [each() for each in touch.grab_list]:
            self._do_touch_up(touch)
        return held

    def _do_touch_up(self, touch: Any, *_: object) -> None:
        if self in [each() for each in touch.grab_list]:
            super()._do_touch_up(touch)


class Flow(BoxLayout):
    """A column whose parts are built from the top until the screen is full; the others follow frame by
    frame, so that a long page is there as soon as a short one."""

    def __init__(self, look: Look, parts: Iterable[Widget], visible: float) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, spacing=look.gap)
        self.padding = (look.margin, look(24), look.margin, look(24))
        self.bind(minimum_height=self.setter("height"))
        self._parts: Iterator[Widget] = iter(parts)
        self._building: Any = None
        filled = 0.0
        for part in self._parts:
            self.add_widget(part)
            filled += _estimated_height(look, part) + self.spacing
            if filled > visible:
                self._building = Clock.schedule_interval(self._build, 0)
                return

    def complete(self) -> None:
        """Build all that is left, at once."""
        for part in self._parts:
            self.add_widget(part)
        self.stop()

    def stop(self) -> None:
        """Build no more: the page is left."""
        if self._building is not None:
            self._building.cancel()
            self._building = None

    def _build(self, _: float) -> None:
        until = time.perf_counter() + BUILDING_SECONDS
        while time.perf_counter() < until:
            part = next(self._parts, None)
            if part is None:
                self.stop()
                return
            self.add_widget(part)


def _estimated_height(look: Look, part: Widget) -> float:
    """Before anything is laid out: what is set, or what the words in it will take."""
    width = look.width - 2 * look.margin
    lines: float = sum(
        math.ceil(len(each.whole) * each.font_size / width) * each.font_size * 1.4
        for each in part.walk(restrict=True)
        if isinstance(each, Text)
    )
    return max(float(part.height), lines)
