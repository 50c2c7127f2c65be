"""Pinyin → characters and words, from pypinyin's data read backwards. Nothing that was typed is remembered:
what the last person wrote is nobody's business. No Kivy in it."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from kiosk.input.court_words import COURT_WORDS

# GB 2312's first level: the 3,755 characters in common use.
_COMMON = 3755


class Pinyin:
    """`candidates` takes whole syllables (``zhangsan``) or initials (``zs``). The data is read when it
    is first needed, or by `warm_up`."""

    @cached_property
    def _phrases(self) -> Mapping[str, Sequence[Sequence[str]]]:
        from pypinyin.phrases_dict import phrases_dict

        return phrases_dict

    def _spelled(self, word: str) -> list[str]:
        from pypinyin import Style, lazy_pinyin

        return list(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))

    @cached_property
    def _common(self) -> frozenset[str]:
        rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
        return frozenset("".join(row.decode("gb2312", "ignore") for row in rows)[:_COMMON])

    @cached_property
    def _weight(self) -> Mapping[str, int]:
        """How many words a character stands in: the only measure of use that the data has."""
        return Counter(character for phrase in self._phrases for character in set(phrase))

    @cached_property
    def _by_syllable(self) -> Mapping[str, Sequence[str]]:
        from pypinyin.pinyin_dict import pinyin_dict

        first: dict[str, set[str]] = defaultdict(set)
        other: dict[str, set[str]] = defaultdict(set)
        for code, readings in pinyin_dict.items():
            character = chr(code)
            if "\u4e00" <= character <= "\u9fff":
                usual, *rare = (plain(reading) for reading in readings.split(","))
                first[usual].add(character)
                for reading in rare:
                    other[reading].add(character)
        return {
            syllable: [*self._ordered(first[syllable]), *self._ordered(other[syllable] - first[syllable])]
            for syllable in {*first, *other}
        }

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[str]]:
        """Words of two to four characters by their syllables run together, and by initials."""
        found: dict[str, set[str]] = defaultdict(set)
        spelled = {
            phrase: [plain(each[0]) for each in readings] for phrase, readings in self._phrases.items()
        }
        spelled |= {word: self._spelled(word) for word in COURT_WORDS}
        for phrase, syllables in spelled.items():
            if 2 <= len(phrase) <= 4:
                found["".join(syllables)].add(phrase)
                found["".join(syllable[:1] for syllable in syllables)].add(phrase)
        ours = frozenset(COURT_WORDS)
        return {
            letters: sorted(
                those, key=lambda word: (word not in ours, -min(self._weight[c] for c in word), word)
            )
            for letters, those in found.items()
        }

    def warm_up(self) -> None:
        """Read the data now (about a second), so that the first key is as quick as the others."""
        _ = self._by_syllable, self._by_letters

    def candidates(self, letters: str, most: int = 60) -> list[str]:
        """Words first, then characters of the first syllable; common ones before rare ones."""
        letters = letters.lower().replace("v", "ü").replace("ü", "v")
        if not letters:
            return []
        words = list(self._by_letters.get(letters, ()))[:most]
        if letters in self._by_syllable:
            # xian is a character; that it also spells 西安 interests few; lian as 立案 those here.
            words = [word for word in words if word in COURT_WORDS]
        single = self._by_syllable.get(self._first_syllable(letters), ())
        if not single:
            starts = (those for syllable, those in self._by_syllable.items() if syllable.startswith(letters))
            single = self._ordered({character for those in starts for character in those[:30]})
        return list(dict.fromkeys((*words, *single)))[:most]

    def used(self, letters: str, chosen: str) -> int:
        """How many of `letters` a chosen candidate accounts for; what is left goes on being spelled."""
        syllables = self._spelled(chosen)
        for whole in ("".join(syllables), "".join(syllable[:1] for syllable in syllables)):
            if letters.startswith(whole):
                return len(whole)
        return len(self._first_syllable(letters)) or len(letters)

    def _first_syllable(self, letters: str) -> str:
        """The longest syllable that `letters` begin with."""
        lengths = range(min(6, len(letters)), 0, -1)
        return next((letters[:length] for length in lengths if letters[:length] in self._by_syllable), "")

    def _ordered(self, characters: set[str]) -> list[str]:
        return sorted(characters, key=lambda c: (c not in self._common, -self._weight[c], c))


def plain(reading: str) -> str:
    """A reading without its tone: zhāng → zhang, lǜ → lv."""
    apart = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    return "".join(c for c in apart if not unicodedata.combining(c) or c == "\u0308").replace("u\u0308", "v")
