"""Judgments as they are asked for: by case, year, type, cause. A table of their own beside the records."""

from __future__ import annotations

import sqlite3

from content.case_number import CaseNumber, CaseNumberQuery
from content.database import Connections
from content.reading import Slice, one
from content.records import CHINESE, Judgment, Record


class Judgments:
    """The judgments of a store; `Store.judgments` is one."""

    kind: type[Record] = Judgment

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(
        self,
        *,
        case: CaseNumberQuery | None = None,
        year: int | None = None,
        document: str = "",
        cause: str = "",
        among: tuple[str, ...] | None = None,
        offset: int = 0,
        limit: int = 20,
    ) -> Slice[Judgment]:
        """Judgments that fit all that is given, the newest first. `among` are ids to choose from."""
        where, values = ["1"], list[str | int]()
        for column, value in (("year", year), ("document", document), ("cause", cause)):
            if value:
                where.append(f"{column} = ?")
                values.append(value)
        if case is not None:
            where.append("serial = ?")
            values.append(case.serial or 0)
            if case.year is not None:
                where.append("filed = ?")
                values.append(case.year)
        if among is not None:
            where.append(f"id IN ({','.join('?' * len(among))})")
            values += among
        with self._connections.reading() as conn:
            asked = f"FROM judgments WHERE {' AND '.join(where)}"
            window = [max(limit, 0), max(offset, 0)]
            if case is None:
                total = int(conn.execute(f"SELECT count(*) {asked}", values).fetchone()[0])
                ids = conn.execute(
                    f"SELECT id {asked} ORDER BY day DESC, id LIMIT ? OFFSET ?", [*values, *window]
                ).fetchall()
            else:
                rows = conn.execute(f"SELECT id, case_number {asked} ORDER BY day DESC, id", values)
                fitting = [(id,) for id, text in rows if (n := CaseNumber.parse(text)) and case.matches(n)]
                total, ids = len(fitting), fitting[window[1] : window[1] + window[0]]
            items = tuple(found for (id,) in ids if (found := one(conn, Judgment, id, CHINESE)) is not None)
        return Slice(items, total)

    def counts(self, column: str, limit: int = 100) -> dict[str, int]:
        """How many published ones each year, document type or cause has (`year`, `document`, `cause`): years
        from the newest, the others from the commonest."""
        if column not in ("year", "document", "cause"):
            raise ValueError(column)
        order = "1 DESC" if column == "year" else "2 DESC, 1"
        with self._connections.reading() as conn:
            rows = conn.execute(
                f"""SELECT {column}, count(*) FROM judgments WHERE {column} != ''
                    GROUP BY 1 ORDER BY {order} LIMIT ?""",  # noqa: S608
                [limit],
            ).fetchall()
        return {str(value): int(count) for value, count in rows}

    def add(self, conn: sqlite3.Connection, judgment: Judgment) -> None:
        """Note one judgment, in the caller's transaction."""
        number = CaseNumber.parse(judgment.case_number)
        if number is None:
            raise ValueError("a judgment without a readable case number")
        conn.execute(
            """INSERT OR REPLACE INTO judgments (id, day, year, document, cause, case_number, filed, serial)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                judgment.id,
                judgment.decided.isoformat(),
                judgment.decided.year,
                judgment.document,
                judgment.cause,
                judgment.case_number,
                number.year,
                number.serial,
            ],
        )

    def remove(self, conn: sqlite3.Connection, id: str) -> None:
        """Forget one judgment, in the caller's transaction."""
        conn.execute("DELETE FROM judgments WHERE id = ?", [id])
