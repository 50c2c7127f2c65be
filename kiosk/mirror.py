"""A picture of the screen in a folder, with what can be touched and where: for the demo and tests only."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels
from kivy.uix.scrollview import ScrollView
from PIL import Image

from kiosk.widgets.base import Text, Touchable


def take_picture(file: Path) -> None:
    """What the window shows at this moment, as PNG."""
    width, height = (int(side) for side in Window.size)
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    picture = Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    part = file.with_suffix(f".{os.getpid()}.png")
    picture.save(part, compress_level=1)
    os.replace(part, file)


def touchables(root: Any) -> Iterator[dict[str, object]]:
    """Title and box (x, y, width, height in pixels from the top left) of what can be touched now."""
    height = Window.height
    for widget in root.walk():
        if isinstance(widget, Touchable) and not widget.disabled:
            x, y = widget.to_window(*widget.pos)
            box = [round(x), round(height - y - widget.height), round(widget.width), round(widget.height)]
            yield {"title": widget.title, "box": box, "seen": _seen(widget)}


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
        if isinstance(parent, ScrollView):
            left, bottom = parent.to_window(*parent.pos)
            return bool(left <= x <= left + parent.width and bottom <= y <= bottom + parent.height)
        parent = parent.parent
    return True


class Mirror:
    """Writes ``screen.png`` and ``screen.json`` when asked to and something changed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._changed = True
        Window.bind(on_draw=self._drawn)

    def _drawn(self, *_: object) -> None:
        self._changed = True

    def write(self, root: Any, state: dict[str, object]) -> None:
        if not self._changed:
            return
        self._changed = False
        take_picture(self._folder / "screen.png")
        described = {
            **state,
            "size": list(Window.size),
            "shown": list(texts(root)),
            "touch": list(touchables(root)),
        }
        part = self._folder / "screen.part"
        part.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        os.replace(part, self._folder / "screen.json")
