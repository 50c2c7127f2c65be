"""``python -m shared open PLACE``: the page at an address, through the same catalogue as the faces;
``settings``: every setting, as docs/configuration.md has it; ``outbox``: what waits for the court;
``surveys``: what the surveys say."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from shared.build import build_application
from shared.catalogue.load import CatalogueError
from shared.logs import set_up_logs
from shared.outbox import Outbox
from shared.page_data import page_data, page_text
from shared.pages import Notice, Tone
from shared.sealing import SealError
from shared.settings import read_settings
from shared.settings_reference import reference
from shared.speech.script import sentences
from shared.surveys import command as surveys
from shared.visit import Face, Language, Visit


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m shared", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    opening = commands.add_parser("open", help="build the page at an address and print it")
    opening.add_argument("place")
    opening.add_argument("--home", type=Path)
    opening.add_argument("--lang", choices=[str(language) for language in Language], default="zh-CN")
    opening.add_argument("--face", choices=[str(face) for face in Face], default="kiosk")
    how = opening.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="as data")
    how.add_argument("--text", action="store_true", help="as text (the default)")
    how.add_argument("--spoken", action="store_true", help="as what is said")
    commands.add_parser("settings", help="print the reference of all settings")
    outbox = commands.add_parser(
        "outbox", help="what waits for the court's backend; exit 1 while there is any"
    )
    outbox.add_argument("--home", type=Path)
    outbox.add_argument("--retry", action="store_true", help="let what the court refused wait again")
    surveys.add_command(commands)
    asked = parser.parse_args(arguments)
    if asked.command == "settings":
        print(reference(), end="")
        return 0
    return _open(asked)


def _open(asked: argparse.Namespace) -> int:
    settings = read_settings(home=asked.home)
    set_up_logs(settings.log_level)
    try:
        application = build_application(settings)
    except (CatalogueError, SealError) as error:
        print(error, file=sys.stderr)
        return 2
    if asked.command == "outbox":
        return show_outbox(application.parts.outbox, retry=asked.retry)
    if asked.command == "surveys":
        return surveys.run(asked, application, application.clock())
    visit = Visit(Face(asked.face), Language(asked.lang))
    page = application.open(visit, asked.place)
    if asked.json:
        print(json.dumps(page_data(page, visit.language), ensure_ascii=False, indent=2))
    elif asked.spoken:
        print("\n".join(sentences(page, application.words(visit))))
    else:
        print(page_text(page, visit.language))
    return 1 if isinstance(page, Notice) and page.tone is Tone.PROBLEM else 0


def show_outbox(outbox: Outbox, *, retry: bool) -> int:
    """What has not reached the court, without its content."""
    if retry:
        print(f"{outbox.retry()} wait again", file=sys.stderr)
    waiting, refused = outbox.waiting(), outbox.refused()
    listed = [
        {
            "kind": entry.kind,
            "state": entry.state,
            "written_at": entry.written_at.isoformat(timespec="seconds"),
            "tries": entry.tries,
            "reason": entry.reason,
        }
        for entry in (*waiting, *refused)
    ]
    print(json.dumps(listed, ensure_ascii=False, indent=2))
    return 1 if listed else 0


if __name__ == "__main__":
    sys.exit(main())
