"""What was recorded on the line: how long it is, and whether anybody spoke. Pure."""

from __future__ import annotations

import array
import io
import sys
import wave

# Of 20 ms each; louder than a quiet line's hiss and hum, which stay under 1 % of full scale.
_FRAME = 160
_SPOKEN = 500
# Less than this is a cough. In seconds.
LEAST_SPEECH = 0.6


def seconds(wav: bytes) -> float:
    """Length of a recording; 0 for what is no wav file."""
    return len(_samples(wav)) / 8000


def speech_seconds(wav: bytes) -> float:
    """How much of a recording is louder than a quiet line."""
    samples = _samples(wav)
    frames = (samples[start : start + _FRAME] for start in range(0, len(samples), _FRAME))
    spoken = sum(sum(map(abs, frame)) > _SPOKEN * len(frame) for frame in frames)
    return spoken * _FRAME / 8000


def _samples(wav: bytes) -> array.array[int]:
    samples = array.array("h")
    try:
        with wave.open(io.BytesIO(wav)) as sound:
            if (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 2):
                frames = sound.readframes(sound.getnframes())
                samples.frombytes(frames[: len(frames) // 2 * 2])
    except (wave.Error, EOFError):
        return samples
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
