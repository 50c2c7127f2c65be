"""Talking HTTP with the court backend: one deadline, one breaker, strict TLS, bodies with a cap.

Neither number nor password nor token stands in an address, a log or an exception. Only what can be
asked twice without harm is asked twice: what is read, and what bears an idempotency key.
"""

from __future__ import annotations

import contextlib
import contextvars
import json
import logging
import queue
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pybreaker
import requests
import tenacity
import urllib3
from requests.adapters import HTTPAdapter

from shared.cases.breaker import SteadyStorage
from shared.cases.outcomes import Unavailable

_log = logging.getLogger(__name__)
_PIECE = 16_384
_JSON = ("application/json", "application/problem+json")
_PICTURES = ("image/png", "image/jpeg")
_TRIES = 3
# Short and plain: it may stand in a log.
_PROBLEM = re.compile(r"urn:court:problem:([a-z]+(?:-[a-z]+){0,4})")
_SLOW = frozenset({"deadline", "read-timeout", "connect-timeout"})


class FailedError(Exception):
    """No usable answer; the text is a code of ours. `again` says whether asking again may help."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `name` is what the log calls it. `key` is its idempotency key; `data` and `media_type`
    a body that is no JSON. An answer over `max_body` bytes is given up."""

    method: str
    path: str = field(repr=False)
    name: str
    token: str = field(default="", repr=False)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    key: str = ""
    data: bytes | None = field(default=None, repr=False)
    media_type: str = ""
    max_body: int = 0

    @property
    def repeatable(self) -> bool:
        return self.method == "GET" or bool(self.key)


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is what the JSON says, or the bytes of a picture."""

    status: int
    body: Any = field(repr=False)

    @property
    def problem(self) -> str:
        """The end of a problem's type: ``slot-taken`` of urn:court:problem:slot-taken; empty where the answer
        is none of the contract's: a gateway's own (``about:blank``) says nothing about a case or a letter."""
        kind = self.body.get("type") if isinstance(self.body, dict) and 400 <= self.status < 500 else None
        told = _PROBLEM.fullmatch(kind) if isinstance(kind, str) else None
        return told[1] if told else ""


@dataclass(frozen=True, slots=True)
class Tls:
    """How the backend is believed and how this machine proves itself to it (mTLS); empty: the system's
    certificate authorities, no certificate of our own."""

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None


class Transport:
    """One for all visits of a machine; its connections are pooled. Times are in seconds.

    `total` holds for one call with all its retries, however slowly the backend drips, and within
    `one_page` for all calls together. After the backend kept people waiting for nothing `breaker_failures`
    times in a row, nothing is asked for `breaker_pause`: the next ones get their words at once, and the
    backend gets room to recover. A failure that comes quickly costs nobody time and does not count.
    """

    def __init__(
        self,
        base_url: str,
        *,
        connect: float,
        read: float,
        total: float,
        max_body: int,
        tls: Tls,
        breaker_failures: int,
        breaker_pause: float,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._connect, self._read, self._total = connect, read, total
        self._max_body = max_body
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=breaker_failures,
            reset_timeout=breaker_pause,
            throw_new_error_on_trip=False,
            state_storage=SteadyStorage(),
            exclude=[lambda error: isinstance(error, FailedError) and error.reason not in _SLOW],
        )
        self._page_deadline: contextvars.ContextVar[float | None] = contextvars.ContextVar(
            "page_deadline", default=None
        )
        self._http = requests.Session()
        # A proxy, a netrc or a CA bundle of the environment has no say here.
        self._http.trust_env = False
        self._http.verify = str(tls.ca) if tls.ca else True
        if tls.certificate:
            self._http.cert = (str(tls.certificate), str(tls.key)) if tls.key else str(tls.certificate)
        self._http.mount("https://", HTTPAdapter(pool_maxsize=32, max_retries=0))
        self._http.mount("http://", HTTPAdapter(pool_maxsize=32, max_retries=0))

    def close(self) -> None:
        self._http.close()

    @contextlib.contextmanager
    def one_page(self) -> Iterator[None]:
        """All calls in this block share one deadline: a person waits for a page, not for its calls."""
        outer = self._page_deadline.get()
        before = self._page_deadline.set(time.monotonic() + self._total if outer is None else outer)
        try:
            yield
        finally:
            self._page_deadline.reset(before)

    def ask(self, ask: Ask) -> Reply | Unavailable:
        """The reply, whatever its status below 500; `Unavailable` when there is no usable one in time."""
        deadline = self._page_deadline.get() or time.monotonic() + self._total
        try:
            with self._breaker.calling():
                return _within(deadline, lambda: self._tries(ask, deadline))
        except pybreaker.CircuitBreakerError:
            return Unavailable("circuit-open")
        except FailedError as failure:
            _log.warning("backend: %s: %s", ask.name, failure.reason)
            return Unavailable(failure.reason)

    def _tries(self, ask: Ask, deadline: float) -> Reply:
        again = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_TRIES if ask.repeatable else 1),
            wait=tenacity.wait_random_exponential(multiplier=0.1, max=0.5),
            retry=tenacity.retry_if_exception(
                lambda error: (
                    isinstance(error, FailedError) and error.again and time.monotonic() < deadline - 0.5
                )
            ),
            reraise=True,
        )
        return again(self._once, ask, deadline)

    def _once(self, ask: Ask, deadline: float) -> Reply:
        left = deadline - time.monotonic()
        if left <= 0:
            raise FailedError("deadline", again=False)
        headers = {"Accept": ", ".join((*_JSON, *_PICTURES)), "Accept-Encoding": "identity"}
        if ask.token:
            headers["Authorization"] = f"Bearer {ask.token}"
        if ask.key:
            headers["Idempotency-Key"] = ask.key
        if ask.media_type:
            headers["Content-Type"] = ask.media_type
        try:
            with self._http.request(
                ask.method,
                self._base + ask.path,
                json=ask.body,
                data=ask.data,
                headers=headers,
                timeout=(min(self._connect, left), min(self._read, left)),
                stream=True,
                # Credentials go to the configured address and nowhere else.
                allow_redirects=False,
            ) as response:
                raw = self._body(response, deadline, ask.max_body or self._max_body)
        except requests.ConnectTimeout:
            raise FailedError("connect-timeout", again=True) from None
        except (requests.Timeout, urllib3.exceptions.ReadTimeoutError):
            raise FailedError("read-timeout", again=False) from None
        except requests.exceptions.SSLError:
            raise FailedError("tls", again=False) from None
        # The body is read below requests, whose errors it therefore does not raise. OSError: a certificate
        # file that is not there.
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError):
            raise FailedError("connection", again=True) from None
        if response.is_redirect or 300 <= response.status_code < 400:
            raise FailedError("redirect", again=False)
        if response.status_code >= 500 or response.status_code in (408, 425):
            raise FailedError(f"status-{response.status_code}", again=True)
        return Reply(response.status_code, _decoded(response, raw))

    def _body(self, response: requests.Response, deadline: float, max_body: int) -> bytes:
        """The body, piece by piece. A short piece is handed over as soon as it is there, so that the
        deadline is looked at however slowly the bytes come."""
        raw = bytearray()
        while True:
            if time.monotonic() > deadline:
                raise FailedError("deadline", again=False)
            piece = response.raw.read1(_PIECE)
            if not piece:
                return bytes(raw)
            raw += piece
            if len(raw) > max_body:
                raise FailedError("too-large", again=False)


def _within(deadline: float, ask: Callable[[], Reply]) -> Reply:
    """`ask` in a thread of its own, given up at the deadline: a read time-out starts anew at every byte,
    so a backend that drips headers would hold the person for ever. The thread ends with its connection."""
    answer: queue.SimpleQueue[Reply | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put(ask())
        except BaseException as error:
            answer.put(error)

    threading.Thread(target=run, daemon=True, name="backend").start()
    try:
        outcome = answer.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise FailedError("deadline", again=False) from None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _decoded(response: requests.Response, raw: bytes) -> Any:
    if not raw:
        return None
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind in _PICTURES and response.status_code == 200:
        return raw
    if kind not in _JSON:
        raise FailedError("not-json", again=False)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise FailedError("garbage", again=False) from None
