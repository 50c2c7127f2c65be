"""A reader of resident ID cards (居民身份证): what is laid on it fills in a form, and stands nowhere else.

Readers (GA 450) come with their makers' libraries, each with another interface. So a reader is a small
program around such a library that writes one line of JSON, ``{"name": ..., "number": ...}``, for each card.
"""

from __future__ import annotations

import contextlib
import json
import queue
import shlex
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class IdCard:
    """What a form asks for of all that a card holds."""

    name: str = field(repr=False)
    number: str = field(repr=False)


class CardReader(Protocol):
    """`read` answers at once: the card that was laid on since the last time, or None."""

    def read(self) -> IdCard | None: ...

    def close(self) -> None: ...


class NoCardReader:
    def read(self) -> IdCard | None:
        return None

    def close(self) -> None: ...


class FolderCardReader:
    """For the demo and tests: a file ``card.json`` in the folder is a card that is laid on, and removed."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "card.json"

    def read(self) -> IdCard | None:
        if not self._file.exists():
            return None
        try:
            return card_of(self._file.read_text(encoding="utf-8"))
        except OSError:
            return None
        finally:
            with contextlib.suppress(OSError):
                self._file.unlink()

    def close(self) -> None: ...


class ProgramCardReader:
    """A maker's reader, by a program that writes a line for each card. It is started anew when it ends."""

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)
        # The last card alone counts; nobody's is kept.
        self._laid_on: queue.Queue[IdCard] = queue.Queue(1)
        self._program: subprocess.Popen[str] | None = None

    def read(self) -> IdCard | None:
        if self._program is None or self._program.poll() is not None:
            self._start()
        try:
            return self._laid_on.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        if self._program is not None:
            self._program.terminate()
            self._program.wait()
            if self._program.stdout:
                self._program.stdout.close()

    def _start(self) -> None:
        try:
            self._program = subprocess.Popen(
                self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        except OSError:
            return
        threading.Thread(target=self._listen, args=(self._program,), daemon=True).start()

    def _listen(self, program: subprocess.Popen[str]) -> None:
        with contextlib.suppress(ValueError):  # closed while it was read
            for line in program.stdout or ():
                card = card_of(line)
                if card is not None:
                    with contextlib.suppress(queue.Empty):
                        self._laid_on.get_nowait()
                    self._laid_on.put(card)


def card_of(line: str) -> IdCard | None:
    """None for what is no card."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    match told:
        case {"name": str(name), "number": str(number)} if name.strip() and number.strip():
            return IdCard(name.strip(), number.strip().upper())
    return None


_KINDS: dict[str, Callable[[str], CardReader]] = {
    "folder": lambda detail: FolderCardReader(Path(detail)),
    "program": ProgramCardReader,
}


def card_reader_named(name: str) -> CardReader:
    """``none``, ``program:COMMAND`` or ``folder:PATH``. ValueError for anything else."""
    kind, _, detail = name.partition(":")
    if kind == "none":
        return NoCardReader()
    if kind in _KINDS and detail:
        return _KINDS[kind](detail)
    raise ValueError(f"kiosk_card_reader: none, program:COMMAND or folder:PATH, not {name!r}")
