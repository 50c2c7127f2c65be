"""A keypad of large keys (HE75: 15 mm and more, 6 mm apart), always in the telephone's order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.touch import Hand, PushButton
from shared.words import Words

_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


class Keypad(GridLayout):
    """`typed` gets each digit. `extra`, a name and what it types, takes the place of clear."""

    def __init__(
        self,
        hand: Hand,
        words: Words,
        typed: Callable[[str], None],
        *,
        delete: Callable[[], None],
        clear: Callable[[], None],
        extra: tuple[str, str] | None = None,
        high: float | None = None,
        across: int = 3,
    ) -> None:
        look = hand.look
        super().__init__(cols=across, spacing=look.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        high = high or (92 if look.landscape else 118)

        def key(title: str, act: Callable[[], None], size: float) -> None:
            self.add_widget(
                PushButton(hand, title, act, size=size, height=look(high), repeats=True, padding=(0, 0))
            )

        large = look(min(56, 0.62 * high))
        for digit in _KEYS:
            key(digit, partial(typed, digit), large)
        if extra:
            title, value = extra
            key(title, partial(typed, value), large if len(title) == 1 else look(36))
        else:
            key(words("kiosk.clear"), clear, look(36))
        key("0", lambda: typed("0"), large)
        key(words("kiosk.delete"), delete, look(36))


class DigitsPanel(Keypad):
    """Digits one after another, at most `most`; `changed` gets all of them."""

    def __init__(
        self,
        hand: Hand,
        words: Words,
        changed: Callable[[str], None],
        *,
        value: str = "",
        most: int,
        extra: tuple[str, str] | None = None,
    ) -> None:
        self._digits, self._most, self._changed = value, most, changed
        super().__init__(hand, words, self.typed, delete=self._delete, clear=self.clear, extra=extra)

    def typed(self, digit: str) -> None:
        self._tell((self._digits + digit)[: self._most])

    def clear(self) -> None:
        self._tell("")

    def _delete(self) -> None:
        self._tell(self._digits[:-1])

    def _tell(self, digits: str) -> None:
        self._digits = digits
        self._changed(digits)
