"""The staff's pages with what they stand on, and what may be done there: a sentence said, a sheet printed,
the content fetched now."""

from __future__ import annotations

import logging
import subprocess
import sys

from kiosk.devices.backlight import Backlight
from kiosk.paper.press import PressError
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.staff.door import Door
from kiosk.staff.errors import LastTroubles
from kiosk.staff.rooms import Actions, Staff
from kiosk.staff.state import Equipped
from shared.application import Application
from shared.settings import Settings
from shared.words import Words

_UPDATE_SECONDS = 600.0
_LONGEST = 300


def build_staff(application: Application, printing: PrintDesk, read_aloud: ReadAloud) -> Staff:
    """The staff's pages of this machine; from now on its log's warnings are kept for them."""
    settings = application.parts.settings
    troubles = LastTroubles(settings.zone)
    logging.getLogger().addHandler(troubles)
    return Staff(
        application,
        Door(settings.kiosk_staff_password.get_secret_value()),
        Equipped(application.clock(), printing, read_aloud, Backlight(settings.kiosk_backlight), troubles),
        _actions(settings, printing, read_aloud),
    )


def _actions(settings: Settings, printing: PrintDesk, read_aloud: ReadAloud) -> Actions:
    def print_sheet(words: Words) -> str:
        text, court = words("staff-kiosk.test-sheet"), settings.terminal
        html = f"<html lang=zh-CN><body style='font: 20pt \"Noto Sans CJK SC\"'><p>{text}</p><p>{court}</p>"
        try:
            return str(printing.wait(lambda: printing.print(printing.prepare(html), anyway=True)))
        except PressError:
            return "failed"

    def update() -> tuple[bool, str]:
        command = [sys.executable, "-m", "content", "--home", str(settings.home)]
        command += ["sync", settings.kiosk_content_source]
        try:
            # In a process of its own: unpacking a snapshot is nothing for the memory of a screen.
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_UPDATE_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False, ""
        said = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
        return done.returncode == 0, said[-1].strip()[:_LONGEST] if said else ""

    return Actions(
        say=lambda sentence, language: read_aloud.read([sentence], language), print=print_sheet, update=update
    )
