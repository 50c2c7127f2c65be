"""What is said for a value that is no text, in Chinese and in English.

Years, court codes and numbers of things are read digit by digit, quantities as numbers; 幺 stands for
一 in telephone and lookup numbers only, since 冀1082 is a code that people read 一零八二.
"""

from __future__ import annotations

from datetime import date, datetime, time

from babel.dates import format_date

from content.case_number import CaseNumber, CaseNumberQuery
from shared.speech import numbers
from shared.values import Digits, Money, Telephone, Value

CHINESE = "zh-CN"
_WEEKDAYS = "一二三四五六日"


def say_value(value: Value, language: str = CHINESE) -> str:
    """`value` in words that a voice reads right; text is left as it is."""
    return _chinese(value) if language == CHINESE else _english(value)


def _chinese(value: Value) -> str:
    match value:
        case int():
            return numbers.cardinal(value)
        case datetime():
            return f"{say_day(value.date())}{_clock(value.time())}"
        case date():
            return say_day(value)
        case time():
            return _clock(value)
        case CaseNumber():
            return _case_number(value)
        case CaseNumberQuery():
            return _case_query(value)
        case Money():
            return numbers.money(value.yuan)
        case Telephone():
            return numbers.spelled(value.number)
        case Digits():
            return numbers.spelled(value.text)
    return str(value)


def say_day(day: date) -> str:
    """二零二六年十一月二十四日，星期二."""
    return f"{say_date(day)}，星期{_WEEKDAYS[day.weekday()]}，"


def say_date(day: date) -> str:
    """二零二六年十一月二十四日."""
    return f"{numbers.digits(str(day.year))}年{numbers.cardinal(day.month)}月{numbers.cardinal(day.day)}日"


def _clock(moment: time) -> str:
    """上午九点半, 下午两点零五分, 中午十二点."""
    part, hour = _part_of_day(moment.hour)
    return part + clock(time(hour, moment.minute))


def clock(moment: time) -> str:
    """九点半, 两点零五分: the time on a clock with twelve hours."""
    said = f"{numbers.counted(moment.hour)}点"
    if moment.minute == 30:
        return said + "半"
    if moment.minute == 0:
        return said
    return said + ("零" if moment.minute < 10 else "") + f"{numbers.cardinal(moment.minute)}分"


def _part_of_day(hour: int) -> tuple[str, int]:
    if hour == 0:
        return "夜里", 12
    if hour < 6:
        return "凌晨", hour
    if hour < 12:
        return "上午", hour
    if hour == 12:
        return "中午", 12
    if hour < 18:
        return "下午", hour - 12
    return "晚上", hour - 12


def _case_number(number: CaseNumber) -> str:
    year = f"{numbers.digits(str(number.year))}年"
    court = numbers.digits(number.court)
    part = f"之{numbers.cardinal(number.part)}" if number.part else ""
    return f"{year}，{court}，{number.kind}，第{numbers.cardinal(number.serial)}号{part}"


def _case_query(query: CaseNumberQuery) -> str:
    parts = []
    if query.year:
        parts.append(f"{numbers.digits(str(query.year))}年")
    parts += [numbers.digits(text) for text in (query.court, query.kind) if text]
    if query.serial:
        parts.append(f"第{numbers.cardinal(query.serial)}号")
    return "，".join(parts)


_KINDS_IN_ENGLISH = {
    "民初": "civil, first instance",
    "民终": "civil, second instance",
    "刑初": "criminal, first instance",
    "刑终": "criminal, second instance",
    "行初": "administrative, first instance",
    "行终": "administrative, second instance",
    "执": "enforcement",
    "执恢": "enforcement resumed",
}


def _english(value: Value) -> str:
    match value:
        case int():
            return str(value)
        case datetime():
            return f"{format_date(value, 'EEEE, MMMM d, y', locale='en')}, at {_english_clock(value.time())}"
        case date():
            return format_date(value, "EEEE, MMMM d, y", locale="en")
        case time():
            return _english_clock(value)
        case CaseNumber():
            kind = _KINDS_IN_ENGLISH.get(value.kind, "")
            return f"number {value.serial} of {value.year}" + (f", {kind}" if kind else "")
        case CaseNumberQuery():
            year = f" of {value.year}" if value.year else ""
            return f"number {value.serial}{year}" if value.serial else str(value.year or "")
        case Money():
            return f"{value.yuan:,.2f} yuan".replace(".00 ", " ")
        case Telephone():
            return _english_digits(value.number)
        case Digits():
            return _english_digits(value.text)
    return str(value)


def _english_clock(moment: time) -> str:
    hour = moment.hour % 12 or 12
    # "a.m." would end the sentence.
    half = "a m" if moment.hour < 12 else "p m"
    if moment.minute == 0:
        return f"{hour} {half}"
    return f"{hour} {'oh ' if moment.minute < 10 else ''}{moment.minute} {half}"


def _english_digits(text: str) -> str:
    if "*" in text:
        return "ending in " + _english_digits(text.rpartition("*")[2])
    return ", ".join(" ".join(part) for part in text.replace("-", " ").split())
