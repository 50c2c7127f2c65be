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
