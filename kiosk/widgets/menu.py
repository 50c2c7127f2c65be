"""A menu: tiles in a grid, each an icon, a title and one line that helps to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.presenter import Row, Tile, View
from kiosk.theme import Look
from kiosk.widgets.base import Icon, Surface, Text, column
from kiosk.widgets.touch import Hand, Touchable
from shared.place import Place


class _Badge(AnchorLayout, Surface):
    """An icon on a soft round ground."""

    def __init__(self, look: Look, icon: str, size: float) -> None:
        super().__init__(size_hint=(None, None), size=(size, size), pos_hint={"center_y": 0.5})
        self.surface(look.colours.accent_soft, radius=size / 2)
        self.add_widget(Icon(icon, size * 0.44, colour=look.colours.accent))


class MenuTile(Touchable):
    def __init__(self, hand: Hand, tile: Tile, open_place: Callable[[Place], None], *, large: bool) -> None:
        look = hand.look
        super().__init__(
            hand,
            tile.title,
            lambda: open_place(tile.place),
            spoken=f"{tile.title}，{tile.hint}" if tile.hint else tile.title,
            size_hint_y=None,
            height=look(196 if large else 148),
            padding=(look(24 if large else 32), look(20)),
            spacing=look(22 if large else 28),
        )
        self.add_widget(_Badge(look, tile.icon, look(96 if large else 88)))
        words = column(look, spacing=look(4), pos_hint={"center_y": 0.5})
        words.add_widget(Text(look, tile.title, look.text(44) if large else look.strong, bold=True))
        if tile.hint:
            words.add_widget(Text(look, tile.hint, look.text(30 if large else 32), colour=look.colours.muted))
        least = self.height
        words.bind(height=lambda _, height: setattr(self, "height", max(least, height + look(40))))
        self.add_widget(words)
        if not large:
            self.add_widget(Icon("forward", look(28), colour=look.colours.edge, pos_hint={"center_y": 0.5}))


class Today(Touchable):
    """What is on today, at a glance: the number large, what it counts, and the next of it."""

    def __init__(self, hand: Hand, row: Row, open_place: Callable[[Place], None]) -> None:
        look, colours = hand.look, hand.look.colours
        super().__init__(
            hand,
            row.title,
            lambda: open_place(row.place),
            spoken="，".join((row.title, *(cell.text for cell in row.cells))),
            fill=colours.accent_soft,
            line=colours.accent,
            size_hint_y=None,
            height=look(168),
            padding=(look(36), look(22)),
            spacing=look(32),
        )
        self.add_widget(
            Text(
                look, row.lead, look.text(92), bold=True, colour=colours.accent,
                size_hint_x=None, width=look.text(92) * (0.62 * max(len(row.lead), 2)),
                pos_hint={"center_y": 0.5},
            )
        )  # fmt: skip
        words = column(look, spacing=look(4), pos_hint={"center_y": 0.5})
        words.add_widget(Text(look, row.title, look.text(44), bold=True))
        for cell in row.cells:
            words.add_widget(Text(look, cell.text, look.text(32), colour=colours.ink))
        words.bind(height=lambda _, height: setattr(self, "height", max(look(168), height + look(44))))
        self.add_widget(words)
        self.add_widget(Icon("forward", look(28), colour=colours.accent, pos_hint={"center_y": 0.5}))


def tiles(
    hand: Hand, given: Sequence[Tile], open_place: Callable[[Place], None], *, large: bool = False
) -> Iterator[Widget]:
    """Tiles in one column, in two where the screen is wide: a line of them at a time."""
    columns = (
        (3 if hand.look.landscape else 2) if large and hand.look.comfort.text < 1.4 else hand.look.columns
    )
    for start in range(0, len(given), columns):
        made = [MenuTile(hand, tile, open_place, large=large) for tile in given[start : start + columns]]
        if columns == 1:
            yield made[0]
            continue
        yield level(hand.look, made, columns)


def level(look: Look, made: Sequence[Widget], columns: int) -> BoxLayout:
    """Things side by side, all as high as the highest of them."""
    row = BoxLayout(size_hint_y=None, spacing=look.gap, height=max(each.height for each in made))

    def fit(*_: object) -> None:
        row.height = max(each.height for each in made)
        for each in made:
            each.height = row.height

    for each in made:
        each.pos_hint = {"top": 1}
        each.bind(height=fit)
        row.add_widget(each)
    for _ in range(columns - len(made)):
        row.add_widget(Widget())
    return row


def menu_parts(hand: Hand, view: View, open_place: Callable[[Place], None]) -> Iterator[Widget]:
    today = [Today(hand, row, open_place) for row in view.rows]
    if len(today) > 1 and hand.look.columns > 1:
        yield level(hand.look, today, len(today))
    else:
        yield from today
    yield from tiles(hand, view.tiles, open_place, large=view.kind == "home")
