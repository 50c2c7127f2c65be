"""Noises that the model and its judge are only measured on: nothing was trained on them or chosen by them.

Made in other ways than those of ``sounds.py`` and ``unheard_sounds.py``. What people say in them is foreign,
or is too broken to be a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.channel import RATE, Samples, at_level

# Gives some seconds of somebody's foreign speech.
Talk = Callable[[np.random.Generator], Samples]
Sound = NDArray[np.float64]
_PACKET = RATE // 50


def _time(seconds: float) -> Sound:
    return np.arange(int(RATE * seconds)) / RATE


def _whole(sound: Sound | Samples) -> Samples:
    return np.asarray(sound / (np.abs(sound).max(initial=0.0) + 1e-9), np.float32)


def _resonant(sound: Sound, frequency: float, width: float) -> Sound:
    """Through one resonance, by its impulse response."""
    time = _time(min(0.1, 3 / width))
    return np.convolve(sound, np.exp(-np.pi * width * time) * np.sin(2 * np.pi * frequency * time))[
        : len(sound)
    ]


def _come_and_go(length: int, rng: np.random.Generator) -> Sound:
    """Steady, or switched on and off, or louder and softer by a slow wave."""
    time = np.arange(length) / RATE
    match int(rng.integers(3)):
        case 0:
            return np.ones(length)
        case 1:
            start, held = rng.uniform(0.1, 1.0), rng.uniform(0.2, 1.5)
            edge = rng.uniform(0.005, 0.1)
            return np.clip((time - start) / edge, 0, 1) * np.clip((start + held - time) / edge, 0, 1)
        case _:
            return 0.5 + 0.5 * np.sin(2 * np.pi * rng.uniform(0.3, 5) * time + rng.uniform(0, 6))


def _coloured(name: str) -> Callable[[np.random.Generator, Talk], Samples]:
    def noise(rng: np.random.Generator, _: Talk) -> Samples:
        length = int(RATE * rng.uniform(1.5, 5))
        if name == "white":
            sound = rng.uniform(-1, 1, length)
        elif name == "brown":
            steps = rng.standard_normal(length)
            sound = np.convolve(steps, 0.995 ** np.arange(1200))[:length]
        else:  # pink: steps of every length laid over one another, after R. Voss
            sound = np.zeros(length)
            for octave in range(12):
                steps = rng.standard_normal(length // 2**octave + 2)
                sound += np.repeat(steps, 2**octave)[int(rng.integers(2**octave)) :][:length]
        return _whole(sound * _come_and_go(length, rng))

    return noise


def babble(rng: np.random.Generator, talk: Talk) -> Samples:
    """Four to eight people at once, in a hall."""
    length = int(RATE * rng.uniform(2, 5))
    sound = np.zeros(length)
    for _ in range(int(rng.integers(4, 9))):
        sound += np.resize(at_level(talk(rng), -20), length) * rng.uniform(0.5, 1)
    tail = rng.standard_normal(RATE // 3) * np.exp(-np.arange(RATE // 3) / 500)
    return _whole(sound + rng.uniform(0, 0.15) * np.convolve(sound, tail)[:length])


def clicks(rng: np.random.Generator, _: Talk) -> Samples:
    """Relays, worn cords, keyboards: bare pulses with a ringing behind them."""
    sound = np.zeros(int(RATE * rng.uniform(1, 4)))
    place = 0.0
    while place < len(sound) - 400:
        ring = np.exp(-_time(0.04) / rng.uniform(0.0005, 0.008)) * np.cos(
            2 * np.pi * rng.uniform(300, 3500) * _time(0.04)
        )
        sound[int(place) : int(place) + len(ring)] += rng.uniform(0.2, 1) * ring[: len(sound) - int(place)]
        place += RATE * rng.choice((0.03, 0.1, 0.25)) * rng.exponential(1)
    return _whole(sound + 0.003 * rng.standard_normal(len(sound)))


def hum(rng: np.random.Generator, _: Talk) -> Samples:
    """The mains through a rectifier, or a telephone's radio: its bursts 217 times a second."""
    time = _time(rng.uniform(1, 5))
    base = float(rng.choice((50, 60, 100, 120, 216.8)))
    phase = base * time + 0.002 * np.cumsum(rng.standard_normal(len(time)))
    wave = np.maximum(0, np.sin(2 * np.pi * phase)) ** rng.uniform(1, 12)
    if rng.random() < 0.4:  # the radio sends in groups
        wave *= (time * rng.uniform(1, 9)) % 1 < rng.uniform(0.2, 0.8)
    wave = wave - wave.mean()
    return _whole(wave * _come_and_go(len(time), rng) + 0.01 * rng.standard_normal(len(time)))


def street(rng: np.random.Generator, _: Talk) -> Samples:
    """Vehicles that pass, motors, a horn, brakes."""
    time = _time(rng.uniform(3, 6))
    sound = 0.03 * np.convolve(rng.standard_normal(len(time)), np.ones(6) / 6, "same")
    for _number in range(int(rng.integers(1, 4))):
        moment, speed = rng.uniform(0, time[-1]), rng.uniform(0.2, 2)
        near = 1 / (1 + ((time - moment) * speed * 3) ** 2)
        tyres = np.convolve(rng.standard_normal(len(time)), np.hanning(int(rng.integers(3, 20))), "same")
        pitch = rng.uniform(25, 110) * (1 - 0.08 * np.tanh((time - moment) * speed))
        motor = np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / RATE)) + 0.5
        sound += near * (rng.uniform(0.1, 1) * tyres / 3 + rng.uniform(0, 0.6) * motor)
    if rng.random() < 0.4:
        start, held = rng.uniform(0, time[-1] - 0.5), rng.uniform(0.1, 0.8)
        on = (time > start) & (time < start + held)
        for pitch in rng.uniform(300, 520, 2):
            sound += on * np.tanh(3 * np.sin(2 * np.pi * pitch * time)) * rng.uniform(0.1, 0.7)
    if rng.random() < 0.3:  # brakes
        start = rng.uniform(0, time[-1] - 0.8)
        on = np.clip((time - start) * 4, 0, 1) * (time < start + 0.8)
        sound += 0.4 * on * np.sin(2 * np.pi * (rng.uniform(1800, 3200) * time - 150 * (time - start) ** 2))
    return _whole(sound)


def line_noise(rng: np.random.Generator, _: Talk) -> Samples:
    """Crackle of wet joints, coarse steps, ringing of a badly matched line, data on the next pair."""
    length = int(RATE * rng.uniform(1, 4))
    sound = 0.02 * rng.standard_normal(length)
    crackle = np.where(rng.random(length) < np.exp(rng.uniform(-8, -4)), rng.standard_cauchy(length), 0.0)
    sound += np.clip(crackle, -5, 5) * _come_and_go(length, rng)
    if rng.random() < 0.5:
        sound = _resonant(sound, rng.uniform(250, 3400), rng.uniform(20, 400))
    if rng.random() < 0.3:
        bits = np.repeat(rng.choice((-1.0, 1.0), length // 7 + 1), 7)[:length]
        sound += 0.1 * bits * np.sin(2 * np.pi * 1700 * np.arange(length) / RATE)
    step = np.abs(sound).max() / rng.uniform(2, 40)
    return _whole(np.round(sound / step) * step)


def breath(rng: np.random.Generator, _: Talk) -> Samples:
    """In and out on the mouthpiece, with a sigh's or a snore's flutter now and then."""
    parts: list[Sound] = [np.zeros(int(RATE * rng.uniform(0.1, 0.8)))]
    for number in range(int(rng.integers(1, 5))):
        time = _time(rng.uniform(0.4, 1.5))
        air = rng.standard_normal(len(time))
        throat = rng.uniform(300, 900) if number % 2 else rng.uniform(900, 2200)
        air = _resonant(air, throat, rng.uniform(150, 600)) + 0.3 * _resonant(air, 2.6 * throat % 3500, 500)
        if rng.random() < 0.25:
            air *= 1 + np.sign(np.sin(2 * np.pi * rng.uniform(20, 45) * time))
        rise = rng.uniform(0.2, 0.8)
        way = time / time[-1]
        parts += [air * np.minimum(way / rise, (1 - way) / (1 - rise)) ** rng.uniform(0.5, 2)]
        parts += [np.zeros(int(RATE * rng.uniform(0.1, 0.6)))]
    return _whole(np.concatenate(parts))


def cough(rng: np.random.Generator, _: Talk) -> Samples:
    """Coughs, a throat cleared, a sneeze: a burst of air, then a rough voice that sinks."""
    parts: list[Sound] = [np.zeros(int(RATE * rng.uniform(0.1, 0.5)))]
    size, depth = rng.uniform(0.8, 1.25), rng.uniform(70, 220)
    for _number in range(int(rng.integers(1, 4))):
        time = _time(rng.uniform(0.15, 0.45))
        burst = rng.standard_normal(len(time)) * np.exp(-time / rng.uniform(0.02, 0.12))
        pitch = depth * np.exp(-time * rng.uniform(0, 3)) * (1 + 0.15 * rng.standard_normal(len(time)))
        pulses = np.diff(np.floor(np.cumsum(pitch) / RATE), prepend=0.0)
        voice = pulses * np.clip((time - 0.04) / 0.03, 0, 1) * np.clip((time[-1] - time) / 0.08, 0, 1)
        throat = burst + rng.uniform(0, 4) * voice
        parts.append(_resonant(throat, 550 * size, 150) + 0.7 * _resonant(throat, 1500 * size, 250))
        parts.append(np.zeros(int(RATE * rng.uniform(0.03, 0.4))))
    return _whole(np.concatenate(parts))


def handset(rng: np.random.Generator, _: Talk) -> Samples:
    """Knocks on wood and plastic, a receiver laid down, cloth that rubs on the mouthpiece."""
    sound = np.zeros(int(RATE * rng.uniform(1, 3)))
    for _number in range(int(rng.integers(1, 7))):
        place, time = int(rng.integers(len(sound) - RATE // 3)), _time(0.3)
        knock = sum(
            rng.uniform(0.2, 1) * np.exp(-time / rng.uniform(0.005, 0.06)) * np.sin(2 * np.pi * f * time)
            for f in rng.uniform(90, 1800, 4)
        )
        sound[place : place + len(time)] += rng.uniform(0.3, 1) * np.asarray(knock)
    if rng.random() < 0.6:
        grains = rng.standard_normal(len(sound)) * (rng.random(len(sound)) < 0.3)
        rub = np.interp(np.arange(len(sound)), np.linspace(0, len(sound), 14), rng.random(14) ** 3)
        sound += rng.uniform(0.1, 1) * _resonant(grains, rng.uniform(200, 2500), 800) * rub
    return _whole(np.tanh(sound * rng.uniform(0.5, 4)))


def cross_talk(rng: np.random.Generator, talk: Talk) -> Samples:
    """Scraps of another call, faint and dull, between the line's own noise."""
    said = at_level(talk(rng), -20)
    sound = np.zeros(max(len(said), 2 * RATE))
    place = 0
    while place < len(said):
        held = int(RATE * rng.uniform(0.08, 0.5))
        sound[place : place + held] += said[place : place + held] * np.hanning(
            len(said[place : place + held])
        )
        place += held + int(RATE * rng.uniform(0.1, 0.7))
    dull = np.hanning(int(rng.integers(3, 9)))
    return _whole(np.convolve(sound, dull / dull.sum(), "same") + 0.003 * rng.standard_normal(len(sound)))


def rubble(rng: np.random.Generator, talk: Talk) -> Samples:
    """What is left of somebody's speech when most packets are lost, repeated or late."""
    said = talk(rng)
    packets = said[: len(said) // _PACKET * _PACKET].reshape(-1, _PACKET)
    share, before, parts = rng.uniform(0.6, 0.9), np.zeros(_PACKET, np.float32), []
    for packet in packets:
        lost = rng.random() < share
        before = before * np.float32(rng.choice((0.0, 0.5, 0.9))) if lost else packet
        parts.append(before)
    return _whole(np.concatenate(parts))


NOISES: Mapping[str, Callable[[np.random.Generator, Talk], Samples]] = MappingProxyType(
    {
        "white": _coloured("white"), "pink": _coloured("pink"), "brown": _coloured("brown"), "babble": babble,
        "clicks": clicks, "hum": hum, "street": street, "line": line_noise, "breath": breath, "cough": cough,
        "handset": handset, "cross-talk": cross_talk, "rubble": rubble,
    }
)  # fmt: skip
