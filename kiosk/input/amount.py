"""An amount of money on large keys: digits, a point, and 万 (ten thousand) and 亿 as people count."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from kivy.uix.boxlayout import BoxLayout

from kiosk.input.keypad import Keypad
from kiosk.widgets.touch import Hand, PushButton
from shared.words import Words

# Up to a trillion, and fen.
_WHILE_TYPING = re.compile(r"(?:0|[1-9]\d{0,12})?(?:\.\d{0,4})?[万亿]?")


class AmountPanel(BoxLayout):
    """`changed` gets what was entered, such as ``125000.50`` or ``12.5万``."""

    def __init__(self, hand: Hand, words: Words, changed: Callable[[str], None], *, value: str) -> None:
        look = hand.look
        super().__init__(orientation="vertical", spacing=look.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._value, self._changed = value, changed
        # A low screen shows all five rows at once.
        high = 92 if look.landscape else 118
        self.add_widget(
            Keypad(
                hand,
                words,
                self._typed,
                delete=lambda: self._tell(self._value[:-1]),
                clear=lambda: self._tell(""),
                extra=(words("kiosk.point"), "."),
                high=high,
            )
        )
        row = BoxLayout(size_hint_y=None, height=look(high), spacing=look.gap)
        for title, act in (
            (words("kiosk.clear"), lambda: self._tell("")),
            ("万", partial(self._typed, "万")),
            ("亿", partial(self._typed, "亿")),
        ):
            size = look(48 if len(title) == 1 else 36)
            row.add_widget(PushButton(hand, title, act, size=size, height=look(high), repeats=True))
        self.add_widget(row)

    def _typed(self, key: str) -> None:
        """A key that makes no amount is not taken."""
        before = self._value
        after = "0." if key == "." and not before else (before if before != "0" or key == "." else "") + key
        if _WHILE_TYPING.fullmatch(after) and after[:1] not in ("万", "亿", "."):
            self._tell(after)

    def _tell(self, value: str) -> None:
        self._value = value
        self._changed(value)


def shown_amount(entered: str) -> str:
    """What was entered with its thousands apart: 1,250,000.5."""
    found = re.fullmatch(r"(\d+)(.*)", entered, re.DOTALL)
    return f"{int(found[1]):,}{found[2]}" if found else entered
