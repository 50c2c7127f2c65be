"""When a person answers: the hours of the staff who take transferred calls (人工坐席). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time

from content.days_off import DaysOff

_MONDAY, _SATURDAY = 1, 6
_RULE = re.compile(r"([1-7])(?:-([1-7]))?((?:\s+\d{1,2}:\d\d-\d{1,2}:\d\d)+)")


class HoursError(ValueError):
    """The text is no opening hours."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Weekdays (1 is Monday) and the times of day on each; with no rules at all it is always open."""

    rules: tuple[tuple[range, tuple[tuple[time, time], ...]], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Hours:
        """``1-5 08:30-12:00 14:00-17:30; 6 09:00-12:00``. Raises `HoursError`."""
        rules = []
        for rule in filter(None, (part.strip() for part in text.split(";"))):
            found = _RULE.fullmatch(rule)
            if found is None:
                raise HoursError(f"cannot read the hours {rule!r}")
            first, last = int(found[1]), int(found[2] or found[1])
            try:
                spans = tuple(
                    (_time(begin), _time(end))
                    for begin, _, end in (span.partition("-") for span in found[3].split())
                )
            except ValueError:
                raise HoursError(f"no such time in {rule!r}") from None
            rules.append((range(first, last + 1), spans))
        return cls(tuple(rules))

    def open_at(self, now: datetime, days_off: DaysOff) -> bool:
        """Whether a person answers at `now`, local court time. On a public holiday nobody does; a weekend
        that is worked instead of one is like a Monday."""
        if not self.rules:
            return True
        day, weekday = now.date(), now.isoweekday()
        if days_off.is_public_holiday(day):
            return False
        if weekday >= _SATURDAY and days_off.is_known(day.year) and not days_off.is_off(day):
            weekday = _MONDAY
        return any(
            weekday in days and any(begin <= now.time() < end for begin, end in spans)
            for days, spans in self.rules
        )


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
