"""A keypad of large keys (HE75: 15 mm and more, 6 mm apart), always in the telephone's order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.base import Hand, PushButton

_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


class Keypad(GridLayout):
    """`typed` gets each digit; the words of the two other keys come from the catalogue."""

    def __init__(
        self,
        hand: Hand,
        typed: Callable[[str], None],
        *,
        delete: Callable[[], None],
        clear: Callable[[], None],
        words: tuple[str, str],
        rows_high: float = 122,
    ) -> None:
        scale = hand.scale
        super().__init__(cols=3, spacing=scale(18), size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        height = scale(rows_high)

        def key(title: str, act: Callable[[], None], size: float) -> None:
            self.add_widget(PushButton(hand, title, act, size=scale(size), height=height, repeats=True))

        for digit in _KEYS:
            key(digit, partial(typed, digit), 56)
        key(words[0], clear, 36)
        key("0", lambda: typed("0"), 56)
        key(words[1], delete, 36)


# 0 to 9 and the capital letters of GB 32100-2015, which leaves out I, O, S, V and Z.
_CODE_KEYS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class CodePad(GridLayout):
    """Digits and letters for a unified social credit code (统一社会信用代码)."""

    def __init__(
        self, hand: Hand, typed: Callable[[str], None], *, delete: Callable[[], None], word: str
    ) -> None:
        scale = hand.scale
        super().__init__(cols=6, spacing=scale(14), size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        for character in _CODE_KEYS:
            act = partial(typed, character)
            self.add_widget(PushButton(hand, character, act, size=scale(48), height=scale(104), repeats=True))
        self.add_widget(PushButton(hand, word, delete, size=scale(32), height=scale(104), repeats=True))
