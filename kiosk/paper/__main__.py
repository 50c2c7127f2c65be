"""``python -m kiosk.paper PLACE FILE``: a public page as the kiosk prints it, as a PDF.

The map of the telephone menu, to hang beside the telephone: ``python -m kiosk.paper /telephone-map map.pdf``.
Exit status: 0 written, 2 there is no such page on paper.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.paper.layout import render
from kiosk.paper.press import Press, PressError
from kiosk.paper.sheet import gather, is_printable
from kiosk.presenter import View, present
from shared.application import Application
from shared.build import build_application
from shared.catalogue.load import CatalogueError
from shared.logs import set_up_logs
from shared.pages import AnyPage
from shared.sealing import SealError
from shared.settings import Settings, read_settings
from shared.short_codes import codes_now, spelled
from shared.visit import Face, Language, Visit


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m kiosk.paper", description=__doc__)
    parser.add_argument("place")
    parser.add_argument("file", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--lang", choices=[str(language) for language in Language], default="zh-CN")
    asked = parser.parse_args(arguments)
    settings = read_settings(home=asked.home)
    set_up_logs(settings.log_level)
    try:
        pdf = printed(build_application(settings), settings, asked.place, Language(asked.lang))
    except (CatalogueError, SealError, PressError) as error:
        print(error, file=sys.stderr)
        return 2
    if pdf is None:
        print(f"{asked.place}: there is no such page on paper", file=sys.stderr)
        return 2
    asked.file.write_bytes(pdf)
    return 0


def printed(application: Application, settings: Settings, place: str, language: Language) -> bytes | None:
    """The PDF of a public page; None where it cannot be printed. Raises `PressError`."""
    visit = Visit(Face.KIOSK, language)
    words, codes = application.words(visit), codes_now(application)
    court = application.parts.content.court()

    def shown(page: AnyPage) -> View:
        code = codes.code_of(page.place)
        return present(
            page,
            words,
            court=court.name_in(language) if court else words("home.court-unnamed"),
            mobile_url=settings.mobile_url,
            proved=False,
            short_code=words("kiosk.short-code", number=settings.voice_number, code=spelled(code))
            if code
            else "",
        )

    page = application.open(visit, place)
    if not is_printable(page, shown(page)):
        return None
    sheet = gather(
        page,
        shown(page),
        look=lambda at: application.look(visit, at),
        shown=shown,
        mobile_url=settings.mobile_url,
    )
    return Press().render(render(sheet, words, application.clock()), settings.kiosk_print_pages).pdf


if __name__ == "__main__":
    sys.exit(main())
