"""The time-limit calculator (期限计算, row A4): until when one may appeal, answer, apply, and why.

``/deadlines`` and ``/deadlines?branch=civil`` ask what for, ``/deadlines/date?kind=civil-appeal`` since when;
``/deadlines?kind=civil-appeal&from=2026-11-24`` answers. The counting is `shared.law.deadlines`.
"""

from __future__ import annotations

from content.days_off import DaysOff, read_days_off
from shared.law.deadlines import (
    Branch,
    Deadline,
    DeadlineKind,
    Late,
    Term,
    Unit,
    deadline,
    kinds_of,
    late,
    term,
)
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Bullets,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Menu,
    Option,
    Paragraph,
    Steps,
)
from shared.place import Place
from shared.request import Request
from shared.services.citing import basis
from shared.services.entered_day import entered_day
from shared.services.guides import way_to
from shared.words import Words

DEADLINES = Place("/deadlines")
DATE = Place("/deadlines/date")
GUIDE = "time-limits"
OWNER = "立案庭"
# What most people ask for, before the branches.
COMMON = (DeadlineKind.CIVIL_APPEAL, DeadlineKind.CIVIL_ANSWER, DeadlineKind.ENFORCEMENT)
_ICONS = {
    Branch.CIVIL: "balance",
    Branch.ENFORCEMENT: "money",
    Branch.CRIMINAL: "gavel",
    Branch.ADMINISTRATIVE: "building",
    Branch.LABOUR: "briefcase",
}
# Kinds of which more must be known than the length: message ``deadlines.remark.<kind>``.
_REMARKS = frozenset(
    {
        DeadlineKind.CIVIL_APPEAL,
        DeadlineKind.CIVIL_APPEAL_RULING,
        DeadlineKind.JURISDICTION_OBJECTION,
        DeadlineKind.CIVIL_RETRIAL,
        DeadlineKind.PAYMENT_ORDER_OBJECTION,
        DeadlineKind.PRESERVATION_SUIT,
        DeadlineKind.LIMITATION,
        DeadlineKind.ENFORCEMENT,
        DeadlineKind.ADMINISTRATIVE_SUIT,
        DeadlineKind.ADMINISTRATIVE_RECONSIDERATION,
        DeadlineKind.ADMINISTRATIVE_RETRIAL,
        DeadlineKind.LABOUR_ARBITRATION,
        DeadlineKind.LABOUR_SUIT,
    }
)
_LIMITATIONS = frozenset({Late.LIMITATION, Late.ARBITRATION, Late.ENFORCEMENT})
# Days; with the weekends around it.
_LONGEST_HOLIDAY = 14
# Those that begin with a document that is served: 民诉法第九十五条.
_BY_NOTICE = frozenset(
    {
        DeadlineKind.CIVIL_APPEAL,
        DeadlineKind.CIVIL_APPEAL_RULING,
        DeadlineKind.CIVIL_ANSWER,
        DeadlineKind.JURISDICTION_OBJECTION,
    }
)
# 民诉法解释第二百四十四条.
_BY_EACH = frozenset({DeadlineKind.CIVIL_APPEAL, DeadlineKind.CIVIL_APPEAL_RULING})


def page(request: Request) -> AnyPage | None:
    asked, wanted = request.place.get("kind"), request.place.get("branch")
    kind = DeadlineKind(asked) if asked in set(DeadlineKind) else None
    match request.rest:
        case () if not asked and not wanted:
            return _menu(request)
        case () if not asked and wanted in set(Branch):
            return _branch(request, Branch(wanted))
        case () if kind is not None:
            return _answer(request, kind)
        case ("date",) if kind is not None:
            return _form(request, kind)
    return None


def _menu(request: Request) -> Menu:
    words = request.words
    branches = tuple(
        Option(
            title=words(f"deadlines.branch.{branch}"),
            place=DEADLINES.having(branch=branch),
            icon=_ICONS[branch],
        )
        for branch in Branch
        if branch is not Branch.ENFORCEMENT
    )
    return Menu(
        title=words("deadlines.title"),
        place=DEADLINES,
        intro=words("deadlines.intro"),
        owner=OWNER,
        options=(*(_option(kind, words) for kind in COMMON), *branches),
    )


def _branch(request: Request, branch: Branch) -> Menu:
    words = request.words
    kinds = kinds_of(branch)
    if branch is Branch.CIVIL:
        kinds = (*kinds, *kinds_of(Branch.ENFORCEMENT))
    return Menu(
        title=words(f"deadlines.branch.{branch}"),
        place=DEADLINES.having(branch=branch),
        owner=OWNER,
        options=tuple(_option(kind, words) for kind in kinds),
    )


def _option(kind: DeadlineKind, words: Words) -> Option:
    return Option(
        title=words(f"deadlines.kind.{kind}"),
        place=DATE.having(kind=kind),
        icon="clock",
        hint=words("deadlines.hint-term", length=_length(term(kind), words), start=_start(kind, words)),
    )


def _length(period: Term, words: Words) -> str:
    return words.count(f"deadlines.{period.unit}", period.length)


def _start(kind: DeadlineKind, words: Words) -> str:
    """What happened on the day from which is counted."""
    return words(f"deadlines.start.{kind}")


def _form(request: Request, kind: DeadlineKind, entered: str = "", error: str = "") -> Form:
    words = request.words
    return Form(
        title=words(f"deadlines.kind.{kind}"),
        place=DATE.having(kind=kind),
        owner=OWNER,
        fields=(
            Field(
                name="from",
                kind=FieldKind.DATE,
                label=_start(kind, words),
                prompt=words("deadlines.date-prompt", start=_start(kind, words)),
                value=entered,
                error=error,
            ),
        ),
        to=DEADLINES.having(kind=kind),
        submit=words("deadlines.work-out"),
    )


def _answer(request: Request, kind: DeadlineKind) -> AnyPage:
    entered = request.place.get("from")
    if not entered:
        return _form(request, kind)
    start = entered_day(entered)
    if start is None:
        return _form(request, kind, error=request.words("deadlines.date-wrong"))
    words = request.words
    days_off = read_days_off(request.content)
    counted = deadline(kind, start, days_off)
    return Article(
        title=words(f"deadlines.kind.{kind}"),
        place=DEADLINES.having(kind=kind, **{"from": start.isoformat()}),
        owner=OWNER,
        blocks=(
            Facts(_facts(request, counted)),
            *_verdict(request, counted),
            Heading(words("deadlines.working")),
            Steps(_working(counted, days_off, words)),
            Heading(words("deadlines.know")),
            Bullets(_remarks(counted, words)),
            *basis((*counted.term.articles, *counted.counting, *late(kind)[1]), words),
        ),
        options=(
            Option(title=words("deadlines.other-date"), place=DATE.having(kind=kind), icon="calendar"),
            Option(title=words("deadlines.other-kind"), place=DEADLINES, icon="clock"),
            *way_to(request, GUIDE, words("deadlines.guide")),
        ),
    )


def _facts(request: Request, counted: Deadline) -> tuple[Fact, ...]:
    words = request.words
    left = counted.days_left(request.today)
    label = "deadlines.last-day" if counted.holidays_known else "deadlines.safe-day"
    over = Fact("deadline.days_over", words("deadlines.days-over"), -left)
    return (
        Fact("deadline.last_day", words(label), counted.last_day),
        *((Fact("deadline.days_left", words("deadlines.days-left"), left),) if left >= 0 else ()),
        *((over,) if left < 0 and not _may_be_over(counted, left) else ()),
        Fact("deadline.from", _start(counted.kind, words), counted.start),
        Fact("deadline.term", words("deadlines.term"), _length(counted.term, words)),
    )


def _may_be_over(counted: Deadline, left: int) -> bool:
    """Whether holidays that are not known may have moved a last day that seems to be over."""
    return not counted.holidays_known and -_LONGEST_HOLIDAY <= left < 0


def _verdict(request: Request, counted: Deadline) -> list[Block]:
    """What that means today."""
    words = request.words
    left = counted.days_left(request.today)
    said = []
    if _may_be_over(counted, left):
        said.append(words("deadlines.maybe-over"))
    elif left < 0:
        said.append(words("deadlines.over"))
        said.append(words(f"deadlines.late.{late(counted.kind)[0]}"))
    elif left == 0:
        said.append(words("deadlines.today"))
    if not counted.holidays_known:
        said.append(words("deadlines.holidays-unknown", year=str(counted.last_day.year)))
    return [Paragraph(text) for text in said]


def _working(counted: Deadline, days_off: DaysOff, words: Words) -> tuple[str, ...]:
    period = counted.term
    said = [words("deadlines.step-start", start=counted.start, first=counted.first_day)]
    step = "days" if period.unit is Unit.DAYS else "months"
    if step == "months" and counted.nominal.day != counted.start.day:
        step = "short-month"
    said.append(words(f"deadlines.step-{step}", length=_length(period, words), last=counted.nominal))
    if not counted.holidays_known:
        said.append(
            words(
                "deadlines.step-unknown",
                nominal=counted.nominal,
                last=counted.last_day,
                year=str(counted.last_day.year),
            )
        )
    elif counted.moved:
        said.append(words("deadlines.step-moved", nominal=counted.nominal, last=counted.last_day))
    elif counted.nominal.weekday() >= 5 and not days_off.is_off(counted.nominal):
        said.append(words("deadlines.step-worked", last=counted.last_day))
    else:
        said.append(words("deadlines.step-stays", last=counted.last_day))
    return tuple(said)


def _remarks(counted: Deadline, words: Words) -> tuple[str, ...]:
    kind = counted.kind
    said = [words(f"deadlines.remark.{kind}")] if kind in _REMARKS else []
    if late(kind)[0] not in _LIMITATIONS:
        said.append(words("deadlines.by-post"))
    if kind in _BY_NOTICE:
        said.append(words("deadlines.by-notice"))
    if kind in _BY_EACH:
        said.append(words("deadlines.each-own"))
    said.append(words("deadlines.binding"))
    return tuple(said)
