"""Which prompt was heard: heard samples against wav files, by normalised cross-correlation."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.int16]


def read_wav(file: Path) -> Samples:
    with wave.open(str(file)) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16)


def likeness(heard: Samples, prompt: Samples) -> float:
    """How surely `prompt` is somewhere in `heard`: 1 the same, 0 not at all. The first second and a half
    of the prompt are enough and make the end of an interrupted one unneeded."""
    return found(heard, prompt)[0]


def found(heard: Samples, prompt: Samples, seconds: float = 1.5) -> tuple[float, int]:
    """How surely the first `seconds` of `prompt` are in `heard`, and at which sample they begin."""
    wanted = prompt[: int(seconds * 8000)].astype(np.float64)
    if len(heard) < len(wanted) or not len(wanted):
        return 0.0, 0
    there = heard.astype(np.float64)
    size = 1 << (len(there) + len(wanted) - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(there, size) * np.conj(np.fft.rfft(wanted, size)), size)
    sums = np.concatenate(([0.0], np.cumsum(there**2)))
    places = len(there) - len(wanted) + 1
    energy = sums[len(wanted) :][:places] - sums[:places]
    scale = np.sqrt(np.maximum(energy, 1.0) * np.sum(wanted**2))
    sureness = product[:places] / scale
    best = int(np.argmax(sureness))
    return float(sureness[best]), best
