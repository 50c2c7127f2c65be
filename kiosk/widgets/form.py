"""A form: what was entered above, the panel for the field whose turn it is below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.input.amount import shown_amount
from kiosk.input.panels import Desk, panel_for
from kiosk.presenter import View
from kiosk.widgets.article import block_widgets
from kiosk.widgets.base import Card, Text, column, line, width_of
from kiosk.widgets.frame import banner
from kiosk.widgets.touch import Hand, PushButton, Touchable
from shared.pages import Field, FieldKind
from shared.place import Place
from shared.words import Words

# What is typed in here is nobody's to overhear, nor are the keys on the way to it.
UNHEARD = frozenset({FieldKind.QUERY_PASSWORD, FieldKind.ID_NUMBER, FieldKind.CASE_LOGIN})


# Characters of a field's text that are shown.
LONG = 60


@dataclass(frozen=True, slots=True)
class Heard:
    """What whoever does not see the form is told: that a field `changed` from one text to another, that it is
    one's `turn` or is still `missing`, with where to go on; and `say` for anything else."""

    changed: Callable[[Field, str, str], None]
    turn: Callable[[Field], None]
    missing: Callable[[Field, Touchable], None]
    say: Callable[[str], None]


class FormBody(BoxLayout):
    """`send` gets what was entered by field name. `kept` is what was entered before the page was drawn anew
    (another language, other letters). `wipe` forgets it all."""

    def __init__(
        self,
        hand: Hand,
        view: View,
        words: Words,
        desk: Desk,
        *,
        kept: Mapping[str, str],
        send: Callable[[dict[str, str]], None],
        open_place: Callable[[Place], None],
        heard: Heard,
    ) -> None:
        look = hand.look
        self._heard = heard
        super().__init__(orientation="vertical", spacing=look.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._view, self._words, self._desk, self._send = hand, view, words, desk, send
        self._values = {field.name: field.value for field in view.fields if not field.kind.secret}
        self._values |= {field.name: kept[field.name] for field in view.fields if field.name in kept}
        self._boxes: dict[str, _FieldBox] = {}
        # So that the panel below them is on the screen as well.
        self._many = len(view.fields) > 2 and not look.landscape
        self._panel = column(look)
        self._current = self._first_to_fill()
        if view.error:
            self.add_widget(banner(look, view.error))
        for block in view.blocks:
            card = Card(look, spacing=look(22))
            for widget in block_widgets(look, block):
                card.add_widget(widget)
            self.add_widget(card)
        form = BoxLayout(
            orientation="horizontal" if look.landscape else "vertical", spacing=look.gap, size_hint_y=None
        )
        form.bind(minimum_height=form.setter("height"))
        left = column(look, pos_hint={"top": 1})
        for field in view.fields:
            box = _FieldBox(hand, field, partial(self._chosen, field), slim=self._many)
            self._boxes[field.name] = box
            left.add_widget(box)
        submit = self._send_bar(open_place)
        if look.landscape:
            left.add_widget(submit)
        form.add_widget(left)
        right = column(look, pos_hint={"top": 1})
        if view.fields:
            right.add_widget(self._panel)
        if not look.landscape:
            right.add_widget(submit)
        form.add_widget(right)
        self.add_widget(form)
        if self._current is not None:
            self._turn_to(self._current)

    def _send_bar(self, open_place: Callable[[Place], None]) -> Widget:
        """The one thing to do at the right, other ways before it."""
        hand, view = self._hand, self._view
        bar = line(hand.look)
        for tile in view.tiles:
            bar.add_widget(
                PushButton(hand, tile.title, partial(open_place, tile.place), size=hand.look.text(33))
            )
        submit = view.form.submit if view.form else ""
        bar.add_widget(PushButton(hand, submit, self._submitted, main=True, size_hint_x=1.4))
        return bar

    @property
    def values(self) -> dict[str, str]:
        """What has been entered so far."""
        return dict(self._values)

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._view.fields

    def wipe(self) -> None:
        """Forget what was entered: the form is left."""
        self._values.clear()
        self._panel.clear_widgets()
        for box in self._boxes.values():
            box.show("")

    def fill(self, values: Mapping[str, str]) -> None:
        """What a scanner or a card reader read, by field name."""
        for field in self._view.fields:
            if field.name in values:
                self._values[field.name] = values[field.name]
        first = self._first_to_fill()
        if first is not None:
            self._turn_to(first)

    def _first_to_fill(self) -> Field | None:
        """None for a form that only asks to confirm."""
        fields = self._view.fields
        if not fields:
            return None
        wrong = next((field for field in fields if field.error and not self._values.get(field.name)), None)
        wrong = wrong or next((field for field in fields if field.error), None)
        return wrong or next((field for field in fields if not self._values.get(field.name)), fields[-1])

    def _chosen(self, field: Field) -> None:
        self._turn_to(field)
        self._heard.turn(field)

    def _turn_to(self, field: Field) -> None:
        self._current = field
        for name, box in self._boxes.items():
            box.show(self._values.get(name, ""))
            box.mark(name == field.name)
        self._panel.clear_widgets()
        self._panel.unheard = field.kind in UNHEARD
        value = self._values.get(field.name, "")
        self._panel.add_widget(
            panel_for(
                field,
                self._hand,
                self._words,
                self._desk,
                value,
                self._entered,
                self._heard.say,
                low=self._many,
            )
        )

    def _entered(self, value: str) -> None:
        field = self._current
        if field is not None:
            before, self._values[field.name] = self._values.get(field.name, ""), value
            self._boxes[field.name].show(value)
            self._heard.changed(field, before, value)

    def _submitted(self) -> None:
        empty = next(
            (
                field
                for field in self._view.fields
                if not field.optional and not self._values.get(field.name, "").strip()
            ),
            None,
        )
        # With a field still empty the button leads to it, so that nothing half is sent.
        if empty is not None:
            self._turn_to(empty)
            self._boxes[empty.name].ask()
            self._heard.missing(empty, self._boxes[empty.name])
            return
        self._send(self.values)


class _FieldBox(Touchable):
    """A field as a box: its label, and what was entered or asked for; a secret as dots."""

    def __init__(self, hand: Hand, field: Field, on_touch: Callable[[], None], *, slim: bool = False) -> None:
        """`slim` has name and value side by side until it is its turn."""
        look, colours = hand.look, hand.look.colours
        super().__init__(
            hand,
            field.label,
            on_touch,
            orientation="vertical",
            size_hint_y=None,
            padding=(look(32), look(18)),
            spacing=look(4),
            thick=look(3),
            repeats=True,
        )
        self.bind(minimum_height=self.setter("height"))
        self._field, self._slim, self._active, self._entered = field, slim, False, ""
        self._label = Text(look, field.label, look.text(32), colour=colours.muted, pos_hint={"center_y": 0.5})
        self._value = Text(look, "", look.large, bold=True, pos_hint={"center_y": 0.5})
        self._pair = line(look, orientation="vertical", spacing=look(4))
        for text in (self._label, self._value):
            self._pair.add_widget(text)
        self.add_widget(self._pair)
        self._wrong = (
            Text(look, field.error, look.text(34), colour=colours.accent, bold=True) if field.error else None
        )
        self._hint = Text(look, field.hint, look.small, colour=colours.muted) if field.hint else None

    def mark(self, active: bool) -> None:
        """What helps to fill it in stands there when it is this field's turn."""
        look, colours = self._hand.look, self._hand.look.colours
        self._active = active
        self.rest_in(colours.surface, colours.accent if active else colours.edge)
        flat = self._slim and not active and look.comfort.text < 1.4
        self._pair.orientation = "horizontal" if flat else "vertical"
        self._label.size_hint_x = None if flat else 1
        if flat:
            self._label.width = look.text(210)
        if self._hint is not None:
            self.remove_widget(self._hint)
            if active:
                self.add_widget(self._hint)
        self.show(self._entered)

    def ask(self) -> None:
        """Somebody wants to send the form and this is empty."""
        colours = self._hand.look.colours
        self.rest_in(colours.warn_soft, colours.warn)

    def show(self, value: str) -> None:
        look, colours = self._hand.look, self._hand.look.colours
        field, self._entered = self._field, value
        if self._wrong is not None:
            # What was wrong stands there until something else is entered.
            same = value == field.value or (field.kind.secret and not value)
            if same and self._wrong.parent is None:
                self.add_widget(self._wrong)
            elif not same:
                self.remove_widget(self._wrong)
        self.spoken = f"{field.label}，{value if value and not field.kind.secret else field.prompt}"
        if not value:
            self._value.bold, self._value.color = False, colours.muted
            self._value.font_size = look.body
            self._value.write(field.prompt)
            return
        self._value.bold, self._value.color = True, colours.ink
        long = len(value) > LONG
        shown = "●" * len(value) if field.kind.secret else _shown(field, value)
        self._value.font_size = look.body if long else self._size_for(shown)
        if long:
            # Where one is writing is seen; the whole is read before it is sent.
            shown = f"…{shown[-LONG:]}" if self._active else f"{shown[: LONG // 3]}…"
        self._value.write(shown)

    def _size_for(self, shown: str) -> float:
        """Large, but a case number is not split for it."""
        look = self._hand.look
        room = look.width / (2 if look.landscape else 1) - 2 * look.margin - look(64)
        wide = width_of(shown, look.large, bold=True)
        return look.large * min(1.0, max(room / wide, look.body / look.large)) if wide > room else look.large


def _shown(field: Field, value: str) -> str:
    if field.kind is FieldKind.AMOUNT:
        return shown_amount(value)
    return next((choice.label for choice in field.choices if choice.value == value), value)
