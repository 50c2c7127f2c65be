"""Numbers that check themselves: whether one is mistyped is told while it is typed, not after it was sent."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget
from stdnum.cn import ric, uscc

from kiosk.input.keypad import DigitsPanel
from kiosk.widgets.base import Text
from kiosk.widgets.touch import Hand, PushButton
from shared.words import Words

# GB 11643-1999 and GB 32100-2015.
LENGTH = 18
# 0 to 9 and the capital letters of GB 32100-2015, which leaves out I, O, S, V and Z.
_CODE_KEYS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Check(Enum):
    UNFINISHED = auto()
    RIGHT = auto()
    WRONG = auto()


def check_id_number(text: str) -> Check:
    """A resident's ID number (公民身份号码, GB 11643): birthday and check digit."""
    return _checked(text, ric.is_valid)


def check_organisation_code(text: str) -> Check:
    """A unified social credit code (统一社会信用代码, GB 32100)."""
    return _checked(text, uscc.is_valid)


def _checked(text: str, valid: Callable[[str], bool]) -> Check:
    if len(text) < LENGTH:
        return Check.UNFINISHED
    return Check.RIGHT if valid(text) else Check.WRONG


class CheckedPanel(BoxLayout):
    """A panel with a line over it that says how the number stands."""

    def __init__(
        self, hand: Hand, words: Words, changed: Callable[[str], None], check: Callable[[str], Check]
    ) -> None:
        super().__init__(orientation="vertical", spacing=hand.look.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._words, self._changed, self._check = hand, words, changed, check
        self._state = Text(hand.look, "", hand.look.text(34), bold=True)
        self.add_widget(self._state)

    def tell(self, value: str) -> None:
        self.judge(value)
        self._changed(value)

    def judge(self, value: str) -> None:
        colours = self._hand.look.colours
        match self._check(value):
            case Check.UNFINISHED:
                text, colour = self._words.count("kiosk.digits-left", LENGTH - len(value)), colours.muted
            case Check.RIGHT:
                text, colour = self._words("kiosk.number-right"), colours.done
            case Check.WRONG:
                text, colour = self._words("kiosk.number-wrong"), colours.accent
        self._state.color = colour
        self._state.write(text)


class IdNumberPanel(CheckedPanel):
    def __init__(self, hand: Hand, words: Words, changed: Callable[[str], None], *, value: str) -> None:
        super().__init__(hand, words, changed, check_id_number)
        digits = DigitsPanel(hand, words, self.tell, value=value, most=LENGTH, extra=("X", "X"))
        self.add_widget(digits)
        # X stands where other keypads have the key that clears.
        self.add_widget(PushButton(hand, words("kiosk.clear"), digits.clear, repeats=True))
        self.judge(value)


class OrganisationCodePanel(CheckedPanel):
    def __init__(self, hand: Hand, words: Words, changed: Callable[[str], None], *, value: str) -> None:
        super().__init__(hand, words, changed, check_organisation_code)
        look = hand.look
        self._value = value
        grid = GridLayout(cols=6, spacing=look.gap, size_hint_y=None)
        grid.bind(minimum_height=grid.setter("height"))
        for character in _CODE_KEYS:
            grid.add_widget(self._key(character, partial(self._typed, character), look(48)))
        grid.add_widget(Widget())
        for name, act in (("kiosk.clear", self._clear), ("kiosk.delete", self._delete)):
            grid.add_widget(self._key(words(name), act, look(34)))
        self.add_widget(grid)
        self.judge(value)

    def _key(self, title: str, act: Callable[[], None], size: float) -> PushButton:
        return PushButton(
            self._hand, title, act, size=size, height=self._hand.look(100), repeats=True, padding=(0, 0)
        )

    def _typed(self, character: str) -> None:
        if len(self._value) < LENGTH:
            self._now(self._value + character)

    def _delete(self) -> None:
        self._now(self._value[:-1])

    def _clear(self) -> None:
        self._now("")

    def _now(self, value: str) -> None:
        self._value = value
        self.tell(value)
