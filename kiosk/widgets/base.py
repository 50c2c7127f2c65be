"""What all screens are made of: text broken as Chinese is, cards, and things to touch."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Line, RoundedRectangle
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.widget import Widget
from kivy.utils import escape_markup, get_hex_from_color

from kiosk import theme
from kiosk.icons import glyph
from kiosk.lines import broken
from kiosk.theme import Colour, Scale

# One touch that trembles is one touch (EN 301 549 5.8, double strike).
DOUBLE_STRIKE_SECONDS = 0.25
CHINESE, ICONS = "chinese", "icons"


@dataclass(slots=True)
class Hand:
    """What the screens of one window share: sizes, and when something was last touched."""

    scale: Scale
    last_touch: float = field(default=0.0)

    def strikes_again(self) -> bool:
        now = time.monotonic()
        again = now - self.last_touch < DOUBLE_STRIKE_SECONDS
        self.last_touch = now
        return again


@lru_cache(maxsize=20_000)
def _width(text: str, size: float, bold: bool) -> float:
    label = CoreLabel(font_name=CHINESE, font_size=size, bold=bold)
    return float(label.get_extents(text)[0])


class Text(Label):
    """Text in lines that break right; its height follows from its width. Give `width` or a size_hint_x."""

    def __init__(
        self,
        text: str,
        size: float,
        *,
        colour: Colour = theme.INK,
        bold: bool = False,
        align: str = "left",
        marks: tuple[str, ...] = (),
        **more: Any,
    ) -> None:
        self.whole, self._marks = text, marks
        super().__init__(
            markup=bool(marks),
            font_name=CHINESE,
            font_size=size,
            color=colour,
            bold=bold,
            halign=align,
            line_height=1.28,
            size_hint_y=None,
            **more,
        )
        self.bind(width=self._lay_out, texture_size=self._grow)
        self._lay_out()

    def write(self, text: str) -> None:
        if text != self.whole:
            self.whole = text
            self._lay_out()

    def _lay_out(self, *_: object) -> None:
        if self.width > 1:
            lines = broken(
                self.whole, self.width - 2, lambda unit: _width(unit, self.font_size, bool(self.bold))
            )
            self.text = highlighted(lines, self._marks) if self._marks else lines
            self.text_size = (self.width, None)

    def _grow(self, *_: object) -> None:
        self.height = self.texture_size[1]


def highlighted(lines: str, marks: tuple[str, ...]) -> str:
    """Kivy markup of text already in lines, with each of `marks` in the accent's colour."""
    # A mark may run over the end of a line.
    either = "|".join("\n?".join(re.escape(character) for character in mark) for mark in marks)
    found, ends = f"[color={get_hex_from_color(theme.ACCENT)}]", "[/color]"
    pieces = re.split(f"({either})", lines)
    return "".join(
        f"{found}{escape_markup(piece)}{ends}" if number % 2 else escape_markup(piece)
        for number, piece in enumerate(pieces)
    )


class Icon(Label):
    """A glyph of the icon family, as wide as high."""

    def __init__(self, name: str, size: float, *, colour: Colour = theme.ACCENT, **more: Any) -> None:
        super().__init__(
            text=glyph(name),
            font_name=ICONS,
            font_size=size,
            color=colour,
            size_hint=(None, None),
            size=(size * 1.3, size * 1.3),
            **more,
        )


class Surface(Widget):
    """A rounded rectangle behind whatever it is mixed into."""

    def surface(self, fill: Colour, *, radius: float, line: Colour | None = None, thick: float = 1.5) -> None:
        with self.canvas.before:
            self._fill = Color(*fill)
            self._shape = RoundedRectangle(radius=[radius])
            self._edge = Color(*(line or fill))
            self._line = Line(width=thick) if line else None
        self._radius = radius
        self.bind(pos=self._place, size=self._place)

    def recolour(self, fill: Colour, line: Colour | None = None) -> None:
        self._fill.rgba = fill
        if line is not None:
            self._edge.rgba = line

    def _place(self, *_: object) -> None:
        self._shape.pos, self._shape.size = self.pos, self.size
        if self._line is not None:
            self._line.rounded_rectangle = (*self.pos, *self.size, self._radius)


class Card(BoxLayout, Surface):
    """Things that belong together on a white surface; grows with what is in it."""

    def __init__(
        self, scale: Scale, *, fill: Colour = theme.SURFACE, line: Colour = theme.LINE, **more: Any
    ) -> None:
        settings = {
            "orientation": "vertical",
            "padding": scale(36),
            "spacing": scale(18),
            "size_hint_y": None,
        }
        super().__init__(**{**settings, **more})
        self.surface(fill, radius=scale(18), line=line)
        self.bind(minimum_height=self.setter("height"))


class Touchable(ButtonBehavior, BoxLayout, Surface):
    """Something to touch. `title` is what it is called, for whoever cannot see it and for tests."""

    def __init__(
        self,
        hand: Hand,
        title: str,
        on_touch: Callable[[], None],
        *,
        fill: Colour = theme.SURFACE,
        pressed: Colour = theme.PRESSED,
        line: Colour | None = theme.LINE,
        radius: float | None = None,
        repeats: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.title = title
        self._hand = hand
        self._act = on_touch
        self._repeats = repeats
        self._at_rest, self._pressed = fill, pressed
        self.surface(fill, radius=hand.scale(18) if radius is None else radius, line=line)
        self.bind(state=self._show_state)

    def _show_state(self, *_: object) -> None:
        self.recolour(self._pressed if self.state == "down" else self._at_rest)

    def rest_in(self, fill: Colour, line: Colour | None = None) -> None:
        self._at_rest = fill
        self.recolour(fill, line)

    def on_release(self) -> None:
        # The same key of a keypad may be wanted twice in a row; a page may not be turned twice.
        if not self._repeats and self._hand.strikes_again():
            return
        self._act()


class PushButton(Touchable):
    """A labelled button; `main` is the one thing to do on a screen."""

    def __init__(
        self,
        hand: Hand,
        title: str,
        on_touch: Callable[[], None],
        *,
        icon: str = "",
        main: bool = False,
        size: float | None = None,
        **more: Any,
    ) -> None:
        scale = hand.scale
        settings: dict[str, Any] = {"size_hint_y": None, "height": scale.target, "padding": (scale(28), 0)}
        super().__init__(
            hand,
            title,
            on_touch,
            fill=theme.ACCENT if main else theme.SURFACE,
            pressed=theme.ACCENT_DARK if main else theme.PRESSED,
            line=theme.ACCENT if main else theme.LINE,
            **{**settings, **more},
        )
        colour = theme.ON_ACCENT if main else theme.INK
        self.spacing = scale(16)
        self.add_widget(Widget())
        if icon:
            self.add_widget(
                Icon(
                    icon,
                    scale(36),
                    colour=theme.ON_ACCENT if main else theme.ACCENT,
                    pos_hint={"center_y": 0.5},
                )
            )
        self.caption = Label(
            text=title,
            font_name=CHINESE,
            font_size=size or scale.body,
            bold=True,
            color=colour,
            size_hint_x=None,
        )
        self.caption.bind(texture_size=lambda label, size: setattr(label, "width", size[0]))
        self.add_widget(self.caption)
        self.add_widget(Widget())


def column(scale: Scale, **more: Any) -> BoxLayout:
    """A column that grows with what is in it."""
    settings = {"orientation": "vertical", "spacing": scale.gap, "size_hint_y": None}
    box = BoxLayout(**{**settings, **more})
    box.bind(minimum_height=box.setter("height"))
    return box


def space(height: float) -> Widget:
    return Widget(size_hint_y=None, height=height)
