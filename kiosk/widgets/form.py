"""A form: what was entered above, the panel for the field whose turn it is below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk import theme
from kiosk.input.amount import AmountPanel, shown_amount
from kiosk.input.calendar import CalendarPanel
from kiosk.input.case_number import CaseNumberPanel
from kiosk.input.keypad import CodePad, Keypad
from kiosk.presenter import View
from kiosk.widgets.article import block_widgets
from kiosk.widgets.base import Card, Hand, PushButton, Text, Touchable, column
from kiosk.widgets.menu import tiles
from shared.pages import Field, FieldKind
from shared.place import Place
from shared.words import Words

_BY_DIGITS = frozenset(
    {
        FieldKind.QUERY_PASSWORD,
        FieldKind.YEAR,
        FieldKind.TELEPHONE,
        FieldKind.RECEIPT_NUMBER,
        FieldKind.CODE,
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a form is filled in with: today's date and the court's code, for the panels."""

    today: date
    court_code: str


class FormBody(BoxLayout):
    """`send` gets what was entered by field name. `wipe` forgets it."""

    def __init__(
        self,
        hand: Hand,
        view: View,
        words: Words,
        desk: Desk,
        *,
        send: Callable[[dict[str, str]], None],
        open_place: Callable[[Place], None],
    ) -> None:
        scale = hand.scale
        super().__init__(orientation="vertical", spacing=scale.gap, size_hint_y=None)
        self.bind(minimum_height=self.setter("height"))
        self._hand, self._view, self._words, self._desk, self._send = hand, view, words, desk, send
        self._values = {field.name: field.value for field in view.fields if not field.kind.secret}
        self._boxes: dict[str, _FieldBox] = {}
        self._panel = BoxLayout(orientation="vertical", size_hint_y=None)
        self._panel.bind(minimum_height=self._panel.setter("height"))
        self._current = self._first_to_fill()
        if view.error:
            self.add_widget(_error(hand, view.error))
        for block in view.blocks:
            card = Card(scale, spacing=scale(22))
            for widget in block_widgets(scale, block):
                card.add_widget(widget)
            self.add_widget(card)
        form = BoxLayout(
            orientation="horizontal" if scale.landscape else "vertical", spacing=scale.gap, size_hint_y=None
        )
        form.bind(minimum_height=form.setter("height"))
        left = column(scale, pos_hint={"top": 1})
        for field in view.fields:
            box = _FieldBox(hand, field, partial(self._turn_to, field))
            self._boxes[field.name] = box
            left.add_widget(box)
        self._submit = PushButton(hand, view.form.submit if view.form else "", self._submitted, main=True)
        self._submit_place = column(scale)
        self._submit_place.add_widget(self._submit)
        if scale.landscape:
            left.add_widget(self._submit_place)
        form.add_widget(left)
        right = column(scale, pos_hint={"top": 1})
        right.add_widget(self._panel)
        if not scale.landscape:
            right.add_widget(self._submit_place)
        form.add_widget(right)
        self.add_widget(form)
        if view.tiles:
            self.add_widget(tiles(hand, view.tiles, open_place))
        if self._current is not None:
            self._turn_to(self._current)

    def wipe(self) -> None:
        """Forget what was entered: the form is left."""
        self._values.clear()
        for box in self._boxes.values():
            box.show("")

    def _first_to_fill(self) -> Field | None:
        """None for a form that only asks to confirm."""
        fields = self._view.fields
        if not fields:
            return None
        wrong = next((field for field in fields if field.error), None)
        return wrong or next((field for field in fields if not self._values.get(field.name)), fields[0])

    def _turn_to(self, field: Field) -> None:
        self._current = field
        for name, box in self._boxes.items():
            box.show(self._values.get(name, ""))
            box.mark(name == field.name)
        self._panel.clear_widgets()
        self._panel.add_widget(self._panel_for(field))

    def _panel_for(self, field: Field) -> Widget:
        hand, words = self._hand, self._words
        if field.kind in (FieldKind.CASE_NUMBER, FieldKind.CASE_LOGIN):
            return CaseNumberPanel(
                hand,
                words,
                self._entered,
                year=self._desk.today.year,
                court=self._desk.court_code,
                lookup=field.kind is FieldKind.CASE_LOGIN,
            )
        if field.kind is FieldKind.DATE:
            return CalendarPanel(hand, words, self._entered, today=self._desk.today)
        if field.kind is FieldKind.CHOICE:
            box = column(hand.scale)
            for choice in field.choices:
                box.add_widget(
                    PushButton(hand, choice.label, partial(self._entered, choice.value), repeats=True)
                )
            return box
        if field.kind is FieldKind.AMOUNT:
            return AmountPanel(hand, words, self._now, self._entered)
        if field.kind in _BY_DIGITS:
            return Keypad(
                hand,
                self._typed,
                delete=lambda: self._entered(self._now()[:-1]),
                clear=lambda: self._entered(""),
                words=(words("kiosk.clear"), words("kiosk.delete")),
            )
        if field.kind is FieldKind.ID_NUMBER:
            return self._id_number_panel()
        if field.kind is FieldKind.ORGANISATION_CODE:
            return CodePad(
                hand, self._typed, delete=lambda: self._entered(self._now()[:-1]), word=words("kiosk.delete")
            )
        return Text(words("kiosk.cannot-enter"), hand.scale.body)

    def _id_number_panel(self) -> Widget:
        """A keypad with an X where others have the key that clears, and that key below."""
        hand, words = self._hand, self._words
        box = column(hand.scale)
        box.add_widget(
            Keypad(
                hand,
                self._typed,
                delete=lambda: self._entered(self._now()[:-1]),
                clear=lambda: self._typed("X"),
                words=("X", words("kiosk.delete")),
            )
        )
        box.add_widget(PushButton(hand, words("kiosk.clear"), lambda: self._entered(""), repeats=True))
        return box

    def _now(self) -> str:
        return self._values.get(self._current.name, "") if self._current else ""

    def _typed(self, digit: str) -> None:
        if self._current is not None and len(self._now()) < self._current.most:
            self._entered(self._now() + digit)

    def _entered(self, value: str) -> None:
        if self._current is None:
            return
        self._values[self._current.name] = value
        self._boxes[self._current.name].show(value)

    def _submitted(self) -> None:
        empty = next(
            (each for each in self._view.fields if not each.optional and not self._values.get(each.name)),
            None,
        )
        # With a field still empty the button leads to it, so that nothing half is sent.
        if empty is not None:
            self._turn_to(empty)
            return
        values, self._values = self._values, {}
        self._send(values)


def _error(hand: Hand, text: str) -> Card:
    card = Card(hand.scale, fill=theme.WARN_SOFT, line=theme.WARN_INK)
    card.add_widget(Text(text, hand.scale.body, bold=True, colour=theme.WARN_INK))
    return card


class _FieldBox(Touchable):
    """A field as a box: its label, and what was entered or asked for; a secret as dots."""

    def __init__(self, hand: Hand, field: Field, on_touch: Callable[[], None]) -> None:
        scale = hand.scale
        super().__init__(
            hand,
            field.label,
            on_touch,
            orientation="vertical",
            size_hint_y=None,
            padding=(scale(32), scale(22)),
            spacing=scale(8),
            repeats=True,
        )
        self.bind(minimum_height=self.setter("height"))
        self._field = field
        self.add_widget(Text(field.label, scale(32), colour=theme.MUTED))
        self._value = Text("", scale(50), bold=True)
        self.add_widget(self._value)
        if field.error:
            self.add_widget(Text(field.error, scale(34), colour=theme.ACCENT, bold=True))

    def mark(self, active: bool) -> None:
        self.rest_in(theme.SURFACE, theme.ACCENT if active else theme.LINE)

    def show(self, value: str) -> None:
        if not value:
            self._value.bold, self._value.color = False, theme.MUTED
            self._value.font_size = self._hand.scale.body
            self._value.write(self._field.prompt)
            return
        self._value.bold, self._value.color = True, theme.INK
        self._value.font_size = self._hand.scale(50)
        if self._field.kind is FieldKind.AMOUNT:
            value = shown_amount(value)
        self._value.write("●" * len(value) if self._field.kind.secret else value)
