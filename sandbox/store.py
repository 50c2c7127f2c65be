"""What the sandbox backend remembers: wrong passwords, sessions, hand-offs. In SQLite, so that a restart
forgets nothing; secrets only as hashes."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

WRONG_ALLOWED = 5
LOCK = timedelta(minutes=15)
SESSION_LIFE = timedelta(minutes=15)
HANDOFF_LIFE = timedelta(minutes=3)

_TABLES = """
CREATE TABLE IF NOT EXISTS attempts (subject TEXT PRIMARY KEY, wrong INTEGER NOT NULL, locked_until TEXT);
CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT PRIMARY KEY, case_number TEXT NOT NULL, expires_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS handoffs (
    id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, minted_by TEXT NOT NULL,
    case_number TEXT NOT NULL, expires_at TEXT NOT NULL, opened_at TEXT);
"""


@dataclass(frozen=True, slots=True)
class Minted:
    """A token that was made just now: the only time that it is known in clear."""

    token: str
    expires_at: datetime
    id: str = ""


class BackendStore:
    """One connection, one thread at a time: simple, and no attempt is lost to a race."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(_TABLES)
        self._lock = threading.Lock()

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def claim_attempt(self, subject: str, now: datetime) -> datetime | None:
        """Count an attempt as wrong before the password is looked at; the end of the lock if refused."""
        with self._transaction() as db:
            row = db.execute(
                "SELECT wrong, locked_until FROM attempts WHERE subject = ?", (subject,)
            ).fetchone()
            wrong, locked_until = row or (0, None)
            if locked_until is not None:
                until = datetime.fromisoformat(locked_until)
                if now < until:
                    return until
                wrong = 0
            wrong += 1
            lock = (now + LOCK).isoformat() if wrong >= WRONG_ALLOWED else None
            db.execute("INSERT OR REPLACE INTO attempts VALUES (?, ?, ?)", (subject, wrong, lock))
        return None

    def forgive(self, subject: str) -> None:
        """The attempt was right: the count starts anew."""
        with self._transaction() as db:
            db.execute("DELETE FROM attempts WHERE subject = ?", (subject,))

    def start_session(self, case_number: str, now: datetime) -> Minted:
        with self._transaction() as db:
            return _start_session(db, case_number, now)

    def session_case(self, token: str, now: datetime) -> str | None:
        """The number of the case that a token opens; None when it opens none (any more)."""
        with self._transaction() as db:
            row = db.execute(
                "SELECT case_number, expires_at FROM sessions WHERE token_hash = ?", (hashed(token),)
            ).fetchone()
        return row[0] if row and now < datetime.fromisoformat(row[1]) else None

    def end_session(self, token: str) -> None:
        with self._transaction() as db:
            db.execute("DELETE FROM sessions WHERE token_hash = ?", (hashed(token),))

    def mint_handoff(self, session_token: str, case_number: str, now: datetime) -> Minted:
        minted = Minted(secrets.token_urlsafe(16), now + HANDOFF_LIFE, secrets.token_urlsafe(12))
        with self._transaction() as db:
            db.execute(
                "INSERT INTO handoffs VALUES (?, ?, ?, ?, ?, NULL)",
                (
                    minted.id,
                    hashed(minted.token),
                    hashed(session_token),
                    case_number,
                    minted.expires_at.isoformat(),
                ),
            )
        return minted

    def redeem_handoff(self, token: str, now: datetime) -> Minted | None:
        """A new session for the first who brings the code in time; None for everybody else."""
        with self._transaction() as db:
            row = db.execute(
                "SELECT id, case_number, expires_at, opened_at FROM handoffs WHERE token_hash = ?",
                (hashed(token),),
            ).fetchone()
            if row is None or row[3] is not None or now >= datetime.fromisoformat(row[2]):
                return None
            db.execute("UPDATE handoffs SET opened_at = ? WHERE id = ?", (now.isoformat(), row[0]))
            return _start_session(db, row[1], now)

    def handoff_state(
        self, handoff: str, session_token: str, now: datetime
    ) -> Literal["waiting", "opened", "expired"] | None:
        """None when this session minted no such hand-off."""
        with self._transaction() as db:
            row = db.execute(
                "SELECT expires_at, opened_at FROM handoffs WHERE id = ? AND minted_by = ?",
                (handoff, hashed(session_token)),
            ).fetchone()
        if row is None:
            return None
        if row[1] is not None:
            return "opened"
        return "waiting" if now < datetime.fromisoformat(row[0]) else "expired"


def _start_session(db: sqlite3.Connection, case_number: str, now: datetime) -> Minted:
    minted = Minted(secrets.token_urlsafe(32), now + SESSION_LIFE)
    db.execute("DELETE FROM sessions WHERE expires_at < ?", (now.isoformat(),))
    db.execute(
        "INSERT INTO sessions VALUES (?, ?, ?)",
        (hashed(minted.token), case_number, minted.expires_at.isoformat()),
    )
    return minted


def hashed(secret: str) -> str:
    """A token has 128 random bits and more, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()
