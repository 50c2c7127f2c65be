"""Days on which nobody need act (法定休假日): weekends and public holidays, less the weekends worked instead.

The days of each year are fixed by a notice of the State Council in the autumn before; `chinese_calendar`
holds those that are out. For a year without its notice only what the law itself fixes is known: weekends,
and the holidays on fixed days (全国年节及纪念日放假办法第二条, 2024). The holidays by the moon and the days
moved around are not, and `is_known` says so.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

# 元旦 one day, 劳动节 two, 国庆节 three.
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
_SATURDAY = 5


def is_known(year: int) -> bool:
    """Whether the State Council's notice for `year` is known here."""
    try:
        chinese_calendar.is_holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_day_off(day: date) -> bool:
    if is_known(day.year):
        return bool(chinese_calendar.is_holiday(day))
    return day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED


def next_working_day(day: date) -> date:
    """`day` itself when it is none off, else the first day after the days off."""
    while is_day_off(day):
        day += timedelta(days=1)
    return day
