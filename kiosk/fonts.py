"""The kiosk's fonts, found through fontconfig: ``python -m kiosk.fonts`` prepares them once.

Kivy takes the first face of a collection, and in Noto Sans CJK that is the Japanese one, which draws
直 骨 令 wrongly for a Chinese reader. So the Simplified Chinese faces are taken out into files of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parents[1] / ".cache" / "fonts"
_LANGUAGE = "zh-cn"
_STYLES = {"regular": "Regular", "bold": "Bold"}


class FontError(RuntimeError):
    """A font is missing; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Files that Kivy can load as they are."""

    regular: Path
    bold: Path
    icons: Path


def find_fonts(folder: Path = FOLDER) -> Fonts:
    """The fonts of this machine, prepared in `folder` the first time. Raises `FontError`."""
    return Fonts(_chinese("regular", folder), _chinese("bold", folder), _icons(folder))


def _chinese(style: str, folder: Path) -> Path:
    prepared = folder / f"chinese-{style}.otf"
    if prepared.exists():
        return prepared
    pattern = f"Noto Sans CJK SC:lang={_LANGUAGE}:style={_STYLES[style]}"
    file, index, languages = _match(pattern, "%{file}|%{index}|%{lang}")
    if _LANGUAGE not in languages.split("|"):
        raise FontError("there is no Chinese font; install fonts-noto-cjk")
    if Path(file).suffix not in (".ttc", ".otc"):
        return Path(file)
    # Only the first time; no other start waits for it.
    from fontTools.ttLib import TTCollection

    folder.mkdir(parents=True, exist_ok=True)
    part = prepared.with_suffix(f".{os.getpid()}")
    face: TTFont = TTCollection(file, lazy=True).fonts[int(index) & 0xFFFF]
    face.save(part)
    os.replace(part, prepared)
    return prepared


def _icons(folder: Path) -> Path:
    """Copied, so that a start need not ask fontconfig for it, which takes as long as a frame or two."""
    prepared = folder / "icons.otf"
    if prepared.exists():
        return prepared
    file, _, family = _match("FontAwesome", "%{file}|%{index}|%{family}")
    if "FontAwesome" not in family:
        raise FontError("there is no icon font; install fonts-font-awesome")
    folder.mkdir(parents=True, exist_ok=True)
    part = prepared.with_suffix(f".{os.getpid()}")
    shutil.copyfile(file, part)
    os.replace(part, prepared)
    return prepared


def _match(pattern: str, form: str) -> tuple[str, str, str]:
    try:
        said = subprocess.run(
            ["fc-match", "--format", form, pattern], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        raise FontError("fontconfig cannot be asked; install fontconfig") from None
    file, index, rest = said.split("|", 2)
    return file, index, rest


if __name__ == "__main__":
    try:
        find_fonts()
    except FontError as error:
        print(f"  {error}", file=sys.stderr)
        sys.exit(2)
