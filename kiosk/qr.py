"""QR codes, drawn crisp: whole pixels a module, no smoothing."""

from __future__ import annotations

import qrcode
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget
from qrcode.constants import ERROR_CORRECT_M

# White around the code, in modules (ISO/IEC 18004: four).
QUIET = 4


def modules(text: str) -> list[list[bool]]:
    """The code as rows of dark modules, quiet zone included."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


class QrCode(Widget):
    """A code of about `size` pixels, as large as whole pixels a module allow."""

    def __init__(self, text: str, size: float) -> None:
        rows = modules(text)
        side = len(rows) * max(1, int(size // len(rows)))
        super().__init__(size_hint=(None, None), size=(side, side), pos_hint={"center_y": 0.5})
        texture = Texture.create(size=(len(rows), len(rows)), colorfmt="luminance")
        texture.mag_filter = texture.min_filter = "nearest"
        pixels = bytes(0 if dark else 255 for row in reversed(rows) for dark in row)
        texture.blit_buffer(pixels, colorfmt="luminance", bufferfmt="ubyte")
        with self.canvas:
            Color(1, 1, 1, 1)
            self._picture = Rectangle(texture=texture, size=self.size)
        self.bind(pos=self._place)

    def _place(self, *_: object) -> None:
        # Half a pixel would smear every module.
        self._picture.pos = (round(self.x), round(self.y))
