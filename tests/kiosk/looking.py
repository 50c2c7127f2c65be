"""What a demanding person sees wrong with a screen: too small, too faint, cut off, out of order, not said.

Everything is measured on the widgets of a real window as they are laid out; colours are those that are drawn.
Rules: docs/design-language.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import hypot
from typing import Any

from kivy.core.window import Window
from kivy.graphics import Color, Rectangle, RoundedRectangle
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView

from kiosk.comfort import Contrast
from kiosk.focus import in_order
from kiosk.input.keypad import Keypad
from kiosk.theme import Colour, Look
from kiosk.widgets.base import Icon, Surface, Text
from kiosk.widgets.rows import Rows
from kiosk.widgets.touch import Touchable
from tests.kiosk.test_theme import MILLIMETRES, contrast

# HE75: what is touched 13 mm and more, keys 15; ours are 20, keys of a keypad 15 (docs/design-language.md).
LEAST_TARGET, LEAST_KEY = 20.0, 15.0
# Half a pixel of rounding on either side.
SLACK = 1.5


@dataclass(frozen=True)
class Box:
    """In pixels of the window, from the bottom left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def empty(self) -> bool:
        return self.right - self.left < SLACK or self.top - self.bottom < SLACK

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left - SLACK and self.bottom >= other.bottom - SLACK
            and self.right <= other.right + SLACK and self.top <= other.top + SLACK
        )  # fmt: skip

    def cut(self, other: Box) -> Box:
        return Box(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip


def box_of(widget: Any) -> Box:
    left, bottom = widget.to_window(*widget.pos)
    return Box(left, bottom, left + widget.width, bottom + widget.height)


def above(widget: Any) -> Iterator[Any]:
    """What a widget stands in, from the inside out."""
    while widget.parent is not None and widget.parent is not widget:
        widget = widget.parent
        if widget is Window:
            return
        yield widget


def seen_of(widget: Any) -> Box:
    """The part of a widget that is on the screen."""
    box = box_of(widget)
    for each in above(widget):
        if isinstance(each, ScrollView | Rows):
            box = box.cut(box_of(each))
    return box


def scrolled_in(widget: Any) -> Any:
    """What a widget is scrolled in, if anything: how far down it is says nothing then."""
    return next((each for each in above(widget) if isinstance(each, ScrollView | Rows)), None)


def labels(root: Any) -> Iterator[Label]:
    return (each for each in root.walk() if isinstance(each, Label) and each.text.strip())


def written(label: Label) -> str:
    return str(label.whole if isinstance(label, Text) else label.text)


def too_small(root: Any, look: Look) -> Iterator[str]:
    """Everything that is touched, whether it is scrolled to or not."""
    for each in root.walk():
        if isinstance(each, Touchable) and each.title:
            key = isinstance(each.parent, Keypad) or each._repeats
            least = (LEAST_KEY if key else LEAST_TARGET) / MILLIMETRES / 1080
            least *= min(look.width, look.height)
            if min(each.width, each.height) < least - SLACK:
                yield f"{each.title!r} is {each.width:.0f} x {each.height:.0f}, less than {least:.0f}"


def too_faint(root: Any, look: Look) -> Iterator[str]:
    for each in labels(root):
        least = 4.5 if look.comfort.contrast is Contrast.PLAIN else 10.0
        if isinstance(each, Icon):
            least = 3.0
        ratio = contrast(tuple(each.color), behind(each, look))
        if ratio < least - 0.01:
            yield f"{written(each)!r} has a contrast of {ratio:.1f}, less than {least}"


def behind(widget: Any, look: Look) -> Colour:
    """The colour that a widget is drawn on: of the innermost thing around it that has one."""
    for each in (widget, *above(widget)):
        if isinstance(each, Label):
            continue
        if isinstance(each, Surface):
            return each.ground
        colour = found = None
        for instruction in each.canvas.before.children:
            if isinstance(instruction, Color):
                colour = tuple(instruction.rgba)
            elif isinstance(instruction, Rectangle | RoundedRectangle) and colour and colour[3] == 1:
                wide, high = instruction.size
                if wide >= each.width * 0.9 and high >= each.height * 0.8:
                    found = colour
        if found:
            return found
    return look.colours.ground


def drawn_elsewhere(root: Any) -> Iterator[str]:
    """A ground that is not where its thing is."""
    for each in root.walk():
        shape = getattr(each, "_shape", None)
        if shape is None or not hasattr(each, "ground"):
            continue
        (x, y), (wide, high) = shape.pos, shape.size
        drawn = Box(x, y, x + wide, y + high)
        there = Box(*each.pos, each.right, each.top)
        if not (drawn.within(there) and there.within(drawn)):
            yield f"the ground of {getattr(each, 'title', each)!r} is {wide:.0f} x {high:.0f}"


def cut_off(root: Any) -> Iterator[str]:
    """Text outside of what it stands in, text that breaks where it should not, text on text."""
    for each in labels(root):
        name = written(each)[:24]
        if each.texture_size[0] > each.width + SLACK or each.texture_size[1] > each.height + SLACK:
            yield f"{name!r} is larger than its place"
        if isinstance(each, Text) and len(each._label._cached_lines) != each.text.count("\n") + 1:
            yield f"{name!r} is wider than it was measured"
        box = box_of(each)
        for outer in above(each):
            if isinstance(outer, ScrollView | Rows):
                break
            if not box.within(box_of(outer)):
                yield f"{name!r} stands out of {type(outer).__name__}"
                break
    on_screen = [(each, seen_of(each)) for each in labels(root)]
    on_screen = [(each, box) for each, box in on_screen if not box.empty]
    for (one, first), (other, second) in combinations(on_screen, 2):
        if not first.cut(second).empty:
            yield f"{written(one)[:16]!r} and {written(other)[:16]!r} are written over each other"
    touchables = [each for each in in_order(root) if not seen_of(each).empty]
    for one, other in combinations(touchables, 2):
        if not seen_of(one).cut(seen_of(other)).empty:
            yield f"{one.title!r} lies over {other.title!r}"


def too_close(root: Any, look: Look) -> Iterator[str]:
    """HE75: 6 mm between what is touched. What is scrolled is measured as a whole, and where it ends on the
    screen against what stands around it."""
    touchables = list(in_order(root))
    for one, other in combinations(touchables, 2):
        if scrolled_in(one) is scrolled_in(other):
            first, second = box_of(one), box_of(other)
        else:
            first, second = seen_of(one), seen_of(other)
            if first.empty or second.empty:
                continue
        across = max(second.left - first.right, first.left - second.right, 0.0)
        upright = max(second.bottom - first.top, first.bottom - second.top, 0.0)
        apart = hypot(across, upright)
        if apart < look.gap - SLACK:
            yield f"{one.title!r} and {other.title!r} are {apart:.0f} apart, less than {look.gap:.0f}"


def scrolls(root: Any) -> Iterator[str]:
    """For what is to be on one screen."""
    for each in root.walk():
        if isinstance(each, ScrollView) and each.children[0].height > each.height + SLACK:
            over = each.children[0].height - each.height
            yield f"is {over:.0f} pixels longer than the screen"


def few_rows(root: Any) -> Iterator[str]:
    for each in root.walk():
        if isinstance(each, Rows):
            first, last, total = each.shown
            if last - first < min(1, total - 1) or each.height < 0.2 * Window.height:
                yield f"only {each.height:.0f} pixels are left for {total} rows"


def out_of_order(root: Any) -> Iterator[str]:
    """The keys go down the page, and along a line from its left; column by column where there are columns."""
    order = list(in_order(root))
    for one, other in pairwise(order):
        inside, then = scrolled_in(one), scrolled_in(other)
        if inside is then:
            before, after = box_of(one), box_of(other)
        else:
            before, after = box_of(inside or one), box_of(then or other)
        goes_on = after.top <= before.top + SLACK and (
            after.left > before.left - SLACK or after.top < before.bottom + SLACK
        )
        if not goes_on and after.left < before.right - SLACK:
            yield f"from {one.title!r} the keys go back to {other.title!r}"
    reached = {id(each) for each in order}
    for each in root.walk():
        if isinstance(each, Touchable) and each.title and not each.disabled and id(each) not in reached:
            yield f"{each.title!r} is not reached by keys"


def too_high(root: Any, reach: float) -> Iterator[str]:
    """In reach mode: what is touched above the part of the screen that a person in a wheelchair reaches."""
    for each in in_order(root):
        box = seen_of(each)
        if not box.empty and (box.top + box.bottom) / 2 > reach + SLACK:
            yield f"{each.title!r} is touched at {box.top:.0f}, above {reach:.0f}"
