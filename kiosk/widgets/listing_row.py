"""One row of a listing: what people look for first at its left, what must not be overlooked on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

from kiosk.presenter import Cell, Row
from kiosk.theme import Look
from kiosk.widgets.base import Icon, Mark, Text, clipped, column, line, width_of
from kiosk.widgets.touch import Hand, Touchable
from shared.place import Place

# Shown beside the title already.
_ELSEWHERE = frozenset({"hearing.time"})
# A longer text, or one of several parts, has a line of its own, and two lines at most: the whole of it is
# behind the row.
LONG = 20
_LINE = 1.55


class ListingRow(Touchable):
    """Shows one row after another: rows are recycled."""

    def __init__(self, hand: Hand, open_place: Callable[[Place], None]) -> None:
        look = hand.look
        super().__init__(
            hand, "", self._opened, size_hint=(None, None), padding=(look(36), look(20)), spacing=look(24)
        )
        self.index = -1
        self._row: Row | None = None
        self._fitted = 0.0
        self._open = open_place
        self._lead = Text(
            look, "", look.text(48), bold=True, colour=look.colours.accent,
            size_hint_x=None, width=0, pos_hint={"center_y": 0.5},
        )  # fmt: skip
        self._words = column(look, spacing=look(6), pos_hint={"center_y": 0.5})
        self._head = line(look, spacing=look(16))
        self._title = Text(look, "", look.text(38), bold=True)
        self._short = Text(look, "", look.text(32), colour=look.colours.muted)
        self._long = Text(look, "", look.text(32), colour=look.colours.muted)
        # Beside large letters there is no room for a time: it stands over them.
        self._stacked = look.comfort.text > 1.4
        if not self._stacked:
            self.add_widget(self._lead)
        self.add_widget(self._words)
        self._arrow = Icon("forward", look(28), colour=look.colours.edge, pos_hint={"center_y": 0.5})
        self.add_widget(self._arrow)

    def show(self, row: Row | None) -> None:
        """`None` is a row that has been asked for and is on its way."""
        # What fits depends on the width, which the first layout does not know yet.
        if row is self._row and row is not None and self.width == self._fitted:
            return
        self._fitted = self.width
        look = self._hand.look
        self._row = row
        # A row that leads nowhere tells all it has here.
        self._arrow.opacity = 1.0 if row is None or row.leads_on else 0.0
        self.title = row.title if row else ""
        self.spoken = spoken_row(row) if row else ""
        lead = row.lead if row else ""
        self._lead.width = _lead_width(look, lead)
        self._lead.write(lead)
        if not self._stacked and bool(lead) != (self._lead.parent is self):
            self._show_lead(bool(lead))
        short, long = _details(row) if row else ("", "")
        marks = row.marks if row else ()
        room, over = self._words_width(lead), False
        if row and row.badge:
            # The mark has a line of its own then: no case number is split.
            over = _mark_over(look, row, room)
            room -= 0 if over else _mark_width(look, row.badge)
        title = clipped(row.title, look.text(38), room, bold=True) if row else "……"
        self._title.write(title, marks)
        self._short.write(clipped(short, look.text(32), self._words_width(lead)))
        self._long.write(clipped(long, look.text(32), self._words_width(lead)), marks)
        self._words.clear_widgets()
        self._head.clear_widgets()
        if self._stacked and lead:
            self._words.add_widget(self._lead)
        if row and row.badge:
            (self._words if over else self._head).add_widget(Mark(look, row.badge))
        self._head.add_widget(self._title)
        self._words.add_widget(self._head)
        for text, widget in ((short, self._short), (long, self._long)):
            if text:
                self._words.add_widget(widget)

    def _show_lead(self, there: bool) -> None:
        if there:
            self.add_widget(self._lead, index=len(self.children))
        else:
            self.remove_widget(self._lead)

    def _words_width(self, lead: str) -> float:
        look = self._hand.look
        return _room(look, float(self.width), 0 if self._stacked else _lead_width(look, lead))

    def let_go(self, touch: Any) -> None:
        """The finger scrolls: this was no touch of the row."""
        touch.ungrab(self)
        self._do_release()

    def _opened(self) -> None:
        if self._row is not None:
            self._open(self._row.place)


def _told(cell: Cell) -> str:
    return f"{cell.label} {cell.text}" if cell.label else cell.text


def spoken_row(row: Row) -> str:
    return "，".join((*((row.badge,) if row.badge else ()), row.title, *map(_told, row.cells)))


def _details(row: Row) -> tuple[str, str]:
    if row.excerpt:
        return row.group, row.excerpt
    cells = [_told(cell) for cell in row.cells if cell.key not in _ELSEWHERE and cell.text]
    long = [text for text in cells if len(text) >= LONG or "；" in text]
    short = [text for text in (row.group, *cells) if text and text not in long]
    return " · ".join(short), "；".join(long)


def _mark_width(look: Look, badge: str) -> float:
    return width_of(badge, look.small, bold=True) + look(52)


def _mark_over(look: Look, row: Row, room: float) -> bool:
    """Whether a title that needs one line would need two beside its mark."""
    return room - _mark_width(look, row.badge) < width_of(row.title, look.text(38), bold=True) <= room


def beside_rows(look: Look) -> float:
    """On a wide screen what is else over the rows stands beside them."""
    if not look.landscape:
        return 0
    return look(760 if look.comfort.text > 1.4 else 560)


def rows_height(look: Look, rows: Sequence[Row]) -> float:
    """One height for all rows of a listing: what the fullest of those that are known needs."""
    stacked = look.comfort.text > 1.4
    most = look.text(38) * _LINE + look(40)
    wide = (
        look.width - beside_rows(look) - look(400 if look.landscape and not stacked else 0) - 2 * look.margin
    )
    for row in rows:
        short, long = _details(row)
        room = _room(look, wide, 0 if stacked else _lead_width(look, row.lead))
        lines = sum(min(2, ceil(width_of(text, look.text(32)) / room / 0.94)) for text in (short, long))
        over = bool(row.badge) and _mark_over(look, row, room)
        mark = _mark_width(look, row.badge) if row.badge and not over else 0
        title = 2 if width_of(row.title, look.text(38), bold=True) > (room - mark) * 0.94 else 1
        needs = title * look.text(38) * _LINE + lines * (look.text(32) * _LINE + look(6)) + look(40)
        needs += look.text(48) * _LINE if stacked and row.lead else 0
        needs += look.small * 1.6 + look(6) if over else 0
        most = max(most, needs)
    return max(most, look(132))


def _lead_width(look: Look, lead: str) -> float:
    return width_of(lead, look.text(48), bold=True) + look(8) if lead else 0


def _room(look: Look, wide: float, lead: float) -> float:
    """Of a row's width, what the words in it have: beside the time, before the arrow."""
    return wide - 2 * look(36) - (lead + look(24) if lead else 0) - look(28) * 1.3 - look(24)
