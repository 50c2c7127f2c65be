"""Full-text search in Chinese: bigrams in FTS5 without positions, then each candidate is verified.

What a person typed never reaches FTS syntax: it is cut into runs of letters and digits first, and only
those, quoted, form the query. A row's number holds its kind and its day, so that the newest of one kind are
found without sorting, however common the words are.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from sqlite_utils import Database

from content.case_number import CaseNumber
from content.pinyin import is_start_of, sounds
from content.records import CHINESE, KINDS, SearchText, kind_named

# A run of Chinese characters, or of Latin letters, or of digits; nothing else is searched.
_RUN = re.compile(r"(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff〇]+)|(?P<word>[a-z]+)|(?P<digits>[0-9]+)")
# Numbers of identity cards (GB 11643, and the older fifteen digits) are found in no text.
_IDENTITY = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9])")
_MARKDOWN = re.compile(r"(?:^|(?<=\s))(?:#{1,6}|[-*>]|[0-9]+\.)(?=\s)|[*_`|]{1,3}")
_MOST_CHARACTERS = 64
_MOST_CANDIDATES = 500
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
    db.conn.execute("CREATE TABLE search_kinds (number INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE)")
    db.conn.execute(
        """CREATE TABLE search_texts (
            number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, lang TEXT NOT NULL,
            title TEXT NOT NULL, day TEXT NOT NULL, folded TEXT NOT NULL, sounds TEXT NOT NULL)"""
    )
    db.conn.execute("CREATE UNIQUE INDEX search_texts_of ON search_texts (kind, id, lang)")
    # Measured choice: bigrams without positions, found candidates verified against `folded`.
    db.conn.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content='', detail='none', prefix='1')"
    )


def fold(text: str) -> str:
    """Text as it is compared: compatibility forms folded, small letters, only runs, separated by blanks."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    return " ".join(match.group() for match in _RUN.finditer(plain))


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for: each of `parts` must be found. Made from anything that a person may type."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Words:
        typed = " ".join(typed[: _MOST_CHARACTERS * 8].split())[:_MOST_CHARACTERS]
        # A case number is one thing however it is written: without brackets, with 字第, with blanks.
        if (number := CaseNumber.parse(typed)) is not None:
            return cls((fold(str(number)),))
        parts = []
        for word in typed.split():
            number = CaseNumber.parse(word)
            parts.append(fold(str(number) if number is not None else word))
        return cls(tuple(dict.fromkeys(part for part in parts if part)))

    def without_kind(self, name: str) -> Words:
        """What is left when a part names the kind of record itself: 开庭公告, ktgg."""
        folded, heard = fold(name), sounds(name)
        return Words(tuple(part for part in self.parts if part != folded and part not in heard[:2]))

    def rank(self, title: str, folded: str, heard: str) -> int | None:
        """How well a text answers: 0 it is its title, 1 begins it, 2 is in it, 3 sounds like a name, 4 is in
        the text; None: a part is not there."""
        head, worst = fold(title), 0
        for part in self.parts:
            if part == head:
                continue
            if part in head:
                worst = max(worst, 1 if head.startswith(part) else 2)
            elif part in folded:
                worst = max(worst, 4)
            elif _sounds_like(part, folded, heard):
                worst = max(worst, 3)
            else:
                return None
        return worst


def _sounds_like(part: str, folded: str, heard: str) -> bool:
    runs = part.split()
    if any(run.isdigit() for run in runs):
        return False
    return all(is_start_of(run, heard) if run.isascii() else run in folded for run in runs)


def entry_rank(words: Words, entry: SearchText) -> int | None:
    """`Words.rank` for what is not kept in the index: a service of the catalogue."""
    heard = " ".join(token for name in entry.names for token in sounds(name))
    return words.rank(entry.title, fold(entry.text), heard)


def _bigrams(folded: str) -> Iterator[str]:
    for match in _RUN.finditer(folded):
        run = match.group()
        if match.lastgroup != "han":
            yield run
            continue
        for start in range(len(run) - 1):
            yield run[start : start + 2]
        yield run[-1]  # so that a prefix search for one character also finds the last one


def _tokens(folded: str, heard: str) -> str:
    return " ".join({**dict.fromkeys(_bigrams(folded)), **dict.fromkeys(heard.split())})


def _query(folded: str) -> str:
    parts: dict[str, None] = {}
    for match in _RUN.finditer(folded):
        run = match.group()
        if match.lastgroup != "han" or len(run) == 1:
            parts[f'"{run}" *'] = None
        else:
            parts.update((f'"{run[start : start + 2]}"', None) for start in range(len(run) - 1))
    return " AND ".join(parts)


# -- writing, in the caller's transaction


def add(conn: sqlite3.Connection, kind: str, key: tuple[str, str], entry: SearchText) -> None:
    """Index one record; an older entry of the same record is replaced."""
    remove(conn, kind, key)
    folded = fold(_IDENTITY.sub(" ", entry.text))
    heard = " ".join(dict.fromkeys(token for name in entry.names for token in sounds(name)))
    first = _first_number(_kind_number(conn, kind), entry.day)
    last = conn.execute(
        "SELECT max(number) FROM search_texts WHERE number BETWEEN ? AND ?",
        [first, first + (1 << _NUMBER_BITS) - 1],
    ).fetchone()[0]
    number = first if last is None else last + 1
    day = entry.day.isoformat() if entry.day else ""
    conn.execute(
        "INSERT INTO search_texts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [number, kind, *key, entry.title, day, folded, heard],
    )
    conn.execute("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", [number, _tokens(folded, heard)])


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
        [number, _tokens(folded, heard)],
    )
    conn.execute("DELETE FROM search_texts WHERE number = ?", [number])


def rebuild(conn: sqlite3.Connection) -> None:
    """Index every record anew."""
    for kind in KINDS:
        rows = conn.execute("SELECT id, lang, body FROM records WHERE kind = ?", [kind.record_kind])
        for id, lang, body in rows.fetchall():
            if (entry := kind.model_validate_json(body).found_by()) is not None:
                add(conn, kind.record_kind, (id, lang), entry)


def _kind_number(conn: sqlite3.Connection, kind: str) -> int:
    row = conn.execute("SELECT number FROM search_kinds WHERE kind = ?", [kind]).fetchone()
    if row is None:
        conn.execute("INSERT INTO search_kinds (kind) VALUES (?)", [kind])
        return _kind_number(conn, kind)
    return int(row[0])


def _first_number(kind_number: int, day: date | None) -> int:
    return ((kind_number << _DAY_BITS) + (day.toordinal() if day else 0)) << _NUMBER_BITS


# -- reading


def find(
    conn: sqlite3.Connection,
    words: Words,
    kind: str,
    *,
    order: Order = Order.BEST,
    lang: str = CHINESE,
    offset: int = 0,
    limit: int = 20,
    most: int = _MOST_CANDIDATES,
) -> Found:
    """Hits of one kind. The `most` newest candidates are looked at; a record in two languages is one hit."""
    known = kind_named(kind)
    row = conn.execute("SELECT number FROM search_kinds WHERE kind = ?", [kind]).fetchone()
    if row is None or known is None or not words.parts:
        return Found(kind, (), 0, more=False)
    left = words.without_kind(known.chinese)
    first, end = _first_number(int(row[0]), None), _first_number(int(row[0]) + 1, None)
    rows = conn.execute(_CANDIDATES if left.parts else _NEWEST, _values(left, first, end, most)).fetchall()
    best: dict[str, tuple[int, int, Hit]] = {}
    for place, (id, its_lang, title, day, folded, heard) in enumerate(rows):
        rank = left.rank(title, folded, heard)
        if rank is None:
            continue
        score = rank if order is Order.BEST else 0
        at = known.place_of(id)
        hit = Hit(kind, id, title, at, date.fromisoformat(day) if day else None, its_lang, rank)
        other = best.get(id)
        if other is None:
            best[id] = (score, place, hit)
        elif its_lang == lang:  # the same record in the language that is asked for
            best[id] = (min(score, other[0]), min(place, other[1]), hit)
    hits = [hit for _, _, hit in sorted(best.values(), key=lambda one: one[:2])]
    return Found(
        kind, tuple(hits[max(offset, 0) : max(offset, 0) + limit]), len(hits), more=len(rows) >= most
    )


_COLUMNS = "id, lang, title, day, folded, sounds"
_CANDIDATES = f"""SELECT {_COLUMNS} FROM (
    SELECT rowid AS found FROM search_index
    WHERE search_index MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)
    JOIN search_texts ON number = found ORDER BY number DESC"""  # noqa: S608
_NEWEST = f"""SELECT {_COLUMNS} FROM search_texts
    WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?"""  # noqa: S608


def _values(words: Words, first: int, end: int, most: int) -> list[object]:
    query = [" AND ".join(_query(part) for part in words.parts)] if words.parts else []
    return [*query, first, end, most]


# -- what of a text answers the words


def marks(words: Words, entry: SearchText) -> tuple[str, ...]:
    """The pieces of a text, as they stand in it, that answer the words: what is highlighted."""
    found: dict[str, None] = {}
    for part in words.parts:
        pattern = _pattern(part)
        for text in (entry.title, entry.text):
            plain = unicodedata.normalize("NFKC", text)
            if len(plain) != len(text):
                plain = text
            found.update((text[at.start() : at.end()], None) for at in pattern.finditer(plain))
        if part.isascii() and part.isalpha():
            found.update((piece, None) for name in entry.names for piece in _heard_pieces(part, name))
    return tuple(sorted(found, key=len, reverse=True))[:20]


@lru_cache(maxsize=256)
def _pattern(part: str) -> re.Pattern[str]:
    between = r"[^0-9A-Za-z\u3400-\u9fff]{0,3}"
    return re.compile(between.join(re.escape(run) for run in part.split()), re.IGNORECASE)


def _heard_pieces(part: str, name: str) -> Iterator[str]:
    for match in _RUN.finditer(name):
        run = match.group()
        if match.lastgroup != "han":
            continue
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                if any(is_start_of(part, token) for token in sounds(run[start:end])[:2]):
                    yield run[start:end]
                    break


def excerpt(found: tuple[str, ...], entry: SearchText, length: int = 60) -> str:
    """The piece of the text around the first of `found` beyond the title; empty where there is none."""
    rest = " ".join(_MARKDOWN.sub(" ", entry.text.replace(entry.title, " ", 1)).split())
    places = [place for mark in found if (place := rest.find(mark)) >= 0]
    if not places:
        return ""
    start = max(0, min(places) - length // 4)
    end = start + length
    piece = rest[start:end].strip().lstrip("，。；、：！？,.;:")
    return f"{'…' if start else ''}{piece}{'…' if end < len(rest) else ''}"
