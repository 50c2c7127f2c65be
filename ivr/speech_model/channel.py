"""From a synthesizer's clean sound to what a telephone line delivers: 8 kHz, and everything that spoils it.

All randomness comes from the generator that is passed in. Signals are float32 from -1 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RATE = 8000
Samples = NDArray[np.float32]
_PACKET = RATE * 20 // 1000


def resampled(signal: Samples, rate: float, to: int = RATE) -> Samples:
    """`signal` at another rate, by its spectrum: without aliases, the pitch right to a ten-thousandth."""
    length = max(1, round(len(signal) * to / rate))
    long, short = _quick_lengths(len(signal), to / rate)
    spectrum = np.fft.rfft(signal, long)
    kept = np.zeros(short // 2 + 1, dtype=spectrum.dtype)
    count = min(len(kept), len(spectrum))
    kept[:count] = spectrum[:count]
    return (np.fft.irfft(kept, short)[:length] * (short / long)).astype(np.float32)


def quick_length(least: int) -> int:
    """The next length without large factors: spectra of such a length are quick."""
    return next(length for length in range(least, 2 * least + 2) if _is_quick(length))


def _quick_lengths(least: int, ratio: float) -> tuple[int, int]:
    """A length of at least `least` and its `ratio`, both quick if there are such."""
    for length in range(least, least + least // 10):
        other = length * ratio
        if _is_quick(length) and _is_quick(round(other)) and abs(round(other) - other) < 1e-4 * other:
            return length, round(other)
    return least, max(1, round(least * ratio))


@lru_cache(maxsize=100_000)
def _is_quick(length: int) -> bool:
    for factor in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31):
        while length > 1 and length % factor == 0:
            length //= factor
    return length == 1


@dataclass(frozen=True, slots=True)
class Spoiling:
    """How one utterance is spoilt; ``None`` or 0 leaves a step out."""

    level_db: float = -20.0
    snr_db: float | None = None
    noise: str = "white"
    tilt: float = 0.0
    reverb: float = 0.0
    codec: str = "alaw"
    lost: float = 0.0
    clipped: float = 0.0


def spoilt(
    signal: Samples, how: Spoiling, rng: np.random.Generator, babble: Samples | None = None
) -> Samples:
    """`signal` (8 kHz) as a line delivers it: room, handset, noise, level, codec, lost packets."""
    sound = signal
    if how.reverb:
        sound = _in_a_room(sound, how.reverb, rng)
    if how.tilt:
        sound = _through_a_handset(sound, how.tilt, rng)
    sound = at_level(sound, how.level_db)
    if how.snr_db is not None:
        kind = babble if how.noise == "babble" and babble is not None else noise(how.noise, len(sound), rng)
        sound = sound + at_level(kind, how.level_db - how.snr_db)
    if how.clipped:
        limit = how.clipped * float(np.max(np.abs(sound)) + 1e-9)
        sound = np.clip(sound, -limit, limit)
    sound = np.clip(sound, -1.0, 1.0).astype(np.float32)
    if how.lost:
        sound = with_losses(sound, how.lost, rng)
    return coded(sound, how.codec)


def at_level(signal: Samples, decibels: float) -> Samples:
    """`signal` with that RMS over its loud parts, in dB of full scale; silence stays silence."""
    frames = signal[: len(signal) // _PACKET * _PACKET].reshape(-1, _PACKET)
    energy = np.mean(frames**2, axis=1) if len(frames) else np.mean(signal**2, keepdims=True)
    loud = energy[energy > energy.max(initial=0.0) * 0.01]
    if not len(loud) or energy.max(initial=0.0) <= 0.0:
        return signal
    scale = 10 ** (decibels / 20) / float(np.sqrt(loud.mean()))
    return signal * np.float32(scale)


def noise(kind: str, length: int, rng: np.random.Generator) -> Samples:
    """Noise of a kind: white, pink, brown, hum, crackle, street, office."""
    white = rng.standard_normal(length).astype(np.float32)
    if kind == "white" or length < 2:
        return white
    if kind == "hum":
        time = np.arange(length) / RATE
        base = rng.choice((50.0, 60.0))
        hum = sum(
            rng.uniform(0.1, 1) * np.sin(2 * np.pi * base * k * time + rng.uniform(0, 6)) for k in range(1, 8)
        )
        return np.asarray(hum + 0.2 * white, dtype=np.float32)
    if kind == "crackle":
        clicks = (rng.random(length) < rng.uniform(0.0005, 0.005)) * rng.standard_normal(length) * 8
        return (clicks + 0.2 * white).astype(np.float32)
    slope = {"pink": 0.5, "brown": 1.0, "street": 0.8, "office": 0.6}[kind]
    quick = quick_length(length)
    spectrum = np.fft.rfft(rng.standard_normal(quick).astype(np.float32))
    spectrum /= np.maximum(np.arange(len(spectrum)) * RATE / quick, 20.0) ** slope
    coloured = np.fft.irfft(spectrum, quick)[:length]
    if kind in ("street", "office"):
        points = np.interp(
            np.arange(length),
            np.linspace(0, length, max(2, length // (RATE // 3))),
            rng.uniform(0.2, 1.5, max(2, length // (RATE // 3))),
        )
        coloured = coloured * points
    return coloured.astype(np.float32)


def coded(signal: Samples, codec: str) -> Samples:
    """Through the 8-bit codec of ITU-T G.711 (`alaw`, `ulaw`) and back, or as 16-bit samples (`linear`)."""
    if codec == "ulaw":
        pressed = np.sign(signal) * np.log1p(255 * np.abs(signal)) / np.log(256)
        stepped = np.round(pressed * 127) / 127
        opened = (256 ** np.abs(stepped) - 1) / 255
        return np.asarray(np.copysign(opened, stepped), np.float32)
    if codec == "alaw":
        a = 87.6
        size = np.abs(signal)
        scale = 1 + np.log(a)
        pressed = np.where(size < 1 / a, a * size, 1 + np.log(np.maximum(a * size, 1e-9))) / scale
        # A-law has no zero: silence is the smallest step up or down.
        stepped = (np.minimum(np.floor(pressed * 128), 127) + 0.5) / 128
        opened = np.where(stepped < 1 / scale, stepped * scale / a, np.exp(stepped * scale - 1) / a)
        return np.asarray(np.where(signal < 0, -opened, opened), np.float32)
    return np.asarray(np.round(signal * 32767) / 32767, np.float32)


def with_losses(signal: Samples, share: float, rng: np.random.Generator) -> Samples:
    """That share of the 20 ms packets is lost: silent, or the one before once more."""
    sound = signal.copy()
    repeats = rng.random() < 0.5
    for packet in np.flatnonzero(rng.random(len(sound) // _PACKET) < share):
        start = int(packet) * _PACKET
        before = sound[start - _PACKET : start] if repeats and packet else np.zeros(_PACKET, np.float32)
        sound[start : start + _PACKET] = before
    return sound


def _in_a_room(signal: Samples, share: float, rng: np.random.Generator) -> Samples:
    """Reverberation: a decaying tail of 0.1 to 0.5 s, `share` of the direct sound's energy."""
    length = int(RATE * rng.uniform(0.1, 0.5))
    tail = rng.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length)
    tail *= np.sqrt(share / np.sum(tail**2))
    tail[0] = 1.0
    size = quick_length(len(signal) + length)
    mixed = np.fft.irfft(np.fft.rfft(signal, size) * np.fft.rfft(tail, size), size)
    return mixed[: len(signal)].astype(np.float32)


def _through_a_handset(signal: Samples, strength: float, rng: np.random.Generator) -> Samples:
    """An uneven frequency response within `strength` dB, and the band's edges cut."""
    quick = quick_length(len(signal))
    spectrum = np.fft.rfft(signal, quick)
    frequency = np.fft.rfftfreq(quick, 1 / RATE)
    points = (100, 300, 700, 1300, 2200, 3100, 4000)
    gain = np.interp(frequency, points, rng.uniform(-strength, strength, len(points)))
    low, high = rng.uniform(30, 350), rng.uniform(3200, 4000)
    gain = gain - 12 * np.maximum(0, np.log2(low / np.maximum(frequency, 1.0)))
    gain = gain - 0.03 * np.maximum(0, frequency - high)
    return np.fft.irfft(spectrum * 10 ** (gain / 20), quick)[: len(signal)].astype(np.float32)
