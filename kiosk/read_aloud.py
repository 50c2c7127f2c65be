"""Reading a page aloud, in the telephone's words, one sentence after another until it is stopped.

Speech is made ahead of what is heard. Public sentences are kept for the next person; private ones are made in
a folder that goes with them, and are spoken into headphones only. No Kivy in it.
"""

from __future__ import annotations

import hashlib
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.devices.sound import Sound
from shared.speech.runs import runs
from shared.speech.voice import ENGINE, SpeechError

_log = logging.getLogger(__name__)

Render = Callable[[str, str, Path], Path]


class ReadAloud:
    """`render` is `shared.speech.voice.Voice.render`; `folder` holds public speech."""

    def __init__(self, render: Render, sound: Sound, folder: Path) -> None:
        self._render, self._sound, self._folder = render, sound, folder
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        # What was heard of what was begun last, the so many-th.
        self.said: list[str] = []
        self.begun = 0

    @property
    def reading(self) -> bool:
        return self._thread is not None and self._thread.is_alive() and not self._stop.is_set()

    def headphones(self) -> bool:
        return self._sound.headphones()

    def may_say(self, *, private: bool) -> bool:
        """Whether anybody hears it, and nobody who should not."""
        return self._sound.there() and (not private or self._sound.headphones())

    def read(self, sentences: Sequence[str], language: str, *, private: bool = False) -> bool:
        """Begin; what was being read stops. False where it may not be said."""
        self.stop()
        if not self.may_say(private=private):
            return False
        self._stop = threading.Event()
        self.said, self.begun = [], self.begun + 1
        self._thread = threading.Thread(
            target=self._go, args=(tuple(sentences), language, private, self._stop, self.said), daemon=True
        )
        self._thread.start()
        return True

    def stop(self) -> None:
        self._stop.set()

    def _go(
        self, sentences: Sequence[str], language: str, private: bool, stop: threading.Event, said: list[str]
    ) -> None:
        with TemporaryDirectory(prefix="spoken-") as own:
            folder = Path(own) if private else self._folder
            made: queue.Queue[tuple[str, Path] | None] = queue.Queue(3)
            maker = threading.Thread(
                target=self._make, args=(sentences, language, folder, made, stop), daemon=True
            )
            maker.start()
            while (speech := made.get()) is not None and not stop.is_set():
                # Headphones may have been pulled out in the middle of a case.
                if private and not self._sound.headphones():
                    stop.set()
                    break
                said.append(speech[0])
                self._sound.play(speech[1], stop)
            stop.set()
            while maker.is_alive():
                _drain(made)
                maker.join(0.05)

    def _make(
        self,
        sentences: Sequence[str],
        language: str,
        folder: Path,
        made: queue.Queue[tuple[str, Path] | None],
        stop: threading.Event,
    ) -> None:
        for sentence in sentences:
            for text, voice in runs(sentence, language):
                if stop.is_set():
                    break
                name = hashlib.sha256(f"{ENGINE}|{voice}|{text}".encode()).hexdigest()[:24]
                file = folder / f"{name}.wav"
                try:
                    made.put((text, file if file.exists() else self._render(text, voice, file)))
                except (SpeechError, OSError):
                    # The text may be personal: it is not told.
                    _log.warning("a sentence could not be spoken")
        made.put(None)


def _drain(made: queue.Queue[tuple[str, Path] | None]) -> None:
    try:
        while True:
            made.get_nowait()
    except queue.Empty:
        pass
