"""Guidance for trials (审判指导文件, row A5): business documents, guiding cases, reference cases."""

from __future__ import annotations

from content.records import Guidance
from shared.markdown import blocks
from shared.pages import (
    AnyPage,
    Article,
    Bullets,
    Fact,
    Facts,
    Heading,
    Item,
    Listing,
    Menu,
    Option,
    Paragraph,
)
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services.by_type import types_menu
from shared.visit import Language

GUIDANCE = Place("/guidance")
ICONS = {"guiding": "balance", "reference": "balance", "document": "file"}
OWNER = "研究室"
PAGE_SIZE = 20


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            asked = request.place.get("type")
            if not asked:
                return _menu(request)
            return _list(request, asked) if asked in ICONS else None
        case (id,):
            found = request.content.get(Guidance, id)
            return _one(request, found) if found else None
    return None


def _menu(request: Request) -> Menu:
    return types_menu(
        request,
        GUIDANCE,
        kind="guidance",
        icons=ICONS,
        counts=request.content.guidance.counts(),
        owner=OWNER,
        intro=request.words("guidance.intro"),
    )


def _list(request: Request, name: str) -> Listing:
    words = request.words
    first = first_shown(request.place)
    found = request.content.guidance.find(
        now=request.now, part=name, newest=True, offset=first - 1, limit=PAGE_SIZE
    )
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    return Listing(
        title=words(f"guidance.{name}"),
        place=request.place,
        intro=words(f"guidance.{name}-intro") if first == 1 else "",
        owner=OWNER,
        items=tuple(_item(request, one) for one in found.items),
        total=found.total,
        first=first,
        previous=previous,
        next=following,
        empty=words("guidance.none"),
        options=(Option(title=words("guidance.others"), place=GUIDANCE, icon="list"),),
        **request.age("guidance"),
    )


def _item(request: Request, one: Guidance) -> Item:
    facts = {fact.key: fact for fact in _facts(request, one) if fact.value not in one.title.split("：")}
    return Item(
        title=_title(request, one),
        place=Place(Guidance.place_of(one.id)),
        facts=tuple(facts[key] for key in ("guidance.number", "guidance.published") if key in facts),
    )


def _facts(request: Request, one: Guidance) -> tuple[Fact, ...]:
    values = (
        ("number", one.number),
        ("issued_by", one.issued_by),
        ("published", one.published),
        ("keywords", "、".join(one.keywords)),
    )
    return tuple(
        Fact(f"guidance.{key}", request.words(f"guidance.{key.replace('_', '-')}"), value)
        for key, value in values
        if value
    )


def _title(request: Request, one: Guidance) -> str:
    return one.in_language("title", request.language)


def _one(request: Request, one: Guidance) -> Article:
    words = request.words
    gist = "guidance.summary" if one.type == "document" else "guidance.gist"
    law = (Heading(words("guides.law")), Bullets(one.law)) if one.law else ()
    return Article(
        title=_title(request, one),
        place=request.place,
        intro=words("guides.only-chinese") if request.language is Language.ENGLISH else "",
        owner=one.owner or OWNER,
        blocks=(
            Facts(_facts(request, one)),
            *((Heading(words(gist)), Paragraph(one.summary)) if one.summary else ()),
            *blocks(one.body),
            *law,
        ),
        options=(
            Option(title=words(f"guidance.{one.type}"), place=GUIDANCE.having(type=one.type), icon="list"),
        ),
        **request.age("guidance"),
    )
