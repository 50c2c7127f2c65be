"""A short code dialled at the main menu, told from single choices without making these wait.

Each digit is obeyed at once, as a choice; the digits since the main menu are remembered, and when # ends
them and they are a code, its page opens instead. So a code costs a caller who knows none no delay.
"""

from __future__ import annotations

from dataclasses import dataclass

from ivr.keys import Key

# A # that follows the last digit within this time ends a code; later it means "go on" on the page that
# the digits led to. In seconds.
QUICK = 2.0
# Who waits longer between two digits listens to what they lead to. In seconds.
PAUSE = 5.0
MOST_DIGITS = 10


@dataclass
class Trail:
    """`digits` since the main menu; empty where the caller went another way."""

    digits: str = ""
    _pressed: float = 0.0

    def press(self, key: Key, *, at_home: bool, now: float) -> None:
        """A key was pressed; `at_home` on the main menu. `now` is in seconds of any clock."""
        if self.digits and now - self._pressed > PAUSE:
            self.digits = ""
        if not key.is_digit or not (at_home or self.digits) or len(self.digits) >= MOST_DIGITS:
            self.digits = ""
            return
        self.digits += key
        self._pressed = now

    def forget(self) -> None:
        self.digits = ""

    def is_quick(self, now: float) -> bool:
        return now - self._pressed <= QUICK
