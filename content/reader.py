"""Reading the content of this machine: records, search, how old it is. Any number of threads may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from content import journal, search
from content.database import Connections
from content.dated import Dated
from content.debtors import Debtors
from content.hearings import Hearings
from content.judgments import Judgments
from content.numbers import Numbers
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
)
from content.search import Found, Hit, Order
from content.search_words import Asked, Words

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication that a store holds. `digest` is its tally; `valid_until` is when its signatures run
    out, known where it came by sync: from then on nobody vouches for the content any more."""

    version: int
    published_at: datetime
    digest: str
    valid_until: datetime | None = None


class Reader:
    """What is read from a store; each kind that is asked for in its own way has its own attribute."""

    def __init__(self, connections: Connections, home: Path | None) -> None:
        self._connections = connections
        self.numbers = Numbers(connections)
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

    def counts(self) -> dict[str, int]:
        """Number of records by kind, every kind named."""
        with self._connections.reading() as conn:
            found = dict(conn.execute("SELECT kind, count(*) FROM records GROUP BY kind").fetchall())
        return {kind.record_kind: int(found.get(kind.record_kind, 0)) for kind in KINDS}

    def search(self, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """What holds all the words, of every kind: anything may be typed, pinyin finds names and titles."""
        asked = Words.of(words)
        with self._connections.reading() as conn:
            found = [search.find(conn, asked, kind, limit=limit, count=False) for kind in search.kinds(conn)]
        hits = [hit for group in found for hit in group.hits]
        best = sorted(hits, key=lambda hit: (hit.rank, -(hit.date.toordinal() if hit.date else 0)))
        return tuple(best[: max(limit, 0)])

    def find(
        self,
        words: Asked,
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
        for kind, body, _ in self.numbered_bodies():
            yield kind, body

    def numbered_bodies(self) -> Iterator[tuple[type[Record], str, int | None]]:
        """As `bodies`, each with its number, where it has one."""
        with self._connections.reading() as conn:
            for kind in KINDS:
                rows = conn.execute(
                    """SELECT r.body, n.number FROM records r
                       LEFT JOIN numbers n ON (n.kind, n.id) = (r.kind, r.id)
                       WHERE r.kind = ? ORDER BY r.id, r.lang""",
                    [kind.record_kind],
                )
                for body, number in rows:
                    yield kind, body, number

    def bodies_of(self, kind: str) -> Iterator[str]:
        """Every record of one kind as its JSON, one by one."""
        with self._connections.reading() as conn:
            for (body,) in conn.execute("SELECT body FROM records WHERE kind = ? ORDER BY sort, id", [kind]):
                yield body

    def withdrawn(self) -> tuple[journal.Withdrawn, ...]:
        """What is withdrawn, the latest first."""
        with self._connections.reading() as conn:
            return journal.withdrawn(conn)

    def history(self, kind: str, id: str) -> tuple[journal.Before, ...]:
        """What a record was before, the latest first."""
        with self._connections.reading() as conn:
            return journal.history(conn, kind, id)

    def body(self, kind: str, id: str, lang: str) -> str | None:
        """The record's JSON as it is kept."""
        with self._connections.reading() as conn:
            row = conn.execute(
                "SELECT body FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind, id, lang]
            ).fetchone()
        return str(row[0]) if row else None

    def keys(self, kind: str) -> set[tuple[str, str]]:
        """(id, language) of every record of a kind."""
        with self._connections.reading() as conn:
            return set(conn.execute("SELECT id, lang FROM records WHERE kind = ?", [kind]).fetchall())

    def ids_under(self, kind: str, parent: str) -> set[str]:
        """Ids of the records of a kind that are listed under another."""
        with self._connections.reading() as conn:
            rows = conn.execute("SELECT id FROM records WHERE kind = ? AND parent = ?", [kind, parent])
            return {id for (id,) in rows}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(COURT_ZONE)
