"""Court time for locks, sessions and one-time codes: it only ever counts.

A wall clock can be set, forward to shorten a lock, back to prolong a session. Here time goes by while the
machine is on (CLOCK_BOOTTIME, also through a restart of this program); a machine that was off goes on where
it stopped, since nothing tells how long that was.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sandbox.database import Database

# How much may be counted once more after a power cut.
_SAVED_EVERY_SECONDS = 10.0
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot() -> str:
    """What this start of the machine is called."""
    return _BOOT_ID.read_text(encoding="ascii").strip()


def since_boot() -> float:
    """Seconds since the machine was switched on."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Steady:
    """``steady()`` is a moment to compare with others of the same kind, and with nothing else. It began as
    `start`, when the database was new."""

    def __init__(
        self,
        database: Database,
        start: datetime,
        *,
        boot: Callable[[], str] = boot,
        since_boot: Callable[[], float] = since_boot,
    ) -> None:
        self._database = database
        self._boot, self._since_boot = boot(), since_boot
        with database.transaction() as db:
            row = db.execute("SELECT boot, since_boot, moment FROM steady").fetchone()
            before, at, moment = row or ("", 0.0, start.isoformat())
            now = since_boot()
            self._moment = datetime.fromisoformat(moment)
            # Another start of the machine: go on from where it was.
            self._at = at if before == self._boot and at <= now else now
            self._save(db, self._moment + timedelta(seconds=now - self._at), now)

    def __call__(self) -> datetime:
        with self._database.transaction() as db:
            at = self._since_boot()
            now = self._moment + timedelta(seconds=at - self._at)
            if at - self._at >= _SAVED_EVERY_SECONDS:
                self._save(db, now, at)
            return now

    def _save(self, db: sqlite3.Connection, moment: datetime, at: float) -> None:
        self._moment, self._at = moment, at
        db.execute("INSERT OR REPLACE INTO steady VALUES (1, ?, ?, ?)", (self._boot, at, moment.isoformat()))
