"""What a person sets for their own eyes, hands and ears. Everything is back to default at the end of a
visit (VVSG 7.1-A). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# The Chinese norm for the elderly (MIIT 2021) asks for 18 dp, adjustable to 30: 1, and at least 1.67.
TEXT_STEPS = (1.0, 1.2, 1.45, 1.7)


class Contrast(StrEnum):
    """PLAIN: the court's colours. STRONG: black on white. DARK: light on black, for eyes that are dazzled."""

    PLAIN = "plain"
    STRONG = "strong"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Comfort:
    """`text_step` counts from 0; `reach` brings all that is touched down to where a person in a wheelchair
    reaches; `slow_touch` takes only a touch that rests, for hands that tremble."""

    text_step: int = 0
    contrast: Contrast = Contrast.PLAIN
    reach: bool = False
    slow_touch: bool = False
    aloud: bool = False

    @property
    def text(self) -> float:
        return TEXT_STEPS[self.text_step]


DEFAULT = Comfort()
