"""Everything that is a matter of looks: colours, type scale, spacing. One accent colour, one grid.

docs/design-language.md shows it in use. Contrast is measured in tests/kiosk/test_theme.py (WCAG 2.2: text
4.5:1, controls 3:1; in the two contrast modes text 10:1). Sizes are in units of 1/1080 of the shorter side of
the window, so that a 4K screen shows the same picture; at 1080 on a 21.5-inch screen one unit is a quarter of
a millimetre, which makes a 112-unit target 28 mm (HE75: 13 mm and more) and the capitals of 36-unit body text
6.6 mm high (Section 508, 402.4: 4.8 mm).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.comfort import DEFAULT, Comfort, Contrast

Colour = tuple[float, float, float, float]


def _colour(text: str) -> Colour:
    red, green, blue = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue, 1.0


@dataclass(frozen=True, slots=True)
class Palette:
    """`line` divides, `edge` bounds what can be touched, `focus` rings what the keys are at."""

    ground: Colour
    surface: Colour
    ink: Colour
    muted: Colour
    line: Colour
    edge: Colour
    accent: Colour
    accent_pressed: Colour
    accent_soft: Colour
    on_accent: Colour
    header: Colour
    on_header: Colour
    done: Colour
    done_soft: Colour
    warn: Colour
    warn_soft: Colour
    pressed: Colour
    focus: Colour
    shade: Colour = (0.0, 0.0, 0.0, 0.6)


_PLAIN = Palette(
    ground=_colour("#F5F2EC"),
    surface=_colour("#FFFFFF"),
    ink=_colour("#1E2226"),
    muted=_colour("#585F66"),
    line=_colour("#DAD3C7"),
    edge=_colour("#8F887B"),
    accent=_colour("#96191D"),
    accent_pressed=_colour("#6E1014"),
    accent_soft=_colour("#F7E9E6"),
    on_accent=_colour("#FFFFFF"),
    header=_colour("#96191D"),
    on_header=_colour("#FFFFFF"),
    done=_colour("#1B6A45"),
    done_soft=_colour("#E4F1EA"),
    warn=_colour("#664600"),
    warn_soft=_colour("#FFF1CC"),
    pressed=_colour("#ECE6DB"),
    focus=_colour("#0B5CAD"),
)
_STRONG = replace(
    _PLAIN,
    ground=_colour("#FFFFFF"),
    ink=_colour("#000000"),
    muted=_colour("#2B2B2B"),
    line=_colour("#767676"),
    edge=_colour("#000000"),
    accent=_colour("#6E0C10"),
    accent_pressed=_colour("#3D0608"),
    header=_colour("#000000"),
    done=_colour("#053D22"),
    warn=_colour("#332200"),
    pressed=_colour("#E4E4E4"),
    focus=_colour("#0037D6"),
)
_DARK = Palette(
    ground=_colour("#000000"),
    surface=_colour("#141414"),
    ink=_colour("#FFFFFF"),
    muted=_colour("#DADADA"),
    line=_colour("#6B6B6B"),
    edge=_colour("#C8C8C8"),
    accent=_colour("#FFD84D"),
    accent_pressed=_colour("#FFF0B3"),
    accent_soft=_colour("#2E2806"),
    on_accent=_colour("#000000"),
    header=_colour("#141414"),
    on_header=_colour("#FFD84D"),
    done=_colour("#A5EFC7"),
    done_soft=_colour("#06281A"),
    warn=_colour("#FFE39A"),
    warn_soft=_colour("#332700"),
    pressed=_colour("#3A3A3A"),
    focus=_colour("#66C7FF"),
)
PALETTES: Mapping[Contrast, Palette] = {
    Contrast.PLAIN: _PLAIN,
    Contrast.STRONG: _STRONG,
    Contrast.DARK: _DARK,
}


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in pixels and colours for a window of `width` × `height` and a person's comfort."""

    width: int
    height: int
    comfort: Comfort = DEFAULT

    @property
    def colours(self) -> Palette:
        return PALETTES[self.comfort.contrast]

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def columns(self) -> int:
        """Tiles side by side: large text needs the whole width."""
        return 2 if self.landscape and self.comfort.text < 1.4 else 1

    def __call__(self, units: float) -> float:
        """Space: does not grow with the text."""
        return units * min(self.width, self.height) / 1080

    def text(self, units: float) -> float:
        """Text: grows with the step that the person chose."""
        # Large text is large enough: headings grow less than what they head.
        step = self.comfort.text if units <= 40 else 1 + (self.comfort.text - 1) * 0.7
        return self(units * step)

    # Type scale: each step about a fifth larger than the one before.
    @property
    def small(self) -> float:
        return self.text(30)

    @property
    def body(self) -> float:
        return self.text(36)

    @property
    def strong(self) -> float:
        return self.text(42)

    @property
    def large(self) -> float:
        return self.text(50)

    @property
    def title(self) -> float:
        return self.text(60)

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
        return max(self(112), self.body * 2.2)
