"""Audio and video records of one's hearings (row B6): ask to view one (依申请查阅), and see the answer."""

from __future__ import annotations

from shared.cases.details import Recording
from shared.cases.sending import Kind
from shared.pages import AnyPage, Fact, Field, FieldKind, Form, Item, Listing
from shared.place import Place
from shared.request import Request
from shared.services import sending
from shared.services.proved import proved, to_case

RECORDINGS = Place("/case/recordings")
_SENT = Place("/case/recordings/sent")
REASON = 500


def page(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    if not rest:
        return proved(request, request.parts.cases.recordings, _list)
    if rest == ("sent",):
        title = request.words("recordings.title")
        return sending.told(request, Kind.RECORDING, title=title, place=_SENT, back=to_case(request))
    if len(rest) == 1 and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 5:
        return proved(request, request.parts.cases.recordings, lambda r, found: _ask(r, found, int(rest[0])))
    return None


def _list(request: Request, found: tuple[Recording, ...]) -> Listing:
    words = request.words
    return Listing(
        title=words("recordings.title"),
        place=RECORDINGS,
        intro=words("recordings.intro"),
        private=True,
        items=tuple(
            Item(
                title=words(f"recordings.{each.kind}", when=each.hearing_at.astimezone(request.now.tzinfo)),
                place=Place(f"/case/recordings/{number}") if _may_ask(each) else RECORDINGS,
                facts=_facts(request, each),
                badge=words(f"recordings.request-{each.request.state}") if each.request else "",
            )
            for number, each in enumerate(found, start=1)
        ),
        total=len(found),
        empty=words("recordings.none"),
        options=(to_case(request),),
    )


def _facts(request: Request, recording: Recording) -> tuple[Fact, ...]:
    words = request.words
    length = Fact(
        "recording.length", words("recordings.length"), words.count("recordings.minutes", recording.minutes)
    )
    if recording.request is None or not recording.request.answer:
        return (length,)
    return (length, Fact("recording.answer", words("recordings.answer"), recording.request.answer))


def _may_ask(recording: Recording) -> bool:
    return recording.request is None or recording.request.state == "refused"


def _ask(request: Request, found: tuple[Recording, ...], number: int) -> AnyPage | None:
    words = request.words
    if not 1 <= number <= len(found) or not _may_ask(found[number - 1]):
        return None
    recording = found[number - 1]
    here = Place(f"/case/recordings/{number}")
    if request.entered is not None:
        reason = request.entered.get("reason", "").strip()[:REASON]
        entry = sending.send(request, Kind.RECORDING, {"reason": reason}, target=recording.id)
        return sending.outcome(
            request, entry, title=words("recordings.title"), place=_SENT, back=to_case(request)
        )
    when = recording.hearing_at.astimezone(request.now.tzinfo)
    return Form(
        title=words("recordings.ask-title"),
        place=here,
        intro=words("recordings.ask-intro"),
        private=True,
        facts=(Fact("recording.hearing", words("recordings.hearing"), when),),
        fields=(
            Field(
                name="reason",
                kind=FieldKind.LONG_TEXT,
                label=words("recordings.reason"),
                prompt=words("recordings.reason-prompt"),
                least=0,
                most=REASON,
            ),
        ),
        to=here,
        submit=words("recordings.ask"),
        sends="data",
        options=(to_case(request),),
    )
