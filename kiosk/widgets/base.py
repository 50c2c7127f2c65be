"""What all screens are made of: text broken as Chinese is, cards, and things to touch."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import BorderImage, Color, Rectangle
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.widget import Widget
from kivy.utils import escape_markup, get_hex_from_color

from kiosk.icons import glyph
from kiosk.lines import broken
from kiosk.theme import Colour, Look
from kiosk.widgets.rounded import rounded

CHINESE, ICONS = "chinese", "icons"
# Of the font's own height, which in Noto Sans CJK is 1.45 of its size: lines 1.5 apart (MIIT: 1.3 and more).
LINE_HEIGHT = 1.05


@lru_cache(maxsize=20_000)
def _advance(character: str, size: float, bold: bool) -> float:
    label = CoreLabel(font_name=CHINESE, font_size=size, bold=bold)
    return float(label.get_extents(character)[0])


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` is drawn, in pixels. Every Chinese character is as wide as every other."""
    return sum(
        _advance("国" if "\u2e80" <= character <= "\uffa0" else character, size, bold) for character in text
    )


def clipped(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """As much of `text` as two lines of this width hold."""
    room = 2 * width * 0.94
    if width <= 1 or width_of(text, size, bold=bold) <= room:
        return text
    while text and width_of(text + "…", size, bold=bold) > room:
        text = text[: -max(1, len(text) // 20)]
    return text + "…"


class Text(Label):
    """Text in lines that break right; its height follows from its width. Give `width` or a size_hint_x."""

    width: float

    def __init__(
        self,
        look: Look,
        text: str,
        size: float | None = None,
        *,
        colour: Colour | None = None,
        bold: bool = False,
        align: str = "left",
        marks: tuple[str, ...] = (),
        **more: Any,
    ) -> None:
        """`marks` are words in it that stand out, such as those that were searched for."""
        self.whole, self._marks = text, marks
        self._marked = get_hex_from_color(look.colours.accent)
        size = size or look.body
        more.setdefault("width", 0 if more.get("size_hint_x", 1) is not None else 100)
        super().__init__(
            markup=bool(marks),
            font_name=CHINESE, font_size=size, color=colour or look.colours.ink, bold=bold, halign=align,
            line_height=LINE_HEIGHT, size_hint_y=None, height=size * 1.5, **more,
        )  # fmt: skip
        self.bind(width=self._lay_out)
        self._lay_out()

    def write(self, text: str, marks: tuple[str, ...] = ()) -> None:
        if text != self.whole or marks != self._marks:
            self.whole, self._marks, self.markup = text, marks, bool(marks)
            self._lay_out()

    def resize(self, size: float, width: float) -> None:
        """Letters of another size, in lines of another width."""
        self.font_size = size
        if width == self.width:
            self._lay_out()
        self.width = width

    def _lay_out(self, *_: object) -> None:
        if self.width <= 1:
            return
        size, bold = self.font_size, bool(self.bold)
        lines = broken(self.whole, self.width - 2, lambda piece: width_of(piece, size, bold=bold))
        self.text = highlighted(lines, self._marks, self._marked) if self._marks else lines
        self.text_size = (self.width, None)
        # Drawn now and not in the next frame, so that the height is known and nothing is laid out twice.
        self.texture_update()
        self._trigger_texture.cancel()
        self.height = self.texture_size[1]


def highlighted(lines: str, marks: tuple[str, ...], colour: str) -> str:
    """Kivy markup of text already in lines, with each of `marks` in a colour."""
    # A mark may run over the end of a line.
    either = "|".join("\n?".join(re.escape(character) for character in mark) for mark in marks)
    pieces = re.split(f"({either})", lines)
    return "".join(
        f"[color={colour}]{escape_markup(piece)}[/color]" if number % 2 else escape_markup(piece)
        for number, piece in enumerate(pieces)
    )


class Icon(Label):
    """A glyph of the icon family, as wide as high."""

    def __init__(self, name: str, size: float, *, colour: Colour, **more: Any) -> None:
        super().__init__(
            text=glyph(name), font_name=ICONS, font_size=size, color=colour,
            size_hint=(None, None), size=(size * 1.3, size * 1.3), **more,
        )  # fmt: skip


class Surface(Widget):
    """A rounded `ground` behind whatever it is mixed into: `line` colours its edge."""

    ground: Colour

    def surface(self, fill: Colour, *, radius: float, line: Colour | None = None, thick: float = 2) -> None:
        self._thick, self._radius, self._line = (thick if line else 0.0), radius, line
        with self.canvas.before:
            Color(1, 1, 1, 1)
            self._shape = BorderImage(border=[round(radius)] * 4)
        self.recolour(fill)
        self.bind(pos=self._place, size=self._place)

    def recolour(self, fill: Colour, line: Colour | None = None) -> None:
        self.ground, self._line = fill, line or self._line
        edge = self._line or fill
        self._shape.texture = rounded(tuple(fill), tuple(edge), round(self._radius), round(self._thick))

    def _place(self, *_: object) -> None:
        # Whole pixels, so that an edge is as broad on each side. Where a height follows from a width, `right`
        # and `top` may still be those of before.
        x, y = round(self.x), round(self.y)
        right, top = round(self.x + self.width), round(self.y + self.height)
        self._shape.pos, self._shape.size = (x, y), (right - x, top - y)


class Card(BoxLayout, Surface):
    """Things that belong together on one surface; grows with what is in it."""

    def __init__(
        self, look: Look, *, fill: Colour | None = None, line: Colour | None = None, **more: Any
    ) -> None:
        settings = {
            "orientation": "vertical",
            "padding": look(36),
            "spacing": look(18),
            "size_hint_y": None,
        }
        super().__init__(**{**settings, **more})
        colours = look.colours
        self.surface(fill or colours.surface, radius=look(18), line=line or colours.line)
        self.bind(minimum_height=self.setter("height"))


class Mark(BoxLayout, Surface):
    """A few words on a ground of their own: what must not be overlooked."""

    def __init__(self, look: Look, text: str, size: float | None = None) -> None:
        size = size or look.small
        super().__init__(size_hint=(None, None), height=size * 1.6, padding=(look(16), 0))
        self.pos_hint = {"center_y": 0.5}
        self.surface(look.colours.warn_soft, radius=look(10), line=look.colours.warn)
        label = plain_label(text, size, look.colours.warn, bold=True)
        self.width = width_of(text, size, bold=True) + look(36)
        self.add_widget(label)


def plain_label(text: str, size: float, colour: Colour, *, bold: bool = False, **more: Any) -> Label:
    """One line that needs no breaking."""
    return Label(text=text, font_name=CHINESE, font_size=size, color=colour, bold=bold, **more)


def column(look: Look, **more: Any) -> BoxLayout:
    """A column that grows with what is in it."""
    settings = {"orientation": "vertical", "spacing": look.gap, "size_hint_y": None, "height": 0}
    box = BoxLayout(**{**settings, **more})
    box.bind(minimum_height=box.setter("height"))
    return box


def line(look: Look, **more: Any) -> BoxLayout:
    """A row that is as high as the highest thing in it."""
    settings = {"size_hint_y": None, "spacing": look.gap}
    box = BoxLayout(**{**settings, **more})
    box.bind(minimum_height=box.setter("height"))
    return box


def draw_plainly() -> None:
    """Plain colours are drawn with a white picture: smoothing it takes a third of what a processor draws."""
    white = Rectangle().texture
    white.mag_filter = white.min_filter = "nearest"


def fill(widget: Widget, colour: Colour) -> None:
    """A plain colour behind a widget."""
    with widget.canvas.before:
        Color(*colour)
        shape = Rectangle(pos=widget.pos, size=widget.size)
    widget.bind(
        pos=lambda _, pos: setattr(shape, "pos", pos), size=lambda _, size: setattr(shape, "size", size)
    )


def space(height: float) -> Widget:
    return Widget(size_hint_y=None, height=height)
