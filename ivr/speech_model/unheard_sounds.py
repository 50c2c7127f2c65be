"""Sounds that the model is only measured on: made in other ways than ``sounds.py``, by other numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.channel import RATE
from ivr.speech_model.sounds import KEYS, key_frequencies

Samples = NDArray[np.float32]

# Cadences of ITU-T E.180 Supplement 2: (Hz together), then seconds on and off in turn.
_CADENCES = (
    ((450,), (0.35, 0.35)), ((450,), (0.7, 0.7)), ((450,), (1.0, 4.0)), ((450,), (0.4, 0.04)),
    ((400, 450), (0.4, 0.2, 0.4, 2.0)), ((425,), (0.2, 0.2)), ((440, 480), (2.0, 4.0)),
    ((480, 620), (0.25, 0.25)), ((400, 17, 420), (1.0, 2.0)), ((1400, 2060, 2450, 2600), (0.1, 0.1)),
)  # fmt: skip
# Multi-frequency signals between exchanges, R1 and R2 (Q.320, Q.441).
_R1, _R2 = (700, 900, 1100, 1300, 1500, 1700), (1380, 1500, 1620, 1740, 1860, 1980, 540, 660, 780, 900)
# Special information tone (E.180): three rising tones, each short or long, low or high.
_SIT = ((913.8, 985.2), (1370.6, 1428.5), (1776.7, 1776.7))
# A struck bell's partials after J.-C. Risset: times the note, loudness, share of the duration.
_BELL = (
    (0.56, 1.0, 1.0), (0.92, 0.67, 0.9), (1.19, 1.0, 0.65), (1.7, 1.8, 0.55), (2.0, 2.67, 0.33),
    (2.74, 1.67, 0.35), (3.0, 1.46, 0.25), (3.76, 1.33, 0.2), (4.07, 1.33, 0.15),
)  # fmt: skip


def _time(seconds: float) -> NDArray[np.float64]:
    return np.arange(int(RATE * seconds)) / RATE


def _whole(sound: NDArray[np.float64]) -> Samples:
    return np.asarray(sound / (np.abs(sound).max() + 1e-9), np.float32)


def keys(rng: np.random.Generator) -> Samples:
    """DTMF as real telephones send it: off by up to 1.8 %, one tone louder, long or in a hurry."""
    parts = []
    for _ in range(int(rng.integers(1, 14))):
        low, high = key_frequencies(str(rng.choice(list(KEYS))))
        time = _time(float(np.exp(rng.uniform(np.log(0.04), np.log(1.2)))))
        off, twist = rng.uniform(-0.018, 0.018), 10 ** (rng.uniform(-8, 4) / 20)
        waves = [np.sin(2 * np.pi * f * (1 + off) * time) for f in (low, high)]
        both = twist * waves[0] + waves[1]
        parts += [np.tanh(both * rng.uniform(0.3, 2)), np.zeros(int(RATE * rng.uniform(0.03, 0.9)))]
    return _whole(np.concatenate(parts))


def tones(rng: np.random.Generator) -> Samples:
    """Cadences of exchanges, R1/R2, special information, fax and modem, sirens, beeps, bells, sweeps."""
    match int(rng.integers(9)):
        case 0:
            frequencies, pattern = _CADENCES[int(rng.integers(len(_CADENCES)))]
            parts = [
                sum(np.sin(2 * np.pi * f * _time(s)) for f in frequencies) * (n % 2 == 0)
                for n, s in enumerate(pattern * 4)
            ]
            return _whole(np.concatenate(parts)[: RATE * 6])
        case 1:
            parts = []
            for _ in range(int(rng.integers(3, 12))):
                pair = rng.choice(_R1 if rng.random() < 0.5 else _R2, 2, replace=False)
                parts.append(sum(np.sin(2 * np.pi * f * _time(rng.uniform(0.055, 0.16))[:440]) for f in pair))
                parts.append(np.zeros(int(RATE * rng.uniform(0.05, 0.12))))
            return _whole(np.concatenate(parts))
        case 2:
            long, high = rng.integers(2, size=3), rng.integers(2, size=3)
            parts = [
                np.sin(2 * np.pi * pair[h] * _time(0.38 if n else 0.276))
                for pair, n, h in zip(_SIT, long, high, strict=True)
            ]
            return _whole(np.concatenate([*parts, np.zeros(RATE), *parts]))
        case 3:
            time = _time(3.3)
            if rng.random() < 0.5:  # the answering tone of a modem: 2100 Hz, turned over every 450 ms
                return _whole(np.sin(2 * np.pi * 2100 * time) * (-1.0) ** (time // 0.45))
            bits = np.repeat(rng.integers(2, size=1200), RATE // 300)[: len(time)]
            zero, one = ((1650, 1850), (980, 1180))[int(rng.integers(2))]
            return _whole(np.sin(2 * np.pi * np.cumsum(np.where(bits, zero, one)) / RATE))
        case 4:
            time, pitch = _time(rng.uniform(0.3, 4)), rng.uniform(200, 2500)
            two = np.where((time * rng.uniform(1, 18)) % 1 < 0.5, pitch, pitch * rng.uniform(1.05, 1.9))
            return _whole(np.sin(2 * np.pi * np.cumsum(two) / RATE))
        case 5:
            time, pitch = _time(rng.uniform(0.1, 2)), rng.uniform(110, 1900)
            saw = (time * pitch) % 1 - 0.5
            shape = (saw, np.sign(saw), np.abs(saw) - 0.25)[int(rng.integers(3))]
            return _whole(np.concatenate([shape, np.zeros(RATE // 3), shape]))
        case 6:
            time, note = _time(rng.uniform(0.6, 4)), rng.uniform(120, 1100)
            bell = sum(
                size * np.exp(-6.9 * time / (share * time[-1])) * np.sin(2 * np.pi * note * times * time)
                for times, size, share in _BELL
                if note * times < RATE / 2
            )
            return _whole(np.asarray(bell))
        case 7:
            time = _time(rng.uniform(0.3, 4))
            start, end = rng.uniform(100, 3600, 2)
            way = time / time[-1]
            if rng.random() < 0.5:
                way = 1 - np.abs(1 - 2 * way)
            return _whole(np.sin(2 * np.pi * np.cumsum(start * (end / start) ** way) / RATE))
        case _:
            return _whole(np.sin(2 * np.pi * rng.uniform(100, 3700) * _time(rng.uniform(0.1, 4))))


def music(rng: np.random.Generator, seconds: float = 6.0) -> Samples:
    """Broken chords over four bars: plucked strings (Karplus, Strong) or FM instruments (Chowning), drums."""
    length = int(RATE * seconds)
    sound = np.zeros(length + 4 * RATE)
    quaver, key = float(rng.uniform(0.11, 0.34)), int(rng.integers(40, 56))
    chords = ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14))
    order = rng.permutation(4) if rng.random() < 0.5 else np.arange(4)
    lead, accompaniment = _instrument(rng), _instrument(rng)
    drums, swing = rng.random() < 0.5, rng.uniform(0, 0.3)
    for number in range(int(seconds / quaver) + 1):
        start = int((number + swing * (number % 2)) * quaver * RATE)
        chord = chords[int(order[number // 8 % 4])]
        notes = [(accompaniment, key + chord[number % 3], 0.6)]
        if number % 4 == 0:
            notes.append((accompaniment, key - 12 + chord[0], 0.8))
        if rng.random() < 0.6:
            notes.append((lead, key + 12 + int(rng.choice((*chord, 2, 9))), 1.0))
        for play, note, loudness in notes:
            tone = play(440 * 2 ** ((note - 69) / 12), quaver * float(rng.choice((1, 2, 4))))
            sound[start : start + len(tone)] += loudness * tone[: len(sound) - start]
        if drums and start < length:
            hit = rng.standard_normal(900) * np.exp(-np.arange(900) / (60 if number % 2 else 200))
            sound[start : start + 900] += rng.uniform(0.2, 1.0) * hit
    return _whole(sound[:length])


def _instrument(rng: np.random.Generator) -> Callable[[float, float], NDArray[np.float64]]:
    """Plays a note from (frequency, seconds)."""
    ratio, index = float(rng.choice((1, 1, 2, 3, 1.41, 3.5))), rng.uniform(0.5, 6)
    dies, bright = rng.uniform(0.6, 6), rng.uniform(0.3, 1.0)

    def modulated(frequency: float, seconds: float) -> NDArray[np.float64]:
        time = _time(seconds)
        envelope = np.minimum(time / 0.01, 1) * np.exp(-dies * time)
        inner = index * envelope * np.sin(2 * np.pi * frequency * ratio * time)
        return envelope * np.sin(2 * np.pi * frequency * time + inner)

    def plucked(frequency: float, seconds: float) -> NDArray[np.float64]:
        period = max(2, round(RATE / frequency))
        turn = rng.uniform(-1, 1, period)
        turns = []
        for _ in range(int(RATE * seconds) // period + 1):
            turns.append(turn)
            turn = bright * turn + (1 - bright) * 0.5 * (turn + np.roll(turn, 1))
            turn = 0.5 * (turn + np.roll(turn, 1)) * 0.996
        return np.concatenate(turns)[: int(RATE * seconds)]

    return plucked if rng.random() < 0.5 else modulated


def noise(rng: np.random.Generator, seconds: float = 3.0) -> Samples:
    """Wind, passing cars, rain, typing, applause, an engine."""
    length = int(RATE * seconds)
    time, white = _time(seconds), rng.standard_normal(length)
    match int(rng.integers(6)):
        case 0:
            wind = np.convolve(white, np.hanning(int(rng.integers(8, 60))), "same")
            return _whole(wind * _swell(time, rng, 2))
        case 1:
            return _whole(np.convolve(white, np.ones(12) / 12, "same") * (0.1 + _swell(time, rng, 0.5) ** 4))
        case 2:
            drops = (rng.random(length) < 0.02) * rng.exponential(1, length)
            return _whole(np.convolve(drops * white, np.exp(-np.arange(60) / 12), "same") + 0.05 * white)
        case 3:
            strokes = (rng.random(length) < 8 / RATE) * rng.uniform(0.3, 1, length)
            click = np.exp(-np.arange(240) / 40) * np.sin(2 * np.pi * rng.uniform(800, 2500) * _time(0.03))
            return _whole(np.convolve(strokes, click, "same") + 0.01 * white)
        case 4:
            claps = (rng.random(length) < 60 / RATE) * rng.uniform(0.3, 1, length)
            return _whole(np.convolve(claps, np.exp(-np.arange(160) / 30) * white[:160], "same"))
        case _:
            turning = 25 * (1 + 0.3 * _swell(time, rng, 0.5))
            phase = 2 * np.pi * np.cumsum(turning) / RATE
            return _whole(sum(np.sin(k * phase + rng.uniform(0, 6)) / k for k in range(1, 30)) + 0.2 * white)


def _swell(time: NDArray[np.float64], rng: np.random.Generator, speed: float) -> NDArray[np.float64]:
    """Rises and falls between 0 and 1, about `speed` times a second."""
    count = max(3, int(time[-1] * speed * 2) + 1)
    return np.interp(time, np.linspace(0, time[-1], count), rng.random(count))


KINDS: Mapping[str, Callable[[np.random.Generator], Samples]] = MappingProxyType(
    {"keys": keys, "tones": tones, "music": music, "noise": noise}
)
