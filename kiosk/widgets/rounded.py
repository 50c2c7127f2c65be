"""Rounded grounds as small pictures that are stretched between their corners.

Where there is no graphics card, time goes into the number of pixels that are filled: a ground and its edge in
one picture cost half of what one drawn over the other does, and a third of a shape of many narrow triangles.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, hypot, sqrt

from kivy.graphics.texture import Texture

from kiosk.theme import Colour

_EMPTY = bytes(4)


@lru_cache(maxsize=128)
def rounded(fill: Colour, line: Colour, radius: int, thick: int) -> Texture:
    """A square of two corners of `radius` pixels and two pixels between them; its edge is `thick` wide."""
    rows = [_row(fill, line, radius, thick, radius - number - 0.5) for number in range(radius)]
    rows += [_row(fill, line, radius, thick, 0.0)] * 2 + rows[::-1]
    side = 2 * radius + 2
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.mag_filter = texture.min_filter = "nearest"
    texture.blit_buffer(b"".join(rows), colorfmt="rgba", bufferfmt="ubyte")
    return texture


def _row(fill: Colour, line: Colour, radius: int, thick: int, up: float) -> bytes:
    """One row of pixels, `up` above the centres of the corners."""
    inner = radius - thick - 0.5
    # Only what lies on the edge is reckoned pixel by pixel.
    first = max(0, int(radius - sqrt(max(0.0, (radius + 0.5) ** 2 - up**2)) - 0.5))
    last = min(radius, ceil(radius - sqrt(inner**2 - up**2) + 0.5)) if up < inner else radius
    edge = [_pixel(fill, line, radius, thick, hypot(radius - x - 0.5, up)) for x in range(first, last)]
    half = [_EMPTY] * first + edge + [_pixel(fill, line, radius, thick, 0.0)] * (radius - last)
    return b"".join([*half, *[_pixel(fill, line, radius, thick, up)] * 2, *half[::-1]])


def _pixel(fill: Colour, line: Colour, radius: int, thick: int, distance: float) -> bytes:
    """The pixel at this distance from its corner's centre: how much of it is ground, how much edge."""
    whole = min(1.0, max(0.0, radius - distance + 0.5))
    if whole == 0.0:
        return _EMPTY
    ground = min(1.0, max(0.0, radius - thick - distance + 0.5)) / whole
    mixed = (round(255 * (a * ground + b * (1 - ground))) for a, b in zip(fill[:3], line[:3], strict=True))
    return bytes((*mixed, round(255 * whole)))
