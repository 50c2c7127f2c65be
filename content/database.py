"""Connections to SQLite: many threads may read at once, one at a time writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_BUSY_SECONDS = 10.0


class Connections:
    """One connection a thread for a file; one shared connection, used in turn, for memory."""

    def __init__(self, path: Path | None) -> None:
        self._target = path or ":memory:"
        self._writing = threading.RLock()
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._shared = None if path else self._connect(self._target)

    def _connect(self, target: str | Path) -> sqlite3.Connection:
        conn = sqlite3.connect(target, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")
        self._all.append(conn)
        return conn

    def _connection(self) -> sqlite3.Connection:
        if self._shared is not None:
            return self._shared
        conn: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if conn is None:
            with self._writing:
                conn = self._mine.connection = self._connect(self._target)
        return conn

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        if self._shared is None:
            yield self._connection()
        else:
            with self._writing:
                yield self._shared

    @contextmanager
    def writing(self) -> Iterator[Database]:
        # Whoever only reads, as a face does, starts without it: it imports numpy where there is one.
        from sqlite_utils import Database

        with self._writing:
            db = Database(self._connection(), execute_plugins=False)
            if db.conn.in_transaction:  # part of the transaction under way
                yield db
                return
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except BaseException:
                if db.conn.in_transaction:  # a full disk has ended it already
                    db.conn.execute("ROLLBACK")
                raise

    def shorten_log(self) -> None:
        """Move the write-ahead log into the database and give its room back, as far as that is possible."""
        with self._writing, suppress(sqlite3.OperationalError):
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._writing:
            for conn in self._all:
                conn.close()
            self._all.clear()
