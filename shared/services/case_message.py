"""To the enforcement judge: messages (与执行法官留言沟通, row C3) and clues to property (查控线索, C4)."""

from __future__ import annotations

from collections.abc import Mapping

from shared.cases.details import Message
from shared.cases.sending import Kind
from shared.pages import (
    RECORDED,
    AnyPage,
    Article,
    Block,
    Choice,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Option,
    Paragraph,
)
from shared.place import Place
from shared.receipts import in_groups
from shared.request import Request
from shared.services import sending
from shared.services.proved import chosen, form, proved, to_case
from shared.values import Digits
from shared.visit import Face

MESSAGE, NEW_MESSAGE, CLUE = Place("/case/message"), Place("/case/message/new"), Place("/case/clue")
MOST = 2_000
CLUES = ("real_estate", "vehicle", "deposit", "equity", "income", "other")


def message(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    if not rest:
        return proved(request, request.parts.cases.messages, _list)
    return _writing(request, rest[1:], Kind.MESSAGE) if rest[0] == "new" else None


def clue(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    return _writing(request, rest, Kind.CLUE)


def _list(request: Request, found: tuple[Message, ...]) -> Article:
    words = request.words
    blocks: list[Block] = []
    for each in reversed(found):
        written = each.written_at.astimezone(request.now.tzinfo)
        blocks.append(Heading(words("message.written", when=written)))
        blocks.append(Paragraph(each.text or words("message.voice")))
        if each.answer is None:
            blocks.append(Paragraph(words("message.no-answer")))
        else:
            at = each.answer.at.astimezone(request.now.tzinfo)
            answer = each.answer
            blocks.append(Paragraph(words("message.answered", by=answer.by, when=at, text=answer.text)))
    waiting = [
        entry
        for entry in request.parts.outbox.waiting()
        if entry.receipt == request.visit.draft.get("receipt")
    ]
    for entry in waiting:
        number_shown = Digits(in_groups(entry.receipt))
        blocks.append(Facts((Fact("receipt.number", words("message.on-its-way"), number_shown),)))
    if not blocks:
        blocks.append(Paragraph(words("message.none")))
    return Article(
        title=words("message.title"),
        place=MESSAGE,
        private=True,
        blocks=tuple(blocks),
        options=(Option(title=words("message.write"), place=NEW_MESSAGE, icon="pen"), to_case(request)),
    )


def _writing(request: Request, rest: tuple[str, ...], kind: Kind) -> AnyPage | None:
    """Write, check, sent. On the telephone a message is spoken, and there is nothing to read through."""
    session = request.visit.session
    case = chosen(request, session) if session else None
    if session is None:
        return form(request)
    if case is None or case.kind != "enforcement":
        return None
    words = request.words
    title = words(f"{kind}.title")
    here = NEW_MESSAGE if kind is Kind.MESSAGE else CLUE
    check, sent = Place(f"{here.path}/check"), Place(f"{here.path}/sent")
    back = to_case(request)
    if rest == ("sent",):
        return sending.told(request, kind, title=title, place=sent, back=back) or _form(request, kind, here)
    if rest == ("check",):
        waiting = sending.draft(request, kind)
        if waiting is None:
            return sending.told(request, kind, title=title, place=sent, back=back) or _form(
                request, kind, here
            )
        if request.entered is None:
            return sending.confirm(
                request, title=title, place=check, facts=_facts(request, waiting), back=here
            )
        fields = {name: waiting[name] for name in ("text", "category") if name in waiting}
        if "category" in fields:
            fields["kind"] = fields.pop("category")
        return sending.outcome(
            request, sending.send(request, kind, fields), title=title, place=sent, back=back
        )
    if rest:
        return None
    if request.entered is None:
        return _form(request, kind, here, sending.draft(request, kind))
    return _check(request, kind, request.entered, here)


def _check(request: Request, kind: Kind, entered: Mapping[str, str], here: Place) -> AnyPage:
    words = request.words
    title, check = words(f"{kind}.title"), Place(f"{here.path}/check")
    if request.face is Face.VOICE:
        if entered.get(sending.VOICE) != RECORDED or sending.VOICE not in request.visit.attachments:
            return _form(request, kind, here)
        entry = sending.send(request, kind, {"text": ""})
        sent = Place(f"{here.path}/sent")
        return sending.outcome(request, entry, title=title, place=sent, back=to_case(request))
    text = entered.get("text", "").strip()
    category = entered.get("category", "")
    wrong = kind is Kind.CLUE and category not in CLUES
    if not text or len(text) > MOST or wrong:
        error = (
            words("send.text-empty")
            if not text
            else words("send.text-long", most=MOST)
            if len(text) > MOST
            else ""
        )
        return _form(
            request, kind, here, {"text": text[:MOST], "category": category}, error, category_wrong=wrong
        )
    keep = {"text": text, **({"category": category} if kind is Kind.CLUE else {})}
    sending.keep_draft(request, kind, **keep)
    return sending.confirm(request, title=title, place=check, facts=_facts(request, keep), back=here)


def _facts(request: Request, waiting: Mapping[str, str]) -> tuple[Fact, ...]:
    words = request.words
    facts = [Fact("message.text", words("message.text"), waiting["text"])]
    if "category" in waiting:
        facts.insert(0, Fact("clue.kind", words("clue.kind"), words(f"clue.kind-{waiting['category']}")))
    return tuple(facts)


def _form(
    request: Request,
    kind: Kind,
    here: Place,
    waiting: Mapping[str, str] | None = None,
    error: str = "",
    *,
    category_wrong: bool = False,
) -> Form:
    words = request.words
    known = waiting or {}
    fields: list[Field] = []
    if kind is Kind.CLUE:
        fields.append(
            Field(
                name="category",
                kind=FieldKind.CHOICE,
                label=words("clue.kind"),
                prompt=words("clue.kind-prompt"),
                value=known.get("category", ""),
                error=words("clue.kind-wrong") if category_wrong else "",
                choices=tuple(Choice(name, words(f"clue.kind-{name}")) for name in CLUES),
            )
        )
    if request.face is Face.VOICE:
        fields.append(
            Field(
                name=sending.VOICE,
                kind=FieldKind.VOICE_MESSAGE,
                label=words("message.spoken"),
                prompt=words("message.spoken-prompt"),
            )
        )
    else:
        fields.append(
            Field(
                name="text",
                kind=FieldKind.LONG_TEXT,
                label=words("message.text"),
                prompt=words(f"{kind}.text-prompt"),
                value=known.get("text", ""),
                error=error,
                most=MOST,
            )
        )
    return Form(
        title=words(f"{kind}.title"),
        place=here,
        intro=words(f"{kind}.intro"),
        private=True,
        fields=tuple(fields),
        to=here,
        submit=words("send.next") if request.face is not Face.VOICE else words("send.send"),
        sends="data",
        options=(to_case(request),),
    )
