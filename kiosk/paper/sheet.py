"""What goes on paper: a page of the court as the kiosk shows it, a listing with the parts that follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.presenter import CarryCode, Cells, ShownBlock, View
from shared.pages import AnyPage, Attachment, Form, Listing, Menu, Notice, Tone
from shared.place import Place
from shared.services.person import MAP

# About six pages; beyond that a list is to be searched, not printed.
MOST_ROWS = 120


@dataclass(frozen=True, slots=True)
class Sheet:
    """`address` is what the code on the paper leads to: the page, of a template its file. `left_out` counts
    the rows that are not on it."""

    view: View
    address: str
    left_out: int = 0

    @property
    def template(self) -> str:
        """Which of the templates lays it out."""
        if self.view.place == MAP:
            return "map.html"
        return "form.html" if self.is_form else "page.html"

    @property
    def is_form(self) -> bool:
        """A blank form (文书样式), to be filled in by hand."""
        return any(isinstance(block, Attachment) for block in self.view.blocks)

    @property
    def form_blocks(self) -> tuple[ShownBlock, ...]:
        """What stands in the form: neither its file nor the facts about that."""
        blocks = list(self.view.blocks)
        while blocks and isinstance(blocks[0], Attachment | Cells):
            del blocks[0]
        return tuple(blocks)


def is_printable(page: AnyPage, view: View) -> bool:
    """Menus and forms are to be touched; a code that opens a case once is not left lying in a tray."""
    if isinstance(page, Menu | Form) or any(isinstance(block, CarryCode) for block in view.blocks):
        return False
    if isinstance(page, Notice):
        return page.tone is not Tone.PROBLEM and any(isinstance(block, Cells) for block in view.blocks)
    return not (isinstance(page, Listing) and not page.total)


def gather(
    page: AnyPage,
    view: View,
    *,
    look: Callable[[Place], AnyPage],
    shown: Callable[[AnyPage], View],
    mobile_url: str,
) -> Sheet:
    """The sheet for a page. `look` opens the next part of a listing, `shown` presents it."""
    address = view.qr
    for block in view.blocks:
        if isinstance(block, Attachment):
            address = mobile_url + block.source
    if not isinstance(page, Listing):
        return Sheet(view, address)
    rows, part = list(view.rows), page
    while part.next is not None and len(rows) < MOST_ROWS:
        following = look(part.next)
        if not isinstance(following, Listing) or not following.items or following.first <= part.first:
            break
        part = following
        rows += shown(part).rows
    rows = rows[:MOST_ROWS]
    return Sheet(replace(view, rows=tuple(rows)), address, max(0, page.total - (page.first - 1) - len(rows)))
