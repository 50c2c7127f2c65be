"""Judgment debtors as they are asked for: by ID number, by code, by name with a second key.

One table of 64-bit keys beside the records leads to candidates; each is compared with what was asked before
it is handed out, so that two that share a key are no confusion.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from content.case_number import CaseNumber, CaseNumberQuery
from content.database import Connections
from content.debtor_key import FILE, DebtorKey
from content.reading import one
from content.records import CHINESE, Debtor, DebtorList, Record
from content.records.debtors import LISTS

MOST = 100


class WithoutKeyError(Exception):
    """This machine has no key for debtors, or another than the one that the lists were sealed with."""


class Debtors:
    """The debtors of a store; `Store.debtors` is one. `home` is the folder that may hold the key."""

    kind: type[Record] = Debtor

    def __init__(self, connections: Connections, home: Path | None) -> None:
        self._connections = connections
        self._home = home
        self._key: DebtorKey | None = None

    def lists(self) -> tuple[DebtorList, ...]:
        """The lists that there are."""
        with self._connections.reading() as conn:
            found = (one(conn, DebtorList, name, CHINESE) for name in LISTS)
            return tuple(each for each in found if each is not None)

    def by_number(self, number: str) -> tuple[Debtor, ...]:
        """Entries of the person with this ID number (18 characters). Raises `WithoutKeyError`."""
        sealed = self._own_key().seal_number(number)
        return self._find(f"h{sealed}", lambda debtor: debtor.number_sealed == sealed)

    def by_birth(self, name: str, year: int) -> tuple[Debtor, ...]:
        """Entries of persons with this name, born in this year. Raises `WithoutKeyError`."""
        sealed = self._own_key().seal_birth(plain_name(name), year)
        return self._find(f"b{sealed}", lambda debtor: debtor.born_sealed == sealed)

    def by_case(self, name: str, query: CaseNumberQuery) -> tuple[Debtor, ...]:
        """Entries with this name in this case."""
        asked = plain_name(name)

        def fits(debtor: Debtor) -> bool:
            number = CaseNumber.parse(debtor.case_number)
            return plain_name(debtor.name) == asked and number is not None and query.matches(number)

        return self._find(f"n{asked}", fits)

    def by_code(self, code: str) -> tuple[Debtor, ...]:
        """Entries of the organisation with this code."""
        return self._find(f"o{code}", lambda debtor: debtor.code == code)

    def organisations(self, name: str) -> tuple[Debtor, ...]:
        """Entries of organisations with this name."""
        asked = plain_name(name)
        return self._find(
            f"n{asked}", lambda debtor: debtor.is_organisation and plain_name(debtor.name) == asked
        )

    def key_for_import(self) -> DebtorKey:
        """The key to seal with: this machine's, made now where there is none."""
        if self._home is not None and not (self._home / FILE).exists():
            DebtorKey.new().write(self._home / FILE)
        return self._read_key() or self._keep(DebtorKey.new())

    def add(self, conn: sqlite3.Connection, debtor: Debtor) -> None:
        """Note one entry, in the caller's transaction."""
        conn.executemany(
            "INSERT OR IGNORE INTO debtor_keys VALUES (?, ?)", [(key, debtor.id) for key in _keys(debtor)]
        )

    def remove(self, conn: sqlite3.Connection, id: str) -> None:
        """Forget one entry that still stands in the records, in the caller's transaction."""
        debtor = one(conn, Debtor, id, CHINESE)
        if debtor is not None:
            conn.executemany(
                "DELETE FROM debtor_keys WHERE key = ? AND id = ?", [(key, id) for key in _keys(debtor)]
            )

    def _find(self, asked: str, fits: Callable[[Debtor], bool]) -> tuple[Debtor, ...]:
        with self._connections.reading() as conn:
            rows = conn.execute(
                # CROSS: by the key to the records; SQLite would read all of the kind instead.
                """SELECT body FROM debtor_keys k
                   CROSS JOIN records r ON (r.kind, r.id, r.lang) = (?, k.id, ?) WHERE k.key = ?""",
                [Debtor.record_kind, CHINESE, _hash(asked)],
            ).fetchall()
        matching = [debtor for (body,) in rows if fits(debtor := Debtor.model_validate_json(body))]
        return tuple(sorted(matching, key=lambda debtor: (debtor.list, debtor.case_number))[:MOST])

    def _own_key(self) -> DebtorKey:
        key = self._read_key()
        if key is None or any(each.key_mark != key.mark for each in self.lists()):
            raise WithoutKeyError
        return key

    def _read_key(self) -> DebtorKey | None:
        if self._key is None and self._home is not None:
            self._key = DebtorKey.read(self._home / FILE)
        return self._key

    def _keep(self, key: DebtorKey) -> DebtorKey:
        self._key = key
        return key


def plain_name(name: str) -> str:
    """A name as it is compared: width, blanks, points and brackets of one kind."""
    if name.isalpha() and not name.isascii() and unicodedata.is_normalized("NFKC", name):
        return name.upper()
    folded = unicodedata.normalize("NFKC", name).upper()
    return "".join(folded.split()).replace("•", "·").replace("・", "·")


def _keys(debtor: Debtor) -> Iterable[int]:
    named = f"n{plain_name(debtor.name)}"
    asked = (named, f"h{debtor.number_sealed}", f"b{debtor.born_sealed}", f"o{debtor.code}")
    return {_hash(each) for each in asked if len(each) > 1}


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
