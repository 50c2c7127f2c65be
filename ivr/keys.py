"""The keys of a telephone."""

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
