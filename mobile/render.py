"""Page → HTML, one template a page type."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from shared.pages import AnyPage, FieldKind
from shared.place import HOME, Place
from shared.showing import show
from shared.values import Telephone, Value
from shared.words import Words

SEARCH = Place("/search")
# Names the form that was shown, so that one that is sent twice is told from two.
FORM_NAME = "_form"
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|（星期[一二三四五六日]）(?:\d\d:\d\d)?")
HERE = Path(__file__).parent
STYLE = HERE / "static" / "style.css"
# What a phone's keyboard should offer, and whether it may remember.
_INPUTS = {
    FieldKind.QUERY_PASSWORD: {"type": "password", "inputmode": "numeric", "autocomplete": "off"},
    # A keyboard of digits alone would lack the X.
    FieldKind.ID_NUMBER: {"type": "text", "autocapitalize": "characters", "autocomplete": "off"},
    FieldKind.ORGANISATION_CODE: {"type": "text", "autocapitalize": "characters", "autocomplete": "off"},
    FieldKind.YEAR: {"type": "text", "inputmode": "numeric", "autocomplete": "off"},
    FieldKind.DATE: {"type": "date"},
    FieldKind.TELEPHONE: {"type": "tel", "autocomplete": "tel"},
    FieldKind.AMOUNT: {"type": "text", "inputmode": "decimal"},
    FieldKind.RECEIPT_NUMBER: {"type": "text", "inputmode": "numeric", "autocomplete": "off"},
    FieldKind.CODE: {"type": "text", "inputmode": "numeric", "autocomplete": "one-time-code"},
    FieldKind.PERSON_NAME: {"type": "text", "autocomplete": "name"},
}


class Renderer:
    """HTML for pages. The stylesheet's address starts with its content's hash: it may be cached for ever."""

    def __init__(self) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        self._environment.filters["marked"] = marked
        self._environment.filters["unbroken"] = unbroken
        self._environment.tests["telephone"] = _can_be_dialled
        self.style_name = f"style-{hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]}.css"

    def page(self, page: AnyPage, words: Words, *, court: str, proved: bool, short_code: str = "") -> str:
        """A page of a service. `proved`: a case is open, so that the page offers to end it; `short_code` says
        how to hear it by telephone."""
        return self._render(
            f"{type(page).__name__.lower()}.html",
            words,
            court=court,
            proved=proved,
            page=page,
            title=page.title,
            form_name=FORM_NAME,
            form=secrets.token_urlsafe(12),
            short_code=short_code,
        )

    def handoff(self, code: str, words: Words, *, court: str) -> str:
        """The page that a hand-off's code leads to: one button, which alone redeems it."""
        return self._render(
            "handoff.html", words, court=court, proved=False, code=code, title=words("mobile.handoff-title")
        )

    def staff(self, template: str, words: Words, **values: object) -> str:
        """A page of the staff's: what it shows is in `values`."""
        return self._render(template, words, **values)

    def _render(self, template: str, words: Words, **values: object) -> str:
        def shown(value: Value) -> Markup:
            return unbroken(show(value, words.language))

        return self._environment.get_template(template).render(
            words=words,
            shown=shown,
            inputs=_inputs,
            home=HOME,
            search=SEARCH,
            style=f"/static/{self.style_name}",
            language=str(words.language),
            **values,
        )


def unbroken(text: str) -> Markup:
    """`text` with each day kept in one line, and its day of the week with it or in the next."""
    return Markup(_DAY.sub(r'<span class="whole">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped


def _can_be_dialled(value: object) -> bool:
    return isinstance(value, Telephone) and "*" not in value.number


def _inputs(kind: FieldKind) -> Mapping[str, str]:
    return _INPUTS.get(kind, {"type": "text", "autocomplete": "off"})


def marked(text: str, marks: Sequence[str]) -> Markup:
    """`text` with each of `marks` highlighted."""
    if not marks:
        return escape(text)
    pieces = re.split(f"({'|'.join(re.escape(mark) for mark in marks)})", text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )
