"""A case as blocks: what happens next first, then the filing, the people, the time limit, the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from content.case_number import CaseNumber
from shared.cases.records import Case, CaseHearing, Next, Node
from shared.pages import Block, Event, EventState, Fact, Facts, Heading, Paragraph, Timeline
from shared.request import Request
from shared.values import Digits, Telephone, Value
from shared.visit import Face


def blocks(request: Request, case: Case, hearings: Iterable[CaseHearing] | None) -> tuple[Block, ...]:
    """`hearings` is None while they cannot be asked for."""
    words = request.words
    return (
        *_next(request, case, hearings),
        Heading(words("case.facts-heading")),
        Facts(_filing(request, case)),
        *_people(request, case),
        *limit(request, case),
        # A caller hears the timeline when they ask for it.
        *(_timeline(request, case) if request.face is not Face.VOICE else ()),
    )


def _timeline(request: Request, case: Case) -> tuple[Block, ...]:
    return Heading(heading(request, case, "timeline")), Timeline(events(request, case))


def heading(request: Request, case: Case, name: str) -> str:
    """审理期限 of a trial is 执行期限 of an enforcement, and so on."""
    enforced = case.filing.kind == "enforcement"
    return request.words(f"case.{name}-heading-enforcement" if enforced else f"case.{name}-heading")


def events(request: Request, case: Case) -> tuple[Event, ...]:
    """The process nodes in the order of their days."""
    return tuple(_event(request, node) for node in sorted(case.nodes, key=_order))


def _facts(request: Request, pairs: Iterable[tuple[str, Value]]) -> tuple[Fact, ...]:
    return tuple(
        Fact(key, request.words(key.replace("_", "-")), value)
        for key, value in pairs
        if value not in ("", None, Telephone(""), Digits(""))
    )


def _next(request: Request, case: Case, hearings: Iterable[CaseHearing] | None) -> tuple[Block, ...]:
    """What happens next, when, where, and what to bring: the next hearing, and what the court says itself
    where that is sooner or no hearing is fixed."""
    words = request.words
    heading = Heading(words("case.next-heading"))
    if hearings is None:
        if case.next is None:
            return (heading, Paragraph(words("case.next-unknown")))
        return (heading, Facts(_told(request, case.next)), Paragraph(words("case.next-more-unknown")))
    coming = sorted(
        (h for h in hearings if h.at >= request.now and h.status in ("scheduled", "changed")),
        key=lambda h: h.at,
    )
    told = case.next
    if told is not None and (not coming or not _is_hearing(told, coming[0])):
        facts = _told(request, told)
        if not coming or _when(told, request.today) < coming[0].at.astimezone(request.now.tzinfo).date():
            return (heading, Facts(facts))
    if not coming:
        return (heading, Paragraph(words("case.next-none")))
    first = coming[0]
    bring = (
        words("case.joint-list").join(told.bring) if told and _is_hearing(told, first) and told.bring else ""
    )
    change = _change(request, first)
    return (
        heading,
        *((Paragraph(change),) if change else ()),
        Facts(
            _facts(
                request,
                (
                    ("case.next_hearing", first.at.astimezone(request.now.tzinfo)),
                    ("case.next_place", first.courtroom),
                    ("case.next_bring", bring or words("case.next-bring-text")),
                    ("case.next_note", told.note if told and _is_hearing(told, first) else ""),
                ),
            )
        ),
    )


def _is_hearing(told: Next, hearing: CaseHearing) -> bool:
    return told.at is not None and told.at == hearing.at


def _when(told: Next, today: date) -> date:
    """Its day; what has none is of today."""
    return told.at.date() if told.at else told.on or today


def _told(request: Request, told: Next) -> tuple[Fact, ...]:
    words = request.words
    when = told.at.astimezone(request.now.tzinfo) if told.at else told.on
    days = (told.on - request.today).days if told.on and not told.at else None
    return _facts(
        request,
        (
            ("case.next_what", told.title),
            ("case.next_when", when or ""),
            (
                "case.next_left",
                words.count("case.limit-days", days) if days is not None and days >= 0 else "",
            ),
            ("case.next_place", told.place),
            ("case.next_bring", words("case.joint-list").join(told.bring)),
            ("case.next_note", told.note),
        ),
    )


def _change(request: Request, hearing: CaseHearing) -> str:
    """What moved, in words; the dangerous case, earlier than announced, has words of its own."""
    if hearing.status != "changed" or hearing.previous_at is None:
        return ""
    zone = request.now.tzinfo
    message = "hearings.earlier-text" if hearing.at < hearing.previous_at else "hearings.later-text"
    return request.words(
        message, when=hearing.at.astimezone(zone), before=hearing.previous_at.astimezone(zone)
    )


def _filing(request: Request, case: Case) -> tuple[Fact, ...]:
    filing = case.filing
    return _facts(
        request,
        (
            ("case.number", CaseNumber.parse(filing.number) or filing.number),
            ("case.lookup", Digits(filing.lookup_number)),
            ("case.cause", filing.cause),
            ("case.filed_on", filing.filed_on),
            ("case.instance", request.words(f"case.instance-{filing.instance}")),
            ("case.procedure", filing.procedure),
            ("case.stage", filing.stage),
            ("case.status", filing.status),
        ),
    )


def _people(request: Request, case: Case) -> tuple[Block, ...]:
    words = request.words
    shown: list[Block] = []
    if case.parties:
        shown += [
            Heading(words("case.parties-heading")),
            Facts(
                tuple(Fact(f"case.party-{n}", p.role, p.name) for n, p in enumerate(case.parties, start=1))
            ),
        ]
    if case.people:
        facts: list[Fact] = []
        told: set[str] = set()
        for number, member in enumerate(case.people, start=1):
            facts.append(Fact(f"case.member-{number}", member.role, member.name))
            # One office, one number: it is not read out again for each of its people.
            if member.telephone and member.telephone not in told:
                told.add(member.telephone)
                label = words("case.office-telephone", role=member.role)
                facts.append(Fact(f"case.telephone-{number}", label, Telephone(member.telephone)))
        shown += [Heading(heading(request, case, "people")), Facts(tuple(facts))]
    return tuple(shown)


def limit(request: Request, case: Case) -> tuple[Block, ...]:
    limit = case.time_limit
    if limit is None:
        return ()
    words = request.words
    left = (limit.due_on - request.today).days
    shown: list[Block] = [
        Heading(heading(request, case, "limit")),
        Facts(
            _facts(
                request,
                (
                    ("case.limit_starts", limit.starts_on),
                    ("case.limit_due", limit.due_on),
                    (
                        "case.limit_left",
                        words.count("case.limit-days", left) if left >= 0 else words("case.limit-over"),
                    ),
                    ("case.limit_basis", limit.basis),
                ),
            )
        ),
    ]
    shown += [
        Paragraph(words("case.limit-extended", due=extension.due_on, reason=extension.reason))
        for extension in limit.extensions
    ]
    return tuple(shown)


def _order(node: Node) -> tuple[bool, date]:
    """By day; what has no day yet comes last."""
    day = node.at.date() if node.at else node.on
    return day is None, day or date.max


def _event(request: Request, node: Node) -> Event:
    when = node.at.astimezone(request.now.tzinfo) if node.at else node.on
    return Event(key=node.id, title=node.title, when=when, state=EventState(node.state), detail=node.detail)


def hearing_facts(request: Request, hearing: CaseHearing) -> tuple[Fact, ...]:
    at = hearing.at.astimezone(request.now.tzinfo)
    return tuple(
        Fact(key, request.words(key), value)
        for key, value in (
            ("hearing.date", at.date()),
            ("hearing.time", at.time().replace(tzinfo=None)),
            ("hearing.courtroom", hearing.courtroom),
            ("hearing.judge", hearing.judge),
        )
        if value
    )
