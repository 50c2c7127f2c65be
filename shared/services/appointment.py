"""Filing appointments (预约立案, row C1): day, time, who, confirm; cancelled by receipt number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from shared.cases.details import Slot
from shared.cases.outcomes import Found, NotOffered, Unavailable
from shared.cases.sending import Kind
from shared.pages import AnyPage, Choice, Fact, Field, FieldKind, Form, Menu, Notice, Option, Tone
from shared.place import Place
from shared.receipts import parse_receipt
from shared.request import Request
from shared.services import sending
from shared.services.proved import id_number
from shared.services.ways_on import to_home, to_person
from shared.showing import show
from shared.values import Digits, Telephone
from shared.visit import Face

APPOINTMENT, NEW = Place("/appointment"), Place("/appointment/new")
CHECK, SENT = Place("/appointment/check"), Place("/appointment/sent")
CANCEL, CANCELLED = Place("/appointment/cancel"), Place("/appointment/cancelled")
PURPOSES = ("civil", "administrative", "criminal", "enforcement", "other")
_TELEPHONE = re.compile(r"(1[3-9][0-9]{9}|0[0-9]{9,11})")
MOST_DAYS = 7


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            return _menu(request)
        case ("new", *slot) if len(slot) < 2:
            return _choose(request, *slot)
        case ("check",):
            return _check(request)
        case ("sent",):
            return _told(request) or _choose(request)
        case ("cancel",):
            return _cancel(request, request.entered) if request.entered is not None else _cancel_form(request)
        case ("cancelled",):
            title = request.words("appointment.cancel-title")
            return sending.told(request, Kind.CANCELLATION, title=title, place=CANCELLED) or _cancel_form(
                request
            )
    return None


def _menu(request: Request) -> Menu:
    """Nothing of it needs the backend."""
    words = request.words
    return Menu(
        title=words("appointment.title"),
        place=APPOINTMENT,
        intro=words("appointment.intro"),
        options=(
            Option(title=words("appointment.choose"), place=NEW, icon="calendar"),
            Option(
                title=words("appointment.cancel"),
                place=CANCEL,
                icon="leave",
                hint=words("appointment.cancel-hint"),
            ),
        ),
    )


def _told(request: Request) -> AnyPage | None:
    return sending.told(request, Kind.APPOINTMENT, title=request.words("appointment.title"), place=SENT)


def _choose(request: Request, wanted: str = "") -> AnyPage:
    """Which day, then which time; with a time chosen, the form."""
    match request.parts.cases.slots():
        case Found(slots):
            pass
        case NotOffered():
            return _notice(request, "not-offered", offline=False)
        case Unavailable():
            return _notice(request, "unavailable", offline=True)
    coming = sorted((slot for slot in slots if slot.at > request.now), key=lambda slot: slot.at)
    day = _day(request.place.get("day"))
    chosen = next((slot for slot in coming if slot.id == wanted), None)
    if chosen is not None:
        return (
            _filled(request, chosen, request.entered)
            if request.entered is not None
            else _form(request, chosen)
        )
    if wanted:
        return _notice(request, "slot-taken", offline=False)
    that_day = [slot for slot in coming if _local(request, slot).date() == day]
    return _times(request, day, that_day) if day and that_day else _days(request, coming)


def _local(request: Request, slot: Slot) -> datetime:
    return slot.at.astimezone(request.now.tzinfo)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(request: Request, coming: list[Slot]) -> AnyPage:
    words = request.words
    free: dict[date, int] = {}
    for slot in coming:
        day = _local(request, slot).date()
        free[day] = free.get(day, 0) + slot.free
    if not free:
        return Notice(
            title=words("appointment.title"),
            place=NEW,
            code="no-slots",
            text=words("appointment.no-slots"),
            options=(to_person(request), to_home(request)),
        )
    days = tuple(
        Option(
            title=show(day, request.language),
            place=NEW.having(day=day.isoformat()),
            icon="calendar",
            hint=words.count("appointment.free", count),
        )
        for day, count in sorted(free.items())
    )
    return Menu(
        title=words("appointment.choose"),
        place=NEW,
        intro=words("appointment.choose-day"),
        options=days[:MOST_DAYS],
    )


def _times(request: Request, day: date, slots: list[Slot]) -> Menu:
    words = request.words
    return Menu(
        title=show(day, request.language),
        place=NEW.having(day=day.isoformat()),
        intro=words("appointment.choose-time"),
        options=(
            *(
                Option(
                    title=f"{_local(request, slot):%H:%M}",
                    place=Place(f"/appointment/new/{slot.id}"),
                    icon="clock",
                    hint=slot.place,
                )
                for slot in slots
            ),
            Option(title=words("appointment.other-day"), place=NEW, icon="back"),
        ),
    )


def _form(
    request: Request,
    slot: Slot,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    words = request.words
    known, wrong = given or {}, errors or {}
    by_keys = request.face is Face.VOICE

    def field(name: str, kind: FieldKind, most: int, *, least: int = 1) -> Field:
        return Field(
            name=name, kind=kind, label=words(f"appointment.{name.replace('_', '-')}"),
            prompt=words(f"appointment.{name.replace('_', '-')}-prompt"), value=known.get(name, "")[:most],
            error=wrong.get(name, ""), least=least, most=most,
        )  # fmt: skip

    purpose = Field(
        name="purpose",
        kind=FieldKind.CHOICE,
        label=words("appointment.purpose"),
        prompt=words("appointment.purpose-prompt"),
        value=known.get("purpose", ""),
        error=wrong.get("purpose", ""),
        choices=tuple(Choice(name, words(f"appointment.purpose-{name}")) for name in PURPOSES),
    )
    # By keys nobody writes a name: the ID number tells who it is.
    who = (
        (field("id_number", FieldKind.ID_NUMBER, 18),)
        if by_keys
        else (field("name", FieldKind.PERSON_NAME, 30), field("id_number", FieldKind.ID_NUMBER, 18, least=0))
    )
    return Form(
        title=words("appointment.who"),
        place=Place(f"/appointment/new/{slot.id}"),
        private=True,
        facts=_slot_facts(request, slot),
        fields=(purpose, *who, field("telephone", FieldKind.TELEPHONE, 12)),
        to=Place(f"/appointment/new/{slot.id}"),
        submit=words("send.next"),
        sends="data",
        options=(Option(title=words("appointment.other-day"), place=NEW, icon="back"),),
    )


def _slot_facts(request: Request, slot: Slot) -> tuple[Fact, ...]:
    words = request.words
    return (
        Fact("appointment.at", words("appointment.at"), _local(request, slot)),
        Fact("appointment.place", words("appointment.place"), slot.place),
    )


def _filled(request: Request, slot: Slot, given: Mapping[str, str]) -> AnyPage:
    words = request.words
    entered = {
        name: unicodedata.normalize("NFKC", given.get(name, "")).strip()
        for name in ("purpose", "name", "id_number", "telephone")
    }
    entered["telephone"] = re.sub(r"[\s-]", "", entered["telephone"])
    number = id_number(entered["id_number"]) if entered["id_number"] else ""
    by_keys = request.face is Face.VOICE
    errors: dict[str, str] = {}
    if entered["purpose"] not in PURPOSES:
        errors["purpose"] = words("appointment.purpose-wrong")
    if not by_keys and not 1 <= len(entered["name"]) <= 30:
        errors["name"] = words("appointment.name-wrong")
    if number is None or (by_keys and not number):
        errors["id_number"] = words("appointment.id-number-wrong")
    if not _TELEPHONE.fullmatch(entered["telephone"]):
        errors["telephone"] = words("appointment.telephone-wrong")
    if errors:
        return _form(request, slot, entered, errors)
    sending.keep_draft(
        request, Kind.APPOINTMENT, slot=slot.id, at=_local(request, slot).isoformat(),
        window=slot.place,
        purpose=entered["purpose"], name=entered["name"] or words("appointment.nameless"),
        id_number=number or "",
        telephone=entered["telephone"],
    )  # fmt: skip
    return _check_form(request, request.visit.draft)


def _check(request: Request) -> AnyPage:
    waiting = sending.draft(request, Kind.APPOINTMENT)
    if waiting is None:
        return _told(request) or _choose(request)
    if request.entered is None:
        return _check_form(request, waiting)
    fields = {name: waiting[name] for name in ("slot", "purpose", "name", "id_number", "telephone")}
    at, window = datetime.fromisoformat(waiting["at"]), waiting["window"]
    entry = sending.send(request, Kind.APPOINTMENT, fields)
    words = request.words
    told = sending.outcome(
        request, entry, title=words("appointment.title"), place=SENT,
        back=Option(title=words("appointment.other-day"), place=NEW, icon="calendar"),
    )  # fmt: skip
    if told.code == "kept":
        # Nothing is booked before the court has it.
        return replace(told, tone=Tone.INFORMATION, text=words("appointment.kept"))
    if told.code != "sent":
        return told
    facts = (
        Fact("appointment.at", words("appointment.at"), at),
        Fact("appointment.place", words("appointment.place"), window),
    )
    return Notice(
        title=words("appointment.booked-title"),
        place=SENT,
        code="booked",
        tone=Tone.DONE,
        text=words("appointment.booked"),
        private=True,
        facts=(*facts, *told.facts),
        steps=(words("appointment.bring"), words("appointment.keep-number")),
        options=(to_home(request),),
    )


def _check_form(request: Request, waiting: Mapping[str, str]) -> Form:
    words = request.words
    facts = [
        Fact("appointment.at", words("appointment.at"), datetime.fromisoformat(waiting["at"])),
        Fact("appointment.place", words("appointment.place"), waiting["window"]),
        Fact(
            "appointment.purpose",
            words("appointment.purpose"),
            words(f"appointment.purpose-{waiting['purpose']}"),
        ),
    ]
    if request.face is not Face.VOICE:
        facts.append(Fact("appointment.name", words("appointment.name"), waiting["name"]))
    if waiting["id_number"]:
        shown = f"{waiting['id_number'][:3]}***********{waiting['id_number'][-4:]}"
        last = Digits(waiting["id_number"][-4:]) if request.face is Face.VOICE else shown
        facts.append(Fact("appointment.id_number", words("appointment.id-number"), last))
    facts.append(
        Fact("appointment.telephone", words("appointment.telephone"), Telephone(waiting["telephone"]))
    )
    return sending.confirm(
        request,
        title=words("appointment.check"),
        place=CHECK,
        facts=tuple(facts),
        back=Place(f"/appointment/new/{waiting['slot']}"),
    )


# -- cancelling


def _cancel_form(
    request: Request, given: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> Form:
    words = request.words
    known, wrong = given or {}, errors or {}
    return Form(
        title=words("appointment.cancel-title"),
        place=CANCEL,
        intro=words("appointment.cancel-intro"),
        private=True,
        fields=(
            Field(
                name="receipt", kind=FieldKind.RECEIPT_NUMBER, label=words("receipt.number"),
                prompt=words("receipt.prompt"), value=known.get("receipt", "")[:20],
                error=wrong.get("receipt", ""), least=12, most=14,
            ),
            Field(
                name="telephone", kind=FieldKind.TELEPHONE, label=words("appointment.telephone"),
                prompt=words("appointment.cancel-telephone"), value=known.get("telephone", "")[:12],
                error=wrong.get("telephone", ""), least=5, most=12,
            ),
        ),
        to=CANCEL,
        submit=words("appointment.cancel"),
        sends="data",
    )  # fmt: skip


def _cancel(request: Request, given: Mapping[str, str]) -> AnyPage:
    words = request.words
    receipt = parse_receipt(given.get("receipt", ""))
    telephone = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", given.get("telephone", "")))
    errors = {}
    if receipt is None:
        errors["receipt"] = words("receipt.wrong")
    if not _TELEPHONE.fullmatch(telephone):
        errors["telephone"] = words("appointment.telephone-wrong")
    if errors or receipt is None:
        return _cancel_form(request, given, errors)
    entry = sending.send(request, Kind.CANCELLATION, {"appointment": receipt, "telephone": telephone})
    told = sending.outcome(request, entry, title=words("appointment.cancel-title"), place=CANCELLED)
    if told.code != "sent":
        return told
    return Notice(
        title=words("appointment.cancel-title"),
        place=CANCELLED,
        code="cancelled",
        tone=Tone.DONE,
        text=words("appointment.cancelled"),
        private=True,
        options=(Option(title=words("appointment.again"), place=NEW, icon="calendar"), to_home(request)),
    )


def _notice(request: Request, code: str, *, offline: bool) -> Notice:
    words = request.words
    return Notice(
        title=words("appointment.title"),
        place=NEW,
        code=code,
        tone=Tone.PROBLEM,
        text=words(f"appointment.{code}"),
        offline=offline,
        options=(
            Option(title=words("appointment.other-day"), place=NEW, icon="calendar"),
            to_person(request),
            to_home(request),
        ),
    )
