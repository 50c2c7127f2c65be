"""The content of this machine in SQLite: what services read (`content.reader`), and the one place where it is
written.

Many threads may read at once, each over its own connection; one at a time writes, in one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from content import journal, numbers, search
from content.database import Connections
from content.migrations import is_current, migrate
from content.reader import Publication, Reader
from content.records import CHINESE, COURT_ZONE, Record, kind_named

# Records that are asked for in one query.
_AT_ONCE = 500


def canonical_json(record: Record) -> str:
    """The record as JSON that is the same, byte for byte, for the same content."""
    plain = record.model_dump(mode="json", by_alias=True, exclude_defaults=record.lean)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(slots=True)
class Writing:
    """A transaction under way. `withheld` names, by kind and id, what was put but is withdrawn."""

    conn: sqlite3.Connection
    moment: datetime
    withheld: list[tuple[str, str]] = field(default_factory=list)


class Store(Reader):
    """`Store.at(path)` opens or makes a database file, `Store.in_memory()` one that ends with the process."""

    def __init__(self, connections: Connections, home: Path | None = None) -> None:
        super().__init__(connections, home)
        self._writing: Writing | None = None
        with connections.reading() as conn:
            current = is_current(conn)
        if not current:  # else a long import or sync of another program would have to be waited for
            with connections.writing() as db:
                migrate(db)

    @classmethod
    def at(cls, path: Path) -> Store:
        """The store in this file. OSError or sqlite3.Error: cannot be opened; ValueError: a newer one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(Connections(path), path.parent)

    @classmethod
    def in_memory(cls) -> Store:
        return cls(Connections(None))

    def close(self) -> None:
        self._connections.close()

    def give_back_space(self) -> None:
        """Shorten the database's write-ahead log to nothing, if nobody is reading from it."""
        self._connections.shorten_log()

    @contextmanager
    def transaction(self, moment: datetime | None = None) -> Iterator[Writing]:
        """All that is written inside is applied together, or not at all when an exception leaves it.

        `moment` is when it happens, for the history.
        """
        with self._connections.writing() as db:
            if self._writing is not None:  # part of the transaction under way
                yield self._writing
                return
            self._writing = Writing(db.conn, moment or datetime.now(COURT_ZONE))
            try:
                yield self._writing
            finally:
                self._writing = None

    def put(self, record: Record) -> bool:
        """Add the record, or put it in place of the one with its key. False: the very same is there, or the
        record is withdrawn; then the transaction's `withheld` names it."""
        kind, (id, lang) = record.record_kind, record.key
        body = canonical_json(record)
        with self.transaction() as writing:
            if journal.is_withdrawn(writing.conn, kind, id):
                writing.withheld.append((kind, id))
                return False
            old = self.body(kind, id, lang)
            if old == body:
                return False
            self._note(writing, (kind, id, lang), old, "changed")
            numbers.give(writing.conn, type(record), [id])
            self.receive(record, body)
        return True

    def put_many(self, records: Sequence[Record]) -> int:
        """As `put` for each of these Chinese records of one kind; how many were new or changed."""
        with self.transaction() as writing:
            conn = writing.conn
            if not records or journal.any_withdrawn(conn, records[0].record_kind):
                return sum(self.put(record) for record in records)
            published, table = self._has_publication(conn), self._tables.get(type(records[0]))
            changed = 0
            for start in range(0, len(records), _AT_ONCE):
                rows, entries = [], []
                part = {record.key[0]: record for record in records[start : start + _AT_ONCE]}
                kind = records[0].record_kind
                marks = ",".join("?" * len(part))
                old = dict(
                    conn.execute(
                        f"SELECT id, body FROM records WHERE kind = ? AND lang = ? AND id IN ({marks})",  # noqa: S608
                        [kind, CHINESE, *part],
                    ).fetchall()
                )
                for id, record in part.items():
                    body = canonical_json(record)
                    if old.get(id) == body:
                        continue
                    if published or id in old:
                        journal.note(
                            conn,
                            (kind, id, CHINESE),
                            old.get(id),
                            "changed",
                            writing.moment,
                            published=published,
                        )
                    if table is not None and id in old:
                        table.remove(conn, id)
                    rows.append((kind, id, CHINESE, getattr(record, "order", 0), record.parent, body))
                    if table is not None:
                        table.add(conn, record)
                    if (entry := record.found_by()) is not None:
                        if id in old:
                            search.remove(conn, kind, record.key)
                        entries.append((record.key, entry))
                conn.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", rows)
                numbers.give(conn, type(records[0]), [id for _, id, *_ in rows])
                if entries:
                    search.add_new(conn, kind, entries)
                changed += len(rows)
        return changed

    def remove(self, kind: str, id: str, lang: str = CHINESE) -> None:
        """Take a record away; it may come again."""
        with self.transaction() as writing:
            old = self.body(kind, id, lang)
            if old is not None:
                self._note(writing, (kind, id, lang), old, "removed")
                self._take_away(kind, id, lang)

    def withdraw(self, kind: str, id: str, reason: str, moment: datetime) -> bool:
        """Take a record away in all its languages until `restore`, whatever is imported. False: not there."""
        with self.transaction(moment) as writing:
            found = writing.conn.execute(
                "SELECT lang, body FROM records WHERE kind = ? AND id = ?", [kind, id]
            ).fetchall()
            if not found:
                return False
            journal.withdraw(writing.conn, kind, id, reason, writing.moment)
            for lang, old in found:
                self._note(writing, (kind, id, lang), old, "withdrawn")
                self._take_away(kind, id, lang)
        return True

    def restore(self, kind: str, id: str, moment: datetime) -> bool:
        """Bring back what was withdrawn, as it was. False: it is not withdrawn."""
        known = kind_named(kind)
        with self.transaction(moment) as writing:
            if known is None or not journal.is_withdrawn(writing.conn, kind, id):
                return False
            journal.no_longer_withdrawn(writing.conn, kind, id)
            bodies: dict[str, str] = {}
            for before in journal.history(writing.conn, kind, id):
                if before.became == "withdrawn":
                    bodies.setdefault(before.lang, before.body)
            for body in bodies.values():
                self.put(known.model_validate_json(body))
        return True

    def forget_history(self, before: datetime) -> int:
        """Forget what was replaced before a moment; how many. What can be restored is kept."""
        with self._connections.writing() as db:
            return journal.forget_history(db.conn, before)

    def receive(self, record: Record, body: str, number: int | None = None) -> None:
        """Keep the record as a publication has it, `body` being its JSON; no history is written."""
        kind, (id, lang) = record.record_kind, record.key
        with self._connections.writing() as db:
            db.conn.execute(
                "INSERT OR REPLACE INTO records (kind, id, lang, sort, parent, body) VALUES (?,?,?,?,?,?)",
                [kind, id, lang, getattr(record, "order", 0), record.parent, body],
            )
            if number is not None:
                numbers.note(db.conn, kind, id, number)
            if (table := self._tables.get(type(record))) is not None:
                table.add(db.conn, record)
            if (entry := record.found_by()) is not None:
                search.add(db.conn, kind, record.key, entry)

    def receive_new(self, records: Sequence[tuple[Record, str, int | None]]) -> None:
        """As `receive` for (record, JSON, number) of one kind, none of which is here."""
        if not records:
            return
        kind, table = type(records[0][0]), self._tables.get(type(records[0][0]))
        with self._connections.writing() as db:
            rows, numbered, entries = [], [], []
            for record, body, number in records:
                id, lang = record.key
                order = getattr(record, "order", 0)
                rows.append((kind.record_kind, id, lang, order, record.parent, body))
                if number is not None:
                    numbered.append((number, kind.record_kind, id))
                if table is not None:
                    table.add(db.conn, record)
                if (entry := record.found_by()) is not None:
                    entries.append((record.key, entry))
            db.conn.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", rows)
            numbers.note_many(db.conn, numbered)
            if entries:
                search.add_new(db.conn, kind.record_kind, entries)

    def discard(self, kind: str, id: str, lang: str) -> None:
        """Take the record away as a publication does; no history is written."""
        with self._connections.writing() as db:
            self._take_away(kind, id, lang)
            numbers.forget(db.conn, kind, id)

    def _take_away(self, kind: str, id: str, lang: str) -> None:
        with self._connections.writing() as db:
            known = kind_named(kind)
            if known is not None and (table := self._tables.get(known)) is not None:
                table.remove(db.conn, id)
            db.conn.execute("DELETE FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind, id, lang])
            search.remove(db.conn, kind, (id, lang))

    def _note(self, writing: Writing, key: tuple[str, str, str], old: str | None, became: str) -> None:
        published = self._has_publication(writing.conn)
        journal.note(writing.conn, key, old, became, writing.moment, published=published)

    @staticmethod
    def _has_publication(conn: sqlite3.Connection) -> bool:
        return conn.execute("SELECT 1 FROM publication").fetchone() is not None

    def confirm(self, confirmed: Mapping[str, datetime]) -> None:
        """Note that these kinds are as of these moments."""
        with self._connections.writing() as db:
            for kind, moment in confirmed.items():
                if kind_named(kind) is not None:
                    row = [kind, moment.isoformat()]
                    db.conn.execute("INSERT OR REPLACE INTO confirmed (kind, at) VALUES (?, ?)", row)

    def set_published(self, publication: Publication, confirmed: Mapping[str, datetime]) -> None:
        """Note that what is here is this publication, each kind as of its moment; nothing is unpublished."""
        until = publication.valid_until
        with self._connections.writing() as db:
            db.conn.execute("DELETE FROM publication")
            db.conn.execute(
                "INSERT INTO publication (version, published_at, digest, valid_until) VALUES (?, ?, ?, ?)",
                [
                    publication.version,
                    publication.published_at.isoformat(),
                    publication.digest,
                    until.isoformat() if until else "",
                ],
            )
            journal.all_published(db.conn)
            self.confirm(confirmed)
