"""Speech as the telephone wants it, by sox: 8 kHz, one channel, 16 bits, no silence before the first word,
one loudness for all, so that prompts sound even one after another."""

from __future__ import annotations

import array
import math
import subprocess
import wave
from pathlib import Path
from tempfile import TemporaryDirectory

RATE = 8000
# Of the synthesizer's prompts, measured; in dB below full scale.
LOUDNESS = -21.0
_DEADLINE_SECONDS = 10.0


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


def recording_for_telephone(recording: Path, factor: float, into: Path) -> None:
    """A speaker's recording as a prompt: at `factor` of its speed, without silence at its ends, and as loud
    as the synthesizer's prompts, whatever the microphone. Raises `SoundError`."""
    with TemporaryDirectory(dir=into.parent, prefix=".speech-") as folder:
        plain = Path(folder) / "plain.wav"
        _sox(
            str(recording), "-r", str(RATE), "-c", "1", "-b", "16", str(plain), "highpass", "80",
            "norm", "-4", "silence", "1", "0.01", "1%", "reverse", "silence", "1", "0.01", "1%", "reverse",
            "rate", "-h", "tempo", "-s", str(factor), "pad", "0.03", "0.08",
        )  # fmt: skip
        gain = LOUDNESS - loudness(plain)
        # The limiter keeps a shout from clipping where a quiet speaker had to be raised.
        _sox(str(plain), str(into), "gain", "-l", f"{gain:.2f}")


def loudness(sound: Path) -> float:
    """Mean level in dB below full scale of what is spoken in an 8 kHz wav file; pauses do not count."""
    with wave.open(str(sound)) as opened:
        samples = array.array("h", opened.readframes(opened.getnframes()))
    frames = [samples[start : start + 160] for start in range(0, len(samples), 160)]
    powers = [sum(sample * sample for sample in frame) / len(frame) for frame in frames if frame]
    spoken = [power for power in powers if power > max(powers, default=0) / 1000]
    mean = sum(spoken) / len(spoken) if spoken else 1.0
    return 10 * math.log10(max(mean, 1.0) / 32768**2)


def beep(into: Path) -> None:
    """The tone after which one speaks. Raises `SoundError`."""
    _sox(
        "-n", "-r", str(RATE), "-c", "1", "-b", "16", str(into),
        "synth", "0.4", "sine", "1000", "gain", "-12", "fade", "0.02", "0.4", "0.02",
    )  # fmt: skip


def _sox(*arguments: str) -> None:
    try:
        done = subprocess.run(
            ["sox", *arguments], capture_output=True, timeout=_DEADLINE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SoundError(f"sox: {type(error).__name__}") from None
    if done.returncode:
        raise SoundError("sox failed")
