"""Music on hold that the model and its rules are only measured on: nothing was chosen by it.

Pieces with a form: chords in cadences, a melody that moves by steps and repeats itself, eight players.
Made in other ways than the music of ``sounds.py`` and ``unheard_sounds.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.channel import RATE, Samples, resampled

Sound = NDArray[np.float64]
# Plays a note from (Hz, seconds).
Player = Callable[[float, float], Sound]
# Notes above saw-tooth waves and drums need more than a telephone's rate to be made without aliases.
_FINE = 2 * RATE
_CADENCES = ((0, 5, 3, 4), (0, 3, 4, 0), (0, 2, 3, 4), (5, 3, 0, 4), (0, 0, 4, 4), (0, 5, 1, 4))
_SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 11))
# 宫调: the five notes of Chinese tunes.
_FIVE = (0, 2, 4, 7, 9)
_RHYTHMS = ((1, 1, 1, 1), (2, 1, 1), (1, 1, 2), (0.5, 0.5, 1, 1, 1), (1.5, 0.5, 1, 1), (3, 1), (4,))
# First two resonances of sung vowels, Hz.
_VOWELS = ((730, 1090), (270, 2290), (300, 870), (530, 1840), (570, 840))


def _time(seconds: float) -> Sound:
    return np.arange(max(1, int(_FINE * seconds))) / _FINE


def _ends(time: Sound, attack: float, release: float) -> Sound:
    return np.asarray(np.minimum(np.minimum(time / attack, (time[-1] - time) / release), 1))


def _partials(frequency: float, time: Sound, sizes: Sequence[float], stretch: float = 0.0) -> Sound:
    tone = np.zeros(len(time))
    for number, size in enumerate(sizes, 1):
        partial = number * frequency * np.sqrt(1 + stretch * number**2)
        if partial < RATE / 2:
            tone += size * np.sin(2 * np.pi * partial * time)
    return tone


def _piano(rng: np.random.Generator) -> Player:
    bright, long = rng.uniform(0.5, 0.85), rng.uniform(0.4, 2)

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds + 0.15)
        sizes = [bright**n * abs(np.sin(np.pi * n / 7.3)) for n in range(1, 16)]
        falls = np.exp(-time / long) * 0.7 + 0.3 * np.exp(-time / 0.08)
        return _partials(frequency, time, sizes, 0.0004) * falls * _ends(time, 0.003, 0.1)

    return play


def _organ(rng: np.random.Generator) -> Player:
    drawn = rng.random(8) * (rng.random(8) < 0.6) + 0.05
    trembling = rng.uniform(0, 0.25)

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds)
        swing = 1 - trembling * (0.5 + 0.5 * np.sin(2 * np.pi * 6.3 * time))
        return _partials(frequency, time, drawn.tolist()) * swing * _ends(time, 0.02, 0.03)

    return play


def _strings(rng: np.random.Generator) -> Player:
    players, apart = int(rng.integers(2, 6)), rng.uniform(0.002, 0.008)

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds + 0.1)
        tone = np.zeros(len(time))
        for _ in range(players):
            own = frequency * (1 + apart * rng.standard_normal())
            tone += (own * time + 0.02 * np.sin(2 * np.pi * 5.5 * time) + rng.random()) % 1 - 0.5
        soft = np.hanning(int(rng.integers(4, 14)))
        return np.convolve(tone, soft / soft.sum(), "same") * _ends(time, 0.12, 0.15)

    return play


def _flute(rng: np.random.Generator) -> Player:
    air = rng.uniform(0.02, 0.2)

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds)
        trill = 1 + 0.006 * np.sin(2 * np.pi * 5 * time) * np.clip(time * 3 - 0.5, 0, 1)
        phase = 2 * np.pi * np.cumsum(frequency * trill) / _FINE
        tone = np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.1 * np.sin(3 * phase)
        return (tone + air * rng.standard_normal(len(time))) * _ends(time, 0.05, 0.06)

    return play


def _erhu(rng: np.random.Generator) -> Player:
    """二胡: a bowed string with a nasal body, slides into each note and trembles."""
    body = rng.uniform(600, 1400)

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds)
        slide = 2 ** (float(rng.choice((-3, -2, 0, 0, 2))) / 12 * np.exp(-time / 0.06))
        pitch = frequency * slide * (1 + 0.012 * np.sin(2 * np.pi * rng.uniform(5, 7) * time))
        phase = np.cumsum(pitch) / _FINE
        tone = np.zeros(len(time))
        for number in range(1, 14):
            if number * frequency < RATE / 2:
                near = np.exp(-(((number * frequency - body) / 500) ** 2))
                tone += (1 / number + near) * np.sin(2 * np.pi * number * phase)
        return tone * _ends(time, 0.04, 0.05)

    return play


def _zither(rng: np.random.Generator) -> Player:
    """古筝: plucked, bent while it dies away."""
    bend = rng.uniform(0, 0.03)

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds + 0.5)
        phase = (
            np.cumsum(frequency * (1 + bend * np.sin(2 * np.pi * 4 * time) * np.clip(time * 4, 0, 1))) / _FINE
        )
        tone = np.zeros(len(time))
        for number in range(1, 12):
            if number * frequency < RATE / 2:
                tone += np.exp(-time * (1 + number)) * np.sin(2 * np.pi * number * phase) / number**0.7
        return tone * _ends(time, 0.002, 0.1)

    return play


def _chip(rng: np.random.Generator) -> Player:
    duty = float(rng.choice((0.125, 0.25, 0.5)))

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds)
        wave = np.where((frequency * time) % 1 < duty, 1.0, -1.0) - 2 * duty + 1
        return wave * np.exp(-time * 2) * _ends(time, 0.002, 0.01)

    return play


def _choir(rng: np.random.Generator) -> Player:
    """A vocoder's choir: pulses through the resonances of a vowel, another one at each note."""
    size = rng.uniform(0.9, 1.2)

    def play(frequency: float, seconds: float) -> Sound:
        time = _time(seconds)
        pitch = frequency * (1 + 0.01 * np.sin(2 * np.pi * 5.2 * time))
        phase = np.cumsum(pitch) / _FINE
        first, second = _VOWELS[int(rng.integers(len(_VOWELS)))]
        tone = np.zeros(len(time))
        for number in range(1, int(3800 / frequency) + 1):
            heard = sum(
                1 / (1 + ((number * frequency - middle * size) / width) ** 2)
                for middle, width in ((first, 90), (second, 120), (2700, 200))
            )
            tone += heard * np.sin(2 * np.pi * number * phase) / number**0.5
        return tone * _ends(time, 0.06, 0.08)

    return play


def piece(player: Callable[[np.random.Generator], Player], rng: np.random.Generator) -> Samples:
    """5 to 8 seconds of a piece, alone or accompanied, with drums or without."""
    seconds = float(rng.uniform(5, 8))
    sound = np.zeros(int(_FINE * (seconds + 3)))
    scale = _FIVE if rng.random() < 0.3 else _SCALES[int(rng.integers(2))]
    beat, root = 60 / rng.uniform(66, 150), int(rng.integers(48, 60))
    lead, others = player(rng), PLAYERS[str(rng.choice(list(PLAYERS)))](rng)
    accompanied, drums = rng.random() < 0.65, rng.random() < 0.35
    cadence = _CADENCES[int(rng.integers(len(_CADENCES)))]
    motif = [(_RHYTHMS[int(rng.integers(len(_RHYTHMS)))], rng.integers(-2, 3, 8)) for _ in range(2)]

    def note(degree: int) -> float:
        return float(440 * 2 ** ((root + scale[degree % len(scale)] + 12 * (degree // len(scale)) - 69) / 12))

    def put(tone: Sound, at: float, loudness: float) -> None:
        start = int(at * _FINE)
        sound[start : start + len(tone)] += loudness * tone[: max(0, len(sound) - start)]

    degree, place = len(scale), 0.0
    for bar in range(int(seconds / beat / 4) + 1):
        chord = cadence[bar % 4]
        if accompanied:
            for number in range(4):
                for third in (0, 2, 4) if number % 2 else (0,):
                    put(
                        others(note(chord + third - (number % 2 == 0) * len(scale)), beat),
                        place + number * beat,
                        0.3,
                    )
        if drums:
            for number in range(8):
                held = _time(0.1)
                hit = rng.standard_normal(len(held)) * np.exp(-held / (0.04 if number % 4 == 2 else 0.01))
                kick = np.sin(2 * np.pi * 60 * held) * np.exp(-held / 0.05) * (number % 4 == 0)
                put(0.4 * hit + kick, place + number * beat / 2, 0.6)
        at = place
        rhythm, steps = motif[bar % 2]
        for length, step in zip(rhythm, steps, strict=False):
            degree = int(np.clip(degree + step, len(scale) - 3, 2 * len(scale)))
            put(lead(note(degree), length * beat), at, 1.0)
            at += length * beat
        place += 4 * beat
    heard = resampled(sound[: int(_FINE * seconds)].astype(np.float32), _FINE)
    return np.asarray(heard / (np.abs(heard).max() + 1e-9), np.float32)


PLAYERS: Mapping[str, Callable[[np.random.Generator], Player]] = MappingProxyType(
    {
        "piano": _piano, "organ": _organ, "strings": _strings, "flute": _flute, "erhu": _erhu,
        "zither": _zither, "chip": _chip, "choir": _choir,
    }
)  # fmt: skip
