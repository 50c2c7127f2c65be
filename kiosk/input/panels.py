"""Which panel a field is filled in with: one a kind of field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.input.amount import AmountPanel
from kiosk.input.calendar import CalendarPanel
from kiosk.input.case_number import CaseNumberPanel
from kiosk.input.identity import IdNumberPanel, OrganisationCodePanel
from kiosk.input.keypad import DigitsPanel
from kiosk.input.text import TextPanel, Writing
from kiosk.widgets.base import Text, width_of
from kiosk.widgets.touch import Hand, PushButton
from shared.pages import Field, FieldKind
from shared.words import Words


@dataclass(frozen=True, slots=True)
class Desk:
    """What a form is filled in with: today's date, the court's code, and what text is written with."""

    today: date
    court_code: str
    writing: Writing


def panel_for(
    field: Field,
    hand: Hand,
    words: Words,
    desk: Desk,
    value: str,
    changed: Callable[[str], None],
    say: Callable[[str], None],
    *,
    low: bool = False,
) -> Widget:
    """The panel for `field`, which holds `value` already; `changed` gets every new value, `say` what else
    whoever does not see it is to hear. A `low` one leaves room for the fields above it."""
    match field.kind:
        case FieldKind.CASE_NUMBER | FieldKind.CASE_LOGIN | FieldKind.CASE_REFERENCE:
            return CaseNumberPanel(
                hand, words, changed, value=value, year=desk.today.year, court=desk.court_code,
                lookup=field.kind is not FieldKind.CASE_NUMBER, person=field.kind is FieldKind.CASE_LOGIN,
            )  # fmt: skip
        case FieldKind.DATE:
            return CalendarPanel(hand, words, changed, today=desk.today, chosen=value)
        case FieldKind.CHOICE:
            return _choices(field, hand, value, changed)
        case FieldKind.AMOUNT:
            return AmountPanel(hand, words, changed, value=value)
        case FieldKind.ID_NUMBER:
            return IdNumberPanel(hand, words, changed, value=value)
        case FieldKind.ORGANISATION_CODE:
            return OrganisationCodePanel(hand, words, changed, value=value)
        case (
            FieldKind.QUERY_PASSWORD
            | FieldKind.YEAR
            | FieldKind.TELEPHONE
            | FieldKind.RECEIPT_NUMBER
            | FieldKind.CODE
        ):
            return DigitsPanel(hand, words, changed, value=value, most=field.most)
        case FieldKind.PERSON_NAME | FieldKind.TEXT | FieldKind.LONG_TEXT:
            return TextPanel(
                hand, words, desk.writing, changed, value=value, most=field.most, say=say,
                name=field.kind is FieldKind.PERSON_NAME, low=low,
            )  # fmt: skip
    return Text(hand.look, words("kiosk.cannot-enter"))


def _choices(field: Field, hand: Hand, value: str, changed: Callable[[str], None]) -> Widget:
    look = hand.look
    # Many short ones stand in two columns, so that what comes after them is not pushed off the screen.
    half = (look.width / (2 if look.landscape else 1) - 2 * look.margin - look.gap) / 2 - look(120)
    short = all(width_of(choice.label, look.body, bold=True) < half for choice in field.choices)
    box = GridLayout(cols=2 if short and len(field.choices) > 4 else 1, spacing=look.gap, size_hint_y=None)
    box.bind(minimum_height=box.setter("height"))

    def build(chosen: str) -> None:
        box.clear_widgets()
        for choice in field.choices:
            box.add_widget(
                PushButton(
                    hand, choice.label, partial(choose, choice.value),
                    chosen=choice.value == chosen, repeats=True,
                )
            )  # fmt: skip

    def choose(chosen: str) -> None:
        build(chosen)
        changed(chosen)

    build(value)
    return box
