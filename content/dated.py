"""Records that are listed by their days, what is over behind what is not. A table beside the records."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, time
from typing import Any, Generic, Protocol, TypeVar

from content.database import Connections
from content.reading import Slice, one
from content.records import CHINESE, COURT_ZONE, Record


class DatedRecord(Protocol):
    """`part` parts the kind into lists; `span` is (from, until), each None where it is open."""

    @property
    def part(self) -> str: ...
    @property
    def span(self) -> tuple[date | datetime | None, date | datetime | None]: ...


D = TypeVar("D", bound=Record)
_FIRST, _LAST = "0000", "9999"


class Dated(Generic[D]):
    """The records of one kind of a store, as they are asked for: what is on, what comes, what is over."""

    def __init__(self, connections: Connections, kind: type[D]) -> None:
        self._connections = connections
        self.kind: type[Record] = kind
        self._kind = kind

    def find(
        self,
        *,
        now: datetime,
        part: str | None = None,
        newest: bool = False,
        offset: int = 0,
        limit: int = 20,
    ) -> Slice[D]:
        """Those that are not over, the nearest end first; then those that are, the latest first.

        With `newest`, by their beginning alone, the latest first.
        """
        moment = _text(now, _FIRST)
        condition, values = ("AND part = ?", [part]) if part is not None else ("", [])
        order = "starts DESC" if newest else "ends < ?, CASE WHEN ends < ? THEN '' ELSE ends END, ends DESC"
        ordering = [] if newest else [moment, moment]
        with self._connections.reading() as conn:
            total = conn.execute(
                f"SELECT count(*) FROM dated WHERE kind = ? {condition}",  # noqa: S608
                [self.kind.record_kind, *values],
            ).fetchone()[0]
            rows = conn.execute(
                f"SELECT id FROM dated WHERE kind = ? {condition} ORDER BY {order}, id LIMIT ? OFFSET ?",  # noqa: S608
                [self.kind.record_kind, *values, *ordering, max(limit, 0), max(offset, 0)],
            ).fetchall()
            return Slice(self._records(conn, rows), int(total))

    def at(self, now: datetime, *, limit: int = 20) -> tuple[D, ...]:
        """Those that have begun and are not over, by their beginning, the latest first."""
        moment = _text(now, _FIRST)
        with self._connections.reading() as conn:
            rows = conn.execute(
                """SELECT id FROM dated WHERE kind = ? AND starts <= ? AND ends >= ?
                   ORDER BY starts DESC, id LIMIT ?""",
                [self.kind.record_kind, moment, moment, limit],
            ).fetchall()
            return self._records(conn, rows)

    def counts(self) -> dict[str, int]:
        """How many records each part has."""
        with self._connections.reading() as conn:
            rows = conn.execute(
                "SELECT part, count(*) FROM dated WHERE kind = ? GROUP BY part", [self.kind.record_kind]
            ).fetchall()
        return {part: int(count) for part, count in rows}

    def _records(self, conn: sqlite3.Connection, rows: list[Any]) -> tuple[D, ...]:
        found = (one(conn, self._kind, id, CHINESE) for (id,) in rows)
        return tuple(record for record in found if record is not None)

    def add(self, conn: sqlite3.Connection, record: Any) -> None:
        """Note one record, in the caller's transaction."""
        starts, ends = record.span
        conn.execute(
            "INSERT OR REPLACE INTO dated (kind, id, part, starts, ends) VALUES (?, ?, ?, ?, ?)",
            [self.kind.record_kind, record.id, record.part, _text(starts, _FIRST), _text(ends, _LAST)],
        )

    def remove(self, conn: sqlite3.Connection, id: str) -> None:
        """Forget one record, in the caller's transaction."""
        conn.execute("DELETE FROM dated WHERE kind = ? AND id = ?", [self.kind.record_kind, id])


def _text(moment: date | datetime | None, missing: str) -> str:
    """A moment in the court's zone, so that texts stand in the order of time."""
    if moment is None:
        return missing
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), COURT_ZONE)
    return moment.astimezone(COURT_ZONE).isoformat(timespec="seconds")
