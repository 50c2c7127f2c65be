"""Speech as the telephone wants it, by sox: 8 kHz, one channel, 16 bits, no silence before the first word,
one loudness for all, so that prompts sound even one after another."""

from __future__ import annotations

import subprocess
from pathlib import Path

RATE = 8000
_DEADLINE_SECONDS = 20.0


class SoundError(RuntimeError):
    """sox could not convert the file."""


def for_telephone(speech: Path, into: Path) -> None:
    """Convert the wav file `speech` into the wav file `into`. Raises `SoundError`."""
    _sox(
        str(speech), "-r", str(RATE), "-c", "1", "-b", "16", str(into),
        "silence", "1", "0.01", "0.2%", "norm", "-4", "rate", "-h", "pad", "0.03", "0.08",
    )  # fmt: skip


def at_speed(sound: Path, factor: float, into: Path) -> None:
    """The same words faster or slower by `factor`, at the same pitch. Raises `SoundError`."""
    _sox(str(sound), str(into), "tempo", "-s", str(factor))


def beep(into: Path) -> None:
    """The tone after which one speaks. Raises `SoundError`."""
    _sox(
        "-n", "-r", str(RATE), "-c", "1", "-b", "16", str(into),
        "synth", "0.4", "sine", "1000", "gain", "-12", "fade", "0.02", "0.4", "0.02",
    )  # fmt: skip


def _sox(*arguments: str) -> None:
    done = subprocess.run(["sox", *arguments], capture_output=True, timeout=_DEADLINE_SECONDS, check=False)
    if done.returncode:
        raise SoundError("sox failed")
