"""The first page: what the court offers on this face, and how old its information is."""

from __future__ import annotations

from shared.catalogue.load import Catalogue, Service
from shared.pages import Menu, Option
from shared.place import HOME, Place
from shared.request import Request
from shared.visit import Face


def page(request: Request, catalogue: Catalogue) -> Menu:
    court = request.content.court()
    words = request.words
    name = court.name_in(request.language) if court else words("home.court-unnamed")
    return Menu(
        title=name,
        place=HOME,
        intro=words("home.intro"),
        options=tuple(_option(request, service) for service in catalogue.at_home(request.face)),
        **request.age("hearing"),
    )


def _option(request: Request, service: Service) -> Option:
    return Option(
        title=request.words(service.title),
        place=Place(service.path),
        icon=service.icon,
        hint=request.words(service.hint) if service.hint else "",
        words=service.spoken_words(request.language),
        key=service.key if request.face is Face.VOICE else "",
    )
