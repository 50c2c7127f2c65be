"""Comments and satisfaction (意见搜集, row C5): two questions, and a sentence for whoever has one."""

from __future__ import annotations

from collections.abc import Mapping

from shared.cases.sending import Kind
from shared.outbox import Full
from shared.pages import AnyPage, Choice, Field, FieldKind, Form, Notice, Tone
from shared.place import Place
from shared.request import Request
from shared.services import sending
from shared.services.ways_on import to_home
from shared.visit import Face

SURVEY = Place("/survey")
ABOUT = ("self_service", "filing", "hearing", "enforcement", "staff")
MOST = 500
SENT = Place("/survey/sent")


def page(request: Request) -> AnyPage | None:
    if request.rest == ("sent",):
        return _thanks(request, "thanks")
    if request.rest:
        return None
    return _send(request, request.entered) if request.entered is not None else _form(request)


def _form(
    request: Request, given: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> Form:
    words = request.words
    known, wrong = given or {}, errors or {}
    fields = [
        Field(
            name="about",
            kind=FieldKind.CHOICE,
            label=words("survey.about"),
            prompt=words("survey.about-prompt"),
            value=known.get("about", ""),
            error=wrong.get("about", ""),
            choices=tuple(Choice(name, words(f"survey.about-{name}")) for name in ABOUT),
        ),
        Field(
            name="satisfaction",
            kind=FieldKind.CHOICE,
            label=words("survey.satisfaction"),
            prompt=words("survey.satisfaction-prompt"),
            value=known.get("satisfaction", ""),
            error=wrong.get("satisfaction", ""),
            choices=tuple(
                Choice(str(mark), words(f"survey.satisfaction-{mark}")) for mark in (5, 4, 3, 2, 1)
            ),
        ),
    ]
    if request.face is not Face.VOICE:
        fields.append(
            Field(
                name="comment",
                kind=FieldKind.LONG_TEXT,
                label=words("survey.comment"),
                prompt=words("survey.comment-prompt"),
                value=known.get("comment", "")[:MOST],
                least=0,
                most=MOST,
            )
        )
    return Form(
        title=words("survey.title"),
        place=SURVEY,
        intro=words("survey.intro"),
        fields=tuple(fields),
        to=SURVEY,
        submit=words("send.send"),
        sends="data",
    )


def _send(request: Request, given: Mapping[str, str]) -> AnyPage:
    words = request.words
    about, mark = given.get("about", ""), given.get("satisfaction", "")
    errors = {}
    if about not in ABOUT:
        errors["about"] = words("survey.choose")
    if mark not in ("1", "2", "3", "4", "5"):
        errors["satisfaction"] = words("survey.choose")
    if errors:
        return _form(request, given, errors)
    fields = {"about": about, "satisfaction": int(mark), "comment": given.get("comment", "").strip()[:MOST]}
    kept = sending.send(request, Kind.SURVEY, fields)
    # Nobody comes back for a survey: its number is not told, and nothing of it is kept in the visit.
    request.visit.draft.clear()
    return _thanks(request, "not-kept" if isinstance(kept, Full) else "thanks")


def _thanks(request: Request, code: str) -> Notice:
    words = request.words
    return Notice(
        title=words("survey.title"),
        place=SENT,
        code=code,
        tone=Tone.DONE if code == "thanks" else Tone.PROBLEM,
        text=words(f"survey.{code}"),
        options=(to_home(request),),
    )
