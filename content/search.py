"""Full-text search in Chinese: bigrams in FTS5 without positions, then each candidate is verified.

What a person typed never reaches FTS syntax: it is cut into runs of letters and digits first, and only
those, quoted, form the query.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pypinyin import Style, lazy_pinyin

from content.records import SearchText

# A run of Chinese characters, or of Latin letters, or of digits; nothing else is searched.
_RUN = re.compile(r"(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff〇]+)|(?P<word>[a-z]+)|(?P<digits>[0-9]+)")
_MOST_CHARACTERS = 64
_MOST_CANDIDATES = 2_000
_LONGEST_SOUND = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One found record: `place` is its address, `date` its day (a hearing's day, a guide's revision)."""

    kind: str
    id: str
    title: str
    place: str
    date: date | None


def fold(text: str) -> str:
    """Text as it is compared: compatibility forms folded, small letters, only runs, separated by blanks."""
    return " ".join(match.group() for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()))


def sounds(names: tuple[str, ...]) -> str:
    """Initials and full pinyin of each name from each of its characters on: 张三 → `zs zhangsan s san`."""
    found: dict[str, None] = {}
    for name in names:
        for match in _RUN.finditer(unicodedata.normalize("NFKC", name)):
            if match.lastgroup != "han":
                continue
            syllables = lazy_pinyin(match.group(), style=Style.NORMAL)
            for start in range(len(syllables)):
                part = syllables[start : start + _LONGEST_SOUND]
                found["".join(syllable[0] for syllable in part)] = None
                found["".join(part)] = None
    return " ".join(found)


def _tokens(folded: str, sound: str) -> str:
    return " ".join({**dict.fromkeys(_bigrams(folded)), **dict.fromkeys(sound.split())})


def _bigrams(folded: str) -> Iterator[str]:
    for match in _RUN.finditer(folded):
        run = match.group()
        if match.lastgroup != "han":
            yield run
            continue
        for start in range(len(run) - 1):
            yield run[start : start + 2]
        yield run[-1]  # so that a prefix search for one character also finds the last one


def _query(folded: str) -> str:
    parts: dict[str, None] = {}
    for match in _RUN.finditer(folded):
        run = match.group()
        if match.lastgroup != "han" or len(run) == 1:
            parts[f'"{run}" *'] = None
        else:
            parts.update((f'"{run[start : start + 2]}"', None) for start in range(len(run) - 1))
    return " AND ".join(parts)


def add(conn: sqlite3.Connection, kind: str, key: tuple[str, str], entry: SearchText) -> None:
    """Index one record, in the caller's transaction; an older entry of the same record is replaced."""
    remove(conn, kind, key)
    folded, sound = fold(entry.text), sounds(entry.names)
    row = conn.execute(
        "INSERT INTO search_texts (kind, id, lang, title, day, folded, sounds) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [kind, *key, entry.title, entry.day.isoformat() if entry.day else "", folded, sound],
    ).lastrowid
    conn.execute("INSERT INTO search_index (rowid, tokens) VALUES (?, ?)", [row, _tokens(folded, sound)])


def remove(conn: sqlite3.Connection, kind: str, key: tuple[str, str]) -> None:
    """Take one record out of the index, in the caller's transaction."""
    found = conn.execute(
        "SELECT rowid, folded, sounds FROM search_texts WHERE kind = ? AND id = ? AND lang = ?", [kind, *key]
    ).fetchone()
    if found is None:
        return
    row, folded, sound = found
    # A contentless index forgets a row only when told the very tokens that it was given.
    conn.execute(
        "INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', ?, ?)",
        [row, _tokens(folded, sound)],
    )
    conn.execute("DELETE FROM search_texts WHERE rowid = ?", [row])


def find(conn: sqlite3.Connection, words: str, limit: int) -> list[tuple[str, str, str, str, str]]:
    """(kind, id, lang, title, day) of what holds every word: titles first, then the newest."""
    asked = [folded for word in words[:_MOST_CHARACTERS].split() if (folded := fold(word))]
    if not asked or limit <= 0:
        return []
    rows = conn.execute(
        """SELECT kind, id, lang, title, day, folded, sounds FROM search_texts
           WHERE rowid IN (SELECT rowid FROM search_index WHERE search_index MATCH ?)
           ORDER BY day DESC, rowid LIMIT ?""",
        [" AND ".join(_query(word) for word in asked), _MOST_CANDIDATES],
    )
    found = [
        (not all(word in fold(title) for word in asked), number, (kind, record, lang, title, day))
        for number, (kind, record, lang, title, day, folded, sound) in enumerate(rows)
        if all(_holds(word, folded, sound) for word in asked)
    ]
    return [hit for *_, hit in sorted(found)[:limit]]


def _holds(word: str, folded: str, sound: str) -> bool:
    if word in folded:
        return True
    return word.isascii() and word.isalpha() and any(one.startswith(word) for one in sound.split())
