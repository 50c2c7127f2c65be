"""A listing: one card an item, what people look for first at its left; rows are recycled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label

from kiosk import theme
from kiosk.presenter import Cell, Row, View
from kiosk.widgets.base import CHINESE, Card, Hand, Icon, PushButton, Surface, Text, Touchable, column
from kiosk.widgets.menu import tiles
from shared.place import Place

# Shown beside the time already, or the title of the row.
_ELSEWHERE = frozenset({"hearing.time"})


class _Mark(BoxLayout, Surface):
    """What must not be overlooked: cancelled, moved."""

    def __init__(self, hand: Hand, text: str) -> None:
        scale = hand.scale
        super().__init__(size_hint=(None, None), height=scale(48), padding=(scale(16), 0))
        self.surface(theme.WARN_SOFT, radius=scale(10))
        label = Label(text=text, font_name=CHINESE, bold=True, font_size=scale(30), color=theme.WARN_INK)
        label.bind(texture_size=lambda _, size: setattr(self, "width", size[0] + scale(32)))
        self.add_widget(label)


class ListingRow(Touchable):
    def __init__(self, hand: Hand, row: Row, open_place: Callable[[Place], None]) -> None:
        scale = hand.scale
        super().__init__(
            hand,
            row.title,
            lambda: open_place(row.place),
            size_hint_y=None,
            height=scale(160),
            padding=(scale(36), scale(24)),
            spacing=scale(28),
        )
        if row.lead:
            self.add_widget(
                Text(
                    row.lead,
                    scale(48),
                    bold=True,
                    colour=theme.ACCENT,
                    size_hint_x=None,
                    width=scale(150),
                    pos_hint={"top": 1},
                )
            )
        words = column(scale, spacing=scale(8), pos_hint={"center_y": 0.5})
        if row.badge:
            words.add_widget(_Mark(hand, row.badge))
        words.add_widget(Text(row.title, scale(38), bold=True, marks=row.marks))
        if row.excerpt:
            words.add_widget(Text(row.excerpt, scale(32), colour=theme.MUTED, marks=row.marks))
        if plain := " · ".join(
            _told(cell) for cell in row.cells if cell.key not in _ELSEWHERE and len(cell.text) < 24
        ):
            words.add_widget(Text(plain, scale(32), colour=theme.MUTED))
        for cell in row.cells:
            if cell.key not in _ELSEWHERE and len(cell.text) >= 24:
                words.add_widget(Text(_told(cell), scale(32), colour=theme.MUTED))
        words.bind(height=lambda _, height: setattr(self, "height", max(scale(128), height + scale(48))))
        self.add_widget(words)
        self.add_widget(Icon("forward", scale(28), colour=theme.LINE, pos_hint={"center_y": 0.5}))


def _told(cell: Cell) -> str:
    return f"{cell.label} {cell.text}" if cell.label else cell.text


def listing_body(hand: Hand, view: View, open_place: Callable[[Place], None]) -> BoxLayout:
    scale = hand.scale
    body = column(scale, spacing=scale(18))
    if view.filters:
        body.add_widget(tiles(hand, view.filters, open_place))
    if view.count:
        body.add_widget(Text(view.count, scale(32), colour=theme.MUTED))
    if view.text:
        card = Card(scale)
        card.add_widget(Text(view.text, scale.body))
        body.add_widget(card)
    group = ""
    for row in view.rows:
        if row.group and row.group != group:
            body.add_widget(Text(row.group, scale(40), bold=True, colour=theme.ACCENT))
        group = row.group
        body.add_widget(ListingRow(hand, row, open_place))
    turns = [tile for tile in (view.previous, view.next) if tile]
    if turns:
        bar = BoxLayout(size_hint_y=None, height=scale.target, spacing=scale.gap)
        for tile in turns:
            bar.add_widget(PushButton(hand, tile.title, partial(open_place, tile.place), icon=tile.icon))
        body.add_widget(bar)
    if view.tiles:
        body.add_widget(tiles(hand, view.tiles, open_place))
    return body
