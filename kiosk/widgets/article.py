"""An article: headings, paragraphs, facts, steps, tables and timelines, one block under another."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Ellipse, Line
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.image import Image as Picture
from kivy.uix.widget import Widget

from kiosk.presenter import CarryCode, Cells, Moment, Moments, ShownBlock, View
from kiosk.qr import QrCode
from kiosk.theme import Look
from kiosk.widgets.base import Card, Text, column, line
from kiosk.widgets.menu import tiles
from kiosk.widgets.table import table_rows
from kiosk.widgets.touch import Hand
from shared.pages import Attachment, Bullets, EventState, Heading, Image, Paragraph, Steps, Table
from shared.place import Place


def article_parts(hand: Hand, view: View, open_place: Callable[[Place], None]) -> Iterator[Widget]:
    look = hand.look
    # What one can do with a case is not to be looked for under a long timeline: it stands after what leads.
    # Where nothing is to be done but to go back, the text comes first.
    early = view.private and any(not view.place.path.startswith(tile.place.path) for tile in view.tiles)
    offered = False
    card: Card | None = None
    for block in view.blocks:
        starts = isinstance(block, Heading | CarryCode)
        if card is not None and starts:
            yield card
            card = None
            if early and not offered:
                offered = True
                yield from tiles(hand, view.tiles, open_place)
        if isinstance(block, Heading):
            yield Text(look, block.text, look.text(44), bold=True, colour=look.colours.accent)
            continue
        card = card or Card(look, spacing=look(22))
        for widget in block_widgets(look, block):
            card.add_widget(widget)
    if card is not None:
        yield card
    if not offered:
        yield from tiles(hand, view.tiles, open_place)


def block_widgets(look: Look, block: ShownBlock) -> Sequence[Widget]:
    match block:
        case Heading():
            return (Text(look, block.text, look.text(44), bold=True),)
        case Paragraph():
            return (Text(look, block.text),)
        case Bullets():
            return tuple(_marked(look, "•", text) for text in block.items)
        case Steps():
            return tuple(
                _marked(look, f"{number}.", text) for number, text in enumerate(block.items, start=1)
            )
        case Cells():
            return (facts_rows(look, block),)
        case Moments():
            return tuple(
                _MomentRow(look, moment, last=number == len(block.items) - 1)
                for number, moment in enumerate(block.items)
            )
        case Table():
            return (table_rows(look, block),)
        case Image():
            return (_picture(block), Text(look, block.alt, look.small, colour=look.colours.muted))
        case Attachment():
            return (Text(look, block.caption, look.strong, bold=True, colour=look.colours.accent),)
        case CarryCode():
            return _carry(look, block)


def _marked(look: Look, mark: str, text: str) -> BoxLayout:
    row = line(look, spacing=look(12))
    number = Text(look, mark, colour=look.colours.accent, bold=True, size_hint_x=None, width=look.text(56))
    number.pos_hint = {"top": 1}
    row.add_widget(number)
    row.add_widget(Text(look, text, pos_hint={"top": 1}))
    return row


def facts_rows(look: Look, cells: Cells) -> BoxLayout:
    """Labels in one column, values in the next, tops aligned; one over the other where letters are large."""
    rows = column(look, spacing=look(20))
    stacked = look.comfort.text > 1.4 and not look.landscape
    for cell in cells.items:
        row = column(look, spacing=0) if stacked else line(look, spacing=look(20))
        label = Text(look, cell.label, colour=look.colours.muted, pos_hint={"top": 1})
        if not stacked:
            label.size_hint_x, label.width = None, look.text(250)
        row.add_widget(label)
        row.add_widget(Text(look, cell.text, look.text(40), bold=True, pos_hint={"top": 1}))
        rows.add_widget(row)
    return rows


class _MomentRow(BoxLayout):
    """A node on the timeline: a point on a line, filled when done, ringed when it is its turn."""

    def __init__(self, look: Look, moment: Moment, *, last: bool) -> None:
        super().__init__(size_hint_y=None, spacing=look(24))
        self.bind(minimum_height=self.setter("height"))
        self._look, self._last = look, last
        colours = look.colours
        rail = Widget(size_hint_x=None, width=look(40))
        planned, current = moment.state is EventState.PLANNED, moment.state is EventState.CURRENT
        colour = colours.edge if planned else colours.accent
        with rail.canvas:
            Color(*colours.line)
            self._line = Line(width=look(2))
            Color(*colour)
            self._point = Ellipse()
            Color(*(colours.surface if planned or current else colour))
            self._inner = Ellipse()
        rail.bind(pos=self._draw, size=self._draw)
        self._rail = rail
        self.add_widget(rail)
        words = column(look, spacing=look(4), padding=(0, 0, 0, look(26)))
        words.add_widget(
            Text(look, moment.title, look.text(40), bold=True, colour=colours.muted if planned else None)
        )
        words.add_widget(
            Text(look, moment.when, look.text(32), colour=colours.accent if current else colours.muted)
        )
        if moment.detail:
            words.add_widget(Text(look, moment.detail, look.text(32), colour=colours.muted))
        self.add_widget(words)

    def _draw(self, *_: object) -> None:
        look, rail = self._look, self._rail
        size, inner = look(30), look(16)
        middle, top = rail.center_x, rail.top - look.text(28)
        self._point.pos, self._point.size = (middle - size / 2, top - size / 2), (size, size)
        self._inner.pos, self._inner.size = (middle - inner / 2, top - inner / 2), (inner, inner)
        end = top if self._last else rail.y - look.text(28)
        self._line.points = [middle, top, middle, end]


def _picture(picture: Image) -> Widget:
    """As wide as the card allows, never enlarged beyond twice its pixels."""
    kind = "jpg" if picture.data.startswith(b"\xff\xd8") else "png"
    drawn = CoreImage(io.BytesIO(picture.data), ext=kind)
    widget = Picture(texture=drawn.texture, size_hint_y=None, fit_mode="contain")

    def fit(_: object, width: float) -> None:
        widget.height = min(width, picture.width * 2) * picture.height / picture.width

    widget.bind(width=fit)
    return widget


def _carry(look: Look, carry: CarryCode) -> Sequence[Widget]:
    holder = BoxLayout(size_hint_y=None, height=look(560))
    holder.add_widget(Widget())
    holder.add_widget(QrCode(carry.address, look(560)))
    holder.add_widget(Widget())
    return (
        Text(look, carry.caption, look.strong, bold=True, align="center"),
        holder,
        Text(look, carry.until, look.small, colour=look.colours.muted, align="center"),
    )
