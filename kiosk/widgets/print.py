"""The sheet over the screen while something is printed: what comes, how it goes, where to take it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.qr import QrCode
from kiosk.widgets.base import Card, Icon, Text
from kiosk.widgets.frame import Sheet
from kiosk.widgets.touch import Hand, PushButton


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the sheet."""

    title: str
    act: Callable[[], None]
    icon: str = ""
    main: bool = False


class PrintSheet(Sheet):
    """`title` and `texts` say how things stand; `qr` is what can be carried away without paper, with its
    caption. `under_way` tells that something is being done that nobody has to answer."""

    def __init__(
        self,
        hand: Hand,
        *,
        icon: str,
        title: str,
        texts: tuple[str, ...],
        choices: tuple[Choice, ...],
        warns: bool = False,
        under_way: bool = False,
        qr: str = "",
        qr_caption: str = "",
    ) -> None:
        self.under_way = under_way
        look, colours = hand.look, hand.look.colours
        width = min(look.width - look(48), look(940))
        card = Card(look, padding=look(48), spacing=look(26), size_hint_x=None, width=width)
        colour = colours.warn if warns else colours.accent
        card.add_widget(Icon(icon, look(84), colour=colour, pos_hint={"center_x": 0.5}))
        card.add_widget(Text(look, title, look.text(48), bold=True, align="center"))
        for text in texts:
            card.add_widget(Text(look, text, look.text(38), align="center"))
        if qr:
            holder = BoxLayout(size_hint_y=None, height=look(300))
            holder.add_widget(Widget())
            holder.add_widget(QrCode(qr, look(300)))
            holder.add_widget(Widget())
            card.add_widget(holder)
            card.add_widget(Text(look, qr_caption, look.small, colour=colours.muted, align="center"))
        if choices:
            # Side by side where letters leave room; the keys come to what leads on first.
            upright = look.comfort.text > 1.4 and not look.landscape
            height = look(124)
            bar = BoxLayout(
                orientation="vertical" if upright else "horizontal",
                size_hint_y=None,
                spacing=look.gap,
                height=(height + look.gap) * len(choices) - look.gap if upright else height,
            )
            for choice in choices:
                bar.add_widget(
                    PushButton(
                        hand, choice.title, choice.act, icon=choice.icon, main=choice.main, height=height,
                        size=look.text(42), spoken="。".join((title, *texts, choice.title)),
                    )
                )  # fmt: skip
            card.add_widget(bar)
        super().__init__(look, card, spoken="\n".join((title, *texts, qr_caption)))
