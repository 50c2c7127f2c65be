"""Wrong passwords, counted for each case before the password is looked at.

Five wrong ones lock for a quarter of an hour, five more for twice as long, and so on up to two hours: a
stranger who goes on and on does not lock a case for ever, and at sixty tries a day does not guess it
either. The right password, the counter and a quiet day set it back. `now` is a moment of `sandbox.steady`:
whoever sets the wall clock moves no lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sandbox.database import Database

WRONG_ALLOWED = 5
LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=2)
QUIET = timedelta(days=1)


class Attempts:
    """`subject` is a case's id, or stands for an unknown number."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, subjects: Sequence[str], now: datetime) -> tuple[list[str], datetime | None]:
        """Count an attempt as wrong for each subject that is not locked.

        Returns the subjects that may be tried, and the end of the latest lock when there is none.
        """
        with self._database.transaction() as db:
            locks = {subject: _claim(db, subject, now) for subject in subjects}
        free = [subject for subject, until in locks.items() if until is None]
        return free, None if free else max(until for until in locks.values() if until)

    def settle(self, right: Iterable[str], tried: Iterable[str]) -> None:
        """The password was right for some: their count starts anew. For the others that were tried along with
        them it was no wrong guess, so that theirs is as before."""
        right = set(right)
        with self._database.transaction() as db:
            for subject in tried:
                if subject in right:
                    db.execute("DELETE FROM attempts WHERE subject = ?", (subject,))
                else:
                    db.execute(
                        "UPDATE attempts SET locked_until = NULL, wrong = wrong - 1, "
                        "level = level - (locked_until IS NOT NULL) WHERE subject = ?",
                        (subject,),
                    )

    def unlock(self, subject: str) -> None:
        """At the counter, against an identity card."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM attempts WHERE subject = ?", (subject,))


def _claim(db: sqlite3.Connection, subject: str, now: datetime) -> datetime | None:
    row = db.execute(
        "SELECT wrong, level, locked_until, last_at FROM attempts WHERE subject = ?", (subject,)
    ).fetchone()
    wrong, level, locked_until, last_at = row or (0, 0, None, now.isoformat())
    if locked_until is not None:
        until = datetime.fromisoformat(locked_until)
        if now < until:
            return until
        wrong, locked_until = 0, None
    if now - datetime.fromisoformat(last_at) > QUIET:
        wrong, level = 0, 0
    wrong += 1
    if wrong >= WRONG_ALLOWED:
        locked_until = (now + min(LOCK * 2**level, LONGEST_LOCK)).isoformat()
        level += 1
    db.execute(
        "INSERT OR REPLACE INTO attempts (subject, wrong, level, locked_until, last_at) "
        "VALUES (?, ?, ?, ?, ?)",
        (subject, wrong, level, locked_until, now.isoformat()),
    )
    return None
