"""A sheet as HTML for the press. The style is kiosk/paper/templates/paper.css."""

from __future__ import annotations

import base64
import re
from datetime import datetime
from pathlib import Path

import qrcode
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

from kiosk.lines import units
from kiosk.paper.sheet import Sheet
from shared.pages import Image
from shared.words import Words

FOLDER = Path(__file__).with_name("templates")
# Points. Large letters on the screen are large on paper.
LETTERS, LARGEST = 13.0, 1.45
# A short code is read and typed in groups.
_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_NUMBERS = re.compile("\0")
# A place to write on: ________
_BLANK = re.compile(r"_{2,}")


def render(sheet: Sheet, words: Words, now: datetime, text: float = 1.0) -> str:
    """The document. `text` is the size of letters that the person chose on the screen (`Comfort.text`)."""
    template = _environment().get_template(sheet.template)
    # The page's number is the press's to fill in: the words around it are the style's.
    around = [
        *_NUMBERS.split(words("print.page-of", page="\0", pages="\0")),
        *_NUMBERS.split(words("print.of-whole", whole="\0")),
    ]
    return template.render(
        sheet=sheet, view=sheet.view, words=words, now=now, size=LETTERS * min(text, LARGEST), around=around
    )


def qr_svg(address: str) -> Markup:
    """The code as SVG, quiet zone included, of whatever size the style gives it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(address)
    code.make(fit=True)
    svg = code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
    # In the document it has no size of its own.
    svg = re.sub(r'\s(width|height)="[^"]*mm"', "", svg, count=2)
    return Markup(svg)  # noqa: S704 - made here from an address, drawn as a path


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(qr=qr_svg, kind=lambda block: type(block).__name__)
    made.tests.update(is_kind=lambda block, kind: type(block).__name__ == kind)
    made.filters.update(whole=_whole, picture=_picture, blanks=_blanks)
    return made


def _whole(text: str) -> Markup:
    """Case numbers, times and telephone numbers stay on one line, as on the screen (`kiosk.lines`)."""
    html = Markup()
    for piece in units(_DIGITS.sub("\u00a0", text)):
        kept = len(piece) > 1 and any(character.isdigit() for character in piece)
        html += Markup('<span class="whole">{}</span>').format(piece) if kept else escape(piece)
    return html


def _blanks(text: str) -> Markup:
    """Underscores become lines to write on, as long as they are; alone in their line, as long as the line."""
    lines = []
    for line in text.split("\n"):
        if _BLANK.fullmatch(line.strip()):
            lines.append(Markup('<span class="rule"></span>'))
            continue
        html, place = Markup(), 0
        for blank in _BLANK.finditer(line):
            html += escape(line[place : blank.start()])
            html += Markup('<span class="blank" style="width: {}em"></span>').format(len(blank[0]) * 0.5)
            place = blank.end()
        lines.append(html + escape(line[place:]))
    return Markup("<br>").join(lines)


def _picture(image: Image) -> str:
    kind = "jpeg" if image.data.startswith(b"\xff\xd8") else "png"
    return f"data:image/{kind};base64,{base64.b64encode(image.data).decode()}"
