"""What became of something that was handed in, by its receipt number (回执编号, rows C1 to C5):
received by this machine, by the court, answered."""

from __future__ import annotations

from shared.cases.details import ReceiptState
from shared.cases.outcomes import Found, NotThere, Unavailable
from shared.cases.sending import Sending
from shared.outbox import Entry, State
from shared.pages import AnyPage, Fact, Field, FieldKind, Form, Notice, Option, Tone
from shared.place import Place
from shared.receipts import in_groups, parse_receipt
from shared.request import Request
from shared.services.ways_on import to_home, to_person
from shared.values import Digits

RECEIPT = Place("/receipt")
_KINDS = frozenset(
    {
        "appointment",
        "cancellation",
        "complaint",
        "message",
        "clue",
        "confirmation",
        "recording",
        "survey",
        "link",
    }
)


def page(request: Request) -> AnyPage | None:
    if request.rest:
        return None
    if request.entered is None:
        return _form(request)
    typed = request.entered.get("receipt", "")
    receipt = parse_receipt(typed)
    if receipt is None:
        return _form(request, typed[:20], request.words("receipt.wrong"))
    here = request.parts.outbox.entry(receipt)
    if here is not None and here.state is State.WAITING:
        # Whoever asks would rather hear that it has arrived.
        deliver = Sending(request.parts.cases.transport).deliver
        here = request.parts.outbox.deliver(receipt, deliver, request.now)
    if here is not None and here.state is not State.DELIVERED:
        return _here(request, here)
    match request.parts.cases.receipt(receipt):
        case Found(state):
            return _at_court(request, state)
        case NotThere():
            return _form(request, receipt, request.words("receipt.unknown"))
        case Unavailable():
            return _here(request, here) if here is not None else _unavailable(request)


def _form(request: Request, value: str = "", error: str = "") -> Form:
    words = request.words
    return Form(
        title=words("receipt.title"),
        place=RECEIPT,
        intro=words("receipt.intro"),
        fields=(
            Field(
                name="receipt",
                kind=FieldKind.RECEIPT_NUMBER,
                label=words("receipt.number"),
                prompt=words("receipt.prompt"),
                value=value,
                error=error,
                least=12,
                most=14,
            ),
        ),
        to=RECEIPT,
        submit=words("receipt.look"),
        sends="data",
        options=(to_person(request),),
    )


def _here(request: Request, entry: Entry) -> Notice:
    """Known on this machine: waiting, refused, given up, or delivered while the court cannot be asked."""
    words = request.words
    over = entry.state in (State.REFUSED, State.EXPIRED)
    when = (entry.delivered_at or entry.written_at).astimezone(request.now.tzinfo)
    return Notice(
        title=words("receipt.title"),
        place=RECEIPT,
        code=f"receipt-{entry.state}",
        tone=Tone.PROBLEM if over else Tone.INFORMATION,
        text=words(f"receipt.text-{entry.state}"),
        offline=not over,
        private=True,
        facts=(
            Fact("receipt.number", words("receipt.number"), Digits(in_groups(entry.receipt))),
            Fact("receipt.kind", words("receipt.kind"), words(f"receipt.kind-{entry.kind}")),
            Fact("receipt.state", words("receipt.state"), words(f"receipt.state-{entry.state}")),
            Fact("receipt.at", words("receipt.at"), when),
        ),
        options=(_again(request), to_person(request), to_home(request)),
    )


def _at_court(request: Request, state: ReceiptState) -> Notice:
    words = request.words
    zone = request.now.tzinfo
    facts = [Fact("receipt.number", words("receipt.number"), Digits(in_groups(state.receipt)))]
    if state.kind in _KINDS:
        facts.append(Fact("receipt.kind", words("receipt.kind"), words(f"receipt.kind-{state.kind}")))
    facts.append(Fact("receipt.state", words("receipt.state"), words(f"receipt.state-{state.state}")))
    facts.append(Fact("receipt.at", words("receipt.received-at"), state.received_at.astimezone(zone)))
    if state.appointment is not None and state.state != "cancelled":
        facts.append(Fact("appointment.at", words("appointment.at"), state.appointment.at.astimezone(zone)))
        facts.append(Fact("appointment.place", words("appointment.place"), state.appointment.place))
    text = words(f"receipt.text-{state.state}")
    if state.answer is not None:
        text = words("receipt.text-answered", answer=state.answer.text)
        facts.append(Fact("receipt.by", words("receipt.by"), state.answer.by))
        facts.append(
            Fact("receipt.answered_at", words("receipt.answered-at"), state.answer.at.astimezone(zone))
        )
    cancel = (
        (Option(title=words("appointment.cancel"), place=Place("/appointment/cancel"), icon="leave"),)
        if state.appointment is not None and state.state != "cancelled"
        else ()
    )
    return Notice(
        title=words("receipt.title"),
        place=RECEIPT,
        code=f"receipt-{state.state}",
        tone=Tone.DONE if state.answer else Tone.INFORMATION,
        text=text,
        private=True,
        facts=tuple(facts),
        options=(*cancel, _again(request), to_home(request)),
    )


def _unavailable(request: Request) -> Notice:
    words = request.words
    return Notice(
        title=words("receipt.title"),
        place=RECEIPT,
        code="unavailable",
        tone=Tone.PROBLEM,
        text=words("receipt.unavailable"),
        offline=True,
        options=(_again(request), to_person(request), to_home(request)),
    )


def _again(request: Request) -> Option:
    return Option(title=request.words("receipt.another"), place=RECEIPT, icon="search")
