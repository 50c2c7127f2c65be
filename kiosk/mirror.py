"""A picture of the screen in a folder, with what can be touched and where: for the demo and tests only."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
from kivy.uix.scrollview import ScrollView
from PIL import Image

from kiosk.widgets.base import Text
from kiosk.widgets.rows import Rows
from kiosk.widgets.touch import Touchable


def take_picture(file: Path) -> None:
    """What the window shows at this moment, as PNG."""
    _save(_picture(), file)


def _picture() -> Image.Image:
    width, height = (int(side) for side in Window.size)
    # Drawn once more and read before it is shown: what the buffer holds after that is undefined.
    Window.on_draw()
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", (width, height), pixels)


def _save(picture: Image.Image, file: Path) -> None:
    part = file.with_suffix(f".{os.getpid()}.png")
    picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(part, compress_level=1)
    os.replace(part, file)


def touchables(root: Any) -> Iterator[dict[str, object]]:
    """Title and box (x, y, width, height in pixels from the top left) of what can be touched now."""
    height = Window.height
    for widget in root.walk():
        if isinstance(widget, Touchable) and not widget.disabled and widget.title:
            x, y = widget.to_window(*widget.pos)
            box = [round(x), round(height - y - widget.height), round(widget.width), round(widget.height)]
            yield {"title": widget.title, "box": box, "seen": _seen(widget)}


def rows(root: Any) -> dict[str, object] | None:
    """Which rows of a listing are on the screen, of how many, and where."""
    for widget in root.walk():
        if isinstance(widget, Rows):
            x, y = widget.to_window(*widget.pos)
            first, last, total = widget.shown
            box = [
                round(x),
                round(Window.height - y - widget.height),
                round(widget.width),
                round(widget.height),
            ]
            return {"box": box, "first": first, "last": last, "total": total}
    return None


def pad(root: Any) -> list[int] | None:
    """Where one can write with a finger."""
    found = next((widget for widget in root.walk() if getattr(widget, "draws", False)), None)
    if found is None:
        return None
    x, y = found.to_window(*found.pos)
    return [round(x), round(Window.height - y - found.height), round(found.width), round(found.height)]


def texts(root: Any) -> Iterator[str]:
    """What is written on the page, as it was given: without the line breaks that its width asks for."""
    for widget in root.walk():
        if isinstance(widget, Text) and widget.whole:
            yield widget.whole


def _seen(widget: Any) -> bool:
    """Whether the middle of a widget is within the part of a scrolled page that is on the screen."""
    x, y = widget.to_window(*widget.center)
    parent = widget.parent
    while parent is not None and parent is not parent.parent:
        if isinstance(parent, ScrollView) or getattr(parent, "clips", False):
            left, bottom = parent.to_window(*parent.pos)
            return bool(left <= x <= left + parent.width and bottom <= y <= bottom + parent.height)
        parent = parent.parent
    return True


class Mirror:
    """Writes ``screen.png`` when something changed and ``screen.json`` whenever asked to."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._changed = True
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="mirror")
        self._writing: Future[None] | None = None
        Window.bind(on_draw=self._drawn)

    def _drawn(self, *_: object) -> None:
        self._changed = True

    def write(self, root: Any, state: dict[str, object]) -> None:
        """`at` in what is written is the moment that it shows, of the machine's monotonic clock."""
        if self._writing is not None and not self._writing.done():
            return
        picture = _picture() if self._changed else None
        self._changed = False
        described = {
            **state,
            "at": time.monotonic(),
            "size": list(Window.size),
            "shown": list(texts(root)),
            "touch": list(touchables(root)),
            "rows": rows(root),
            "pad": pad(root),
        }
        self._writing = self._writer.submit(self._write, picture, described)

    def _write(self, picture: Image.Image | None, described: dict[str, object]) -> None:
        if picture is not None:
            _save(picture, self._folder / "screen.png")
        part = self._folder / "screen.part"
        part.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        os.replace(part, self._folder / "screen.json")
