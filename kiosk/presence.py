"""Whether anybody is there: the question before a visit ends, and the hall's board while nobody comes."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.idle import Idle, IdleTimer


class Presence:
    """`warn` is called every second with the seconds that are left, `end` when they are over, `free` when
    nobody has used the first page for `board_seconds`."""

    def __init__(
        self,
        timer: IdleTimer,
        board_seconds: float,
        *,
        warn: Callable[[int], None],
        end: Callable[[], None],
        free: Callable[[], None],
    ) -> None:
        self._timer, self._board_seconds = timer, board_seconds
        self._warn, self._end, self._free = warn, end, free
        self._quiet = 0.0

    @property
    def quiet(self) -> float:
        """Seconds for which nobody has used the first page."""
        return self._quiet

    def touched(self) -> None:
        """A finger, a key, a scanner, or a voice that is being listened to."""
        self._quiet = 0.0
        self._timer.touched()

    def passed(self, seconds: float, *, something_to_end: bool, listening: bool) -> None:
        """`seconds` more went by. `something_to_end` tells whether there is anything that the next person
        must not find; who listens to the page being read is there."""
        if listening:
            self.touched()
        elif not something_to_end:
            self._timer.touched()
            self._quiet += seconds
            if self._quiet >= self._board_seconds:
                self._free()
        else:
            self._go_on(seconds)

    def _go_on(self, seconds: float) -> None:
        match self._timer.passed(seconds):
            case Idle.WARNING:
                self._warn(round(self._timer.left))
            case Idle.OVER:
                self._timer.touched()
                self._end()
