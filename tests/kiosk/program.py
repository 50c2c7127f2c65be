"""The kiosk as a program, in a real window on a virtual screen of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from kiosk.display import screen
from sandbox.processes import Processes, python
from tests.kiosk.touchscreen import Touchscreen
from tests.world import NOW, Backend

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)


class KioskProgram:
    """``with KioskProgram(folder, machine, backend, mobile_url) as touchscreen``"""

    def __init__(
        self,
        folder: Path,
        machine: Path,
        backend: Backend,
        mobile_url: str = "https://mobile.example",
        *,
        now: datetime = NOW,
        size: tuple[int, int] = PORTRAIT,
        idle: float | None = None,
        warning: float | None = None,
        board: float | None = None,
        environment: Mapping[str, str] | None = None,
        dark: float | None = None,
        **settings: object,
    ) -> None:
        """Seconds: they may be shorter here than the settings let a court choose."""
        self._folder, self._size = folder, size
        self._command = python("-m", "tests.programs", "kiosk", "--now", now.isoformat())
        for name, seconds in (("--idle", idle), ("--warning", warning), ("--board", board), ("--dark", dark)):
            self._command += [name, str(seconds)] if seconds is not None else []
        given = {
            "home": machine,
            "backend_url": backend.url,
            "mobile_url": mobile_url,
            "kiosk_mirror": folder / "mirror",
            "kiosk_size": f"{size[0]}x{size[1]}",
            **settings,
        }
        self._environment = {f"COURT_{name.upper()}": str(value) for name, value in given.items()}
        self._environment |= environment or {}
        self._environment["KIVY_HOME"] = str(folder / "kivy")
        self._stack = contextlib.ExitStack()

    @property
    def pid(self) -> int:
        return self._processes.pid("kiosk")

    def __enter__(self) -> Touchscreen:
        with contextlib.ExitStack() as stack:
            display = stack.enter_context(screen(*self._size))
            processes = self._processes = Processes(self._folder / "logs")
            stack.callback(_stop, processes)
            self._processes = processes
            processes.start("kiosk", self._command, self._environment, r"kiosk ready")
            touchscreen = Touchscreen(self._folder / "mirror", display)
            stack.callback(touchscreen.close)
            touchscreen.wait(lambda state: bool(state["kind"]))
            self._stack = stack.pop_all()
        return touchscreen

    @property
    def ended(self) -> bool:
        """Whether the program is over by itself."""
        return bool(self._processes.ended())

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _stop(processes: Processes) -> None:
    assert not processes.stop(), "the kiosk did not stop when it was told to"
