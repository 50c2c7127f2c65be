"""The reference court backend: docs/backend-api.yaml over HTTP, with made-up cases.

It shares no code with the client, so that both cannot share a bug. Nothing of a person is logged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import sending
from sandbox.cases import ZONE, DemoCase
from sandbox.counter import counter_routes
from sandbox.database import Database
from sandbox.http import (
    Body,
    Problem,
    http_problem,
    key_of,
    parsed,
    private,
    problem_response,
    raw_body,
    read,
    token_of,
    unknown,
)
from sandbox.inbox import MAX_ATTACHMENT, Inbox
from sandbox.pages import PageImages
from sandbox.proof import LogIn, PasswordReset, Proof, Redeem
from sandbox.reading import Reading
from sandbox.sessions import Minted
from sandbox.sms import Sms
from sandbox.steady import Steady

VERSION = "1.2.0"
_ATTACHED = frozenset({"audio/wav", "image/jpeg", "image/png"})

B = TypeVar("B", bound=Body)


class Backend:
    """The parts of the court, put together: `cases` by number, `clock` in aware moments; `steady` is what
    locks are measured by."""

    def __init__(
        self,
        cases: Mapping[str, DemoCase],
        database: Database,
        clock: Callable[[], datetime],
        *,
        today: date,
        seed: int = 1,
        steady: Callable[[], datetime] | None = None,
    ) -> None:
        by_id = {each.id: each for each in cases.values()}
        self.clock = clock
        self.sms = Sms(database, seed)
        self.inbox = Inbox(database, today)
        self.proof = Proof(by_id, database, self.sms, clock, steady or Steady(database, clock()))
        self.reading = Reading(self.inbox, self.sms, PageImages(), clock)


def create_app(backend: Backend, *, counter: bool = False) -> Starlette:
    """The backend over HTTP. `counter` adds what the court's own staff do (`sandbox.counter`)."""
    routes = [
        Route("/versions", _versions(lambda: operations), name="versions"),
        *_proof_routes(backend),
        *_case_routes(backend),
        *_sending_routes(backend),
        *(counter_routes(backend.proof, backend.inbox, backend.sms, backend.clock) if counter else ()),
    ]
    operations = sorted(route.name for route in routes if not route.path.startswith("/counter"))
    return Starlette(
        routes=_merged(routes),
        exception_handlers={Problem: problem_response, HTTPException: http_problem},
    )


def _merged(routes: list[Route]) -> list[Route]:
    """One route for each path, so that what is not offered is answered with all methods that are."""
    at: dict[str, list[Route]] = {}
    for route in routes:
        at.setdefault(route.path, []).append(route)
    return [_one(path, same) if len(same) > 1 else same[0] for path, same in at.items()]


def _one(path: str, routes: list[Route]) -> Route:
    by_method = {method: route.endpoint for route in routes for method in route.methods or ()}

    async def answer(request: Request) -> Response:
        response: Response = await by_method[request.method](request)
        return response

    return Route(path, answer, methods=list(by_method), name=" ".join(route.name for route in routes))


def _versions(operations: Callable[[], list[str]]) -> Callable[[Request], Any]:
    async def versions(_: Request) -> Response:
        current = {"version": VERSION, "path": "/v1", "status": "current"}
        body = {"service": "court-self-service-backend", "versions": [current], "operations": operations()}
        return JSONResponse(body)

    return versions


def _session(minted: Minted, cases: list[DemoCase]) -> Response:
    return private(
        {
            "token": minted.token,
            "expires_at": minted.expires_at.isoformat(),
            "sending_token": minted.sending_token,
            "cases": [each.summary() for each in cases],
        },
        201,
    )


def _proof_routes(backend: Backend) -> list[Route]:
    proof = backend.proof

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "version": VERSION, "time": backend.clock().isoformat()})

    async def log_in(request: Request) -> Response:
        minted = await run_in_threadpool(proof.log_in, await read(request, LogIn))
        return _session(minted, await run_in_threadpool(proof.proved, minted.token))

    async def log_out(request: Request) -> Response:
        await run_in_threadpool(proof.log_out, token_of(request))
        return Response(status_code=204)

    async def reset(request: Request) -> Response:
        key, raw = key_of(request), await raw_body(request)
        asked = parsed(raw, PasswordReset)

        def once() -> None:
            def effect(_: object) -> tuple[int, dict[str, Any]]:
                proof.reset_password(asked)
                return 202, {}

            backend.inbox.once(key, "reset", raw, effect)

        await run_in_threadpool(once)
        return Response(status_code=202)

    async def mint(request: Request) -> Response:
        minted = await run_in_threadpool(proof.mint_handoff, token_of(request))
        body = {"id": minted.id, "token": minted.token, "expires_at": minted.expires_at.isoformat()}
        return private(body, 201)

    async def redeem(request: Request) -> Response:
        minted = await run_in_threadpool(proof.redeem_handoff, await read(request, Redeem))
        return _session(minted, await run_in_threadpool(proof.proved, minted.token))

    async def state(request: Request) -> Response:
        found = await run_in_threadpool(
            proof.handoff_state, token_of(request), request.path_params["handoff"]
        )
        return private({"state": found})

    return [
        Route("/v1/health", health, name="health"),
        Route("/v1/sessions", log_in, methods=["POST"], name="logIn"),
        Route("/v1/sessions/current", log_out, methods=["DELETE"], name="logOut"),
        Route("/v1/password-resets", reset, methods=["POST"], name="resetPassword"),
        Route("/v1/handoffs", mint, methods=["POST"], name="mintHandoff"),
        Route("/v1/handoffs/redeem", redeem, methods=["POST"], name="redeemHandoff"),
        Route("/v1/handoffs/{handoff}", state, name="handoffState"),
    ]


def _case_routes(backend: Backend) -> list[Route]:
    proof, reading, sms, inbox = backend.proof, backend.reading, backend.sms, backend.inbox

    async def cases(request: Request) -> Response:
        found = await run_in_threadpool(proof.proved, token_of(request))
        return private({"cases": [each.summary() for each in found]})

    async def of_request(request: Request) -> DemoCase:
        return await run_in_threadpool(proof.one, token_of(request), request.path_params["case"])

    def showing(name: str, path: str, show: Callable[[DemoCase], dict[str, Any]]) -> Route:
        async def answer(request: Request) -> Response:
            case = await of_request(request)
            return private({"case": case.id, **await run_in_threadpool(show, case)})

        return Route(f"/v1/cases/{{case}}{path}", answer, methods=["GET"], name=name)

    async def page(request: Request) -> Response:
        case = await of_request(request)
        number = request.path_params["page"]
        if not number.isascii() or not number.isdigit() or len(number) > 4:
            raise unknown()
        png = await run_in_threadpool(reading.page, case, request.path_params["document"], int(number))
        return Response(png, media_type="image/png", headers={"Cache-Control": "no-store"})

    def subscriptions(case: DemoCase) -> dict[str, Any]:
        return {"subscriptions": sms.subscriptions(case.id)}

    async def subscribe(request: Request) -> Response:
        case, key, raw = await of_request(request), key_of(request), await raw_body(request)
        asked = parsed(raw, sending.Subscribe)

        def once() -> tuple[int, dict[str, Any]]:
            def effect(_: object) -> tuple[int, dict[str, Any]]:
                return 201, sms.subscribe(case.id, asked.telephone, asked.topics, backend.clock())

            return inbox.once(key, f"subscribe {case.id}", raw, effect)

        status, answer = await run_in_threadpool(once)
        return private(answer, status)

    async def confirm(request: Request) -> Response:
        case, asked = await of_request(request), await read(request, sending.ConfirmationCode)
        key_of(request)
        return private(
            await run_in_threadpool(sms.confirm, case.id, request.path_params["subscription"], asked.code)
        )

    async def unsubscribe(request: Request) -> Response:
        case = await of_request(request)
        await run_in_threadpool(sms.unsubscribe, case.id, request.path_params["subscription"])
        return Response(status_code=204)

    below = "/v1/cases/{case}/subscriptions"
    return [
        Route("/v1/cases", cases, name="cases"),
        showing("case", "", reading.case),
        showing("caseHearings", "/hearings", lambda case: {"hearings": case.hearings}),
        showing("caseSteps", "/steps", reading.steps),
        showing("caseFile", "/file", lambda case: {"documents": case.documents}),
        Route("/v1/cases/{case}/file/{document}/pages/{page}", page, name="filePage"),
        showing("caseRecordings", "/recordings", reading.recordings),
        showing("caseEnforcement", "/enforcement", reading.enforcement),
        showing("caseMessages", "/messages", reading.messages),
        showing("subscriptions", "/subscriptions", subscriptions),
        Route(below, subscribe, methods=["POST"], name="subscribe"),
        Route(below + "/{subscription}", unsubscribe, methods=["DELETE"], name="unsubscribe"),
        Route(below + "/{subscription}/confirmation", confirm, methods=["POST"], name="confirmSubscription"),
    ]


def _sending_routes(backend: Backend) -> list[Route]:
    proof, inbox = backend.proof, backend.inbox

    def taking(
        name: str,
        path: str,
        kind: str,
        shape: type[Any],
        *,
        check: Callable[[Any, DemoCase | None, str | None], Any] | None = None,
    ) -> Route:
        """A submission: with `{case}` in its path it needs a sending token; `check` looks at the content."""

        envelope = sending.Sent[shape]  # type: ignore[valid-type]

        async def take(request: Request) -> Response:
            of_case = "case" in request.path_params
            token = token_of(request) if of_case else ""
            target = request.path_params.get("service") or request.path_params.get("recording")
            key, raw = key_of(request), await raw_body(request)
            asked: sending.Sent[Any] = parsed(raw, envelope)

            def once() -> tuple[int, dict[str, Any]]:
                case = proof.one(token, request.path_params["case"], sending=True) if of_case else None
                checks = check(asked.content, case, target) if check else None
                content = asked.content.model_dump(mode="json")
                if kind == "survey":
                    written = asked.written_at.astimezone(ZONE).isoformat()
                    content = {"written_at": written, "face": asked.origin.face, **content}
                effect = inbox.store(
                    kind, asked.receipt, content, backend.clock(),
                    case=case.id if case else None,
                    target=target or getattr(asked.content, "slot", None),
                    **({"check": checks} if checks else {}),
                )  # fmt: skip
                return inbox.once(key, request.url.path, raw, effect)

            status, answer = await run_in_threadpool(once)
            return private(answer, status)

        return Route(path, take, methods=["POST"], name=name)

    def service_of(_: Any, case: DemoCase | None, target: str | None) -> None:
        if case is None or target not in {each["id"] for each in case.steps["services"]}:
            raise unknown()

    def recording_of(_: Any, case: DemoCase | None, target: str | None) -> None:
        if case is None or target not in {each["id"] for each in case.recordings}:
            raise unknown()

    def link_of(content: sending.Link, _: DemoCase | None, __: str | None) -> Callable[[object], None]:
        def check(_: object) -> None:
            text = f"您要的页面：{content.place}"
            if not backend.sms.send(
                content.telephone, text, f"link {content.telephone}", backend.clock(), daily=5
            ):
                raise Problem(429, "too-many", "too many texts to this number today")

        return check

    async def slots(_: Request) -> Response:
        return JSONResponse({"slots": await run_in_threadpool(inbox.slots)})

    async def attach(request: Request) -> Response:
        media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        key, raw = key_of(request), await raw_body(request, MAX_ATTACHMENT, 413, "too-large")
        if media_type not in _ATTACHED or not raw:
            raise Problem(422, "invalid", "no attachment of a known type")
        effect = inbox.attach(media_type, raw)
        status, answer = await run_in_threadpool(inbox.once, key, f"attach {media_type}", raw, effect)
        return JSONResponse(answer, status_code=status)

    async def surveys(request: Request) -> Response:
        month, page = request.path_params["month"], request.query_params.get("page", "1")
        well_formed = re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", month) and re.fullmatch(
            r"[1-9][0-9]{0,3}|10000", page
        )
        if not well_formed:
            raise Problem(422, "invalid", "no such month or page")
        return private(await run_in_threadpool(inbox.surveys, month, int(page)))

    async def look_up(request: Request) -> Response:
        asked = await read(request, sending.ReceiptLookup)
        return private(await run_in_threadpool(inbox.state, asked.receipt))

    case = "/v1/cases/{case}"
    return [
        Route("/v1/appointments/slots", slots, name="slots"),
        taking("book", "/v1/appointments", "appointment", sending.Appointment,
               check=lambda content, *_: inbox.free_slot(content.slot)),
        taking("cancelAppointment", "/v1/appointments/cancellations", "cancellation", sending.Cancellation,
               check=lambda content, *_: inbox.cancelled(content.appointment, content.telephone)),
        taking("complain", "/v1/complaints", "complaint", sending.Complaint),
        taking("answerSurvey", "/v1/surveys", "survey", sending.Survey),
        Route("/v1/surveys/{month}", surveys, name="surveyAnswers"),
        taking("sendLink", "/v1/sms-links", "link", sending.Link, check=link_of),
        taking("writeToJudge", f"{case}/messages", "message", sending.Message),
        taking("handInClue", f"{case}/clues", "clue", sending.Clue),
        taking("confirmService", f"{case}/services/{{service}}/confirmation", "confirmation",
               sending.Confirmation, check=service_of),
        taking("requestRecording", f"{case}/recordings/{{recording}}/requests", "recording",
               sending.RecordingRequest, check=recording_of),
        Route("/v1/attachments", attach, methods=["POST"], name="attach"),
        Route("/v1/receipts/lookup", look_up, methods=["POST"], name="lookUpReceipt"),
    ]  # fmt: skip
