"""The keys of a telephone, and digits collected from them."""

from __future__ import annotations

from enum import StrEnum


class Key(StrEnum):
    """A key, named by what stands on it."""

    ZERO = "0"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"
    SEVEN = "7"
    EIGHT = "8"
    NINE = "9"
    STAR = "*"
    HASH = "#"

    @property
    def is_digit(self) -> bool:
        return self not in (Key.STAR, Key.HASH)


class Ended(StrEnum):
    """How an entry of digits ended."""

    HASH = "hash"
    TIME_OUT = "time-out"
    HANG_UP = "hang-up"
    STAR = "star"
    TOO_LONG = "too-long"
    SAID = "said"


class Digits:
    """Digits of one entry, at most `most`. * takes back what was keyed in and, when nothing was, ends it;
    after exactly `x_after` digits it is the X that an ID number may end with, and with `point` the first *
    is a decimal point."""

    def __init__(self, most: int, x_after: int | None = None, *, point: bool = False) -> None:
        self._most = most
        self._x_after = x_after
        self._point = point
        self.keyed = ""
        self.cleared = False

    def press(self, key: Key) -> Ended | None:
        """The end that a key makes of the entry; None while it goes on. `cleared` after a * that cleared."""
        self.cleared = False
        if key is Key.HASH:
            return Ended.HASH
        if key is Key.STAR and len(self.keyed) == self._x_after:
            self.keyed += "X"
            return None
        if key is Key.STAR and self._point and self.keyed and "." not in self.keyed:
            self.keyed += "."
            return None
        if key is Key.STAR:
            if not self.keyed:
                return Ended.STAR
            self.keyed = ""
            self.cleared = True
            return None
        self.keyed += key
        return Ended.TOO_LONG if len(self.keyed) > self._most else None
