"""A party's own case (案件查询, rows B1, B2, B4), proved with the query password (凭密码).

The case is fetched each time it is shown and kept nowhere; what was proved lives in the visit. An
unknown case and a wrong password are one outcome with the same words. Lockout is the backend's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import SecretStr

from content.case_number import CaseNumber
from shared.cases.outcomes import Found, Locked, NotRecognised, SessionEnded, Unavailable
from shared.cases.records import Case, CaseHearing, Session
from shared.pages import AnyPage, Article, Field, FieldKind, Form, Item, Listing, Notice, Option, Tone
from shared.place import HOME, Place
from shared.request import Request
from shared.services import case_view, handoff
from shared.visit import Face

CASE = Place("/case")
CASE_HEARINGS = Place("/case/hearings")
END = Place("/case/end")
LOOKUP_DIGITS = 10
PASSWORD_DIGITS = 6

T = TypeVar("T")


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            if request.entered is not None:
                return _log_in(request, request.entered)
            return _proved(request, request.parts.cases.case, _case)
        case ("hearings",):
            return _proved(request, request.parts.cases.hearings, _hearings)
        case ("end",):
            return _end(request)
        case ("handoff", *state):
            if request.face is not Face.KIOSK:
                return None
            session = request.visit.session
            if session is None:
                return _form(request)
            return handoff.page(request, session, tuple(state), lambda: ended(request))
    return None


def _form(
    request: Request, *, number: str = "", number_error: str = "", password_error: str = "", error: str = ""
) -> Form:
    words = request.words
    by_keys = request.face is Face.VOICE
    return Form(
        title=words("case.title"),
        place=CASE,
        intro=words("case.intro"),
        fields=(
            Field(
                name="number",
                kind=FieldKind.CASE_LOGIN,
                label=words("case.lookup-number" if by_keys else "case.number-or-lookup"),
                prompt=words("case.lookup-prompt" if by_keys else "case.login-prompt"),
                hint=words("case.login-hint"),
                value=number,
                error=number_error,
                most=40,
            ),
            Field(
                name="password",
                kind=FieldKind.QUERY_PASSWORD,
                label=words("case.password"),
                prompt=words("case.password-prompt"),
                hint=words("case.password-hint"),
                error=password_error,
                least=PASSWORD_DIGITS,
                most=PASSWORD_DIGITS,
            ),
        ),
        to=CASE,
        submit=words("case.show"),
        sends="data",
        error=error,
        options=(Option(title=words("case.password-lost"), place=Place("/person"), icon="person"),),
    )


def _log_in(request: Request, given: Mapping[str, str]) -> AnyPage:
    words = request.words
    number = unicodedata.normalize("NFKC", given.get("number", "")).strip()[:60]
    password = unicodedata.normalize("NFKC", given.get("password", "")).strip()
    known = _login_number(number)
    well_formed = password.isascii() and password.isdigit() and len(password) == PASSWORD_DIGITS
    if known is None or not well_formed:
        return _form(
            request,
            number=given.get("number", "")[:60],
            number_error="" if known else words("case.login-number-wrong"),
            password_error="" if well_formed else words("case.password-malformed", digits=PASSWORD_DIGITS),
        )
    outcome = request.parts.cases.log_in(known, SecretStr(password), str(request.face))
    match outcome:
        case Found(session):
            request.visit.session = session
            return _proved(request, request.parts.cases.case, _case)
        case NotRecognised():
            return _form(request, number=number, error=words("case.not-recognised"))
        case Locked(until):
            return Notice(
                title=words("case.locked-title"),
                place=CASE,
                code="locked",
                tone=Tone.PROBLEM,
                text=words("case.locked-text", until=until.astimezone(request.now.tzinfo)),
                steps=(words("case.locked-step-wait"), words("case.locked-step-counter")),
                options=(_person(request), _home(request)),
            )
        case Unavailable():
            return unavailable(request)


def _login_number(text: str) -> str | None:
    """What the backend is asked for: a lookup number (查询码) or a canonical case number."""
    digits = text.replace(" ", "").replace("-", "")
    if digits.isascii() and digits.isdigit():
        return digits if len(digits) == LOOKUP_DIGITS else None
    number = CaseNumber.parse(text)
    return str(number) if number else None


def _proved(
    request: Request,
    ask: Callable[[Session], Found[T] | SessionEnded | Unavailable],
    show: Callable[[Request, T], AnyPage],
) -> AnyPage:
    session = request.visit.session
    if session is None:
        return _form(request)
    match ask(session):
        case Found(value):
            return show(request, value)
        case SessionEnded():
            return ended(request)
        case Unavailable():
            return unavailable(request)


def ended(request: Request) -> Form:
    """The backend no longer knows the session: ask for the password once more, saying why."""
    request.visit.session = None
    return _form(request, error=request.words("case.session-ended"))


def unavailable(request: Request) -> Notice:
    """The backend cannot be asked. What this machine has itself still works, and the page says so."""
    words = request.words
    return Notice(
        title=words("case.unavailable-title"),
        place=request.place,
        code="unavailable",
        tone=Tone.PROBLEM,
        text=words("case.unavailable-text"),
        offline=True,
        steps=(words("case.unavailable-step-later"), words("case.unavailable-step-public")),
        options=(
            Option(title=words("hearings.title"), place=Place("/hearings"), icon="calendar"),
            _person(request),
            _home(request),
        ),
    )


def _case(request: Request, case: Case) -> Article:
    words = request.words
    options = [Option(title=words("case.hearings"), place=CASE_HEARINGS, icon="calendar")]
    if request.face is Face.KIOSK:
        options.append(
            Option(title=words("handoff.title"), place=handoff.HANDOFF, icon="qr", hint=words("handoff.hint"))
        )
    options.append(Option(title=words("case.end"), place=END, icon="done"))
    hearings = request.parts.cases.hearings(request.visit.session) if request.visit.session else None
    known = hearings.value if isinstance(hearings, Found) else ()
    return Article(
        title=case.filing.title,
        place=CASE,
        private=True,
        as_of=case.as_of.astimezone(request.now.tzinfo),
        blocks=case_view.blocks(request, case, known),
        options=tuple(options),
    )


def _hearings(request: Request, hearings: tuple[CaseHearing, ...]) -> Listing:
    words = request.words
    return Listing(
        title=words("case.hearings"),
        place=CASE_HEARINGS,
        private=True,
        items=tuple(
            Item(
                title=words("case.hearing-item", number=number, kind=hearing.kind),
                place=CASE_HEARINGS,
                facts=case_view.hearing_facts(request, hearing),
                badge=words(f"hearings.{hearing.status}")
                if hearing.status in ("changed", "cancelled")
                else "",
            )
            for number, hearing in enumerate(hearings, start=1)
        ),
        total=len(hearings),
        empty=words("case.no-hearings"),
        options=(Option(title=words("case.back-to-case"), place=CASE, icon="case"),),
    )


def _end(request: Request) -> Notice:
    """The person is done: the face wipes the visit after this page (and tells the backend)."""
    words = request.words
    return Notice(
        title=words("case.ended-title"),
        place=END,
        code="ended",
        tone=Tone.DONE,
        text=words("case.ended-text"),
        ends_visit=True,
        options=(_home(request),),
    )


def _person(request: Request) -> Option:
    return Option(title=request.words("person.title"), place=Place("/person"), icon="person")


def _home(request: Request) -> Option:
    return Option(title=request.words("home.title"), place=HOME, icon="home")
