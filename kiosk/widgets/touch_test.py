"""A test of the touch screen: a field of targets to its very edges, each marked once it was touched."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.base import Text, column, fill
from kiosk.widgets.frame import Sheet
from kiosk.widgets.touch import Hand, PushButton, Touchable
from shared.words import Words

COLUMNS, ROWS = 4, 6


class TouchTest(Sheet):
    def __init__(self, hand: Hand, words: Words, close: Callable[[], None]) -> None:
        look = hand.look
        self._hand, self._words, self._left = hand, words, COLUMNS * ROWS
        whole = column(look, size_hint=(1, 1), padding=look(4))
        fill(whole, look.colours.ground)
        self._said = Text(look, self._how_many(), look.strong, align="center")
        grid = GridLayout(cols=COLUMNS, rows=ROWS, spacing=look.gap)
        for number in range(1, COLUMNS * ROWS + 1):
            grid.add_widget(self._target(number))
        whole.add_widget(grid)
        whole.add_widget(self._said)
        whole.add_widget(PushButton(hand, words("kiosk.close"), close, main=True))
        super().__init__(look, whole, spoken="")
        self.padding = 0

    def _how_many(self) -> str:
        return self._words.count("staff-kiosk.touch-left", self._left)

    def _target(self, number: int) -> Touchable:
        colours = self._hand.look.colours
        touched: list[bool] = []

        def touch() -> None:
            if not touched:
                touched.append(True)
                self._left -= 1
                target.rest_in(colours.done_soft, colours.done)
                self._said.write(self._how_many())

        target = Touchable(self._hand, f"◎{number}", touch, repeats=True)
        target.add_widget(Text(self._hand.look, str(number), align="center", pos_hint={"center_y": 0.5}))
        return target
