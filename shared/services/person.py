"""A person to speak to (人工, row A1): what key 0 on the telephone and every "ask somebody" leads to."""

from __future__ import annotations

from shared.pages import Fact, Notice
from shared.request import Request
from shared.services.ways_on import PERSON, to_home
from shared.values import Telephone, Value
from shared.visit import Face


def page(request: Request) -> Notice | None:
    if request.rest:
        return None
    words = request.words
    settings = request.parts.settings
    court = request.content.court()
    operator = court.operator if court else None
    number = settings.operator_number or (operator.telephone if operator else "")
    hours = settings.operator_hours or _hours(request)
    facts: list[tuple[str, Value]] = []
    if number:
        facts.append(("court.operator", Telephone(number)))
    if hours:
        facts.append(("court.hours", hours))
    known = bool(number and hours)
    return Notice(
        title=words("person.title"),
        place=PERSON,
        code="person",
        text=words("person.text", number=Telephone(number), hours=hours)
        if known
        else words("person.text-unknown"),
        steps=(words("person.lost-password"),),
        # The text has them already, and a caller cannot look past what is said twice.
        facts=()
        if known and request.face is Face.VOICE
        else tuple(Fact(key, words(key), value) for key, value in facts),
        options=(to_home(request),),
    )


def _hours(request: Request) -> str:
    court = request.content.court()
    if court is None or court.operator is None:
        return ""
    return (
        court.operator.hours_en
        if request.language == "en" and court.operator.hours_en
        else court.operator.hours
    )
