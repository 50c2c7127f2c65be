"""What a kiosk has besides its screen, handed over by its main. No Kivy in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.devices.backlight import Backlight
from kiosk.devices.card import CardReader, NoCardReader
from kiosk.fonts import Fonts
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.staff.rooms import Staff
from shared.place import Place


@dataclass(frozen=True, slots=True)
class Equipment:
    """`chime` calls back whoever has gone quiet. `codes` tells a place's short code, `refresh_codes` finds
    them anew (slow). `alive` is called every second for as long as frames are drawn."""

    fonts: Fonts
    read_aloud: ReadAloud
    printing: PrintDesk
    staff: Staff
    chime: Callable[[], None] = lambda: None
    light: Backlight = field(default_factory=lambda: Backlight(None))
    card_reader: CardReader = field(default_factory=NoCardReader)
    codes: Callable[[Place], str] = lambda _: ""
    refresh_codes: Callable[[], None] = lambda: None
    alive: Callable[[], None] = lambda: None
