"""One whole screen: header, the page, its code, the bar. Nothing in it knows where pages come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.presenter import View
from kiosk.theme import Look
from kiosk.widgets.base import column, fill, space
from kiosk.widgets.frame import BarAction, Footer, Header, QrCard, heading
from kiosk.widgets.listing_row import beside_rows
from kiosk.widgets.menu import leads_itself
from kiosk.widgets.rows import Rows
from kiosk.widgets.scroll import Flow, Scroll
from kiosk.widgets.touch import Hand


class Screen(BoxLayout):
    """`show` puts a page into the frame; header and bar stay as they are where they can."""

    def __init__(self, hand: Hand, *, reach_share: float) -> None:
        super().__init__(orientation="vertical")
        self._hand, self._reach_share = hand, reach_share
        self._bar: tuple[object, Footer] | None = None
        self._middle: Widget | None = None
        self._flow: Flow | None = None
        self._scroll: Scroll | None = None
        self._rows: Rows | None = None
        self.header = Header(hand.look)
        self.add_widget(self.header)

    def show(
        self,
        view: View,
        parts: Iterable[Widget],
        actions: Mapping[str, BarAction | None],
        rows: Rows | None,
        hint: str,
    ) -> None:
        """`parts` are built as they are needed; with `rows` they stand above them and stay."""
        self.leave()
        if self._middle is not None:
            self.remove_widget(self._middle)
        self._rows = rows
        self._middle = self._lay_out(view, parts, rows)
        self.add_widget(self._middle, index=1 if self._bar else 0)
        self.show_bar(actions, hint)

    def show_bar(self, actions: Mapping[str, BarAction | None], hint: str) -> None:
        known = tuple((name, act and (act.icon, act.name, act.main)) for name, act in actions.items())
        if self._bar is None or self._bar[0] != known:
            if self._bar is not None:
                self.remove_widget(self._bar[1])
            self._bar = known, Footer(self._hand, actions, hint)
            self.add_widget(self._bar[1])

    def leave(self) -> None:
        """Build no more of the page that is shown."""
        if self._flow is not None:
            self._flow.stop()
        self._flow = self._scroll = self._rows = None

    @property
    def scrolled(self) -> float:
        """How far down one has read, to come back to the same place."""
        if self._rows is not None:
            return self._rows.offset
        return float(self._scroll.scroll_y) if self._scroll is not None else 1.0

    def scroll_back(self, to: float) -> None:
        if self._rows is not None:
            self._rows.restore(to)
        elif self._scroll is not None and self._flow is not None and to != 1.0:
            self._flow.complete()
            self._scroll.scroll_y = to

    def bring_into_view(self, widget: Widget) -> None:
        if self._scroll is not None and any(each is widget for each in self._scroll.walk()):
            self._scroll.scroll_to(widget, padding=self._hand.look(60), animate=False)

    def _lay_out(self, view: View, parts: Iterable[Widget], rows: Rows | None) -> Widget:
        look = self._hand.look
        if not look.comfort.reach:
            page = self._page(view, parts, rows, with_heading=True)
            if look.landscape:
                middle = BoxLayout()
                middle.add_widget(page)
                # Rows in large letters need the room; the code is on each of the pages behind them.
                if view.qr and not (rows is not None and _large(look)):
                    middle.add_widget(self._side(view))
                return middle
            middle = BoxLayout(orientation="vertical")
            middle.add_widget(page)
            if (view.qr or view.age) and not (rows is not None and _large(look)):
                card = QrCard(look, view, upright=False)
                fill(card, look.colours.surface)
                middle.add_widget(card)
            return middle
        # What is only looked at goes up, what is touched comes down.
        middle = BoxLayout(orientation="vertical")
        top = BoxLayout(size_hint_y=None, height=look.height * (1 - self._reach_share) - self.header.height)
        top.padding, top.spacing = (look.margin, look(24)), look.gap
        words = column(look, pos_hint={"top": 1})
        words.add_widget(heading(look, view))
        top.add_widget(words)
        if view.qr:
            card = QrCard(look, view, upright=not look.landscape)
            card.padding = 0
            card.size_hint_x, card.width = None, look(700 if look.landscape else 360)
            card.pos_hint = {"top": 1}
            top.add_widget(card)
        middle.add_widget(top)
        middle.add_widget(self._page(view, parts, rows, with_heading=False))
        return middle

    def _page(self, view: View, parts: Iterable[Widget], rows: Rows | None, *, with_heading: bool) -> Widget:
        look = self._hand.look
        if rows is not None:
            return self._with_rows(view, parts, rows, with_heading=with_heading)

        def everything() -> Iterable[Widget]:
            if with_heading and not leads_itself(look, view):
                yield heading(look, view)
            yield from parts

        self._flow = Flow(look, everything(), look.height)
        self._scroll = Scroll(look)
        self._scroll.add_widget(self._flow)
        return self._scroll

    def _with_rows(self, view: View, parts: Iterable[Widget], rows: Rows, *, with_heading: bool) -> Widget:
        """What is over the rows takes half of the screen at most, and is scrolled where it is longer; on a
        wide screen it stands beside them."""
        look = self._hand.look
        page = BoxLayout(
            orientation="horizontal" if look.landscape else "vertical",
            spacing=0 if look.landscape else look.gap,
        )
        top = column(look, padding=(look.margin, look.gap, look.margin, look.gap if look.landscape else 0))
        if with_heading:
            top.add_widget(heading(look, view))
        for part in parts:
            top.add_widget(part)
        over = self._scroll = Scroll(look)
        over.add_widget(top)
        if look.landscape:
            over.size_hint_x, over.width = None, beside_rows(look)
        else:
            over.size_hint_y = None

            def fit(*_: object) -> None:
                over.height = min(top.height, page.height / 2)

            top.bind(height=fit)
            page.bind(height=fit)
        page.add_widget(over)
        if look.landscape:
            # Begins where what stands beside it does.
            below = BoxLayout(padding=(0, look.gap, 0, 0))
            below.add_widget(rows)
            page.add_widget(below)
        else:
            page.add_widget(rows)
        return page

    def _side(self, view: View) -> Widget:
        look: Look = self._hand.look
        side = BoxLayout(orientation="vertical", size_hint_x=None, width=look(400), padding=look(40))
        fill(side, look.colours.surface)
        side.add_widget(Widget())
        side.add_widget(QrCard(look, view, upright=True))
        side.add_widget(space(look(20)))
        return side


def _large(look: Look) -> bool:
    return look.comfort.text > 1.4
