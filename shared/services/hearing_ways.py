"""The ways to the hearing notices: the menu, the forms for a day and for a case number, the courtrooms."""

from __future__ import annotations

import re
from datetime import date, timedelta

from shared.pages import Field, FieldKind, Form, Menu, Option
from shared.place import Place
from shared.request import Request
from shared.services.case_number_field import case_number_field

HEARINGS = Place("/hearings")
BY_DATE = Place("/hearings/date")
BY_CASE = Place("/hearings/find")
ROOMS = Place("/hearings/rooms")
OWNER = "立案庭"
# A courtroom's name is part of an address.
LONGEST_ROOM = 40


def menu(request: Request) -> Menu:
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


def date_form(request: Request, entered: str = "", error: str = "") -> Form:
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


def case_form(request: Request, entered: str = "", error: str = "") -> Form:
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


def rooms(request: Request) -> Menu:
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
