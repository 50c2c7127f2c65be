"""What the sound itself says about a recognised word: Vosk is as sure of a note of a tune that fits one.

- A caller's word is louder than what is heard just before and after it, also in noise: by 6 dB when that is
  5 dB below the voice. A part of a tune or of a gust is not.
- In speech the mouth and the voice move: the spectrum is another after 60 ms. That of a key or a bell is not,
  and of a click or a knock nothing is left by then.
- Where the model has a judge (``speechlike.py``), it weighs these and other measures against one another.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.grammar import ABOVE, OUTSIDE, SPEECH, STEADY
from ivr.speech_model.speechlike import Likelihood, Spoken, is_drawn_out, measures

RATE = 8000
_AROUND = 0.5
# Vosk's times are right to some hundredths of a second; a word's edges are no part of what is around it.
_EDGE = 0.08
# What a silent line still has, as the mean square of 16-bit samples: A-law's smallest step is 8.
_FLOOR = 64.0
_FRAME, _STEP = 256, 80
_LATER = 6
# The lowest bins of a frame hold the mains' hum and what a handset does not send.
_LOWEST = 4
_SHARE = 25
# Vosk ends what is said after 20 s at the latest.
_NEVER = -9.0
_KEPT_BYTES = 30 * RATE * 2

Samples = NDArray[np.float32]


class Evidence:
    """Listens along with a recogniser. `score` judges the measures of what it recognised, which `likelihood`
    serves to take."""

    def __init__(
        self,
        score: Callable[[NDArray[np.float64]], float] | None = None,
        likelihood: Likelihood | None = None,
    ) -> None:
        self._score = score
        self._likelihood = likelihood
        self._sound = bytearray()
        self._forgotten = 0

    def hear(self, samples: bytes) -> None:
        """Samples as Vosk gets them: 8 kHz, 16 bits, little endian."""
        self._sound += samples
        if len(self._sound) > 2 * _KEPT_BYTES:
            self._forgotten += len(self._sound) - _KEPT_BYTES
            del self._sound[:-_KEPT_BYTES]

    def marked(self, result: str) -> str:
        """Vosk's result with `ABOVE`, `STEADY` and `SPEECH` at every word, as far as it can be told."""
        try:
            found = json.loads(result)
            spoken = [
                Spoken(w["word"], float(w["start"]), float(w["end"]), float(w["conf"]))
                for w in found["result"]
            ]
        except (ValueError, TypeError, KeyError):
            return result
        said = [(word.start, word.end) for word in spoken if word.word != OUTSIDE]
        if not said:
            return result
        sound = np.frombuffer(bytes(self._sound[: len(self._sound) // 2 * 2]), "<i2").astype(np.float32)
        begins = self._forgotten // 2
        everything = [(word.start, word.end) for word in spoken]
        marks = {
            ABOVE: _above(sound, begins, said, everything),
            STEADY: _steady([sound[_place(start, begins) : _place(end, begins)] for start, end in said]),
        }
        if self._score is not None and self._likelihood is not None:
            ago = begins / RATE
            here = [replace(word, start=word.start - ago, end=word.end - ago) for word in spoken]
            marks[SPEECH] = _NEVER
            if not is_drawn_out(here):
                taken = measures(sound.astype(np.float64), here, marks[ABOVE], self._likelihood)
                marks[SPEECH] = self._score(taken)
        known = {name: round(mark, 3) for name, mark in marks.items() if not math.isnan(mark)}
        found["result"] = [word | known for word in found["result"]]
        return json.dumps(found, ensure_ascii=False)


def _place(seconds: float, begins: int) -> int:
    return max(0, round(seconds * RATE) - begins)


def _above(sound: Samples, begins: int, said: Sequence[Any], everything: Sequence[Any]) -> float:
    """dB by which what was said is louder than half a second before and after it, without other speech."""
    spoken, around = np.zeros(len(sound), bool), np.zeros(len(sound), bool)
    for start, end in said:
        spoken[_place(start, begins) : _place(end, begins)] = True
    first, last = min(start for start, _ in said), max(end for _, end in said)
    around[_place(first - _AROUND, begins) : _place(last + _AROUND, begins)] = True
    for start, end in everything:
        around[_place(start - _EDGE, begins) : _place(end + _EDGE, begins)] = False
    if not spoken.any() or not around.any():
        return math.nan
    power = sound**2
    return 10 * math.log10((power[spoken].mean() + _FLOOR) / (power[around].mean() + _FLOOR))


def _steady(words: Sequence[Samples]) -> float:
    """How alike the spectrum is 60 ms later, from 0 to 1: the lower quartile over the words' loud parts.

    0 where nothing loud lasts that long: knocks and clicks.
    """
    alike: list[float] = []
    for word in words:
        if len(word) < _FRAME + _LATER * _STEP:
            continue
        frames = np.lib.stride_tricks.sliding_window_view(word, _FRAME)[::_STEP] * np.hanning(_FRAME)
        spectra = np.abs(np.fft.rfft(frames))[:, _LOWEST:]
        size = np.linalg.norm(spectra, axis=1)
        now, later = size[:-_LATER], size[_LATER:]
        likeness = (spectra[:-_LATER] * spectra[_LATER:]).sum(axis=1) / (now * later + 1e-9)
        alike += likeness[np.minimum(now, later) > size.max() * 0.1].tolist()
    return float(np.percentile(alike, _SHARE)) if alike else 0.0
