"""Receipt numbers (回执编号): given out at once, read aloud and keyed in, so digits with a check digit.

Eleven random digits, so that nobody finds another's by counting, and one after Damm: every wrong digit and
every two digits swapped are noticed before anything is looked up.
"""

from __future__ import annotations

import secrets
import unicodedata

from stdnum import damm

DIGITS = 12


def new_receipt() -> str:
    """A number that was most likely never given out: one in a hundred thousand million."""
    number = f"{secrets.randbelow(9 * 10 ** (DIGITS - 2)) + 10 ** (DIGITS - 2)}"
    return number + damm.calc_check_digit(number)


def parse_receipt(text: str) -> str | None:
    """The receipt number that `text` is, however it is divided; None where it is none, or mistyped."""
    number = "".join(unicodedata.normalize("NFKC", text).split()).replace("-", "")
    if len(number) != DIGITS or not number.isascii() or not number.isdigit() or not damm.is_valid(number):
        return None
    return number


def in_groups(receipt: str) -> str:
    """``1234 5678 9012``: as it is shown and said."""
    return " ".join(receipt[start : start + 4] for start in range(0, len(receipt), 4))
