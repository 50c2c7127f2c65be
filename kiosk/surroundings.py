"""What is beside the screen: headphones and a card reader, looked at every second, and the light."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from kivy.clock import Clock

from kiosk.devices.backlight import DARKEST, Backlight
from kiosk.devices.card import IdCard
from kiosk.equipment import Equipment
from kiosk.hours import Hours

# How much of the picture is taken away: over a panel that is dimmed already, and over one that cannot be.
OVER_DIM, OVER_BRIGHT = 0.5, 0.88


class Surroundings:
    """`do` runs something in a worker thread. `plugged` is told when headphones come (True) or go, `card` of
    a card that was laid on; both on the drawing thread."""

    def __init__(
        self,
        equipment: Equipment,
        do: Callable[[Callable[[], object]], None],
        *,
        plugged: Callable[[bool], None],
        card: Callable[[IdCard], None],
    ) -> None:
        self._equipment, self._do = equipment, do
        self._plugged, self._card = plugged, card
        # None until it was looked at: headphones that hang on the machine are nobody's wish.
        self._headphones: bool | None = None
        self._looking = False

    def look(self) -> None:
        if not self._looking:
            self._looking = True
            self._do(self._look)

    def _look(self) -> None:
        try:
            plugged = self._equipment.read_aloud.headphones()
            before, self._headphones = self._headphones, plugged
            if before is not None and before != plugged:
                Clock.schedule_once(lambda _: self._plugged(plugged))
            card = self._equipment.card_reader.read()
            if card is not None:
                Clock.schedule_once(lambda _: self._card(card))
        finally:
            self._looking = False


class Dimming:
    """Outside the hall's hours, and when nobody is there, the screen is dark; a touch wakes it."""

    def __init__(
        self,
        light: Backlight,
        hours: Hours,
        *,
        darken: Callable[[float], None],
        brighten: Callable[[], None],
        after: float,
    ) -> None:
        """`darken` lays over the screen what takes away so much of the picture, `brighten` takes it off."""
        self._light, self._hours = light, hours
        self._darken, self._brighten, self._after = darken, brighten, after
        # As bright as the staff have set it.
        self._level: int | None = None
        self.dark = False

    def passed(self, now: time, quiet: float) -> None:
        """It is `now`, and for `quiet` seconds nobody has used the first page."""
        if self.dark and (self._hours.bright(now) or quiet == 0):
            self.wake()
        elif not self.dark and not self._hours.bright(now) and quiet >= self._after:
            self.dark = True
            self._level = self._light.level()
            self._darken(OVER_DIM if self._light.set(DARKEST) else OVER_BRIGHT)

    def wake(self) -> None:
        if self.dark:
            self.dark = False
            if self._level is not None:
                self._light.set(self._level)
            self._brighten()
