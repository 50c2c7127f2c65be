"""The voice line as a program, with an Asterisk of its own."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from sandbox.processes import Processes, python
from tests.world import NOW, Backend

ASTERISK = Path(__file__).parents[2] / ".cache/asterisk/asterisk"


class VoiceLineProgram:
    """``with VoiceLineProgram(machine, backend) as line``: it answers at `line.uri`."""

    def __init__(self, machine: Path, backend: Backend, *, now: datetime = NOW, **settings: object) -> None:
        # Asterisk's control socket has a name of at most 107 characters; pytest's folders are longer.
        self.home = Path(tempfile.mkdtemp(prefix="line-"))
        shutil.copy(machine / "content.db", self.home)
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
