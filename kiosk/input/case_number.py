"""A case number (案号) in a few touches: year, type, serial; the court's own code is there already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk import theme
from kiosk.input.keypad import Keypad
from kiosk.widgets.base import Hand, PushButton, Text, column
from shared.words import Words

YEARS = 4
TYPES = ("民初", "民终", "刑初", "行初", "执", "执恢", "民特", "诉前调")
SERIAL_DIGITS = 7
LOOKUP_DIGITS = 10
ID_DIGITS = 18


class CaseNumberPanel(BoxLayout):
    """`changed` gets the number as far as it is known. With `lookup` a lookup number (查询码) or an ID number
    may be entered instead."""

    def __init__(
        self, hand: Hand, words: Words, changed: Callable[[str], None], *, year: int, court: str, lookup: bool
    ) -> None:
        super().__init__(orientation="vertical", spacing=hand.scale.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._words, self._changed = hand, words, changed
        self._this_year, self._court, self._lookup = year, court, lookup
        self._by = "case-number"
        self._year, self._type, self._digits = year, TYPES[0], ""
        self._build()

    def _build(self) -> None:
        self.clear_widgets()
        hand, words = self._hand, self._words
        if self._lookup:
            bar = BoxLayout(size_hint_y=None, height=hand.scale(104), spacing=hand.scale.gap)
            for by, title in (
                ("case-number", words("kiosk.by-case-number")),
                ("lookup", words("kiosk.by-lookup")),
                ("id", words("kiosk.by-id")),
            ):
                bar.add_widget(self._chip(title, self._by == by, partial(self._switch, by)))
            self.add_widget(bar)
        by_id = self._by == "id"
        if self._by == "case-number":
            years = [str(self._this_year - back) for back in range(YEARS)]
            self._chips(words("kiosk.year"), years, str(self._year), self._choose_year)
            self._chips(words("kiosk.type"), list(TYPES), self._type, self._choose_type)
        self.add_widget(
            Keypad(
                hand,
                self._typed,
                delete=self._delete,
                clear=partial(self._typed, "X") if by_id else self._clear,
                words=("X" if by_id else words("kiosk.clear"), words("kiosk.delete")),
                rows_high=100,
            )
        )

    def _chips(self, label: str, titles: list[str], chosen: str, choose: Callable[[str], None]) -> None:
        hand = self._hand
        box = column(hand.scale, spacing=hand.scale(10))
        box.add_widget(Text(label, hand.scale.small, colour=theme.MUTED))
        grid = GridLayout(cols=4, spacing=hand.scale(16), size_hint_y=None)
        grid.bind(minimum_height=grid.setter("height"))
        for title in titles:
            grid.add_widget(self._chip(title, title == chosen, partial(choose, title)))
        box.add_widget(grid)
        self.add_widget(box)

    def _chip(self, title: str, chosen: bool, act: Callable[[], None]) -> PushButton:
        return PushButton(self._hand, title, act, main=chosen, height=self._hand.scale(88), repeats=True)

    def _switch(self, by: str) -> None:
        self._by, self._digits = by, ""
        self._build()
        self._tell()

    def _choose_year(self, title: str) -> None:
        self._year = int(title)
        self._build()
        self._tell()

    def _choose_type(self, title: str) -> None:
        self._type = title
        self._build()
        self._tell()

    def _typed(self, digit: str) -> None:
        most = {"lookup": LOOKUP_DIGITS, "id": ID_DIGITS}.get(self._by, SERIAL_DIGITS)
        if len(self._digits) < most and (digit != "X" or len(self._digits) == ID_DIGITS - 1):
            self._digits += digit
            self._tell()

    def _delete(self) -> None:
        self._digits = self._digits[:-1]
        self._tell()

    def _clear(self) -> None:
        self._digits = ""
        self._tell()

    def _tell(self) -> None:
        if not self._digits:
            self._changed("")
        elif self._by != "case-number":
            self._changed(self._digits)
        else:
            self._changed(f"（{self._year}）{self._court}{self._type}{self._digits}号")
