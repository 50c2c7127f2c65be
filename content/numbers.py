"""Numbers of records: what a page of the content is called by telephone, on paper, anywhere without a link.

A record gets its number where it is entered, once and for good; it is published with the record, so that
every machine knows it by the same, and no number is given twice. A **code** is the number and a check digit
(Damm: every wrong digit and every two digits swapped are noticed).

On the telephone each digit of a code is obeyed on the way, before the code is known to be one. So there is no
0 in a code (a person), no 8 (speed, language), and none begins with 7 or more: 7 leads to what is handed in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from stdnum import damm

from content.database import Connections
from content.records import CHINESE, KINDS, Record, kind_named

FIRST_NUMBER = 1000
LONGEST_CODE = 10
_FIRST_DIGITS, _DIGITS = "123456", "12345679"


def code_of(number: int) -> str:
    """The code of the record with this number: 1234 → ``12340``."""
    if number < FIRST_NUMBER:
        raise ValueError(f"a record's number is {FIRST_NUMBER} or more")
    return f"{number}{damm.calc_check_digit(str(number))}"


def number_in(code: str) -> int | None:
    """The number in a code; None where it is none, or mistyped."""
    if not (len(str(FIRST_NUMBER)) < len(code) <= LONGEST_CODE and code.isascii() and code.isdigit()):
        return None
    return int(code[:-1]) if damm.is_valid(code) else None


def next_number(after: int) -> int:
    """The next number whose code can be dialled."""
    number = max(after + 1, FIRST_NUMBER)
    while True:
        digits = str(number)
        wrong = next(
            (at for at, digit in enumerate(digits) if digit not in (_DIGITS if at else _FIRST_DIGITS)), None
        )
        if wrong is not None:
            number = (int(digits[: wrong + 1]) + 1) * 10 ** (len(digits) - wrong - 1)
        elif code_of(number)[-1] not in _DIGITS:
            number += 1
        else:
            return number


class Numbers:
    """The numbers of a store; `Store.numbers` is one."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def number_of(self, address: str) -> int | None:
        """The number of the record whose page stands at this address."""
        for kind in KINDS:
            start = kind.place_of("")
            if kind.numbered and address.startswith(start):
                with self._connections.reading() as conn:
                    return of(conn, kind.record_kind, address.removeprefix(start))
        return None

    def record_with(self, number: int) -> Record | None:
        """The record with this number, in Chinese; None where none has it, or not any more."""
        with self._connections.reading() as conn:
            row = conn.execute(
                """SELECT n.kind, r.body FROM numbers n JOIN records r ON (r.kind, r.id) = (n.kind, n.id)
                   WHERE n.number = ? AND r.lang = ?""",
                [number, CHINESE],
            ).fetchone()
        kind = kind_named(row[0]) if row else None
        return kind.model_validate_json(row[1]) if kind else None

    def was_given(self, number: int) -> bool:
        """Whether a record has or had this number."""
        with self._connections.reading() as conn:
            last = conn.execute("SELECT coalesce(max(number), 0) FROM numbers").fetchone()[0]
        return number <= last and next_number(number - 1) == number

    def of(self, kind: str, id: str) -> int | None:
        with self._connections.reading() as conn:
            return of(conn, kind, id)


def make_table(conn: sqlite3.Connection) -> None:
    # Where content is entered, the row of a record that went stays: should it come again, it has its number.
    conn.execute(
        """CREATE TABLE numbers (
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id))"""
    )


def of(conn: sqlite3.Connection, kind: str, id: str) -> int | None:
    row = conn.execute("SELECT number FROM numbers WHERE kind = ? AND id = ?", [kind, id]).fetchone()
    return int(row[0]) if row else None


def give(conn: sqlite3.Connection, kind: type[Record], ids: Sequence[str]) -> None:
    """A number for each of these records that has none, where the kind has numbers at all."""
    if not kind.numbered:
        return
    last = conn.execute("SELECT coalesce(max(number), 0) FROM numbers").fetchone()[0]
    for id in ids:
        if of(conn, kind.record_kind, id) is None:
            last = next_number(last)
            note(conn, kind.record_kind, id, last)


def give_all(conn: sqlite3.Connection) -> None:
    """Numbers for the records that were here before there were numbers."""
    for kind in KINDS:
        rows = conn.execute(
            "SELECT DISTINCT id FROM records WHERE kind = ? ORDER BY sort, id", [kind.record_kind]
        ).fetchall()
        give(conn, kind, [id for (id,) in rows])


def note(conn: sqlite3.Connection, kind: str, id: str, number: int) -> None:
    """A record has this number, whatever had it, or whatever number it had."""
    conn.execute("INSERT OR REPLACE INTO numbers (number, kind, id) VALUES (?, ?, ?)", [number, kind, id])


def note_many(conn: sqlite3.Connection, numbered: Sequence[tuple[int, str, str]]) -> None:
    """As `note` for many (number, kind, id)."""
    conn.executemany("INSERT OR REPLACE INTO numbers (number, kind, id) VALUES (?, ?, ?)", numbered)


def forget(conn: sqlite3.Connection, kind: str, id: str) -> None:
    """Forget the number of a record that is here in no language any more."""
    conn.execute(
        """DELETE FROM numbers WHERE kind = ? AND id = ?
           AND NOT EXISTS (SELECT 1 FROM records r WHERE (r.kind, r.id) = (numbers.kind, numbers.id))""",
        [kind, id],
    )
