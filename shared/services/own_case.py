"""A party's own case (案件查询, rows B1 to B8, C3, C4).

The case is fetched each time it is shown and kept nowhere. What is below the case stands in modules of its
own, one a subject.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.cases.outcomes import Found, NotThere, SessionEnded, Unavailable
from shared.cases.records import Case, CaseHearing
from shared.pages import AnyPage, Article, Item, Listing, Notice, Option, Tone
from shared.place import Place
from shared.request import Request
from shared.services import (
    case_enforcement,
    case_file,
    case_message,
    case_notices,
    case_password,
    case_recordings,
    case_steps,
    case_view,
    handoff,
)
from shared.services.proved import CASE, choice, choose, chosen, ended, form, log_in, proved, to_case
from shared.services.ways_on import to_home
from shared.visit import Face

CASE_HEARINGS = Place("/case/hearings")
END = Place("/case/end")


def page(request: Request) -> AnyPage | None:
    """The case itself, or what stands below it at ``/case/<part>``."""
    if not request.rest:
        if request.entered is not None:
            return log_in(request, request.entered, _own)
        return _own(request)
    part, *rest = request.rest
    below = _BELOW.get(part)
    if below is None or request.face not in below.faces:
        return None
    return below.page(request, tuple(rest))


@dataclass(frozen=True, slots=True)
class _Below:
    """A page below the case: which faces it is on, and what makes it of the rest of the path."""

    page: Callable[[Request, tuple[str, ...]], AnyPage | None]
    faces: frozenset[Face] = frozenset(Face)


def _only(page: Callable[[Request], AnyPage | None]) -> Callable[[Request, tuple[str, ...]], AnyPage | None]:
    """For a page without anything below it."""
    return lambda request, rest: None if rest else page(request)


def _own(request: Request) -> AnyPage | None:
    return proved(request, request.parts.cases.case, _case)


def _choose(request: Request, number: tuple[str, ...]) -> AnyPage | None:
    session = request.visit.session
    if session is None:
        return form(request)
    if not number:
        request.visit.case = ""
        return choice(request, session) if len(session.cases) > 1 else _own(request)
    return _own(request) if len(number) == 1 and choose(request, number[0]) else None


def _case(request: Request, case: Case) -> AnyPage:
    session = request.visit.session
    which = chosen(request, session) if session else None
    hearings = request.parts.cases.hearings(session, which.id) if session and which else NotThere()
    if isinstance(hearings, SessionEnded):
        return ended(request)
    # Not known is not none: who is told that no hearing is fixed stays at home.
    missing = isinstance(hearings, Unavailable)
    known = hearings.value if isinstance(hearings, Found) else ()
    return Article(
        title=case.filing.title.strip() or case.filing.number.strip() or request.words("case.title"),
        place=CASE,
        private=True,
        as_of=case.as_of.astimezone(request.now.tzinfo),
        blocks=case_view.blocks(request, case, None if missing else known),
        options=_ways(request, case),
    )


def _ways(request: Request, case: Case) -> tuple[Option, ...]:
    """What can be seen and done with this case on this face, what is asked for most first."""
    words = request.words
    enforced = case.filing.kind == "enforcement"
    session = request.visit.session
    wanted = (
        ("enforcement", "enforcement.title", "money", enforced),
        ("hearings", "case.hearings", "calendar", not enforced),
        ("nodes", "case.nodes", "clock", True),
        ("steps", "case.steps", "list", True),
        ("file", "file.title", "file", True),
        ("recordings", "recordings.title", "video", not enforced),
        ("message", "message.title", "message", enforced),
        ("clue", "clue.title", "search", enforced),
        ("notices", "sms.title", "bell", True),
        ("handoff", "handoff.title", "qr", True),
        ("choose", "case.choose-other", "case", session is not None and len(session.cases) > 1),
        ("end", "case.end", "done", True),
    )
    return tuple(
        Option(title=words(title), place=Place(f"/case/{part}"), icon=icon)
        for part, title, icon, offered in wanted
        if offered and request.face in _BELOW[part].faces
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
        options=(to_case(request),),
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
        options=(to_home(request),),
    )


def _handoff(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    session = request.visit.session
    if session is None:
        return form(request)
    return handoff.page(request, session, rest, lambda: ended(request))


def _case_hearings(request: Request) -> AnyPage | None:
    return proved(request, request.parts.cases.hearings, _hearings)


_SCREENS = frozenset({Face.KIOSK, Face.MOBILE})
_BELOW = {
    "choose": _Below(_choose),
    "hearings": _Below(_only(_case_hearings)),
    "nodes": _Below(_only(case_steps.nodes)),
    "steps": _Below(_only(case_steps.steps)),
    "service": _Below(case_steps.service, _SCREENS),
    "file": _Below(case_file.page, _SCREENS),
    "recordings": _Below(case_recordings.page, _SCREENS),
    "enforcement": _Below(case_enforcement.page),
    "message": _Below(case_message.message),
    "clue": _Below(case_message.clue, _SCREENS),
    "notices": _Below(case_notices.page),
    "password": _Below(_only(case_password.page)),
    "handoff": _Below(_handoff, frozenset({Face.KIOSK})),
    "end": _Below(_only(_end)),
}
