"""What comes down a telephone line and is no speech: keys, signalling tones, music on hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.channel import RATE, quick_length

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


def key_frequencies(pressed: str) -> tuple[int, int]:
    """The low and the high tone of a DTMF key, in Hz."""
    row, column = divmod(KEYS.index(pressed), 4)
    return _LOW[row], _HIGH[column]


def key(pressed: str, seconds: float, off: float = 0.0, twist: float = 0.0) -> Samples:
    """One DTMF key; `off` is a share of the frequencies, the high tone is `twist` dB louder."""
    low, high = key_frequencies(pressed)
    louder = 10 ** (twist / 20)
    both = _sine(low * (1 + off), seconds) + louder * _sine(high * (1 + off), seconds)
    return (both / (1 + louder)).astype(np.float32)


def keys(rng: np.random.Generator) -> Samples:
    """Some keys one after another."""
    parts = []
    off, twist = float(rng.uniform(-0.02, 0.02)), float(rng.uniform(-10, 10))
    for _ in range(int(rng.integers(1, 8))):
        parts.append(key(KEYS[int(rng.integers(16))], float(rng.uniform(0.04, 0.8)), off, twist))
        parts.append(np.zeros(int(RATE * rng.uniform(0.04, 0.5)), np.float32))
    return np.concatenate(parts)


def overdriven(sound: Samples, rng: np.random.Generator) -> Samples:
    """As of a loudspeaker that is too loud: its second and third power are added, which gives overtones."""
    loud = sound / (np.abs(sound).max(initial=0.0) + 1e-9)
    second, third = rng.uniform(-0.5, 0.5), rng.uniform(-0.6, 0.6)
    return np.asarray(loud + second * (loud**2 - np.mean(loud**2)) + third * loud**3, np.float32)


def tones(rng: np.random.Generator) -> Samples:
    """A signalling tone with its cadence, a steady or gliding one, beeps with overtones, quick rows."""
    match int(rng.integers(6)):
        case 0:
            frequencies = _TONES[int(rng.integers(len(_TONES)))]
            return _cadence([_beep(frequencies, float(rng.uniform(0.1, 1.5)))], float(rng.uniform(0.0, 1.0)))
        case 1:
            return _beep((_any_pitch(rng),), float(rng.uniform(0.2, 3)))
        case 2:
            return _glide(rng)
        case 3:
            pair = [_any_pitch(rng) for _ in range(int(rng.integers(2, 4)))]
            return _cadence([_beep(pair, float(rng.uniform(0.1, 1.0)))], float(rng.uniform(0.0, 0.6)))
        case 4:
            return _with_overtones(rng)
        case _:
            lengths = rng.uniform(0.04, 0.4, int(rng.integers(2, 6)))
            row = [_beep((_any_pitch(rng),), float(seconds)) for seconds in lengths]
            return _cadence(row, float(rng.uniform(0.0, 0.2)))


def _any_pitch(rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(np.log(150), np.log(3500))))


def _beep(frequencies: Sequence[float], seconds: float) -> Samples:
    return np.asarray(np.mean([_sine(f, seconds) for f in frequencies], axis=0), np.float32)


def _cadence(beeps: Sequence[Samples], pause: float) -> Samples:
    """The beeps three times, each followed by a pause in seconds."""
    silence = np.zeros(int(RATE * pause), np.float32)
    return np.concatenate([part for _ in range(3) for beep in beeps for part in (beep, silence)])


def _glide(rng: np.random.Generator) -> Samples:
    """Straight, or to and fro; loudness may swing too."""
    time = np.arange(int(RATE * rng.uniform(0.2, 3))) / RATE
    start, end = _any_pitch(rng), _any_pitch(rng)
    if rng.random() < 0.5:
        frequency = np.linspace(start, end, len(time))
    else:
        swing = np.sin(2 * np.pi * rng.uniform(0.5, 12) * time)
        frequency = start * 2 ** (rng.uniform(0.01, 0.8) * swing)
    tone = np.sin(2 * np.pi * np.cumsum(frequency) / RATE)
    if rng.random() < 0.3:
        tone *= 1 - rng.uniform(0.2, 1) * (0.5 + 0.5 * np.sin(2 * np.pi * rng.uniform(2, 30) * time))
    return tone.astype(np.float32)


def _with_overtones(rng: np.random.Generator) -> Samples:
    """A beep as of a machine: odd or all overtones, steady or dying away, some times."""
    time = np.arange(int(RATE * rng.uniform(0.05, 1.0))) / RATE
    pitch, falls = float(np.exp(rng.uniform(np.log(90), np.log(1500)))), rng.uniform(0.3, 2.5)
    tone = np.zeros(len(time))
    for number in range(1, 20, int(rng.integers(1, 3))):
        if number * pitch < RATE / 2:
            tone += number**-falls * np.sin(2 * np.pi * number * pitch * time + rng.uniform(0, 6))
    if rng.random() < 0.5:
        tone *= np.exp(-rng.uniform(1, 12) * time)
    return _cadence([(tone / (np.abs(tone).max() + 1e-9)).astype(np.float32)], float(rng.uniform(0.0, 0.8)))


def music(rng: np.random.Generator, seconds: float = 0.0) -> Samples:
    """A made-up tune in up to four parts, plucked, blown, bowed or struck: melody, chords, bass, a beat."""
    length = int(RATE * (seconds or rng.uniform(2, 6)))
    sound = np.zeros(length + 2 * RATE)
    beat = 60 / rng.uniform(60, 160)
    root = int(rng.integers(45, 58))
    scale = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 4, 7, 9))[int(rng.integers(3))]
    alone = rng.random() < 0.25
    for lowest, step, loudness in ((24, 1, 1.0), (12, 4, 0.5), (16, 4, 0.5), (0, 2, 0.7)):
        if rng.random() < 0.25 or (alone and lowest != 24):
            continue
        play = _instrument(rng)
        octave = 12 * int(rng.integers(-1, 2)) if alone else 0
        place, before = 0.0, 0.0
        while place < length / RATE:
            held = beat * step * float(rng.choice((0.25, 0.5, 1, 1)))
            degree = int(rng.integers(len(scale) + 3))
            note = root + octave + lowest + scale[degree % len(scale)] + 12 * (degree // len(scale))
            frequency = 440 * 2 ** ((note - 69) / 12)
            if rng.random() < 0.85:
                start = int(place * RATE)
                tone = play(frequency, before or frequency, held)
                sound[start : start + len(tone)] += (loudness * tone)[: len(sound) - start]
            place, before = place + held, frequency
    if rng.random() < 0.5:
        for place in np.arange(0.0, length / RATE, beat):
            hit = rng.standard_normal(RATE // 8) * np.exp(-np.arange(RATE // 8) / rng.uniform(60, 250))
            sound[int(place * RATE) : int(place * RATE) + len(hit)] += hit
    sound = sound[:length]
    return np.asarray(sound / (np.abs(sound).max() + 1e-9), np.float32)


def _instrument(rng: np.random.Generator) -> Callable[[float, float, float], NDArray[np.float64]]:
    """Plays a note from (its frequency, that of the note before, seconds)."""
    harmonics = rng.random(8) * np.exp(-rng.uniform(0.1, 1.2) * np.arange(8))
    decay, attack = rng.uniform(0.5, 8), rng.uniform(0.003, 0.08)
    if rng.random() < 0.3:
        decay = 0.0  # an organ, a bow
    vibrato, speed = rng.uniform(0, 0.012), rng.uniform(4, 7)
    # The body of a violin or a horn: what lies near these frequencies is louder, whatever the note.
    bodies = np.exp(rng.uniform(np.log(300), np.log(3000), 2)) if rng.random() < 0.5 else np.zeros(0)
    slide = rng.uniform(0.02, 0.15) if rng.random() < 0.25 else 0.0

    def play(frequency: float, before: float, seconds: float) -> NDArray[np.float64]:
        time = np.arange(int(RATE * seconds)) / RATE
        bend = vibrato / speed * np.sin(2 * np.pi * speed * time)
        phase = 2 * np.pi * frequency * (time + bend)
        if slide:
            way = (before / frequency) ** np.clip(1 - time / slide, 0, 1)
            phase += 2 * np.pi * np.cumsum(frequency * (way - 1)) / RATE
        tone = np.zeros(len(time))
        for number, size in enumerate(harmonics, 1):
            if number * frequency < RATE / 2:
                near = np.abs(np.log2(number * frequency / bodies)) if len(bodies) else np.zeros(1)
                tone += size * (0.1 + np.exp(-((near.min() / 0.4) ** 2))) * np.sin(number * phase)
        end = np.minimum(1, (seconds - time) / 0.01)
        return tone * np.minimum(time / attack, 1) * np.exp(-decay * time) * end

    return play


def texture(rng: np.random.Generator) -> Samples:
    """Anything else: up to four layers of noise, buzzes, strokes or murmurs, each swelling in its own way."""
    length = int(RATE * rng.uniform(0.5, 5))
    sound = np.zeros(length)
    for _ in range(int(rng.integers(1, 5))):
        match int(rng.integers(4)):
            case 0:
                layer = band(rng.standard_normal(length), rng)
            case 1:
                layer = band(buzz(length, rng), rng)
            case 2:
                layer = strokes(length, rng)
            case _:  # voiced, in bands that wander: between an engine, a horn and a hum
                layer = sum((band(buzz(length, rng), rng) for _ in range(2)), np.zeros(length))
        layer = layer * swelling(length, rng)
        sound += rng.uniform(0.1, 1) * layer / (np.sqrt(np.mean(layer**2)) + 1e-9)
    return np.asarray(sound / (np.abs(sound).max() + 1e-9), np.float32)


def band(signal: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """What lies about up to three frequencies, narrow or wide."""
    quick = quick_length(len(signal))
    spectrum, frequency = np.fft.rfft(signal, quick), np.fft.rfftfreq(quick, 1 / RATE)
    gain = np.full(len(frequency), 10 ** rng.uniform(-3, -1))
    for _ in range(int(rng.integers(1, 4))):
        middle, width = np.exp(rng.uniform(np.log(150), np.log(3600))), rng.uniform(0.03, 1.0)
        gain += np.exp(-((np.log2(np.maximum(frequency, 1) / middle) / width) ** 2))
    return np.fft.irfft(spectrum * gain, quick)[: len(signal)]


def buzz(length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Pulses at a pitch that wanders, jumps or stays."""
    count = int(rng.integers(2, 4 + 6 * length // RATE))
    points = rng.uniform(25, 120) * 2 ** rng.uniform(0, rng.choice((0.05, 1.0, 3.0)), count)
    places = np.linspace(0, length, count)
    pitch = np.interp(np.arange(length), places, points)
    if rng.random() < 0.3:
        pitch = points[np.searchsorted(places, np.arange(length), "right") - 1]
    phase = np.cumsum(pitch) / RATE
    pulses = np.diff(np.floor(phase), prepend=0.0)
    return pulses + 0.02 * rng.standard_normal(length)


def strokes(length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Strokes by chance or in time: clicks, knocks, drops, bursts of noise, each dying away."""
    rate = float(np.exp(rng.uniform(np.log(1.5), np.log(200))))
    if rng.random() < 0.5:
        strokes = (rng.random(length) < rate / RATE) * rng.uniform(0.2, 1, length)
    else:
        strokes = np.zeros(length)
        strokes[:: max(1, int(RATE / rate))] = 1.0
    time = np.arange(int(RATE * rng.uniform(0.01, 0.25))) / RATE
    one = np.sin(2 * np.pi * _any_pitch(rng) * time) if rng.random() < 0.5 else rng.standard_normal(len(time))
    one *= np.exp(-rng.uniform(3, 12) * time / (time[-1] + 1e-9))
    quick = quick_length(length + len(one))
    return np.fft.irfft(np.fft.rfft(strokes, quick) * np.fft.rfft(one, quick), quick)[:length]


def swelling(length: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Loudness over time: steady, or with so many turns a second, deep or shallow."""
    if rng.random() < 0.25:
        return np.ones(length)
    turns = max(2, int(length / RATE * np.exp(rng.uniform(np.log(0.5), np.log(12)))))
    places = np.linspace(0, length, turns)
    depth = rng.uniform(0, 60)
    decibels = np.interp(np.arange(length), places, -depth * rng.random(turns))
    return 10 ** (decibels / 20)
