"""Loading a Vosk model without risk: a broken one ends a child process, never the voice line.

The voice line itself only tries a model (`tried`): its recognisers load it in a process of their own.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ivr.speech_model.evidence import Evidence
from ivr.speech_model.folder import damaged
from ivr.speech_model.grammar import Vocabulary, grammar_for
from ivr.speech_model.speechlike import Judge, Likelihood, likelihood_by

# A large model on a slow disk takes a minute to load.
_TRIAL_SECONDS = 120.0
_TRIAL = """
import sys, vosk
vosk.SetLogLevel(-1)
model = vosk.Model(sys.argv[1])
for grammar in ((), sys.argv[2:]):
    recognizer = vosk.KaldiRecognizer(model, 8000, *grammar)
    recognizer.SetWords(True)
    recognizer.AcceptWaveform(bytes(8000) + bytes(range(256)) * 64)
    recognizer.FinalResult()
"""
# As many words as a step has.
_TRIAL_WORDS = 20


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """`model` is a ``vosk.Model``, to be shared by all recognisers; `vocabulary` is what it knows; `judge`
    was fitted to it, where there is one."""

    model: Any
    vocabulary: Vocabulary
    judge: Judge | None = None
    likelihood: Likelihood | None = None

    def evidence(self) -> Evidence:
        """For one recogniser."""
        return Evidence(self.judge.score if self.judge is not None else None, self.likelihood)


@dataclass(frozen=True, slots=True)
class NoModel:
    """Why there is no speech recognition; the line goes on by keys."""

    reason: str


def tried(folder: Path) -> Vocabulary | NoModel:
    """The words of the Vosk model in `folder`, after it was tried out in a process of its own."""
    if find_spec("vosk") is None:
        return NoModel("the package vosk is not installed (extra `listening`)")
    if not (folder / "am" / "final.mdl").is_file():
        return NoModel(f"{folder} holds no Vosk model")
    broken = damaged(folder)
    if broken:
        return NoModel(f"{folder} is damaged: {', '.join(broken)}")
    try:
        vocabulary = Vocabulary.of(folder)
        Judge.of(folder)
        grammar = grammar_for(sorted(vocabulary.words)[:_TRIAL_WORDS], vocabulary)
        if grammar is None:
            return NoModel(f"{folder} knows no words")
        trial = subprocess.run(
            [sys.executable, "-c", _TRIAL, str(folder), grammar.json],
            capture_output=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return NoModel(f"{folder} cannot be used: {type(error).__name__}")
    if trial.returncode:
        return NoModel(f"{folder} cannot be loaded: Vosk ended with {trial.returncode}")
    return vocabulary


def load_model(folder: Path) -> LoadedModel | NoModel:
    """The Vosk model in `folder`, tried first."""
    vocabulary = tried(folder)
    if isinstance(vocabulary, NoModel):
        return vocabulary
    import vosk  # of the listening extra

    vosk.SetLogLevel(-1)
    judge = Judge.of(folder)
    likelihood = likelihood_by(folder) if judge is not None else None
    return LoadedModel(vosk.Model(str(folder)), vocabulary, judge, likelihood)
