"""When nobody touches the screen any more: a warning, then the end of the visit. Pure; time is passed in.

WCAG 2.2.1: the warning waits at least 20 seconds, and any touch takes it back, as often as one likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Idle(Enum):
    """PRESENT: somebody is there. WARNING: say so and count down. OVER: end the visit."""

    PRESENT = auto()
    WARNING = auto()
    OVER = auto()


@dataclass(slots=True)
class IdleTimer:
    """Seconds without a touch until the warning, and how long the warning waits."""

    until_warning: float
    warning: float
    _without_touch: float = 0.0

    def touched(self) -> None:
        self._without_touch = 0.0

    def passed(self, seconds: float) -> Idle:
        """`seconds` more went by without a touch."""
        self._without_touch += seconds
        if self._without_touch < self.until_warning:
            return Idle.PRESENT
        return Idle.WARNING if self.left > 0 else Idle.OVER

    @property
    def left(self) -> float:
        """Seconds until the visit ends."""
        return max(0.0, self.until_warning + self.warning - self._without_touch)
