"""Visits to the mobile page, kept in this process's memory only, by a random cookie: what a person proved or
wrote, and the answers to what they sent."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.cases.records import Session
from shared.pages import AnyPage
from shared.visit import Visit

# More than one machine serves at a time; the oldest visit gives way, first of those that hold nothing.
MOST = 2_000
MOST_ANSWERS = 20
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of something that was sent, to be shown again when it is loaded again or gone back to.
    `session` is the one that it was sent in: what a case answered is not shown when the case is closed."""

    page: AnyPage
    status: int
    session: Session | None = field(repr=False)


@dataclass(slots=True)
class Kept:
    """A visit that is kept, for one request at a time (`turn`): who touches a button twice sends twice."""

    visit: Visit
    used: datetime
    answers: dict[str, Answer] = field(default_factory=dict, repr=False)
    sent: dict[bytes, str] = field(default_factory=dict, repr=False)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    def answer(self, name: str) -> Answer | None:
        found = self.answers.get(name)
        closed = found is not None and found.session not in (None, self.visit.session)
        return None if closed else found

    def add(self, answer: Answer) -> str:
        """Keep an answer and return the name that finds it."""
        name = secrets.token_urlsafe(16)
        self.answers[name] = answer
        if len(self.answers) > MOST_ANSWERS:
            self.answers.pop(next(iter(self.answers)))
        return name


class Visits:
    """`idle` is how long a visit may go unused; `ended` is told each visit that is given up."""

    def __init__(self, idle: timedelta, ended: Callable[[Visit], None]) -> None:
        self._idle = idle
        self._ended = ended
        self._kept: dict[str, Kept] = {}
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)

    def keep(self, visit: Visit, now: datetime, *, instead_of: str = "") -> str:
        """Keep a visit and return the secret that finds it again: 256 random bits, new at every log-in, since
        the one before, `instead_of`, may have been seen or set by somebody else (session fixation)."""
        secret = new_secret()
        with self._lock:
            before = self._kept.pop(instead_of, None)
            gone = [before.visit] if before is not None and before.visit is not visit else []
            kept = before if before is not None and not gone else Kept(visit, now)
            kept.used = now
            gone += self._put(secret, kept, now)
        self._end(gone)
        return secret

    def hold(self, secret: str, visit: Visit, now: datetime) -> Kept:
        """Keep a visit in which nothing was proved or written under the secret that its browser has already.
        What is found under it are answers, and each has a secret name of its own."""
        kept = Kept(visit, now)
        with self._lock:
            gone = self._put(secret, kept, now)
        self._end(gone)
        return kept

    def find(self, secret: str, now: datetime) -> Kept | None:
        with self._lock:
            gone = self._take_idle(now)
            kept = self._kept.get(secret)
            if kept is not None:
                kept.used = now
        self._end(gone)
        return kept

    def forget(self, secret: str) -> None:
        """End the visit that `secret` finds, if there is one."""
        with self._lock:
            kept = self._kept.pop(secret, None)
        self._end([kept.visit] if kept else [])

    def mark(self, form: str, entered: Mapping[str, str]) -> bytes:
        """What tells a form sent twice: the one that was shown, with the same in it. Tells nothing else."""
        told = "\0".join((form, *(f"{name}\0{entered[name]}" for name in sorted(entered))))
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()

    def _put(self, secret: str, kept: Kept, now: datetime) -> list[Visit]:
        gone = self._take_idle(now)
        if len(self._kept) >= MOST:
            oldest = min(
                self._kept,
                key=lambda name: (self._kept[name].visit.holds_something, self._kept[name].used),
            )
            gone.append(self._kept.pop(oldest).visit)
        self._kept[secret] = kept
        return gone

    def _take_idle(self, now: datetime) -> list[Visit]:
        for kept in self._kept.values():
            # A clock that was put back must not keep a visit open for as long as it was put back.
            kept.used = min(kept.used, now)
        idle = [secret for secret, kept in self._kept.items() if now - kept.used > self._idle]
        return [self._kept.pop(secret).visit for secret in idle]

    def _end(self, visits: list[Visit]) -> None:
        for visit in visits:
            self._ended(visit)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def is_secret(text: str) -> bool:
    """Whether `text` looks like a secret that `new_secret` made."""
    return _SECRET.fullmatch(text) is not None
