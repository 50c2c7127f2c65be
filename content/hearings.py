"""Hearings as they are asked for: by day, by case, by courtroom. A table of their own beside the records."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from content.case_number import CaseNumber, CaseNumberQuery
from content.database import Connections
from content.reading import Slice, one
from content.records import CHINESE, COURT_ZONE, Hearing, Record


class Hearings:
    """The hearings of a store; `Store.hearings` is one."""

    kind: type[Record] = Hearing

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(
        self,
        *,
        day: date | None = None,
        case: CaseNumberQuery | None = None,
        room: str | None = None,
        since: date | None = None,
        with_moved_away: bool = False,
        changed_from: date | None = None,
        offset: int = 0,
        limit: int = 20,
    ) -> Slice[Hearing]:
        """Hearings by start time, cancelled ones included: of a day, a case, a room, from a day on. Those
        from `changed_from` on that were moved or cancelled come first. `with_moved_away`: those that were
        moved from `day` to another day too, before all others."""
        conditions: list[str] = ["1"]
        values: list[str] = []
        first = ""
        ordering: list[str] = []
        if day is not None and with_moved_away:
            conditions.append("(hearings.day = ? OR hearings.previous_day = ?)")
            values += [day.isoformat()] * 2
            first = "day != ? DESC, "
            ordering.append(day.isoformat())
        elif day is not None:
            conditions.append("hearings.day = ?")
            values.append(day.isoformat())
        if since is not None:
            conditions.append("hearings.day >= ?")
            values.append(since.isoformat())
        if room is not None:
            conditions.append("hearings.courtroom = ?")
            values.append(room)
        if case is not None and case.year is not None:
            conditions.append("hearings.year = ?")
            values.append(str(case.year))
        where = " AND ".join(conditions)
        if changed_from is not None:
            first += "changed AND day >= ? DESC, "
            ordering.append(changed_from.isoformat())
        with self._connections.reading() as conn:
            if case is None:
                total = conn.execute(f"SELECT count(*) FROM hearings WHERE {where}", values).fetchone()[0]  # noqa: S608
                ids = conn.execute(
                    f"SELECT id FROM hearings WHERE {where} ORDER BY {first}starts, id LIMIT ? OFFSET ?",  # noqa: S608
                    [*values, *ordering, max(limit, 0), max(offset, 0)],
                ).fetchall()
            else:
                rows = conn.execute(
                    f"SELECT id, case_number FROM hearings WHERE {where} ORDER BY {first}starts, id",  # noqa: S608
                    [*values, *ordering],
                )
                matching = [
                    (found,)
                    for found, text in rows
                    if (number := CaseNumber.parse(text)) is not None and case.matches(number)
                ]
                total = len(matching)
                ids = matching[max(offset, 0) : max(offset, 0) + max(limit, 0)]
            items = tuple(
                record for (found,) in ids if (record := one(conn, Hearing, found, CHINESE)) is not None
            )
        return Slice(items, int(total))

    def days(self, first: date, days: int) -> dict[date, int]:
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

    def rooms(self, since: date) -> dict[str, int]:
        """How many hearings each courtroom has from a day on; courtrooms without any are left out."""
        with self._connections.reading() as conn:
            rows = conn.execute(
                """SELECT courtroom, count(*) FROM hearings WHERE day >= ? AND courtroom != ''
                   GROUP BY courtroom""",
                [since.isoformat()],
            )
            return {room: int(count) for room, count in rows}

    def of_case(self, case_key: str, kind: str) -> tuple[Hearing, ...]:
        """All hearings of one kind of the case with this `CaseNumber.key`, by start."""
        with self._connections.reading() as conn:
            ids = conn.execute(
                "SELECT id FROM hearings WHERE case_key = ? AND kind = ? ORDER BY starts", [case_key, kind]
            ).fetchall()
            return tuple(found for (id,) in ids if (found := one(conn, Hearing, id, CHINESE)) is not None)

    def of_cases(self, case_keys: Sequence[str]) -> dict[tuple[str, str], list[Hearing]]:
        """All hearings of these (some hundred) cases, by (`CaseNumber.key`, kind), each by start."""
        marks = ",".join("?" * len(case_keys))
        found: dict[tuple[str, str], list[Hearing]] = {}
        with self._connections.reading() as conn:
            rows = conn.execute(
                f"""SELECT case_key, body FROM hearings CROSS JOIN records
                    ON (records.kind, records.id, lang) = (?, hearings.id, ?)
                    WHERE case_key IN ({marks}) ORDER BY starts""",  # noqa: S608
                [Hearing.record_kind, CHINESE, *case_keys],
            ).fetchall()
        for case_key, body in rows:
            hearing = Hearing.model_validate_json(body)
            found.setdefault((case_key, hearing.kind), []).append(hearing)
        return found

    def add(self, conn: sqlite3.Connection, hearing: Hearing) -> None:
        """Note one hearing, in the caller's transaction."""
        number = CaseNumber.parse(hearing.case_number)
        if number is None:
            raise ValueError("a hearing without a readable case number")
        starts = hearing.starts_at.astimezone(COURT_ZONE)
        before = hearing.previous_starts_at and hearing.previous_starts_at.astimezone(COURT_ZONE)
        moved = before is not None and before.date() != starts.date()
        conn.execute(
            """INSERT OR REPLACE INTO hearings
               (id, day, starts, kind, case_key, case_number, year, courtroom, changed, previous_day)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                hearing.id,
                starts.date().isoformat(),
                starts.isoformat(),
                hearing.kind,
                str(number.key),
                hearing.case_number,
                number.year,
                hearing.courtroom,
                hearing.status != "scheduled",
                before.date().isoformat() if before is not None and moved else None,
            ],
        )

    def remove(self, conn: sqlite3.Connection, id: str) -> None:
        """Forget one hearing, in the caller's transaction."""
        conn.execute("DELETE FROM hearings WHERE id = ?", [id])
