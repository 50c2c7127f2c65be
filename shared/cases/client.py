"""The client of the court backend (``docs/backend-api.yaml``): every call ends with a typed outcome.

Proving a case and reading it are here and in `shared.cases.reading`; what the public sends goes through
`shared.outbox`, which delivers it with `shared.cases.sending`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from urllib.parse import quote

from pydantic import SecretStr

from shared.cases.answers import for_session, found, unusable
from shared.cases.details import Subscription, Topic
from shared.cases.outcomes import (
    Found,
    HandoffGone,
    Locked,
    NotOffered,
    NotRecognised,
    NotThere,
    Refused,
    SessionEnded,
    Unavailable,
)
from shared.cases.reading import Reading
from shared.cases.records import Handoff, HandoffState, Session
from shared.cases.transport import Ask, Reply, Tls, Transport

_YEARS = range(2020, 2200)


class CaseClient(Reading):
    """One client serves all visits of a machine; its connections are pooled.

    Times are in seconds. `total_deadline` holds for one call with all its retries, however slowly the
    backend drips. An answer over `max_body` bytes is given up.
    """

    def __init__(
        self,
        base_url: str,
        *,
        terminal: str = "terminal-1",
        connect_timeout: float = 2.0,
        read_timeout: float = 4.0,
        total_deadline: float = 4.5,
        max_body: int = 1 << 20,
        tls: Tls | None = None,
        breaker_failures: int = 3,
        breaker_pause: float = 5.0,
    ) -> None:
        super().__init__(
            Transport(
                base_url,
                connect=connect_timeout,
                read=read_timeout,
                total=total_deadline,
                max_body=max_body,
                tls=tls or Tls(),
                breaker_failures=breaker_failures,
                breaker_pause=breaker_pause,
            )
        )
        self.terminal = terminal

    @property
    def transport(self) -> Transport:
        return self._transport

    def one_page(self) -> AbstractContextManager[None]:
        """All calls in the block together take no longer than `total_deadline`."""
        return self._transport.one_page()

    def close(self) -> None:
        self._transport.close()

    def log_in(
        self, number: str, password: SecretStr, face: str
    ) -> Found[Session] | NotRecognised | Locked | Unavailable:
        """Prove cases by case number (案号), lookup number (查询码) or ID number and query password. Never
        repeated: a wrong password counts each time it arrives."""
        reply = self._post(
            "log-in",
            "/v1/sessions",
            {
                "number": number,
                "password": password.get_secret_value(),
                "face": face,
                "terminal": self.terminal,
            },
        )
        if isinstance(reply, Unavailable):
            return reply
        if reply.status == 201:
            return found(Session, reply.body)
        # A malformed number is as unknown as any other.
        if (reply.status, reply.problem) in ((401, "not-recognised"), (400, "invalid"), (422, "invalid")):
            return NotRecognised()
        if reply.status == 423:
            until = _moment(reply.body)
            return Locked(until) if until else unusable("locked-without-time")
        return unusable(f"status-{reply.status}")

    def log_out(self, session: Session) -> None:
        """Tell the backend that the session is over. If it cannot be told, the session runs out by itself."""
        token = session.token.get_secret_value()
        self._transport.ask(Ask("DELETE", "/v1/sessions/current", "log-out", token=token))

    def reset_password(
        self, number: str, telephone: str, face: str, key: str
    ) -> Found[None] | NotOffered | Refused | Unavailable:
        """A new password by SMS to the number on record. Whether anything was sent is told to nobody.
        `key` is the idempotency key."""
        body = {"number": number, "telephone": telephone, "face": face, "terminal": self.terminal}
        reply = self._post("password-reset", "/v1/password-resets", body, key=key)
        if isinstance(reply, Unavailable):
            return reply
        if reply.status == 202:
            return Found(None)
        if reply.problem == "not-offered":
            return NotOffered()
        return _refused(reply) or unusable(f"status-{reply.status}")

    def mint_handoff(
        self, session: Session
    ) -> Found[Handoff] | SessionEnded | NotThere | NotOffered | Unavailable:
        """A one-time code by which another device may open the cases."""
        return for_session(Handoff, self._post("handoff", "/v1/handoffs", None, session=session), status=201)

    def redeem_handoff(self, token: SecretStr) -> Found[Session] | HandoffGone | Unavailable:
        body = {"token": token.get_secret_value(), "terminal": self.terminal}
        reply = self._post("redeem", "/v1/handoffs/redeem", body)
        if isinstance(reply, Unavailable):
            return reply
        if reply.status == 201:
            return found(Session, reply.body)
        if reply.problem in ("handoff-gone", "unknown", "invalid", "not-offered"):
            return HandoffGone()
        return unusable(f"status-{reply.status}")

    def handoff_state(
        self, session: Session, handoff: str
    ) -> Found[HandoffState] | SessionEnded | NotThere | NotOffered | Unavailable:
        path = f"/v1/handoffs/{quote(handoff, safe='')}"
        return self._fetch(HandoffState, path, "handoff-state", session, inside="state")  # type: ignore[arg-type]

    def subscribe(
        self, session: Session, case: str, telephone: str, topics: tuple[Topic, ...], key: str
    ) -> Found[Subscription] | Refused | SessionEnded | NotThere | NotOffered | Unavailable:
        """Ask for SMS notices: the number gets a code, and with `confirm` begins the subscription."""
        body = {"telephone": telephone, "topics": list(topics)}
        path = f"/v1/cases/{quote(case, safe='')}/subscriptions"
        reply = self._post("subscribe", path, body, session=session, key=key)
        return _refused(reply) or for_session(Subscription, reply, status=201)

    def confirm(
        self, session: Session, case: str, subscription: str, code: str, key: str
    ) -> Found[Subscription] | Refused | SessionEnded | NotThere | NotOffered | Unavailable:
        path = f"/v1/cases/{quote(case, safe='')}/subscriptions/{quote(subscription, safe='')}/confirmation"
        reply = self._post("confirm", path, {"code": code}, session=session, key=key)
        return _refused(reply) or for_session(Subscription, reply, status=200)

    def unsubscribe(
        self, session: Session, case: str, subscription: str
    ) -> Found[None] | SessionEnded | NotThere | NotOffered | Unavailable:
        path = f"/v1/cases/{quote(case, safe='')}/subscriptions/{quote(subscription, safe='')}"
        token = session.token.get_secret_value()
        reply = self._transport.ask(Ask("DELETE", path, "unsubscribe", token=token))
        # What is not there (any more) is ended.
        if isinstance(reply, Reply) and (reply.status == 204 or reply.problem == "unknown"):
            return Found(None)
        return for_session(type(None), reply, status=204)

    def healthy(self) -> bool:
        """Whether the backend answers at all."""
        reply = self._transport.ask(Ask("GET", "/v1/health", "health"))
        return isinstance(reply, Reply) and reply.status == 200

    def _post(
        self,
        name: str,
        path: str,
        body: dict[str, Any] | None,
        *,
        session: Session | None = None,
        key: str = "",
    ) -> Reply | Unavailable:
        token = session.token.get_secret_value() if session else ""
        return self._transport.ask(Ask("POST", path, name, token=token, body=body, key=key))


def _refused(reply: Reply | Unavailable) -> Refused | None:
    if isinstance(reply, Reply) and reply.status in (409, 422, 429) and reply.problem:
        return Refused(reply.problem)
    return None


def _moment(body: Any) -> datetime | None:
    text = body.get("locked_until") if isinstance(body, dict) else None
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    # A year that is none of ours cannot even be told in another zone.
    return moment if moment and moment.tzinfo and moment.year in _YEARS else None
