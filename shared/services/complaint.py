"""Complaints (投诉, row C2): written here, or spoken on the telephone; answers are looked up by receipt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from shared.cases.sending import Kind
from shared.pages import RECORDED, AnyPage, Choice, Fact, Field, FieldKind, Form, Menu, Option
from shared.place import Place
from shared.request import Request
from shared.services import sending
from shared.services.receipt import RECEIPT
from shared.values import Telephone
from shared.visit import Face

COMPLAINT, NEW = Place("/complaint"), Place("/complaint/new")
CHECK, SENT = Place("/complaint/check"), Place("/complaint/sent")
SUBJECTS = ("conduct", "delay", "enforcement", "integrity", "facilities", "other")
MOST = 2_000
_TELEPHONE = re.compile(r"[0-9]{5,12}")


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            return _menu(request)
        case ("new",):
            return _filled(request, request.entered) if request.entered is not None else _form(request)
        case ("check",):
            return _check(request)
        case ("sent",):
            return _told(request) or _form(request)
    return None


def _menu(request: Request) -> Menu:
    words = request.words
    return Menu(
        title=words("complain.title"),
        place=COMPLAINT,
        intro=words("complain.intro"),
        options=(
            Option(title=words("complain.new"), place=NEW, icon="pen", hint=words("complain.new-hint")),
            Option(
                title=words("complain.answer"),
                place=RECEIPT,
                icon="search",
                hint=words("complain.answer-hint"),
            ),
            Option(title=words("directory.complaints"), place=Place("/directory/complaints"), icon="phone"),
        ),
    )


def _told(request: Request) -> AnyPage | None:
    return sending.told(request, Kind.COMPLAINT, title=request.words("complain.title"), place=SENT)


def _form(
    request: Request, given: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> Form:
    words = request.words
    known, wrong = given or sending.draft(request, Kind.COMPLAINT) or {}, errors or {}

    def field(name: str, kind: FieldKind, most: int, *, least: int = 1) -> Field:
        return Field(
            name=name, kind=kind, label=words(f"complain.{name}"), prompt=words(f"complain.{name}-prompt"),
            value=known.get(name, "")[:most], error=wrong.get(name, ""), least=least, most=most,
        )  # fmt: skip

    subject = Field(
        name="subject",
        kind=FieldKind.CHOICE,
        label=words("complain.subject"),
        prompt=words("complain.subject-prompt"),
        value=known.get("subject", ""),
        error=wrong.get("subject", ""),
        choices=tuple(Choice(name, words(f"complain.subject-{name}")) for name in SUBJECTS),
    )
    spoken = request.face is Face.VOICE
    rest = (
        (
            Field(
                name=sending.VOICE,
                kind=FieldKind.VOICE_MESSAGE,
                label=words("message.spoken"),
                prompt=words("complain.spoken-prompt"),
            ),
        )
        if spoken
        else (
            field("text", FieldKind.LONG_TEXT, MOST),
            field("name", FieldKind.PERSON_NAME, 30, least=0),
            field("telephone", FieldKind.TELEPHONE, 12, least=0),
        )
    )
    return Form(
        title=words("complain.new"),
        place=NEW,
        intro=words("complain.spoken-intro") if spoken else words("complain.form-intro"),
        private=True,
        fields=(subject, *rest),
        to=NEW,
        submit=words("send.send") if spoken else words("send.next"),
        sends="data",
    )


def _filled(request: Request, given: Mapping[str, str]) -> AnyPage:
    words = request.words
    entered = {name: given.get(name, "").strip() for name in ("subject", "text", "name", "telephone")}
    entered["telephone"] = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", entered["telephone"]))
    errors: dict[str, str] = {}
    if entered["subject"] not in SUBJECTS:
        errors["subject"] = words("complain.subject-wrong")
    if request.face is Face.VOICE:
        if errors or given.get(sending.VOICE) != RECORDED or sending.VOICE not in request.visit.attachments:
            return _form(request, entered, errors)
        return _send(request, {**entered, "text": ""})
    if not entered["text"]:
        errors["text"] = words("send.text-empty")
    elif len(entered["text"]) > MOST:
        errors["text"] = words("send.text-long", most=MOST)
    if entered["telephone"] and not _TELEPHONE.fullmatch(entered["telephone"]):
        errors["telephone"] = words("appointment.telephone-wrong")
    if errors:
        return _form(request, entered, errors)
    entered["name"] = entered["name"][:30]
    sending.keep_draft(request, Kind.COMPLAINT, **entered)
    return _check_form(request, entered)


def _check(request: Request) -> AnyPage:
    waiting = sending.draft(request, Kind.COMPLAINT)
    if waiting is None:
        return _told(request) or _form(request)
    if request.entered is None:
        return _check_form(request, waiting)
    return _send(request, {name: waiting[name] for name in ("subject", "text", "name", "telephone")})


def _send(request: Request, fields: Mapping[str, str]) -> AnyPage:
    entry = sending.send(request, Kind.COMPLAINT, fields)
    return sending.outcome(request, entry, title=request.words("complain.title"), place=SENT)


def _check_form(request: Request, waiting: Mapping[str, str]) -> Form:
    words = request.words
    facts = [
        Fact("complaint.subject", words("complain.subject"), words(f"complain.subject-{waiting['subject']}")),
        Fact("complaint.text", words("complain.text"), waiting["text"]),
        Fact("complaint.name", words("complain.name"), waiting["name"] or words("complain.nameless")),
    ]
    if waiting["telephone"]:
        facts.append(
            Fact("complaint.telephone", words("complain.telephone"), Telephone(waiting["telephone"]))
        )
    return sending.confirm(request, title=words("complain.title"), place=CHECK, facts=tuple(facts), back=NEW)
