"""What was changed here by hand: what is not published yet, what records were before, what is withdrawn.

Only a machine where content is entered writes it; machines that sync keep none of it. It is never published.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def make_tables(db: Database) -> None:
    # `body` is the record as last published; NULL where it was not.
    db.conn.execute(
        """CREATE TABLE unpublished (
            kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL, body TEXT,
            PRIMARY KEY (kind, id, lang)) WITHOUT ROWID"""
    )
    db.conn.execute(
        """CREATE TABLE history (
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
            until TEXT NOT NULL, became TEXT NOT NULL, body TEXT NOT NULL)"""
    )
    db.conn.execute("CREATE INDEX history_of ON history (kind, id, number)")
    # `purged`: the published folder holds no file any more that the record was ever in.
    db.conn.execute(
        """CREATE TABLE withdrawn (
            kind TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL,
            purged INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID"""
    )


@dataclass(frozen=True, slots=True)
class Before:
    """A record as it was, until when, and what became of it then: changed, removed or withdrawn."""

    lang: str
    until: datetime
    became: str
    body: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    kind: str
    id: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A record as published and as it is now; None for not there. `number` is what it is dialled by."""

    kind: str
    id: str
    lang: str
    published: str | None
    now: str | None
    number: int | None


def note(
    conn: sqlite3.Connection,
    key: tuple[str, str, str],
    old: str | None,
    became: str,
    moment: datetime,
    *,
    published: bool,
) -> None:
    """A record is about to change from `old`. `published`: there is a publication to differ from."""
    if published:
        conn.execute("INSERT OR IGNORE INTO unpublished VALUES (?, ?, ?, ?)", [*key, old])
    if old is not None:
        conn.execute(
            "INSERT INTO history (kind, id, lang, until, became, body) VALUES (?, ?, ?, ?, ?, ?)",
            [*key, moment.isoformat(), became, old],
        )


def unpublished(conn: sqlite3.Connection) -> Iterator[Unpublished]:
    """What differs from the publication, in a fixed order."""
    rows = conn.execute(
        """SELECT u.kind, u.id, u.lang, u.body, r.body, n.number FROM unpublished u
           LEFT JOIN records r ON (r.kind, r.id, r.lang) = (u.kind, u.id, u.lang)
           LEFT JOIN numbers n ON (n.kind, n.id) = (u.kind, u.id)
           WHERE u.body IS NOT r.body ORDER BY u.kind, u.id, u.lang"""
    )
    for row in rows:
        yield Unpublished(*row)


def all_published(conn: sqlite3.Connection) -> None:
    conn.execute("DELETE FROM unpublished")


def history(conn: sqlite3.Connection, kind: str, id: str) -> tuple[Before, ...]:
    """What a record was before, the latest first."""
    rows = conn.execute(
        "SELECT lang, until, became, body FROM history WHERE kind = ? AND id = ? ORDER BY number DESC",
        [kind, id],
    )
    return tuple(
        Before(lang, datetime.fromisoformat(until), became, body) for lang, until, became, body in rows
    )


def forget_history(conn: sqlite3.Connection, before: datetime) -> int:
    """Forget what was replaced before a moment; how many. What can still be restored is kept."""
    return conn.execute(
        """DELETE FROM history WHERE until < ? AND NOT (became = 'withdrawn' AND EXISTS (
             SELECT 1 FROM withdrawn w WHERE (w.kind, w.id) = (history.kind, history.id)))""",
        [before.isoformat()],
    ).rowcount


def withdraw(conn: sqlite3.Connection, kind: str, id: str, reason: str, moment: datetime) -> None:
    conn.execute(
        "INSERT OR REPLACE INTO withdrawn VALUES (?, ?, ?, ?, 0)", [kind, id, moment.isoformat(), reason]
    )


def is_withdrawn(conn: sqlite3.Connection, kind: str, id: str) -> bool:
    found = conn.execute("SELECT 1 FROM withdrawn WHERE kind = ? AND id = ?", [kind, id]).fetchone()
    return found is not None


def any_withdrawn(conn: sqlite3.Connection, kind: str) -> bool:
    return conn.execute("SELECT 1 FROM withdrawn WHERE kind = ? LIMIT 1", [kind]).fetchone() is not None


def no_longer_withdrawn(conn: sqlite3.Connection, kind: str, id: str) -> None:
    conn.execute("DELETE FROM withdrawn WHERE kind = ? AND id = ?", [kind, id])


def withdrawn(conn: sqlite3.Connection) -> tuple[Withdrawn, ...]:
    rows = conn.execute("SELECT kind, id, at, reason FROM withdrawn ORDER BY at DESC, kind, id")
    return tuple(Withdrawn(kind, id, datetime.fromisoformat(at), reason) for kind, id, at, reason in rows)


def to_purge(conn: sqlite3.Connection) -> bool:
    """Whether published files may still hold what is withdrawn."""
    return conn.execute("SELECT 1 FROM withdrawn WHERE purged = 0").fetchone() is not None


def all_purged(conn: sqlite3.Connection) -> None:
    conn.execute("UPDATE withdrawn SET purged = 1")
