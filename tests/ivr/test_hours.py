"""When a person answers."""

from __future__ import annotations

from datetime import datetime

import pytest

from content.days_off import DaysOff
from ivr.attendant import Hours, HoursError

COURT = Hours.parse("1-5 08:30-12:00 14:00-17:30; 6 09:00-12:00")


@pytest.mark.parametrize(
    ("moment", "answers"),
    [
        ("2026-11-24T08:29", False),
        ("2026-11-24T08:30", True),
        ("2026-11-24T12:00", False),
        ("2026-11-24T17:29", True),
        ("2026-11-28T11:00", True),
        ("2026-11-28T15:00", False),
        ("2026-11-29T11:00", False),
        ("2026-10-01T09:00", False),  # National Day, a Thursday
        ("2026-10-03T09:00", False),  # the Saturday in the same holiday
        ("2026-10-10T15:00", True),  # a Saturday that is worked instead
        ("2026-09-20T09:00", True),  # and a Sunday
        ("2027-01-01T09:00", False),  # off by law, whatever is announced
        ("2027-01-02T09:00", True),  # what is not known is taken as it mostly is
    ],
)
def test_hours_by_weekday(moment: str, answers: bool) -> None:
    assert COURT.open_at(datetime.fromisoformat(moment), DaysOff()) is answers


def test_no_rule_is_always() -> None:
    assert Hours.parse("").open_at(datetime.fromisoformat("2026-11-29T03:00"), DaysOff())


@pytest.mark.parametrize(
    "text", ["8:30-12:00", "1-5", "1-8 08:00-09:00", "1 25:00-26:00", "周一 08:00-09:00"]
)
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(HoursError):
        Hours.parse(text)
