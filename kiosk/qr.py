"""QR codes, drawn crisp: whole pixels a module, no smoothing."""

from __future__ import annotations

import threading
from functools import lru_cache

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

# White around the code, in modules (ISO/IEC 18004: four).
QUIET = 4
DRAWN_AFTER_SECONDS = 0.05


@lru_cache(maxsize=64)
def modules(text: str) -> list[list[bool]]:
    """The code as rows of dark modules, quiet zone included. Takes 10 to 20 ms the first time, more for the
    first code of a program: ask for it off the drawing thread."""
    # It imports Pillow, and that numpy where there is one: nothing for a first page to wait for.
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


class QrCode(Widget):
    """A code within a square of `size` pixels, as large as whole pixels a module allow. It is made in a
    thread of its own and drawn a moment after the page, which does not wait for it."""

    def __init__(self, text: str, size: float) -> None:
        super().__init__(size_hint=(None, None), size=(size, size), pos_hint={"center_y": 0.5})
        self._text, self._picture = text, None
        with self.canvas:
            Color(1, 1, 1, 1)
            self._paper = Rectangle(size=self.size)
        self.bind(pos=self._place)
        # From the first tick on: the page itself may take longer than that until it is drawn.
        Clock.schedule_once(lambda _: Clock.schedule_once(self._begin, DRAWN_AFTER_SECONDS))

    @property
    def drawn(self) -> bool:
        return self._picture is not None

    def _begin(self, _: float) -> None:
        threading.Thread(target=self._make, daemon=True, name="qr").start()

    def _make(self) -> None:
        rows = modules(self._text)
        Clock.schedule_once(lambda _: self._draw(rows))

    def _draw(self, rows: list[list[bool]]) -> None:
        side = len(rows) * max(1, int(self.width // len(rows)))
        texture = Texture.create(size=(len(rows), len(rows)), colorfmt="luminance")
        texture.mag_filter = texture.min_filter = "nearest"
        pixels = bytes(0 if dark else 255 for row in reversed(rows) for dark in row)
        texture.blit_buffer(pixels, colorfmt="luminance", bufferfmt="ubyte")
        with self.canvas:
            self._picture = Rectangle(texture=texture, size=(side, side))
        self._place()

    def _place(self, *_: object) -> None:
        self._paper.pos = self.pos
        if self._picture is not None:
            # Half a pixel would smear every module.
            off = (self.width - self._picture.size[0]) / 2
            self._picture.pos = (round(self.x + off), round(self.y + off))
