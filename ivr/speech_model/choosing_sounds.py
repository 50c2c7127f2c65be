"""Sounds by which the judge is fitted and thresholds are chosen: of all kinds, none of them held out."""

from __future__ import annotations

from functools import partial

import numpy as np

from ivr.speech_model import sounds, unheard_sounds, voices
from ivr.speech_model.channel import RATE, Samples, noise, with_losses
from ivr.speech_model.corpus import Studio, manner

_COLOURS = ("white", "pink", "brown", "hum", "crackle", "street", "office")


class Sounds:
    """Makes them in this process."""

    def __init__(self) -> None:
        self._studio = Studio()

    def make(self, kind: str, rng: np.random.Generator) -> Samples:
        """`kind`: keys, tones, music, noise."""
        match kind:
            case "noise":
                return self._noise(rng)
            case "music":
                return (unheard_sounds.music if rng.random() < 0.6 else partial(sounds.music, seconds=6.0))(
                    rng
                )
        return unheard_sounds.KINDS[kind](rng)

    def _noise(self, rng: np.random.Generator) -> Samples:
        length = int(RATE * rng.uniform(1.5, 5))
        match int(rng.integers(12)):
            case 0 | 1 | 2:
                return unheard_sounds.noise(rng)
            case 3 | 4:
                return sounds.texture(rng)
            case 5 | 6:
                sound = noise(str(rng.choice(_COLOURS)), length, rng)
                return np.asarray(sound * sounds.swelling(length, rng), np.float32)
            case 7:
                return self._studio.babble_of(length, rng)
            case 8:
                return self._scraps(rng)
            case 9:
                return with_losses(self._foreign(rng), float(rng.uniform(0.5, 0.9)), rng)
            case 10:
                return _puffs(rng)
            case _:
                return np.asarray(sounds.strokes(length, rng), np.float32)

    def _foreign(self, rng: np.random.Generator) -> Samples:
        language = str(rng.choice(list(voices.FOREIGN_CHOOSING)))
        return self._studio.foreign(
            language, voices.FOREIGN_CHOOSING[language], manner(rng, voices.CHOOSING), rng
        )

    def _scraps(self, rng: np.random.Generator) -> Samples:
        """Pieces of foreign speech of a syllable or two."""
        said = self._foreign(rng)
        heard, place = np.zeros(len(said)), 0
        while place < len(said):
            held = int(RATE * rng.uniform(0.05, 0.4))
            heard[place : place + held] = 1
            place += held + int(RATE * rng.uniform(0.05, 0.5))
        return np.asarray(said * np.convolve(heard, np.ones(160) / 160, "same"), np.float32)


def _puffs(rng: np.random.Generator) -> Samples:
    """Breath, coughs, and what sounds like them: noise in bands, now and then with a buzz."""
    parts = []
    for _ in range(int(rng.integers(1, 5))):
        length = int(RATE * rng.uniform(0.1, 1.2))
        throat = rng.standard_normal(length) + (rng.random() < 0.4) * 3 * sounds.buzz(length, rng)
        puff = sounds.band(throat, rng) * np.hanning(length) ** rng.uniform(0.3, 1.5)
        parts += [puff / (np.abs(puff).max() + 1e-9), np.zeros(int(RATE * rng.uniform(0.05, 0.7)))]
    return np.asarray(np.concatenate(parts), np.float32)
