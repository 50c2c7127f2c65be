"""The whole window: a screen, and at most one sheet over it."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.widgets.screen import Screen


class Stage(FloatLayout):
    """`changed` is told when something else comes to lie on top, `laid` which sheet it is, with what is to be
    said of it."""

    def __init__(self, changed: Callable[[], None], laid: Callable[[str], None]) -> None:
        super().__init__()
        self._changed, self._laid = changed, laid
        self.screen: Screen
        self.sheet: Widget | None = None

    @property
    def uppermost(self) -> Widget:
        return self.sheet or self.screen

    def begin(self, screen: Screen) -> None:
        """Nothing of what was here stays."""
        self.clear_widgets()
        self.sheet, self.screen = None, screen
        self.add_widget(screen)

    def lay_over(self, sheet: Widget) -> None:
        self.take_away()
        self._changed()
        self.sheet = sheet
        self.add_widget(sheet)
        if spoken := getattr(sheet, "spoken", ""):
            self._laid(spoken)

    def take_away(self, kind: type[Widget] = Widget) -> None:
        """The sheet that lies over the screen, where it is of this kind."""
        if isinstance(self.sheet, kind):
            self.remove_widget(self.sheet)
            self.sheet = None
            self._changed()
