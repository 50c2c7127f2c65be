"""Hearings to watch (庭审公开, row A12): what is streamed and when, recordings, typical cases."""

from __future__ import annotations

from content.case_number import CaseNumber
from content.records import Broadcast
from shared.markdown import blocks
from shared.pages import AnyPage, Article, Fact, Facts, Heading, Item, Listing, Menu, Option, Paragraph
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services.by_type import types_menu
from shared.values import Value

BROADCASTS = Place("/broadcasts")
ICONS = {"live": "video", "recorded": "video", "typical": "balance"}
# Where the court tells how to watch; a guide like any other.
HOW = "watch-hearings"
OWNER = "审判管理办公室"
PAGE_SIZE = 20


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            asked = request.place.get("type")
            if not asked:
                return _menu(request)
            return _list(request, asked) if asked in ICONS else None
        case (id,):
            found = request.content.get(Broadcast, id)
            return _one(request, found) if found else None
    return None


def _menu(request: Request) -> Menu:
    return types_menu(
        request,
        BROADCASTS,
        kind="broadcast",
        icons=ICONS,
        counts=request.content.broadcasts.counts(),
        owner=OWNER,
        intro=request.words("broadcasts.intro"),
        more=_how(request),
    )


def _how(request: Request) -> tuple[Option, ...]:
    guide = request.content.guide(HOW, request.language)
    if guide is None:
        return ()
    return (
        Option(
            title=request.words("broadcasts.how"),
            place=Place(f"/guides/{HOW}"),
            icon="guide",
            hint=request.words("broadcasts.how-hint"),
        ),
    )


def _list(request: Request, name: str) -> Listing:
    words = request.words
    first = first_shown(request.place)
    found = request.content.broadcasts.find(
        now=request.now, part=name, newest=name != "live", offset=first - 1, limit=PAGE_SIZE
    )
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    return Listing(
        title=words(f"broadcasts.{name}"),
        place=request.place,
        intro=words(f"broadcasts.{name}-intro") if first == 1 and found.total else "",
        owner=OWNER,
        items=tuple(_item(request, one) for one in found.items),
        total=found.total,
        first=first,
        previous=previous,
        next=following,
        empty=words(f"broadcasts.no-{name}"),
        options=(*_how(request), Option(title=words("broadcasts.others"), place=BROADCASTS, icon="list")),
        **request.age("broadcast"),
    )


def _name(one: Broadcast) -> str:
    return one.title or f"{one.case_number}{one.cause}"


def _badge(request: Request, one: Broadcast) -> str:
    if one.type != "live":
        return ""
    if one.is_running(request.now):
        return request.words("broadcasts.running")
    return request.words("broadcasts.over") if one.is_over(request.now) else ""


def _item(request: Request, one: Broadcast) -> Item:
    facts = {fact.key: fact for fact in _facts(request, one)}
    wanted = ("broadcast.starts", "broadcast.courtroom")
    return Item(
        title=_name(one),
        place=Place(Broadcast.place_of(one.id)),
        facts=tuple(facts[key] for key in wanted if key in facts),
        badge=_badge(request, one),
    )


def _facts(request: Request, one: Broadcast) -> tuple[Fact, ...]:
    starts = one.starts.astimezone(request.now.tzinfo)
    values: tuple[tuple[str, Value | None], ...] = (
        ("starts", starts),
        ("courtroom", one.courtroom),
        ("case_number", CaseNumber.parse(one.case_number)),
        ("cause", one.cause),
        ("judge", one.judge),
        ("platform", one.platform),
    )
    return tuple(
        Fact(f"broadcast.{key}", request.words(f"broadcast.{key.replace('_', '-')}"), value)
        for key, value in values
        if value
    )


def _one(request: Request, one: Broadcast) -> Article:
    words = request.words
    summary = (Heading(words("broadcasts.about")), *blocks(one.summary)) if one.summary else ()
    coming = one.type == "live" and not one.is_over(request.now)
    again = (Paragraph(words("broadcasts.may-move")),) if coming else ()
    return Article(
        title=_name(one),
        place=request.place,
        intro=_state(request, one),
        owner=one.owner or OWNER,
        blocks=(Facts(_facts(request, one)), *summary, *again),
        options=(
            *_how(request),
            Option(
                title=words(f"broadcasts.{one.type}"), place=BROADCASTS.having(type=one.type), icon="list"
            ),
        ),
        **request.age("broadcast"),
    )


def _state(request: Request, one: Broadcast) -> str:
    words = request.words
    if one.type != "live":
        return words(f"broadcasts.{one.type}")
    if one.is_running(request.now):
        return words("broadcasts.running-text")
    return words("broadcasts.over-text") if one.is_over(request.now) else words("broadcasts.coming-text")
