"""What the sandbox backend remembers, in SQLite, so that a restart or a kill forgets nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS attempts (
    subject TEXT PRIMARY KEY, wrong INTEGER NOT NULL, level INTEGER NOT NULL,
    locked_until TEXT, last_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT PRIMARY KEY, cases TEXT NOT NULL, expires_at TEXT NOT NULL, sends INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS handoffs (
    id TEXT PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, minted_by TEXT NOT NULL,
    cases TEXT NOT NULL, expires_at TEXT NOT NULL, opened_at TEXT);
CREATE TABLE IF NOT EXISTS passwords (case_id TEXT PRIMARY KEY, hash BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS answered (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sent (
    receipt TEXT PRIMARY KEY, kind TEXT NOT NULL, case_id TEXT, target TEXT, body TEXT NOT NULL,
    received_at TEXT NOT NULL, state TEXT NOT NULL, answer TEXT);
CREATE TABLE IF NOT EXISTS attachments (id TEXT PRIMARY KEY, media_type TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS subscriptions (
    id TEXT PRIMARY KEY, case_id TEXT NOT NULL, telephone TEXT NOT NULL, topics TEXT NOT NULL,
    code_hash TEXT NOT NULL, wrong INTEGER NOT NULL, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS steady (
    one INTEGER PRIMARY KEY CHECK (one = 1), boot TEXT NOT NULL, since_boot REAL NOT NULL,
    moment TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sms (number INTEGER PRIMARY KEY, telephone TEXT NOT NULL, text TEXT NOT NULL,
    subject TEXT NOT NULL, at TEXT NOT NULL);
"""


class Database:
    """One connection, one thread at a time: simple, and nothing is lost to a race."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(_TABLES)
        self._lock = threading.RLock()
        self._depth = 0

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; on the disk when the outermost block is left."""
        with self._lock:
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield self._db
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._db.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("COMMIT")
