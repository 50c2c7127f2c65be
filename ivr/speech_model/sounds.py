"""What comes down a telephone line and is no speech: keys, signalling tones, music on hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.channel import RATE

Samples = NDArray[np.float32]

# ITU-T Q.23: a key is one low and one high tone.
_LOW, _HIGH = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
KEYS = "123A456B789C*0#D"
# Ring, busy, special information tones, modem and fax (Hz; ITU-T E.180, V.21, T.30), test tones.
_TONES = (
    (450,),
    (425,),
    (350, 440),
    (440, 480),
    (480, 620),
    (950,),
    (1400,),
    (1800,),
    (1100,),
    (2100,),
    (1000,),
    (440,),
    (1650,),
    (1850,),
)


def _sine(frequency: float, seconds: float) -> NDArray[np.float64]:
    return np.sin(2 * np.pi * frequency * np.arange(int(RATE * seconds)) / RATE)


def key(pressed: str, seconds: float) -> Samples:
    """One DTMF key."""
    row, column = divmod(KEYS.index(pressed), 4)
    return (0.5 * (_sine(_LOW[row], seconds) + _sine(_HIGH[column], seconds))).astype(np.float32)


def keys(rng: np.random.Generator) -> Samples:
    """Some keys one after another."""
    parts = []
    for _ in range(int(rng.integers(1, 8))):
        parts.append(key(KEYS[int(rng.integers(16))], float(rng.uniform(0.05, 0.4))))
        parts.append(np.zeros(int(RATE * rng.uniform(0.04, 0.5)), np.float32))
    return np.concatenate(parts)


def tones(rng: np.random.Generator) -> Samples:
    """A signalling tone with its cadence, a steady tone of any pitch, or a glide."""
    kind = rng.integers(3)
    if kind == 0:
        frequencies = _TONES[int(rng.integers(len(_TONES)))]
        on, off = float(rng.uniform(0.1, 1.5)), float(rng.uniform(0.0, 1.0))
        one = np.mean([_sine(f, on) for f in frequencies], axis=0)
        return np.concatenate([part for _ in range(3) for part in (one, np.zeros(int(RATE * off)))]).astype(
            np.float32
        )
    seconds = float(rng.uniform(0.2, 3))
    if kind == 1:
        return _sine(float(np.exp(rng.uniform(np.log(150), np.log(3500)))), seconds).astype(np.float32)
    start, end = np.exp(rng.uniform(np.log(150), np.log(3500), 2))
    phase = np.cumsum(np.linspace(start, end, int(RATE * seconds))) / RATE
    return np.sin(2 * np.pi * phase).astype(np.float32)


def music(rng: np.random.Generator, seconds: float = 0.0) -> Samples:
    """A made-up tune in four parts with plucked, blown or struck notes: melody, chords, bass, a beat."""
    length = int(RATE * (seconds or rng.uniform(2, 6)))
    sound = np.zeros(length + 2 * RATE)
    beat = 60 / rng.uniform(60, 160)
    root = int(rng.integers(45, 58))
    scale = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 4, 7, 9))[int(rng.integers(3))]
    for lowest, step, loudness in ((24, 1, 1.0), (12, 4, 0.5), (16, 4, 0.5), (0, 2, 0.7)):
        if rng.random() < 0.25:
            continue
        harmonics = rng.random(8) * np.exp(-rng.uniform(0.1, 1.2) * np.arange(8))
        decay, attack = rng.uniform(0.5, 8), rng.uniform(0.003, 0.08)
        vibrato, speed = rng.uniform(0, 0.006), rng.uniform(4, 7)
        place = 0.0
        while place < length / RATE:
            held = beat * step * float(rng.choice((0.25, 0.5, 1, 1)))
            degree = int(rng.integers(len(scale) + 3))
            note = root + lowest + scale[degree % len(scale)] + 12 * (degree // len(scale))
            time = np.arange(int(RATE * held)) / RATE
            frequency = 440 * 2 ** ((note - 69) / 12)
            phase = 2 * np.pi * frequency * (time + vibrato / speed * np.sin(2 * np.pi * speed * time))
            tone = np.zeros(len(time))
            for number, size in enumerate(harmonics, 1):
                if number * frequency < RATE / 2:
                    tone += size * np.sin(number * phase)
            shape = np.minimum(time / attack, 1) * np.exp(-decay * time)
            if rng.random() < 0.85:
                start = int(place * RATE)
                sound[start : start + len(time)] += (loudness * tone * shape)[: len(sound) - start]
            place += held
    if rng.random() < 0.5:
        for place in np.arange(0.0, length / RATE, beat):
            hit = rng.standard_normal(RATE // 8) * np.exp(-np.arange(RATE // 8) / rng.uniform(60, 250))
            sound[int(place * RATE) : int(place * RATE) + len(hit)] += hit
    sound = sound[:length]
    return np.asarray(sound / (np.abs(sound).max() + 1e-9), np.float32)
