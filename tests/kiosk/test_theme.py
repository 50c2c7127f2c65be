"""Contrast, measured as WCAG 2.2 asks, in every mode; targets and letters as large as the rules say."""

from __future__ import annotations

import pytest

from kiosk.comfort import TEXT_STEPS, Comfort, Contrast
from kiosk.theme import PALETTES, Colour, Look

# 21.5 inches, 9:16, upright: millimetres a pixel at 1080 × 1920.
MILLIMETRES = 267.8 / 1080
# Height of a capital in Noto Sans CJK, in parts of the font size.
CAPITAL = 0.733


def luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", Contrast)
def test_text_can_be_read_on_everything_that_it_stands_on(mode: Contrast) -> None:
    it = PALETTES[mode]
    least = 4.5 if mode is Contrast.PLAIN else 10.0
    pairs = [
        *((ink, ground) for ink in (it.ink, it.muted, it.accent) for ground in (it.ground, it.surface)),
        (it.ink, it.pressed), (it.ink, it.accent_soft), (it.accent, it.accent_soft),
        (it.on_accent, it.accent), (it.on_accent, it.accent_pressed), (it.on_header, it.header),
        (it.done, it.done_soft), (it.ink, it.done_soft), (it.warn, it.warn_soft), (it.ink, it.warn_soft),
    ]  # fmt: skip
    assert [pair for pair in pairs if contrast(*pair) < least] == []


@pytest.mark.parametrize("mode", Contrast)
def test_what_is_touched_and_what_has_the_focus_stands_out(mode: Contrast) -> None:
    it = PALETTES[mode]
    for ground in (it.ground, it.surface):
        assert contrast(it.edge, ground) >= 3
        assert contrast(it.focus, ground) >= 3


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (2160, 3840), (540, 960)])
def test_sizes_hold_on_a_screen_of_any_density(size: tuple[int, int]) -> None:
    look = Look(*size)
    millimetres = MILLIMETRES * 1080 / min(size)
    assert look.small * CAPITAL * millimetres >= 4.8
    assert look.target * millimetres >= 20
    assert look.gap * millimetres >= 5.9
    largest = Look(*size, Comfort(text_step=len(TEXT_STEPS) - 1))
    assert largest.small * CAPITAL * millimetres >= 7.3
    assert largest.body / look.body >= 30 / 18
