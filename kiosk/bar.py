"""What the bar at the bottom offers on the page that is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.narrator import Narrator
from kiosk.presenter import View
from kiosk.print_out import PrintOut
from kiosk.widgets.frame import BarAction
from kiosk.widgets.touch import Hand
from shared.words import Words


@dataclass(frozen=True, slots=True)
class Doing:
    """What each button does."""

    back: Callable[[], None]
    home: Callable[[], None]
    aloud: Callable[[], None]
    comfort: Callable[[], None]
    language: Callable[[], None]
    end: Callable[[], None]


class Bar:
    """`number` is the voice line's, which the first page names where others have the way back."""

    def __init__(
        self, hand: Hand, narrator: Narrator, print_out: PrintOut, doing: Doing, *, number: str
    ) -> None:
        self._hand, self._narrator, self._print_out = hand, narrator, print_out
        self._doing, self._number = doing, number

    def hint(self, words: Words) -> str:
        return words("kiosk.by-telephone", number=self._number)

    def actions(self, view: View | None, words: Words) -> Mapping[str, BarAction | None]:
        """By name, in their order; None where the button's place stays empty."""
        doing = self._doing
        away = view is not None and view.can_go_back
        main = view is not None and view.private
        return {
            "back": BarAction("back", words("kiosk.back"), doing.back) if away else None,
            "home": BarAction("home", words("kiosk.home"), doing.home) if away else None,
            "aloud": self._aloud(words) if self._narrator.can_speak() else None,
            **self._print_out.actions(words),
            "comfort": BarAction("comfort", words("kiosk.comfort"), doing.comfort),
            "language": BarAction("language", words("kiosk.other-language"), doing.language),
            "end": BarAction("leave", words("kiosk.end"), doing.end, main=main) if away else None,
        }

    def _aloud(self, words: Words) -> BarAction:
        if self._hand.look.comfort.aloud:
            return BarAction("mute", words("kiosk.aloud-stop"), self._doing.aloud)
        return BarAction("sound", words("kiosk.aloud"), self._doing.aloud)
