"""A menu: tiles in a grid, each an icon, a title and one line that helps to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk import theme
from kiosk.presenter import Tile, View
from kiosk.widgets.base import Hand, Icon, Surface, Text, Touchable
from shared.place import Place


class _Badge(AnchorLayout, Surface):
    """An icon on a soft round ground."""

    def __init__(self, hand: Hand, icon: str, size: float) -> None:
        super().__init__(size_hint=(None, None), size=(size, size), pos_hint={"center_y": 0.5})
        self.surface(theme.ACCENT_SOFT, radius=size / 2)
        self.add_widget(Icon(icon, size * 0.44))


class MenuTile(Touchable):
    def __init__(self, hand: Hand, tile: Tile, open_place: Callable[[Place], None], *, large: bool) -> None:
        scale = hand.scale
        super().__init__(
            hand,
            tile.title,
            lambda: open_place(tile.place),
            size_hint_y=None,
            height=scale(260 if large else 168),
            padding=(scale(36), scale(20)),
            spacing=scale(32),
        )
        self.add_widget(_Badge(hand, tile.icon, scale(144 if large else 96)))
        words = BoxLayout(
            orientation="vertical", spacing=scale(6), size_hint_y=None, pos_hint={"center_y": 0.5}
        )
        words.bind(minimum_height=words.setter("height"))
        words.add_widget(Text(tile.title, scale(50) if large else scale.strong, bold=True))
        if tile.hint:
            words.add_widget(Text(tile.hint, scale(32), colour=theme.MUTED))
        least = self.height
        words.bind(height=lambda _, height: setattr(self, "height", max(least, height + scale(44))))
        self.add_widget(words)
        self.add_widget(Icon("forward", scale(28), colour=theme.LINE, pos_hint={"center_y": 0.5}))


def tiles(
    hand: Hand, given: Sequence[Tile], open_place: Callable[[Place], None], *, large: bool = False
) -> GridLayout:
    """Tiles in one column, in two where the screen is wide."""
    grid = GridLayout(cols=2 if hand.scale.landscape else 1, spacing=hand.scale.gap, size_hint_y=None)
    grid.bind(minimum_height=grid.setter("height"))
    for tile in given:
        grid.add_widget(MenuTile(hand, tile, open_place, large=large))
    return grid


def menu_body(hand: Hand, view: View, open_place: Callable[[Place], None]) -> GridLayout:
    return tiles(hand, view.tiles, open_place, large=view.kind == "home")
