"""Programs that are started, watched and stopped by their own process ids."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STOP_SECONDS = 30.0


class StartError(RuntimeError):
    """A program ended, or did not say that it is ready; the message names it and its log."""


@dataclass
class Processes:
    """Programs that belong together; `stop` ends them in the opposite order of their start.

    What a program says on standard error goes to ``<logs>/<name>.log``.
    """

    logs: Path
    _running: list[tuple[str, subprocess.Popen[str]]] = field(default_factory=list)

    def run(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> str:
        """Run a program to its end and return what it printed. Raises `StartError`."""
        with self._log(name).open("a") as log:
            done = subprocess.run(
                [*command],
                env={**os.environ, **environment},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                check=False,
            )
        if done.returncode not in (0, 1):
            raise StartError(f"{name} failed; see {self._log(name)}")
        return done.stdout

    def start(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        ready: str,
        seconds: float = 60.0,
    ) -> re.Match[str]:
        """Start a program and wait for the line on its standard output that `ready` matches."""
        with self._log(name).open("a") as log:
            process = subprocess.Popen(
                [*command],
                env={**os.environ, **environment},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                # Ctrl-C goes to this process alone, which then stops the others in order.
                start_new_session=True,
            )
        self._running.append((name, process))
        lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=_pass_on, args=(process, lines), daemon=True).start()
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = lines.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                raise StartError(f"{name} ended at once; see {self._log(name)}")
            if found := re.search(ready, line):
                return found
        raise StartError(f"{name} was not ready within {seconds:.0f} s; see {self._log(name)}")

    def pid(self, name: str) -> int:
        """The process id of a program that was started."""
        return next(process.pid for known, process in self._running if known == name)

    def ended(self) -> list[str]:
        """The names of programs that are no longer running."""
        return [name for name, process in self._running if process.poll() is not None]

    def stop(self) -> list[str]:
        """The names of those that did not stop when they were told to, and had to be killed."""
        killed = []
        for name, process in reversed(self._running):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    killed.append(name)
                    process.kill()
                    process.wait()
            if process.stdout:
                process.stdout.close()
        self._running.clear()
        return killed

    def _log(self, name: str) -> Path:
        self.logs.mkdir(parents=True, exist_ok=True)
        return self.logs / f"{name}.log"


def _pass_on(process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    """Read standard output to its end, so that the program never waits for a full pipe."""
    if process.stdout is not None:
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def python(*arguments: str) -> list[str]:
    """The command that runs Python with these arguments, unbuffered."""
    return [sys.executable, "-u", *arguments]
