"""Handing something in: kept on this machine first, then tried at once, then told with its receipt number.

A form is sent in two steps, so that a page loaded again or a key pressed twice sends nothing twice: what was
entered waits in the visit's draft, is shown once more, and goes when it is confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.cases.sending import Kind, Sending
from shared.outbox import Entry, Full, State
from shared.pages import AnyPage, Fact, Form, Notice, Option, Tone
from shared.place import Place
from shared.receipts import in_groups
from shared.request import Request
from shared.services.proved import chosen
from shared.services.ways_on import to_home, to_person
from shared.values import Digits

VOICE = "message"


def keep_draft(request: Request, kind: Kind, **entered: str) -> None:
    """What was entered, until it is confirmed. What was drafted before is gone."""
    request.visit.draft.clear()
    request.visit.draft.update(entered, kind=kind)


def draft(request: Request, kind: Kind) -> Mapping[str, str] | None:
    """What waits to be confirmed; None when nothing of this kind does."""
    waiting = request.visit.draft
    return waiting if waiting.get("kind") == kind and "receipt" not in waiting else None


def confirm(
    request: Request, *, title: str, place: Place, facts: tuple[Fact, ...], back: Place, text: str = ""
) -> Form:
    """What was entered, shown once more, with one button: send."""
    words = request.words
    return Form(
        title=title,
        place=place,
        intro=text or words("send.check"),
        private=True,
        fields=(),
        facts=facts,
        to=place,
        submit=words("send.send"),
        sends="data",
        options=(Option(title=words("send.change"), place=back, icon="pen"),),
    )


def send(request: Request, kind: Kind, fields: Mapping[str, Any], *, target: str = "") -> Entry | Full:
    """Keep it, then try to deliver it within the time that this page has. A voice message that the visit
    holds goes with it."""
    visit, parts = request.visit, request.parts
    session = visit.session if kind.of_case else None
    case = chosen(request, session) if session else None
    kept = parts.outbox.put(
        kind,
        fields,
        now=request.now,
        face=str(request.face),
        language=str(request.language),
        case=case.id if case else "",
        target=target,
        sending_token=session.sending_token.get_secret_value() if session else "",
        attachment=visit.attachments.pop(VOICE, None) if kind.takes_attachment else None,
    )
    if isinstance(kept, Full):
        return kept
    visit.draft.clear()
    visit.draft.update(kind=kind, receipt=kept.receipt)
    deliver = Sending(parts.cases.transport).deliver
    return parts.outbox.deliver(kept.receipt, deliver, request.now) or kept


def told(
    request: Request, kind: Kind, *, title: str, place: Place, back: Option | None = None
) -> AnyPage | None:
    """What became of what this visit sent; None when it sent nothing of this kind."""
    sent = request.visit.draft
    if sent.get("kind") != kind or "receipt" not in sent:
        return None
    entry = request.parts.outbox.entry(sent["receipt"])
    return outcome(request, entry, title=title, place=place, back=back) if entry else None


def outcome(
    request: Request, entry: Entry | Full, *, title: str, place: Place, back: Option | None = None
) -> Notice:
    """The receipt number and how far it is, or why it was not taken."""
    words = request.words
    options = tuple(option for option in (back, to_home(request)) if option)
    if isinstance(entry, Full):
        return Notice(
            title=title,
            place=place,
            code="not-kept",
            tone=Tone.PROBLEM,
            text=words("send.not-kept"),
            options=(to_person(request), *options),
        )
    if entry.state is State.REFUSED:
        known = entry.reason in ("slot-taken", "unknown", "session-ended")
        return Notice(
            title=title,
            place=place,
            code=f"refused-{entry.reason}" if known else "refused",
            tone=Tone.PROBLEM,
            text=words(f"send.refused-{entry.reason}") if known else words("send.refused"),
            private=True,
            options=(to_person(request), *options),
        )
    if entry.state is State.EXPIRED:
        return Notice(
            title=title,
            place=place,
            code="expired",
            tone=Tone.PROBLEM,
            text=words("send.expired"),
            private=True,
            options=(to_person(request), *options),
        )
    delivered = entry.state is State.DELIVERED
    return Notice(
        title=title,
        place=place,
        code="sent" if delivered else "kept",
        tone=Tone.DONE,
        text=words("send.sent") if delivered else words("send.kept"),
        offline=not delivered,
        private=True,
        facts=(
            Fact("receipt.number", words("receipt.number"), Digits(in_groups(entry.receipt))),
            Fact("receipt.state", words("receipt.state"), words(f"receipt.state-{entry.state}")),
        ),
        steps=(words("send.keep-number"),),
        options=options,
    )
