"""A case number (案号) in a few touches: year, type, serial; the court's own code is there already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from content.case_number import CaseNumber
from kiosk.input.keypad import Keypad
from kiosk.widgets.base import Text
from kiosk.widgets.touch import Hand, PushButton
from shared.words import Words

YEARS = 4
TYPES = ("民初", "民终", "刑初", "行初", "执", "执恢", "民特", "诉前调")
SERIAL_DIGITS = 7
LOOKUP_DIGITS = 10
ID_DIGITS = 18
# All of the form is to be on one screen.
KEY_HIGH = 82


class CaseNumberPanel(BoxLayout):
    """`changed` gets the number as far as it is known. With `lookup` a lookup number (查询码) may be entered
    instead, with `person` an ID number."""

    def __init__(
        self,
        hand: Hand,
        words: Words,
        changed: Callable[[str], None],
        *,
        value: str,
        year: int,
        court: str,
        lookup: bool,
        person: bool,
    ) -> None:
        super().__init__(orientation="vertical", spacing=hand.look.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._words, self._changed = hand, words, changed
        self._this_year, self._court, self._lookup = year, court, lookup
        self._person = person
        self._by = _kind_of(value) if lookup else "case-number"
        self._year, self._type = year, TYPES[0]
        self._digits = value if self._by != "case-number" else ""
        if known := CaseNumber.parse(value):
            self._year, self._court, self._type = known.year, known.court, known.kind
            self._digits = str(known.serial)
        self._build()

    def _build(self) -> None:
        self.clear_widgets()
        hand, words = self._hand, self._words
        if self._lookup:
            bar = BoxLayout(size_hint_y=None, height=hand.look(KEY_HIGH), spacing=hand.look.gap)
            for by, title in (
                ("case-number", words("kiosk.by-case-number")),
                ("lookup", words("kiosk.by-lookup")),
                *((("id", words("kiosk.by-id")),) if self._person else ()),
            ):
                bar.add_widget(self._chip(title, self._by == by, partial(self._switch, by)))
            self.add_widget(bar)
        if self._by == "case-number":
            years = [str(self._this_year - back) for back in range(YEARS)]
            self._chips(words("kiosk.year"), years, str(self._year), self._choose_year)
            kinds = TYPES if self._type in TYPES else (*TYPES[:-1], self._type)
            self._chips(words("kiosk.type"), list(kinds), self._type, self._choose_type)
        extra = ("X", "X") if self._by == "id" else None
        self.add_widget(
            Keypad(
                hand,
                words,
                self._typed,
                delete=self._delete,
                clear=self._clear,
                extra=extra,
                high=KEY_HIGH,
                across=6 if hand.look.landscape else 3,
            )
        )

    def _chips(self, label: str, titles: list[str], chosen: str, choose: Callable[[str], None]) -> None:
        hand = self._hand
        box = BoxLayout(size_hint_y=None, spacing=hand.look.gap)
        box.bind(minimum_height=box.setter("height"))
        name = Text(hand.look, label, min(hand.look.small, hand.look(34)), colour=hand.look.colours.muted)
        name.size_hint_x, name.width, name.pos_hint = None, hand.look(72), {"top": 1}
        box.add_widget(name)
        grid = GridLayout(cols=4, spacing=hand.look.gap, size_hint_y=None)
        grid.bind(minimum_height=grid.setter("height"))
        for title in titles:
            grid.add_widget(self._chip(title, title == chosen, partial(choose, title), f"{label}，{title}"))
        box.add_widget(grid)
        self.add_widget(box)

    def _chip(self, title: str, chosen: bool, act: Callable[[], None], spoken: str = "") -> PushButton:
        look = self._hand.look
        return PushButton(
            self._hand, title, act, chosen=chosen, height=look(KEY_HIGH), repeats=True,
            size=min(look.body, look(44)), padding=(0, 0), spoken=spoken,
        )  # fmt: skip

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


def _kind_of(value: str) -> str:
    """Which way a value was entered."""
    if len(value) > LOOKUP_DIGITS and value[:-1].isdigit():
        return "id"
    return "lookup" if value.isdigit() else "case-number"
