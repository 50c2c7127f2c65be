"""A step's words → what Vosk is given, and Vosk's answer → what was heard. Pure; for any Vosk model.

Vosk takes only words of its model's list, warns about others and dies of an empty grammar. So phrases are
first cut into words that the model has (whole, or character by character), and a grammar without any is
no grammar.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ivr.speech_model.syllables import toneless

OUTSIDE = "[unk]"
# Beside Vosk's keys of a word (``evidence.py``): dB by which the result's words are louder than what is
# around them; how alike their spectrum is a little later, from 0 to 1; the judge's score.
ABOVE = "above"
STEADY = "steady"
SPEECH = "speech"
# Confidence (Vosk's, 0 to 1) from which a phrase is taken, and from which it is asked about. Chosen on voices
# that were neither trained on nor measured; docs/speech-model.md has the figures.
SURE = 0.9
ASK = 0.4
# dB by which one syllable has to stand out; two different ones need half of it, three a third: the less was
# said, the easier is it a sound by chance. What stands out less is asked about; below the second it was one.
CLEAR = 12.0
DROWNED = 2.5
# From the first on what hardly changes is asked about, from the second on it was a tone; at 0 it was a click.
LASTING = 0.9
TONE = 0.97
_UNMARKED = 0.5
# What is judged (``speechlike.Judge``): from the first on it is taken, from 0 on asked about; beside other
# speech from the second on. What is not much less was perhaps somebody, who is told that they
# were not understood.
LIKELY = 1.0
AMONG = -1.5
SOMEBODY = -2.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a model knows."""

    words: frozenset[str]

    @classmethod
    def of(cls, model: Path) -> Vocabulary:
        """Read from a model's folder. Raises `OSError` when it has no list of words."""
        lines = (model / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
        return cls(frozenset(line.split(" ")[0] for line in lines) - {"<eps>", "#0", "<s>", "</s>", ""})

    def cut(self, phrase: str) -> tuple[str, ...] | None:
        """`phrase` in words of the model, as few as possible, from the left; None when a part is unknown."""
        parts: list[str] = []
        for piece in phrase.split():
            start = 0
            while start < len(piece):
                ends = range(len(piece), start, -1)
                end = next((end for end in ends if piece[start:end] in self.words), None)
                if end is None:
                    return None
                parts.append(piece[start:end])
                start = end
        return tuple(parts) or None


@dataclass(frozen=True, slots=True)
class Grammar:
    """What a step listens for. `unknown` are phrases that the model cannot hear.

    In a `repeating` grammar phrases may follow each other (digits of a number); otherwise one is said, and
    what sounds like another one but for its tones, `twins`, is asked about.
    """

    phrases: Mapping[tuple[str, ...], str]
    unknown: tuple[str, ...] = ()
    twins: frozenset[str] = frozenset()
    repeating: bool = False
    rejecting: bool = True

    @property
    def json(self) -> str:
        """Vosk's third argument. Never empty: `grammar_for` makes no grammar without phrases."""
        outside = [OUTSIDE] if self.rejecting else []
        return json.dumps([*(" ".join(words) for words in self.phrases), *outside], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Heard:
    """Understood: act on it. `phrases` are as they were given to `grammar_for`."""

    phrases: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """Perhaps this: ask "did you say …?"."""

    phrases: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class NotHeard:
    """Nothing of the step. `spoke` tells other speech from silence and noise."""

    spoke: bool


def grammar_for(phrases: Iterable[str], vocabulary: Vocabulary, *, repeating: bool = False) -> Grammar | None:
    """A grammar of the phrases that the model can hear; None when it can hear none of them."""
    known: dict[tuple[str, ...], str] = {}
    unknown = []
    for phrase in dict.fromkeys(phrases):
        words = vocabulary.cut(phrase)
        if words is None or OUTSIDE in words:
            unknown.append(phrase)
        else:
            known.setdefault(words, phrase)
    if not known:
        return None
    twins = frozenset[str]() if repeating else _twins(known.values())
    return Grammar(known, tuple(unknown), twins, repeating, OUTSIDE in vocabulary.words)


def _twins(phrases: Iterable[str]) -> frozenset[str]:
    by_sound: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrase in phrases:
        with contextlib.suppress(ValueError):  # no Chinese characters
            by_sound[toneless(phrase)].add(phrase)
    return frozenset(phrase for alike in by_sound.values() if len(alike) > 1 for phrase in alike)


def accept(
    result: str, grammar: Grammar, *, sure: float = SURE, ask: float = ASK
) -> Heard | Unsure | NotHeard:
    """Vosk's result (JSON, with SetWords, marked by `Evidence`) → what was heard.

    A result that is no result is silence. So is a word that hardly stands out from what is around it, and one
    that is as steady as a tone or as short as a click.
    """
    words, above, steady, speech = _words(result)
    said = [(word, confidence, seconds) for word, confidence, seconds in words if word != OUTSIDE]
    outside = sum(seconds for word, _, seconds in words if word == OUTSIDE)
    if not said:
        return NotHeard(spoke=bool(words))
    phrases = _phrases(tuple(word for word, _, _ in said), grammar)
    if phrases is None or outside > sum(seconds for _, _, seconds in said):
        return NotHeard(spoke=True)
    confidence = min(confidence for _, confidence, _ in said)
    if above < DROWNED or not 0.0 < steady < TONE:
        return NotHeard(spoke=False)
    if speech is not None and speech < (AMONG if outside else 0):
        return NotHeard(spoke=bool(outside) or speech > SOMEBODY)
    if speech is None:
        clear = steady < LASTING and above >= CLEAR / len(set("".join(word for word, _, _ in said)))
    else:
        clear = speech >= LIKELY
    if outside or not clear or not grammar.twins.isdisjoint(phrases):
        confidence = min(confidence, (sure + ask) / 2)
    if confidence >= sure:
        return Heard(phrases, confidence)
    if confidence >= ask:
        return Unsure(phrases, confidence)
    return NotHeard(spoke=True)


def _words(result: str) -> tuple[list[tuple[str, float, float]], float, float, float | None]:
    """(word, confidence, seconds) of each recognised word; how far they stand out, how steady they are, what
    the judge says of them."""
    try:
        found = json.loads(result).get("result", [])
        above = min((float(w.get(ABOVE, math.inf)) for w in found), default=math.inf)
        steady = max((float(w.get(STEADY, _UNMARKED)) for w in found), default=_UNMARKED)
        speech = min((float(w[SPEECH]) for w in found if SPEECH in w), default=None)
        words = [(w["word"], float(w["conf"]), float(w["end"]) - float(w["start"])) for w in found]
    except (ValueError, TypeError, KeyError, AttributeError):
        return [], math.inf, _UNMARKED, None
    return words, above, steady, speech


def _phrases(words: tuple[str, ...], grammar: Grammar) -> tuple[str, ...] | None:
    """The phrases that were said, longest first; None when the words make none of the step's."""
    longest = max(map(len, grammar.phrases))
    found: list[str] = []
    while words:
        for length in range(min(longest, len(words)), 0, -1):
            if words[:length] in grammar.phrases:
                found.append(grammar.phrases[words[:length]])
                words = words[length:]
                break
        else:
            return None
    # People repeat themselves when they doubt that they were heard.
    if not grammar.repeating and len(set(found)) > 1:
        return None
    return tuple(found) if grammar.repeating else (found[0],)
