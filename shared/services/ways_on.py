"""Ways on that many pages offer: to a person, home."""

from __future__ import annotations

from shared.pages import Option
from shared.place import HOME, Place
from shared.request import Request

PERSON = Place("/person")


def to_person(request: Request) -> Option:
    return Option(title=request.words("person.title"), place=PERSON, icon="person")


def to_home(request: Request) -> Option:
    return Option(title=request.words("home.title"), place=HOME, icon="home")
