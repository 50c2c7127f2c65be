"""What is looked for: words as people type them, or the keys of a telephone. Pure.

What was typed never reaches FTS syntax: it is cut into runs of letters and digits first, and only those,
quoted, form the query.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from content.case_number import CaseNumber
from content.pinyin import is_start_of, keys_of, sounds
from content.records import SearchText

# A run of Chinese characters, or of Latin letters, or of digits; nothing else is searched.
RUN = re.compile(r"(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff〇]+)|(?P<word>[a-z]+)|(?P<digits>[0-9]+)")
_MARKDOWN = re.compile(r"(?:^|(?<=\s))(?:#{1,6}|[-*>]|[0-9]+\.)(?=\s)|[*_`|]{1,3}")
_MOST_CHARACTERS = 64
# Keys of a sound stand in the index behind a letter that no text keeps, so that they are no number in a text.
_KEYS = "κ"
_MOST_KEYS = 16
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# How many digits the code of a court has (冀10, 京0105); 最高法 has none.
_COURT_DIGITS = (0, 2, 3, 4)


def fold(text: str) -> str:
    """Text as it is compared: compatibility forms folded, small letters, only runs, separated by blanks."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    return " ".join(match.group() for match in RUN.finditer(plain))


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

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def by_sound(self) -> bool:
        """Whether a sound may answer: letters are among the words."""
        return any("a" <= character <= "z" for part in self.parts for character in part)

    def query(self) -> str:
        """FTS5's query for all parts."""
        return " AND ".join(_query(part) for part in self.parts)

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

    def pieces(self, entry: SearchText) -> Iterator[str]:
        """The pieces of a text, as they stand in it, that answer."""
        for part in self.parts:
            pattern = _pattern(part)
            for text in (entry.title, entry.text):
                plain = unicodedata.normalize("NFKC", text)
                if len(plain) != len(text):
                    plain = text
                yield from (text[at.start() : at.end()] for at in pattern.finditer(plain))
            if part.isascii() and part.isalpha():
                for name in entry.names:
                    yield from _heard_pieces(name, partial(is_start_of, part))


def _sounds_like(part: str, folded: str, heard: str) -> bool:
    if not heard:
        return False
    runs = part.split()
    if any(run.isdigit() for run in runs):
        return False
    return all(is_start_of(run, heard) if run.isascii() else run in folded for run in runs)


@dataclass(frozen=True, slots=True)
class Keys:
    """What is looked for by the keys of a telephone: pinyin or its initials, each letter by the key that it
    stands on (ktgg, 5844), or a case by its digits (614, 2026614, 20261082614). Empty: all of a kind."""

    digits: str

    @classmethod
    def of(cls, typed: str) -> Keys:
        return cls("".join(c for c in unicodedata.normalize("NFKC", typed[:64]) if c in "0123456789")[:24])

    def __bool__(self) -> bool:
        return bool(self.digits)

    @property
    def by_sound(self) -> bool:
        return True

    def without_kind(self, name: str) -> Keys:
        return Keys("") if self.digits in map(keys_of, sounds(name)[:2]) else self

    def query(self) -> str:
        ways = [f'"{self.digits}"']
        # 0 and 1 have no letters.
        if not {"0", "1"} & set(self.digits):
            ways.append(f'"{_KEYS}{self.digits[:_MOST_KEYS]}" *')
        if year := _YEAR.match(self.digits):
            rest = self.digits[4:]
            for court in _COURT_DIGITS:
                if len(rest) > court and rest[court] != "0":
                    runs = [year[0], *([rest[:court]] if court else []), rest[court:]]
                    ways.append("(" + " AND ".join(f'"{run}"' for run in runs) + ")")
        return " OR ".join(ways)

    def rank(self, head: str, heard: str, folded: str) -> int | None:
        """0 it is the case's number or the title, 1 a name from some character on, 2 it begins one, 4 a
        number in the text."""
        runs = [run for run in head.split() if run.isdigit()]
        if runs and self.digits in {runs[-1], runs[0] + runs[-1], "".join(runs)}:
            return 0
        keyed = f" {keys_of(heard)} "
        if f" {self.digits} " in keyed:
            return 0 if self.digits in map(keys_of, sounds(head.replace(" ", ""))[:2]) else 1
        if f" {self.digits}" in keyed:
            return 2
        return 4 if f" {self.digits} " in f" {folded} " else None

    def pieces(self, entry: SearchText) -> Iterator[str]:
        """The pieces of a text, as they stand in it, that answer."""
        if not self:
            return
        for name in entry.names:
            yield from _heard_pieces(name, lambda token: keys_of(token).startswith(self.digits))
        if re.search(rf"(?<![0-9]){self.digits}(?![0-9])", entry.text):
            yield self.digits


Asked = Words | Keys


def entry_rank(asked: Asked, entry: SearchText) -> int | None:
    """How well what is not kept in the index answers: a service of the catalogue."""
    heard = " ".join(token for name in entry.names for token in sounds(name))
    return asked.rank(fold(entry.title), heard, fold(entry.text))


def _bigrams(folded: str) -> Iterator[str]:
    for match in RUN.finditer(folded):
        run = match.group()
        if match.lastgroup != "han":
            yield run
            continue
        for start in range(len(run) - 1):
            yield run[start : start + 2]
        yield run[-1]  # so that a prefix search for one character also finds the last one


def tokens(folded: str, heard: str) -> str:
    """What a text is indexed by: pairs of its characters, other runs, the sounds and keys of its names."""
    keyed = (f"{_KEYS}{sound[:_MOST_KEYS]}" for sound in keys_of(heard).split())
    return " ".join(
        {**dict.fromkeys(_bigrams(folded)), **dict.fromkeys(heard.split()), **dict.fromkeys(keyed)}
    )


def _query(part: str) -> str:
    """FTS5's query for one part. What stands between others is whole: only the last may go on."""
    runs = list(RUN.finditer(part))
    terms: dict[str, None] = {}
    for number, match in enumerate(runs, start=1):
        run, goes_on = match.group(), " *" if number == len(runs) else ""
        if match.lastgroup != "han":
            terms[f'"{run}"{goes_on}'] = None
        elif len(run) > 1:
            terms.update((f'"{run[start : start + 2]}"', None) for start in range(len(run) - 1))
    # A single character among others tells little, and the candidates are verified; alone, it must do.
    return " AND ".join(terms or dict.fromkeys(f'"{match.group()}" *' for match in runs))


def marks(asked: Asked, entry: SearchText) -> tuple[str, ...]:
    """The pieces of a text that answer: what is highlighted, the longest first."""
    return tuple(sorted(dict.fromkeys(asked.pieces(entry)), key=len, reverse=True))[:20]


@lru_cache(maxsize=256)
def _pattern(part: str) -> re.Pattern[str]:
    between = r"[^0-9A-Za-z\u3400-\u9fff]{0,3}"
    return re.compile(between.join(re.escape(run) for run in part.split()), re.IGNORECASE)


def _heard_pieces(name: str, answers: Callable[[str], bool]) -> Iterator[str]:
    for match in RUN.finditer(name):
        run = match.group()
        if match.lastgroup != "han":
            continue
        for start in range(len(run)):
            for end in range(start + 1, len(run) + 1):
                if any(answers(token) for token in sounds(run[start:end])[:2]):
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
