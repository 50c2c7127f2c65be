"""Visits of people who proved a case, kept in this process's memory only, by a random cookie."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.visit import Visit

# More than one machine serves at a time; the oldest visit gives way.
MOST = 2_000


@dataclass(slots=True)
class _Kept:
    visit: Visit
    used: datetime


class Visits:
    """`idle` is how long a visit may go unused; `ended` is told each visit that is given up."""

    def __init__(self, idle: timedelta, ended: Callable[[Visit], None]) -> None:
        self._idle = idle
        self._ended = ended
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def keep(self, visit: Visit, now: datetime, *, instead_of: str = "") -> str:
        """Keep a visit and return the secret that finds it again: 256 random bits, new at every log-in, since
        the one before, `instead_of`, may have been seen or set by somebody else (session fixation)."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            gone = self._take_idle(now)
            before = self._kept.pop(instead_of, None)
            if before is not None and before.visit is not visit:
                gone.append(before.visit)
            if len(self._kept) >= MOST:
                oldest = min(self._kept, key=lambda name: self._kept[name].used)
                gone.append(self._kept.pop(oldest).visit)
            self._kept[secret] = _Kept(visit, now)
        self._end(gone)
        return secret

    def find(self, secret: str, now: datetime) -> Visit | None:
        with self._lock:
            gone = self._take_idle(now)
            kept = self._kept.get(secret)
            if kept is not None:
                kept.used = now
        self._end(gone)
        return kept.visit if kept else None

    def forget(self, secret: str) -> None:
        """End the visit that `secret` finds, if there is one."""
        with self._lock:
            kept = self._kept.pop(secret, None)
        self._end([kept.visit] if kept else [])

    def _take_idle(self, now: datetime) -> list[Visit]:
        idle = [secret for secret, kept in self._kept.items() if now - kept.used > self._idle]
        return [self._kept.pop(secret).visit for secret in idle]

    def _end(self, visits: list[Visit]) -> None:
        for visit in visits:
            self._ended(visit)
