"""What a person sets for their own eyes, hands and ears, and what is read to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.comfort import DEFAULT, Comfort
from kiosk.narrator import Narrator
from kiosk.widgets.comfort import ComfortSheet
from kiosk.widgets.stage import Stage
from kiosk.widgets.touch import Hand
from shared.words import Words


class Aids:
    """`redraw` draws the page that is shown anew, in the look that `hand` has by then."""

    def __init__(
        self,
        hand: Hand,
        narrator: Narrator,
        stage: Stage,
        *,
        words: Callable[[], Words],
        redraw: Callable[[], None],
    ) -> None:
        self._hand, self._narrator, self._stage = hand, narrator, stage
        self._words, self._redraw = words, redraw

    @property
    def comfort(self) -> Comfort:
        return self._hand.look.comfort

    def forget(self) -> None:
        """The next person begins with what suits most."""
        self._hand.look = replace(self._hand.look, comfort=DEFAULT)

    def open(self) -> None:
        """The sheet to choose from."""
        self._stage.lay_over(ComfortSheet(self._hand, self._words(), self._chosen, self._stage.take_away))

    def turn_aloud(self) -> None:
        comfort = self.comfort
        if comfort.aloud:
            self._narrator.stop()
        elif not self._narrator.can_speak():
            return
        self._set(replace(comfort, aloud=not comfort.aloud))

    def headphones(self, plugged: bool) -> None:
        """Whoever plugs them in wants to be read to; with them goes the voice."""
        if plugged != self.comfort.aloud:
            self.turn_aloud()

    def _chosen(self, comfort: Comfort) -> None:
        self._set(comfort)
        self.open()

    def _set(self, comfort: Comfort) -> None:
        self._hand.look = replace(self._hand.look, comfort=comfort)
        self._redraw()
