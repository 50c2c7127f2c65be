"""The database's shape, built in numbered steps; each is applied once, in order, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from content import journal, numbers, search
from content.records import COURT_ZONE

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = Callable[["Database"], None]


def _records_and_search(db: Database) -> None:
    # `body` is the whole record as canonical JSON; the other columns are what is asked for.
    db.conn.execute(
        """CREATE TABLE records (
            kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
            sort INTEGER NOT NULL, parent TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (kind, id, lang)) WITHOUT ROWID"""
    )
    db.conn.execute("CREATE INDEX records_in_order ON records (kind, sort, id)")
    db.conn.execute(
        """CREATE TABLE hearings (
            id TEXT PRIMARY KEY, day TEXT NOT NULL, starts TEXT NOT NULL, kind TEXT NOT NULL,
            case_key TEXT NOT NULL, case_number TEXT NOT NULL, year INTEGER NOT NULL) WITHOUT ROWID"""
    )
    db.conn.execute("CREATE INDEX hearings_by_day ON hearings (day, starts)")
    db.conn.execute("CREATE INDEX hearings_by_case ON hearings (case_key, kind)")
    db.conn.execute("CREATE TABLE confirmed (kind TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID")
    db.conn.execute("CREATE TABLE publication (version INTEGER NOT NULL, published_at TEXT NOT NULL)")
    db.conn.execute(
        """CREATE TABLE search_texts (
            rowid INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
            title TEXT NOT NULL, day TEXT NOT NULL, folded TEXT NOT NULL, sounds TEXT NOT NULL)"""
    )
    db.conn.execute("CREATE UNIQUE INDEX search_texts_of ON search_texts (kind, id, lang)")
    # Measured choice: bigrams without positions, found candidates verified against `folded`.
    db.conn.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='', detail='none', prefix='1')"
    )


def _journal_and_publication(db: Database) -> None:
    journal.make_tables(db)
    # `digest` is the publication's tally; `valid_until` when its signatures run out, where it came by sync.
    db.conn.execute("ALTER TABLE publication ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    db.conn.execute("ALTER TABLE publication ADD COLUMN valid_until TEXT NOT NULL DEFAULT ''")


def _judgments(db: Database) -> None:
    db.conn.execute(
        """CREATE TABLE judgments (
            id TEXT PRIMARY KEY, day TEXT NOT NULL, year INTEGER NOT NULL, document TEXT NOT NULL,
            cause TEXT NOT NULL, case_number TEXT NOT NULL, filed INTEGER NOT NULL, serial INTEGER NOT NULL
        ) WITHOUT ROWID"""
    )
    for column in ("day", "year, day", "document, day", "cause, day", "serial, filed"):
        name = column.split(",")[0]
        db.conn.execute(f"CREATE INDEX judgments_by_{name} ON judgments ({column})")


def _personal_data(db: Database) -> None:
    # Who decided that a finding stands, and which records were found without one; neither is published.
    db.conn.execute(
        """CREATE TABLE overrides (
            finding TEXT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
            rule TEXT NOT NULL, decided_by TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL
        ) WITHOUT ROWID"""
    )
    db.conn.execute(
        """CREATE TABLE found_clean (
            kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL, digest BLOB NOT NULL,
            PRIMARY KEY (kind, id, lang)) WITHOUT ROWID"""
    )


def _debtors(db: Database) -> None:
    db.conn.execute(
        """CREATE TABLE debtor_keys (
            key INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID"""
    )


def _search_by_kind_and_day(db: Database) -> None:
    for table in ("search_index", "search_texts", "search_kinds"):
        db.conn.execute(f"DROP TABLE IF EXISTS {table}")
    search.make_tables(db)
    search.rebuild(db.conn)


def _dated(db: Database) -> None:
    db.conn.execute(
        """CREATE TABLE dated (
            kind TEXT NOT NULL, id TEXT NOT NULL, part TEXT NOT NULL,
            starts TEXT NOT NULL, ends TEXT NOT NULL,
            PRIMARY KEY (kind, id)) WITHOUT ROWID"""
    )
    db.conn.execute("CREATE INDEX dated_by_end ON dated (kind, part, ends)")


def _numbers(db: Database) -> None:
    numbers.make_table(db.conn)
    # A machine that syncs takes the numbers from the next publication.
    synced = db.conn.execute("SELECT 1 FROM publication WHERE valid_until != ''").fetchone()
    if synced is None:
        numbers.give_all(db.conn)


def _hearings_by_room(db: Database) -> None:
    db.conn.execute("ALTER TABLE hearings ADD COLUMN courtroom TEXT NOT NULL DEFAULT ''")
    db.conn.execute("ALTER TABLE hearings ADD COLUMN changed INTEGER NOT NULL DEFAULT 0")
    db.conn.execute(
        """UPDATE hearings SET (courtroom, changed) = (
             SELECT coalesce(body ->> '$.courtroom', ''),
                    coalesce(body ->> '$.status', 'scheduled') != 'scheduled'
             FROM records r WHERE r.kind = 'hearing' AND r.id = hearings.id)
           WHERE id IN (SELECT id FROM records WHERE kind = 'hearing')"""
    )
    db.conn.execute("CREATE INDEX hearings_by_room ON hearings (courtroom, day)")


def _hearings_moved_away(db: Database) -> None:
    # The day that a hearing was moved away from; its people may still look there.
    db.conn.execute("ALTER TABLE hearings ADD COLUMN previous_day TEXT")
    moved = db.conn.execute(
        """SELECT id, body ->> '$.starts_at', body ->> '$.previous_starts_at' FROM records
           WHERE kind = 'hearing' AND body ->> '$.previous_starts_at' IS NOT NULL"""
    ).fetchall()
    for id, *moments in moved:
        day, before = (datetime.fromisoformat(moment).astimezone(COURT_ZONE).date() for moment in moments)
        if before != day:
            db.conn.execute("UPDATE hearings SET previous_day = ? WHERE id = ?", [before.isoformat(), id])
    db.conn.execute(
        "CREATE INDEX hearings_by_previous_day ON hearings (previous_day) WHERE previous_day IS NOT NULL"
    )


MIGRATIONS: tuple[Migration, ...] = (
    _records_and_search,
    _journal_and_publication,
    _judgments,
    _personal_data,
    _debtors,
    _search_by_kind_and_day,
    _dated,
    # Once more: a title is kept folded, before the text.
    _search_by_kind_and_day,
    # And again: names are found by the keys of a telephone.
    _search_by_kind_and_day,
    _numbers,
    _hearings_by_room,
    _hearings_moved_away,
)


def is_current(conn: sqlite3.Connection) -> bool:
    """Whether the database has the newest shape already."""
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone() is None:
        return False
    (done,) = conn.execute("SELECT max(number) FROM migrations").fetchone()
    return bool(done == len(MIGRATIONS))


def migrate(db: Database) -> None:
    """Bring the database to the newest shape. A database of a newer program is refused: ValueError."""
    db.conn.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)")
    done = int(db.conn.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()[0])
    if done > len(MIGRATIONS):
        raise ValueError(f"content database has shape {done}, this program knows {len(MIGRATIONS)}")
    for number, migration in enumerate(MIGRATIONS[done:], start=done + 1):
        migration(db)
        db.conn.execute("INSERT INTO migrations (number) VALUES (?)", [number])
