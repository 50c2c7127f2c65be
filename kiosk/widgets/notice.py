"""A notice: what happened, in large words, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kivy.uix.widget import Widget

from kiosk.presenter import View
from kiosk.widgets.article import block_widgets
from kiosk.widgets.base import Card, Icon, Text
from kiosk.widgets.menu import tiles
from kiosk.widgets.touch import Hand
from shared.pages import Paragraph, Steps, Tone
from shared.place import Place


def notice_parts(hand: Hand, view: View, open_place: Callable[[Place], None]) -> Iterator[Widget]:
    look, colours = hand.look, hand.look.colours
    icon, colour, ground = {
        Tone.DONE: ("done", colours.done, colours.done_soft),
        Tone.INFORMATION: ("information", colours.accent, colours.surface),
        Tone.PROBLEM: ("problem", colours.warn, colours.warn_soft),
    }[view.tone]
    card = Card(
        look,
        fill=ground,
        line=colours.line if view.tone is Tone.INFORMATION else colour,
        padding=look(48),
        spacing=look(24),
    )
    card.add_widget(Icon(icon, look(84), colour=colour))
    card.add_widget(Text(look, view.text, look.text(44)))
    for block in view.blocks:
        for widget in block_widgets(look, block):
            card.add_widget(widget)
    yield card
    if view.steps:
        steps = Card(look)
        # One thing to do is no list.
        block = Steps(view.steps) if len(view.steps) > 1 else Paragraph(view.steps[0])
        for widget in block_widgets(look, block):
            steps.add_widget(widget)
        yield steps
    yield from tiles(hand, view.tiles, open_place)
