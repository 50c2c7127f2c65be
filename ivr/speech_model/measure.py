"""Measuring a model through Vosk itself: callers that were never trained on, in a step's grammar.

Everything that is said here is synthetic; no figure says anything about people.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import numpy as np

from ivr.speech_model import held_out_noises, held_out_tunes
from ivr.speech_model.channel import RATE, Samples, Spoiling, resampled, spoilt
from ivr.speech_model.corpus import foreign_words
from ivr.speech_model.evidence import Evidence
from ivr.speech_model.grammar import Grammar, Heard, NotHeard, Unsure, accept, grammar_for
from ivr.speech_model.lexicon import DIGITS, catalogue_words, spoken_words
from ivr.speech_model.loading import LoadedModel
from ivr.speech_model.syllables import as_spoken, inventory, reading, toneless
from ivr.speech_model.synthesizer import RATE as SYNTHESIZER_RATE
from ivr.speech_model.synthesizer import Manner, Synthesizer, SynthesizerError
from ivr.speech_model.voices import FOREIGN_UNHEARD

# What every step of the line listens for besides its own words.
FIXED = ("返回", "重复", "人工", "首页", "继续", "慢一点", "快一点")
ANSWERS = ("是", "不是", "对", "不对", "好", "确认", "取消")
# In the picture of confusions: no word of the step, or none heard.
NOTHING = "–"
_CHUNK = RATE // 10


@dataclass(frozen=True, slots=True)
class Trial:
    """Somebody says something while a step listens. `said` is empty for what must not be understood."""

    sound: Samples
    phrases: tuple[str, ...]
    said: tuple[str, ...] = ()
    repeating: bool = False


@dataclass(slots=True)
class Score:
    """Counts over trials. Words: of the phrases that were said. Taken, asked: how trials ended."""

    trials: int = 0
    words: int = 0
    errors: int = 0
    heard: int = 0
    unsure: int = 0
    right: int = 0
    audio: float = 0.0
    seconds: float = 0.0
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def word_error(self) -> float:
        return self.errors / max(1, self.words)

    @property
    def heard_share(self) -> float:
        return self.heard / max(1, self.trials)

    @property
    def understood_share(self) -> float:
        """Taken or asked about."""
        return (self.heard + self.unsure) / max(1, self.trials)

    @property
    def refused_share(self) -> float:
        """Neither taken nor asked about."""
        return 1 - self.understood_share

    @property
    def speed(self) -> float:
        """Seconds of work for a second of sound, on one core."""
        return self.seconds / max(1e-9, self.audio)


class Callers:
    """Makes trials from a seed: voices, rates and noise of a condition."""

    def __init__(self, of: Sequence[str], seed: int) -> None:
        self._voices = tuple(of)
        self._rng = np.random.default_rng(seed)
        self._synthesizer = Synthesizer()
        self._syllables = inventory()

    def known(self, count: int, rates: tuple[int, int] = (110, 230), **how: Any) -> Iterable[Trial]:
        """Words of a step: digits, an answer, a short menu's titles, the main menu's."""
        for number in range(count):
            phrases, said, repeating = self._step(number)
            sound = self._mandarin(said, rates)
            if sound is not None:
                yield Trial(self._by_telephone(sound, **how), phrases, said, repeating)

    def of_phrases(
        self, count: int, phrases: Sequence[str], rates: tuple[int, int] = (110, 230), **how: Any
    ) -> Iterable[Trial]:
        """One of `phrases` while a step listens for all of them."""
        for _ in range(count):
            said = str(self._rng.choice(phrases))
            sound = self._mandarin((said,), rates)
            if sound is not None:
                yield Trial(self._by_telephone(sound, **how), tuple(phrases), (said,))

    def unknown_mandarin(self, count: int, **how: Any) -> Iterable[Trial]:
        """Mandarin that the step does not listen for: two to eight syllables by chance."""
        for number in range(count):
            phrases, _, repeating = self._step(number)
            chosen = [
                self._syllables[i]
                for i in self._rng.integers(len(self._syllables), size=self._rng.integers(2, 9))
            ]
            sound = self._said(chosen, (110, 230))
            if sound is not None:
                yield Trial(self._by_telephone(sound, **how), phrases, (), repeating)

    def other_words(self, count: int, **how: Any) -> Iterable[Trial]:
        """Words of the lexicon in which, tones aside, nothing is said that the step listens for."""
        for number in range(count):
            phrases, _, repeating = self._step(number)
            word = str(self._rng.choice(spoken_words()))
            said = "/".join(("", *toneless(word), ""))
            parts = ("/".join(("", *toneless(phrase), "")) for phrase in phrases)
            sound = self._mandarin((word,), (110, 230))
            if sound is not None and not any(part in said for part in parts):
                yield Trial(self._by_telephone(sound, **how), phrases, (), repeating)

    def foreign(self, count: int, languages: dict[str, str], **how: Any) -> Iterable[Trial]:
        """A few foreign words."""
        for number in range(count):
            phrases, _, repeating = self._step(number)
            language = list(languages)[number % len(languages)]
            words = foreign_words(languages[language])
            text = " ".join(words[i] for i in self._rng.integers(len(words), size=self._rng.integers(1, 4)))
            try:
                speech = self._synthesizer.foreign(text, language, self._manner((110, 230)))
            except SynthesizerError:
                continue
            yield Trial(
                self._by_telephone(resampled(speech.samples, SYNTHESIZER_RATE), **how), phrases, (), repeating
            )

    def no_speech(self, count: int, make: Callable[[int, np.random.Generator], Samples]) -> Iterable[Trial]:
        """What `make` makes from (number of the trial, chance)."""
        for number in range(count):
            phrases, _, repeating = self._step(number)
            yield Trial(self._by_telephone(make(number, self._rng)), phrases, (), repeating)

    def noise(self, count: int) -> Iterable[Trial]:
        """Noises of all held-out kinds in turn."""
        makers = tuple(held_out_noises.NOISES.values())
        return self.no_speech(count, lambda n, rng: makers[n % len(makers)](rng, self._talk))

    def music(self, count: int) -> Iterable[Trial]:
        """Pieces by all held-out players in turn."""
        players = tuple(held_out_tunes.PLAYERS.values())
        return self.no_speech(count, lambda n, rng: held_out_tunes.piece(players[n % len(players)], rng))

    def _talk(self, rng: np.random.Generator) -> Samples:
        """Some seconds of foreign speech."""
        language, locale = list(FOREIGN_UNHEARD.items())[int(rng.integers(len(FOREIGN_UNHEARD)))]
        words = foreign_words(locale)
        text = ", ".join(words[i] for i in rng.integers(len(words), size=4))
        speech = self._synthesizer.foreign(text, language, self._manner((110, 230)))
        return resampled(speech.samples, SYNTHESIZER_RATE)

    def _step(self, number: int) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        kind = number % 4
        if kind == 0:
            count = int(self._rng.integers(1, 7))
            return DIGITS, tuple(DIGITS[i] for i in self._rng.integers(len(DIGITS), size=count)), True
        if kind == 1:
            return (*ANSWERS, *FIXED), (str(self._rng.choice((*ANSWERS, *FIXED))),), False
        # A short menu's titles; or the line's main menu, where the number of a key may be said as well.
        menu: list[str] = list(FIXED if kind == 2 else (*FIXED, *DIGITS[:10]))
        words, count = (spoken_words(), 6) if kind == 2 else (catalogue_words(), 30)
        sounds_like = {toneless(word) for word in menu}
        count += len(menu)
        while len(menu) < count:
            word = str(self._rng.choice(words))
            if len(word) > 1 and toneless(word) not in sounds_like:
                menu.append(word)
                sounds_like.add(toneless(word))
        return tuple(menu), (str(self._rng.choice(menu)),), False

    def _manner(self, rates: tuple[int, int]) -> Manner:
        return Manner(
            str(self._rng.choice(self._voices)),
            int(self._rng.uniform(*rates)),
            int(self._rng.uniform(25, 75)),
            int(self._rng.uniform(30, 70)),
        )

    def _mandarin(self, words: Sequence[str], rates: tuple[int, int]) -> Samples | None:
        syllables: list[str] = []
        for word in words:
            forms = as_spoken(reading(word), word)
            syllables += forms[-1]
        return self._said(syllables, rates)

    def _said(self, syllables: Sequence[str], rates: tuple[int, int]) -> Samples | None:
        try:
            speech = self._synthesizer.mandarin(syllables, self._manner(rates))
        except SynthesizerError:
            return None
        return resampled(speech.samples, SYNTHESIZER_RATE)

    def _by_telephone(
        self, sound: Samples, snr: float | None = -1, lost: float = 0.0, kind: str = ""
    ) -> Samples:
        """Half clean, half with 10 to 30 dB of noise, unless `snr` says otherwise; A-law; then a silence."""
        if snr == -1:
            snr = float(self._rng.uniform(10, 30)) if self._rng.random() < 0.5 else None
        kind = kind or str(self._rng.choice(("white", "pink", "street", "office", "hum")))
        how = Spoiling(
            float(self._rng.uniform(-30, -14)), snr, kind, tilt=float(self._rng.uniform(0, 6)), lost=lost
        )
        return spoilt(np.pad(sound, (RATE // 4, RATE)), how, self._rng)


def measured(loaded: LoadedModel, trials: Iterable[Trial], *, rejecting: bool = True) -> Score:
    """The trials through one recogniser each, in pieces of 100 ms as a call gives them."""
    score = Score()
    for trial in trials:
        grammar = grammar_for(trial.phrases, loaded.vocabulary, repeating=trial.repeating)
        if grammar is None:
            continue
        results, seconds = recognised(loaded, replace(grammar, rejecting=rejecting), trial.sound)
        # A caller's words are one result or, after a pause, several; of other sounds each counts by itself.
        result = joined(results)
        outcomes = [accept(one, grammar) for one in ((result,) if trial.said else results)]
        outcome = max(outcomes, key=_how_sure)
        score.trials += 1
        score.audio += len(trial.sound) / RATE
        score.seconds += seconds
        score.heard += isinstance(outcome, Heard)
        score.unsure += isinstance(outcome, Unsure)
        if trial.said:
            expected = [word for phrase in trial.said for word in (loaded.vocabulary.cut(phrase) or ())]
            words = words_of(result)
            score.words += len(expected)
            score.errors += edit_distance(expected, words)
            score.right += not isinstance(outcome, (Heard, Unsure)) or outcome.phrases == trial.said
            score.confused.update(_confusions(expected, words))
        elif not isinstance(outcome, NotHeard):
            score.confused.update((NOTHING, phrase) for phrase in outcome.phrases)
    return score


def _confusions(expected: Sequence[str], words: Sequence[str]) -> Iterable[tuple[str, str]]:
    """(said, heard) where they differ; `NOTHING` stands for what is missing."""
    for same, a, b, c, d in SequenceMatcher(None, expected, words, autojunk=False).get_opcodes():
        if same != "equal":
            yield from zip_longest(expected[a:b], words[c:d], fillvalue=NOTHING)


def recognised(
    loaded: LoadedModel, grammar: Grammar, sound: Samples, evidence: Evidence | None = None
) -> tuple[list[str], float]:
    """The results as the line gets them one after another, and the seconds of work."""
    import vosk  # of the listening extra

    started = time.process_time()
    recognizer = vosk.KaldiRecognizer(loaded.model, RATE, grammar.json)
    recognizer.SetWords(True)
    raw = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    evidence, results = evidence or loaded.evidence(), []
    for start in range(0, len(raw), 2 * _CHUNK):
        evidence.hear(raw[start : start + 2 * _CHUNK])
        if recognizer.AcceptWaveform(raw[start : start + 2 * _CHUNK]):
            results.append(evidence.marked(recognizer.Result()))
    results.append(evidence.marked(recognizer.FinalResult()))
    return results, time.process_time() - started


def joined(results: Iterable[str]) -> str:
    """Results one after another as one."""
    return json.dumps({"result": [word for one in results for word in json.loads(one).get("result", [])]})


def _how_sure(outcome: Heard | Unsure | NotHeard) -> int:
    return (NotHeard, Unsure, Heard).index(type(outcome))


def words_of(result: str) -> list[str]:
    """The recognised words."""
    return [word["word"] for word in json.loads(result)["result"]]


def edit_distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Words to insert, delete or replace."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
