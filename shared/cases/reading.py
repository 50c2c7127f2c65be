"""Reading proved cases: each call names the session and which of its cases."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeVar
from urllib.parse import quote

from shared.cases.answers import for_session, found, member, unusable
from shared.cases.details import (
    Document,
    Enforcement,
    Message,
    ReceiptState,
    Recording,
    Slot,
    StepsTaken,
    Subscription,
    SurveyPage,
)
from shared.cases.outcomes import Found, NotOffered, NotThere, SessionEnded, Unavailable
from shared.cases.records import Case, CaseHearing, Session
from shared.cases.transport import Ask, Reply, Transport

# A page of the electronic file, A4 at 300 dpi and more.
MAX_PICTURE = 4 << 20

M = TypeVar("M")
# What reading something of a case can come to.
Read = Found[M] | SessionEnded | NotThere | NotOffered | Unavailable


class Reading:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def case(self, session: Session, case: str) -> Read[Case]:
        """The case. An answer about another one is none, whoever mixed them up."""
        found = self._of(Case, session, case, "")
        about = found.value.filing.number if isinstance(found, Found) else ""
        return found if not about or _is_of(session, case, about) else unusable("another-case")

    def hearings(self, session: Session, case: str) -> Read[tuple[CaseHearing, ...]]:
        return self._of(tuple[CaseHearing, ...], session, case, "hearings")

    def steps(self, session: Session, case: str) -> Read[StepsTaken]:
        return self._of(StepsTaken, session, case, "steps", whole=True)

    def file(self, session: Session, case: str) -> Read[tuple[Document, ...]]:
        return self._of(tuple[Document, ...], session, case, "file", inside="documents")

    def file_page(self, session: Session, case: str, document: str, page: int) -> Read[bytes]:
        """The PNG or JPEG of one page, from 1. The caller keeps it no longer than it is shown."""
        path = f"/v1/cases/{quote(case, safe='')}/file/{quote(document, safe='')}/pages/{page}"
        token = session.token.get_secret_value()
        reply = self._transport.ask(Ask("GET", path, "file-page", token=token, max_body=MAX_PICTURE))
        if isinstance(reply, Reply) and reply.status == 200 and not isinstance(reply.body, bytes):
            return unusable("no-picture")
        return for_session(bytes, reply, status=200)

    def recordings(self, session: Session, case: str) -> Read[tuple[Recording, ...]]:
        return self._of(tuple[Recording, ...], session, case, "recordings")

    def enforcement(self, session: Session, case: str) -> Read[Enforcement]:
        found = self._of(Enforcement, session, case, "enforcement", whole=True)
        about = found.value.filing.number if isinstance(found, Found) else ""
        return found if not about or _is_of(session, case, about) else unusable("another-case")

    def messages(self, session: Session, case: str) -> Read[tuple[Message, ...]]:
        return self._of(tuple[Message, ...], session, case, "messages")

    def subscriptions(self, session: Session, case: str) -> Read[tuple[Subscription, ...]]:
        return self._of(tuple[Subscription, ...], session, case, "subscriptions")

    def slots(self) -> Found[tuple[Slot, ...]] | NotOffered | Unavailable:
        """Free times for filing appointments."""
        reply = self._transport.ask(Ask("GET", "/v1/appointments/slots", "slots"))
        if isinstance(reply, Unavailable):
            return reply
        if reply.problem == "not-offered":
            return NotOffered()
        if reply.status != 200 or not isinstance(reply.body, dict):
            return unusable(f"status-{reply.status}")
        return found(tuple[Slot, ...], member(reply.body, "slots"))

    def surveys(self, month: str, page: int) -> Found[SurveyPage] | NotOffered | Unavailable:
        """A page of a month's answers to surveys, ``2026-11``; for the court's offices."""
        ask = Ask("GET", f"/v1/surveys/{month}?page={page}", "surveys", max_body=MAX_PICTURE)
        reply = self._transport.ask(ask)
        if isinstance(reply, Unavailable):
            return reply
        if reply.problem in ("not-an-office", "not-offered"):
            return NotOffered()
        return found(SurveyPage, reply.body) if reply.status == 200 else unusable(f"status-{reply.status}")

    def receipt(self, receipt: str) -> Found[ReceiptState] | NotThere | Unavailable:
        """What became of what was sent under a receipt number."""
        # Looking twice changes nothing, so the same number may serve as key; it is a POST only to keep the
        # number out of addresses.
        reply = self._transport.ask(Ask("POST", "/v1/receipts/lookup", "receipt", body={"receipt": receipt}))
        if isinstance(reply, Unavailable):
            return reply
        if reply.status == 200:
            state = found(ReceiptState, reply.body)
            if isinstance(state, Found) and state.value.receipt != receipt:
                return unusable("another-receipt")
            return state
        return NotThere() if reply.problem in ("unknown", "invalid") else unusable(f"status-{reply.status}")

    def _of(
        self, kind: type[M], session: Session, case: str, part: str, *, inside: str = "", whole: bool = False
    ) -> Read[M]:
        path = f"/v1/cases/{quote(case, safe='')}" + (f"/{part}" if part else "")
        member = None if whole or not part else inside or part
        return self._fetch(kind, path, part or "case", session, inside=member, case=case)

    def _fetch(
        self,
        kind: type[M],
        path: str,
        name: str,
        session: Session,
        inside: str | None = None,
        case: str = "",
    ) -> Read[M]:
        reply = self._transport.ask(Ask("GET", path, name, token=session.token.get_secret_value()))
        if case and isinstance(reply, Reply) and member(reply.body, "case") not in (None, case):
            return unusable("another-case")
        return for_session(kind, reply, status=200, inside=inside)


def _is_of(session: Session, case: str, number: str) -> bool:
    """Whether `number` is that of the session's case `case`, in whatever writing."""
    return any(each.id == case and _plain(each.number) == _plain(number) for each in session.cases)


def _plain(number: str) -> str:
    return re.sub(r"[\s(){}\[\]〔〕【】]", "", unicodedata.normalize("NFKC", number))
