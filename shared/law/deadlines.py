"""Time limits (期间、期限) and how they are counted. Pure.

- The day on which a period begins is not counted (民事诉讼法第八十五条第二款, 刑事诉讼法第一百零五条,
  民法典第二百零一条; so do administrative cases by 行政诉讼法第一百零一条,
  reconsideration by 行政复议法第八十八条).
- A period of months or years ends on the day of the last month that has the number of the first day; where
  there is none, on that month's last day (民法典第二百零二条).
- A last day that is a day off moves to the first day after it (民事诉讼法第八十五条第三款,
  刑事诉讼法第一百零五条, 民法典第二百零三条).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from content.days_off import DaysOff
from shared.law.articles import Article, Law


class Branch(StrEnum):
    """The field of law that a time limit belongs to; its rules of counting hold."""

    CIVIL = "civil"
    ENFORCEMENT = "enforcement"
    CRIMINAL = "criminal"
    ADMINISTRATIVE = "administrative"
    LABOUR = "labour"


class Unit(StrEnum):
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class DeadlineKind(StrEnum):
    """What there is time for."""

    CIVIL_APPEAL = "civil-appeal"  # 对判决上诉
    CIVIL_APPEAL_RULING = "civil-appeal-ruling"  # 对裁定上诉
    CIVIL_ANSWER = "civil-answer"  # 答辩
    JURISDICTION_OBJECTION = "jurisdiction-objection"  # 管辖权异议
    CIVIL_RETRIAL = "civil-retrial"  # 申请再审
    COURT_FEE = "court-fee"  # 交案件受理费
    PRESERVATION_REVIEW = "preservation-review"  # 对保全裁定申请复议
    PRESERVATION_SUIT = "preservation-suit"  # 诉前保全以后起诉
    PAYMENT_ORDER_OBJECTION = "payment-order-objection"  # 对支付令提出异议
    JUDICIAL_CONFIRMATION = "judicial-confirmation"  # 申请司法确认
    THIRD_PARTY_REVOCATION = "third-party-revocation"  # 第三人撤销之诉
    LIMITATION = "limitation"  # 民事诉讼时效
    ENFORCEMENT = "enforcement"  # 申请执行
    ENFORCEMENT_RECONSIDERATION = "enforcement-reconsideration"  # 对执行异议裁定申请复议
    ENFORCEMENT_OBJECTION_SUIT = "enforcement-objection-suit"  # 执行异议之诉
    CRIMINAL_APPEAL = "criminal-appeal"  # 对判决上诉
    CRIMINAL_APPEAL_RULING = "criminal-appeal-ruling"  # 对裁定上诉
    CRIMINAL_PROTEST_REQUEST = "criminal-protest-request"  # 被害人请求抗诉
    ADMINISTRATIVE_SUIT = "administrative-suit"  # 直接起诉
    ADMINISTRATIVE_SUIT_AFTER_REVIEW = "administrative-suit-after-review"  # 复议以后起诉
    ADMINISTRATIVE_RECONSIDERATION = "administrative-reconsideration"  # 申请行政复议
    ADMINISTRATIVE_APPEAL = "administrative-appeal"  # 对判决上诉
    ADMINISTRATIVE_APPEAL_RULING = "administrative-appeal-ruling"  # 对裁定上诉
    ADMINISTRATIVE_RETRIAL = "administrative-retrial"  # 申请再审
    LABOUR_ARBITRATION = "labour-arbitration"  # 申请劳动仲裁
    LABOUR_SUIT = "labour-suit"  # 对仲裁裁决起诉


@dataclass(frozen=True, slots=True)
class Term:
    """A period: how long, and where that stands; the first article is the one that gives the length."""

    branch: Branch
    length: int
    unit: Unit
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period counted from `start`, the day that is not counted.

    `nominal` is where it ends by the calendar, `last_day` the last day on which one may act: later when
    `nominal` is a day off. `holidays_known` is false when it lies in a year whose public holidays are not
    known yet: then it is the earliest that the last day can be, whatever is announced.
    """

    kind: DeadlineKind
    term: Term
    start: date
    first_day: date
    nominal: date
    last_day: date
    holidays_known: bool
    counting: tuple[Article, ...]

    @property
    def moved(self) -> bool:
        return self.nominal != self.last_day

    def days_left(self, today: date) -> int:
        """Days from today to the last day; 0 on the last day, negative when it is over."""
        return (self.last_day - today).days


def _civil(number: int, paragraph: int = 0) -> Article:
    return Article(Law.CIVIL_PROCEDURE, number, paragraph)


def _interpretation(number: int) -> Article:
    return Article(Law.CIVIL_PROCEDURE_INTERPRETATION, number)


def _administrative(number: int, paragraph: int = 0) -> Article:
    return Article(Law.ADMINISTRATIVE_PROCEDURE, number, paragraph)


def _labour(number: int, paragraph: int = 0) -> Article:
    return Article(Law.LABOUR_ARBITRATION, number, paragraph)


_TERMS: dict[DeadlineKind, tuple[Branch, int, Unit, tuple[Article, ...]]] = {
    DeadlineKind.CIVIL_APPEAL: (
        Branch.CIVIL, 15, Unit.DAYS, (_civil(171, 1), _interpretation(244), _civil(286)),
    ),
    DeadlineKind.CIVIL_APPEAL_RULING: (
        Branch.CIVIL, 10, Unit.DAYS, (_civil(171, 2), _civil(157), _interpretation(244), _civil(286)),
    ),
    DeadlineKind.CIVIL_ANSWER: (Branch.CIVIL, 15, Unit.DAYS, (_civil(128),)),
    DeadlineKind.JURISDICTION_OBJECTION: (Branch.CIVIL, 15, Unit.DAYS, (_civil(130), _civil(128))),
    DeadlineKind.CIVIL_RETRIAL: (Branch.CIVIL, 6, Unit.MONTHS, (_civil(216), _interpretation(127))),
    DeadlineKind.COURT_FEE: (Branch.CIVIL, 7, Unit.DAYS, (Article(Law.COSTS, 22, 1),)),
    DeadlineKind.PRESERVATION_REVIEW: (Branch.CIVIL, 5, Unit.DAYS, (_interpretation(171), _civil(111))),
    DeadlineKind.PRESERVATION_SUIT: (Branch.CIVIL, 30, Unit.DAYS, (_civil(104, 3),)),
    DeadlineKind.PAYMENT_ORDER_OBJECTION: (Branch.CIVIL, 15, Unit.DAYS, (_civil(227, 2),)),
    DeadlineKind.JUDICIAL_CONFIRMATION: (Branch.CIVIL, 30, Unit.DAYS, (_civil(205),)),
    DeadlineKind.THIRD_PARTY_REVOCATION: (
        Branch.CIVIL, 6, Unit.MONTHS, (_civil(59, 3), _interpretation(127)),
    ),
    DeadlineKind.LIMITATION: (
        Branch.CIVIL, 3, Unit.YEARS, tuple(Article(Law.CIVIL_CODE, number) for number in (188, 189, 195)),
    ),
    DeadlineKind.ENFORCEMENT: (Branch.ENFORCEMENT, 2, Unit.YEARS, (_civil(250),)),
    DeadlineKind.ENFORCEMENT_RECONSIDERATION: (Branch.ENFORCEMENT, 10, Unit.DAYS, (_civil(236),)),
    DeadlineKind.ENFORCEMENT_OBJECTION_SUIT: (Branch.ENFORCEMENT, 15, Unit.DAYS, (_civil(238),)),
    DeadlineKind.CRIMINAL_APPEAL: (Branch.CRIMINAL, 10, Unit.DAYS, (Article(Law.CRIMINAL_PROCEDURE, 230),)),
    DeadlineKind.CRIMINAL_APPEAL_RULING: (
        Branch.CRIMINAL, 5, Unit.DAYS, (Article(Law.CRIMINAL_PROCEDURE, 230),),
    ),
    DeadlineKind.CRIMINAL_PROTEST_REQUEST: (
        Branch.CRIMINAL, 5, Unit.DAYS, (Article(Law.CRIMINAL_PROCEDURE, 229),),
    ),
    DeadlineKind.ADMINISTRATIVE_SUIT: (
        Branch.ADMINISTRATIVE, 6, Unit.MONTHS,
        (_administrative(46), *(Article(Law.ADMINISTRATIVE_INTERPRETATION, number) for number in (64, 65))),
    ),
    DeadlineKind.ADMINISTRATIVE_SUIT_AFTER_REVIEW: (
        Branch.ADMINISTRATIVE, 15, Unit.DAYS, (_administrative(45),),
    ),
    DeadlineKind.ADMINISTRATIVE_RECONSIDERATION: (
        Branch.ADMINISTRATIVE, 60, Unit.DAYS, (Article(Law.RECONSIDERATION, 20),),
    ),
    DeadlineKind.ADMINISTRATIVE_APPEAL: (Branch.ADMINISTRATIVE, 15, Unit.DAYS, (_administrative(85),)),
    DeadlineKind.ADMINISTRATIVE_APPEAL_RULING: (Branch.ADMINISTRATIVE, 10, Unit.DAYS, (_administrative(85),)),
    DeadlineKind.ADMINISTRATIVE_RETRIAL: (
        Branch.ADMINISTRATIVE, 6, Unit.MONTHS, (Article(Law.ADMINISTRATIVE_INTERPRETATION, 110),),
    ),
    DeadlineKind.LABOUR_ARBITRATION: (Branch.LABOUR, 1, Unit.YEARS, (_labour(27),)),
    DeadlineKind.LABOUR_SUIT: (Branch.LABOUR, 15, Unit.DAYS, (_labour(50), _labour(48))),
}  # fmt: skip
_BY_CIVIL_CODE = (
    Article(Law.CIVIL_CODE, 201),
    Article(Law.CIVIL_CODE, 202),
    Article(Law.CIVIL_CODE, 203),
)
_BY_PROCEDURE = (_civil(85),)
# Limitation is no step in a procedure: it is counted by the Civil Code.
SUBSTANTIVE = frozenset({DeadlineKind.LIMITATION, DeadlineKind.LABOUR_ARBITRATION})
# 不变期间: nothing stops them or makes them begin again.
_FIXED = frozenset(
    {
        DeadlineKind.CIVIL_RETRIAL,
        DeadlineKind.THIRD_PARTY_REVOCATION,
        DeadlineKind.ADMINISTRATIVE_RETRIAL,
    }
)


class Late(StrEnum):
    """What is open to who is late."""

    EXTENSION = "extension"  # 障碍消除后十日内申请顺延
    CRIMINAL = "criminal"  # 障碍消除后五日以内申请继续进行
    SUIT = "suit"  # 被耽误的时间不计算，或者十日内申请延长
    RECONSIDERATION = "reconsideration"  # 自障碍消除之日起继续计算
    LIMITATION = "limitation"  # 对方可以提出时效抗辩
    ARBITRATION = "arbitration"  # 仲裁时效
    ENFORCEMENT = "enforcement"  # 对方提出异议的，不予执行
    FIXED = "fixed"  # 不变期间


_LATE: dict[Late, tuple[Article, ...]] = {
    Late.EXTENSION: (_civil(86),),
    Late.CRIMINAL: (Article(Law.CRIMINAL_PROCEDURE, 106),),
    Late.SUIT: (_administrative(48),),
    Late.RECONSIDERATION: (Article(Law.RECONSIDERATION, 20, 2),),
    Late.LIMITATION: (Article(Law.CIVIL_CODE, 192),),
    Late.ARBITRATION: (_labour(27),),
    Late.ENFORCEMENT: (_interpretation(481),),
    Late.FIXED: (),
}


def late(kind: DeadlineKind) -> tuple[Late, tuple[Article, ...]]:
    """What is open to who is late, and where that stands."""
    special = {
        DeadlineKind.LIMITATION: Late.LIMITATION,
        DeadlineKind.LABOUR_ARBITRATION: Late.ARBITRATION,
        DeadlineKind.ENFORCEMENT: Late.ENFORCEMENT,
        DeadlineKind.ADMINISTRATIVE_SUIT: Late.SUIT,
        DeadlineKind.ADMINISTRATIVE_SUIT_AFTER_REVIEW: Late.SUIT,
        DeadlineKind.ADMINISTRATIVE_RECONSIDERATION: Late.RECONSIDERATION,
    }
    found = Late.FIXED if kind in _FIXED else special.get(kind)
    if found is None:
        found = Late.CRIMINAL if term(kind).branch is Branch.CRIMINAL else Late.EXTENSION
    return found, _LATE[found]


def term(kind: DeadlineKind) -> Term:
    return Term(*_TERMS[kind])


def kinds_of(branch: Branch) -> tuple[DeadlineKind, ...]:
    return tuple(kind for kind in DeadlineKind if term(kind).branch is branch)


def deadline(kind: DeadlineKind, start: date, days_off: DaysOff) -> Deadline:
    """The deadline for `kind` when its period begins on `start`. `start` is before the year 9900."""
    period = term(kind)
    nominal = _end(start, period)
    last_day = days_off.next_working_day(nominal)
    return Deadline(
        kind=kind,
        term=period,
        start=start,
        first_day=start + timedelta(days=1),
        nominal=nominal,
        last_day=last_day,
        holidays_known=days_off.is_known(nominal.year) and days_off.is_known(last_day.year),
        counting=_counting(kind, period),
    )


def _end(start: date, period: Term) -> date:
    match period.unit:
        case Unit.DAYS:
            return start + timedelta(days=period.length)
        case Unit.MONTHS:
            return _months_after(start, period.length)
        case Unit.YEARS:
            return _months_after(start, 12 * period.length)


def _months_after(start: date, months: int) -> date:
    """The corresponding day (对应日), or the last of its month where there is none."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _counting(kind: DeadlineKind, period: Term) -> tuple[Article, ...]:
    if kind in SUBSTANTIVE:
        return _BY_CIVIL_CODE
    months = () if period.unit is Unit.DAYS else (Article(Law.CIVIL_CODE, 202),)
    match period.branch:
        case Branch.CRIMINAL:
            return (Article(Law.CRIMINAL_PROCEDURE, 105),)
        case Branch.ADMINISTRATIVE if kind is DeadlineKind.ADMINISTRATIVE_RECONSIDERATION:
            return (Article(Law.RECONSIDERATION, 88), *_BY_PROCEDURE)
        case Branch.ADMINISTRATIVE:
            return (_administrative(101), *_BY_PROCEDURE, *months)
    return (*_BY_PROCEDURE, *months)
