"""A party's own case (案件查询, rows B1 to B8, C3, C4).

The case is fetched each time it is shown and kept nowhere. What is below the case stands in modules of its
own, one a subject.
"""

from __future__ import annotations

from shared.cases.outcomes import Found
from shared.cases.records import Case, CaseHearing
from shared.pages import AnyPage, Article, Item, Listing, Notice, Option, Tone
from shared.place import Place
from shared.request import Request
from shared.services import case_view, handoff
from shared.services.proved import CASE, choice, choose, chosen, ended, form, home, log_in, proved, to_case
from shared.visit import Face

CASE_HEARINGS = Place("/case/hearings")
END = Place("/case/end")


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            if request.entered is not None:
                return log_in(request, request.entered, _own)
            return _own(request)
        case ("choose", *number):
            return _choose(request, number)
        case ("hearings",):
            return proved(request, request.parts.cases.hearings, _hearings)
        case ("end",):
            return _end(request)
        case ("handoff", *state):
            if request.face is not Face.KIOSK:
                return None
            session = request.visit.session
            if session is None:
                return form(request)
            return handoff.page(request, session, tuple(state), lambda: ended(request))
    return None


def _own(request: Request) -> AnyPage | None:
    return proved(request, request.parts.cases.case, _case)


def _choose(request: Request, number: list[str]) -> AnyPage | None:
    session = request.visit.session
    if session is None:
        return form(request)
    if not number:
        request.visit.case = ""
        return choice(request, session) if len(session.cases) > 1 else _own(request)
    return _own(request) if len(number) == 1 and choose(request, number[0]) else None


def _case(request: Request, case: Case) -> Article:
    words = request.words
    options = [Option(title=words("case.hearings"), place=CASE_HEARINGS, icon="calendar")]
    if request.face is Face.KIOSK:
        options.append(
            Option(title=words("handoff.title"), place=handoff.HANDOFF, icon="qr", hint=words("handoff.hint"))
        )
    options.append(Option(title=words("case.end"), place=END, icon="done"))
    session = request.visit.session
    which = chosen(request, session) if session else None
    hearings = request.parts.cases.hearings(session, which.id) if session and which else None
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
        options=(home(request),),
    )
