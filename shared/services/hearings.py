"""Hearing notices (开庭公告、听证公告, row A6): by day, by courtroom, by case number, one by one.

A party and the public must be told of a public hearing three days ahead (民事诉讼法第一百三十九条),
so the notices are public and need no password. What moved or was cancelled is said first.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from content.case_number import CaseNumber, CaseNumberQuery
from content.reading import Slice
from content.records import Hearing
from shared.pages import (
    AnyPage,
    Article,
    Fact,
    Facts,
    Field,
    FieldKind,
    Filter,
    Form,
    Item,
    Listing,
    Menu,
    Option,
    Paragraph,
)
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services.case_number_field import case_number_field
from shared.services.entered_day import entered_day

HEARINGS = Place("/hearings")
BY_DATE = Place("/hearings/date")
BY_CASE = Place("/hearings/find")
ROOMS = Place("/hearings/rooms")
OWNER = "立案庭"
PAGE_SIZE = 20
# A courtroom's name is part of an address.
LONGEST_ROOM = 40
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
            return _menu(request)
        case ("date",):
            return _date_form(request)
        case ("find",):
            return _case_form(request)
        case ("rooms",):
            return _rooms(request)
        case (hearing_id,):
            hearing = request.content.get(Hearing, hearing_id)
            return _one(request, hearing) if hearing else None
    return None


def _menu(request: Request) -> Menu:
    words = request.words
    today = request.today
    tomorrow = today + timedelta(days=1)
    counts = request.content.hearings.days(today, 2)
    return Menu(
        title=words("hearings.title"),
        place=HEARINGS,
        intro=words("hearings.intro"),
        owner=OWNER,
        options=(
            _day_option(request, "hearings.today", today, counts),
            _day_option(request, "hearings.tomorrow", tomorrow, counts),
            Option(
                title=words("hearings.other-date"),
                place=BY_DATE,
                icon="calendar",
                hint=words("hearings.other-date-hint"),
            ),
            Option(
                title=words("hearings.by-case"),
                place=BY_CASE,
                icon="search",
                hint=words("hearings.by-case-hint"),
            ),
            Option(
                title=words("hearings.by-room"),
                place=ROOMS,
                icon="building",
                hint=words("hearings.by-room-hint"),
            ),
        ),
        **request.age("hearing"),
    )


def _day_option(request: Request, message: str, day: date, counts: dict[date, int]) -> Option:
    return Option(
        title=request.words(message),
        place=HEARINGS.having(date=day.isoformat()),
        icon="gavel",
        hint=request.words.count("hearings.day-count", counts.get(day, 0), day=day),
    )


def _date_form(request: Request, entered: str = "", error: str = "") -> Form:
    words = request.words
    return Form(
        title=words("hearings.other-date"),
        place=BY_DATE,
        owner=OWNER,
        fields=(
            Field(
                name="date",
                kind=FieldKind.DATE,
                label=words("hearings.date"),
                prompt=words("hearings.date-prompt"),
                value=entered,
                error=error,
            ),
        ),
        to=HEARINGS,
        submit=words("hearings.show"),
        **request.age("hearing"),
    )


def _case_form(request: Request, entered: str = "", error: str = "") -> Form:
    words = request.words
    return Form(
        title=words("hearings.by-case"),
        place=BY_CASE,
        owner=OWNER,
        fields=(case_number_field(request, entered, error),),
        to=HEARINGS,
        submit=words("hearings.search"),
        **request.age("hearing"),
    )


def _by_day(request: Request) -> AnyPage:
    words = request.words
    asked = request.place.get("date")
    day = entered_day(asked)
    if day is None:
        return _date_form(request, asked[:20], words("hearings.date-wrong"))
    first = first_shown(request.place)
    found = request.content.hearings.find(
        day=day, changed_from=request.today, offset=first - 1, limit=PAGE_SIZE
    )
    nearest = _nearest_day(request, day) if not found.total else None
    return _listing(
        request,
        found,
        first,
        title=words("hearings.day-title", day=day),
        with_day=False,
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
        return _case_form(request, asked[:40], words("case.number-wrong"))
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
        with_day=True,
        filters=(Filter(label=words("hearings.filter-case", case=str(query)), without=HEARINGS),),
        empty=words("hearings.none-for-case"),
        options=(
            Option(title=words("hearings.other-case"), place=BY_CASE, icon="search"),
            Option(title=words("case.title"), place=Place("/case"), icon="case"),
        ),
    )


def _rooms(request: Request) -> Menu:
    words = request.words
    counts = request.content.hearings.rooms(request.today)
    return Menu(
        title=words("hearings.by-room"),
        place=ROOMS,
        intro="" if counts else words("hearings.no-rooms"),
        owner=OWNER,
        options=tuple(
            Option(
                title=room,
                place=HEARINGS.having(room=room),
                icon="building",
                hint=words.count("hearings.room-count", counts[room]),
                words=(room,),
            )
            for room in sorted(counts, key=_room_order)
            if len(room) <= LONGEST_ROOM
        ),
        **request.age("hearing"),
    )


def _room_order(room: str) -> tuple[bool, tuple[int, ...], str]:
    """第二法庭 before 第十法庭; a tribunal elsewhere after the rooms of the house."""
    number = re.search(r"[0-9]+|[零一二三四五六七八九十]+", room)
    return number is None, (_counted(number[0]),) if number else (), room


def _counted(numeral: str) -> int:
    """The number that a courtroom's name holds: 12 or 十二."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    digits = {character: value for value, character in enumerate("零一二三四五六七八九")}
    return (digits.get(tens[-1:], 1) * 10 if ten else 0) + digits.get(ones[-1:], 0)


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
        with_day=True,
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
    with_day: bool,
    empty: str,
    options: tuple[Option, ...],
    filters: tuple[Filter, ...] = (),
) -> Listing:
    """What was found, from the `first` on. `with_day`: they are of more days than one."""
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    return Listing(
        title=title,
        place=request.place,
        owner=OWNER,
        items=tuple(_item(request, hearing, with_day=with_day) for hearing in found.items),
        total=found.total,
        first=first,
        filters=filters,
        previous=previous,
        next=following,
        empty=empty,
        options=options,
        **request.age("hearing"),
    )


def _item(request: Request, hearing: Hearing, *, with_day: bool) -> Item:
    facts = _facts(request, hearing)
    wanted: tuple[str, ...] = ("hearing.time", "hearing.courtroom", "hearing.cause", "hearing.parties")
    if with_day:
        wanted = ("hearing.date", *wanted)
    by_key = {fact.key: fact for fact in facts}
    return Item(
        title=hearing.case_number,
        place=Place(f"/hearings/{hearing.id}"),
        facts=tuple(by_key[key] for key in wanted if key in by_key),
        badge=_badge(request, hearing),
    )


def _badge(request: Request, hearing: Hearing) -> str:
    if hearing.status == "cancelled":
        return request.words("hearings.cancelled")
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
