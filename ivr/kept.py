"""Sounds on the disk: each there as a whole or not at all, and on a full disk the older ones give way."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import shutil
import wave
from collections.abc import Callable
from pathlib import Path

_log = logging.getLogger(__name__)
# The longest sentence takes less than this while it is made, in bytes.
NEEDED_BYTES = 4 * 1024 * 1024


class Kept:
    """`folder` is made where there is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def make(self, file: Path, make: Callable[[Path], None]) -> None:
        """Have `make` write `file`, in this folder or another on the same disk. OSError: there is no room."""
        self.see_to_room()
        part = file.with_suffix(".part.wav")
        try:
            make(part)
            if not _is_whole(part):
                raise OSError(errno.ENOSPC, "a sound was cut short")
            part.chmod(0o644)
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)

    def see_to_room(self) -> None:
        """On a full disk the older half of the sounds goes; they can be made again. OSError: not even then is
        there room."""
        if self._free() >= NEEDED_BYTES:
            return
        _log.warning("the disk is full: older sounds are given up")
        self.make_room(sum(size for _, size, _ in self._sounds()) // 2)
        if self._free() < NEEDED_BYTES:
            raise OSError(errno.ENOSPC, "no room for sounds")

    def make_room(self, limit: int) -> None:
        """The oldest sounds go where all of them take more than `limit` bytes."""
        total = 0
        for _, size, file in sorted(self._sounds(), reverse=True):
            total += size
            if total > limit:
                file.unlink(missing_ok=True)

    def _sounds(self) -> list[tuple[int, int, Path]]:
        """(time, bytes, file) of all that are kept; another thread may be taking some away."""
        found = []
        for file in self.folder.glob("*.wav"):
            with contextlib.suppress(FileNotFoundError):
                about = file.stat()
                found.append((about.st_mtime_ns, about.st_size, file))
        return found

    def _free(self) -> int:
        return shutil.disk_usage(self.folder).free


def _is_whole(sound: Path) -> bool:
    """Whether all is there that the file's head promises: sox ends without an error on a full disk."""
    try:
        with wave.open(str(sound)) as opened:
            promised = opened.getnframes() * opened.getnchannels() * opened.getsampwidth()
        return bool(0 < promised < sound.stat().st_size)
    except (wave.Error, EOFError):
        return False
