"""The screen's brightness: a backlight that Linux knows, or one that cannot be set."""

from __future__ import annotations

from pathlib import Path

# Nobody should have to look for the touch that makes it light again.
DARKEST = 20


class Backlight:
    """`folder` is one of ``/sys/class/backlight``; levels are in percent."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def level(self) -> int | None:
        """None where there is nothing to set."""
        most = self._read("max_brightness")
        now = self._read("brightness")
        return None if not most or now is None else round(100 * now / most)

    def set(self, percent: int) -> bool:
        """Whether it could be set; the kiosk's user needs the right to write there (docs/kiosk.md)."""
        most = self._read("max_brightness")
        if self._folder is None or not most:
            return False
        try:
            level = round(most * min(100, max(DARKEST, percent)) / 100)
            (self._folder / "brightness").write_text(str(level), encoding="ascii")
        except OSError:
            return False
        return True

    def _read(self, name: str) -> int | None:
        if self._folder is None:
            return None
        try:
            return int((self._folder / name).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
