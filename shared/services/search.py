"""Search across everything that is published, and the services themselves (rows A3 and D1).

One box for everything: Chinese of one character up, pinyin or its initials, a case number in any writing,
English. What stands on lists of debtors is not found here: there a second key is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qs, urlencode

from content.records import KINDS, Hearing, Named, Record, SearchText, kind_named
from content.search import Found, Hit, Order, Words, entry_rank, excerpt, marks
from shared.pages import AnyPage, Fact, Field, FieldKind, Filter, Form, Item, Listing, Option
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Age, Request
from shared.services.ways_on import to_person
from shared.visit import Language

SEARCH = Place("/search")
PAGE_SIZE = 20
_EACH = 3
_LONGEST = 40


def tidy(address: str) -> str:
    """The address of a search, whatever was typed made fit for one: short, without control characters."""
    path, _, query = address.partition("?")
    given = parse_qs(query[:4_096], errors="replace")
    typed = "".join(c if c.isprintable() else " " for c in given.get("q", [""])[0])
    return f"{path}?{urlencode({'q': ' '.join(typed.split())[:_LONGEST]})}"


def page(request: Request) -> AnyPage | None:
    if request.rest:
        return None
    typed = request.place.get("q")
    words = Words.of(typed)
    if not words.parts:
        return _form(request, typed, request.words("search.no-words") if typed else "")
    kind = kind_named(request.place.get("kind"))
    return _of_kind(request, words, kind) if kind is not None else _everything(request, words)


def _form(request: Request, typed: str = "", error: str = "") -> Form:
    words = request.words
    return Form(
        title=words("search.title"),
        place=SEARCH,
        fields=(
            Field(
                name="q",
                kind=FieldKind.TEXT,
                label=words("search.words"),
                prompt=words("search.prompt"),
                hint=words("search.prompt-hint"),
                value=typed[:_LONGEST],
                error=error,
                most=_LONGEST,
            ),
        ),
        to=SEARCH,
        submit=words("search.submit"),
    )


def _order(request: Request) -> Order:
    return Order.NEWEST if request.place.get("order") == Order.NEWEST else Order.BEST


def _find(
    request: Request, words: Words, kind: str, *, offset: int = 0, limit: int, count: bool = True
) -> Found:
    language, order = str(request.language), _order(request)
    return request.content.find(
        words, kind, order=order, lang=language, offset=offset, limit=limit, count=count
    )


def _everything(request: Request, words: Words) -> Listing:
    services = tuple(_services(request, words))
    groups = [_find(request, words, kind.record_kind, limit=_EACH, count=False) for kind in KINDS]
    groups = [group for group in groups if group.hits]
    items = services + tuple(item for group in groups for item in _group(request, words, group))
    return Listing(
        title=request.words("search.found-title", q=request.place.get("q")),
        place=request.place,
        items=items,
        total=len(items),
        empty=request.words("search.nothing"),
        options=_ways_on(request, any(group.total > 1 for group in groups)),
        **_age(request, groups),
    )


def _of_kind(request: Request, words: Words, kind: type[Record]) -> Listing:
    first = first_shown(request.place)
    found = _find(request, words, kind.record_kind, offset=first - 1, limit=PAGE_SIZE)
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    return Listing(
        title=request.words("search.found-title", q=request.place.get("q")),
        place=request.place,
        intro=request.words("search.more-than", number=found.total) if found.more else "",
        owner=kind.owner_department,
        items=tuple(_item(request, words, hit) for hit in found.hits),
        total=found.total,
        first=first,
        filters=(Filter(_kind_name(request, kind), request.place.having(kind=None, first=None)),),
        previous=previous,
        next=following,
        empty=request.words("search.nothing"),
        options=_ways_on(request, found.total > 1),
        **_age(request, [found]),
    )


def _group(request: Request, words: Words, found: Found) -> Iterator[Item]:
    kind = kind_named(found.kind)
    name = _kind_name(request, kind) if kind else ""
    for hit in found.hits:
        yield _item(request, words, hit, name)
    if found.total > len(found.hits):
        yield Item(
            title=request.words("search.all", kind=name),
            place=request.place.having(kind=found.kind),
            group=name,
        )


def _item(request: Request, words: Words, hit: Hit, group: str = "") -> Item:
    kind = kind_named(hit.kind)
    record = request.content.get(kind, hit.id, hit.lang) if kind else None
    entry = record.found_by() if record else None
    found = marks(words, entry) if entry else ()
    title = hit.title
    if isinstance(record, Named) and request.language is Language.ENGLISH and record.name_en:
        title = record.name_en
    day = (Fact("found.date", request.words("search.date"), hit.date),) if hit.date else ()
    return Item(
        title=title,
        place=Place.parse(hit.place),
        facts=day,
        badge=_badge(request, record),
        excerpt=excerpt(found, entry) if entry else "",
        marks=found,
        group=group,
    )


def _badge(request: Request, record: Record | None) -> str:
    if not isinstance(record, Hearing) or record.status == "scheduled":
        return ""
    return request.words("hearings.cancelled" if record.status == "cancelled" else "hearings.changed")


def _services(request: Request, words: Words) -> Iterator[Item]:
    """Services and sections of this face whose name, hint or spoken words answer."""
    found = []
    for entry in (*request.catalogue.services, *request.catalogue.sections):
        if not request.catalogue.is_on(entry.path, request.face) or entry.path == SEARCH.path:
            continue
        title = request.words(entry.title)
        hint = request.words(entry.hint) if entry.hint else ""
        spoken = entry.words.get(Language.CHINESE, ()) + entry.spoken_words(request.language)
        text = SearchText(title, " ".join((title, hint, *spoken)), (title, *spoken))
        if (rank := entry_rank(words, text)) is not None:
            item = Item(
                title=title,
                place=Place(entry.path),
                excerpt=hint,
                marks=marks(words, text),
                group=request.words("search.services"),
            )
            found.append((rank, entry.order, item))
    for _, _, item in sorted(found, key=lambda one: one[:2])[:_EACH]:
        yield item


def _kind_name(request: Request, kind: type[Record]) -> str:
    """What people call the kind: the court's name for it, in English the service that shows it."""
    if request.language is Language.CHINESE:
        return kind.chinese
    service = request.catalogue.service_at(kind.place_of("a"))
    return request.words(service.title) if service else kind.chinese


def _ways_on(request: Request, several: bool) -> tuple[Option, ...]:
    words, newest = request.words, _order(request) is Order.NEWEST
    again = Option(title=words("search.again"), place=SEARCH, icon="search")
    if not several:
        return (again, to_person(request))
    order = None if newest else str(Order.NEWEST)
    other = Option(
        title=words("search.best-first" if newest else "search.newest-first"),
        place=request.place.having(order=order, first=None),
        icon="list",
    )
    return (other, again)


def _age(request: Request, groups: list[Found]) -> Age:
    """The oldest of what is shown."""
    ages = [request.age(group.kind) for group in groups]
    moments: list[datetime] = [age["as_of"] for age in ages if age["as_of"] is not None]
    return Age(as_of=min(moments, default=None), stale=any(age["stale"] for age in ages))
