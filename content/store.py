"""The content of this machine in SQLite: what services read, and the one place where it is written.

Many threads may read at once, each over its own connection; one at a time writes, in one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from content import search
from content.case_number import CaseNumber, CaseNumberQuery
from content.database import Connections
from content.findable import place_of, search_text
from content.migrations import migrate
from content.records import (
    CHINESE,
    COURT_ZONE,
    KINDS,
    Court,
    Department,
    Guide,
    GuideCategory,
    Hearing,
    Person,
    Picture,
    Record,
    Tribunal,
    kind_named,
)

T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A part of a longer listing: the items from `offset` on, and how many there are in all."""

    items: tuple[T, ...]
    total: int


def canonical_json(record: Record) -> str:
    """The record as JSON that is the same, byte for byte, for the same content."""
    plain = record.model_dump(mode="json", by_alias=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Store:
    """`Store.at(path)` opens or makes a database file, `Store.in_memory()` one that ends with the process."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
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

    # -- hearings

    def hearings(
        self,
        *,
        day: date | None = None,
        case: CaseNumberQuery | None = None,
        since: date | None = None,
        offset: int = 0,
        limit: int = 20,
    ) -> Slice[Hearing]:
        """Hearings by start time, cancelled ones included: of a day, of a case, from a day on."""
        conditions, values = ["1"], []
        if day is not None:
            conditions.append("hearings.day = ?")
            values.append(day.isoformat())
        if since is not None:
            conditions.append("hearings.day >= ?")
            values.append(since.isoformat())
        if case is not None and case.year is not None:
            conditions.append("hearings.year = ?")
            values.append(str(case.year))
        where = " AND ".join(conditions)
        with self._connections.reading() as conn:
            if case is None:
                total = conn.execute(f"SELECT count(*) FROM hearings WHERE {where}", values).fetchone()[0]  # noqa: S608
                ids = conn.execute(
                    f"SELECT id FROM hearings WHERE {where} ORDER BY starts, id LIMIT ? OFFSET ?",  # noqa: S608
                    [*values, max(limit, 0), max(offset, 0)],
                ).fetchall()
            else:
                rows = conn.execute(
                    f"SELECT id, case_number FROM hearings WHERE {where} ORDER BY starts, id",  # noqa: S608
                    values,
                )
                matching = [
                    (found,)
                    for found, text in rows
                    if (number := CaseNumber.parse(text)) is not None and case.matches(number)
                ]
                total = len(matching)
                ids = matching[max(offset, 0) : max(offset, 0) + max(limit, 0)]
            items = tuple(
                record for (found,) in ids if (record := _one(conn, Hearing, found, CHINESE)) is not None
            )
        return Slice(items, int(total))

    def hearing(self, id: str) -> Hearing | None:
        return self._get(Hearing, id)

    def hearing_days(self, first: date, days: int) -> dict[date, int]:
        """How many hearings each day has, for `days` days from `first` on; days without any count 0."""
        counts = {first + timedelta(days=after): 0 for after in range(max(days, 0))}
        if not counts:
            return counts
        with self._connections.reading() as conn:
            rows = conn.execute(
                "SELECT day, count(*) FROM hearings WHERE day BETWEEN ? AND ? GROUP BY day",
                [first.isoformat(), max(counts).isoformat()],
            )
            counts.update((date.fromisoformat(day), int(count)) for day, count in rows)
        return counts

    def hearings_of_case(self, case_key: str, kind: str) -> tuple[Hearing, ...]:
        """All hearings of one kind of the case with this `CaseNumber.key`, by start."""
        with self._connections.reading() as conn:
            ids = conn.execute(
                "SELECT id FROM hearings WHERE case_key = ? AND kind = ? ORDER BY starts", [case_key, kind]
            ).fetchall()
            return tuple(found for (id,) in ids if (found := _one(conn, Hearing, id, CHINESE)) is not None)

    # -- guides and directory

    def guide_categories(self) -> tuple[GuideCategory, ...]:
        return self._list(GuideCategory)

    def guides(self, category: str | None = None, lang: str = CHINESE) -> tuple[Guide, ...]:
        """Each guide once, in `lang` where there is one, else in Chinese: `guide.lang` says which."""
        found: dict[str, Guide] = {}
        for guide in self._list(Guide, parent=category):
            if guide.lang == lang or (guide.lang == CHINESE and guide.id not in found):
                found[guide.id] = guide
        return tuple(sorted(found.values(), key=lambda guide: (guide.order, guide.id)))

    def guide(self, id: str, lang: str = CHINESE) -> Guide | None:
        return self._get(Guide, id, lang) or self._get(Guide, id)

    def court(self) -> Court | None:
        return next(iter(self._list(Court)), None)

    def departments(self) -> tuple[Department, ...]:
        return self._list(Department)

    def department(self, id: str) -> Department | None:
        return self._get(Department, id)

    def tribunals(self) -> tuple[Tribunal, ...]:
        return self._list(Tribunal)

    def tribunal(self, id: str) -> Tribunal | None:
        return self._get(Tribunal, id)

    def picture(self, id: str) -> Picture | None:
        return self._get(Picture, id)

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
            for person in self._list(Person, parent=department)
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
            search.Hit(kind, id, title, place_of(kind, id), date.fromisoformat(day) if day else None)
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
                [kind, id, lang, getattr(record, "order", 0), _parent(record), body],
            )
            if isinstance(record, Hearing):
                _index_hearing(db.conn, record)
            if (entry := search_text(record)) is not None:
                search.add(db.conn, kind, record.key, entry)
        return True

    def remove(self, kind: str, id: str, lang: str = CHINESE) -> None:
        with self._connections.writing() as db:
            db.conn.execute("DELETE FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind, id, lang])
            if kind == Hearing.record_kind:
                db.conn.execute("DELETE FROM hearings WHERE id = ?", [id])
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

    def _get(self, kind: type[R], id: str, lang: str = CHINESE) -> R | None:
        with self._connections.reading() as conn:
            return _one(conn, kind, id, lang)

    def _list(self, kind: type[R], parent: str | None = None) -> tuple[R, ...]:
        condition, values = ("AND parent = ?", [parent]) if parent is not None else ("", [])
        with self._connections.reading() as conn:
            rows = conn.execute(
                f"SELECT body FROM records WHERE kind = ? {condition} ORDER BY sort, id",  # noqa: S608
                [kind.record_kind, *values],
            ).fetchall()
        return tuple(kind.model_validate_json(body) for (body,) in rows)


def _one(conn: sqlite3.Connection, kind: type[R], id: str, lang: str) -> R | None:
    row = conn.execute(
        "SELECT body FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind.record_kind, id, lang]
    ).fetchone()
    return kind.model_validate_json(row[0]) if row else None


def _parent(record: Record) -> str:
    match record:
        case Guide():
            return record.category
        case Person():
            return record.department
    return ""


def _index_hearing(conn: sqlite3.Connection, hearing: Hearing) -> None:
    number = CaseNumber.parse(hearing.case_number)
    if number is None:
        raise ValueError("a hearing without a readable case number")
    starts = hearing.starts_at.astimezone(COURT_ZONE)
    conn.execute(
        """INSERT OR REPLACE INTO hearings (id, day, starts, kind, case_key, case_number, year)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [
            hearing.id,
            starts.date().isoformat(),
            starts.isoformat(),
            hearing.kind,
            str(number.key),
            hearing.case_number,
            number.year,
        ],
    )
