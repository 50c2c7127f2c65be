"""Where the kiosk speaks: a sound card, a folder that tests and the demo look into, or nowhere."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Protocol

from kiosk.devices.headphones import JackSwitch


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
    """The sound card, by aplay; whether headphones are plugged in is told by the jack's switch, or else read
    from the card. The card itself sends the sound to headphones that are plugged in."""

    def __init__(self, card: str = "0", jack: JackSwitch | None = None) -> None:
        self._card, self._jack = card, jack or JackSwitch()

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
        if self._jack.there():
            return self._jack.plugged()
        return bool(re.search(r"Headphone.*Jack.*?\n(?:.*\n){1,3}?\s*: values=on", self._contents()))

    def there(self) -> bool:
        return Path("/proc/asound/cards").exists() and bool(self._contents())

    def set_volume(self, percent: int) -> None:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(
                ["amixer", "-q", "-c", self._card, "sset", "Master", f"{percent}%"],
                capture_output=True, timeout=3, check=False,
            )  # fmt: skip

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


def sound_named(name: str, volume: int | None = None) -> Sound:
    """`volume` in percent is what a sound card is set to; None leaves it as it is.

    ``none``, ``alsa``, ``alsa:1`` (a card) or ``folder:PATH``. ValueError for anything else."""
    kind, _, detail = name.partition(":")
    match kind:
        case "none":
            return NoSound()
        case "alsa":
            sound = AlsaSound(detail or "0")
            if volume is not None:
                sound.set_volume(volume)
            return sound
        case "folder" if detail:
            return FolderSound(Path(detail))
    raise ValueError(f"kiosk_sound: none, alsa, alsa:CARD or folder:PATH, not {name!r}")
