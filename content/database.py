"""Connections to SQLite: many threads may read at once, one at a time writes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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

    def _connect(self, target: str | Path) -> Database:
        conn = sqlite3.connect(target, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")
        self._all.append(conn)
        return Database(conn, execute_plugins=False)

    def _database(self) -> Database:
        if self._shared is not None:
            return self._shared
        db: Database | None = getattr(self._mine, "database", None)
        if db is None:
            with self._writing:
                db = self._mine.database = self._connect(self._target)
        return db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        if self._shared is None:
            yield self._database().conn
        else:
            with self._writing:
                yield self._shared.conn

    @contextmanager
    def writing(self) -> Iterator[Database]:
        with self._writing:
            db = self._database()
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
            self._database().conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        with self._writing:
            for conn in self._all:
                conn.close()
            self._all.clear()
