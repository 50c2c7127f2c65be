"""What stands around every screen: the court's name, day and time above; the ways out below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kivy.clock import Clock
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.presenter import View
from kiosk.qr import QrCode
from kiosk.theme import Look
from kiosk.widgets.base import Card, Icon, Text, column, fill, plain_label, width_of
from kiosk.widgets.touch import BarButton, Hand, PushButton
from shared.words import Words

# Longer than a child's curiosity.
HELD_SECONDS = 5.0


class Emblem(Icon):
    """Held for `HELD_SECONDS` without letting go or sliding off it, it calls `held`: the staff's way in."""

    held: Callable[[], None] | None = None

    def on_touch_down(self, touch: Any) -> bool:
        held = self.held
        if held is None or not self.collide_point(*touch.pos):
            return False
        touch.ud[self] = Clock.schedule_once(lambda _: held(), HELD_SECONDS)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            self._let_go(touch)
        return False

    def on_touch_up(self, touch: Any) -> bool:
        self._let_go(touch)
        return False

    def _let_go(self, touch: Any) -> None:
        if (waiting := touch.ud.pop(self, None)) is not None:
            waiting.cancel()


class Header(BoxLayout):
    """The court's name at the left, day and time at the right."""

    def __init__(self, look: Look) -> None:
        height = look(112 if look.landscape else 132)
        super().__init__(size_hint_y=None, height=height, padding=(look.margin, 0), spacing=look(24))
        colours = look.colours
        fill(self, colours.header)
        self.emblem = Emblem("balance", look(52), colour=colours.on_header, pos_hint={"center_y": 0.5})
        self.add_widget(self.emblem)
        self._court = Text(
            look, "", look(44), colour=colours.on_header, bold=True, pos_hint={"center_y": 0.5}
        )
        self.add_widget(self._court)
        right = BoxLayout(
            orientation="vertical",
            size_hint=(None, None),
            size=(look(400), look(110)),
            pos_hint={"center_y": 0.5},
        )
        self._clock = plain_label("", look(46), colours.on_header, bold=True, halign="right", valign="bottom")
        self._day = plain_label(
            "", look(28), colours.on_header, halign="right", valign="top", size_hint_y=0.66
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


@dataclass(frozen=True, slots=True)
class BarAction:
    """A button of the bar: its icon, its name, what it does."""

    icon: str
    name: str
    act: Callable[[], None]
    main: bool = False


class Footer(BoxLayout):
    """Back, home, reading aloud, printing, comfort, language, the end of a visit. Each always in the same
    place."""

    def __init__(self, hand: Hand, actions: Mapping[str, BarAction | None], hint: str) -> None:
        """Where there is nothing to go back to, `hint` stands there."""
        look = hand.look
        slots = sum(1 for name, action in actions.items() if action is not None or name != "aloud")
        # Seven buttons on an upright screen need the margins for their names.
        side = look.margin if slots < 7 or look.landscape else look(32)
        room = (look.width - 2 * side - (slots - 1) * look.gap) / slots - look(16)
        super().__init__(
            size_hint_y=None,
            height=look(152 if look.landscape else 168),
            padding=(side, look.gap),
            spacing=look.gap,
        )
        fill(self, look.colours.surface)
        if not any(actions[name] for name in ("back", "home")):
            left = BoxLayout(size_hint_x=2.1, spacing=look(16))
            left.add_widget(Icon("phone", look(36), colour=look.colours.accent, pos_hint={"center_y": 0.5}))
            left.add_widget(Text(look, hint, look(30), colour=look.colours.muted, pos_hint={"center_y": 0.5}))
            self.add_widget(left)
        for name, action in actions.items():
            if action is None:
                # An end that is not needed leaves its place free; the others keep theirs.
                if name == "aloud":
                    continue
                if name not in ("back", "home"):
                    self.add_widget(Widget())
            else:
                button = BarButton(
                    hand, action.name, action.act, icon=action.icon, main=action.main, room=room
                )
                self.add_widget(button)


def heading(look: Look, view: View) -> BoxLayout:
    """The page's title, what leads it, and a banner when the content is old or comes from here alone."""
    box = column(look, spacing=look(8))
    if view.banner:
        box.add_widget(banner(look, view.banner))
    # At home the title is the court's name, and that stands in the header already.
    title, intro = (view.intro, "") if view.kind == "home" else (view.title, view.intro)
    box.add_widget(Text(look, title, _title_size(look, view, title), bold=True))
    # A low screen in reach mode has room for one of them over what is reached.
    low = look.comfort.reach and look.landscape
    if intro and not (low and (view.banner or len(title) > 30)):
        # A form is to be on one screen: its own prompts lead.
        size = look.small if view.kind == "form" or low else look.body
        box.add_widget(Text(look, intro, size, colour=look.colours.muted))
    return box


def _title_size(look: Look, view: View, title: str) -> float:
    """Smaller where the page is to be on one screen, and where the title itself would fill it."""
    room = (look.width - 2 * look.margin) * (0.5 if look.comfort.reach else 1.0)
    if width_of(title, look.title, bold=True) > 3 * room:
        return look.strong
    one_screen = view.kind == "home" or (look.landscape and (view.kind == "form" or look.comfort.reach))
    return look.large if one_screen else look.title


def banner(look: Look, text: str) -> Card:
    colours = look.colours
    card = Card(look, fill=colours.warn_soft, line=colours.warn, padding=look(18), orientation="horizontal")
    card.add_widget(Icon("problem", look.body, colour=colours.warn, pos_hint={"center_y": 0.5}))
    card.add_widget(Text(look, text, colour=colours.warn, bold=True))
    return card


class QrCard(BoxLayout):
    """The page's own code beside what it is for, its short code, and how old the page is."""

    def __init__(self, look: Look, view: View, *, upright: bool) -> None:
        # The first page and that in reach mode have less room for it.
        small = view.kind == "home" or look.comfort.reach
        size = 190 if small else 230 if not upright or look.comfort.text > 1.4 else 300
        super().__init__(
            orientation="vertical" if upright else "horizontal",
            size_hint_y=None,
            spacing=look(28),
            padding=(0, 0) if upright else (look.margin, look(18)),
        )
        self.bind(minimum_height=self.setter("height"))
        if view.qr:
            code = QrCode(view.qr, look(size))
            code.pos_hint = {"center_x": 0.5, "center_y": 0.5}
            self.add_widget(code)
        words = column(look, spacing=look(8), pos_hint={"center_y": 0.5})
        align = "center" if upright else "left"
        # Beside the page and no part of it: stays readable, but does not push the page away.
        letters, strong = min(look.small, look(40)), min(look.text(36), look(46))
        if view.qr:
            words.add_widget(Text(look, view.qr_caption, strong, bold=True, align=align))
        if view.short_code:
            words.add_widget(Text(look, view.short_code, letters, align=align))
        if view.age:
            room = self.width_of_words(look, look(size) if view.qr else 0, upright=upright)
            whole = width_of(view.age, letters) <= room
            # Whose it is stands in a line of its own where one line is not enough.
            age = view.age if whole else view.age.replace(" · ", "\n", 1)
            words.add_widget(Text(look, age, letters, colour=look.colours.muted, align=align))
        self.add_widget(words)

    @staticmethod
    def width_of_words(look: Look, code: float, *, upright: bool) -> float:
        return look(320) if upright else look.width - 2 * look.margin - (code + look(28) if code else 0)


class Sheet(AnchorLayout):
    """A card over everything: nothing beneath can be touched. `spoken` is what is said when it comes."""

    def __init__(self, look: Look, card: Widget, *, spoken: str) -> None:
        self.spoken = spoken
        super().__init__(anchor_x="center", anchor_y="bottom" if look.comfort.reach else "center")
        self.padding = look(24)
        fill(self, look.colours.shade)
        self.add_widget(card)

    def on_touch_down(self, touch: object) -> bool:
        super().on_touch_down(touch)
        return True


class IdleSheet(Sheet):
    """Is anybody there? The seconds that are left stand large."""

    def __init__(self, hand: Hand, words: Words, answer: Callable[[], None]) -> None:
        look = hand.look
        card = Card(look, padding=look(56), spacing=look(24), size_hint_x=None, width=look(900))
        card.add_widget(Text(look, words("kiosk.idle-title"), look.title, bold=True, align="center"))
        self._number = Text(look, "", look(220), bold=True, colour=look.colours.accent, align="center")
        card.add_widget(self._number)
        card.add_widget(Text(look, words("kiosk.idle-text"), look.text(40), align="center"))
        here = PushButton(
            hand, words("kiosk.idle-here"), answer, main=True, icon="person",
            height=look(140), size=look.text(48),
        )  # fmt: skip
        card.add_widget(here)
        spoken = "\n".join((words("kiosk.idle-title"), words("kiosk.idle-text"), words("spoken.idle")))
        super().__init__(look, card, spoken=spoken)

    def count(self, seconds: int) -> None:
        self._number.write(str(seconds))


class WaitSheet(AnchorLayout):
    """An answer takes long: say so, and let the person leave."""

    def __init__(self, hand: Hand, words: Words, leave: Callable[[], None]) -> None:
        super().__init__(anchor_x="center", anchor_y="center")
        self.spoken = words("kiosk.loading")
        look = hand.look
        card = Card(look, padding=look(40), spacing=look(28), size_hint_x=None, width=look(720))
        card.add_widget(Icon("clock", look(72), colour=look.colours.accent, pos_hint={"center_x": 0.5}))
        card.add_widget(Text(look, words("kiosk.loading"), look.strong, bold=True, align="center"))
        card.add_widget(PushButton(hand, words("kiosk.wait-no-more"), leave, icon="back"))
        self.add_widget(card)
