"""The voice line: ``ivr_main.py`` answers Asterisk's calls, with ``--terminal`` it is a telephone here."""

from __future__ import annotations

from shared.wiping import wipe_freed_memory

if __name__ == "__main__":
    # The program begins again with it, so before anything else is imported.
    wipe_freed_memory()

import argparse
import asyncio
import sys
from pathlib import Path

from ivr.asterisk.server import AsteriskError
from ivr.attendant import HoursError
from ivr.known_ahead import known_ahead
from ivr.recordings import Recordings, write_list
from ivr.service import telephone, terminal
from shared.build import build_application
from shared.catalogue.load import CatalogueError
from shared.logs import set_up_logs
from shared.sealing import SealError
from shared.settings import read_settings
from shared.speech.voice import SpeechError


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terminal", action="store_true", help="a telephone in the terminal, without sound")
    parser.add_argument("--json", action="store_true", help="with --terminal: one object a line")
    parser.add_argument("--home", type=Path)
    parser.add_argument(
        "--own-asterisk", type=Path, metavar="PROGRAM", help="start this Asterisk, on loopback"
    )
    parser.add_argument(
        "--recordings-list", type=Path, metavar="XLSX", help="write what a speaker may record, and leave"
    )
    asked = parser.parse_args()
    settings = read_settings(home=asked.home)
    set_up_logs(settings.log_level)
    try:
        application = build_application(settings)
        if asked.recordings_list:
            write_list(Recordings(None).wanted(known_ahead(application)), asked.recordings_list)
        elif asked.terminal:
            asyncio.run(terminal(application, settings, sys.stdin, sys.stdout, as_json=asked.json))
        else:
            asyncio.run(
                telephone(
                    application,
                    settings,
                    asked.own_asterisk,
                    ready=lambda where: print(f"voice line ready {where}", flush=True),
                )
            )
    except (CatalogueError, AsteriskError, HoursError, SealError, SpeechError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
