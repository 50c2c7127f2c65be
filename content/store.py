"""The content of this machine in SQLite: what services read, and the one place where it is written.

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
from typing import TypeVar

from content import journal, search
from content.database import Connections
from content.dated import Dated
from content.debtors import Debtors
from content.hearings import Hearings
from content.judgments import Judgments
from content.migrations import migrate
from content.reading import SideTable, Slice, one
from content.records import (
    CHINESE,
    COURT_ZONE,
    KINDS,
    Announcement,
    Broadcast,
    Court,
    Department,
    EnforcementNotice,
    Guidance,
    Guide,
    GuideCategory,
    Person,
    Picture,
    Record,
    Tribunal,
    kind_named,
)
from content.search import Found, Hit, Order, Words

R = TypeVar("R", bound=Record)
# Records that are asked for in one query.
_AT_ONCE = 500


def canonical_json(record: Record) -> str:
    """The record as JSON that is the same, byte for byte, for the same content."""
    plain = record.model_dump(mode="json", by_alias=True, exclude_defaults=record.lean)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication that a store holds. `digest` is its tally; `valid_until` is when its signatures run
    out, known where it came by sync: from then on nobody vouches for the content any more."""

    version: int
    published_at: datetime
    digest: str
    valid_until: datetime | None = None


@dataclass(slots=True)
class Writing:
    """A transaction under way. `withheld` names, by kind and id, what was put but is withdrawn."""

    conn: sqlite3.Connection
    moment: datetime
    withheld: list[tuple[str, str]] = field(default_factory=list)


class Store:
    """`Store.at(path)` opens or makes a database file, `Store.in_memory()` one that ends with the process."""

    def __init__(self, connections: Connections, home: Path | None = None) -> None:
        self._connections = connections
        self._writing: Writing | None = None
        self.hearings = Hearings(connections)
        self.judgments = Judgments(connections)
        self.debtors = Debtors(connections, home)
        self.announcements = Dated(connections, Announcement)
        self.notices = Dated(connections, EnforcementNotice)
        self.guidance = Dated(connections, Guidance)
        self.broadcasts = Dated(connections, Broadcast)
        tables: tuple[SideTable, ...] = (
            self.hearings,
            self.judgments,
            self.debtors,
            self.announcements,
            self.notices,
            self.guidance,
            self.broadcasts,
        )
        self._tables = {table.kind: table for table in tables}
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

    # -- records

    def get(self, kind: type[R], id: str, lang: str = CHINESE) -> R | None:
        """The record of a kind with this id, in this language."""
        with self._connections.reading() as conn:
            return one(conn, kind, id, lang)

    def all(self, kind: type[R], parent: str | None = None) -> tuple[R, ...]:
        """Every record of a kind in the court's order; with `parent`, those listed under it."""
        condition, values = ("AND parent = ?", [parent]) if parent is not None else ("", [])
        with self._connections.reading() as conn:
            rows = conn.execute(
                f"SELECT body FROM records WHERE kind = ? {condition} ORDER BY sort, id",  # noqa: S608
                [kind.record_kind, *values],
            ).fetchall()
        return tuple(kind.model_validate_json(body) for (body,) in rows)

    # -- guides and directory

    def guide_categories(self) -> tuple[GuideCategory, ...]:
        return self.all(GuideCategory)

    def guides(self, category: str | None = None, lang: str = CHINESE) -> tuple[Guide, ...]:
        """Each guide once, in `lang` where there is one, else in Chinese: `guide.lang` says which."""
        found: dict[str, Guide] = {}
        for guide in self.all(Guide, parent=category):
            if guide.lang == lang or (guide.lang == CHINESE and guide.id not in found):
                found[guide.id] = guide
        return tuple(sorted(found.values(), key=lambda guide: (guide.order, guide.id)))

    def guide(self, id: str, lang: str = CHINESE) -> Guide | None:
        return self.get(Guide, id, lang) or self.get(Guide, id)

    def court(self) -> Court | None:
        return next(iter(self.all(Court)), None)

    def departments(self) -> tuple[Department, ...]:
        return self.all(Department)

    def department(self, id: str) -> Department | None:
        return self.get(Department, id)

    def tribunals(self) -> tuple[Tribunal, ...]:
        return self.all(Tribunal)

    def tribunal(self, id: str) -> Tribunal | None:
        return self.get(Tribunal, id)

    def picture(self, id: str) -> Picture | None:
        return self.get(Picture, id)

    def people(
        self,
        *,
        department: str | None = None,
        committee: bool | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> Slice[Person]:
        """People in the order of the directory: of a department, of the judicial committee."""
        found = tuple(
            person
            for person in self.all(Person, parent=department)
            if committee is None or person.committee == committee
        )
        return Slice(found[max(offset, 0) : max(offset, 0) + max(limit, 0)], len(found))

    # -- about the content

    def as_of(self, kind: str) -> datetime | None:
        """When content of this kind was last confirmed by an import or a publication."""
        with self._connections.reading() as conn:
            row = conn.execute("SELECT at FROM confirmed WHERE kind = ?", [kind]).fetchone()
        return datetime.fromisoformat(row[0]).astimezone(COURT_ZONE) if row else None

    def confirmed(self) -> dict[str, datetime]:
        """To when each kind was last confirmed; kinds that never were are left out."""
        with self._connections.reading() as conn:
            rows = conn.execute("SELECT kind, at FROM confirmed ORDER BY kind").fetchall()
        return {kind: _moment(at) for kind, at in rows}

    def version(self) -> int:
        """Number of the publication in use; 0 before the first."""
        published = self.published()
        return published.version if published else 0

    def published(self) -> Publication | None:
        """The publication in use."""
        with self._connections.reading() as conn:
            row = conn.execute(
                "SELECT version, published_at, digest, valid_until FROM publication"
            ).fetchone()
        if row is None:
            return None
        version, at, digest, until = row
        return Publication(version, _moment(at), digest, _moment(until) if until else None)

    def has_unpublished(self) -> bool:
        """Whether something was changed here since the publication."""
        with self._connections.reading() as conn:
            return next(journal.unpublished(conn), None) is not None

    def count_unpublished(self) -> int:
        """How many records were changed here since the publication."""
        with self._connections.reading() as conn:
            return sum(1 for _ in journal.unpublished(conn))

    def give_back_space(self) -> None:
        """Shorten the database's write-ahead log to nothing, if nobody is reading from it."""
        self._connections.shorten_log()

    def counts(self) -> dict[str, int]:
        """Number of records by kind, every kind named."""
        with self._connections.reading() as conn:
            found = dict(conn.execute("SELECT kind, count(*) FROM records GROUP BY kind").fetchall())
        return {kind.record_kind: int(found.get(kind.record_kind, 0)) for kind in KINDS}

    def search(self, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """What holds all the words, of every kind: anything may be typed, pinyin finds names and titles."""
        asked = Words.of(words)
        found = [self.find(asked, kind.record_kind, limit=limit, count=False) for kind in KINDS]
        hits = [hit for group in found for hit in group.hits]
        best = sorted(hits, key=lambda hit: (hit.rank, -(hit.date.toordinal() if hit.date else 0)))
        return tuple(best[: max(limit, 0)])

    def find(
        self,
        words: Words,
        kind: str,
        *,
        order: Order = Order.BEST,
        lang: str = CHINESE,
        offset: int = 0,
        limit: int = 20,
        count: bool = True,
    ) -> Found:
        """What of one kind holds all the words. Without `count` the total is only a least number."""
        with self._connections.reading() as conn:
            return search.find(
                conn, words, kind, order=order, lang=lang, offset=offset, limit=limit, count=count
            )

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind in the order of `KINDS`, by id."""
        for kind, body in self.bodies():
            yield kind.model_validate_json(body)

    def bodies(self) -> Iterator[tuple[type[Record], str]]:
        """Every record as its JSON, one by one from the database, in the order of `records`."""
        with self._connections.reading() as conn:
            for kind in KINDS:
                rows = conn.execute(
                    "SELECT body FROM records WHERE kind = ? ORDER BY id, lang", [kind.record_kind]
                )
                for (body,) in rows:
                    yield kind, body

    def bodies_of(self, kind: str) -> Iterator[str]:
        """Every record of one kind as its JSON, one by one."""
        with self._connections.reading() as conn:
            for (body,) in conn.execute("SELECT body FROM records WHERE kind = ? ORDER BY sort, id", [kind]):
                yield body

    # -- writing

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
            self.receive(record, body)
        return True

    def put_many(self, records: Sequence[Record]) -> int:
        """As `put` for each of these Chinese records of one kind; how many were new or changed."""
        with self.transaction() as writing:
            conn = writing.conn
            if not records or journal.any_withdrawn(conn, records[0].record_kind):
                return sum(self.put(record) for record in records)
            published, table = self._has_publication(conn), self._tables.get(type(records[0]))
            rows = []
            for start in range(0, len(records), _AT_ONCE):
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
                    journal.note(
                        conn, (kind, id, CHINESE), old.get(id), "changed", writing.moment, published=published
                    )
                    if table is not None and id in old:
                        table.remove(conn, id)
                    rows.append((kind, id, CHINESE, getattr(record, "order", 0), record.parent, body))
                    if table is not None:
                        table.add(conn, record)
                    if (entry := record.found_by()) is not None:
                        search.add(conn, kind, record.key, entry)
            conn.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", rows)
        return len(rows)

    def remove(self, kind: str, id: str, lang: str = CHINESE) -> None:
        """Take a record away; it may come again."""
        with self.transaction() as writing:
            old = self.body(kind, id, lang)
            if old is not None:
                self._note(writing, (kind, id, lang), old, "removed")
                self.discard(kind, id, lang)

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
                self.discard(kind, id, lang)
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

    def withdrawn(self) -> tuple[journal.Withdrawn, ...]:
        """What is withdrawn, the latest first."""
        with self._connections.reading() as conn:
            return journal.withdrawn(conn)

    def history(self, kind: str, id: str) -> tuple[journal.Before, ...]:
        """What a record was before, the latest first."""
        with self._connections.reading() as conn:
            return journal.history(conn, kind, id)

    def forget_history(self, before: datetime) -> int:
        """Forget what was replaced before a moment; how many. What can be restored is kept."""
        with self._connections.writing() as db:
            return journal.forget_history(db.conn, before)

    def body(self, kind: str, id: str, lang: str) -> str | None:
        """The record's JSON as it is kept."""
        with self._connections.reading() as conn:
            row = conn.execute(
                "SELECT body FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind, id, lang]
            ).fetchone()
        return str(row[0]) if row else None

    def receive(self, record: Record, body: str) -> None:
        """Keep the record as a publication has it, `body` being its JSON; no history is written."""
        kind, (id, lang) = record.record_kind, record.key
        with self._connections.writing() as db:
            db.conn.execute(
                "INSERT OR REPLACE INTO records (kind, id, lang, sort, parent, body) VALUES (?,?,?,?,?,?)",
                [kind, id, lang, getattr(record, "order", 0), record.parent, body],
            )
            if (table := self._tables.get(type(record))) is not None:
                table.add(db.conn, record)
            if (entry := record.found_by()) is not None:
                search.add(db.conn, kind, record.key, entry)

    def discard(self, kind: str, id: str, lang: str) -> None:
        """Take the record away as a publication does; no history is written."""
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

    def keys(self, kind: str) -> set[tuple[str, str]]:
        """(id, language) of every record of a kind."""
        with self._connections.reading() as conn:
            return set(conn.execute("SELECT id, lang FROM records WHERE kind = ?", [kind]).fetchall())

    def ids_under(self, kind: str, parent: str) -> set[str]:
        """Ids of the records of a kind that are listed under another."""
        with self._connections.reading() as conn:
            rows = conn.execute("SELECT id FROM records WHERE kind = ? AND parent = ?", [kind, parent])
            return {id for (id,) in rows}

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


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(COURT_ZONE)
