"""Killing a sync at a chosen share of the time that it takes, and looking at what is left."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.publishing import Court, Machine, hearing, same_content


class Killing:
    """`home` is a machine that holds the court's first version."""

    def __init__(self, court: Court, folder: Path) -> None:
        self._court, self._folder = court, folder
        self.home = folder / "machine"
        machine = Machine(self.home)
        machine.sync(court.out)
        machine.close()
        self._old = court.store.version()
        self._seconds: float | None = None

    def change(self, numbers: Iterable[int]) -> None:
        """The court publishes another version."""
        numbers = list(numbers)
        self._court.put(*numbers, note="改")
        for number in numbers[:5]:
            self._court.store.remove("hearing", hearing(number).id)
        self._court.publish()

    def kill_at(self, share: float) -> str:
        """Kill a sync after `share` of its usual time; ``old`` or ``new``, whichever is whole on the machine.

        AssertionError: neither is, the database is damaged, or the next sync does not end well.
        """
        if self._seconds is None:
            trial = self._folder / "trial"
            shutil.copytree(self.home, trial)
            running = self._start(trial)
            started = time.monotonic()
            assert running.wait() == 0
            self._seconds = time.monotonic() - started
            shutil.rmtree(trial)
        home = self._folder / "killed"
        shutil.copytree(self.home, home)
        before = Machine(home)
        old = list(before.store.bodies())
        before.close()
        running = self._start(home)
        try:
            running.wait(self._seconds * share)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
        assert self._is_sound(home)
        machine = Machine(home)
        try:
            if machine.store.version() == self._court.store.version():
                assert same_content(machine, self._court)
                found = "new"
            else:
                assert list(machine.store.bodies()) == old
                found = "old"
            machine.sync(self._court.out)
            assert same_content(machine, self._court)
        finally:
            machine.close()
            shutil.rmtree(home)
        return found

    def _start(self, home: Path) -> subprocess.Popen[str]:
        program = [sys.executable, "-m", "tests.faults.syncing", str(home), str(self._court.out)]
        running = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        with running.stdout:
            assert running.stdout.readline() == "ready\n"
        return running

    @staticmethod
    def _is_sound(home: Path) -> bool:
        with sqlite3.connect(home / "content.db") as conn:
            answer: str = conn.execute("PRAGMA integrity_check").fetchone()[0]
        conn.close()
        return answer == "ok"
