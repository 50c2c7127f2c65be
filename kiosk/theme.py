"""Everything that is a matter of looks: colours, type scale, spacing. One accent colour, one grid.

Contrast on the surfaces they stand on (WCAG 2.x, measured in tests/kiosk/test_theme.py): ink 15:1,
muted 6:1, accent 8:1. Sizes are in units of 1/1080 of the shorter side of the window, so that a 4K
screen shows the same picture; at 1080 on a 21.5-inch screen one unit is a quarter of a millimetre,
which makes a 110-unit target 27 mm (HE75: 13 mm and more) and body text 38 units.
"""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[float, float, float, float]


def _colour(text: str) -> Colour:
    red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue, 1.0


GROUND = _colour("#F5F2EC")
SURFACE = _colour("#FFFFFF")
INK = _colour("#1E2226")
MUTED = _colour("#585F66")
LINE = _colour("#DAD3C7")
ACCENT = _colour("#96191D")
ACCENT_DARK = _colour("#741216")
ACCENT_SOFT = _colour("#F7E9E6")
ON_ACCENT = _colour("#FFFFFF")
DONE = _colour("#1B6A45")
DONE_SOFT = _colour("#E4F1EA")
WARN_SOFT = _colour("#FFF1CC")
WARN_INK = _colour("#664600")
PRESSED = _colour("#ECE6DB")
SHADE: Colour = (0.0, 0.0, 0.0, 0.55)


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes in pixels for a window of `width` × `height`."""

    width: int
    height: int

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    def __call__(self, units: float) -> float:
        return units * min(self.width, self.height) / 1080

    # Type scale: each step about a fifth larger than the one before.
    @property
    def small(self) -> float:
        return self(28)

    @property
    def body(self) -> float:
        return self(36)

    @property
    def strong(self) -> float:
        return self(42)

    @property
    def title(self) -> float:
        return self(60)

    # Spacing grid.
    @property
    def gap(self) -> float:
        return self(24)

    @property
    def margin(self) -> float:
        return self(56)

    @property
    def target(self) -> float:
        """Height of what is touched."""
        return self(112)
