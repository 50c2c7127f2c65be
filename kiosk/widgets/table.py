"""A table: columns as wide as their words ask for, a hair line between rows."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout

from kiosk.theme import Look
from kiosk.widgets.base import Text, column
from shared.pages import Table

# A column is never narrower than four Chinese characters, nor does one take the room of all others.
NARROWEST, WIDEST = 8, 32


def table_rows(look: Look, table: Table) -> BoxLayout:
    rows = column(look, spacing=0)
    shares = column_shares((table.head, *table.rows))
    for number, cells in enumerate((table.head, *table.rows)):
        row = _Row(look, ruled=number > 0)
        for text, share in zip((*cells, *[""] * (len(shares) - len(cells))), shares, strict=True):
            colour, bold = (look.colours.accent, True) if number == 0 else (look.colours.ink, False)
            row.add_widget(
                Text(
                    look, text, look.text(34), bold=bold, colour=colour,
                    size_hint_x=share, pos_hint={"top": 1},
                )
            )  # fmt: skip
        rows.add_widget(row)
    return rows


def column_shares(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Each column's share of the width: its longest cell, in half-width characters."""
    columns = max(map(len, rows))
    longest = [max(_width(row[at]) for row in rows if at < len(row)) for at in range(columns)]
    return tuple(min(max(width, NARROWEST), WIDEST) for width in longest)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "FW" else 1 for character in text)


class _Row(BoxLayout):
    def __init__(self, look: Look, *, ruled: bool) -> None:
        super().__init__(size_hint_y=None, spacing=look(24), padding=(0, look(12)))
        self.bind(minimum_height=self.setter("height"))
        if ruled:
            with self.canvas.before:
                Color(*look.colours.line)
                rule = Rectangle()

            def lay(*_: object) -> None:
                rule.pos, rule.size = (self.x, self.top), (self.width, look(2))

            self.bind(pos=lay, size=lay)
