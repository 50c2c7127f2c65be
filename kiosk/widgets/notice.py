"""A notice: what happened, in large words, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.boxlayout import BoxLayout

from kiosk import theme
from kiosk.presenter import View
from kiosk.widgets.article import block_widgets
from kiosk.widgets.base import Card, Hand, Icon, Text, column
from kiosk.widgets.menu import tiles
from shared.pages import Steps, Tone
from shared.place import Place

_LOOKS = {
    Tone.DONE: ("done", theme.DONE, theme.DONE_SOFT),
    Tone.INFORMATION: ("information", theme.ACCENT, theme.SURFACE),
    Tone.PROBLEM: ("problem", theme.WARN_INK, theme.WARN_SOFT),
}


def notice_body(hand: Hand, view: View, open_place: Callable[[Place], None]) -> BoxLayout:
    scale = hand.scale
    icon, colour, ground = _LOOKS[view.tone]
    body = column(scale)
    card = Card(
        scale,
        fill=ground,
        line=colour if view.tone is not Tone.INFORMATION else theme.LINE,
        padding=scale(48),
    )
    card.add_widget(Icon(icon, scale(84), colour=colour))
    card.add_widget(Text(view.text, scale(44)))
    for block in view.blocks:
        for widget in block_widgets(scale, block):
            card.add_widget(widget)
    body.add_widget(card)
    if view.steps:
        steps = Card(scale)
        for widget in block_widgets(scale, Steps(view.steps)):
            steps.add_widget(widget)
        body.add_widget(steps)
    if view.tiles:
        body.add_widget(tiles(hand, view.tiles, open_place))
    return body
