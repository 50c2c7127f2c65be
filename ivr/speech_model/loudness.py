"""How far what was recognised stands out from what is around it: a word that does not was probably none.

A note of a tune or a gust may fit a word well, and Vosk is sure of it then. But a caller's word is louder
than what is heard just before and after it, also in noise (by 6 dB when that is 5 dB below the voice).
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Collection
from operator import mul

from ivr.speech_model.grammar import ABOVE, OUTSIDE

RATE = 8000
_FRAME = RATE // 50
_AROUND = 0.5
# Vosk's times are right to some hundredths of a second; a word's edges count neither here nor there.
_EDGE = 0.08
# What a silent line still has, as the mean square of 16-bit samples: A-law's smallest step is 8.
_FLOOR = 64.0


class Loudness:
    """Listens along with a recogniser. Work: a third of a millisecond for a second of sound."""

    def __init__(self) -> None:
        self._rest = array("h")
        self._frames = array("f")

    def hear(self, samples: bytes) -> None:
        """Samples as Vosk gets them: 8 kHz, 16 bits, little endian."""
        self._rest.frombytes(samples[: len(samples) // 2 * 2])
        whole = len(self._rest) // _FRAME * _FRAME
        for start in range(0, whole, _FRAME):
            frame = self._rest[start : start + _FRAME]
            self._frames.append(sum(map(mul, frame, frame)) / _FRAME)
        del self._rest[:whole]

    def marked(self, result: str) -> str:
        """Vosk's result with `ABOVE` at every word; as it is when it has none."""
        try:
            found = json.loads(result)
            spans = [(w["word"], float(w["start"]), float(w["end"])) for w in found["result"]]
        except (ValueError, TypeError, KeyError):
            return result
        said = [(start, end) for word, start, end in spans if word != OUTSIDE]
        if not said:
            return result
        words = [i for start, end in said for i in self._between(start, end)]
        first, last = min(start for start, _ in said), max(end for _, end in said)
        spoken = {i for _, start, end in spans for i in self._between(start - _EDGE, end + _EDGE)}
        around = set(self._between(first - _AROUND, last + _AROUND)) - spoken
        if words and around:
            above = 10 * math.log10((self._mean(words) + _FLOOR) / (self._mean(around) + _FLOOR))
            for word in found["result"]:
                word[ABOVE] = round(above, 1)
        return json.dumps(found, ensure_ascii=False)

    def _between(self, start: float, end: float) -> range:
        return range(max(0, round(start * RATE / _FRAME)), min(len(self._frames), round(end * RATE / _FRAME)))

    def _mean(self, frames: Collection[int]) -> float:
        return sum(self._frames[i] for i in frames) / len(frames)
