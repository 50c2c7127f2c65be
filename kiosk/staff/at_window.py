"""The staff's pages at this window: the emblem that is held, the test of the touch screen, the new start."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.staff.rooms import RESTART, STAFF, TOUCH, Staff
from kiosk.widgets.stage import Stage
from kiosk.widgets.touch import Hand
from kiosk.widgets.touch_test import TouchTest
from shared.pages import AnyPage, Notice
from shared.place import Place
from shared.words import Words


class StaffAtWindow:
    """`wipe` ends whatever visit there is, `open_place` shows a page."""

    def __init__(
        self,
        staff: Staff,
        stage: Stage,
        hand: Hand,
        *,
        words: Callable[[], Words],
        wipe: Callable[[], None],
        open_place: Callable[[Place], None],
    ) -> None:
        self._staff, self._stage, self._hand = staff, stage, hand
        self._words, self._wipe, self._open = words, wipe, open_place

    def knock(self) -> None:
        """The emblem was held: whoever was here is gone, and a password is asked for."""
        if self._staff.exists:
            self._wipe()
            self._staff.invite()
            self._open(STAFF)

    def lays_over(self, place: Place) -> bool:
        """The test of the touch screen is no page: it lies over the whole window."""
        if place != TOUCH or not self._staff.inside:
            return False
        self._stage.lay_over(TouchTest(self._hand, self._words(), self._stage.take_away))
        return True

    def leave(self) -> None:
        """The visit is over."""
        self._staff.leave()


def restarts(page: AnyPage) -> bool:
    """Whether the program ends once this page was read."""
    return isinstance(page, Notice) and page.code == RESTART
