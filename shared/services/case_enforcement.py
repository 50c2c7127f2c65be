"""Enforcement information in its nine classes (九类执行信息, row B7), the money first, a page for each.

The classes: filing; staff; changes of procedure; measures; disposal of property; rulings; closing;
distribution of money; deferral, suspension and termination.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from content.case_number import CaseNumber
from shared.cases.details import Decision, Enforcement, Stay
from shared.pages import AnyPage, Article, Block, Fact, Facts, Heading, Option, Paragraph, Table
from shared.place import Place
from shared.request import Request
from shared.services.case_steps import measure_fact
from shared.services.proved import proved, to_case
from shared.showing import show
from shared.values import Money, Telephone
from shared.visit import Face

ENFORCEMENT = Place("/case/enforcement")

Blocks = tuple[Block, ...]


def page(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    if not rest:
        return proved(request, request.parts.cases.enforcement, _overview)
    if len(rest) == 1 and rest[0] in _CLASSES:
        return proved(request, request.parts.cases.enforcement, lambda r, found: _class(r, found, rest[0]))
    return None


def _overview(request: Request, found: Enforcement) -> Article:
    words = request.words
    money = found.money
    state: list[Block] = []
    if found.closing is not None:
        state.append(Paragraph(words("enforcement.closed", how=found.closing.title, day=found.closing.on)))
    elif found.stays and found.stays[-1].kind != "resumption":
        state.append(Paragraph(_stay_text(request, found.stays[-1])))
    return Article(
        title=words("enforcement.title"),
        place=ENFORCEMENT,
        private=True,
        blocks=(
            *state,
            Heading(words("enforcement.money")),
            Facts(
                tuple(
                    Fact(f"enforcement.{name}", words(f"enforcement.{name}"), Money(amount))
                    for name, amount in (
                        ("claimed", money.claimed),
                        ("paid", money.total("paid")),
                        ("held", money.held),
                        ("owed", money.owed),
                    )
                )
            ),
        ),
        options=(*(_option(request, found, name) for name in _CLASSES), to_case(request)),
    )


def _option(request: Request, found: Enforcement, name: str) -> Option:
    icon, count, _ = _CLASSES[name]
    number = count(found)
    hint = request.words.count("enforcement.entries", number) if number else request.words("enforcement.none")
    return Option(
        title=request.words(f"enforcement.{name}"),
        place=Place(f"/case/enforcement/{name}"),
        icon=icon,
        hint=hint,
    )


def _class(request: Request, found: Enforcement, name: str) -> Article:
    words = request.words
    blocks = _CLASSES[name][2](request, found)
    return Article(
        title=words(f"enforcement.{name}"),
        place=Place(f"/case/enforcement/{name}"),
        private=True,
        blocks=blocks or (Paragraph(words("enforcement.none-yet")),),
        options=(Option(title=words("enforcement.title"), place=ENFORCEMENT, icon="list"), to_case(request)),
    )


def _filing(request: Request, found: Enforcement) -> Blocks:
    words = request.words
    filing = found.filing
    return (
        Facts(
            (
                Fact(
                    "enforcement.number",
                    words("case.number"),
                    CaseNumber.parse(filing.number) or filing.number,
                ),
                Fact("enforcement.filed_on", words("case.filed-on"), filing.filed_on),
                Fact("enforcement.basis", words("enforcement.basis"), filing.basis),
                Fact("enforcement.applicant", words("enforcement.applicant"), filing.applicant),
                Fact("enforcement.debtor", words("enforcement.debtor"), filing.debtor),
            )
        ),
    )


def _staff(request: Request, found: Enforcement) -> Blocks:
    facts: list[Fact] = []
    told: set[str] = set()
    for number, member in enumerate(found.staff, 1):
        facts.append(Fact(f"enforcement.staff-{number}", member.role, member.name))
        if member.telephone and member.telephone not in told:
            told.add(member.telephone)
            label = request.words("case.office-telephone", role=member.role)
            facts.append(Fact(f"enforcement.telephone-{number}", label, Telephone(member.telephone)))
    return (Facts(tuple(facts)),) if facts else ()


def _decisions(request: Request, decisions: Sequence[Decision]) -> Blocks:
    return tuple(
        block
        for number, each in enumerate(decisions, 1)
        for block in (
            Heading(each.title),
            Facts((Fact(f"enforcement.on-{number}", request.words("enforcement.on"), each.on),)),
            *((Paragraph(each.detail),) if each.detail else ()),
        )
    )


def _changes(request: Request, found: Enforcement) -> Blocks:
    return _decisions(request, found.procedure_changes)


def _measures(request: Request, found: Enforcement) -> Blocks:
    facts = tuple(
        measure_fact(request, f"enforcement.measure-{n}", m) for n, m in enumerate(found.measures, 1)
    )
    return (Facts(facts),) if facts else ()


def _disposals(request: Request, found: Enforcement) -> Blocks:
    facts = tuple(
        measure_fact(request, f"enforcement.disposal-{n}", m) for n, m in enumerate(found.disposals, 1)
    )
    return (Facts(facts),) if facts else ()


def _rulings(request: Request, found: Enforcement) -> Blocks:
    return _decisions(request, found.rulings)


def _closing(request: Request, found: Enforcement) -> Blocks:
    return _decisions(request, [found.closing]) if found.closing else ()


def _money(request: Request, found: Enforcement) -> Blocks:
    """Every entry, then the sums that they add up to."""
    words, money = request.words, found.money

    spoken = request.face is Face.VOICE

    def row(on: date | None, what: str, amount: Decimal, sign: int = 1) -> tuple[str, ...]:
        if spoken:
            return show(on, request.language) if on else "", what, show(Money(amount), request.language)
        # Without the unit, which stands in the head: an amount is not to be broken on a narrow screen.
        # A day with points is not broken either.
        return f"{on:%Y.%m.%d}" if on else "", what, format_decimal(sign * amount, "#,##0.00", "en")

    rows = [
        row(
            entry.on,
            words(f"enforcement.entry-{entry.kind}", party=entry.party, note=entry.note or entry.party),
            entry.amount,
            1 if entry.kind == "received" else -1,
        )
        for entry in money.entries
    ]
    rows.append(row(None, words("enforcement.held"), money.held))
    sums = tuple(
        Fact(f"enforcement.{name}", words(f"enforcement.{name}"), Money(amount))
        for name, amount in (
            ("claimed", money.claimed),
            ("received", money.total("received")),
            ("deducted", money.total("deducted")),
            ("paid", money.total("paid")),
            ("held", money.held),
            ("owed", money.owed),
        )
    )
    head = tuple(words(f"enforcement.column-{name}") for name in ("day", "what", "amount"))
    none: Blocks = (Paragraph(words("enforcement.no-money")),)
    table: Blocks = (Table(head, tuple(rows)),) if money.entries else none
    return (
        Facts(sums),
        Paragraph(words("enforcement.sums")),
        Heading(words("enforcement.entries-heading")),
        *table,
    )


def _stays(request: Request, found: Enforcement) -> Blocks:
    return tuple(Paragraph(_stay_text(request, stay)) for stay in found.stays)


def _stay_text(request: Request, stay: Stay) -> str:
    words = request.words
    text = words(f"enforcement.stay-{stay.kind}", day=stay.on, reason=stay.reason)
    return text + words("enforcement.stay-until", day=stay.until) if stay.until else text


_CLASSES: dict[str, tuple[str, Callable[[Enforcement], int], Callable[[Request, Enforcement], Blocks]]] = {
    "money": ("money", lambda found: len(found.money.entries), _money),
    "measures": ("lock", lambda found: len(found.measures), _measures),
    "disposals": ("auction", lambda found: len(found.disposals), _disposals),
    "filing": ("case", lambda _: 1, _filing),
    "staff": ("people", lambda found: len(found.staff), _staff),
    "changes": ("list", lambda found: len(found.procedure_changes), _changes),
    "rulings": ("gavel", lambda found: len(found.rulings), _rulings),
    "stays": ("clock", lambda found: len(found.stays), _stays),
    "closing": ("done", lambda found: int(found.closing is not None), _closing),
}
