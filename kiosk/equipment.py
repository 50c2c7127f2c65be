"""What a kiosk has besides its screen, handed over by its main. No Kivy in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.fonts import Fonts
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.staff.rooms import Staff
from shared.place import Place


@dataclass(frozen=True, slots=True)
class Equipment:
    """`codes` tells a place's short code, `refresh_codes` finds them anew (slow); `alive` is called every
    second for as long as frames are drawn."""

    fonts: Fonts
    read_aloud: ReadAloud
    printing: PrintDesk
    staff: Staff
    codes: Callable[[Place], str] = lambda _: ""
    refresh_codes: Callable[[], None] = lambda: None
    alive: Callable[[], None] = lambda: None
