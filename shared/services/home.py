"""The menus of the catalogue: the first page with what the court offers on this face and how old its
information is, and the sections."""

from __future__ import annotations

from shared.catalogue.load import FIRST, Entry
from shared.pages import Menu, Option
from shared.place import HOME, Place
from shared.request import Request
from shared.services import announcements
from shared.visit import Face


def page(request: Request) -> Menu:
    court = request.content.court()
    words = request.words
    name = court.name_in(request.language) if court else words("home.court-unnamed")
    # On the telephone the keys are the services'; what matters was said with the greeting.
    announced = announcements.option(request) if request.face is not Face.VOICE else None
    return Menu(
        title=name,
        place=HOME,
        intro=words("home.intro"),
        lead=announcements.leading(request),
        options=(*((announced,) if announced else ()), *_options(request, FIRST)),
        **request.age("hearing"),
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
