"""A listing of any length: as many rows are drawn as fit, and what scrolls in takes the place of what scrolls
out. Rows are asked for part by part when they come near, so that a hundred thousand cost what twenty do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import Any

from kivy.clock import Clock
from kivy.effects.scroll import ScrollEffect
from kivy.graphics import Color, PopMatrix, PushMatrix, RoundedRectangle, Translate
from kivy.graphics.scissor_instructions import ScissorPop, ScissorPush
from kivy.uix.widget import Widget

from kiosk.presenter import Row
from kiosk.widgets.listing_row import ListingRow, rows_height
from kiosk.widgets.touch import Hand
from shared.place import Place

# Coordinates of rows count from every this many-th row: a float of the graphics card is exact to 2^24.
_BASE = 500
_WHEEL_ROWS = 0.4


class Rows(Widget):
    """`first` is the number of the first of `known`, from 1; `ask` is called with the number of the first row
    of a part that is missing, and `fill` brings it. A part holds `part` rows."""

    clips = True

    def __init__(
        self,
        hand: Hand,
        known: Sequence[Row],
        *,
        first: int,
        total: int,
        part: int,
        open_place: Callable[[Place], None],
        ask: Callable[[int], None],
    ) -> None:
        super().__init__()
        look = hand.look
        self._hand, self._open, self._ask = hand, open_place, ask
        self._total, self._part = total, max(part, 1)
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._widgets: dict[int, ListingRow] = {}
        self._pool: list[ListingRow] = []
        self._gap, self._margin = look.gap, look.margin
        self._height = rows_height(look, known) + self._gap
        self._offset = (first - 1) * self._height
        self._base = 0
        self._touch: Any = None
        self._effect = ScrollEffect(min=0, max=0)
        self._effect.bind(scroll=lambda _, value: self._aim(value))
        # However many touches and notches came since the last frame, rows are brought once.
        self._aimed = self._offset
        self._go = Clock.create_trigger(lambda _: self._scroll_to(self._aimed), -1)
        with self.canvas.before:
            self._scissor = ScissorPush()
            PushMatrix()
            self._move = Translate()
        with self.canvas.after:
            PopMatrix()
            Color(*look.colours.edge)
            self._bar = RoundedRectangle(radius=[look(4)])
            ScissorPop()
        self._keep(first, known)
        self.bind(pos=self._lay_out, size=self._lay_out)

    # -- what is shown

    def fill(self, first: int, rows: Sequence[Row]) -> None:
        """A part that was asked for."""
        self._asked.discard(first)
        self._keep(first, rows)
        for index, widget in self._widgets.items():
            widget.show(self._rows.get(index))

    def _keep(self, first: int, rows: Sequence[Row]) -> None:
        self._rows |= dict(enumerate(rows, start=first - 1))

    @property
    def shown(self) -> tuple[int, int, int]:
        """Numbers of the first and last row on the screen, from 1, and how many there are."""
        return min(self._widgets, default=0) + 1, max(self._widgets, default=-1) + 1, self._total

    @property
    def offset(self) -> float:
        """Rows scrolled past, to come back to the same place."""
        return self._offset / self._height

    def restore(self, offset: float) -> None:
        self._scroll_to(offset * self._height)

    def _lay_out(self, *_: object) -> None:
        self._scissor.x, self._scissor.y = int(self.x), int(self.y)
        self._scissor.width, self._scissor.height = int(self.width), int(self.height)
        for widget in self._widgets.values():
            self._put_away(widget)
        self._widgets.clear()
        self._effect.max = self._longest
        self._scroll_to(self._offset)

    @property
    def _longest(self) -> float:
        return max(0.0, self._total * self._height - float(self.height))

    def _aim(self, offset: float) -> None:
        """Be there in the next frame."""
        self._aimed = min(max(offset, 0.0), self._longest)
        self._go()

    def _scroll_to(self, offset: float) -> None:
        if self.height <= 1:
            return
        self._offset = min(max(offset, 0.0), self._longest)
        self._effect.value = self._offset
        first = floor(self._offset / self._height)
        last = min(self._total, ceil((self._offset + self.height) / self._height))
        base = first // _BASE * _BASE
        if base != self._base:
            self._base = base
            for widget in self._widgets.values():
                self._put_away(widget)
            self._widgets.clear()
        for index in [index for index in self._widgets if not first <= index < last]:
            self._put_away(self._widgets.pop(index))
        for index in range(first, last):
            if index not in self._widgets:
                self._widgets[index] = self._bring(index)
        # Whole pixels: letters between two of them would be smeared.
        self._move.xy = (round(self.x), round(self.top + self._offset - base * self._height))
        self._ask_around(first, last)
        self._draw_bar()

    def _bring(self, index: int) -> ListingRow:
        widget = self._pool.pop() if self._pool else ListingRow(self._hand, self._open)
        widget.index = index
        widget.size = (self.width - 2 * self._margin, self._height - self._gap)
        widget.pos = (self._margin, (self._base - index - 1) * self._height + self._gap)
        widget.show(self._rows.get(index))
        self.add_widget(widget)
        return widget

    def _put_away(self, widget: ListingRow) -> None:
        widget.focus(False)
        self.remove_widget(widget)
        self._pool.append(widget)

    def _ask_around(self, first: int, last: int) -> None:
        """For what is shown and is not there yet, and for the screenful after it."""
        for index in range(first, min(self._total, last + last - first)):
            if index not in self._rows:
                begins = index // self._part * self._part + 1
                if begins not in self._asked:
                    self._asked.add(begins)
                    self._ask(begins)

    def _draw_bar(self) -> None:
        whole = self._total * self._height
        if whole <= self.height:
            self._bar.size = (0, 0)
            return
        length = max(self._hand.look(80), self.height * self.height / whole)
        down = (self.height - length) * self._offset / self._longest
        width = self._hand.look(8)
        self._bar.size = (width, length)
        self._bar.pos = (self.right - 2 * width, self.top - down - length)

    # -- by keys

    def step(self, widget: ListingRow, by: int) -> ListingRow | None:
        """The row before or after, brought onto the screen; None at either end."""
        index = widget.index + by
        if not 0 <= index < self._total:
            return None
        top = index * self._height
        if top < self._offset:
            self._scroll_to(top)
        elif top + self._height > self._offset + self.height:
            self._scroll_to(top + self._height - self.height)
        return self._widgets.get(index)

    # -- by finger

    def to_local(self, x: float, y: float, **_: Any) -> tuple[float, float]:
        return x - self._move.x, y - self._move.y

    def to_parent(self, x: float, y: float, **_: Any) -> tuple[float, float]:
        return x + self._move.x, y + self._move.y

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if touch.is_mouse_scrolling:
            rows = -_WHEEL_ROWS if touch.button == "scrolldown" else _WHEEL_ROWS
            self._effect.velocity = 0
            self._aim((self._aimed if self._go.is_triggered else self._offset) + rows * self._height)
            return True
        if self._touch is not None:
            return True
        self._touch = touch
        touch.grab(self)
        touch.ud["moved"] = False
        self._effect.max = self._longest
        self._effect.start(touch.y)
        self._effect.value = self._offset
        self._to_children(touch, "on_touch_down")
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        if not touch.ud["moved"] and abs(touch.y - touch.oy) > self._hand.look(24):
            touch.ud["moved"] = True
            for widget in self._widgets.values():
                widget.let_go(touch)
        if touch.ud["moved"]:
            self._effect.update(touch.y)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._touch = None
        if touch.ud["moved"]:
            self._effect.stop(touch.y)
        return True

    def _to_children(self, touch: Any, event: str) -> None:
        touch.push()
        touch.apply_transform_2d(self.to_local)
        for child in self.children[:]:
            if child.dispatch(event, touch):
                break
        touch.pop()
