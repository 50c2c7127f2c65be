"""An amount of money as people enter it: 125000, 125,000.50, ￥１２.５万, 1亿2000万元."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

# 一万亿元: more than any claim, and short enough to be read.
MOST = Decimal(10) ** 12
_LONGEST = 40
_FEN = Decimal("0.01")
# A comma stands before three digits, so that 12,5 is not taken for 125.
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_AMOUNT = re.compile(rf"(?:({_NUMBER})亿)?(?:({_NUMBER})万)?({_NUMBER})?", re.ASCII)
_UNITS = (Decimal(100_000_000), Decimal(10_000), Decimal(1))
_SIGN = "-−–"


class WrongAmount(StrEnum):
    """Why a text is no amount; the value names the reason in the catalogues."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NEGATIVE = "negative"
    TOO_LARGE = "too-large"
    TOO_FINE = "too-fine"  # more than two decimals


def read_amount(text: str) -> Decimal | WrongAmount:
    """The amount in yuan, exact to the fen, from 0 to `MOST`."""
    plain = re.sub(r"\s|人民币|[¥￥]|整|元", "", _half_width(text)).replace("。", ".")
    if not plain:
        return WrongAmount.MISSING
    if len(plain) > _LONGEST:
        return WrongAmount.TOO_LARGE if re.fullmatch(r"[\d.,]+", plain) else WrongAmount.UNREADABLE
    found = _AMOUNT.fullmatch(plain.lstrip(_SIGN))
    if found is None or not any(found.groups()):
        return WrongAmount.UNREADABLE
    if plain[0] in _SIGN:
        return WrongAmount.NEGATIVE
    parts = zip(found.groups(), _UNITS, strict=True)
    amount = sum((Decimal(number.replace(",", "")) * unit for number, unit in parts if number), Decimal(0))
    if amount > MOST:
        return WrongAmount.TOO_LARGE
    exact = amount.quantize(_FEN)
    return exact if exact == amount else WrongAmount.TOO_FINE


def _half_width(text: str) -> str:
    """Full-width digits and marks as plain ones; other forms of digits (², ①) stay what they are."""
    return "".join(
        unicodedata.normalize("NFKC", each) if unicodedata.east_asian_width(each) == "F" else each
        for each in text
    )
