"""The hearings of today, large enough for the whole hall: what the kiosk shows while nobody uses it.

For reading from three metres: times and courtrooms are 18 mm high and more, 20 minutes of arc; names are
15 mm, 17 minutes (ISO 9241-303: 16 at least, 20 to 22 for comfort). Times, courtrooms and parties are public:
they are what the court announces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.presenter import Row
from kiosk.theme import Look
from kiosk.widgets.base import Icon, Mark, Text, column, fill, width_of
from shared.words import Words

_ROOM, _PARTIES = "hearing.courtroom", "hearing.parties"
# A figure is 0.73 of its size high, a Chinese character 0.92.
TIME_SIZE, ROOM_SIZE, PARTIES_SIZE, MARK_SIZE = 100, 84, 66, 61
_TIME_WIDE, _ROOM_WIDE = 300, 510
# 原告：, 被告：: people look for their own name.
_ROLE = re.compile(r"[；;]?\s*[^；;：:]{1,6}[：:]")


def rows_at_once(look: Look) -> int:
    """How many hearings one picture of the board holds."""
    return 5 if look.landscape else 6


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
            size_hint_y=None, height=look(170 if look.landscape else 250), padding=(look.margin, look(4))
        )
        fill(head, colours.header)
        names = column(look, spacing=look(4), pos_hint={"center_y": 0.5})
        names.add_widget(
            Text(look, court, look(36 if look.landscape else 44), colour=colours.on_header, bold=True)
        )
        title, size = words("kiosk.board-title", day=day), 52
        room = look.width - look(330) - 2 * look.margin
        while size > 36 and width_of(title, look(size), bold=True) > room:
            size -= 2
        names.add_widget(Text(look, title, look(size), colour=colours.on_header, bold=True))
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
        high = 154 if look.landscape else 256
        super().__init__(
            size_hint_y=None, height=look(high), padding=(look.margin, look(2)), spacing=look(30)
        )
        fill(self, look.colours.ground if shaded else look.colours.surface)
        colours = look.colours
        cells = {cell.key: cell.text for cell in row.cells}
        time = Text(
            look, row.lead, look(TIME_SIZE), bold=True, colour=colours.accent, pos_hint={"center_y": 0.5}
        )
        if look.landscape:
            time.size_hint_x, time.width = None, look(_TIME_WIDE)
        room = Text(look, "", look(ROOM_SIZE), bold=True, pos_hint={"center_y": 0.5})
        parties = Text(look, "", look(PARTIES_SIZE), colour=colours.ink, pos_hint={"center_y": 0.5})
        mark = Mark(look, row.badge, look(MARK_SIZE)) if row.badge else None
        room_wide = parties_wide = look.width - look(_TIME_WIDE + 30) - 2 * look.margin
        if look.landscape:
            room.size_hint_x, room.width = None, look(_ROOM_WIDE)
            parties_wide -= look(_ROOM_WIDE + 30) + (mark.width + look(30) if mark else 0)
            room_wide = room.width
            for each in (time, room, parties, mark):
                if each is not None:
                    self.add_widget(each)
        else:
            # What has changed stands below the time: the courtroom has a whole line, and so have the names.
            for above, below in ((time, mark), (room, parties)):
                box = column(look, spacing=0, pos_hint={"center_y": 0.5})
                box.add_widget(above)
                if below is not None:
                    box.add_widget(below)
                self.add_widget(box)
                if above is time:
                    box.size_hint_x, box.width = None, look(_TIME_WIDE)
        room.write(one_line(cells.get(_ROOM, ""), look(ROOM_SIZE), room_wide, bold=True))
        names = "、".join(each for each in _ROLE.split(cells.get(_PARTIES, "")) if each) or row.title
        parties.write(one_line(names, look(PARTIES_SIZE), parties_wide))


def one_line(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """`text` as far as it fits."""
    if width_of(text, size, bold=bold) <= width:
        return text
    while text and width_of(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text + "…"
