"""How much what was recognised is like somebody's word: a few measures of the sound, and a judge of them.

Vosk is as sure of a note or a gust that fits a word as of the word. A word has a voice that comes and goes
with its syllables, stands out, and fits the word far better than any other speech. None of this alone tells;
a logistic regression over the measures and their products does. It is fitted by ``judging.py`` and lies in
the model's folder; of a model without it the rules of ``grammar.py`` alone judge.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model.grammar import OUTSIDE

RATE = 8000
FILE = "judge.json"
NAMES = (
    "fit", "fit a second", "above", "before", "after", "outside", "rhythm", "flutter", "voice", "voiced",
    "voiced run", "pitch range", "flatness", "low", "swing", "lasting", "syllable", "syllables", "confidence",
)  # fmt: skip
# What the network hears around a frame, in seconds.
_CONTEXT = 0.35
_FRAME, _STEP = 320, 80
# A voice's period in samples: 400 to 70 Hz.
_PERIODS = np.arange(18, 116)
_FAR = 3.0
_NARROW = 0.1
# A syllable lasts no longer, on an average of what was said; at 90 words a minute it is up to 0.8 s.
_LONGEST_SYLLABLE = 0.95

Vector = NDArray[np.float64]
# (grammar as JSON, samples of 16 bits) → log-likelihood of the best way through it; None: there is none.
Likelihood = Callable[[str, bytes], float | None]


def likelihood_by(folder: Path) -> Likelihood:
    """By the Vosk model in `folder`, loaded once more to keep the best way only: to sort out all the ways
    through a long hum took Vosk half a minute."""
    import vosk  # of the listening extra

    with TemporaryDirectory(prefix="speech-model-") as made:
        for part in folder.iterdir():
            if part.name != "conf":
                (Path(made) / part.name).symlink_to(part.resolve())
        shutil.copytree(folder / "conf", Path(made) / "conf")
        options = Path(made) / "conf" / "model.conf"
        kept = [line for line in options.read_text().splitlines() if not line.startswith("--lattice-beam")]
        options.write_text("\n".join((*kept, f"--lattice-beam={_NARROW}", "")))
        model = vosk.Model(made)

    def likelihood(grammar: str, samples: bytes) -> float | None:
        recognizer = vosk.KaldiRecognizer(model, RATE, grammar)
        recognizer.SetMaxAlternatives(1)
        recognizer.AcceptWaveform(samples)
        found = json.loads(recognizer.FinalResult()).get("alternatives", [])
        return float(found[0]["confidence"]) if found else None

    return likelihood


@dataclass(frozen=True, slots=True)
class Spoken:
    """A recognised word, in seconds from the sound's beginning."""

    word: str
    start: float
    end: float
    confidence: float


def is_drawn_out(words: Sequence[Spoken]) -> bool:
    """Whether the words last longer than anybody takes to say them: a hum."""
    said = [word for word in words if word.word != OUTSIDE]
    seconds = sum(word.end - word.start for word in said)
    return seconds > _LONGEST_SYLLABLE * sum(len(word.word) for word in said)


def measures(sound: Vector, words: Sequence[Spoken], above: float, likelihood: Likelihood) -> Vector:
    """The measures of `NAMES`. `sound` has 16-bit samples; at least one word is none of other speech; `above`
    is how far they stand out, in dB."""
    said = [word for word in words if word.word != OUTSIDE]
    start, end = said[0].start, said[-1].end
    inside = _cut(sound, start, end)
    if len(inside) < 2 * _FRAME:
        inside = np.pad(inside, (0, 2 * _FRAME - len(inside)))
    seconds = sum(word.end - word.start for word in said)
    syllables = "".join(word.word for word in said)
    fit = _fit(_cut(sound, start - _CONTEXT, end + _CONTEXT), said, likelihood)
    voice, pitch, level = _voice(inside)
    loud = level > level.max() - 25
    voiced = loud & (voice > 0.55)
    pitches = np.log2(pitch[voiced]) if voiced.any() else np.zeros(1)
    rhythm, flutter = _rhythm(_cut(sound, start - 0.4, end + 0.4))
    spectra = np.abs(np.fft.rfft(_frames(inside, 256) * np.hanning(256)))
    power = spectra[:, 4:118] ** 2
    every = (spectra**2).sum() + 1e-9
    here = _level(inside)
    return np.array(
        [
            np.clip(fit, -20, 80),
            np.clip(fit / max(0.2, seconds), -20, 120),
            np.clip(above if not math.isnan(above) else 40, -20, 40),
            np.clip(here - _level(_cut(sound, start - 0.15, start - 0.05)), -20, 40),
            np.clip(here - _level(_cut(sound, end + 0.06, end + 0.4)), -20, 40),
            sum(word.end - word.start for word in words if word.word == OUTSIDE),
            rhythm,
            flutter,
            np.percentile(voice[loud], 75),
            voiced.sum() / loud.sum(),
            _longest(voiced, pitch) * _STEP / RATE,
            np.subtract(*np.percentile(pitches, (90, 10))),
            np.median(np.log(power + 1e-3).mean(axis=1) - np.log(power.mean(axis=1) + 1e-3)),
            math.log10((spectra[:, 3:10] ** 2).sum() / every + 1e-6),
            np.subtract(*np.percentile(level, (90, 10))),
            _lasting(spectra[:, 4:]),
            math.log(max(0.05, seconds / len(syllables))),
            math.log(len(set(syllables))),
            min(word.confidence for word in said),
        ]
    )


def _fit(around: Vector, said: Sequence[Spoken], likelihood: Likelihood) -> float:
    """How much better the sound fits what was recognised than any other speech, in natural logarithms."""
    samples = np.pad(np.clip(around, -32768, 32767), (RATE // 5, RATE * 2 // 5)).astype("<i2").tobytes()
    words = likelihood(json.dumps([" ".join(word.word for word in said)], ensure_ascii=False), samples)
    other = likelihood(json.dumps([OUTSIDE]), samples)
    return -20.0 if words is None else 80.0 if other is None else words - other


def _cut(sound: Vector, start: float, end: float) -> Vector:
    return sound[max(0, round(start * RATE)) : max(0, round(end * RATE))]


def _frames(sound: Vector, length: int) -> Vector:
    return np.lib.stride_tricks.sliding_window_view(sound, length)[::_STEP]


def _level(sound: Vector) -> float:
    """dB; of nothing that of a silent line."""
    return 10 * math.log10((float(np.mean(sound**2)) if len(sound) > 200 else 0.0) + 64)


def _voice(sound: Vector) -> tuple[Vector, Vector, Vector]:
    """Of each frame: how alike it is a period later (0 to 1), its pitch in Hz (or 1), its level in dB."""
    frames = _frames(sound, _FRAME)
    frames = frames - frames.mean(axis=1, keepdims=True)
    alike = np.fft.irfft(np.abs(np.fft.rfft(frames, 1024)) ** 2, 1024)[:, _PERIODS]
    energy = np.cumsum(frames**2, axis=1)
    whole = energy[:, -1]
    first, last = energy[:, _FRAME - 1 - _PERIODS], whole[:, None] - energy[:, _PERIODS - 1]
    alike = alike / np.sqrt(first * last + 1e-3)
    middle = alike[:, 1:-1]
    peaks = np.where((middle >= alike[:, :-2]) & (middle >= alike[:, 2:]), middle, 0)
    best = peaks.max(axis=1)
    # The shortest period that is nearly as good: its multiples are as good as it.
    place = np.argmax(peaks >= 0.9 * best[:, None], axis=1)
    pitch = np.where(best > 0.3, RATE / _PERIODS[1:-1][place], 1.0)
    level = 10 * np.log10(whole / _FRAME + 1e-3)
    return peaks[np.arange(len(peaks)), place], pitch, level


def _longest(voiced: NDArray[np.bool_], pitch: Vector) -> int:
    """Frames of the longest stretch of voice without a jump."""
    best = run = 0
    for number, has in enumerate(voiced):
        goes_on = has and run and abs(math.log2(pitch[number] / pitch[number - 1])) < 0.15
        run = run + 1 if goes_on else int(has)
        best = max(best, run)
    return best


def _rhythm(sound: Vector) -> tuple[float, float]:
    """Of what loudness does, the share between 2 and 8 times a second, as syllables, and above 12."""
    if len(sound) < 2 * _FRAME:
        return 0.0, 0.0
    loudness = np.sqrt((_frames(sound, 160) ** 2).mean(axis=1) + 1)
    swings = np.abs(np.fft.rfft(loudness - loudness.mean(), 512)) ** 2
    often = np.fft.rfftfreq(512, _STEP / RATE)
    slow = swings[(often >= 2) & (often <= 8)].sum() / (swings[often <= 30].sum() + 1e-9)
    return float(slow), float(swings[often > 12].sum() / (swings.sum() + 1e-9))


def _lasting(spectra: Vector, later: int = 12) -> float:
    """How alike the spectrum is 120 ms later, where both are loud: the median."""
    if len(spectra) <= later + 2:
        return 0.0
    size = np.linalg.norm(spectra, axis=1)
    now, then = size[:-later], size[later:]
    alike = (spectra[:-later] * spectra[later:]).sum(axis=1) / (now * then + 1e-9)
    loud = np.minimum(now, then) > size.max() * 0.1
    return float(np.median(alike[loud])) if loud.any() else 0.0


@dataclass(frozen=True, slots=True)
class Judge:
    """``score``: from 0 on it may be a word, from 1 on it is one; `least` and `sure` are what that takes."""

    middle: tuple[float, ...]
    spread: tuple[float, ...]
    weights: tuple[float, ...]
    least: float
    sure: float

    @classmethod
    def of(cls, folder: Path) -> Judge | None:
        """The judge in a model's folder, if there is one. Raises `OSError`, `ValueError` when broken."""
        file = folder / FILE
        if not file.is_file():
            return None
        found = json.loads(file.read_text(encoding="utf-8"))
        try:
            middle, spread, weights = (
                tuple(map(float, found[name])) for name in ("middle", "spread", "weights")
            )
            judge = cls(middle, spread, weights, float(found["least"]), float(found["sure"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{file} is no judge") from error
        if len(judge.middle) != len(NAMES) or len(judge.weights) != len(terms(judge.middle)) + 1:
            raise ValueError(f"{file} is of another recipe")
        return judge

    def to_json(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    def score(self, measured: Vector) -> float:
        far = (measured - np.array(self.middle)) / np.array(self.spread)
        return float(terms(far) @ np.array(self.weights[:-1]) + self.weights[-1] - self.least) / self.sure


def terms(far: Sequence[float] | Vector) -> Vector:
    """Standardised measures (the last axis), none too far out, with all their products."""
    clipped = np.clip(np.asarray(far, np.float64), -_FAR, _FAR)
    one, other = np.triu_indices(clipped.shape[-1])
    return np.concatenate([clipped, clipped[..., one] * clipped[..., other]], axis=-1)
