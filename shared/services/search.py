"""Search across everything that is published, and the services themselves (rows A3 and D1).

One box for everything: Chinese of one character up, pinyin or its initials, a case number in any writing,
English; on the telephone the keys that the pinyin stands on, or the digits of a case number. What stands on
lists of debtors is not found here: there a second key is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import parse_qs, urlencode

from content.numbers import number_in
from content.records import KINDS, Hearing, Named, Record, SearchText, kind_named
from content.search import Found, Hit, Order
from content.search_words import Asked, Keys, Words, entry_rank, excerpt, marks
from shared.pages import AnyPage, Fact, Field, FieldKind, Filter, Form, Item, Listing, Option
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Age, Request
from shared.services.ways_on import to_person
from shared.visit import Face, Language

SEARCH = Place("/search")
PAGE_SIZE = 20
_EACH = 3
_LONGEST = 40
# Fewer keys are on the way to half of all names.
_LEAST_KEYS, _MOST_KEYS = 2, 24
# More than these nobody keeps in mind.
_KINDS_TOLD = 3
BY_KEYS = SEARCH.having(by="keys")


def tidy(address: str) -> str:
    """The address of a search, whatever was typed made fit for one: short, without control characters."""
    path, _, query = address.partition("?")
    given = parse_qs(query[:4_096], errors="replace")
    typed = "".join(c if c.isprintable() else " " for c in given.get("q", [""])[0])
    kept = {"by": "keys"} if given.get("by") == ["keys"] else {}
    return f"{path}?{urlencode({**kept, 'q': ' '.join(typed.split())[:_LONGEST]})}"


def page(request: Request) -> AnyPage | None:
    if request.rest:
        return None
    typed = request.place.get("q")
    asked = Keys.of(typed) if _by_keys(request) else Words.of(typed)
    if not asked:
        return _form(request, typed, request.words("search.no-words") if typed else "")
    kind = kind_named(request.place.get("kind"))
    return _of_kind(request, asked, kind) if kind is not None else _everything(request, asked)


def _by_keys(request: Request) -> bool:
    return request.place.get("by") == "keys"


def _form(request: Request, typed: str = "", error: str = "") -> Form:
    words = request.words
    if request.face is Face.VOICE:
        return _keyed_form(request, words("search.no-keys") if error else "")
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


def _keyed_form(request: Request, error: str) -> Form:
    words = request.words
    return Form(
        title=words("search.title"),
        place=SEARCH,
        intro=words("search.keys-intro"),
        fields=(
            Field(
                name="q",
                kind=FieldKind.SEARCH_KEYS,
                label=words("search.words"),
                prompt=words("search.keys-prompt"),
                error=error,
                least=_LEAST_KEYS,
                most=_MOST_KEYS,
            ),
        ),
        to=BY_KEYS,
        submit=words("search.submit"),
    )


def _title(request: Request) -> str:
    typed = request.place.get("q")
    if _by_keys(request):
        # Spaced, so that a voice says each.
        return request.words("search.keys-title", q=" ".join(Keys.of(typed).digits))
    return request.words("search.found-title", q=typed)


def _order(request: Request) -> Order:
    return Order.NEWEST if request.place.get("order") == Order.NEWEST else Order.BEST


def _find(
    request: Request, asked: Asked, kind: str, *, offset: int = 0, limit: int, count: bool = True
) -> Found:
    language, order = str(request.language), _order(request)
    return request.content.find(
        asked, kind, order=order, lang=language, offset=offset, limit=limit, count=count
    )


def _everything(request: Request, asked: Asked) -> Listing:
    keyed = isinstance(asked, Keys)
    services = (*_with_code(request), *_services(request, asked))
    groups = [_find(request, asked, kind.record_kind, limit=_EACH, count=keyed) for kind in KINDS]
    # Keys fit many names: the kind that answers best comes first.
    groups = sorted((group for group in groups if group.hits), key=_best if keyed else lambda _: 0)
    items = services + tuple(item for group in groups for item in _group(request, asked, group))
    several = any(group.total > 1 for group in groups)
    return Listing(
        title=_title(request),
        place=request.place,
        intro=_overview(request, services, groups) if keyed else "",
        items=items,
        total=len(services) + sum(group.total for group in groups) if keyed else len(items),
        empty=request.words("search.keys-nothing" if keyed else "search.nothing"),
        options=_ways_on(request, several),
        **_age(request, groups),
    )


def _best(group: Found) -> int:
    return min(hit.rank for hit in group.hits)


def _overview(request: Request, services: tuple[Item, ...], groups: list[Found]) -> str:
    """How much of each kind there is, and what to do when it is too much."""
    words = request.words
    found = (
        [words("search.keys-count", kind=words("search.services"), number=len(services))] if services else []
    )
    for group in groups:
        kind = kind_named(group.kind)
        message = "search.keys-count-more" if group.more else "search.keys-count"
        found.append(words(message, kind=_kind_name(request, kind) if kind else "", number=group.total))
    if not found:
        return ""
    several = words("search.keys-comma").join(found[:_KINDS_TOLD])
    if len(found) > _KINDS_TOLD:
        said = words("search.keys-overview-more", found=several, number=len(found))
    else:
        said = words("search.keys-overview", found=several)
    too_many = any(group.more or group.total > PAGE_SIZE for group in groups)
    return said + (words("search.keys-too-many") if too_many else "")


def _of_kind(request: Request, asked: Asked, kind: type[Record]) -> Listing:
    first = first_shown(request.place)
    found = _find(request, asked, kind.record_kind, offset=first - 1, limit=PAGE_SIZE)
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    return Listing(
        title=_title(request),
        place=request.place,
        intro=request.words("search.more-than", number=found.total) if found.more else "",
        owner=kind.owner_department,
        items=tuple(_item(request, asked, hit) for hit in found.hits),
        total=found.total,
        first=first,
        filters=(Filter(_kind_name(request, kind), request.place.having(kind=None, first=None)),),
        previous=previous,
        next=following,
        empty=request.words("search.nothing"),
        options=_ways_on(request, found.total > 1),
        **_age(request, [found]),
    )


def _group(request: Request, asked: Asked, found: Found) -> Iterator[Item]:
    kind = kind_named(found.kind)
    name = _kind_name(request, kind) if kind else ""
    for hit in found.hits:
        yield _item(request, asked, hit, name)
    if found.total > len(found.hits):
        yield Item(
            title=request.words("search.all", kind=name),
            place=request.place.having(kind=found.kind),
            group=name,
        )


def _item(request: Request, asked: Asked, hit: Hit, group: str = "") -> Item:
    kind = kind_named(hit.kind)
    record = request.content.get(kind, hit.id, hit.lang) if kind else None
    entry = record.found_by() if record else None
    found = marks(asked, entry) if entry else ()
    title = hit.title
    if isinstance(record, Named) and request.language is Language.ENGLISH and record.name_en:
        title = record.name_en
    facts = [Fact("found.date", request.words("search.date"), hit.date)] if hit.date else []
    # Who cannot see what is marked is told why it was found.
    if isinstance(asked, Keys) and found and found[0] not in title and not found[0].isdigit():
        facts.append(Fact("found.match", request.words("search.match"), found[0]))
    return Item(
        title=title,
        place=Place.parse(hit.place),
        facts=tuple(facts),
        badge=_badge(request, record),
        excerpt=excerpt(found, entry) if entry else "",
        marks=found,
        group=group,
    )


def _badge(request: Request, record: Record | None) -> str:
    if not isinstance(record, Hearing) or record.status == "scheduled":
        return ""
    return request.words("hearings.cancelled" if record.status == "cancelled" else "hearings.changed")


def _services(request: Request, asked: Asked) -> Iterator[Item]:
    """Services and sections of this face whose name, hint or spoken words answer."""
    found = []
    for entry in (*request.catalogue.services, *request.catalogue.sections):
        if not request.catalogue.is_on(entry.path, request.face) or entry.path == SEARCH.path:
            continue
        title = request.words(entry.title)
        hint = request.words(entry.hint) if entry.hint else ""
        spoken = entry.words.get(Language.CHINESE, ()) + entry.spoken_words(request.language)
        text = SearchText(title, " ".join((title, hint, *spoken)), (title, *spoken))
        if (rank := entry_rank(asked, text)) is not None:
            item = Item(
                title=title,
                place=Place(entry.path),
                excerpt=hint,
                marks=marks(asked, text),
                group=request.words("search.services"),
            )
            found.append((rank, entry.order, item))
    for _, _, item in sorted(found, key=lambda one: one[:2])[:_EACH]:
        yield item


def _with_code(request: Request) -> Iterator[Item]:
    """The page whose short code was typed in: from paper, or from another face."""
    code = "".join(request.place.get("q").split())
    number = number_in(code)
    record = request.content.numbers.record_with(number) if number is not None else None
    entry = record.found_by() if record else None
    if record is not None and entry is not None:
        group = request.words("search.by-code", code=code)
        yield Item(title=entry.title, place=Place(record.place_of(record.key[0])), group=group)


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
