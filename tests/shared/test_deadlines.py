"""Time limits by worked-out examples, and what must hold of all of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.days_off import DaysOff
from content.records import Holiday
from shared.law.deadlines import Branch, Deadline, DeadlineKind, Unit, kinds_of, term
from shared.law.deadlines import deadline as counted_deadline

NOTHING_ENTERED = DaysOff()


def deadline(kind: DeadlineKind, start: date, days_off: DaysOff = NOTHING_ENTERED) -> Deadline:
    return counted_deadline(kind, start, days_off)


def last_day(kind: str, start: str) -> str:
    return deadline(DeadlineKind(kind), date.fromisoformat(start)).last_day.isoformat()


@pytest.mark.parametrize(
    ("kind", "start", "last"),
    [
        # The example of the guide: received on 2 November, the 15 days end on 17 November.
        ("civil-appeal", "2026-11-02", "2026-11-17"),
        ("civil-appeal-ruling", "2026-11-02", "2026-11-12"),
        # A Saturday and a Sunday are passed over.
        ("civil-appeal", "2026-11-06", "2026-11-23"),
        ("civil-appeal", "2026-11-07", "2026-11-23"),
        # 1 October is the first of seven days off; the last day is 8 October.
        ("civil-appeal", "2026-09-16", "2026-10-08"),
        ("civil-answer", "2026-09-22", "2026-10-08"),
        # Saturday 10 October 2026 is worked instead: it is a last day like any other.
        ("civil-appeal-ruling", "2026-09-30", "2026-10-10"),
        # Spring Festival: 15 to 23 February 2026 are off, Saturday the 14th and the 28th are worked.
        ("civil-answer", "2026-01-31", "2026-02-24"),
        ("civil-answer", "2026-01-30", "2026-02-14"),
        ("civil-answer", "2026-02-13", "2026-02-28"),
        ("criminal-appeal", "2026-11-13", "2026-11-23"),
        ("criminal-appeal", "2026-11-11", "2026-11-23"),
        ("criminal-appeal-ruling", "2026-11-10", "2026-11-16"),
        ("administrative-appeal", "2026-11-02", "2026-11-17"),
        ("administrative-suit-after-review", "2026-11-02", "2026-11-17"),
        ("administrative-reconsideration", "2026-08-03", "2026-10-08"),
        # Months end on the corresponding day, or on the last of a shorter month.
        ("civil-retrial", "2026-03-10", "2026-09-10"),
        ("civil-retrial", "2025-08-29", "2026-02-28"),
        ("civil-retrial", "2025-08-31", "2026-02-28"),
        ("civil-retrial", "2023-08-31", "2024-02-29"),
        ("administrative-suit", "2026-01-31", "2026-07-31"),
        ("enforcement", "2024-11-24", "2026-11-24"),
        ("enforcement", "2024-02-29", "2026-02-28"),
        ("limitation", "2023-10-01", "2026-10-08"),
        ("limitation", "2020-02-29", "2023-02-28"),
        ("labour-arbitration", "2025-11-24", "2026-11-24"),
        ("labour-suit", "2026-11-02", "2026-11-17"),
        ("payment-order-objection", "2026-11-02", "2026-11-17"),
        ("preservation-review", "2026-11-02", "2026-11-09"),
        ("preservation-suit", "2026-11-02", "2026-12-02"),
        ("court-fee", "2026-11-02", "2026-11-09"),
    ],
)
def test_last_days(kind: str, start: str, last: str) -> None:
    assert last_day(kind, start) == last


def test_tells_how_it_was_counted() -> None:
    counted = deadline(DeadlineKind.CIVIL_APPEAL, date(2026, 9, 16))
    assert (counted.first_day, counted.nominal, counted.last_day) == (
        date(2026, 9, 17),
        date(2026, 10, 1),
        date(2026, 10, 8),
    )
    assert counted.moved
    assert counted.holidays_known
    assert counted.days_left(date(2026, 10, 8)) == 0
    assert counted.days_left(date(2026, 10, 9)) == -1
    assert (counted.term.articles[0].number, counted.term.articles[0].paragraph) == (171, 1)


def test_of_a_year_without_its_notice_only_the_fixed_holidays_are_sure() -> None:
    """A weekend may be worked instead of a holiday that is not known yet: it is not passed over."""
    known = NOTHING_ENTERED
    assert not known.is_known(2035)
    assert known.is_off(date(2035, 1, 1))
    assert known.is_off(date(2035, 10, 3))
    assert not known.is_off(date(2035, 10, 4))
    assert not known.is_off(date(2035, 11, 24))  # a Saturday
    assert not deadline(DeadlineKind.CIVIL_APPEAL, date(2035, 3, 1)).holidays_known


def test_in_a_year_that_is_not_known_the_last_day_is_the_earliest_that_it_can_be() -> None:
    """Thursday 31 December 2026 is worked; a period that ends on New Year's Day ends on the 2nd or later."""
    assert NOTHING_ENTERED.is_known(2026)
    assert deadline(DeadlineKind.CIVIL_APPEAL, date(2026, 12, 16)).last_day == date(2026, 12, 31)
    counted = deadline(DeadlineKind.CIVIL_APPEAL, date(2026, 12, 17))
    assert (counted.last_day, counted.holidays_known) == (date(2027, 1, 2), False)


def holiday(name: str, since: str, until: str, *worked: str, year: int = 2035) -> Holiday:
    return Holiday.model_validate(
        {"id": name[0].encode().hex(), "year": year, "name": name, "since": since, "until": until}
        | {"worked": worked}
    )


# Made up, as is every holiday of a year that is still to be announced.
MADE_UP = (
    holiday("元旦", "2034-12-30", "2035-01-01"),
    holiday("春节", "2035-02-07", "2035-02-14", "2035-02-03", "2035-02-17"),
    holiday("清明节", "2035-04-05", "2035-04-07"),
    holiday("劳动节", "2035-05-01", "2035-05-05", "2035-04-28"),
    holiday("端午节", "2035-06-09", "2035-06-11"),
    holiday("国庆节、中秋节", "2035-10-01", "2035-10-07", "2035-09-29"),
)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2035-01-23", "2035-02-15"),  # 7 February, off until the 14th
        ("2035-01-19", "2035-02-03"),  # a Saturday that is worked
        ("2035-01-20", "2035-02-05"),  # the Sunday after it is not
        ("2034-12-17", "2035-01-02"),
        ("2035-11-09", "2035-11-26"),  # a Saturday like any other
    ],
)
def test_a_notice_that_the_court_entered_is_counted_with(start: str, last: str) -> None:
    days_off = DaysOff.of(MADE_UP)
    counted = deadline(DeadlineKind.CIVIL_APPEAL, date.fromisoformat(start), days_off)
    assert (counted.last_day.isoformat(), counted.holidays_known) == (last, True)


def test_a_part_of_a_notice_is_not_the_notice() -> None:
    days_off = DaysOff.of(MADE_UP[:3])
    assert not days_off.is_known(2035)
    counted = deadline(DeadlineKind.CIVIL_APPEAL, date(2035, 1, 23), days_off)
    assert (counted.last_day, counted.holidays_known) == (date(2035, 2, 15), False)


@pytest.mark.parametrize(
    ("kind", "law", "article", "length", "unit"),
    [
        ("civil-appeal", "civil-procedure", 171, 15, "days"),
        ("civil-appeal-ruling", "civil-procedure", 171, 10, "days"),
        ("civil-answer", "civil-procedure", 128, 15, "days"),
        ("jurisdiction-objection", "civil-procedure", 130, 15, "days"),
        ("civil-retrial", "civil-procedure", 216, 6, "months"),
        ("payment-order-objection", "civil-procedure", 227, 15, "days"),
        ("preservation-review", "civil-procedure-interpretation", 171, 5, "days"),
        ("preservation-suit", "civil-procedure", 104, 30, "days"),
        ("judicial-confirmation", "civil-procedure", 205, 30, "days"),
        ("third-party-revocation", "civil-procedure", 59, 6, "months"),
        ("enforcement", "civil-procedure", 250, 2, "years"),
        ("enforcement-reconsideration", "civil-procedure", 236, 10, "days"),
        ("enforcement-objection-suit", "civil-procedure", 238, 15, "days"),
        ("limitation", "civil-code", 188, 3, "years"),
        ("court-fee", "costs", 22, 7, "days"),
        ("criminal-appeal", "criminal-procedure", 230, 10, "days"),
        ("criminal-appeal-ruling", "criminal-procedure", 230, 5, "days"),
        ("criminal-protest-request", "criminal-procedure", 229, 5, "days"),
        ("administrative-suit", "administrative-procedure", 46, 6, "months"),
        ("administrative-suit-after-review", "administrative-procedure", 45, 15, "days"),
        ("administrative-appeal", "administrative-procedure", 85, 15, "days"),
        ("administrative-appeal-ruling", "administrative-procedure", 85, 10, "days"),
        ("administrative-retrial", "administrative-interpretation", 110, 6, "months"),
        ("administrative-reconsideration", "reconsideration", 20, 60, "days"),
        ("labour-arbitration", "labour-arbitration", 27, 1, "years"),
        ("labour-suit", "labour-arbitration", 50, 15, "days"),
    ],
)
def test_each_length_stands_in_its_article(kind: str, law: str, article: int, length: int, unit: str) -> None:
    period = term(DeadlineKind(kind))
    assert (period.articles[0].law, period.articles[0].number) == (law, article)
    assert (period.length, period.unit) == (length, unit)


def test_every_kind_belongs_to_one_branch() -> None:
    assert sorted(kind for branch in Branch for kind in kinds_of(branch)) == sorted(DeadlineKind)


days = st.dates(date(2004, 1, 1), date(2040, 12, 31))
kinds = st.sampled_from(DeadlineKind)


@given(kinds, days)
def test_the_last_day_is_a_day_on_which_one_can_act(kind: DeadlineKind, start: date) -> None:
    counted = deadline(kind, start)
    assert not NOTHING_ENTERED.is_off(counted.last_day)
    assert start < counted.nominal <= counted.last_day
    between = (counted.last_day - counted.nominal).days
    assert all(NOTHING_ENTERED.is_off(counted.nominal + timedelta(days=day)) for day in range(between))
    assert between <= 10


@given(kinds, days, days)
def test_who_is_served_later_has_no_less_time(kind: DeadlineKind, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert deadline(kind, earlier).last_day <= deadline(kind, later).last_day


@given(kinds.filter(lambda kind: term(kind).unit is Unit.DAYS), days)
def test_days_are_counted_from_the_day_after(kind: DeadlineKind, start: date) -> None:
    counted = deadline(kind, start)
    assert (counted.nominal - counted.first_day).days + 1 == counted.term.length


@given(days)
def test_the_next_working_day_of_a_working_day_is_itself(day: date) -> None:
    assert NOTHING_ENTERED.next_working_day(day) == day or NOTHING_ENTERED.is_off(day)
