"""What people do with their case and with the court, and which request of it a bad backend spoils."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.script import scripts
from kiosk.presenter import present
from mobile.render import Renderer
from shared.application import Application
from shared.page_data import page_text
from shared.pages import AnyPage, Form, Notice
from shared.receipts import new_receipt
from shared.speech.script import sentences
from shared.visit import Face, Visit

ENFORCEMENT, CIVIL, CRIMINAL = "2026000456", "2026000123", "2026000321"
PASSWORDS = {ENFORCEMENT: "135790", CIVIL: "246810", CRIMINAL: "975310"}
ANSWERED = "261120000011"
WRITTEN = "标记六四一七：窗口排队太久"
SCREENS = (Face.KIOSK, Face.MOBILE)
_CASE = r"/v1/cases/[^/]+"
_NUMBERS = itertools.count(1)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")

Act = Callable[[Application, Visit], AnyPage]


@dataclass(frozen=True, slots=True)
class Way:
    """`only` are the requests that are spoiled. What `act` comes to must be words and a next step."""

    only: str
    act: Act
    case: str = ENFORCEMENT
    faces: tuple[Face, ...] = field(default=tuple(Face))


def _open(place: str) -> Act:
    return lambda application, visit: application.open(visit, place)


def _checked(place: str, check: str, entered: dict[str, str]) -> Act:
    """Written, looked through, sent."""

    def act(application: Application, visit: Visit) -> AnyPage:
        application.open(visit, place, entered)
        return application.open(visit, check, {})

    return act


def _sent(place: str, entered: dict[str, str]) -> Act:
    return lambda application, visit: application.open(visit, place, entered)


def telephone() -> str:
    """Another one each time: a number gets only so many texts a day."""
    return f"138{next(_NUMBERS):08d}"


def _subscribe(application: Application, visit: Visit) -> AnyPage:
    return application.open(visit, "/case/notices/new", {"telephone": telephone()})


def _confirm(application: Application, visit: Visit) -> AnyPage:
    _subscribe(application, visit)
    return application.open(visit, "/case/notices/code", {"code": "111111"})


def _unsubscribe(application: Application, visit: Visit) -> AnyPage:
    visit.draft.update(kind="unsubscribe", id="feedfacefeedface", telephone="138****0001")
    return application.open(visit, "/case/notices/1", {})


def _book(application: Application, visit: Visit) -> AnyPage:
    days = application.open(visit, "/appointment/new").options
    times = application.open(visit, days[next(_NUMBERS) % len(days)].place).options
    who = {"purpose": "civil", "name": "张某", "id_number": "", "telephone": telephone()}
    application.open(visit, times[next(_NUMBERS) % (len(times) - 1)].place, who)
    return application.open(visit, "/appointment/check", {})


def _cancel(application: Application, visit: Visit) -> AnyPage:
    return application.open(
        visit, "/appointment/cancel", {"receipt": new_receipt(), "telephone": telephone()}
    )


def _state(application: Application, visit: Visit) -> AnyPage:
    application.open(visit, "/case/handoff")
    return application.look(visit, application.open(visit, "/case/handoff").watch.place)


def _link(application: Application, visit: Visit) -> AnyPage:
    number = telephone()
    return application.open(visit, "/link", {"telephone": number, "again": number})


def _reset(application: Application, visit: Visit) -> AnyPage:
    return application.open(visit, "/case/password", {"number": CRIMINAL, "telephone": telephone()})


READING = {
    "case": Way(f"GET {_CASE}", _open("/case")),
    "hearings of the case": Way(f"GET {_CASE}/hearings", _open("/case"), CIVIL),
    "hearings": Way(f"GET {_CASE}/hearings", _open("/case/hearings"), CIVIL),
    "nodes": Way(f"GET {_CASE}", _open("/case/nodes"), CRIMINAL),
    "steps": Way(f"GET {_CASE}/steps", _open("/case/steps"), CIVIL),
    "file": Way(f"GET {_CASE}/file", _open("/case/file"), faces=SCREENS),
    "enforcement": Way(f"GET {_CASE}/enforcement", _open("/case/enforcement")),
    "money": Way(f"GET {_CASE}/enforcement", _open("/case/enforcement/money")),
    "measures": Way(f"GET {_CASE}/enforcement", _open("/case/enforcement/measures")),
    "stays": Way(f"GET {_CASE}/enforcement", _open("/case/enforcement/stays")),
    "messages": Way(f"GET {_CASE}/messages", _open("/case/message")),
    "recordings": Way(f"GET {_CASE}/recordings", _open("/case/recordings"), CRIMINAL, SCREENS),
    "subscriptions": Way(f"GET {_CASE}/subscriptions", _open("/case/notices")),
    "slots": Way("GET /v1/appointments/slots", _open("/appointment/new")),
    "receipt": Way("POST /v1/receipts/lookup", _sent("/receipt", {"receipt": ANSWERED})),
    "state of a hand-off": Way("GET /v1/handoffs/[^/]+", _state, faces=(Face.KIOSK,)),
}
DOING = {
    "page image": Way(f"GET {_CASE}/file/.+", _open("/case/file/1"), faces=(Face.KIOSK,)),
    "subscribe": Way(f"POST {_CASE}/subscriptions", _subscribe),
    "confirm": Way(f"POST {_CASE}/subscriptions/.+", _confirm),
    "unsubscribe": Way(f"DELETE {_CASE}/subscriptions/.+", _unsubscribe),
    "reset": Way("POST /v1/password-resets", _reset),
    "mint a hand-off": Way("POST /v1/handoffs", _open("/case/handoff"), faces=(Face.KIOSK,)),
}
SENDING = {
    "appointment": Way("POST /v1/appointments", _book),
    "cancellation": Way("POST /v1/appointments/cancellations", _cancel),
    "complaint": Way(
        "POST /v1/complaints",
        _checked("/complaint/new", "/complaint/check", {"subject": "delay", "text": WRITTEN}), faces=SCREENS,
    ),
    "message": Way(
        f"POST {_CASE}/messages", _checked("/case/message/new", "/case/message/new/check", {"text": WRITTEN}),
        faces=SCREENS,
    ),
    "clue": Way(
        f"POST {_CASE}/clues",
        _checked("/case/clue", "/case/clue/check", {"category": "vehicle", "text": WRITTEN}), faces=SCREENS,
    ),
    "confirmation": Way(f"POST {_CASE}/services/.+", _sent("/case/service/2", {}), CIVIL, SCREENS),
    "recording": Way(
        f"POST {_CASE}/recordings/.+", _sent("/case/recordings/1", {"reason": ""}), CRIMINAL, SCREENS
    ),
    "survey": Way("POST /v1/surveys", _sent("/survey", {"about": "staff", "satisfaction": "5"})),
    "link": Way("POST /v1/sms-links", _link),
}  # fmt: skip


def shown(application: Application, visit: Visit, page: AnyPage, renderer: Renderer) -> str:
    """All that the person gets of a page on their face. AssertionError where that is not words with a next
    step, or what no face should have to show."""
    assert not (isinstance(page, Notice) and page.code == "broken"), "a page broke"
    words = application.words(visit)
    text = page_text(page, visit.language)
    assert not _CONTROLS.search(text), "control characters"
    assert page.title
    if isinstance(page, Notice):
        assert page.text
    match visit.face:
        case Face.KIOSK:
            present(page, words, court="", mobile_url="https://m.example", proved=True)
        case Face.MOBILE:
            html = renderer.page(page, words, court="", proved=True)
            assert html.encode()
            assert "<script>" not in html
        case Face.VOICE:
            said = (
                sentences(page, words)
                if isinstance(page, Form)
                else [text for script in scripts(page, words) for text in script.utterances]
            )
            assert said
            text += "\n".join(said)
    assert page.options or isinstance(page, Form) or page.code == "waiting", "no way on"
    return text
