"""What stands around every screen: the court's name, day and time above; the ways out below."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Rectangle
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from kiosk import theme
from kiosk.presenter import View
from kiosk.qr import QrCode
from kiosk.theme import Colour
from kiosk.widgets.base import CHINESE, Card, Hand, Icon, PushButton, Text
from shared.words import Words


def fill(widget: Widget, colour: Colour) -> None:
    """A plain colour behind a widget."""
    with widget.canvas.before:
        Color(*colour)
        shape = Rectangle(pos=widget.pos, size=widget.size)
    widget.bind(
        pos=lambda _, pos: setattr(shape, "pos", pos), size=lambda _, size: setattr(shape, "size", size)
    )


class Header(BoxLayout):
    """The court's name at the left, day and time at the right."""

    def __init__(self, hand: Hand) -> None:
        scale = hand.scale
        super().__init__(size_hint_y=None, height=scale(132), padding=(scale.margin, 0), spacing=scale(24))
        fill(self, theme.ACCENT)
        self.add_widget(Icon("gavel", scale(52), colour=theme.ON_ACCENT, pos_hint={"center_y": 0.5}))
        self._court = Text("", scale(44), colour=theme.ON_ACCENT, bold=True, pos_hint={"center_y": 0.5})
        self.add_widget(self._court)
        right = BoxLayout(
            orientation="vertical",
            size_hint=(None, None),
            size=(scale(420), scale(100)),
            pos_hint={"center_y": 0.5},
        )
        self._clock = Label(
            font_name=CHINESE, font_size=scale(44), bold=True, color=theme.ON_ACCENT, halign="right"
        )
        self._day = Label(
            font_name=CHINESE, font_size=scale(28), color=theme.ON_ACCENT, halign="right", valign="middle"
        )
        for label in (self._clock, self._day):
            label.bind(size=lambda it, size: setattr(it, "text_size", size))
            right.add_widget(label)
        self.add_widget(right)

    def show(self, court: str, day: str, clock: str) -> None:
        self._court.write(court)
        if self._day.text != day:
            self._day.text = day
        if self._clock.text != clock:
            self._clock.text = clock


class Footer(BoxLayout):
    """Back, home, language, and the end of a visit that holds something private. Always in one place."""

    def __init__(
        self,
        hand: Hand,
        words: Words,
        view: View,
        *,
        back: Callable[[], None],
        home: Callable[[], None],
        language: Callable[[], None],
        end: Callable[[], None],
    ) -> None:
        scale = hand.scale
        super().__init__(
            size_hint_y=None, height=scale(168), padding=(scale.margin, scale(28)), spacing=scale.gap
        )
        fill(self, theme.SURFACE)
        if view.can_go_back:
            self.add_widget(PushButton(hand, words("kiosk.back"), back, icon="back"))
            self.add_widget(PushButton(hand, words("kiosk.home"), home, icon="home"))
        else:
            self.add_widget(Widget(size_hint_x=2))
        if view.private:
            self.add_widget(
                PushButton(hand, words("kiosk.end"), end, icon="leave", main=True, size_hint_x=1.2)
            )
        else:
            self.add_widget(PushButton(hand, words("kiosk.other-language"), language, icon="language"))


def heading(hand: Hand, view: View) -> BoxLayout:
    """The page's title, what leads it, and a banner when the content is old or comes from here alone."""
    scale = hand.scale
    box = BoxLayout(orientation="vertical", size_hint_y=None, spacing=scale(12))
    box.bind(minimum_height=box.setter("height"))
    if view.banner:
        card = Card(scale, fill=theme.WARN_SOFT, line=theme.WARN_INK, padding=scale(24))
        card.add_widget(Text(view.banner, scale.body, colour=theme.WARN_INK, bold=True))
        box.add_widget(card)
    # At home the title is the court's name, and that stands in the header already.
    title, intro = (view.intro, "") if view.kind == "home" else (view.title, view.intro)
    box.add_widget(Text(title, scale.title, bold=True))
    if intro:
        box.add_widget(Text(intro, scale.body, colour=theme.MUTED))
    return box


class QrCard(BoxLayout):
    """The page's own code beside what it is for, and how old the page is."""

    def __init__(self, hand: Hand, view: View) -> None:
        scale = hand.scale
        upright = scale.landscape
        super().__init__(
            orientation="vertical" if upright else "horizontal",
            size_hint_y=None,
            spacing=scale(28),
            padding=(0, 0) if upright else (scale.margin, scale(20)),
        )
        self.bind(minimum_height=self.setter("height"))
        if view.qr:
            code = QrCode(view.qr, scale(300 if upright else 246))
            code.pos_hint = {"center_x": 0.5, "center_y": 0.5}
            self.add_widget(code)
        words = BoxLayout(
            orientation="vertical", size_hint_y=None, spacing=scale(10), pos_hint={"center_y": 0.5}
        )
        words.bind(minimum_height=words.setter("height"))
        align = "center" if upright else "left"
        if view.qr:
            words.add_widget(Text(view.qr_caption, scale(34), bold=True, align=align))
        if view.age:
            words.add_widget(Text(view.age, scale.small, colour=theme.MUTED, align=align))
        self.add_widget(words)


class Shade(AnchorLayout):
    """A question over everything: nothing beneath can be touched."""

    def __init__(self, hand: Hand, title: str, text: str, button: PushButton) -> None:
        scale = hand.scale
        super().__init__(anchor_x="center", anchor_y="center")
        fill(self, theme.SHADE)
        card = Card(scale, padding=scale(64), spacing=scale(40), size_hint_x=None, width=scale(860))
        card.add_widget(Text(title, scale.title, bold=True, align="center"))
        self._text = Text(text, scale(44), align="center")
        card.add_widget(self._text)
        card.add_widget(button)
        self.add_widget(card)

    def write(self, text: str) -> None:
        self._text.write(text)

    def on_touch_down(self, touch: object) -> bool:
        super().on_touch_down(touch)
        return True
