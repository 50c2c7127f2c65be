"""Judgment debtors (被执行人, row A11): looked up in five lists, never listed.

A name alone names nobody: for a person an ID number, or a year of birth or a case number beside the name, is
asked for as well, as many people share a name. What is entered about a person stands in no address; an
organisation's name and code are public. An ID number is shown in part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from content.case_number import CaseNumber, CaseNumberQuery
from content.debtors import WithoutKeyError
from content.id_numbers import read_id_number, read_organisation_code
from content.records import Debtor, DebtorList
from content.records.debtors import LISTS
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Menu,
    Notice,
    Option,
    Paragraph,
    Tone,
)
from shared.place import Place
from shared.request import Request
from shared.services.debtor_forms import (
    ABOUT,
    BY_BIRTH,
    BY_CASE,
    BY_CODE,
    BY_NUMBER,
    BY_ORGANISATION,
    DEBTORS,
    LONGEST_NAME,
    OWNER,
    birth_form,
    case_form,
    code_form,
    number_form,
    organisation_form,
)
from shared.services.ways_on import to_person
from shared.values import Digits, Money, Value
from shared.visit import Face

# More than this of one debtor is a matter for the counter.
MOST_SHOWN = 20


def page(request: Request) -> AnyPage | None:
    entered = request.entered
    match request.rest:
        case ():
            return _menu(request)
        case ("about",):
            return _about(request)
        case ("number",):
            return _number(request, entered) if entered is not None else number_form(request)
        case ("name",):
            return _birth(request, entered) if entered is not None else birth_form(request)
        case ("case",):
            return _case(request, entered) if entered is not None else case_form(request)
        case ("code",):
            return _code(request) if request.place.get("code") else code_form(request)
        case ("organisation",):
            return _organisation(request) if request.place.get("name") else organisation_form(request)
    return None


def _menu(request: Request) -> Menu:
    words = request.words
    ways = [("debtors.by-number", BY_NUMBER, "person")]
    # A name and a code with letters cannot be keyed in on a telephone.
    if request.face is not Face.VOICE:
        ways += [
            ("debtors.by-birth", BY_BIRTH, "people"),
            ("debtors.by-case", BY_CASE, "case"),
            ("debtors.by-code", BY_CODE, "building"),
            ("debtors.by-organisation", BY_ORGANISATION, "building"),
        ]
    ways.append(("debtors.about", ABOUT, "information"))
    there = request.content.debtors.lists()
    return Menu(
        title=words("debtors.title"),
        place=DEBTORS,
        intro=words("debtors.intro") if there else words("debtors.none-yet"),
        owner=OWNER,
        options=tuple(Option(title=words(title), place=place, icon=icon) for title, place, icon in ways),
        **request.age("debtor_list"),
    )


def _about(request: Request) -> Article:
    """What each list is, how complete it is, and what to do about a wrong entry."""
    words = request.words
    blocks: list[Block] = []
    updated = {each.id: each.updated for each in request.content.debtors.lists()}
    for name in LISTS:
        blocks += [Heading(words(f"debtors.list-{name}")), Paragraph(words(f"debtors.about-{name}"))]
        if name in updated:
            blocks.append(Facts((Fact(f"debtors.{name}_as_of", words("debtors.as-of"), updated[name]),)))
        else:
            blocks.append(Paragraph(words("debtors.list-missing")))
    blocks += [
        Heading(words("debtors.wrong-title")),
        Bullets((words("debtors.wrong-apply"), words("debtors.wrong-answer"), words("debtors.wrong-remove"))),
    ]
    return Article(
        title=words("debtors.about"),
        place=ABOUT,
        owner=OWNER,
        blocks=tuple(blocks),
        options=(Option(title=words("debtors.title"), place=DEBTORS, icon="search"), to_person(request)),
        **request.age("debtor_list"),
    )


def _number(request: Request, entered: Mapping[str, str]) -> AnyPage:
    text = entered.get("id_number", "")[:40]
    number = read_id_number(text)
    if number is None:
        return number_form(request, text, request.words("debtors.id-number-wrong"))
    return _answer(
        request, BY_NUMBER, lambda: request.content.debtors.by_number(number), shares_name=False, private=True
    )


def _birth(request: Request, entered: Mapping[str, str]) -> AnyPage:
    words = request.words
    name, year = entered.get("name", "").strip()[:LONGEST_NAME], entered.get("born", "").strip()[:8]
    well = year.isascii() and year.isdigit() and 1900 <= int(year) <= request.today.year
    if len(name) < 2 or not well:
        return birth_form(
            request,
            name,
            year,
            "" if len(name) >= 2 else words("debtors.name-wrong"),
            "" if well else words("debtors.born-wrong"),
        )
    found = request.content.debtors.by_birth
    return _answer(request, BY_BIRTH, lambda: found(name, int(year)), shares_name=True, private=True)


def _case(request: Request, entered: Mapping[str, str]) -> AnyPage:
    words = request.words
    name, text = entered.get("name", "").strip()[:LONGEST_NAME], entered.get("case", "")[:60]
    query = CaseNumberQuery.parse(text)
    if len(name) < 2 or query is None or query.year is None:
        return case_form(
            request,
            name,
            text,
            "" if len(name) >= 2 else words("debtors.name-wrong"),
            "" if query is not None and query.year is not None else words("case.number-wrong"),
        )
    found = request.content.debtors.by_case
    return _answer(request, BY_CASE, lambda: found(name, query), shares_name=False, private=True)


def _code(request: Request) -> AnyPage:
    text = request.place.get("code")[:40]
    code = read_organisation_code(text)
    if code is None:
        return code_form(request, text, request.words("debtors.code-wrong"))
    place = BY_CODE.having(code=code)
    return _answer(
        request, place, lambda: request.content.debtors.by_code(code), shares_name=False, private=False
    )


def _organisation(request: Request) -> AnyPage:
    name = request.place.get("name")[:LONGEST_NAME]
    found = request.content.debtors.organisations
    return _answer(request, request.place, lambda: found(name), shares_name=False, private=False)


def _answer(
    request: Request,
    place: Place,
    ask: Callable[[], tuple[Debtor, ...]],
    *,
    shares_name: bool,
    private: bool,
) -> AnyPage:
    """What the lists have, list by list, or that they have nothing. `shares_name`: others may be meant."""
    lists = request.content.debtors.lists()
    if not lists:
        return _cannot(request, place, "debtors.none-yet")
    try:
        found = ask()
    except WithoutKeyError:
        return _cannot(request, place, "debtors.without-key")
    return (
        _listed(request, place, found, lists, shares_name=shares_name, private=private)
        if found
        else _not_listed(request, place, lists, private=private)
    )


def _listed(
    request: Request,
    place: Place,
    found: tuple[Debtor, ...],
    lists: tuple[DebtorList, ...],
    *,
    shares_name: bool,
    private: bool,
) -> Article:
    words = request.words
    blocks: list[Block] = []
    if shares_name:
        blocks.append(Paragraph(words("debtors.same-name")))
    for name in LISTS:
        entries = [debtor for debtor in found[:MOST_SHOWN] if debtor.list == name]
        if entries:
            blocks.append(Heading(words(f"debtors.list-{name}")))
        blocks += [Facts(_facts(request, debtor)) for debtor in entries]
    if len(found) > MOST_SHOWN:
        blocks.append(Paragraph(words("debtors.more", number=len(found) - MOST_SHOWN)))
    blocks += _scope(request, lists)
    blocks.append(Paragraph(words("debtors.no-proof")))
    on = len({debtor.list for debtor in found})
    return Article(
        title=words("debtors.result"),
        place=place,
        intro=words.count("debtors.found", len(found), lists=on),
        owner=OWNER,
        private=private,
        blocks=tuple(blocks),
        options=_ways_on(request),
        **request.age("debtor_list"),
    )


def _not_listed(request: Request, place: Place, lists: tuple[DebtorList, ...], *, private: bool) -> Notice:
    words = request.words
    (scope,) = _scope(request, lists)
    return Notice(
        title=words("debtors.not-listed"),
        place=place,
        code="not-listed",
        text=words("debtors.not-listed-text", day=min(each.updated for each in lists)),
        facts=scope.items,
        steps=(words("debtors.not-listed-scope"), words("debtors.no-proof")),
        owner=OWNER,
        private=private,
        options=_ways_on(request),
        **request.age("debtor_list"),
    )


def _cannot(request: Request, place: Place, message: str) -> Notice:
    words = request.words
    return Notice(
        title=words("debtors.title"),
        place=place,
        code="unavailable",
        tone=Tone.PROBLEM,
        text=words(message),
        steps=(words("debtors.ask-the-bureau"),),
        owner=OWNER,
        options=(to_person(request), Option(title=words("debtors.title"), place=DEBTORS, icon="search")),
    )


def _scope(request: Request, lists: tuple[DebtorList, ...]) -> Iterator[Facts]:
    """Which lists were looked through, and to which day each is complete."""
    words = request.words
    updated = {each.id: each.updated for each in lists}
    yield Facts(
        tuple(
            Fact(
                f"debtors.{name}_as_of",
                words("debtors.list-as-of", list=words(f"debtors.list-{name}")),
                updated[name] if name in updated else words("debtors.list-missing"),
            )
            for name in LISTS
        )
    )


def _facts(request: Request, debtor: Debtor) -> tuple[Fact, ...]:
    words = request.words
    values: tuple[tuple[str, Value | None], ...] = (
        ("name", debtor.name),
        ("sex", words(f"debtor.sex-{debtor.sex}") if debtor.sex else ""),
        ("id-number", _number_in_part(request, debtor.number_shown)),
        ("code", Digits(debtor.code) if debtor.code else ""),
        ("representative", debtor.representative),
        ("case-number", CaseNumber.parse(debtor.case_number) or debtor.case_number),
        ("court", debtor.court),
        ("filed", debtor.filed),
        ("amount", Money(debtor.amount) if debtor.amount is not None else None),
        ("basis", debtor.basis),
        ("duty", debtor.duty),
        ("status", debtor.status),
        ("behaviour", debtor.behaviour),
        ("published", debtor.published),
        ("until", debtor.until),
    )
    return tuple(
        Fact(f"debtor.{key.replace('-', '_')}", words(f"debtor.{key}"), value)
        for key, value in values
        if value
    )


def _number_in_part(request: Request, shown: str) -> str:
    """The stars are for the eye; on the telephone the digits at both ends are told one by one."""
    if request.face is not Face.VOICE or not shown:
        return shown
    return request.words("debtors.number-ends", first=" ".join(shown[:4]), last=" ".join(shown[-4:]))


def _ways_on(request: Request) -> tuple[Option, ...]:
    words = request.words
    return (
        Option(title=words("debtors.again"), place=DEBTORS, icon="search"),
        Option(title=words("debtors.about"), place=ABOUT, icon="information"),
        to_person(request),
    )
