"""Which characters are in common use: the first level of GB 2312, 3,755 of them."""

from __future__ import annotations


def is_common(character: str) -> bool:
    coded = character.encode("gb2312", "ignore")
    return len(coded) == 2 and 0xB0 <= coded[0] <= 0xD7
