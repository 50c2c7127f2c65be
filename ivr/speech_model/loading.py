"""Loading a Vosk model without risk: a broken one ends a child process, never the voice line."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ivr.speech_model.folder import damaged
from ivr.speech_model.grammar import Vocabulary

# A large model on a slow disk takes a minute to load.
_TRIAL_SECONDS = 120.0
_TRIAL = """
import sys, vosk
vosk.SetLogLevel(-1)
recognizer = vosk.KaldiRecognizer(vosk.Model(sys.argv[1]), 8000)
recognizer.AcceptWaveform(bytes(8000))
recognizer.FinalResult()
"""


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """`model` is a ``vosk.Model``, to be shared by all recognisers; `vocabulary` is what it knows."""

    model: Any
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class NoModel:
    """Why there is no speech recognition; the line goes on by keys."""

    reason: str


def load_model(folder: Path) -> LoadedModel | NoModel:
    """The Vosk model in `folder`, tried out in a process of its own first."""
    try:
        import vosk  # of the listening extra
    except ImportError:
        return NoModel("the package vosk is not installed (extra `listening`)")
    if not (folder / "am" / "final.mdl").is_file():
        return NoModel(f"{folder} holds no Vosk model")
    broken = damaged(folder)
    if broken:
        return NoModel(f"{folder} is damaged: {', '.join(broken)}")
    try:
        vocabulary = Vocabulary.of(folder)
        tried = subprocess.run(
            [sys.executable, "-c", _TRIAL, str(folder)],
            capture_output=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, UnicodeDecodeError, subprocess.TimeoutExpired) as error:
        return NoModel(f"{folder} cannot be used: {type(error).__name__}")
    if tried.returncode:
        return NoModel(f"{folder} cannot be loaded: Vosk ended with {tried.returncode}")
    vosk.SetLogLevel(-1)
    return LoadedModel(vosk.Model(str(folder)), vocabulary)
