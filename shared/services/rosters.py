"""Rosters (名册, row A7): people's assessors, mediators, appraisers, valuers, auctioneers."""

from __future__ import annotations

from content.records import RosterEntry
from shared.pages import AnyPage, Article, Fact, Facts, Heading, Item, Listing, Menu, Option, Paragraph
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.values import Telephone, Value

ROSTERS = Place("/rosters")
# In the order of the menu, with the department that keeps each.
OWNERS = {
    "assessors": "政治部",
    "mediators": "立案庭",
    "mediation": "立案庭",
    "appraisal": "司法技术室",
    "valuation": "司法技术室",
    "auction": "司法技术室",
    "audit": "司法技术室",
    "administrators": "民事审判第二庭",
}
_PEOPLE = ("assessors", "mediators")
PAGE_SIZE = 20


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            asked = request.place.get("list")
            if not asked:
                return _menu(request)
            return _list(request, asked) if asked in OWNERS else None
        case (id,):
            entry = request.content.get(RosterEntry, id)
            return _one(request, entry) if entry else None
    return None


def _menu(request: Request) -> Menu:
    words = request.words
    counts = {name: len(request.content.all(RosterEntry, parent=name)) for name in OWNERS}
    return Menu(
        title=words("rosters.title"),
        place=ROSTERS,
        intro=words("rosters.intro") if any(counts.values()) else words("rosters.none"),
        owner="政治部、司法技术室",
        options=tuple(
            Option(
                title=words(f"rosters.{name}"),
                place=ROSTERS.having(list=name),
                icon="people" if name in _PEOPLE else "briefcase",
                hint=words.count(
                    "rosters.people-count" if name in _PEOPLE else "rosters.bodies-count", count
                ),
            )
            for name, count in counts.items()
            if count
        ),
        **request.age("roster_entry"),
    )


def _list(request: Request, name: str) -> Listing:
    words = request.words
    first = first_shown(request.place)
    everyone = request.content.all(RosterEntry, parent=name)
    # Whose term is over stands at the end: it may still be asked who sat on a case last year.
    found = sorted(everyone, key=lambda entry: _is_over(request, entry))
    previous, following = turns(request.place, first, len(found), PAGE_SIZE)
    return Listing(
        title=words(f"rosters.{name}"),
        place=request.place,
        intro=words(f"rosters.{name}-intro") if first == 1 else "",
        owner=OWNERS[name],
        items=tuple(_item(request, entry) for entry in found[first - 1 : first - 1 + PAGE_SIZE]),
        total=len(found),
        first=first,
        previous=previous,
        next=following,
        empty=words("rosters.none"),
        options=(Option(title=words("rosters.others"), place=ROSTERS, icon="list"),),
        **request.age("roster_entry"),
    )


def _is_over(request: Request, entry: RosterEntry) -> bool:
    return entry.until is not None and entry.until < request.today


def _item(request: Request, entry: RosterEntry) -> Item:
    facts = {fact.key: fact for fact in _facts(request, entry)}
    wanted = ("roster.organisation", "roster.specialties", "roster.area")
    return Item(
        title=entry.name_in(request.language),
        place=Place(RosterEntry.place_of(entry.id)),
        facts=tuple(facts[key] for key in wanted if key in facts),
        badge=request.words("rosters.over") if _is_over(request, entry) else "",
    )


def _facts(request: Request, entry: RosterEntry) -> tuple[Fact, ...]:
    values: tuple[tuple[str, Value | None], ...] = (
        ("organisation", entry.organisation),
        ("role", entry.role),
        ("specialties", "、".join(entry.specialties)),
        ("qualification", entry.qualification),
        ("area", entry.area),
        ("telephone", Telephone(entry.telephone)),
        ("address", entry.address),
        ("since", entry.since),
        ("until", entry.until),
    )
    return tuple(
        Fact(f"roster.{key}", request.words(f"roster.{key}"), value) for key, value in values if value
    )


def _one(request: Request, entry: RosterEntry) -> Article:
    words = request.words
    return Article(
        title=entry.name_in(request.language),
        place=request.place,
        intro=words("rosters.over-text") if _is_over(request, entry) else words(f"rosters.{entry.roster}"),
        owner=OWNERS[entry.roster],
        blocks=(
            Facts(_facts(request, entry)),
            *((Paragraph(entry.note),) if entry.note else ()),
            Heading(words("rosters.what-for")),
            Paragraph(words(f"rosters.{entry.roster}-intro")),
        ),
        options=(
            Option(
                title=words(f"rosters.{entry.roster}"), place=ROSTERS.having(list=entry.roster), icon="list"
            ),
        ),
        **request.age("roster_entry"),
    )
