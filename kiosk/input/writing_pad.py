"""Boxes to write characters in with a finger, one after another: going on in the next box takes the likeliest
reading of the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Line, RoundedRectangle
from kivy.uix.widget import Widget

from kiosk.input.common import is_common
from kiosk.input.recogniser import Recogniser, Stroke, in_other_orders
from kiosk.theme import Look

BOXES = 3
# Of the candidates as it was written so many stand first; then so many of other orders of the strokes.
KEPT, MORE = 4, 6
FROM_OTHER_ORDERS = 5


class WritingPad(Widget):
    """`read` gets the candidates for what stands in the box; `next_box` is called before another is begun."""

    draws = True

    def __init__(
        self,
        look: Look,
        recogniser: Recogniser,
        read: Callable[[Sequence[str]], None],
        next_box: Callable[[], None],
        *,
        height: float,
    ) -> None:
        super().__init__(size_hint_y=None, height=height)
        self._look, self._recogniser, self._read, self._next_box = look, recogniser, read, next_box
        self._box: int | None = None
        self._strokes: list[Stroke] = []
        self._lines: list[Line] = []
        self._touch: Any = None
        self._varying: Any = None
        with self.canvas:
            self._frames: list[Line] = []
            self._papers: list[RoundedRectangle] = []
            for _ in range(BOXES):
                Color(*look.colours.surface)
                self._papers.append(RoundedRectangle(radius=[look(14)]))
                Color(*look.colours.edge)
                self._frames.append(Line(width=look(1.5)))
        self.bind(pos=self._lay_out, size=self._lay_out)

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self.canvas.remove(self._lines.pop())
            self._tell()

    def clear(self) -> None:
        """An empty box."""
        self._stop_varying()
        for stroke in self._lines:
            self.canvas.remove(stroke)
        self._lines.clear()
        self._strokes.clear()
        self._box = None

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos) or self._touch is not None or touch.is_mouse_scrolling:
            return False
        self._stop_varying()
        box = min(BOXES - 1, int((touch.x - self.x) / self._side))
        if self._box is not None and box != self._box:
            self._next_box()
            self.clear()
        self._box, self._touch = box, touch
        touch.grab(self)
        with self.canvas:
            Color(*self._look.colours.ink)
            self._lines.append(Line(points=[*touch.pos], width=self._look(5), cap="round", joint="round"))
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        self._lines[-1].points = [*self._lines[-1].points, *touch.pos]
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._touch = None
        flat = self._lines[-1].points
        left, side = self.x + (self._box or 0) * self._side, self._side
        self._strokes.append(
            [
                (min(max((x - left) / side, 0.0), 1.0), min(max((self.top - y) / self.height, 0.0), 1.0))
                for x, y in zip(flat[::2], flat[1::2], strict=True)
            ]
        )
        self._tell()
        return True

    @property
    def _side(self) -> float:
        return max(1.0, float(self.width) / BOXES)

    def _tell(self) -> None:
        found = self._recogniser.candidates(self._strokes)
        self._read(found)
        self._stop_varying()
        orders, others = in_other_orders(self._strokes), dict[str, int]()

        def vary(_: float) -> bool:
            """One order a frame: each takes as long as most of it."""
            order = next(orders, None)
            if order is not None:
                for rank, character in enumerate(self._recogniser.candidates(order, FROM_OTHER_ORDERS)):
                    others[character] = min(rank, others.get(character, rank))
                return True
            more = sorted(
                (each for each in others if each not in found[:KEPT]),
                key=lambda each: (not is_common(each), others[each]),
            )
            # What stood first stays where it is: a finger may be on its way to it.
            self._read(list(dict.fromkeys((*found[:KEPT], *more[:MORE], *found[KEPT:]))))
            return False

        if len(self._strokes) > 1:
            self._varying = Clock.schedule_interval(vary, 0)

    def _stop_varying(self) -> None:
        if self._varying is not None:
            self._varying.cancel()
            self._varying = None

    def _lay_out(self, *_: object) -> None:
        off = self._look(6)
        for number, frame in enumerate(self._frames):
            x = self.x + number * self._side
            box = (x + off, self.y, self._side - 2 * off, self.height)
            frame.rounded_rectangle = (*box, self._look(14))
            self._papers[number].pos, self._papers[number].size = box[:2], box[2:]
