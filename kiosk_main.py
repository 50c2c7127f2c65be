"""The kiosk: ``kiosk_main.py`` runs it, ``--open PLACE --screenshot FILE`` draws one page and leaves."""

from __future__ import annotations

from kiosk.begin import begin

if __name__ == "__main__":
    begin()

import argparse
import contextlib
import getpass
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sdnotify import SystemdNotifier

from kiosk.chime import Chime
from kiosk.comfort import DEFAULT, TEXT_STEPS, Comfort, Contrast
from kiosk.devices.backlight import Backlight
from kiosk.devices.card import card_reader_named
from kiosk.devices.printers import printer_named
from kiosk.devices.sound import sound_named
from kiosk.display import NoDisplayError, screen
from kiosk.equipment import Equipment
from kiosk.fonts import FontError, find_fonts
from kiosk.paper.press import Press
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.short_style import cut_style
from kiosk.staff.doing import build_staff
from kiosk.staff.door import LONGEST, SHORTEST, password_hash
from shared.application import Application
from shared.build import build_application, build_sender
from shared.catalogue.load import CatalogueError
from shared.logs import set_up_logs
from shared.place import HOME, Place, PlaceError
from shared.sealing import SealError
from shared.settings import Settings, read_settings
from shared.short_codes import FreshCodes, codes_now
from shared.speech.voice import Voice
from shared.visit import Language


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--open", default="/", metavar="PLACE", help="where to begin")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="draw that page into a PNG and leave")
    parser.add_argument("--size", metavar="WIDTHxHEIGHT")
    parser.add_argument("--lang", choices=[str(language) for language in Language], default="zh-CN")
    parser.add_argument("--text", type=int, choices=range(len(TEXT_STEPS)), default=0, help="text size")
    parser.add_argument("--contrast", choices=[str(mode) for mode in Contrast], default="plain")
    parser.add_argument("--reach", action="store_true", help="everything to touch in the lower part")
    parser.add_argument("--home", type=Path)
    parser.add_argument(
        "--mirror", type=Path, metavar="FOLDER", help="for the demo and tests: picture the screen"
    )
    parser.add_argument(
        "--staff-password", action="store_true", help="make the hash for the setting kiosk_staff_password"
    )
    asked = parser.parse_args()
    if asked.staff_password:
        return _print_staff_password()
    settings = read_settings(home=asked.home, kiosk_size=asked.size, kiosk_mirror=asked.mirror)
    comfort = Comfort(asked.text, Contrast(asked.contrast), asked.reach)
    set_up_logs(settings.log_level)
    try:
        first = Place.parse(asked.open)
        with screen(*settings.kiosk_pixels):
            application = build_application(settings, prepared=False)
            with contextlib.ExitStack() as stack:

                def send() -> None:
                    stack.enter_context(build_sender(application))

                run(application, settings, first, Language(asked.lang), asked.screenshot, comfort, send)
    except (CatalogueError, FontError, NoDisplayError, PlaceError, SealError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _print_staff_password() -> int:
    password = getpass.getpass(f"Password of the staff's page ({SHORTEST} to {LONGEST} digits): ")
    try:
        print(password_hash(password))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def run(
    application: Application,
    settings: Settings,
    first: Place = HOME,
    language: Language = Language.CHINESE,
    picture: Path | None = None,
    comfort: Comfort = DEFAULT,
    afterwards: Callable[[], None] = lambda: None,
) -> None:
    """Open the window on a display and stay until it closes. `afterwards` is for what the first page does not
    wait for: called once that is there, in a worker thread."""
    set_up_kivy(settings)
    from kivy.clock import Clock

    from kiosk.app import KioskApp

    # Tells systemd that the first page is drawn and, every second, that frames still are.
    watchdog = SystemdNotifier()
    voice, codes = Voice(), FreshCodes(lambda: codes_now(application))
    sound = sound_named(settings.kiosk_sound, settings.kiosk_volume)
    spoken = settings.home / "read-aloud"
    read_aloud = ReadAloud(voice.render, sound, spoken)
    card_reader = card_reader_named(settings.kiosk_card_reader)
    printing = PrintDesk(
        printer_named(settings.kiosk_printer), Press(),
        pages=settings.kiosk_print_pages, jobs=settings.kiosk_print_jobs,
    )  # fmt: skip
    try:
        app = KioskApp(
            application, settings, Equipment(
                find_fonts(), read_aloud, printing, build_staff(application, printing, read_aloud),
                chime=Chime(sound, spoken).ring,
                light=Backlight(settings.kiosk_backlight), card_reader=card_reader,
                codes=codes.written, refresh_codes=codes.refresh,
                alive=partial(watchdog.notify, "WATCHDOG=1"),
            ),
            first=first, language=language, comfort=comfort, picture=picture,
            mirror=settings.kiosk_mirror, ready=partial(_ready, watchdog),
            afterwards=lambda: (application.prepare(), afterwards()),
        )  # fmt: skip
        for signal_ in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_, lambda *_: Clock.schedule_once(lambda _: app.leave()))
        app.run()
    finally:
        voice.close()
        card_reader.close()


def set_up_kivy(settings: Settings) -> None:
    """Before anything of Kivy's is imported: it opens its window then."""
    # Read at that moment as well; and our arguments are not for Kivy.
    os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_CONSOLELOG="1", KIVY_NO_FILELOG="1")
    # SDL reads all pictures that there are; Pillow, which comes second, is slow to import.
    os.environ["KIVY_IMAGE"] = "sdl2"
    os.environ.setdefault("KIVY_HOME", str(settings.home.absolute() / "kivy"))
    Path(os.environ["KIVY_HOME"]).mkdir(parents=True, exist_ok=True)
    # Kivy tells of itself at INFO; only what is wrong belongs into this program's log.
    os.environ["KIVY_LOG_MODE"] = "MIXED"
    # SDL would take SIGTERM for a wish to close the window, which this window refuses.
    os.environ["SDL_NO_SIGNAL_HANDLERS"] = "1"
    from kivy.config import Config
    from kivy.logger import Logger

    Logger.setLevel("WARNING")
    cut_style(Path(os.environ["KIVY_HOME"]) / "style")

    width, height = settings.kiosk_pixels
    fullscreen = "auto" if settings.kiosk_fullscreen else "0"
    for section, name, value in (
        ("graphics", "width", width), ("graphics", "height", height), ("graphics", "fullscreen", fullscreen),
        ("graphics", "borderless", int(settings.kiosk_fullscreen)), ("graphics", "resizable", 0),
        ("graphics", "maxfps", 60), ("graphics", "vsync", 0),
        # Shapes are smooth by themselves; multisampling makes software rendering three times slower.
        ("graphics", "multisamples", 0), ("widgets", "scroll_timeout", 80),
        ("input", "mouse", "mouse,disable_multitouch"), ("kivy", "exit_on_escape", 0),
    ):  # fmt: skip
        Config.set(section, name, str(value))


def _ready(watchdog: SystemdNotifier) -> None:
    """The first page is drawn."""
    print("kiosk ready", flush=True)
    watchdog.notify("READY=1")


if __name__ == "__main__":
    sys.exit(main())
