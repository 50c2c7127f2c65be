"""Full-text search in Chinese: bigrams in FTS5 without positions, then each candidate is verified.

What is looked for, and what of a text answers, is `content.search_words`. A row's number holds its kind and
its day, so that the newest of one kind are found without sorting, however common the words are.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from content.pinyin import sounds
from content.records import CHINESE, KINDS, SearchText, kind_named
from content.search_words import Asked, Words, fold, tokens

if TYPE_CHECKING:
    from sqlite_utils import Database

# Numbers of identity cards (GB 11643, and the older fifteen digits) are found in no text.
_IDENTITY = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")
_MOST_CANDIDATES, _MOST_UNCOUNTED = 500, 100
_AT_ONCE = 1_000
_DAY_BITS, _NUMBER_BITS = 22, 24


class Order(StrEnum):
    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: `place` is its address, `date` its day (a hearing's day, a guide's revision)."""

    kind: str
    id: str
    title: str
    place: str
    date: date | None
    lang: str = CHINESE
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Some hits of one kind, and how many there are; `more`: at least that many, not all were looked at."""

    kind: str
    hits: tuple[Hit, ...]
    total: int
    more: bool


def make_tables(db: Database) -> None:
    # `folded`, the long one, stands last: what is told by the rest is told without reading it.
    db.conn.execute("CREATE TABLE search_kinds (number INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE)")
    db.conn.execute(
        """CREATE TABLE search_texts (
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
            title TEXT NOT NULL, day TEXT NOT NULL, head TEXT NOT NULL, sounds TEXT NOT NULL,
            folded TEXT NOT NULL)"""
    )
    db.conn.execute("CREATE UNIQUE INDEX search_texts_of ON search_texts (kind, id, lang)")
    # Measured choice: bigrams without positions, found candidates verified against `folded`.
    db.conn.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='', detail='none', prefix='1')"
    )


# -- writing, in the caller's transaction


def add(conn: sqlite3.Connection, kind: str, key: tuple[str, str], entry: SearchText) -> None:
    """Index one record; an older entry of the same record is replaced."""
    remove(conn, kind, key)
    add_new(conn, kind, [(key, entry)])


def add_new(
    conn: sqlite3.Connection, kind: str, entries: Sequence[tuple[tuple[str, str], SearchText]]
) -> None:
    """Index records of one kind that are not in the index; faster than one by one."""
    kind_number = _kind_number(conn, kind)
    following: dict[date | None, int] = {}
    texts, indexed = [], []
    # In the order of their numbers, so that the index grows at its end.
    for key, entry in sorted(entries, key=lambda one: one[1].day or date.min):
        folded = fold(_IDENTITY.sub(" ", entry.text))
        heard = " ".join(dict.fromkeys(token for name in entry.names for token in sounds(name)))
        if entry.day not in following:
            following[entry.day] = _free_number(conn, _first_number(kind_number, entry.day))
        number = following[entry.day]
        following[entry.day] = number + 1
        day = entry.day.isoformat() if entry.day else ""
        texts.append((number, kind, *key, entry.title, day, fold(entry.title), heard, folded))
        indexed.append((number, tokens(folded, heard)))
    conn.executemany("INSERT INTO search_texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", texts)
    conn.executemany("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", indexed)


def _free_number(conn: sqlite3.Connection, first: int) -> int:
    last = conn.execute(
        "SELECT max(number) FROM search_texts WHERE number BETWEEN ? AND ?",
        [first, first + (1 << _NUMBER_BITS) - 1],
    ).fetchone()[0]
    return first if last is None else int(last) + 1


def remove(conn: sqlite3.Connection, kind: str, key: tuple[str, str]) -> None:
    """Take one record out of the index."""
    found = conn.execute(
        "SELECT number, folded, sounds FROM search_texts WHERE kind = ? AND id = ? AND lang = ?", [kind, *key]
    ).fetchone()
    if found is None:
        return
    number, folded, heard = found
    # A contentless index forgets a row only when told the very tokens that it was given.
    conn.execute(
        "INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', ?, ?)",
        [number, tokens(folded, heard)],
    )
    conn.execute("DELETE FROM search_texts WHERE number = ?", [number])


def rebuild(conn: sqlite3.Connection) -> None:
    """Index every record anew."""
    for kind in KINDS:
        rows = conn.execute("SELECT id, lang, body FROM records WHERE kind = ?", [kind.record_kind])
        while part := rows.fetchmany(_AT_ONCE):
            found = [((id, lang), kind.model_validate_json(body).found_by()) for id, lang, body in part]
            add_new(conn, kind.record_kind, [(key, entry) for key, entry in found if entry is not None])


def kinds(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The kinds of which there is something in the index, or was."""
    return tuple(kind for (kind,) in conn.execute("SELECT kind FROM search_kinds"))


def _kind_number(conn: sqlite3.Connection, kind: str) -> int:
    row = conn.execute("SELECT number FROM search_kinds WHERE kind = ?", [kind]).fetchone()
    if row is None:
        conn.execute("INSERT INTO search_kinds (kind) VALUES (?)", [kind])
        return _kind_number(conn, kind)
    return int(row[0])


def _first_number(kind_number: int, day: date | None) -> int:
    return ((kind_number << _DAY_BITS) + (day.toordinal() if day else 0)) << _NUMBER_BITS


# -- reading


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    lang: str
    title: str
    day: str


def find(
    conn: sqlite3.Connection,
    words: Asked,
    kind: str,
    *,
    order: Order = Order.BEST,
    lang: str = CHINESE,
    offset: int = 0,
    limit: int = 20,
    count: bool = True,
) -> Found:
    """Hits of one kind among the newest candidates; a record in two languages is one hit.

    Without `count` it stops at what is shown and one more, so that the total is only a least number.
    """
    known = kind_named(kind)
    row = conn.execute("SELECT number FROM search_kinds WHERE kind = ?", [kind]).fetchone()
    if row is None or known is None or not words:
        return Found(kind, (), 0, more=False)
    left = words.without_kind(known.chinese)
    most = _MOST_CANDIDATES if count else _MOST_UNCOUNTED
    first, end = _first_number(int(row[0]), None), _first_number(int(row[0]) + 1, None)
    looking = _Looking(conn, left, (first, end, most))
    enough = max(offset, 0) + max(limit, 0) + 1
    found: dict[str, Hit] = {}
    for rank, one in looking.best_first() if order is Order.BEST else looking.newest_first():
        if one.id not in found or one.lang == lang:  # the same record, in the language that is asked for
            rank = min(rank, found[one.id].rank) if one.id in found else rank
            day = date.fromisoformat(one.day) if one.day else None
            found[one.id] = Hit(kind, one.id, one.title, known.place_of(one.id), day, one.lang, rank)
        if not count and len(found) >= enough:
            break
    shown = tuple(found.values())[max(offset, 0) : enough - 1]
    more = looking.candidates >= most or (not count and len(found) >= enough)
    return Found(kind, shown, len(found), more)


class _Looking:
    """A search of one kind: candidates by the index, the newest of them, each verified. A text is read only
    when it must be, and no more of them than are asked for."""

    def __init__(self, conn: sqlite3.Connection, words: Asked, within: tuple[int, int, int]) -> None:
        """`within`: numbers from the first to below the second, and how many candidates at most."""
        self.candidates = 0
        self._conn, self._words = conn, words
        self._values: list[object] = [*([words.query()] if words else []), *within]
        self._from = _CANDIDATES if words else _NEWEST

    def newest_first(self) -> Iterator[tuple[int, _Text]]:
        rows = self._conn.execute(f"{self._from} ORDER BY found DESC", self._values).fetchall()
        return self._verified([number for (number,) in rows])

    def best_first(self) -> Iterator[tuple[int, _Text]]:
        """First those whose title or sound answers, the best of them first, then the newest."""
        heard, told, parts = "sounds", "head", tuple[str, ...]()
        if isinstance(self._words, Words) and not self._words.by_sound:
            # Looked for in the database: most titles do not answer, and need not come out.
            parts = self._words.parts
            answers = " AND ".join("instr(head, ?)" for _ in parts) or "1"
            heard, told = "''", f"CASE WHEN {answers} THEN head END"
        rows = self._conn.execute(
            f"""SELECT number, {told}, {heard} FROM ({self._from}) JOIN search_texts ON number = found
                ORDER BY number DESC""",  # noqa: S608
            [*parts, *self._values],
        ).fetchall()
        by_title, others = [], []
        for number, head, heard in rows:
            rank = self._words.rank(head, heard, "") if head is not None else None
            if rank is None:
                others.append(number)
            else:
                by_title.append((rank, number))
        self.candidates = len(by_title)
        for rank, number in sorted(by_title, key=lambda pair: pair[0]):
            yield rank, _Text(*self._conn.execute(_TEXT, [number]).fetchone())
        yield from self._verified(others)

    def _verified(self, candidates: Sequence[int]) -> Iterator[tuple[int, _Text]]:
        self.candidates += len(candidates)
        for number in candidates:
            *text, head, heard, folded = self._conn.execute(_WHOLE_TEXT, [number]).fetchone()
            if (rank := self._words.rank(head, heard, folded)) is not None:
                yield rank, _Text(*text)


_CANDIDATES = """SELECT * FROM (SELECT rowid AS found FROM search_index
    WHERE search_index MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)"""
_NEWEST = """SELECT * FROM (SELECT number AS found FROM search_texts
    WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?)"""
_TEXT = "SELECT id, lang, title, day FROM search_texts WHERE number = ?"
_WHOLE_TEXT = "SELECT id, lang, title, day, head, sounds, folded FROM search_texts WHERE number = ?"
