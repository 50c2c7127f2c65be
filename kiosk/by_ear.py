"""What whoever does not see the screen hears of it: what the keys come to, what was entered, what lies over
the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.asking import Answer
from kiosk.keys import Keys
from kiosk.narrator import Narrator
from kiosk.widgets.form import UNHEARD, Heard
from kiosk.widgets.stage import Stage
from kiosk.widgets.touch import Touchable
from shared.pages import Field
from shared.words import Words


class ByEar:
    """`keys` and `shown` give what there is at the moment."""

    def __init__(
        self,
        narrator: Narrator,
        stage: Stage,
        *,
        keys: Callable[[], Keys],
        shown: Callable[[], Answer | None],
        words: Callable[[], Words],
    ) -> None:
        self._narrator, self._stage = narrator, stage
        self._keys, self._shown, self._words = keys, shown, words

    @property
    def of_forms(self) -> Heard:
        return Heard(self._changed, self._turned_to, self._missing, self.say)

    def say(self, text: str) -> None:
        self._narrator.say(text, self._words())

    def came_to(self, at: Touchable) -> None:
        private = self._private or any(getattr(each, "unheard", False) for each in _around(at))
        self._narrator.touchable(at, self._keys().order, self._words(), private=private)

    def again(self) -> None:
        """What lies on top, from its beginning."""
        shown = self._shown()
        if self._stage.sheet is not None:
            self.say(getattr(self._stage.sheet, "spoken", ""))
        elif shown is not None:
            self._narrator.page(shown.page, self._words())

    def nothing_back(self) -> None:
        self.say(self._words()("spoken.nothing-back"))

    def _changed(self, field: Field, before: str, after: str) -> None:
        private = self._private or field.kind in UNHEARD
        self._narrator.entered(field, before, after, self._words(), private=private)

    def _turned_to(self, field: Field) -> None:
        self.say(self._words()("spoken.fill", label=field.label))

    def _missing(self, field: Field, box: Touchable) -> None:
        """The keys go to what has to be filled in."""
        keys = self._keys()
        if keys.at is not None:
            keys.go_to(box)
        self.say(self._words()("spoken.missing", label=field.label))

    @property
    def _private(self) -> bool:
        shown = self._shown()
        return shown is not None and shown.view.private


def _around(widget: Any) -> Iterator[Any]:
    """What a widget stands in, from the inside out."""
    while widget.parent is not None and widget.parent is not widget:
        widget = widget.parent
        yield widget
