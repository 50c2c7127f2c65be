"""From the kiosk to one's own phone: a one-time code for a case that was proved at the kiosk.

The backend mints the code, which lives for minutes and opens once. The kiosk shows it, looks
whether it was used, says so and ends its own visit.
"""

from __future__ import annotations

from collections.abc import Callable

from shared.cases.outcomes import Found, NotOffered, NotThere, SessionEnded, Unavailable
from shared.cases.records import Session
from shared.pages import AnyPage, Article, Carry, Notice, Option, Paragraph, Tone, Watch
from shared.place import Place
from shared.request import Request

HANDOFF = Place("/case/handoff")
STATE = Place("/case/handoff/state")
LOOK_EVERY_SECONDS = 1.5


def page(
    request: Request, session: Session, rest: tuple[str, ...], session_ended: Callable[[], AnyPage]
) -> AnyPage | None:
    if rest == ("state",):
        return _state(request, session, session_ended)
    return _mint(request, session, session_ended) if not rest else None


def _mint(request: Request, session: Session, session_ended: Callable[[], AnyPage]) -> AnyPage:
    words = request.words
    match request.parts.cases.mint_handoff(session):
        case Found(handoff):
            request.visit.handoff = handoff.id
            until = handoff.expires_at.astimezone(request.now.tzinfo)
            return Article(
                title=words("handoff.title"),
                place=HANDOFF,
                private=True,
                blocks=(
                    Carry(
                        code=handoff.token.get_secret_value(), until=until, caption=words("handoff.caption")
                    ),
                    Paragraph(words("handoff.once")),
                ),
                watch=Watch(STATE, LOOK_EVERY_SECONDS),
                options=(_to_case(request),),
            )
        case SessionEnded():
            return session_ended()
        case NotThere() | NotOffered() | Unavailable():
            return Notice(
                title=words("handoff.title"),
                place=HANDOFF,
                code="unavailable",
                tone=Tone.PROBLEM,
                text=words("handoff.unavailable"),
                offline=True,
                private=True,
                options=(_to_case(request),),
            )


def _state(request: Request, session: Session, session_ended: Callable[[], AnyPage]) -> AnyPage:
    words = request.words
    waiting = Notice(
        title=words("handoff.title"), place=HANDOFF, code="waiting", text=words("handoff.waiting")
    )
    if request.visit.handoff is None:
        return waiting
    match request.parts.cases.handoff_state(session, request.visit.handoff):
        case Found("opened"):
            return Notice(
                title=words("handoff.opened-title"),
                place=HANDOFF,
                code="handoff-opened",
                tone=Tone.DONE,
                text=words("handoff.opened-text"),
                ends_visit=True,
            )
        case Found("expired"):
            return Notice(
                title=words("handoff.expired-title"),
                place=HANDOFF,
                code="handoff-expired",
                text=words("handoff.expired-text"),
                private=True,
                options=(Option(title=words("handoff.again"), place=HANDOFF, icon="qr"), _to_case(request)),
            )
        case SessionEnded():
            return session_ended()
        # A state that cannot be asked for now is asked for again.
        case _:
            return waiting


def _to_case(request: Request) -> Option:
    return Option(title=request.words("case.back-to-case"), place=Place("/case"), icon="case")
