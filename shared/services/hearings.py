"""Hearing notices (开庭公告、听证公告, row A6): by day, by courtroom, by case number, one by one.

A party and the public must be told of a public hearing three days ahead (民事诉讼法第一百三十九条),
so the notices are public and need no password. What moved or was cancelled is said first.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from content.case_number import CaseNumber, CaseNumberQuery
from content.reading import Slice
from content.records import Hearing
from shared.pages import (
    AnyPage,
    Article,
    Fact,
    Facts,
    Filter,
    Item,
    Listing,
    Option,
    Paragraph,
)
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services import hearing_ways as ways
from shared.services.entered_day import entered_day
from shared.services.hearing_ways import BY_CASE, BY_DATE, HEARINGS, LONGEST_ROOM, OWNER, ROOMS

PAGE_SIZE = 20
# How far back a search by case number looks: longer ago is history, not notice.
LOOK_BACK = timedelta(days=30)


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            if request.place.get("case"):
                return _by_case(request)
            if request.place.get("date"):
                return _by_day(request)
            if request.place.get("room"):
                return _by_room(request)
            return ways.menu(request)
        case ("date",):
            return ways.date_form(request)
        case ("find",):
            return ways.case_form(request)
        case ("rooms",):
            return ways.rooms(request)
        case (hearing_id,):
            hearing = request.content.get(Hearing, hearing_id)
            return _one(request, hearing) if hearing else None
    return None


def _by_day(request: Request) -> AnyPage:
    words = request.words
    asked = request.place.get("date")
    day = entered_day(asked)
    if day is None:
        return ways.date_form(request, asked[:20], words("hearings.date-wrong"))
    first = first_shown(request.place)
    found = request.content.hearings.find(
        day=day, with_moved_away=True, changed_from=request.today, offset=first - 1, limit=PAGE_SIZE
    )
    none_held = all(_day(request, hearing) != day for hearing in found.items)
    nearest = _nearest_day(request, day) if none_held else None
    return _listing(
        request,
        found,
        first,
        title=words("hearings.day-title", day=day),
        of_day=day,
        empty=words("hearings.none-that-day", day=day),
        options=(
            *(
                (
                    Option(
                        title=words("hearings.nearest-day", day=nearest),
                        icon="calendar",
                        place=HEARINGS.having(date=nearest.isoformat()),
                    ),
                )
                if nearest
                else ()
            ),
            _to_day(request, "hearings.previous-day", day - timedelta(days=1)),
            _to_day(request, "hearings.next-day", day + timedelta(days=1)),
            Option(title=words("hearings.other-date"), place=BY_DATE, icon="calendar"),
            Option(title=words("hearings.by-case"), place=BY_CASE, icon="search"),
        ),
    )


def _nearest_day(request: Request, day: date) -> date | None:
    days = request.content.hearings.days(max(day, request.today), 60)
    return min((other for other, count in days.items() if count and other > day), default=None)


def _to_day(request: Request, message: str, day: date) -> Option:
    return Option(title=request.words(message, day=day), place=HEARINGS.having(date=day.isoformat()))


def _by_case(request: Request) -> AnyPage:
    words = request.words
    asked = request.place.get("case")
    query = CaseNumberQuery.parse(asked)
    if query is None:
        return ways.case_form(request, asked[:40], words("case.number-wrong"))
    first = first_shown(request.place)
    since = request.today - LOOK_BACK
    found = request.content.hearings.find(
        case=query, since=since, changed_from=request.today, offset=first - 1, limit=PAGE_SIZE
    )
    return _listing(
        request,
        found,
        first,
        title=words("hearings.by-case"),
        filters=(Filter(label=words("hearings.filter-case", case=str(query)), without=HEARINGS),),
        empty=words("hearings.none-for-case"),
        options=(
            Option(title=words("hearings.other-case"), place=BY_CASE, icon="search"),
            Option(title=words("case.title"), place=Place("/case"), icon="case"),
        ),
    )


def _by_room(request: Request) -> Listing:
    words = request.words
    room = request.place.get("room")[:LONGEST_ROOM]
    first = first_shown(request.place)
    today = request.today
    found = request.content.hearings.find(
        room=room, since=today, changed_from=today, offset=first - 1, limit=PAGE_SIZE
    )
    return _listing(
        request,
        found,
        first,
        title=words("hearings.room-title", room=room),
        empty=words("hearings.none-in-room", room=room),
        options=(
            Option(title=words("hearings.other-room"), place=ROOMS, icon="building"),
            Option(title=words("hearings.other-date"), place=BY_DATE, icon="calendar"),
        ),
    )


def _listing(
    request: Request,
    found: Slice[Hearing],
    first: int,
    *,
    title: str,
    empty: str,
    options: tuple[Option, ...],
    of_day: date | None = None,
    filters: tuple[Filter, ...] = (),
) -> Listing:
    """What was found, from the `first` on. `of_day`: all of this day, or moved away from it."""
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    return Listing(
        title=title,
        place=request.place,
        owner=OWNER,
        items=tuple(_item(request, hearing, of_day) for hearing in found.items),
        total=found.total,
        first=first,
        filters=filters,
        previous=previous,
        next=following,
        empty=empty,
        options=options,
        **request.age("hearing"),
    )


def _item(request: Request, hearing: Hearing, of_day: date | None) -> Item:
    facts = _facts(request, hearing)
    wanted: tuple[str, ...] = ("hearing.time", "hearing.courtroom", "hearing.cause", "hearing.parties")
    if of_day is None:
        wanted = ("hearing.date", *wanted)
    by_key = {fact.key: fact for fact in facts}
    return Item(
        title=hearing.case_number,
        place=Place(f"/hearings/{hearing.id}"),
        facts=tuple(by_key[key] for key in wanted if key in by_key),
        badge=_badge(request, hearing, of_day),
    )


def _day(request: Request, hearing: Hearing) -> date:
    return hearing.starts_at.astimezone(request.now.tzinfo).date()


def _badge(request: Request, hearing: Hearing, of_day: date | None) -> str:
    day = _day(request, hearing)
    if hearing.status == "cancelled":
        return request.words("hearings.cancelled")
    if of_day is not None and day != of_day:
        return request.words("hearings.moved-away", day=day)
    if hearing.status == "changed":
        if hearing.previous_starts_at and hearing.starts_at < hearing.previous_starts_at:
            return request.words("hearings.earlier")
        return request.words("hearings.changed")
    return ""


def _facts(request: Request, hearing: Hearing) -> tuple[Fact, ...]:
    words = request.words
    starts = hearing.starts_at.astimezone(request.now.tzinfo)
    number = CaseNumber.parse(hearing.case_number)
    values: list[tuple[str, object]] = [
        ("date", starts.date()),
        ("time", starts.time().replace(tzinfo=None)),
        ("courtroom", hearing.courtroom),
        ("case_number", number or hearing.case_number),
        ("cause", hearing.cause),
        ("parties", hearing.parties),
        ("judge", hearing.judge),
        ("clerk", hearing.clerk),
        ("kind", words(f"hearings.kind-{hearing.kind}")),
        ("note", hearing.note),
    ]
    return tuple(
        Fact(f"hearing.{key}", words(f"hearing.{key.replace('_', '-')}"), value)  # type: ignore[arg-type]
        for key, value in values
        if value
    )


def _one(request: Request, hearing: Hearing) -> Article:
    words = request.words
    starts = hearing.starts_at.astimezone(request.now.tzinfo)
    return Article(
        title=words(f"hearings.kind-{hearing.kind}"),
        place=request.place,
        intro=_what_changed(request, hearing, starts),
        owner=OWNER,
        blocks=(
            Facts(_facts(request, hearing)),
            *(
                (Paragraph(words("hearings.arrive")),)
                if hearing.status != "cancelled" and starts > request.now
                else ()
            ),
        ),
        options=(
            Option(
                title=words("hearings.same-day", day=starts.date()),
                icon="calendar",
                place=HEARINGS.having(date=starts.date().isoformat()),
            ),
            Option(
                title=words("hearings.same-case"),
                icon="search",
                place=HEARINGS.having(case=hearing.case_number),
            ),
            *(
                (
                    Option(
                        title=words("hearings.how-to-attend"),
                        icon="guide",
                        place=Place("/guides/hearing-day"),
                    ),
                )
                if request.content.guide("hearing-day", request.language)
                else ()
            ),
        ),
        **request.age("hearing"),
    )


def _what_changed(request: Request, hearing: Hearing, starts: datetime) -> str:
    """The change, in words that lead the page; nothing for a hearing as announced."""
    words = request.words
    if hearing.status == "cancelled":
        return words("hearings.cancelled-text", when=starts)
    if hearing.status == "changed":
        if hearing.previous_starts_at is None or hearing.previous_starts_at == hearing.starts_at:
            return words("hearings.changed-text", when=starts)
        before = hearing.previous_starts_at.astimezone(request.now.tzinfo)
        message = "hearings.earlier-text" if starts < before else "hearings.later-text"
        return words(message, when=starts, before=before)
    if starts < request.now:
        return words("hearings.past-text")
    return ""
