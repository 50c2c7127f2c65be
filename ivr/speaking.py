"""What a caller says in a form instead of keying it in: which words are listened for, and the digits that
they come to. Pure.

Passwords, ID numbers and telephone numbers are keyed in: they are nothing to be said aloud in a bus.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

_DIGITS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": "0", "幺": "1", "两": "2"
}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_WEEKS = {"本周": 0, "这周": 0, "下周": 7, "上周": -7}
_YEARS = {"去年": -1, "今年": 0, "明年": 1}
_WEEKDAYS = "一二三四五六日"


class Says(Enum):
    """What an answer may be said as; the words of each may follow one another."""

    DIGITS = (*"零一二三四五六七八九幺",)
    NUMBER = (*"零一二三四五六七八九幺两十百千万亿点元块",)
    DATE = (
        *"零一二三四五六七八九十年月日号", *_DAYS, *_WEEKS, *_YEARS,
        *(f"星期{day}" for day in f"{_WEEKDAYS}天"), *(f"周{day}" for day in _WEEKDAYS),
    )  # fmt: skip


def keyed(text: str, says: Says, today: date) -> str | None:
    """What was said, as it would have been keyed in; None where it comes to nothing."""
    text = "".join(text.split())
    match says:
        case Says.DIGITS:
            return _digits(text) or _plain(_cardinal(text))
        case Says.NUMBER:
            return _amount(text)
        case Says.DATE:
            return _day(text, today)


def _digits(text: str) -> str | None:
    """幺二三 → 123."""
    return "".join(_DIGITS[c] for c in text) if text and set(text) <= set(_DIGITS) else None


def _plain(number: int | None) -> str | None:
    return None if number is None else str(number)


def _cardinal(text: str) -> int | None:
    """三万五千, 一百零五, 十二; a last digit without its unit has the next: 三万五 is 35000."""
    total, group, digit, unit = 0, 0, None, 1
    for character in text:
        if character in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = int(_DIGITS[character])
            unit = 1 if digit == 0 else unit
        elif (size := _UNITS.get(character)) is not None:
            group += (1 if digit is None else digit) * size
            digit, unit = None, size // 10
        elif (size := _GROUPS.get(character)) is not None:
            if not group + (digit or 0):
                return None
            total = (
                (total + group + (digit or 0)) * size
                if size > total > 0
                else total + (group + (digit or 0)) * size
            )
            group, digit, unit = 0, None, size // 10
        else:
            return None
    return (total + group + (digit or 0) * unit) if text else None


def _amount(text: str) -> str | None:
    """三万五千元 → 35000, 一百二十点五 → 120.5."""
    whole, point, parts = re.sub("(?:元|块)$", "", text).partition("点")
    yuan = _cardinal(whole) if set(whole) & {*_UNITS, *_GROUPS} else _number(_digits(whole))
    cents = _digits(parts) if point else ""
    if yuan is None or cents is None or len(cents) > 2:
        return None
    return f"{Decimal(f'{yuan}.{cents}'):f}" if cents else str(yuan)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _day(text: str, today: date) -> str | None:
    """明天, 下周三, 十一月二十四号, 二零二六年一月五日, as eight digits, or month and day alone as four."""
    if text in _DAYS:
        return _eight(today + timedelta(_DAYS[text]))
    week = re.fullmatch(f"({'|'.join(_WEEKS)})?(?:星期|周)?([{_WEEKDAYS}天])", text)
    if week and (week[1] or len(text) > 1):
        monday = today - timedelta(today.weekday())
        at = monday + timedelta(_WEEKDAYS.index(week[2].replace("天", "日")))
        # Without a week the next such day is meant.
        further = _WEEKS[week[1]] if week[1] else 7 * (at < today)
        return _eight(at + timedelta(further))
    found = re.fullmatch(f"(?:({'|'.join(_YEARS)})|(.{{2,4}})年)?(.{{1,2}})月([^日号]{{1,3}})[日号]?", text)
    month, day = (_cardinal(found[3]), _cardinal(found[4])) if found else (None, None)
    if found is None or month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year = str(today.year + _YEARS[found[1]]) if found[1] else _digits(found[2] or "")
    if found[2] and (year is None or len(year) not in (2, 4)):
        return None
    return f"{'20' if year and len(year) == 2 else ''}{year or ''}{month:02}{day:02}"


def _eight(day: date) -> str:
    return f"{day:%Y%m%d}"


def labels(named: Mapping[str, str]) -> Mapping[str, str]:
    """What may be said for each choice → its value: its name, and what stands before a bracket in it."""
    said: dict[str, str] = {}
    for name, value in named.items():
        for text in (name, re.split("[（(：:，,]", name)[0]):
            said.setdefault(re.sub(r"\W", "", text), value)
    said.pop("", None)
    return said
