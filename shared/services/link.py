"""A page sent to a telephone by SMS (发送到手机): for whoever cannot photograph a code, or is only listening.

What is sent is the address of a public page. A case is never sent: its address opens nothing without the
password, and who reads a text may be somebody else.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from shared.cases.sending import Kind
from shared.outbox import Entry, Full, State
from shared.pages import AnyPage, Article, Facts, Field, FieldKind, Form, Notice, Option, Paragraph, Tone
from shared.place import HOME, Place, PlaceError
from shared.request import Request
from shared.services import sending
from shared.services.ways_on import to_home, to_person
from shared.values import Telephone
from shared.visit import Face

LINK, SENT = Place("/link"), Place("/link/sent")
PER_VISIT = 3
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_DIGITS = 11
# Pages of a case, and what is about the visit and not about the court.
_NEVER = frozenset({"case", "link", "receipt", "person"})
# On the telephone it is offered where there is more to take in than one hearing of it leaves in the memory.
_LONG_CHARACTERS = 240
_MOST_KEYS = 7


def page(request: Request) -> AnyPage | None:
    """``/link/<the address of a page, base64url>``; ``/link`` sends the first page."""
    if request.rest == ("sent",):
        return _told(request)
    about = _about(request)
    if about is None:
        return None
    return _send(request, about, request.entered) if request.entered is not None else _form(request)


def with_offer(request: Request, page: AnyPage) -> AnyPage:
    """`page`, with the offer to send it where that makes sense."""
    if not _is_worth_it(request, page):
        return page
    words = request.words
    title = words("link.offer-other" if request.face is Face.MOBILE else "link.offer")
    return replace(
        page, options=(*page.options, Option(title=title, place=place_for(page.place), icon="phone"))
    )


def place_for(place: Place) -> Place:
    """Where `place` is sent from. It stands in the path: a form sends its data to a path."""
    return Place(f"{LINK.path}/{base64.urlsafe_b64encode(str(place).encode()).decode().rstrip('=')}")


def _is_worth_it(request: Request, page: AnyPage) -> bool:
    known = request.catalogue.is_on(LINK.path, request.face) and not isinstance(page, Notice)
    if not known or not isinstance(page, Article) or page.private or request.entered is not None:
        return False
    if not _is_public(request, page.place) or len(str(place_for(page.place))) > 400:
        return False
    if request.face is not Face.VOICE:
        return True
    if len(page.options) >= _MOST_KEYS:
        return False
    facts = [fact for block in page.blocks if isinstance(block, Facts) for fact in block.items]
    has_address = any(fact.key.endswith("address") or isinstance(fact.value, Telephone) for fact in facts)
    length = sum(len(block.text) for block in page.blocks if isinstance(block, Paragraph))
    return has_address or length > _LONG_CHARACTERS or len(page.blocks) > 4


def _about(request: Request) -> Place | None:
    """The page that is to be sent; None for what is no page of ours, or a private one."""
    if not request.rest:
        return HOME
    if len(request.rest) != 1:
        return None
    given = request.rest[0]
    try:
        text = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode()
        place = Place.parse(text)
    except (binascii.Error, UnicodeDecodeError, PlaceError):
        return None
    return place if _is_public(request, place) else None


def _is_public(request: Request, place: Place) -> bool:
    first = place.path.split("/", 2)[1]
    on_mobile = place == HOME or request.catalogue.is_on(place.path, Face.MOBILE)
    return on_mobile and first not in _NEVER


def _form(request: Request, given: Mapping[str, str] | None = None, error: str = "", whole: str = "") -> Form:
    words, known = request.words, given or {}

    def field(name: str, wrong: str = "") -> Field:
        return Field(
            name=name,
            kind=FieldKind.TELEPHONE,
            label=words(f"link.{name}"),
            prompt=words(f"link.{name}-prompt"),
            value=known.get(name, ""),
            error=wrong,
            least=_DIGITS,
            most=_DIGITS,
        )

    return Form(
        title=words("link.title"),
        place=request.place,
        intro=words("link.intro"),
        private=True,
        fields=(field("telephone", error), field("again")),
        to=request.place,
        submit=words("link.send"),
        sends="data",
        error=whole,
    )


def _send(request: Request, about: Place, given: Mapping[str, str]) -> AnyPage:
    words = request.words
    entered = {name: _number(given.get(name, "")) for name in ("telephone", "again")}
    telephone = entered["telephone"]
    if not _MOBILE.fullmatch(telephone):
        return _form(request, entered, words("link.wrong"))
    if entered["again"] != telephone:
        return _form(request, entered, words("link.differs"))
    visit = request.visit
    if visit.texts >= PER_VISIT or not request.parts.texting.allows(telephone):
        return _too_many(request)
    visit.texts += 1
    entry = sending.send(request, Kind.LINK, {"telephone": telephone, "place": str(about)})
    return _outcome(request, entry)


def _told(request: Request) -> AnyPage | None:
    sent = request.visit.draft
    if sent.get("kind") != Kind.LINK or "receipt" not in sent:
        return None
    entry = request.parts.outbox.entry(sent["receipt"])
    return _outcome(request, entry) if entry else None


def _outcome(request: Request, entry: Entry | Full) -> AnyPage:
    words = request.words
    if isinstance(entry, Entry) and entry.state is State.REFUSED and entry.reason == "too-many":
        return _too_many(request)
    told = sending.outcome(request, entry, title=words("link.title"), place=SENT)
    if isinstance(entry, Entry) and entry.state in (State.WAITING, State.EXPIRED):
        # Until when it is worth sending, and that nothing came of it later.
        tone = Tone.INFORMATION if entry.state is State.WAITING else Tone.PROBLEM
        return replace(told, tone=tone, text=words(f"link.{entry.state}"), steps=())
    if isinstance(entry, Entry) and entry.state is State.DELIVERED:
        # Nobody asks after a text by its receipt number for long: what counts is where it will arrive.
        return replace(told, text=words("link.sent"), steps=())
    return told


def _too_many(request: Request) -> Notice:
    words = request.words
    return Notice(
        title=words("link.title"),
        place=SENT,
        code="too-many",
        tone=Tone.PROBLEM,
        text=words("link.too-many"),
        options=(to_person(request), to_home(request)),
    )


def _number(text: str) -> str:
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))[:20]
