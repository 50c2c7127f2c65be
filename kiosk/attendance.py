"""Whether anybody is there, and what the screen does about it: the question before a visit ends, the hall's
board while nobody comes, the dark outside the hall's hours."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock

from kiosk.asking import Asker
from kiosk.attract import Attract
from kiosk.equipment import Equipment
from kiosk.hours import Hours
from kiosk.idle import IdleTimer
from kiosk.presence import Presence
from kiosk.surroundings import Dimming
from kiosk.widgets.frame import IdleSheet
from kiosk.widgets.night import Night
from kiosk.widgets.stage import Stage
from kiosk.widgets.touch import Hand
from shared.application import Application
from shared.settings import Settings
from shared.words import Words


class Attendance:
    """`end` ends the visit; `board_may_come` tells whether the first page may give way to the board."""

    def __init__(
        self,
        application: Application,
        settings: Settings,
        equipment: Equipment,
        *,
        asker: Asker,
        stage: Stage,
        hand: Hand,
        words: Callable[[], Words],
        end: Callable[[], None],
        board_may_come: Callable[[], bool],
    ) -> None:
        self._application, self._equipment = application, equipment
        self._stage, self._hand, self._words = stage, hand, words
        self._board_may_come = board_may_come
        self._presence = Presence(
            IdleTimer(settings.kiosk_idle_seconds, settings.kiosk_warning_seconds),
            settings.kiosk_board_seconds,
            warn=self._warn, end=end, free=self._show_board,
        )  # fmt: skip
        self._attract = Attract(application, asker, stage.lay_over, stage.take_away)
        self._dimming = Dimming(
            equipment.light, Hours.parse(settings.kiosk_bright_hours),
            darken=self._darken, brighten=lambda: stage.take_away(Night), after=settings.kiosk_dark_seconds,
        )  # fmt: skip

    @property
    def quiet(self) -> float:
        """Seconds for which nobody has used the first page."""
        return self._presence.quiet

    @property
    def board(self) -> bool:
        return self._attract.on

    @property
    def dark(self) -> bool:
        return self._dimming.dark

    def passed(self, seconds: float, *, something_to_end: bool, listening: bool) -> None:
        """As `Presence.passed`."""
        # The question itself is heard by whoever is there, and by nobody else.
        listening = listening and not isinstance(self._stage.sheet, IdleSheet)
        self._presence.passed(seconds, something_to_end=something_to_end, listening=listening)
        self._dimming.passed(self._application.clock().time(), self._presence.quiet)

    def somebody_came(self) -> None:
        """By whatever a person does that is no touch: headphones, a card."""
        self._presence.touched()

    def touched(self) -> None:
        """A finger is on the screen, wherever."""
        self._presence.touched()
        if isinstance(self._stage.sheet, IdleSheet):
            Clock.schedule_once(lambda _: self._still_here())

    def key_pressed(self) -> bool:
        """Whether it woke the screen, or answered the question, and is to do nothing else."""
        self._presence.touched()
        covered = self._attract.on or isinstance(self._stage.sheet, IdleSheet | Night)
        self._dimming.wake()
        self._attract.stop()
        if covered:
            self._stage.take_away()
        return covered

    def _warn(self, seconds: int) -> None:
        if not isinstance(self._stage.sheet, IdleSheet):
            self._stage.lay_over(IdleSheet(self._hand, self._words(), self._still_here))
            self._equipment.chime()
        if isinstance(self._stage.sheet, IdleSheet):
            self._stage.sheet.count(seconds)

    def _still_here(self) -> None:
        self._presence.touched()
        self._stage.take_away()

    def _show_board(self) -> None:
        """At the first page nobody touches anything: the hall sees today's hearings."""
        if self._board_may_come() and not (self._stage.sheet or self._attract.on):
            self._attract.start(self._hand.look)

    def _darken(self, dark: float) -> None:
        self._attract.stop()
        self._stage.lay_over(Night(dark, self._dimming.wake))
