"""Sessions and hand-offs; tokens are kept as hashes only."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sandbox.database import Database

SESSION_LIFE = timedelta(minutes=15)
SENDING_LIFE = timedelta(days=30)
HANDOFF_LIFE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Minted:
    """Tokens that were made just now: the only time that they are known in clear."""

    token: str
    expires_at: datetime
    cases: tuple[str, ...] = ()
    sending_token: str = ""
    id: str = ""


class Sessions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, cases: Sequence[str], now: datetime) -> Minted:
        with self._database.transaction() as db:
            return _start(db, cases, now)

    def cases(self, token: str, now: datetime, *, sending: bool = False) -> tuple[str, ...] | None:
        """The ids of the cases that a token opens; None when it opens none (any more). With `sending` a
        sending token will do."""
        with self._database.transaction() as db:
            row = db.execute(
                "SELECT cases, expires_at, sends FROM sessions WHERE token_hash = ?", (hashed(token),)
            ).fetchone()
        if row is None or now >= datetime.fromisoformat(row[1]) or (row[2] and not sending):
            return None
        return tuple(json.loads(row[0]))

    def end(self, token: str) -> None:
        with self._database.transaction() as db:
            db.execute("DELETE FROM sessions WHERE token_hash = ? AND NOT sends", (hashed(token),))

    def mint_handoff(self, session_token: str, cases: Sequence[str], now: datetime) -> Minted:
        minted = Minted(secrets.token_urlsafe(16), now + HANDOFF_LIFE, id=secrets.token_urlsafe(12))
        until = minted.expires_at.isoformat()
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO handoffs VALUES (?, ?, ?, ?, ?, NULL)",
                (minted.id, hashed(minted.token), hashed(session_token), json.dumps(cases), until),
            )
        return minted

    def redeem_handoff(self, token: str, now: datetime) -> Minted | None:
        """A new session for the first who brings the code in time; None for everybody else."""
        with self._database.transaction() as db:
            row = db.execute(
                "SELECT id, cases, expires_at, opened_at FROM handoffs WHERE token_hash = ?", (hashed(token),)
            ).fetchone()
            if row is None or row[3] is not None or now >= datetime.fromisoformat(row[2]):
                return None
            db.execute("UPDATE handoffs SET opened_at = ? WHERE id = ?", (now.isoformat(), row[0]))
            return _start(db, json.loads(row[1]), now)

    def handoff_state(
        self, handoff: str, session_token: str, now: datetime
    ) -> Literal["waiting", "opened", "expired"] | None:
        """None when this session minted no such hand-off."""
        with self._database.transaction() as db:
            row = db.execute(
                "SELECT expires_at, opened_at FROM handoffs WHERE id = ? AND minted_by = ?",
                (handoff, hashed(session_token)),
            ).fetchone()
        if row is None:
            return None
        if row[1] is not None:
            return "opened"
        return "waiting" if now < datetime.fromisoformat(row[0]) else "expired"


def _start(db: sqlite3.Connection, cases: Sequence[str], now: datetime) -> Minted:
    minted = Minted(
        secrets.token_urlsafe(32), now + SESSION_LIFE, tuple(cases), sending_token=secrets.token_urlsafe(32)
    )
    db.execute("DELETE FROM sessions WHERE expires_at < ?", (now.isoformat(),))
    for token, until, sends in (
        (minted.token, minted.expires_at, 0),
        (minted.sending_token, now + SENDING_LIFE, 1),
    ):
        db.execute(
            "INSERT INTO sessions VALUES (?, ?, ?, ?)",
            (hashed(token), json.dumps(minted.cases), until.isoformat(), sends),
        )
    return minted


def hashed(secret: str) -> str:
    """A token has 128 random bits and more, so a plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()
