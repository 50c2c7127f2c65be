"""The hearings of today, large enough for the whole hall: what the kiosk shows while nobody uses it.

Characters are 14 mm high and more, for reading from three metres. Times, courtrooms and parties are public:
they are what the court announces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.presenter import Row
from kiosk.theme import Look
from kiosk.widgets.base import Icon, Mark, Text, column, fill, width_of
from shared.words import Words

_ROOM, _PARTIES = "hearing.courtroom", "hearing.parties"


def rows_at_once(look: Look) -> int:
    """How many hearings one picture of the board holds."""
    return 6 if look.landscape else 7


class Board(BoxLayout):
    """One picture of the board; a touch anywhere ends it."""

    def __init__(
        self,
        look: Look,
        words: Words,
        *,
        court: str,
        day: str,
        clock: str,
        rows: Sequence[Row],
        total: int,
        touched: Callable[[], None],
    ) -> None:
        super().__init__(orientation="vertical")
        self._touched = touched
        colours = look.colours
        fill(self, colours.surface)
        head = BoxLayout(
            size_hint_y=None, height=look(150 if look.landscape else 250), padding=(look.margin, look(20))
        )
        fill(head, colours.header)
        names = column(look, spacing=look(4), pos_hint={"center_y": 0.5})
        names.add_widget(Text(look, court, look(44), colour=colours.on_header, bold=True))
        title = words("kiosk.board-title", day=day)
        names.add_widget(
            Text(look, title, look(60 if look.landscape else 46), colour=colours.on_header, bold=True)
        )
        head.add_widget(names)
        head.add_widget(
            Text(
                look, clock, look(96), colour=colours.on_header, bold=True, align="right",
                size_hint_x=None, width=look(300), pos_hint={"center_y": 0.5},
            )
        )  # fmt: skip
        self.add_widget(head)
        if not rows:
            self.add_widget(Widget())
            self.add_widget(Text(look, words("kiosk.board-none"), look(72), bold=True, align="center"))
            self.add_widget(Widget())
        for number, row in enumerate(rows):
            self.add_widget(_Hearing(look, row, shaded=number % 2 == 1))
        if rows:
            self.add_widget(Widget())
        self.add_widget(self._foot(look, words, total))

    def on_touch_down(self, touch: object) -> bool:
        self._touched()
        return True

    def _foot(self, look: Look, words: Words, total: int) -> Widget:
        foot = BoxLayout(size_hint_y=None, height=look(130), padding=(look.margin, 0), spacing=look(24))
        fill(foot, look.colours.accent_soft)
        foot.add_widget(Icon("hand", look(56), colour=look.colours.accent, pos_hint={"center_y": 0.5}))
        foot.add_widget(
            Text(look, words("kiosk.board-touch"), look(46), bold=True, pos_hint={"center_y": 0.5})
        )
        count = words.count("kiosk.count", total) if total else ""
        foot.add_widget(
            Text(
                look, count, look(36), colour=look.colours.muted, align="right",
                size_hint_x=None, width=look(240), pos_hint={"center_y": 0.5},
            )
        )  # fmt: skip
        return foot


class _Hearing(BoxLayout):
    def __init__(self, look: Look, row: Row, *, shaded: bool) -> None:
        high = 126 if look.landscape else 208
        super().__init__(
            size_hint_y=None, height=look(high), padding=(look.margin, look(10)), spacing=look(30)
        )
        fill(self, look.colours.ground if shaded else look.colours.surface)
        colours = look.colours
        cells = {cell.key: cell.text for cell in row.cells}
        time = Text(look, row.lead, look(84), bold=True, colour=colours.accent, pos_hint={"center_y": 0.5})
        time.size_hint_x, time.width = None, look(250)
        self.add_widget(time)
        room = Text(look, cells.get(_ROOM, ""), look(72), bold=True, pos_hint={"center_y": 0.5})
        parties = Text(look, "", look(56), colour=colours.ink, pos_hint={"center_y": 0.5})
        if look.landscape:
            room.size_hint_x, room.width = None, look(470)
            self.add_widget(room)
            self.add_widget(parties)
            width = look.width - look(250 + 470 + 60) - 2 * look.margin
        else:
            box = column(look, spacing=0, pos_hint={"center_y": 0.5})
            box.add_widget(room)
            box.add_widget(parties)
            self.add_widget(box)
            width = look.width - look(250 + 30) - 2 * look.margin
        if row.badge:
            self.add_widget(Mark(look, row.badge))
            width -= look(210)
        parties.write(one_line(cells.get(_PARTIES, row.title), look(56), width))


def one_line(text: str, size: float, width: float) -> str:
    """`text` as far as it fits."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(text + "…", size) > width:
        text = text[:-1]
    return text + "…"
