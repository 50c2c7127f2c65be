"""Things to touch: one at a time, on purpose, and reachable by keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kivy.graphics import Color, SmoothLine
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.theme import Colour, Look
from kiosk.widgets.base import Icon, Surface, Text, plain_label, width_of

# One touch that trembles is one touch (EN 301 549 5.8, double strike).
DOUBLE_STRIKE_SECONDS = 0.25
# With slow touch, a hand that brushes the screen does nothing, and a second touch must be meant.
RESTING_SECONDS = 0.5
SLOW_STRIKE_SECONDS = 1.0


@dataclass(slots=True)
class Hand:
    """What the screens of one window share: how they look, and when something was last touched."""

    look: Look
    last_touch: float = field(default=0.0)

    def strikes_again(self) -> bool:
        now = time.monotonic()
        least = SLOW_STRIKE_SECONDS if self.look.comfort.slow_touch else DOUBLE_STRIKE_SECONDS
        again = now - self.last_touch < least
        self.last_touch = now
        return again

    def brushed(self, pressed_for: float) -> bool:
        """Whether a touch was too short to be meant."""
        return self.look.comfort.slow_touch and pressed_for < RESTING_SECONDS


class Touchable(ButtonBehavior, BoxLayout, Surface):
    """Something to touch. `title` is what it is called, for whoever cannot see it and for tests; `spoken`
    what is said of it when the keys come to it, and `chosen` whether it is the one that holds."""

    def __init__(
        self,
        hand: Hand,
        title: str,
        on_touch: Callable[[], None],
        *,
        spoken: str = "",
        fill: Colour | None = None,
        pressed: Colour | None = None,
        line: Colour | None = None,
        thick: float | None = None,
        radius: float | None = None,
        repeats: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        colours = hand.look.colours
        self.title, self.spoken = title, spoken or title
        self.chosen = False
        self._hand, self._act, self._repeats = hand, on_touch, repeats
        self._at_rest, self._pressed = fill or colours.surface, pressed or colours.pressed
        self._down_at = 0.0
        self._ring: tuple[Color, SmoothLine] | None = None
        self.surface(
            self._at_rest,
            radius=hand.look(18) if radius is None else radius,
            line=line or colours.edge,
            thick=hand.look(2) if thick is None else thick,
        )
        self.bind(state=self._show_state)

    def _show_state(self, *_: object) -> None:
        self.recolour(self._pressed if self.state == "down" else self._at_rest)

    def rest_in(self, fill: Colour, line: Colour | None = None) -> None:
        self._at_rest = fill
        self.recolour(fill, line)

    def on_press(self) -> None:
        self._down_at = time.monotonic()

    def on_release(self) -> None:
        if self._hand.brushed(time.monotonic() - self._down_at):
            return
        self.act()

    def act(self) -> None:
        """What a touch does, and Enter when the keys are here."""
        # The same key of a keypad may be wanted twice in a row; a page may not be turned twice.
        if not self._repeats and self._hand.strikes_again():
            return
        self._act()

    @property
    def focused(self) -> bool:
        return self._ring is not None

    def focus(self, on: bool) -> None:
        """Draw the ring of whoever goes by keys, or take it away."""
        if on == self.focused:
            return
        if self._ring is not None:
            for instruction in self._ring:
                self.canvas.after.remove(instruction)
            self._ring = None
            self.unbind(pos=self._place_ring, size=self._place_ring)
            return
        with self.canvas.after:
            self._ring = Color(*self._hand.look.colours.focus), SmoothLine(width=self._hand.look(4))
        self.bind(pos=self._place_ring, size=self._place_ring)
        self._place_ring()

    def _place_ring(self, *_: object) -> None:
        if self._ring is not None:
            off = self._hand.look(7)
            box = (self.x - off, self.y - off, self.width + 2 * off, self.height + 2 * off)
            self._ring[1].rounded_rectangle = (*box, self._radius + off)


class PushButton(Touchable):
    """A labelled button; `main` is the one thing to do on a screen, `chosen` one of several that holds."""

    def __init__(
        self,
        hand: Hand,
        title: str,
        on_touch: Callable[[], None],
        *,
        icon: str = "",
        main: bool = False,
        chosen: bool = False,
        size: float | None = None,
        **more: Any,
    ) -> None:
        look, colours = hand.look, hand.look.colours
        settings: dict[str, Any] = {
            "size_hint_y": None,
            "height": look.target,
            "padding": (look(28), 0),
            "spacing": look(16),
        }
        full = main or chosen
        super().__init__(
            hand,
            title,
            on_touch,
            fill=colours.accent if full else colours.surface,
            pressed=colours.accent_pressed if full else colours.pressed,
            line=colours.accent if full else colours.edge,
            **{**settings, **more},
        )
        self.chosen = chosen
        colour = colours.on_accent if full else colours.ink
        size = size or look.body
        self.add_widget(Widget())
        if icon:
            icon_colour = colours.on_accent if full else colours.accent
            self.add_widget(Icon(icon, look.body, colour=icon_colour, pos_hint={"center_y": 0.5}))
        self._size, self._whole = size, width_of(title, size, bold=True) + 4
        self._least = float({**settings, **more}["height"])
        # A key of a panel is filled by what is on it.
        self._key = not any({**settings, **more}["padding"])
        self._taken = look(4) if self._key else look(16) * 3 + (look.body * 1.3 if icon else 0)
        self.caption = Text(
            look, title, size, colour=colour, bold=True, align="center", size_hint_x=None,
            width=self._whole, pos_hint={"center_y": 0.5},
        )  # fmt: skip
        self.add_widget(self.caption)
        self.add_widget(Widget())
        self.bind(width=self._fit_caption)

    def _fit_caption(self, *_: object) -> None:
        """A name that is too long for one line takes two, in smaller letters."""
        look, room = self._hand.look, self.width - self.padding[0] - self.padding[2] - self._taken
        if room <= 1:
            return
        fits = room >= self._whole
        self.spacing = 0 if self._key else look(16 if fits else 6)
        self.caption.write(self.title if fits else self.title.replace("：", "：\n", 1))
        self.caption.resize(
            self._size if fits else self._size * 0.86, self._whole if fits else room + look(20)
        )
        two_lines = "\n" in self.caption.text
        self.height = max(self._least, self.caption.height + look(16) if two_lines else 0)


class BarButton(Touchable):
    """A button of the bar at the bottom: an icon over its name."""

    def __init__(
        self,
        hand: Hand,
        title: str,
        on_touch: Callable[[], None],
        *,
        icon: str,
        room: float,
        main: bool = False,
    ) -> None:
        """`room` is how wide its name may be, in pixels."""
        look, colours = hand.look, hand.look.colours
        super().__init__(
            hand,
            title,
            on_touch,
            fill=colours.accent if main else colours.surface,
            pressed=colours.accent_pressed if main else colours.pressed,
            line=colours.accent if main else colours.edge,
            orientation="vertical",
            padding=(look(4), look(4 if look.landscape else 8)),
            spacing=look(2),
        )
        colour = colours.on_accent if main else colours.accent
        self.add_widget(Icon(icon, look(36), colour=colour, pos_hint={"center_x": 0.5}))
        # The bar keeps its height at every text size; its names grow as far as they fit.
        size = min(look.small, look(33 if look.landscape else 36))
        while size > look(24) and width_of(title, size, bold=True) > min(room, look(128)):
            size -= 1
        self.add_widget(plain_label(title, size, colours.on_accent if main else colours.ink, bold=True))
