"""Templates of documents (文书样式, row A4): to read here, to carry away by phone, to print."""

from __future__ import annotations

from content.records import Template
from shared.markdown import blocks
from shared.pages import (
    AnyPage,
    Article,
    Attachment,
    Block,
    Fact,
    Facts,
    Filter,
    Heading,
    Item,
    Listing,
    Option,
    Paragraph,
)
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.visit import Face

TEMPLATES = Place("/templates")
OWNER = "立案庭"
PAGE_SIZE = 20


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            return _list(request)
        case (id,):
            template = request.content.get(Template, id)
            return _one(request, template) if template else None
    return None


def _list(request: Request) -> Listing:
    words = request.words
    everything = request.content.all(Template)
    categories = tuple(dict.fromkeys(one.category for one in everything if one.category))
    asked = request.place.get("category")
    found = [one for one in everything if not asked or one.category == asked]
    first = first_shown(request.place)
    previous, following = turns(request.place, first, len(found), PAGE_SIZE)
    return Listing(
        title=words("templates.title"),
        place=request.place,
        intro=words("templates.intro") if found and first == 1 else "",
        owner=OWNER,
        items=tuple(_item(request, one) for one in found[first - 1 : first - 1 + PAGE_SIZE]),
        total=len(found),
        first=first,
        filters=(Filter(label=words("templates.only", category=asked), without=TEMPLATES),) if asked else (),
        previous=previous,
        next=following,
        empty=words("templates.none"),
        options=(
            *(
                Option(
                    title=words("templates.only", category=category),
                    place=TEMPLATES.having(category=category),
                    icon="file",
                )
                for category in categories
                if category != asked and len(categories) > 1
            ),
            Option(title=words("guides.title"), place=Place("/guides"), icon="guide"),
        ),
        **request.age("template"),
    )


def _item(request: Request, one: Template) -> Item:
    words = request.words
    summary = one.in_language("summary", request.language)
    return Item(
        title=one.in_language("title", request.language),
        place=Place(Template.place_of(one.id)),
        facts=(Fact("template.summary", words("template.summary"), summary),) if summary else (),
    )


def _text(request: Request, one: Template) -> tuple[Block, ...]:
    """What stands in it, below a heading of its own or ours."""
    found = blocks(one.text)
    if found and isinstance(found[0], Heading):
        return found
    return (Heading(request.words("templates.text")), *found)


def _one(request: Request, one: Template) -> Article:
    words = request.words
    facts = [Fact("template.file", words("template.file"), one.file_name)]
    if one.updated:
        facts.append(Fact("template.updated", words("template.updated"), one.updated))
    parts: tuple[Block, ...]
    if request.face is Face.VOICE:
        # A form is nothing to listen to: say where it is to be had.
        parts = (Paragraph(words("templates.by-voice")),)
    else:
        parts = (
            Attachment(
                source=f"/files/{one.id}",
                name=one.file_name,
                size=len(one.data),
                caption=words("templates.carry" if request.face is Face.KIOSK else "templates.download"),
            ),
            Facts(tuple(facts)),
            *_text(request, one),
        )
    return Article(
        title=one.in_language("title", request.language),
        place=request.place,
        intro=one.in_language("summary", request.language),
        owner=OWNER,
        blocks=parts,
        options=(Option(title=words("templates.all"), place=TEMPLATES, icon="file"),),
        **request.age("template"),
    )
