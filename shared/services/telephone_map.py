"""The map of the telephone's menu (电话菜单图, row A3): which keys lead where, to take home on paper.

It is made of the catalogue and the content at this moment, by the same numbering as the voice line, so it is
never another menu than the one that is heard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shared.pages import AnyPage, Article, Block, Fact, Facts, Heading, Paragraph, Table
from shared.place import HOME, Place
from shared.request import Request
from shared.services import home, person
from shared.services.person import MAP
from shared.services.ways_on import to_home, to_person
from shared.short_codes import is_on_telephone
from shared.telephone_menu import Branch, telephone_menu
from shared.values import Telephone
from shared.visit import Face, Visit

# The keys that mean the same everywhere, as on the voice line.
FIXED = (("0", "person"), ("9", "repeat"), ("*", "back"), ("#", "on"), ("8", "speed"))


def page(request: Request) -> Article | None:
    if request.rest:
        return None
    words = request.words
    branches = menu_of(request)
    return Article(
        title=words("telephone.title"),
        place=MAP,
        intro=words("telephone.intro"),
        blocks=tuple(_blocks(request, branches)),
        options=(to_person(request), to_home(request)),
        **request.age("court"),
    )


def menu_of(request: Request) -> tuple[Branch, ...]:
    """The menu as somebody gets it who calls in this language."""
    caller = Visit(Face.VOICE, request.language)

    def opened(place: Place) -> AnyPage:
        asked = replace(request, place=place, rest=(), visit=caller, entered=None)
        if place == HOME:
            return home.page(asked)
        catalogue = request.catalogue
        if (section := catalogue.section_at(place.path)) is not None:
            return home.section(asked, section)
        service = catalogue.service_at(place.path)
        rest = tuple(place.path.split("/")[2:])
        found = service.page(replace(asked, rest=rest)) if service else None
        return found or home.page(asked)

    return telephone_menu(opened, lambda place: is_on_telephone(request.catalogue, place))


def _blocks(request: Request, branches: tuple[Branch, ...]) -> Iterator[Block]:
    words, settings = request.words, request.parts.settings
    facts = [Fact("telephone.number", words("telephone.number"), Telephone(settings.voice_number))]
    if hours := person.hours(request):
        facts.append(Fact("telephone.hours", words("telephone.hours"), hours))
    yield Facts(tuple(facts))
    yield Heading(words("telephone.keys"))
    head = (words("telephone.press"), words("telephone.leads-to"))
    rows = []
    for branch in branches:
        rows.append((branch.keys, branch.title))
        rows += [(" ".join(below.keys), below.title) for below in branch.branches]
    yield Table(head, tuple(rows))
    yield Heading(words("telephone.fixed"))
    yield Table(head, tuple((key, words(f"telephone.key-{name}")) for key, name in FIXED))
    example = next((below for one in branches for below in one.branches if _is_service(request, below)), None)
    yield Heading(words("telephone.short"))
    text = words("telephone.short-text")
    if example is not None:
        text += words("telephone.short-example", code=example.keys, title=example.title)
    yield Paragraph(text)


def _is_service(request: Request, branch: Branch) -> bool:
    """Whether it is a whole service and always the same, so that its code is worth showing."""
    service = request.catalogue.service_at(branch.place.path)
    return service is not None and branch.place == Place(service.path)
