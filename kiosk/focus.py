"""A whole visit by four keys: the next, the one before, do it, back. What the keys are at wears a ring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kivy.uix.widget import Widget

from kiosk.widgets.listing_row import ListingRow
from kiosk.widgets.rows import Rows
from kiosk.widgets.touch import Touchable


class Focus:
    """`root` is where to look: a whole screen, or the sheet that lies over it. `moved` is told what the keys
    came to."""

    def __init__(self, root: Callable[[], Widget], moved: Callable[[Touchable], None]) -> None:
        self._root, self._moved = root, moved
        self._at: Touchable | None = None

    @property
    def at(self) -> Touchable | None:
        return self._at

    @property
    def order(self) -> list[Touchable]:
        return list(in_order(self._root()))

    def move(self, by: int) -> None:
        """To the next (1) or the one before (-1), around at the ends."""
        there = self._next_row(by)
        if there is None:
            order = self.order
            if not order:
                return
            if self._at in order:
                there = order[(order.index(self._at) + by) % len(order)]
            else:
                there = order[0 if by > 0 else -1]
        self.go_to(there)

    def act(self) -> bool:
        """Do what a touch would; False where the keys are at nothing."""
        at, order = self._at, self.order
        if at is None or at not in order:
            return False
        number, title = order.index(at), at.title
        at.act()
        self._come_back(number, title)
        return True

    def go_to(self, there: Touchable) -> None:
        self.leave()
        self._at = there
        there.focus(True)
        self._moved(there)

    def stay(self, change: Callable[[], None]) -> None:
        """Do `change`, which builds a part of the screen anew. The keys stay where they are, and nothing is
        said where that is the same key; where it is gone, they are at the one in its place."""
        at, order = self._at, self.order
        change()
        after = self.order
        if at is None or at not in order or at in after:
            return
        number = order.index(at)
        nearest = after[number : number + 1] + after
        if same := next((each for each in nearest if each.title == at.title), None):
            self._at = same
            same.focus(True)
        elif after:
            self.go_to(after[min(number, len(after) - 1)])

    def leave(self) -> None:
        """No ring: somebody touches the screen, or it shows something else."""
        if self._at is not None:
            self._at.focus(False)
            self._at = None

    def _come_back(self, number: int, title: str) -> None:
        """A panel that was built anew has the same key again: stay on it, and hear what it is now."""
        order = self.order
        if self._at in order:
            return
        self._at = None
        same = order[number : number + 1] + order
        if there := next((each for each in same if each.title == title), None):
            self.go_to(there)

    def _next_row(self, by: int) -> Touchable | None:
        at = self._at
        if isinstance(at, ListingRow) and isinstance(at.parent, Rows):
            return at.parent.step(at, by)
        return None


def in_order(root: Any) -> Iterator[Touchable]:
    """What can be touched, in the order in which it is read."""
    if isinstance(root, Touchable) and not root.disabled and root.title:
        yield root
        return
    children = root.children[::-1]
    if isinstance(root, Rows):
        children = sorted(root.children, key=lambda row: getattr(row, "index", 0))
    for child in children:
        yield from in_order(child)
