"""How a value is shown on a screen or a page."""

from __future__ import annotations

from datetime import date, datetime, time

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from shared.values import Digits, Money, Telephone, Value

CHINESE = "zh-CN"
# By name, each would be looked for among all locales every time.
_CHINESE, _ENGLISH = Locale.parse("zh_Hans_CN"), Locale.parse("en")
# Facts that need no name beside them in a list: anybody sees and hears that half past nine is a time.
TELL_THEMSELVES = frozenset(
    {
        "hearing.date",
        "hearing.time",
        "hearing.courtroom",
        "hearing.cause",
        "hearing.parties",
        "announcement.day",
        "broadcast.starts",
        "broadcast.courtroom",
        "guidance.number",
        "roster.organisation",
        "roster.specialties",
        "roster.area",
        "template.summary",
    }
)


def show(value: Value, language: str = CHINESE) -> str:
    """`value` as the language writes it: 2026年11月24日（星期二）, 09:30, 1,234.56元."""
    match value:
        case str() | bool():
            return str(value)
        case datetime():
            return _moment(value, language)
        case date():
            return _day(value, language)
        case time():
            return f"{value:%H:%M}"
        case Money():
            amount = format_decimal(value.yuan, format="#,##0.00", locale=_locale(language))
            return f"{amount}元" if language == CHINESE else f"{amount} yuan"
        case Telephone():
            return value.number
        case Digits():
            return value.text
    return str(value)


def show_briefly(day: date, language: str = CHINESE) -> str:
    """A day among other words, where nobody asks for the day of the week: 2026年11月24日."""
    return format_date(day, "y年M月d日", locale=_CHINESE) if language == CHINESE else _day(day, language)


def _locale(language: str) -> Locale:
    return _CHINESE if language == CHINESE else _ENGLISH


def _day(day: date, language: str) -> str:
    if language == CHINESE:
        return format_date(day, "y年M月d日（EEEE）", locale=_CHINESE)
    return format_date(day, "EEE d MMM y", locale=_ENGLISH)


def _moment(moment: datetime, language: str) -> str:
    if language == CHINESE:
        return f"{format_date(moment, 'y年M月d日（EEEE）', locale=_CHINESE)}{moment:%H:%M}"
    return f"{_day(moment, language)}, {moment:%H:%M}"
