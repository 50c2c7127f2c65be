"""Pinyin → characters and words, from pypinyin's data read backwards. Nothing that was typed is remembered:
what the last person wrote is nobody's business. No Kivy in it."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from kiosk.input.common import is_common
from kiosk.input.court_words import COURT_WORDS
from kiosk.input.surnames import COMPOUND, FREQUENT, READINGS, SURNAMES

# Of those that are spelled or begin alike; then come the characters.
MOST_WORDS = 60


class Pinyin:
    """`candidates` takes whole syllables (``zhangsan``) or initials (``zs``). The data is read when it
    is first needed, or by `warm_up`."""

    @cached_property
    def _phrases(self) -> Mapping[str, Sequence[Sequence[str]]]:
        from pypinyin.phrases_dict import phrases_dict

        return phrases_dict

    def _spelled(self, word: str) -> list[str]:
        from pypinyin import Style, lazy_pinyin

        if len(word) > 1 and word in READINGS:
            return READINGS[word].split()
        return list(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))

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

    @cached_property
    def _words_with(self) -> Mapping[str, str]:
        """For each character a word of two that most people know it by."""
        best: dict[str, tuple[int, str]] = {}
        for word in self._phrases:
            if len(word) == 2 and word[0] != word[1]:
                for at, character in enumerate(word):
                    # By the commoner of its neighbours; where it leads before where it follows.
                    rank = 2 * self._weight[word[1 - at]] + (1 - at)
                    if rank > best.get(character, (-1, ""))[0]:
                        best[character] = (rank, word)
        return {character: word for character, (_, word) in best.items()}

    def word_with(self, character: str) -> str:
        """A word that tells a character from those that sound like it; empty where none is known."""
        return self._words_with.get(character, "")

    def warm_up(self) -> None:
        """Read the data now (about a second), so that the first key is as quick as the others."""
        _ = self._by_syllable, self._by_letters, self._words_with, self._surnames, self._compound

    def candidates(self, letters: str, *, surname: bool = False) -> list[str]:
        """Words first, then all characters of the first syllable; common ones before rare ones. Where a name
        begins, surnames (`surname`) before them."""
        letters = letters.lower().replace("v", "ü").replace("ü", "v")
        if not letters:
            return []
        words = list(self._by_letters.get(letters, ()))[:MOST_WORDS]
        if letters in self._by_syllable:
            # xian is a character; that it also spells 西安 interests few; lian as 立案 those here.
            words = [word for word in words if word in COURT_WORDS]
        single = self._by_syllable.get(self._first_syllable(letters), ())
        if not single:
            starts = (those for syllable, those in self._by_syllable.items() if syllable.startswith(letters))
            single = self._ordered({character for those in starts for character in those[:30]})
        names = self._surnames_of(letters) if surname else ()
        return list(dict.fromkeys((*names, *words, *single)))

    def _surnames_of(self, letters: str) -> Sequence[str]:
        """Those that `letters` begin with: the longest first, then the most frequent."""
        double = [name for name, spelled in self._compound if letters.startswith(spelled)]
        return (*double, *self._surnames.get(self._first_syllable(letters), ()))

    @cached_property
    def _compound(self) -> Sequence[tuple[str, str]]:
        return [(name, "".join(self._spelled(name))) for name in COMPOUND]

    @cached_property
    def _surnames(self) -> Mapping[str, Sequence[str]]:
        frequent = {name: number for number, name in enumerate(FREQUENT)}
        found: dict[str, list[str]] = {}
        for syllable, characters in self._by_syllable.items():
            names = [
                each for each in characters if each in SURNAMES and READINGS.get(each, syllable) == syllable
            ]
            found[syllable] = sorted(names, key=lambda each: frequent.get(each, len(frequent)))
        for name, reading in READINGS.items():
            if len(name) == 1 and name not in found.setdefault(reading, []):
                found[reading].append(name)
        return found

    def used(self, letters: str, chosen: str) -> int:
        """How many of `letters` a chosen candidate accounts for; what is left goes on being spelled."""
        first = len(self._first_syllable(letters))
        # One character was chosen for the syllable as it was typed, whatever its other readings are.
        if len(chosen) == 1 and first:
            return first
        syllables = self._spelled(chosen)
        for whole in ("".join(syllables), "".join(syllable[:1] for syllable in syllables)):
            if letters.startswith(whole):
                return len(whole)
        return first or len(letters)

    def _first_syllable(self, letters: str) -> str:
        """The longest syllable that `letters` begin with."""
        lengths = range(min(6, len(letters)), 0, -1)
        return next((letters[:length] for length in lengths if letters[:length] in self._by_syllable), "")

    def _ordered(self, characters: set[str]) -> list[str]:
        return sorted(characters, key=lambda c: (not is_common(c), -self._weight[c], c))


def plain(reading: str) -> str:
    """A reading without its tone: zhāng → zhang, lǜ → lv."""
    apart = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    return "".join(c for c in apart if not unicodedata.combining(c) or c == "\u0308").replace("u\u0308", "v")
