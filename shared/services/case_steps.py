"""Steps taken in a case (送达、管辖、财产保全、先予执行, row B3), its process nodes (审判流程节点, B4), and
the confirmation of a served document (C4)."""

from __future__ import annotations

from collections.abc import Iterable

from shared.cases.details import Measure, Service, StepsTaken
from shared.cases.records import Case
from shared.cases.sending import Kind
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Fact,
    Facts,
    Form,
    Heading,
    Option,
    Paragraph,
    Timeline,
)
from shared.place import Place
from shared.request import Request
from shared.services import case_view, sending
from shared.services.proved import proved, to_case
from shared.showing import show, show_briefly
from shared.values import Money
from shared.visit import Face

STEPS = Place("/case/steps")
NODES = Place("/case/nodes")
SERVICE = Place("/case/service")


def steps(request: Request) -> AnyPage | None:
    return proved(request, request.parts.cases.steps, _steps)


def nodes(request: Request) -> AnyPage | None:
    return proved(request, request.parts.cases.case, _nodes)


def _nodes(request: Request, case: Case) -> Article:
    words = request.words
    return Article(
        title=words("case.nodes"),
        place=NODES,
        private=True,
        as_of=case.as_of.astimezone(request.now.tzinfo),
        blocks=(
            *case_view.limit(request, case),
            Heading(case_view.heading(request, case, "timeline")),
            Timeline(case_view.events(request, case)),
        ),
        options=(to_case(request),),
    )


def _steps(request: Request, taken: StepsTaken) -> Article:
    words = request.words
    blocks: list[Block] = []
    for heading, facts in (
        ("case.services", [_service(request, number, each) for number, each in enumerate(taken.services, 1)]),
        (
            "case.jurisdiction",
            [
                Fact(
                    f"jurisdiction.{number}",
                    each.title,
                    _joined(request, each.detail, show_briefly(each.on, request.language)),
                )
                for number, each in enumerate(taken.jurisdiction, 1)
            ],
        ),
        (
            "case.preservations",
            [measure_fact(request, f"preservation.{n}", m) for n, m in enumerate(taken.preservations, 1)],
        ),
        (
            "case.advance",
            [measure_fact(request, f"advance.{n}", m) for n, m in enumerate(taken.advance_enforcement, 1)],
        ),
    ):
        if facts:
            blocks += [Heading(words(heading)), Facts(tuple(facts))]
    if not blocks:
        blocks.append(Paragraph(words("case.no-steps")))
    waiting = [each for each in taken.services if each.state == "awaiting_confirmation"]
    options = [
        Option(
            title=words("case.confirm-service", document=each.document),
            place=_confirm_place(taken, each),
            icon="done",
        )
        for each in waiting
        if request.face is not Face.VOICE
    ]
    return Article(
        title=words("case.steps"),
        place=STEPS,
        private=True,
        blocks=tuple(blocks),
        options=(*options, to_case(request)),
    )


def _service(request: Request, number: int, service: Service) -> Fact:
    words = request.words
    when = service.served_on or service.sent_on
    text = _joined(
        request,
        words(f"case.service-{service.state}"),
        service.addressee,
        service.method,
        show_briefly(when, request.language),
    )
    return Fact(f"service.{number}", service.document, text)


def measure_fact(request: Request, key: str, measure: Measure) -> Fact:
    """A measure in one line: what it lies on, how much, since and until when."""
    since = show_briefly(measure.on, request.language)
    until = show_briefly(measure.expires_on, request.language) if measure.expires_on else ""
    parts = [
        measure.target,
        show(Money(measure.amount), request.language) if measure.amount is not None else "",
        measure.state,
        request.words("case.from-to", day=since, until=until) if until else since,
    ]
    return Fact(key, measure.title, _joined(request, *parts))


def _joined(request: Request, *parts: str) -> str:
    return request.words("case.joint").join(part for part in parts if part)


# -- confirmation of service


def _confirm_place(taken: StepsTaken, service: Service) -> Place:
    """By its number in the list: the backend's id stands in no address."""
    return Place(f"/case/service/{taken.services.index(service) + 1}")


def service(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    if rest == ("sent",):
        return sending.told(
            request,
            Kind.CONFIRMATION,
            title=request.words("case.service-title"),
            place=Place("/case/service/sent"),
            back=to_case(request),
        )
    if len(rest) != 1 or not rest[0].isascii() or not rest[0].isdigit():
        return None
    number = int(rest[0])
    return proved(
        request, request.parts.cases.steps, lambda r, taken: _confirmation(r, taken.services, number)
    )


def _confirmation(request: Request, services: Iterable[Service], number: int) -> AnyPage | None:
    words = request.words
    found = [each for at, each in enumerate(services, 1) if at == number]
    if not found:
        return None
    meant = found[0]
    title = words("case.service-title")
    if meant.state != "awaiting_confirmation":
        return steps(request)
    if request.entered is not None:
        entry = sending.send(request, Kind.CONFIRMATION, {"received": True}, target=meant.id)
        return sending.outcome(
            request, entry, title=title, place=Place("/case/service/sent"), back=to_case(request)
        )
    return Form(
        title=title,
        place=Place(f"/case/service/{number}"),
        intro=words("case.service-intro"),
        private=True,
        fields=(),
        facts=(
            Fact("service.document", words("case.service-document"), meant.document),
            Fact("service.addressee", words("case.service-addressee"), meant.addressee),
            Fact("service.sent_on", words("case.service-sent-on"), meant.sent_on),
        ),
        to=Place(f"/case/service/{number}"),
        submit=words("case.service-confirm"),
        sends="data",
        options=(Option(title=words("case.steps"), place=STEPS, icon="back"),),
    )
