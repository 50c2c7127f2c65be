"""Judgments (裁判文书, row A10): to look for and to read, chapter by chapter; or why one is not published.

Public by 法释〔2016〕19号; of what its article 4 keeps from being published, article 6 lets the case number,
the court, the day and the reason be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.case_number import CaseNumber, CaseNumberQuery
from content.records import Judgment
from content.search_words import Words
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Choice,
    Fact,
    Facts,
    Field,
    FieldKind,
    Filter,
    Form,
    Heading,
    Item,
    Listing,
    Menu,
    Notice,
    Option,
    Paragraph,
)
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services.case_number_field import case_number_field
from shared.services.ways_on import to_person
from shared.values import Value
from shared.visit import Face

JUDGMENTS = Place("/judgments")
NEWEST = Place("/judgments/newest")
BY_CASE = Place("/judgments/find")
BY_WORDS = Place("/judgments/words")
YEARS, TYPES, CAUSES = (Place(f"/judgments/{by}") for by in ("years", "types", "causes"))
OWNER = "审管办"
PAGE_SIZE = 20
MOST_CAUSES, MOST_CHARACTERS = 24, 40
# Where a chapter begins, by the words that a judgment's paragraph begins with; in this order.
_CHAPTERS = tuple(
    (name, re.compile("|".join(begins)))
    for name, begins in (
        (
            "claims",
            (
                r".{0,30}(?:向本院提出|诉称|上诉请求|上诉称|请求[:：]|诉讼请求)",
                r"公诉机关指控",
                r".{2,20}人民检察院(?:以|指控)",
            ),
        ),
        (
            "answer",
            (r".{0,30}(?:辩称|答辩|未作答辩|经.{0,4}传票传唤)", r".{0,20}辩护人", r"被告人.{1,12}对指控"),
        ),
        (
            "facts",
            (r"(?:本院)?经?审理?查明", r"本院经审理", r"经(?:审理认定|审查)", r"[一二]审(?:法院认定|查明)"),
        ),
        ("opinion", (r"本院(?:经审查)?认为", r"一审法院认为")),
    )
)
_DECISION = re.compile(r"(?:判决|裁定|决定)如下\s*[:：]\s*$")


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            return _found(request) if request.place.params else _menu(request)
        case ("newest",):
            return _found(request)
        case ("find",):
            return _case_form(request)
        case ("words",):
            return _words_form(request)
        case ("years",):
            return _choices(request, YEARS, "year", "judgments.by-year")
        case ("types",):
            return _choices(request, TYPES, "document", "judgments.by-type")
        case ("causes",):
            return _choices(request, CAUSES, "cause", "judgments.by-cause")
        case (judgment_id,):
            judgment = request.content.get(Judgment, judgment_id)
            if judgment is None:
                return None
            return _not_published(request, judgment) if judgment.withheld else _read(request, judgment)
    return None


def _menu(request: Request) -> Menu:
    words = request.words
    total = sum(request.content.judgments.counts("document").values())
    ways = [
        ("judgments.newest", NEWEST, "file"),
        ("judgments.by-case", BY_CASE, "search"),
        ("judgments.by-cause", CAUSES, "guide"),
        ("judgments.by-year", YEARS, "calendar"),
        ("judgments.by-type", TYPES, "file"),
    ]
    if request.face is not Face.VOICE:
        ways.insert(2, ("judgments.by-words", BY_WORDS, "search"))
    return Menu(
        title=words("judgments.title"),
        place=JUDGMENTS,
        intro=words.count("judgments.intro", total) if total else words("judgments.none-yet"),
        owner=OWNER,
        options=tuple(Option(title=words(title), place=place, icon=icon) for title, place, icon in ways)
        if total
        else (),
        **request.age("judgment"),
    )


def _case_form(request: Request, entered: str = "", error: str = "") -> Form:
    words = request.words
    return Form(
        title=words("judgments.by-case"),
        place=BY_CASE,
        owner=OWNER,
        fields=(case_number_field(request, entered, error),),
        to=JUDGMENTS,
        submit=words("hearings.search"),
        **request.age("judgment"),
    )


def _words_form(request: Request) -> Form:
    words = request.words
    return Form(
        title=words("judgments.by-words"),
        place=BY_WORDS,
        owner=OWNER,
        fields=(
            Field(
                name="q",
                kind=FieldKind.TEXT,
                label=words("judgments.words"),
                prompt=words("judgments.words-prompt"),
                most=40,
            ),
        ),
        to=JUDGMENTS,
        submit=words("hearings.search"),
        **request.age("judgment"),
    )


def _choices(request: Request, place: Place, name: str, title: str) -> Menu:
    """A menu of what there is: the years, the types, the causes."""
    words = request.words
    found = request.content.judgments.counts(name, MOST_CAUSES)
    return Menu(
        title=words(title),
        place=place,
        owner=OWNER,
        options=tuple(
            Option(
                title=_choice(request, name, value).label,
                place=JUDGMENTS.having(**{name: value}),
                icon="file",
                hint=words.count("judgments.count", count),
            )
            for value, count in found.items()
        ),
        **request.age("judgment"),
    )


def _choice(request: Request, name: str, value: str) -> Choice:
    if name == "document":
        return Choice(value, request.words(f"judgments.type-{value}"))
    return Choice(value, request.words("judgments.year", year=value) if name == "year" else value)


def _found(request: Request) -> AnyPage:
    words, place = request.words, request.place
    case, year, document = place.get("case"), place.get("year"), place.get("document")
    query = CaseNumberQuery.parse(case) if case else None
    if case and query is None:
        return _case_form(request, case[:40], words("case.number-wrong"))
    if document not in ("", *request.content.judgments.counts("document")):
        document = ""
    asked = place.get("q")[:40]
    first = first_shown(place)
    found = request.content.judgments.find(
        case=query,
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        document=document,
        cause=place.get("cause"),
        among=_holding(request, asked) if asked else None,
        offset=first - 1,
        limit=PAGE_SIZE,
    )
    previous, following = turns(place, first, found.total, PAGE_SIZE)
    return Listing(
        title=words("judgments.newest" if place == NEWEST else "judgments.found"),
        place=place,
        owner=OWNER,
        items=tuple(_item(request, judgment) for judgment in found.items),
        total=found.total,
        first=first,
        filters=tuple(_filters(request, query, asked)),
        previous=previous,
        next=following,
        empty=words("judgments.none-found"),
        options=(
            Option(title=words("judgments.by-case"), place=BY_CASE, icon="search"),
            Option(title=words("judgments.by-cause"), place=CAUSES, icon="guide"),
            Option(title=words("judgments.title"), place=JUDGMENTS, icon="file"),
        ),
        **request.age("judgment"),
    )


def _holding(request: Request, asked: str) -> tuple[str, ...]:
    """Ids of judgments that hold all the words."""
    found = request.content.find(Words.of(asked), Judgment.record_kind, limit=400)
    return tuple(hit.id for hit in found.hits)


def _filters(request: Request, query: CaseNumberQuery | None, asked: str) -> Iterator[Filter]:
    words, place = request.words, request.place
    shown: dict[str, str] = {
        "case": words("hearings.filter-case", case=str(query)) if query else "",
        "q": words("judgments.filter-words", words=asked) if asked else "",
    }
    for name in ("year", "document", "cause"):
        value = place.get(name)[:MOST_CHARACTERS]
        # A cause that there is none of still restricts, so it is shown.
        if value and (name == "cause" or value in request.content.judgments.counts(name)):
            shown[name] = _choice(request, name, value).label
    for name, label in shown.items():
        if label:
            yield Filter(label=label, without=place.having(**{name: None, "first": None}))


def _item(request: Request, judgment: Judgment) -> Item:
    words = request.words
    facts = {fact.key: fact for fact in _facts(request, judgment)}
    wanted: tuple[str, ...] = ("judgment.decided",)
    if not judgment.withheld:
        wanted = ("judgment.cause", "judgment.document", "judgment.decided", "judgment.parties")
    return Item(
        title=judgment.case_number,
        place=Place(f"/judgments/{judgment.id}"),
        facts=tuple(facts[key] for key in wanted if key in facts),
        badge=words("judgments.not-published") if judgment.withheld else "",
    )


def _facts(request: Request, judgment: Judgment) -> tuple[Fact, ...]:
    words, own = request.words, request.content.court()
    values: tuple[tuple[str, Value], ...] = (
        ("case-number", CaseNumber.parse(judgment.case_number) or judgment.case_number),
        ("court", judgment.court or (own.name_in(request.language) if own else words("home.court-unnamed"))),
        ("document", words(f"judgments.type-{judgment.document}")),
        ("cause", judgment.cause),
        ("decided", judgment.decided),
        ("parties", judgment.parties),
        ("panel", "、".join(judgment.panel)),
        ("clerk", judgment.clerk),
    )
    return tuple(
        Fact(f"judgment.{key.replace('-', '_')}", words(f"judgment.{key}"), value)
        for key, value in values
        if value
    )


def _not_published(request: Request, judgment: Judgment) -> Notice:
    """What article 6 lets be known, the reason first, and where a party gets the document."""
    words = request.words
    facts = {fact.key: fact for fact in _facts(request, judgment)}
    kept = tuple(facts[f"judgment.{key}"] for key in ("case_number", "court", "decided"))
    reason = Fact("judgment.reason", words("judgment.reason"), words(f"judgments.reason-{judgment.withheld}"))
    return Notice(
        title=words("judgments.not-published"),
        place=request.place,
        code="not-published",
        text=words(
            "judgments.not-published-text",
            case=judgment.case_number,
            court=facts["judgment.court"].value,
            decided=judgment.decided,
            reason=reason.value,
        ),
        facts=(*kept, reason),
        steps=(words("judgments.not-published-party"),),
        owner=OWNER,
        options=(
            Option(title=words("judgments.title"), place=JUDGMENTS, icon="file"),
            to_person(request),
        ),
        **request.age("judgment"),
    )


def _read(request: Request, judgment: Judgment) -> Article:
    words = request.words
    result: tuple[Block, ...] = ()
    if judgment.result:
        result = (
            Heading(words("judgments.result")),
            *(Paragraph(line) for line in judgment.result.split("\n") if line),
        )
    options = [
        Option(
            title=words("judgments.same-cause"), icon="guide", place=JUDGMENTS.having(cause=judgment.cause)
        )
        if judgment.cause
        else None,
        Option(title=words("hearings.same-case"), icon="gavel", place=_hearings_of(judgment))
        if _was_announced(request, judgment)
        else None,
        Option(title=words("judgments.how-to-appeal"), icon="guide", place=Place("/guides/appeal"))
        if request.content.guide("appeal", request.language)
        else None,
    ]
    return Article(
        title=judgment.case_number,
        place=request.place,
        intro=words("judgments.only-chinese") if str(request.language) != "zh-CN" else "",
        owner=OWNER,
        blocks=(
            *result,
            Heading(words("judgments.about")),
            Facts(_facts(request, judgment)),
            *_chapters(request, judgment.text),
        ),
        options=tuple(option for option in options if option is not None),
        **request.age("judgment"),
    )


def _was_announced(request: Request, judgment: Judgment) -> bool:
    """Whether hearings of the case are in the content: most are over and gone when it is decided."""
    number = CaseNumber.parse(judgment.case_number)
    return number is not None and bool(request.content.hearings.of_cases([number.key]))


def _hearings_of(judgment: Judgment) -> Place:
    return Place("/hearings").having(case=judgment.case_number)


def _chapters(request: Request, text: str) -> Iterator[Block]:
    """The whole text, cut where a judgment's parts begin."""
    yield Heading(request.words("judgments.text"))
    waiting = list(_CHAPTERS)
    decided = False
    for line in text.split("\n"):
        if not line:
            continue
        place = next((n for n, (_, begins) in enumerate(waiting) if begins.match(line)), None)
        if place is not None and not decided:
            yield Heading(request.words(f"judgments.chapter-{waiting[place][0]}"))
            del waiting[: place + 1]
        yield Paragraph(line)
        if not decided and _DECISION.search(line):
            decided = True
            yield Heading(request.words("judgments.chapter-decision"))
