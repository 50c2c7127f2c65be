"""An amount of money on large keys: digits, a point, and 万 (ten thousand) and 亿 as people count."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from kivy.uix.boxlayout import BoxLayout

from kiosk.input.keypad import Keypad
from kiosk.widgets.base import Hand, PushButton
from shared.words import Words

# Up to a trillion, and fen.
_WHILE_TYPING = re.compile(r"(?:0|[1-9]\d{0,12})?(?:\.\d{0,4})?[万亿]?")


class AmountPanel(BoxLayout):
    """`changed` gets what was entered, such as ``125000.50`` or ``12.5万``; `now` tells what is there."""

    def __init__(
        self, hand: Hand, words: Words, now: Callable[[], str], changed: Callable[[str], None]
    ) -> None:
        super().__init__(orientation="vertical", spacing=hand.scale(18), size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._now, self._changed = now, changed
        # A low screen shows all five rows at once.
        high = 96 if hand.scale.landscape else 122
        self.add_widget(
            Keypad(
                hand,
                self._typed,
                delete=lambda: changed(now()[:-1]),
                clear=lambda: self._typed("."),
                words=(words("kiosk.point"), words("kiosk.delete")),
                rows_high=high,
            )
        )
        row = BoxLayout(size_hint_y=None, height=hand.scale(high), spacing=hand.scale(18))
        for title, act in (
            (words("kiosk.clear"), lambda: changed("")),
            ("万", partial(self._typed, "万")),
            ("亿", partial(self._typed, "亿")),
        ):
            size = hand.scale(48 if len(title) == 1 else 36)
            row.add_widget(PushButton(hand, title, act, size=size, height=hand.scale(high), repeats=True))
        self.add_widget(row)

    def _typed(self, key: str) -> None:
        """A key that makes no amount is not taken."""
        before = self._now()
        after = "0." if key == "." and not before else (before if before != "0" or key == "." else "") + key
        if _WHILE_TYPING.fullmatch(after) and after[:1] not in ("万", "亿", "."):
            self._changed(after)


def shown_amount(entered: str) -> str:
    """What was entered with its thousands apart: 1,250,000.5."""
    found = re.fullmatch(r"(\d+)(.*)", entered, re.DOTALL)
    return f"{int(found[1]):,}{found[2]}" if found else entered
