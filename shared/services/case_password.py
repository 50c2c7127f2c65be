"""A lost query password: a new one by SMS to the number on record, or at the counter."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

from shared.cases.outcomes import Found, NotOffered, Refused, Unavailable
from shared.pages import AnyPage, Field, FieldKind, Form, Notice, Option, Tone
from shared.place import Place
from shared.request import Request
from shared.services.proved import CASE, login_number
from shared.services.ways_on import to_home, to_person
from shared.visit import Face

PASSWORD = Place("/case/password")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def page(request: Request) -> AnyPage:
    return _reset(request, request.entered) if request.entered is not None else _form(request)


def _form(
    request: Request, given: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> Form:
    words = request.words
    known, wrong = given or {}, errors or {}
    by_keys = request.face is Face.VOICE
    return Form(
        title=words("password.title"),
        place=PASSWORD,
        intro=words("password.intro"),
        fields=(
            Field(
                name="number",
                kind=FieldKind.CASE_REFERENCE,
                label=words("case.lookup-number" if by_keys else "password.number"),
                prompt=words("password.lookup-prompt" if by_keys else "password.number-prompt"),
                value=known.get("number", "")[:40],
                error=wrong.get("number", ""),
                most=40,
            ),
            Field(
                name="telephone",
                kind=FieldKind.TELEPHONE,
                label=words("password.telephone"),
                prompt=words("password.telephone-prompt"),
                value=known.get("telephone", "")[:12],
                error=wrong.get("telephone", ""),
                least=11,
                most=11,
            ),
        ),
        to=PASSWORD,
        submit=words("password.send"),
        sends="data",
        options=(to_person(request),),
    )


def _reset(request: Request, given: Mapping[str, str]) -> AnyPage:
    words = request.words
    number = login_number(given.get("number", "").strip()[:60])
    telephone = re.sub(r"[\s-]", "", given.get("telephone", ""))
    errors = {}
    if number is None or (len(number) == 18 and number[:17].isdigit()):
        errors["number"] = words("case.login-number-wrong")
    if not _MOBILE.fullmatch(telephone):
        errors["telephone"] = words("sms.telephone-wrong")
    if errors or number is None:
        return _form(request, given, errors)
    match request.parts.cases.reset_password(number, telephone, str(request.face), str(uuid.uuid4())):
        case Found() | Refused():
            # Whether there is such a case, and such a number on record, is told to nobody.
            code, tone = "password-sent", Tone.DONE
        case NotOffered() | Unavailable():
            code, tone = "password-unavailable", Tone.PROBLEM
    return Notice(
        title=words("password.title"),
        place=PASSWORD,
        code=code,
        tone=tone,
        text=words(f"password.{code.removeprefix('password-')}"),
        steps=(words("person.lost-password"),),
        options=(
            Option(title=words("case.title"), place=CASE, icon="case"),
            to_person(request),
            to_home(request),
        ),
    )
