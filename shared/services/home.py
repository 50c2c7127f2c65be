"""The menus of the catalogue: the first page with what the court offers on this face and how old its
information is, and the sections."""

from __future__ import annotations

from shared.catalogue.load import FIRST, Entry
from shared.pages import Fact, Item, Menu, Option
from shared.place import HOME, Place
from shared.request import Request
from shared.services import announcements
from shared.visit import Face


def page(request: Request) -> Menu:
    court = request.content.court()
    words = request.words
    name = court.name_in(request.language) if court else words("home.court-unnamed")
    # What matters leads the page; the whole is read behind the services. On the telephone keys are theirs.
    announced = announcements.option(request) if request.face is not Face.VOICE else None
    return Menu(
        title=name,
        place=HOME,
        intro=words("home.intro"),
        lead=announcements.leading(request),
        options=(*_options(request, FIRST), *((announced,) if announced else ())),
        today=_today(request) if request.face is Face.KIOSK else (),
        **request.age("hearing"),
    )


def _today(request: Request) -> tuple[Item, ...]:
    """Today at a glance: how many hearings there are, and the next of them."""
    words, today = request.words, request.today
    place = Place.at("/hearings", date=today.isoformat())
    found = request.content.hearings.find(day=today, limit=500)
    ahead = [hearing for hearing in found.items if hearing.starts_at >= request.now]
    ahead = [hearing for hearing in ahead if hearing.status != "cancelled"]
    if ahead:
        first = ahead[0]
        then = words("home.next-hearing", time=first.starts_at.time(), room=first.courtroom)
    else:
        then = words("home.no-more-hearings" if found.total else "home.no-hearings")
    return (
        Item(
            title=words("home.hearings-today"),
            place=place,
            facts=(
                Fact("today.hearings", words("home.hearings-today"), found.total),
                Fact("today.next", words("home.next-label"), then),
            ),
        ),
    )


def section(request: Request, section: Entry) -> Menu:
    return Menu(
        title=request.words(section.title),
        place=Place(section.path),
        options=_options(request, section.path),
    )


def _options(request: Request, menu: str) -> tuple[Option, ...]:
    return tuple(_option(request, entry) for entry in request.catalogue.offered(menu, request.face))


def _option(request: Request, entry: Entry) -> Option:
    return Option(
        title=request.words(entry.title),
        place=Place(entry.path),
        icon=entry.icon,
        hint=request.words(entry.hint) if entry.hint else "",
        words=entry.spoken_words(request.language),
        key=entry.key if request.face is Face.VOICE else "",
    )
