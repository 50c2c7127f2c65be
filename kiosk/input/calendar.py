"""A month to touch a day in."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable
from datetime import date

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.widgets.base import Text
from kiosk.widgets.touch import Hand, PushButton
from shared.showing import show
from shared.words import Words


class CalendarPanel(BoxLayout):
    """`changed` gets the day touched, as ISO 8601."""

    def __init__(
        self, hand: Hand, words: Words, changed: Callable[[str], None], *, today: date, chosen: str = ""
    ) -> None:
        super().__init__(orientation="vertical", spacing=hand.look.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._words, self._changed, self._today = hand, words, changed, today
        # A low screen shows five weeks at once.
        self._high = 76 if hand.look.landscape else 108
        self._chosen = _day_of(chosen)
        self._month = (self._chosen or today).replace(day=1)
        self._build()

    def _build(self) -> None:
        self.clear_widgets()
        hand, words, month = self._hand, self._words, self._month
        bar = BoxLayout(size_hint_y=None, height=hand.look(self._high), spacing=hand.look.gap)
        title = words("kiosk.month", year=str(month.year), month=month.month)
        bar.add_widget(self._turner("«", -12, "spoken.year-before"))
        bar.add_widget(self._turner("‹", -1, "spoken.month-before"))
        bar.add_widget(
            Text(
                hand.look, title, min(hand.look.strong, hand.look(46)), bold=True, align="center",
                pos_hint={"center_y": 0.5},
            )
        )  # fmt: skip
        bar.add_widget(self._turner("›", 1, "spoken.month-after"))
        bar.add_widget(self._turner("»", 12, "spoken.year-after"))
        self.add_widget(bar)
        grid = GridLayout(cols=7, spacing=hand.look.gap, size_hint_y=None)
        grid.bind(minimum_height=grid.setter("height"))
        for name in words("kiosk.weekdays"):
            grid.add_widget(
                Text(hand.look, name, hand.look.small, colour=hand.look.colours.muted, align="center")
            )
        for day in Calendar().itermonthdates(month.year, month.month):
            grid.add_widget(self._day(day) if day.month == month.month else Widget())
        self.add_widget(grid)

    def _turner(self, title: str, months: int, name: str) -> PushButton:
        """A key that turns on by so many months: a time limit may have begun years ago."""
        look, words, month = self._hand.look, self._words, self._month
        now = words("spoken.now", value=words("kiosk.month", year=str(month.year), month=month.month))
        return PushButton(
            self._hand,
            title,
            lambda: self._turn(months),
            size_hint_x=None,
            width=look(120),
            height=look(self._high),
            size=look(self._high * 0.56),
            repeats=True,
            spoken=f"{words(name)}，{now}",
        )

    def _day(self, day: date) -> PushButton:
        hand = self._hand
        button = PushButton(
            hand,
            str(day.day),
            lambda: self._choose(day),
            chosen=day == self._chosen,
            spoken=show(day, self._words.language),
            height=hand.look(self._high),
            padding=(0, 0),
            size=hand.look(44),
            repeats=True,
        )
        if day == self._today and day != self._chosen:
            button.rest_in(hand.look.colours.accent_soft, hand.look.colours.accent)
        return button

    def _turn(self, months: int) -> None:
        years, month = divmod(self._month.month - 1 + months, 12)
        self._month = date(self._month.year + years, month + 1, 1)
        self._build()

    def _choose(self, day: date) -> None:
        self._chosen = day
        self._build()
        self._changed(day.isoformat())


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
