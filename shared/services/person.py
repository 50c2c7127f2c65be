"""A person to speak to (人工, row A1): what key 0 on the telephone and every "ask somebody" leads to."""

from __future__ import annotations

from shared.pages import Fact, Notice, Option
from shared.place import Place
from shared.request import Request
from shared.services.ways_on import PERSON, to_home
from shared.values import Telephone, Value
from shared.visit import Face

MAP = Place("/telephone-map")


def page(request: Request) -> Notice | None:
    if request.rest:
        return None
    words = request.words
    settings = request.parts.settings
    court = request.content.court()
    operator = court.operator if court else None
    number = settings.operator_number or (operator.telephone if operator else "")
    when = hours(request)
    facts: list[tuple[str, Value]] = []
    if number:
        facts.append(("court.operator", Telephone(number)))
    if when:
        facts.append(("court.hours", when))
    known = bool(number and when)
    return Notice(
        title=words("person.title"),
        place=PERSON,
        code="person",
        text=words("person.text", number=Telephone(number), hours=when)
        if known
        else words("person.text-unknown"),
        steps=(words("person.lost-password"),),
        # The text has them already, and a caller cannot look past what is said twice.
        facts=()
        if known and request.face is Face.VOICE
        else tuple(Fact(key, words(key), value) for key, value in facts),
        options=(*_map(request), to_home(request)),
    )


def _map(request: Request) -> tuple[Option, ...]:
    """To take home how to telephone."""
    if not request.catalogue.is_on(MAP.path, request.face):
        return ()
    words = request.words
    return (Option(title=words("telephone.title"), place=MAP, icon="phone", hint=words("telephone.hint")),)


def hours(request: Request) -> str:
    """When a person answers; empty where nobody wrote it down."""
    if request.parts.settings.operator_hours:
        return request.parts.settings.operator_hours
    court = request.content.court()
    if court is None or court.operator is None:
        return ""
    return (
        court.operator.hours_en
        if request.language == "en" and court.operator.hours_en
        else court.operator.hours
    )
