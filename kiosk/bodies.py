"""What stands between header and bar: one kind of body for each kind of page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from kivy.uix.widget import Widget

from kiosk.input.text import Writing
from kiosk.presenter import View
from kiosk.widgets.article import article_parts
from kiosk.widgets.listing import listing_parts, listing_rows
from kiosk.widgets.menu import menu_parts
from kiosk.widgets.notice import notice_parts
from kiosk.widgets.rows import Rows
from kiosk.widgets.touch import Hand
from shared.application import Application
from shared.pages import FieldKind
from shared.place import Place
from shared.words import Words

if TYPE_CHECKING:
    from kiosk.widgets.form import FormBody, Heard


class Bodies:
    """Builds a page's body and remembers what of it must be wiped, or kept over a redrawing."""

    def __init__(
        self,
        hand: Hand,
        application: Application,
        *,
        open_place: Callable[[Place], None],
        send: Callable[[Mapping[str, str]], None],
        ask: Callable[[int], None],
        writing: Writing,
        heard: Heard,
    ) -> None:
        self._writing, self._heard = writing, heard
        self._hand, self._application = hand, application
        self._open, self._send, self._ask = open_place, send, ask
        self._form: FormBody | None = None
        self._rows: Rows | None = None
        self.kept: Mapping[str, str] = {}

    def parts(self, view: View, words: Words) -> tuple[Iterable[Widget], Rows | None]:
        """The parts of the page, built when they are asked for, and its rows where it is a listing."""
        hand, kept = self._hand, self.kept
        self.kept = {}
        match view.kind:
            case "home" | "menu":
                return menu_parts(hand, view, self._open), None
            case "listing":
                self._rows = listing_rows(hand, view, self._open, self._ask)
                return listing_parts(hand, view, self._open), self._rows
            case "article":
                return article_parts(hand, view, self._open), None
            case "form":
                # With all panels; the first page, which has none, does not wait for them.
                from kiosk.input.panels import Desk
                from kiosk.widgets.form import FormBody

                court = self._application.parts.content.court()
                desk = Desk(self._application.clock().date(), court.code if court else "", self._writing)
                self._form = FormBody(
                    hand, view, words, desk, kept=kept, send=self._send, open_place=self._open,
                    heard=self._heard,
                )  # fmt: skip
                return (self._form,), None
        return notice_parts(hand, view, self._open), None

    def add_rows(self, view: View) -> None:
        """A part of the listing that was asked for has come."""
        if self._rows is not None:
            self._rows.fill(view.first, view.rows)

    def fill(self, values: Mapping[FieldKind, str]) -> bool:
        """What a device read, by kind of field; False where no form here asks for it."""
        if self._form is None:
            return False
        named = {field.name: values[field.kind] for field in self._form.fields if field.kind in values}
        if named:
            self._form.fill(named)
        return bool(named)

    def leave(self, *, keep: bool = False) -> None:
        """The page goes: forget what was entered, or keep it for the same page drawn anew."""
        if self._form is not None:
            self.kept = self._form.values if keep else {}
            self._form.wipe()
        elif not keep:
            self.kept = {}
        self._form = self._rows = None


def prepare() -> None:
    """What the first form would else wait for. For a worker thread."""
    import kiosk.input.panels
    import kiosk.widgets.form  # noqa: F401
