"""Days on which nobody need act (法定休假日): weekends and public holidays, less the weekends worked instead.

The days of a year are fixed by a notice of the State Council in the autumn before. `chinese_calendar` holds
those that were out when it was made; what the court enters itself (`Holiday`) is laid over it. For a year of
which neither knows, only the holidays on fixed days are sure (全国年节及纪念日放假办法第二条, 2024): a
weekend may be worked, and any day near a holiday by the moon may be off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

from content.reader import Reader
from content.records import Holiday

# 元旦 one day, 劳动节 two, 国庆节 three.
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
# A year is known when each of them is told.
HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
_SATURDAY = 5


@cache
def _is_in_package(year: int) -> bool:
    try:
        chinese_calendar.is_holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class DaysOff:
    """What is known of days off. `entered` tells of a day whether it is off, `years` are entered whole."""

    entered: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, holidays: Iterable[Holiday]) -> DaysOff:
        """With what the court entered itself."""
        days: dict[date, bool] = {}
        names: dict[int, str] = {}
        for one in holidays:
            names[one.year] = names.get(one.year, "") + one.name
            for number in range((one.until - one.since).days + 1):
                days[one.since + timedelta(days=number)] = True
            days.update(dict.fromkeys(one.worked, False))
        whole = (year for year, told in names.items() if all(name in told for name in HOLIDAYS))
        return cls(days, frozenset(whole))

    def is_known(self, year: int) -> bool:
        """Whether the State Council's notice for `year` is known here."""
        return year in self.years or _is_in_package(year)

    def is_off(self, day: date) -> bool:
        """Whether the day is off; in a year that is not known, whether it surely is."""
        if (entered := self.entered.get(day)) is not None:
            return entered
        if _is_in_package(day.year):
            return bool(chinese_calendar.is_holiday(day))
        if (day.month, day.day) in _FIXED:
            return True
        return day.year in self.years and day.weekday() >= _SATURDAY

    def is_public_holiday(self, day: date) -> bool:
        """Whether the day is off for more than being at a weekend."""
        if (entered := self.entered.get(day)) is not None:
            return entered
        if _is_in_package(day.year):
            return day in chinese_calendar.holidays
        return (day.month, day.day) in _FIXED

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is none off, else the first day after the days off. In a year that is not
        known the day may in truth be a later one, but no earlier one."""
        while self.is_off(day):
            day += timedelta(days=1)
        return day


def read_days_off(content: Reader) -> DaysOff:
    """The days off with what stands in the content."""
    return DaysOff.of(content.all(Holiday))
