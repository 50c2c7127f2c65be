"""Where the kiosk prints: by IPP (`ipp`), into a folder that tests and the demo look into, or nowhere."""

from __future__ import annotations

import os
import threading
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Condition(StrEnum):
    """What a person must know before they print. `NONE`: this kiosk has no printer."""

    READY = "ready"
    NONE = "none"
    NO_PAPER = "no-paper"
    OFFLINE = "offline"
    TROUBLE = "trouble"


class Printer(Protocol):
    """Both may take seconds and are called off the drawing thread; neither raises."""

    def condition(self) -> Condition: ...

    def print(self, pdf: bytes, stop: threading.Event, *, anyway: bool = False) -> Condition:
        """Returns when the paper is out: `READY`. Anything else says why it did not come; then nothing is
        left waiting in the printer, which would print one's case for whoever comes next. With `anyway` it is
        tried whatever the printer says of itself: some learn only by printing that there is paper again."""


class NoPrinter:
    """A kiosk that prints nothing."""

    def condition(self) -> Condition:
        return Condition.NONE

    def print(self, pdf: bytes, stop: threading.Event, *, anyway: bool = False) -> Condition:
        return Condition.NONE


class FolderPrinter:
    """Its paper is numbered PDF files. A file ``no-paper``, ``offline`` or ``trouble`` in the folder is what
    ails it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def condition(self) -> Condition:
        for condition in (Condition.OFFLINE, Condition.NO_PAPER, Condition.TROUBLE):
            if (self._folder / condition).exists():
                return condition
        return Condition.READY

    def print(self, pdf: bytes, stop: threading.Event, *, anyway: bool = False) -> Condition:
        condition = self.condition()
        if condition is not Condition.READY or stop.is_set():
            return condition
        number = 1 + sum(1 for _ in self._folder.glob("*.pdf"))
        part = self._folder / f".{number:04d}"
        part.write_bytes(pdf)
        os.replace(part, self._folder / f"{number:04d}.pdf")
        return Condition.READY
