"""The kiosk and the voice line as programs, at a fixed moment: ``python -m tests.programs kiosk|telephone``.

Their settings come from the environment, as everywhere; ``--now`` is what their clock says.
"""

from __future__ import annotations

from kiosk.begin import begin

if __name__ == "__main__":
    begin()

import argparse
import asyncio
import sys
from datetime import datetime
from pathlib import Path

import kiosk_main
from shared.build import build_application
from shared.place import HOME, Place
from shared.settings import read_settings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", choices=["kiosk", "telephone"])
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    parser.add_argument("--open", type=Place.parse, default=HOME)
    parser.add_argument("--asterisk", type=Path, help="start this one; without it, that of the settings")
    parser.add_argument("--idle", type=float, help="seconds; the kiosk's settings allow no fewer than 20")
    parser.add_argument("--warning", type=float)
    parser.add_argument("--board", type=float)
    parser.add_argument("--dark", type=float)
    asked = parser.parse_args()
    settings = read_settings()
    # The kiosk's start is measured: it prepares itself once the first page is there.
    application = build_application(settings, prepared=asked.program != "kiosk")
    application.clock = lambda: asked.now
    if asked.program == "kiosk":
        hurried = {
            "kiosk_idle_seconds": asked.idle,
            "kiosk_warning_seconds": asked.warning,
            "kiosk_board_seconds": asked.board,
            "kiosk_dark_seconds": asked.dark,
        }
        settings = settings.model_copy(
            update={name: value for name, value in hurried.items() if value is not None}
        )
        kiosk_main.run(application, settings, asked.open)
        return 0
    # The voice line's parts are none of the kiosk's start.
    from ivr.service import telephone

    asyncio.run(
        telephone(
            application,
            settings,
            asked.asterisk,
            lambda where: print(f"voice line ready {where}", flush=True),
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
