"""An article: headings, paragraphs, facts, steps, tables and timelines, one block under another."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Ellipse, Line
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.image import Image as Picture
from kivy.uix.widget import Widget

from kiosk import theme
from kiosk.presenter import CarryCode, Cells, Moment, Moments, ShownBlock, View
from kiosk.qr import QrCode
from kiosk.theme import Scale
from kiosk.widgets.base import Card, Hand, Text, column
from kiosk.widgets.menu import tiles
from kiosk.widgets.table import table_rows
from shared.pages import Attachment, Bullets, EventState, Heading, Image, Paragraph, Steps, Table
from shared.place import Place


def article_body(hand: Hand, view: View, open_place: Callable[[Place], None]) -> BoxLayout:
    scale = hand.scale
    body = column(scale)
    # What one can do with a case is not to be looked for under a long timeline.
    if view.private and view.tiles:
        body.add_widget(tiles(hand, view.tiles, open_place))
    card: Card | None = None
    for block in view.blocks:
        if isinstance(block, Heading):
            body.add_widget(Text(block.text, scale(44), bold=True, colour=theme.ACCENT))
            card = None
            continue
        if card is None or isinstance(block, CarryCode):
            card = Card(scale, spacing=scale(22))
            body.add_widget(card)
        for widget in block_widgets(scale, block):
            card.add_widget(widget)
    if view.tiles and not view.private:
        body.add_widget(tiles(hand, view.tiles, open_place))
    return body


def block_widgets(scale: Scale, block: ShownBlock) -> Sequence[Widget]:
    match block:
        case Heading():
            return (Text(block.text, scale(44), bold=True),)
        case Paragraph():
            return (Text(block.text, scale.body),)
        case Bullets():
            return tuple(_marked(scale, "•", text) for text in block.items)
        case Steps():
            return tuple(
                _marked(scale, f"{number}.", text) for number, text in enumerate(block.items, start=1)
            )
        case Cells():
            return (facts_rows(scale, block),)
        case Moments():
            return tuple(
                _MomentRow(scale, moment, last=number == len(block.items) - 1)
                for number, moment in enumerate(block.items)
            )
        case Table():
            return (table_rows(scale, block),)
        case Image():
            return (_picture(block), Text(block.alt, scale.small, colour=theme.MUTED))
        case Attachment():
            return (
                Text(block.name, scale.strong, bold=True, colour=theme.ACCENT),
                Text(block.caption, scale.body),
            )
        case CarryCode():
            return _carry(scale, block)


def _marked(scale: Scale, mark: str, text: str) -> BoxLayout:
    row = BoxLayout(size_hint_y=None, spacing=scale(12))
    row.bind(minimum_height=row.setter("height"))
    row.add_widget(
        Text(
            mark,
            scale.body,
            colour=theme.ACCENT,
            bold=True,
            size_hint_x=None,
            width=scale(56),
            pos_hint={"top": 1},
        )
    )
    row.add_widget(Text(text, scale.body, pos_hint={"top": 1}))
    return row


def facts_rows(scale: Scale, cells: Cells, *, label_width: float = 250) -> BoxLayout:
    """Labels in one column, values in the next, tops aligned."""
    rows = column(scale, spacing=scale(20))
    for cell in cells.items:
        row = BoxLayout(size_hint_y=None, spacing=scale(20))
        row.bind(minimum_height=row.setter("height"))
        label = Text(cell.label, scale.body, colour=theme.MUTED, size_hint_x=None, width=scale(label_width))
        label.pos_hint = {"top": 1}
        row.add_widget(label)
        row.add_widget(Text(cell.text, scale(40), bold=True, pos_hint={"top": 1}))
        rows.add_widget(row)
    return rows


class _MomentRow(BoxLayout):
    """A node on the timeline: a point on a line, filled when done, ringed when it is its turn."""

    def __init__(self, scale: Scale, moment: Moment, *, last: bool) -> None:
        super().__init__(size_hint_y=None, spacing=scale(24))
        self.bind(minimum_height=self.setter("height"))
        self._scale, self._last = scale, last
        rail = Widget(size_hint_x=None, width=scale(40))
        self._colour = theme.LINE if moment.state is EventState.PLANNED else theme.ACCENT
        with rail.canvas:
            Color(*theme.LINE)
            self._line = Line(width=scale(2))
            Color(*self._colour)
            self._point = Ellipse()
            Color(*(theme.SURFACE if moment.state is EventState.CURRENT else self._colour))
            self._inner = Ellipse()
        rail.bind(pos=self._draw, size=self._draw)
        self._rail = rail
        self.add_widget(rail)
        words = column(scale, spacing=scale(4), padding=(0, 0, 0, scale(26)))
        planned = moment.state is EventState.PLANNED
        words.add_widget(
            Text(moment.title, scale(40), bold=True, colour=theme.MUTED if planned else theme.INK)
        )
        words.add_widget(
            Text(
                moment.when,
                scale(32),
                colour=theme.ACCENT if moment.state is EventState.CURRENT else theme.MUTED,
            )
        )
        if moment.detail:
            words.add_widget(Text(moment.detail, scale(32), colour=theme.MUTED))
        self.add_widget(words)

    def _draw(self, *_: object) -> None:
        scale, rail = self._scale, self._rail
        size, inner = scale(30), scale(14)
        middle, top = rail.center_x, rail.top - scale(28)
        self._point.pos, self._point.size = (middle - size / 2, top - size / 2), (size, size)
        self._inner.pos, self._inner.size = (middle - inner / 2, top - inner / 2), (inner, inner)
        end = top if self._last else rail.y - scale(28)
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


def _carry(scale: Scale, carry: CarryCode) -> Sequence[Widget]:
    holder = BoxLayout(size_hint_y=None, height=scale(560))
    holder.add_widget(Widget())
    holder.add_widget(QrCode(carry.address, scale(560)))
    holder.add_widget(Widget())
    return (
        Text(carry.caption, scale.strong, bold=True, align="center"),
        holder,
        Text(f"{carry.until:%H:%M:%S}", scale.small, colour=theme.MUTED, align="center"),
    )
