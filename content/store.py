"""The content of this machine in SQLite: what services read, and the one place where it is written.

Many threads may read at once, each over its own connection; one at a time writes, in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from content import search
from content.database import Connections
from content.hearings import Hearings
from content.migrations import migrate
from content.reading import SideTable, Slice, one
from content.records import (
    CHINESE,
    COURT_ZONE,
    KINDS,
    Court,
    Department,
    Guide,
    GuideCategory,
    Person,
    Picture,
    Record,
    Tribunal,
    kind_named,
)

R = TypeVar("R", bound=Record)


def canonical_json(record: Record) -> str:
    """The record as JSON that is the same, byte for byte, for the same content."""
    plain = record.model_dump(mode="json", by_alias=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Store:
    """`Store.at(path)` opens or makes a database file, `Store.in_memory()` one that ends with the process."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.hearings = Hearings(connections)
        tables: tuple[SideTable, ...] = (self.hearings,)
        self._tables = {table.kind: table for table in tables}
        with connections.writing() as db:
            migrate(db)

    @classmethod
    def at(cls, path: Path) -> Store:
        """The store in this file. OSError or sqlite3.Error: cannot be opened; ValueError: a newer one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(Connections(path))

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

    def version(self) -> int:
        """Number of the publication in use; 0 before the first."""
        return self.published()[0]

    def published(self) -> tuple[int, datetime | None]:
        """Number and moment of the publication in use."""
        with self._connections.reading() as conn:
            row = conn.execute("SELECT version, published_at FROM publication").fetchone()
        return (int(row[0]), datetime.fromisoformat(row[1]).astimezone(COURT_ZONE)) if row else (0, None)

    def counts(self) -> dict[str, int]:
        """Number of records by kind, every kind named."""
        with self._connections.reading() as conn:
            found = dict(conn.execute("SELECT kind, count(*) FROM records GROUP BY kind").fetchall())
        return {kind.record_kind: int(found.get(kind.record_kind, 0)) for kind in KINDS}

    def search(self, words: str, *, limit: int = 20) -> tuple[search.Hit, ...]:
        """What holds all the words; anything may be typed, pinyin and its initials find names and titles."""
        with self._connections.reading() as conn:
            rows = search.find(conn, words, limit)
        return tuple(
            search.Hit(kind, id, title, _place(kind, id), date.fromisoformat(day) if day else None)
            for kind, id, _lang, title, day in rows
        )

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind in the order of `KINDS`, by id."""
        with self._connections.reading() as conn:
            for kind in KINDS:
                rows = conn.execute(
                    "SELECT body FROM records WHERE kind = ? ORDER BY id, lang", [kind.record_kind]
                ).fetchall()
                for (body,) in rows:
                    yield kind.model_validate_json(body)

    # -- writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is applied together, or not at all when an exception leaves it."""
        with self._connections.writing():
            yield

    def put(self, record: Record) -> bool:
        """Add the record, or put it in place of the one with its key. False: the very same is there."""
        id, lang = record.key
        body = canonical_json(record)
        with self._connections.writing() as db:
            kind = record.record_kind
            old = db.conn.execute(
                "SELECT body FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind, id, lang]
            ).fetchone()
            if old is not None and old[0] == body:
                return False
            db.conn.execute(
                "INSERT OR REPLACE INTO records (kind, id, lang, sort, parent, body) VALUES (?,?,?,?,?,?)",
                [kind, id, lang, getattr(record, "order", 0), record.parent, body],
            )
            if (table := self._tables.get(type(record))) is not None:
                table.add(db.conn, record)
            if (entry := record.found_by()) is not None:
                search.add(db.conn, kind, record.key, entry)
        return True

    def remove(self, kind: str, id: str, lang: str = CHINESE) -> None:
        with self._connections.writing() as db:
            db.conn.execute("DELETE FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind, id, lang])
            known = kind_named(kind)
            if known is not None and (table := self._tables.get(known)) is not None:
                table.remove(db.conn, id)
            search.remove(db.conn, kind, (id, lang))

    def keys(self, kind: str) -> set[tuple[str, str]]:
        """(id, language) of every record of a kind."""
        with self._connections.reading() as conn:
            return set(conn.execute("SELECT id, lang FROM records WHERE kind = ?", [kind]).fetchall())

    def confirm(self, confirmed: Mapping[str, datetime]) -> None:
        """Note that these kinds are as of these moments."""
        with self._connections.writing() as db:
            for kind, moment in confirmed.items():
                if kind_named(kind) is not None:
                    row = [kind, moment.isoformat()]
                    db.conn.execute("INSERT OR REPLACE INTO confirmed (kind, at) VALUES (?, ?)", row)

    def set_published(self, version: int, moment: datetime) -> None:
        """Note that this is publication `version`; every kind that has records is then as of `moment`."""
        with self._connections.writing() as db:
            db.conn.execute("DELETE FROM publication")
            db.conn.execute("INSERT INTO publication VALUES (?, ?)", [version, moment.isoformat()])
            self.confirm({kind: moment for kind, count in self.counts().items() if count})


def _place(kind: str, id: str) -> str:
    known = kind_named(kind)
    return known.place_of(id) if known else "/"
