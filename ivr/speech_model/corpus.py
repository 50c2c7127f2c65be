"""What the model is trained on: made-up takes of Mandarin, foreign speech and sounds, each frame labelled.

Every 1,000 takes are made from a seed by a fresh process, because espeak-ng's sound depends on what it has
said before: so the corpus is the same on any number of processes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

import numpy as np
from babel import Locale
from numpy.typing import NDArray

from ivr.speech_model import sounds, voices
from ivr.speech_model.channel import RATE, Samples, Spoiling, noise, resampled, spoilt
from ivr.speech_model.features import FRAME_SHIFT, mfcc
from ivr.speech_model.lexicon import CASE_TYPES, DIGITS, spoken_words
from ivr.speech_model.phones import FOREIGN, SILENCE, Phones
from ivr.speech_model.syllables import as_spoken, inventory, reading, units
from ivr.speech_model.synthesizer import RATE as SYNTHESIZER_RATE
from ivr.speech_model.synthesizer import Manner, Speech, Synthesizer, SynthesizerError

Labels = NDArray[np.int16]
Features = NDArray[np.float32]

_SHARES = {"syllables": 0.31, "words": 0.27, "foreign": 0.13, "sounds": 0.29}
_NOISES = ("white", "pink", "brown", "hum", "crackle", "street", "office", "babble")
_ATTEMPTS = 20
_TAKES_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Take:
    """Features (frames x coefficients) and the density of every frame."""

    features: Features
    labels: Labels


def takes(count: int, seed: int, processes: int) -> Iterator[list[Take]]:
    """`count` takes, some at a time, in order."""
    ranges = [
        (seed, start, min(start + _TAKES_AT_A_TIME, count)) for start in range(0, count, _TAKES_AT_A_TIME)
    ]
    with ProcessPoolExecutor(processes, get_context("spawn"), max_tasks_per_child=1) as pool:
        yield from pool.map(_some, ranges)


def _some(part: tuple[int, int, int]) -> list[Take]:
    seed, start, end = part
    studio = Studio()
    return [studio.take(np.random.default_rng((seed, number))) for number in range(start, end)]


class Studio:
    """Makes takes in this process."""

    def __init__(self) -> None:
        self._synthesizer = Synthesizer()
        self._phones = Phones()

    def take(self, rng: np.random.Generator) -> Take:
        """One take; all chance comes from `rng`."""
        heard, labels = self.sound(rng)
        features = mfcc(heard)
        centres = np.arange(len(features)) * FRAME_SHIFT + FRAME_SHIFT + FRAME_SHIFT // 4
        return Take(features, labels[np.minimum(centres, len(labels) - 1)])

    def sound(self, rng: np.random.Generator) -> tuple[Samples, Labels]:
        """One take's sound at 8 kHz with the density of every sample."""
        kind = str(rng.choice(list(_SHARES), p=list(_SHARES.values())))
        signal, labels = self._anything(kind, rng)
        before, after = (int(RATE * rng.uniform(0.05, 0.6)) for _ in range(2))
        signal = np.pad(signal, (before, after))
        labels = np.pad(labels, (before, after))
        how = spoiling(rng)
        babble = self.babble_of(len(signal), rng) if how.noise == "babble" else None
        return spoilt(signal, how, rng, babble), labels

    def _anything(self, kind: str, rng: np.random.Generator) -> tuple[Samples, Labels]:
        for _ in range(_ATTEMPTS - 1):
            with contextlib.suppress(SynthesizerError):  # now and then the times do not fit
                return self._made(kind, rng)
        return self._made(kind, rng)

    def _made(self, kind: str, rng: np.random.Generator) -> tuple[Samples, Labels]:
        match kind:
            case "syllables":
                return self._syllables(rng)
            case "words":
                return self._words(rng)
            case "foreign":
                return self._foreign(rng)
            case _:
                return self._sounds(rng)

    def mandarin(
        self, syllables: Sequence[str], manner: Manner, rng: np.random.Generator, pauses: Sequence[int] = ()
    ) -> tuple[Samples, Labels]:
        """Syllables at 8 kHz with the density of every sample."""
        speech = self._synthesizer.mandarin(syllables, manner, pauses)
        factor = float(rng.uniform(0.87, 1.16))
        signal = resampled(speech.samples, SYNTHESIZER_RATE * factor)
        return signal, self._labelled(speech, syllables, len(signal))

    def _labelled(self, speech: Speech, syllables: Sequence[str], length: int) -> Labels:
        densities = self._phones.densities
        labels = np.full(length, densities[SILENCE][0], np.int16)
        scale = length / len(speech.samples)
        for syllable, mark in zip(syllables, speech.marks, strict=True):
            initial, final = units(syllable)
            start, end = mark.start, mark.end
            # A final alone, or one that espeak-ng has as one sound: in three even parts.
            middle = mark.final if mark.final > start else start + (end - start) // 3
            half = (middle + end) // 2
            parts = (
                (start, middle, densities[initial][0]),
                (middle, half, densities[final][0]),
                (half, end, densities[final][1]),
            )
            for begins, ends, density in parts:
                labels[int(begins * scale) : int(ends * scale)] = density
        return labels

    def _syllables(self, rng: np.random.Generator) -> tuple[Samples, Labels]:
        count = int(rng.integers(1, 8))
        chosen = [inventory()[int(i)] for i in rng.integers(len(inventory()), size=count)]
        return self.mandarin(
            chosen, manner(rng, voices.TRAINED), rng, [n for n in range(count) if rng.random() < 0.1]
        )

    def _words(self, rng: np.random.Generator) -> tuple[Samples, Labels]:
        syllables: list[str] = []
        pauses = []
        for word in some_words(rng):
            forms = as_spoken(reading(word), word)
            syllables += forms[int(rng.integers(len(forms)))]
            if rng.random() < 0.15:
                pauses.append(len(syllables) - 1)
        return self.mandarin(syllables, manner(rng, voices.TRAINED), rng, pauses)

    def _foreign(self, rng: np.random.Generator) -> tuple[Samples, Labels]:
        language = str(rng.choice(list(voices.FOREIGN_TRAINED)))
        signal = self.foreign(language, voices.FOREIGN_TRAINED[language], manner(rng, voices.TRAINED), rng)
        return signal, where_loud(signal) * np.int16(self._phones.densities[FOREIGN][0])

    def foreign(self, language: str, locale: str, how: Manner, rng: np.random.Generator) -> Samples:
        """A few foreign words at 8 kHz."""
        words = foreign_words(locale)
        text = " ".join(words[int(i)] for i in rng.integers(len(words), size=int(rng.integers(1, 4))))
        speech = self._synthesizer.foreign(text, language, how)
        return resampled(speech.samples, SYNTHESIZER_RATE * float(rng.uniform(0.87, 1.16)))

    def _sounds(self, rng: np.random.Generator) -> tuple[Samples, Labels]:
        kind = int(rng.integers(14))
        if kind < 2:
            signal = sounds.keys(rng)
        elif kind < 5:
            signal = sounds.tones(rng)
        elif kind < 9:
            signal = sounds.music(rng)
            if rng.random() < 0.3:  # a full sound: two players, or one among other things
                other = sounds.music(rng) if rng.random() < 0.5 else sounds.texture(rng)
                signal = signal + np.resize(other, len(signal)) * np.float32(rng.uniform(0.2, 1))
        elif kind < 13:
            signal = sounds.texture(rng)
        else:
            length = int(RATE * rng.uniform(0.5, 3))
            signal = (
                np.zeros(length, np.float32)
                if rng.random() < 0.3
                else noise(str(rng.choice(_NOISES[:-1])), length, rng)
            )
        if rng.random() < 0.3:
            signal = sounds.overdriven(signal, rng)
        return signal, np.full(len(signal), self._phones.densities[SILENCE][0], np.int16)

    def babble_of(self, length: int, rng: np.random.Generator) -> Samples:
        """Several people talking at once behind the caller."""
        mixed = np.zeros(length, np.float32)
        for _ in range(int(rng.integers(3, 6))):
            said: list[Samples] = []
            while sum(map(len, said)) < length:
                chosen = [inventory()[int(i)] for i in rng.integers(len(inventory()), size=8)]
                try:
                    said.append(self.mandarin(chosen, manner(rng, voices.TRAINED), rng)[0])
                except SynthesizerError:
                    continue
            mixed += np.concatenate(said)[:length] * rng.uniform(0.4, 1)
        return mixed


def manner(rng: np.random.Generator, of: Sequence[str]) -> Manner:
    """Any voice of some, from very slow to very fast, from low to high, flat or lively."""
    return Manner(
        voice=str(rng.choice(list(of))),
        rate=int(np.exp(rng.uniform(np.log(80), np.log(300)))),
        pitch=int(rng.uniform(25, 95)),
        range=int(rng.uniform(5, 95)),
    )


def spoiling(rng: np.random.Generator) -> Spoiling:
    """How a take is spoilt: a third is clean."""
    noisy = rng.random() < 0.65
    return Spoiling(
        level_db=float(rng.uniform(-35, -10)),
        snr_db=float(rng.uniform(-2, 25)) if noisy else None,
        noise=str(rng.choice(_NOISES)),
        tilt=float(rng.uniform(0, 12)) if rng.random() < 0.7 else 0.0,
        reverb=float(rng.uniform(0.02, 0.5)) if rng.random() < 0.35 else 0.0,
        codec=str(rng.choice(("alaw", "alaw", "ulaw", "linear"))),
        lost=float(rng.uniform(0.005, 0.08)) if rng.random() < 0.2 else 0.0,
        clipped=float(rng.uniform(0.3, 0.9)) if rng.random() < 0.1 else 0.0,
    )


def some_words(rng: np.random.Generator) -> list[str]:
    """What a caller may say: a word, a number in digits, a date, a case number."""

    def digits(least: int, most: int) -> list[str]:
        return [DIGITS[int(i)] for i in rng.integers(len(DIGITS), size=int(rng.integers(least, most + 1)))]

    kind = int(rng.integers(10))
    if kind < 6:
        return [
            spoken_words()[int(i)] for i in rng.integers(len(spoken_words()), size=int(rng.integers(1, 3)))
        ]
    if kind < 8:
        return digits(1, 8)
    if kind == 8:
        return [
            *("十", "二十", "三十", "")[int(rng.integers(4))],
            *digits(1, 1),
            "月",
            "十",
            *digits(1, 1),
            "日",
        ]
    return [*digits(4, 4), "年", str(rng.choice(CASE_TYPES)), *digits(1, 4), "号"]


@cache
def foreign_words(locale: str) -> tuple[str, ...]:
    """Words of a language: its names of countries, languages, months, days and currencies."""
    data = Locale.parse(locale)
    names = [
        *data.territories.values(), *data.languages.values(), *data.currencies.values(),
        *data.months["format"]["wide"].values(), *data.days["format"]["wide"].values(),
    ]  # fmt: skip
    return tuple(dict.fromkeys(str(name) for name in names))


def where_loud(signal: Samples) -> Labels:
    """1 where there is sound, 0 in silence; gaps of less than a fifth of a second are sound."""
    window = RATE // 50
    power = np.convolve(signal**2, np.ones(window) / window, "same")
    loud = power > power.max(initial=0.0) * 1e-4
    spread = np.convolve(loud, np.ones(RATE // 10), "same") > 0
    return spread.astype(np.int16)
