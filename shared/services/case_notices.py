"""SMS notices of one's case (row B8): subscribe a number, confirmed by a code that it gets; end it."""

from __future__ import annotations

import re
import uuid

from shared.cases.details import TOPICS, Subscription
from shared.cases.outcomes import Found, NotOffered, NotThere, Refused, SessionEnded, Unavailable
from shared.cases.records import Session
from shared.pages import AnyPage, Fact, Field, FieldKind, Form, Item, Listing, Notice, Option, Tone
from shared.place import Place
from shared.request import Request
from shared.services.proved import CASE, chosen, ended, form, proved, to_case, unavailable
from shared.services.ways_on import to_home
from shared.values import Telephone

NOTICES = Place("/case/notices")
NEW = Place("/case/notices/new")
CODE = Place("/case/notices/code")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ENFORCEMENT = ("accepted", "assets_found", "appraisal", "auction", "payment", "closed")
_TRIAL = ("accepted", "hearing", "closed")


def page(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    session = request.visit.session
    case = chosen(request, session) if session else None
    if session is None:
        return form(request)
    if not rest or case is None:
        return proved(request, request.parts.cases.subscriptions, _list)
    match rest:
        case ("new",):
            return _subscribe(request, session, case.id) if request.entered is not None else _form(request)
        case ("code",):
            return _confirm(request, session, case.id)
        case (number,) if number.isascii() and number.isdigit() and len(number) < 4:
            return proved(
                request, request.parts.cases.subscriptions, lambda r, found: _end(r, found, int(number))
            )
    return None


def topics(request: Request) -> tuple[str, ...]:
    """What there is to be told of a case of this kind."""
    session = request.visit.session
    case = chosen(request, session) if session else None
    return _ENFORCEMENT if case is not None and case.kind == "enforcement" else _TRIAL


def _list(request: Request, found: tuple[Subscription, ...]) -> Listing:
    words = request.words
    active = [(number, each) for number, each in enumerate(found, 1) if each.state == "active"]
    return Listing(
        title=words("sms.title"),
        place=NOTICES,
        intro=words("sms.intro"),
        private=True,
        items=tuple(
            Item(
                title=each.telephone,
                place=Place(f"/case/notices/{number}"),
                facts=(Fact("notices.topics", words("sms.topics"), _topics(request, each.topics)),),
            )
            for number, each in active
        ),
        total=len(active),
        empty=words("sms.none"),
        options=(Option(title=words("sms.new"), place=NEW, icon="bell"), to_case(request)),
    )


def _topics(request: Request, names: tuple[str, ...]) -> str:
    return request.words("sms.joint").join(request.words(f"sms.topic-{name}") for name in names)


def _form(request: Request, *, telephone: str = "", error: str = "", whole: str = "") -> Form:
    words = request.words
    return Form(
        title=words("sms.new"),
        place=NEW,
        intro=words("sms.new-intro", topics=_topics(request, topics(request))),
        private=True,
        fields=(
            Field(
                name="telephone",
                kind=FieldKind.TELEPHONE,
                label=words("sms.telephone"),
                prompt=words("sms.telephone-prompt"),
                hint=words("sms.telephone-hint"),
                value=telephone,
                error=error,
                least=11,
                most=11,
            ),
        ),
        to=NEW,
        submit=words("sms.send-code"),
        sends="data",
        error=whole,
        options=(to_case(request),),
    )


def _subscribe(request: Request, session: Session, case: str) -> AnyPage:
    words = request.words
    telephone = re.sub(r"[\s-]", "", (request.entered or {}).get("telephone", ""))
    if not _MOBILE.fullmatch(telephone):
        return _form(request, telephone=telephone[:20], error=words("sms.telephone-wrong"))
    wanted = tuple(name for name in TOPICS if name in topics(request))
    match request.parts.cases.subscribe(session, case, telephone, wanted, str(uuid.uuid4())):
        case Found(subscription):
            request.visit.draft.clear()
            request.visit.draft.update(kind="subscription", id=subscription.id, telephone=telephone)
            return _code_form(request)
        case Refused("too-many"):
            return _form(request, telephone=telephone, whole=words("sms.too-many"))
        case Refused():
            return _form(request, telephone=telephone, error=words("sms.telephone-wrong"))
        case SessionEnded():
            return ended(request)
        case NotThere() | NotOffered():
            return _not_offered(request)
        case Unavailable():
            return unavailable(request)


def _code_form(request: Request, error: str = "") -> Form:
    words = request.words
    return Form(
        title=words("sms.code-title"),
        place=CODE,
        intro=words("sms.code-intro", telephone=Telephone(request.visit.draft["telephone"])),
        private=True,
        fields=(
            Field(
                name="code",
                kind=FieldKind.CODE,
                label=words("sms.code"),
                prompt=words("sms.code-prompt"),
                error=error,
                least=4,
                most=8,
            ),
        ),
        to=CODE,
        submit=words("sms.confirm"),
        sends="data",
        options=(Option(title=words("sms.other-number"), place=NEW, icon="back"), to_case(request)),
    )


def _confirm(request: Request, session: Session, case: str) -> AnyPage | None:
    words = request.words
    waiting = request.visit.draft
    if waiting.get("kind") == "subscribed":
        return _done(request, "subscribed", waiting["telephone"])
    if waiting.get("kind") != "subscription":
        return _form(request)
    if request.entered is None:
        return _code_form(request)
    code = "".join(request.entered.get("code", "").split())
    if not (code.isascii() and code.isdigit() and 4 <= len(code) <= 8):
        return _code_form(request, words("sms.code-wrong"))
    match request.parts.cases.confirm(session, case, waiting["id"], code, str(uuid.uuid4())):
        # Done already: an answer got lost on its way here.
        case Found() | Refused("already-done"):
            request.visit.draft["kind"] = "subscribed"
            return _done(request, "subscribed", waiting["telephone"])
        case Refused():
            return _code_form(request, words("sms.code-wrong"))
        case SessionEnded():
            return ended(request)
        case NotThere() | NotOffered():
            # Five wrong codes ended it, or it is too old.
            waiting.clear()
            return _form(request, whole=words("sms.code-gone"))
        case Unavailable():
            return unavailable(request)


def _end(request: Request, found: tuple[Subscription, ...], number: int) -> AnyPage | None:
    words = request.words
    session = request.visit.session
    case = chosen(request, session) if session else None
    if session is None or case is None or not 1 <= number <= len(found):
        return None
    meant = found[number - 1]
    here = Place(f"/case/notices/{number}")
    waiting = request.visit.draft
    # Loaded again, the number in the list may be another's: what was shown is what is ended.
    if request.entered is None or waiting.get("kind") != "unsubscribe":
        waiting.clear()
        waiting.update(kind="unsubscribe", id=meant.id, telephone=meant.telephone)
        return Form(
            title=words("sms.end-title"),
            place=here,
            intro=words("sms.end-intro"),
            private=True,
            fields=(),
            facts=(Fact("notices.telephone", words("sms.telephone"), Telephone(meant.telephone)),),
            to=here,
            submit=words("sms.end"),
            sends="data",
            options=(Option(title=words("sms.title"), place=NOTICES, icon="list"), to_case(request)),
        )
    telephone = waiting["telephone"]
    match request.parts.cases.unsubscribe(session, case.id, waiting["id"]):
        case Found():
            waiting.clear()
            return _done(request, "unsubscribed", telephone)
        case SessionEnded():
            return ended(request)
        case NotThere() | NotOffered():
            return _not_offered(request)
        case Unavailable():
            return unavailable(request)


def _done(request: Request, code: str, telephone: str) -> Notice:
    words = request.words
    return Notice(
        title=words("sms.title"),
        place=CODE if code == "subscribed" else NOTICES,
        code=code,
        tone=Tone.DONE,
        text=words(f"sms.{code}", telephone=Telephone(telephone)),
        private=True,
        options=(Option(title=words("sms.title"), place=NOTICES, icon="bell"), to_case(request)),
    )


def _not_offered(request: Request) -> Notice:
    words = request.words
    return Notice(
        title=words("sms.title"),
        place=CASE,
        code="not-offered",
        text=words("sms.not-offered"),
        private=True,
        options=(to_case(request), to_home(request)),
    )
