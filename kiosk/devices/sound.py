"""Where the kiosk speaks: a sound card, a folder that tests and the demo look into, or nowhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Protocol


class Sound(Protocol):
    """`play` returns when the wav file is over or `stop` is set. `headphones` tells whether only the person
    who listens hears it: what is private is said to nobody else (EN 301 549, 5.1.3)."""

    def play(self, file: Path, stop: threading.Event) -> None: ...

    def headphones(self) -> bool: ...

    def there(self) -> bool:
        """Whether anything can be heard at all."""


class NoSound:
    """A kiosk without a loudspeaker."""

    def play(self, file: Path, stop: threading.Event) -> None: ...

    def headphones(self) -> bool:
        return False

    def there(self) -> bool:
        return False


class AlsaSound:
    """The sound card, by aplay; whether headphones are plugged in is read from its jack."""

    def __init__(self, card: str = "0") -> None:
        self._card = card

    def play(self, file: Path, stop: threading.Event) -> None:
        try:
            player = subprocess.Popen(["aplay", "-q", "-D", f"plughw:{self._card}", str(file)])
        except OSError:
            return
        while player.poll() is None:
            if stop.wait(0.05):
                player.terminate()
                player.wait()
                return

    def headphones(self) -> bool:
        return bool(re.search(r"Headphone.*Jack.*?\n(?:.*\n){1,3}?\s*: values=on", self._contents()))

    def there(self) -> bool:
        return Path("/proc/asound/cards").exists() and bool(self._contents())

    def _contents(self) -> str:
        try:
            return subprocess.run(
                ["amixer", "-c", self._card, "contents"],
                capture_output=True, text=True, timeout=3, check=False,
            ).stdout  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return ""


class FolderSound:
    """Keeps what would be heard as numbered files; headphones are in while a file ``headphones`` is there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._count = folder, 0

    def play(self, file: Path, stop: threading.Event) -> None:
        if not stop.is_set():
            self._count += 1
            shutil.copyfile(file, self._folder / f"{self._count:04d}.wav")

    def headphones(self) -> bool:
        return (self._folder / "headphones").exists()

    def there(self) -> bool:
        return True


def sound_named(name: str) -> Sound:
    """``none``, ``alsa``, ``alsa:1`` (a card) or ``folder:PATH``. ValueError for anything else."""
    kind, _, detail = name.partition(":")
    match kind:
        case "none":
            return NoSound()
        case "alsa":
            return AlsaSound(detail or "0")
        case "folder" if detail:
            return FolderSound(Path(detail))
    raise ValueError(f"kiosk_sound: none, alsa, alsa:CARD or folder:PATH, not {name!r}")
