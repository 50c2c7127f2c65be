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
_MOST_CANDIDATES, _MOST_UNCOUNTED = 500, 200
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

    def rank(self, head: str, heard: str, folded: str) -> int | None:
        """How well a text answers: 0 it is its title, 1 begins it, 2 is in it, 3 sounds like a name, 4 is in
        the text; None: a part is not there. `head` and `folded` are the folded title and text."""
        worst = 0
        for part in self.parts:
            if part == head:
                continue
            if part in head:
                worst = max(worst, 1 if head.startswith(part) else 2)
            elif part in folded:
                worst = max(worst, 4)
            elif _sounds_like(part, f"{head} {folded}", heard):
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
    return words.rank(fold(entry.title), heard, fold(entry.text))


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


def _query(part: str) -> str:
    """FTS5's query for one part. What stands between others is whole: only the last may go on."""
    runs = list(_RUN.finditer(part))
    terms: dict[str, None] = {}
    for number, match in enumerate(runs, start=1):
        run, goes_on = match.group(), " *" if number == len(runs) else ""
        if match.lastgroup != "han":
            terms[f'"{run}"{goes_on}'] = None
        elif len(run) > 1:
            terms.update((f'"{run[start : start + 2]}"', None) for start in range(len(run) - 1))
    # A single character among others tells little, and the candidates are verified; alone, it must do.
    return " AND ".join(terms or dict.fromkeys(f'"{match.group()}" *' for match in runs))


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
        "INSERT INTO search_texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [number, kind, *key, entry.title, day, fold(entry.title), heard, folded],
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    id: str
    lang: str
    title: str
    day: str
    head: str
    heard: str


def find(
    conn: sqlite3.Connection,
    words: Words,
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
    if row is None or known is None or not words.parts:
        return Found(kind, (), 0, more=False)
    left = words.without_kind(known.chinese)
    first, end = _first_number(int(row[0]), None), _first_number(int(row[0]) + 1, None)
    statement, most = _CANDIDATES if left.parts else _NEWEST, _MOST_CANDIDATES if count else _MOST_UNCOUNTED
    rows = conn.execute(statement, _values(left, first, end, most)).fetchall()
    enough = max(offset, 0) + max(limit, 0) + 1
    found: dict[str, Hit] = {}
    for rank, one in _verified(conn, left, [_Candidate(*row) for row in rows], order):
        if one.id not in found or one.lang == lang:  # the same record, in the language that is asked for
            rank = min(rank, found[one.id].rank) if one.id in found else rank
            day = date.fromisoformat(one.day) if one.day else None
            found[one.id] = Hit(kind, one.id, one.title, known.place_of(one.id), day, one.lang, rank)
        if not count and len(found) >= enough:
            break
    shown = tuple(found.values())[max(offset, 0) : enough - 1]
    return Found(kind, shown, len(found), more=len(rows) >= most or (not count and len(found) >= enough))


def _verified(
    conn: sqlite3.Connection, words: Words, candidates: list[_Candidate], order: Order
) -> Iterator[tuple[int, _Candidate]]:
    """Candidates that hold the words indeed, in the order wanted; a text is read only when it must be."""
    told = [(words.rank(one.head, one.heard, ""), one) for one in candidates]
    if order is Order.BEST:
        by_title = [(rank, one) for rank, one in told if rank is not None]
        yield from sorted(by_title, key=lambda pair: pair[0])
        told = [(None, one) for rank, one in told if rank is None]
    for known, one in told:
        rank = known
        if rank is None:
            text = conn.execute("SELECT folded FROM search_texts WHERE number = ?", [one.number]).fetchone()
            rank = words.rank(one.head, one.heard, text[0]) if text else None
        if rank is not None:
            yield rank, one


_COLUMNS = "number, id, lang, title, day, head, sounds"
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
