"""A table: columns as wide as their words ask for, a hair line between rows."""

from __future__ import annotations

from collections.abc import Sequence

from kivy.graphics import Color, Rectangle
from kivy.uix.boxlayout import BoxLayout

from kiosk.lines import units
from kiosk.theme import Look
from kiosk.widgets.base import Text, column, width_of
from shared.pages import Table

_SIZE = 34


def table_rows(look: Look, table: Table) -> BoxLayout:
    lines = (table.head, *table.rows)
    across = max(map(len, lines))
    rows = column(look, spacing=0)
    columns: list[list[Text]] = [[] for _ in range(across)]
    for number, cells in enumerate(lines):
        row = _Row(look, ruled=number > 0)
        for at, text in enumerate((*cells, *[""] * (across - len(cells)))):
            colour, bold = (look.colours.accent, True) if number == 0 else (look.colours.ink, False)
            cell = Text(
                look, text, look.text(_SIZE), bold=bold, colour=colour,
                size_hint_x=None, width=0, pos_hint={"top": 1},
            )  # fmt: skip
            columns[at].append(cell)
            row.add_widget(cell)
        rows.add_widget(row)
    asked = [_asked(look, [cell.whole for cell in cells]) for cells in columns]

    def share(_: object, width: float) -> None:
        room = width - (across - 1) * look.gap
        for cells, wide in zip(columns, column_widths(asked, room), strict=True):
            for cell in cells:
                cell.width = wide

    rows.bind(width=share)
    return rows


def column_widths(asked: Sequence[tuple[float, float]], room: float) -> list[float]:
    """`asked` tells of each column the least width, of its longest piece that does not break, and the width
    at which nothing in it breaks. What is left of `room` goes to those that would have more."""
    least, whole = sum(one for one, _ in asked), sum(most for _, most in asked)
    if whole <= room:
        return [most * room / whole for _, most in asked]
    if least >= room:
        return [one * room / least for one, _ in asked]
    share = (room - least) / (whole - least)
    return [one + (most - one) * share for one, most in asked]


def _asked(look: Look, texts: Sequence[str]) -> tuple[float, float]:
    # The head is bold, and wider for it.
    def wide(text: str) -> float:
        return width_of(text, look.text(_SIZE), bold=True) + 4

    least = max(wide(unit.rstrip()) for text in texts for unit in (*units(text), " "))
    return min(least, look.text(_SIZE) * 8), max(wide(text) for text in (*texts, " "))


class _Row(BoxLayout):
    def __init__(self, look: Look, *, ruled: bool) -> None:
        super().__init__(size_hint_y=None, spacing=look.gap, padding=(0, look(12)))
        self.bind(minimum_height=self.setter("height"))
        if ruled:
            with self.canvas.before:
                Color(*look.colours.line)
                rule = Rectangle()

            def lay(*_: object) -> None:
                rule.pos, rule.size = (self.x, self.top), (self.width, look(2))

            self.bind(pos=lay, size=lay)
