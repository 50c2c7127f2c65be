"""A listing: what restricts it and the ways on in short buttons above, the rows below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kivy.uix.widget import Widget

from kiosk.presenter import Tile, View
from kiosk.widgets.base import Card, Icon, Text, line
from kiosk.widgets.menu import tiles
from kiosk.widgets.rows import Rows
from kiosk.widgets.touch import Hand, PushButton
from shared.place import HOME, Place


def listing_rows(
    hand: Hand, view: View, open_place: Callable[[Place], None], ask: Callable[[int], None]
) -> Rows | None:
    """The rows of a listing; None where there are none."""
    if not view.rows:
        return None
    return Rows(
        hand,
        view.rows,
        first=view.first,
        total=view.total,
        part=view.part,
        open_place=open_place,
        ask=ask,
    )


def listing_parts(hand: Hand, view: View, open_place: Callable[[Place], None]) -> Iterator[Widget]:
    """What stands above the rows; without rows, what to do instead."""
    look = hand.look
    for each in view.filters:
        yield PushButton(hand, each.title, partial(open_place, each.place), icon="remove")
    if not view.rows:
        card = Card(look, padding=look(48), spacing=look(24))
        card.add_widget(Icon("information", look(84), colour=look.colours.muted))
        card.add_widget(Text(look, view.text, look.text(44)))
        yield card
        yield from tiles(hand, view.tiles, open_place)
        return
    # The way home is in the bar already.
    yield from _ways_on(hand, tuple(tile for tile in view.tiles if tile.place != HOME), open_place)
    if view.count:
        yield Text(look, view.count, look.text(32), colour=look.colours.muted)


def _ways_on(hand: Hand, given: tuple[Tile, ...], open_place: Callable[[Place], None]) -> Iterator[Widget]:
    look = hand.look
    across = 1 if look.landscape or look.comfort.text > 1.4 else 2
    for start in range(0, len(given), across):
        bar = line(look)
        for tile in given[start : start + across]:
            bar.add_widget(
                PushButton(
                    hand, tile.title, partial(open_place, tile.place), icon=tile.icon,
                    height=look.target * 0.86, size=look.text(33), padding=(look(12), 0),
                )
            )  # fmt: skip
        for _ in range(across - len(given[start : start + across])):
            bar.add_widget(Widget())
        yield bar
