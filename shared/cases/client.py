"""The client of the court backend (``docs/backend-api.yaml``): every call ends with a typed outcome.

Neither number nor password nor token stands in an address, a log or an exception. Only what can be
asked twice without harm is asked twice.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

import requests
import tenacity
import urllib3
from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError
from requests.adapters import HTTPAdapter

from shared.cases.outcomes import Found, HandoffGone, Locked, NotRecognised, SessionEnded, Unavailable
from shared.cases.records import Case, CaseHearing, Handoff, HandoffState, Session

_log = logging.getLogger(__name__)
_PIECE = 16_384

M = TypeVar("M")


class _FailedError(Exception):
    """No usable answer; the text is a code of ours. `again` says whether asking again may help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


class _Reply(BaseModel):
    status: int
    body: Any


class CaseClient:
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
        total_deadline: float = 5.0,
        max_body: int = 1 << 20,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._terminal = terminal
        self._connect = connect_timeout
        self._read = read_timeout
        self._total = total_deadline
        self._max_body = max_body
        self._http = requests.Session()
        # A proxy of the environment must not see a password; the certificate store stays the default.
        self._http.trust_env = False
        self._http.mount("https://", HTTPAdapter(pool_maxsize=32, max_retries=0))
        self._http.mount("http://", HTTPAdapter(pool_maxsize=32, max_retries=0))

    def log_in(
        self, number: str, password: SecretStr, face: str
    ) -> Found[Session] | NotRecognised | Locked | Unavailable:
        """Prove a case by its number (案号) or lookup number (查询码) and query password. Never repeated: a
        wrong password counts each time it arrives."""
        body = {
            "number": number,
            "password": password.get_secret_value(),
            "face": face,
            "terminal": self._terminal,
        }
        reply = self._ask("POST", "/v1/sessions", body=body)
        if isinstance(reply, Unavailable):
            return reply
        if reply.status == 201:
            return _found(Session, reply.body)
        # A malformed number is as unknown as any other.
        if reply.status in (400, 401, 422):
            return NotRecognised()
        if reply.status == 423:
            until = _moment(reply.body)
            return Locked(until) if until else _unusable("locked-without-time")
        return _unusable(f"status-{reply.status}")

    def log_out(self, session: Session) -> None:
        """Tell the backend that the session is over. If it cannot be told, the session runs out by itself."""
        self._ask("DELETE", "/v1/sessions/current", session=session)

    def case(self, session: Session) -> Found[Case] | SessionEnded | Unavailable:
        return self._fetch(Case, "/v1/case", session)

    def hearings(self, session: Session) -> Found[tuple[CaseHearing, ...]] | SessionEnded | Unavailable:
        return self._fetch(tuple[CaseHearing, ...], "/v1/case/hearings", session, inside="hearings")

    def mint_handoff(self, session: Session) -> Found[Handoff] | SessionEnded | Unavailable:
        """A one-time code by which another device may open the case."""
        reply = self._ask("POST", "/v1/handoffs", session=session)
        return _for_session(Handoff, reply, status=201)

    def redeem_handoff(self, token: SecretStr) -> Found[Session] | HandoffGone | Unavailable:
        body = {"token": token.get_secret_value(), "terminal": self._terminal}
        reply = self._ask("POST", "/v1/handoffs/redeem", body=body)
        if isinstance(reply, Unavailable):
            return reply
        if reply.status == 201:
            return _found(Session, reply.body)
        if reply.status in (400, 404, 410, 422):
            return HandoffGone()
        return _unusable(f"status-{reply.status}")

    def handoff_state(
        self, session: Session, handoff: str
    ) -> Found[HandoffState] | SessionEnded | Unavailable:
        return self._fetch(
            HandoffState,  # type: ignore[arg-type]
            f"/v1/handoffs/{quote(handoff, safe='')}",
            session,
            inside="state",
        )

    def healthy(self) -> bool:
        """Whether the backend answers at all."""
        reply = self._ask("GET", "/v1/health")
        return isinstance(reply, _Reply) and reply.status == 200

    def close(self) -> None:
        self._http.close()

    def _fetch(
        self, kind: type[M], path: str, session: Session, inside: str | None = None
    ) -> Found[M] | SessionEnded | Unavailable:
        return _for_session(kind, self._ask("GET", path, session=session), status=200, inside=inside)

    def _ask(
        self, method: str, path: str, *, session: Session | None = None, body: dict[str, str] | None = None
    ) -> _Reply | Unavailable:
        deadline = time.monotonic() + self._total
        again = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(3 if method == "GET" else 1),
            wait=tenacity.wait_random_exponential(multiplier=0.1, max=0.5),
            retry=tenacity.retry_if_exception(
                lambda error: (
                    isinstance(error, _FailedError) and error.again and time.monotonic() < deadline - 0.5
                )
            ),
            reraise=True,
        )
        try:
            return _within(deadline, lambda: again(self._once, method, path, session, body, deadline))
        except _FailedError as failure:
            _log.warning("backend: %s %s: %s", method, path.split("/")[2], failure.reason)
            return Unavailable(failure.reason)

    def _once(
        self,
        method: str,
        path: str,
        session: Session | None,
        body: dict[str, str] | None,
        deadline: float,
    ) -> _Reply:
        left = deadline - time.monotonic()
        if left <= 0:
            raise _FailedError("deadline", again=False)
        headers = {"Accept": "application/json, application/problem+json", "Accept-Encoding": "identity"}
        if session is not None:
            headers["Authorization"] = f"Bearer {session.token.get_secret_value()}"
        try:
            with self._http.request(
                method,
                self._base + path,
                json=body,
                headers=headers,
                timeout=(min(self._connect, left), min(self._read, left)),
                stream=True,
                # Credentials go to the configured address and nowhere else.
                allow_redirects=False,
            ) as response:
                raw = self._body(response, deadline)
        except requests.ConnectTimeout:
            raise _FailedError("connect-timeout", again=True) from None
        except (requests.Timeout, urllib3.exceptions.ReadTimeoutError):
            raise _FailedError("read-timeout", again=False) from None
        except requests.exceptions.SSLError:
            raise _FailedError("tls", again=False) from None
        # The body is read below requests, whose errors it therefore does not raise.
        except (requests.RequestException, urllib3.exceptions.HTTPError):
            raise _FailedError("connection", again=True) from None
        if response.is_redirect:
            raise _FailedError("redirect", again=False)
        if response.status_code >= 500:
            raise _FailedError(f"status-{response.status_code}", again=True)
        return _Reply(status=response.status_code, body=_decoded(response, raw))

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """The body, piece by piece. A short piece is handed over as soon as it is there, so that the
        deadline is looked at however slowly the bytes come."""
        raw = bytearray()
        while True:
            if time.monotonic() > deadline:
                raise _FailedError("deadline", again=False)
            piece = response.raw.read1(_PIECE)
            if not piece:
                return bytes(raw)
            raw += piece
            if len(raw) > self._max_body:
                raise _FailedError("too-large", again=False)


def _within(deadline: float, ask: Callable[[], _Reply]) -> _Reply:
    """`ask` in a thread of its own, given up at the deadline: a read time-out starts anew at every byte,
    so a backend that drips headers would hold the person for ever. The thread ends with its connection."""
    answer: queue.SimpleQueue[_Reply | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put(ask())
        except BaseException as error:
            answer.put(error)

    threading.Thread(target=run, daemon=True, name="backend").start()
    try:
        outcome = answer.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise _FailedError("deadline", again=False) from None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _decoded(response: requests.Response, raw: bytes) -> Any:
    if not raw:
        return None
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "application/problem+json"):
        raise _FailedError("not-json", again=False)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise _FailedError("garbage", again=False) from None


def _for_session(
    kind: type[M], reply: _Reply | Unavailable, *, status: int, inside: str | None = None
) -> Found[M] | SessionEnded | Unavailable:
    if isinstance(reply, Unavailable):
        return reply
    if reply.status == status:
        body = reply.body
        if inside is not None:
            body = body.get(inside) if isinstance(body, dict) else None
        return _found(kind, body)
    if reply.status in (401, 403):
        return SessionEnded()
    return _unusable(f"status-{reply.status}")


def _found(kind: type[M], body: Any) -> Found[M] | Unavailable:
    try:
        return Found(TypeAdapter(kind).validate_python(body))
    except ValidationError:
        return _unusable("wrong-shape")


def _unusable(reason: str) -> Unavailable:
    _log.warning("backend: %s", reason)
    return Unavailable(reason)


def _moment(body: Any) -> datetime | None:
    text = body.get("locked_until") if isinstance(body, dict) else None
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
