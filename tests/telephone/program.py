"""The voice line as a program, with an Asterisk of its own."""

from __future__ import annotations

import configparser
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import requests

from content.debtor_key import FILE as DEBTOR_KEY
from ivr.line import Speed
from ivr.prompts import pieces, sound_name
from sandbox.processes import Processes, python
from tests.telephone.audio import Samples, likeness, read_wav
from tests.telephone.caller import Caller
from tests.telephone.waiting import becomes
from tests.world import NOW, Backend

ASTERISK = Path(__file__).parents[2] / ".cache/asterisk/asterisk"
# Sounds are made as they are asked for; on a busy machine one may take this long, in seconds.
MADE_SECONDS = 20.0


class VoiceLineProgram:
    """``with VoiceLineProgram(machine, backend) as line``: it answers at `line.uri`."""

    def __init__(self, machine: Path, backend: Backend, *, now: datetime = NOW, **settings: object) -> None:
        # Asterisk's control socket has a name of at most 107 characters; pytest's folders are longer.
        self.home = Path(tempfile.mkdtemp(prefix="line-"))
        for name in ("content.db", DEBTOR_KEY):
            if (machine / name).exists():
                shutil.copy(machine / name, self.home)
        self._processes = Processes(self.home / "logs")
        given = {"home": self.home, "backend_url": backend.url, **settings}
        self._environment = {f"COURT_{name.upper()}": str(value) for name, value in given.items()}
        self._command = python(
            "-m", "tests.programs", "telephone", "--now", now.isoformat(), "--asterisk", str(ASTERISK)
        )
        self.uri = ""

    def __enter__(self) -> VoiceLineProgram:
        try:
            started = self._processes.start(
                "line", self._command, self._environment, r"voice line ready (sip:\S+)"
            )
        except BaseException:
            self.__exit__()
            raise
        self.uri = started[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._processes.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def pid(self) -> int:
        return self._processes.pid("line")

    def sound_of(self, text: str, language: str = "zh-CN", speed: Speed = Speed.NORMAL) -> Samples:
        """The sound of the first sentence of `text` as this line speaks it; waits until it was made.

        It is not made again: espeak-ng does not speak a sentence twice in the same way.
        """
        sentence, voice = pieces(text, language)[0]
        name = sound_name(sentence, voice, speed)
        deadline = time.monotonic() + MADE_SECONDS
        while (found := next(self._sounds(name), None)) is None:
            assert time.monotonic() < deadline, f"{sentence!r} was never spoken"
            time.sleep(0.05)
        return read_wav(found)

    def has_made(self, text: str, language: str = "zh-CN") -> bool:
        """Whether the first sentence of `text` was ever made on this line, for any call."""
        return any(self._sounds(sound_name(*pieces(text, language)[0])))

    def _sounds(self, name: str) -> Iterator[Path]:
        yield from self.home.glob(f"prompts/kept/{name}")
        yield from self.home.glob(f"prompts/calls/*/{name}")

    def likeness(self, heard: Samples, text: str, language: str = "zh-CN") -> float:
        """How surely `text` is heard: 1 is certain."""
        return likeness(heard, self.sound_of(text, language))

    async def says(self, call: Caller, *texts: str, seconds: float = 30.0) -> bool:
        """Whether all of `texts` are said in `call` within `seconds`."""
        if not await becomes(lambda: all(map(self.has_made, texts)), seconds):
            return False
        return await call.hears(*map(self.sound_of, texts), seconds=seconds)

    def channels(self) -> int:
        """Calls that Asterisk has at the moment."""
        return len(self.ari("channels"))

    def ari(self, what: str) -> list[dict[str, object]]:
        """What Asterisk itself says, asked beside the voice line."""
        etc = self.home / "asterisk" / "etc"
        config = configparser.ConfigParser(comment_prefixes=(";",))
        config.read([etc / "ari.conf", etc / "http.conf"])
        password, port = config["court"]["password"], config["general"]["bindport"]
        answer = requests.get(f"http://127.0.0.1:{port}/ari/{what}", auth=("court", password), timeout=5)
        answer.raise_for_status()
        found: list[dict[str, object]] = answer.json()
        return found
