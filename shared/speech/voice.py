"""Speech from pyttsx3, in a process of its own.

pyttsx3 loses prompts when several are queued or several threads speak, and may never come back
(docs/decisions/0002-speech-in-its-own-process.md). So one worker process owns the engine and speaks
one prompt at a time; what it wrote is checked; when it fails or hangs it is replaced, and espeak-ng,
which pyttsx3 drives, is asked directly.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import multiprocessing.connection
import os
import subprocess
import threading
import wave
from pathlib import Path
from tempfile import TemporaryDirectory

_log = logging.getLogger(__name__)

# `cmn` reads Chinese as English-sounding nonsense in espeak-ng 1.51; this one has Mandarin phonemes.
VOICES = {"zh-CN": "cmn-latn-pinyin", "en": "en-gb"}
ENGINE = "pyttsx3-espeak-ng-1"
# Slower than espeak's 175 words a minute: the callers are old and hear it once.
WORDS_PER_MINUTE = {"zh-CN": 150, "en": 155}
# A sentence takes some 30 ms; a new worker first imports its engine. Past these it is taken to hang.
START_SECONDS = 15.0
SPEAK_SECONDS = 5.0
# No speech is shorter than this for each character that is said, whatever the language.
_SECONDS_PER_CHARACTER = {"zh-CN": 0.08, "en": 0.02}


class SpeechError(RuntimeError):
    """Nothing could speak this. The message does not hold the text."""


class Voice:
    """`render` may be called from any thread; prompts are spoken one after another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: multiprocessing.connection.Connection | None = None

    def render(self, text: str, language: str, into: Path) -> Path:
        """Speak `text` into the wav file `into` (22,050 Hz mono). Raises `SpeechError`."""
        into.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=into.parent, prefix=".speech-") as folder:
            part = Path(folder) / "speech.wav"
            with self._lock:
                # pyttsx3 drops the sound of a very short text now and then: asked again it gives it.
                spoken = any(
                    self._spoken_by_worker(text, language, part) and _plausible(part, text, language)
                    for _ in range(2)
                )
                if not spoken:
                    _log.warning("the speech worker failed; asking espeak-ng directly")
                    _speak_directly(text, language, part)
            if not _plausible(part, text, language):
                raise SpeechError("no plausible speech")
            os.replace(part, into)
        return into

    def close(self) -> None:
        with self._lock:
            self._stop()

    def _spoken_by_worker(self, text: str, language: str, part: Path) -> bool:
        try:
            pipe = self._running()
            pipe.send((text, VOICES[language], WORDS_PER_MINUTE[language], str(part)))
            if pipe.poll(SPEAK_SECONDS):
                return bool(pipe.recv())
        except (OSError, EOFError):
            pass
        self._stop()
        return False

    def _running(self) -> multiprocessing.connection.Connection:
        """The pipe of a worker that is there. Raises `OSError` or `EOFError` where none can be had."""
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._stop()
            # A fresh interpreter: a fork would take over this one's threads and locks.
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs,), daemon=True, name="speech")
            self._process.start()
            theirs.close()
            if not self._pipe.poll(START_SECONDS):
                raise OSError("the speech worker does not start")
            self._pipe.recv()
        return self._pipe

    def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _work(pipe: multiprocessing.connection.Connection) -> None:
    """The worker: owns the engine, one prompt per `runAndWait`."""
    import pyttsx3  # here and not above: the engine belongs to this process alone

    pipe.send(True)
    # pyttsx3 prints on standard output, which belongs to the program.
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        while True:
            try:
                text, voice, rate, file = pipe.recv()
            except (EOFError, OSError):
                return
            # An engine that has spoken before may write nothing; a new one always speaks.
            engine = pyttsx3.init("espeak")
            engine.setProperty("voice", _voice_id(engine, voice))
            engine.setProperty("rate", rate)
            engine.save_to_file(text, file)
            engine.runAndWait()
            pipe.send(Path(file).exists())


def _voice_id(engine: object, name: str) -> str:
    """pyttsx3's id of an espeak voice: it takes an unknown one silently and speaks English."""
    for voice in engine.getProperty("voices"):  # type: ignore[attr-defined]
        if name in (voice.id, str(voice.id).rpartition("/")[2], voice.name):
            return str(voice.id)
    return name


def _speak_directly(text: str, language: str, part: Path) -> None:
    rate = str(WORDS_PER_MINUTE[language])
    command = ["espeak-ng", "-v", VOICES[language], "-s", rate, "-w", str(part), "--stdin"]
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=SPEAK_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SpeechError(f"espeak-ng: {type(error).__name__}") from None
    if done.returncode:
        raise SpeechError("espeak-ng failed")


def _plausible(file: Path, text: str, language: str) -> bool:
    """Whether the file holds sound that is long enough for the text."""
    try:
        with wave.open(str(file)) as sound:
            seconds: float = sound.getnframes() / sound.getframerate()
    except (OSError, EOFError, wave.Error):
        return False
    said = sum(character.isalnum() for character in text)
    return seconds >= max(0.1, said * _SECONDS_PER_CHARACTER[language])
