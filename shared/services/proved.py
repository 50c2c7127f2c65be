"""Proving a case with the query password (凭密码查询), and what stands between a page and its case.

An unknown case and a wrong password are one outcome with the same words. Lockout is the backend's. What
was proved lives in the visit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from pydantic import SecretStr
from stdnum.cn import ric

from content.case_number import CaseNumber
from shared.cases.outcomes import (
    Found,
    Locked,
    NotOffered,
    NotRecognised,
    NotThere,
    SessionEnded,
    Unavailable,
)
from shared.cases.reading import Read
from shared.cases.records import CaseSummary, Session
from shared.pages import AnyPage, Fact, Field, FieldKind, Form, Item, Listing, Notice, Option, Tone
from shared.place import Place
from shared.request import Request
from shared.services.ways_on import to_home, to_person
from shared.visit import Face, Visit

CASE = Place("/case")
CHOOSE = Place("/case/choose")
LOOKUP_DIGITS = 10
PASSWORD_DIGITS = 6

T = TypeVar("T")


def proved(
    request: Request, ask: Callable[[Session, str], Read[T]], show: Callable[[Request, T], AnyPage | None]
) -> AnyPage | None:
    """The page that `show` makes of what `ask` finds about the visit's case; else what stands in the way:
    the form to prove it, the list to choose from, the words for when it cannot be had."""
    session = request.visit.session
    if session is None:
        return form(request)
    case = chosen(request, session)
    if case is None:
        return choice(request, session)
    match ask(session, case.id):
        case Found(value):
            return show(request, value)
        case SessionEnded():
            return ended(request)
        case NotThere():
            return None
        case NotOffered():
            return not_offered(request)
        case Unavailable():
            return unavailable(request)


def chosen(request: Request, session: Session) -> CaseSummary | None:
    """Which of the session's cases the visit is about; None while that is open."""
    return chosen_of(request.visit, session)


def chosen_of(visit: Visit, session: Session) -> CaseSummary | None:
    if len(session.cases) == 1:
        return session.cases[0]
    return next((each for each in session.cases if each.id == visit.case), None)


def choice(request: Request, session: Session) -> Listing:
    """Several cases were proved with an ID number: which one?"""
    words = request.words
    return Listing(
        title=words("case.choose-title"),
        place=CHOOSE,
        intro=words("case.choose-intro"),
        private=True,
        items=tuple(
            Item(
                title=each.title.strip() or each.number,
                place=Place(f"/case/choose/{number}"),
                facts=(
                    Fact("case.number", words("case.number"), CaseNumber.parse(each.number) or each.number),
                    Fact("case.stage", words("case.stage"), each.stage),
                ),
            )
            for number, each in enumerate(session.cases, start=1)
        ),
        total=len(session.cases),
    )


def choose(request: Request, number: str) -> bool:
    """Turn to the case with this number in the list. False when there is none."""
    session = request.visit.session
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if session is None or not 1 <= at <= len(session.cases):
        return False
    request.visit.case = session.cases[at - 1].id
    return True


def log_in(
    request: Request, given: Mapping[str, str], then: Callable[[Request], AnyPage | None]
) -> AnyPage | None:
    """Prove what was entered; then the page that `then` makes."""
    words = request.words
    number = unicodedata.normalize("NFKC", given.get("number", "")).strip()[:60]
    password = unicodedata.normalize("NFKC", given.get("password", "")).strip()
    known = login_number(number)
    well_formed = password.isascii() and password.isdigit() and len(password) == PASSWORD_DIGITS
    if known is None or not well_formed:
        return form(
            request,
            number=given.get("number", "")[:60],
            number_error="" if known else words("case.login-number-wrong"),
            password_error="" if well_formed else words("case.password-malformed", digits=PASSWORD_DIGITS),
        )
    outcome = request.parts.cases.log_in(known, SecretStr(password), str(request.face))
    match outcome:
        case Found(session):
            request.visit.session, request.visit.case = session, ""
            return then(request)
        case NotRecognised():
            return form(request, number=number, error=words("case.not-recognised"))
        case Locked(until):
            return Notice(
                title=words("case.locked-title"),
                place=CASE,
                code="locked",
                tone=Tone.PROBLEM,
                text=words("case.locked-text", until=until.astimezone(request.now.tzinfo)),
                steps=(words("case.locked-step-wait"), words("case.locked-step-counter")),
                options=(to_person(request), to_home(request)),
            )
        case Unavailable():
            return unavailable(request)


def login_number(text: str) -> str | None:
    """What the backend is asked for: a lookup number (查询码), an ID number or a canonical case number."""
    compact = text.replace(" ", "").replace("-", "").upper()
    if compact.isascii() and compact.isdigit() and len(compact) == LOOKUP_DIGITS:
        return compact
    if id_number(compact):
        return compact
    if compact.isascii() and compact.isdigit():
        return None
    number = CaseNumber.parse(text)
    return str(number) if number else None


def id_number(text: str) -> str | None:
    """The ID number (公民身份号码) that `text` is: 18 characters, a real date, the check character right
    (GB 11643). The region is not looked up: codes of regions long dissolved are still carried."""
    number = text.replace(" ", "").upper().replace("*", "X")
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        return None
    try:
        date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    except ValueError:
        return None
    return number if ric.calc_check_digit(number) == number[17] else None


def form(
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
        options=(Option(title=words("case.password-lost"), place=Place("/case/password"), icon="lock"),),
    )


def ended(request: Request) -> Form:
    """The backend no longer knows the session: ask for the password once more, saying why."""
    request.visit.session, request.visit.case = None, ""
    return form(request, error=request.words("case.session-ended"))


def not_offered(request: Request) -> Notice:
    """This court's backend does not do this: nobody is to wait for it."""
    words = request.words
    return Notice(
        title=words("case.not-offered-title"),
        place=request.place,
        code="not-offered",
        text=words("case.not-offered"),
        private=True,
        options=(to_case(request), to_person(request)),
    )


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
            to_person(request),
            to_home(request),
        ),
    )


def to_case(request: Request) -> Option:
    return Option(title=request.words("case.back-to-case"), place=CASE, icon="case")
