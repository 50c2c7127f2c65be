"""Reading records: what the store and the tables beside it share."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from content.records import Record

T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A part of a longer listing: the items from `offset` on, and how many there are in all."""

    items: tuple[T, ...]
    total: int


class SideTable(Protocol):
    """A table beside the records, for what records of one kind are asked by: a hearing's day."""

    kind: type[Record]

    def add(self, conn: sqlite3.Connection, record: Any) -> None:
        """Note a record that is new or changed, in the caller's transaction."""

    def remove(self, conn: sqlite3.Connection, id: str) -> None:
        """Forget a record that still stands in the records, in the caller's transaction."""


def one(conn: sqlite3.Connection, kind: type[R], id: str, lang: str) -> R | None:
    """The record of a kind with this id in this language."""
    row = conn.execute(
        "SELECT body FROM records WHERE kind = ? AND id = ? AND lang = ?", [kind.record_kind, id, lang]
    ).fetchone()
    return kind.model_validate_json(row[0]) if row else None
