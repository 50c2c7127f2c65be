"""The reference court backend: docs/backend-api.yaml, with made-up cases.

It shares no code with the client, so that both cannot share a bug. Nothing of a person is logged.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.cases import DemoCase
from sandbox.store import BackendStore, Minted

VERSION = "1.0.0"
MAX_BODY = 16_384
_ROUNDS = 20_000

M = TypeVar("M", bound=BaseModel)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class LogIn(_Body):
    number: str = Field(min_length=1, max_length=80)
    password: str = Field(min_length=1, max_length=64)
    face: str = Field(pattern=r"^(kiosk|voice|mobile)$")
    terminal: str = Field(min_length=1, max_length=64)


class Redeem(_Body):
    token: str = Field(min_length=1, max_length=200)
    terminal: str = Field(min_length=1, max_length=64)


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    def __init__(self, status: int, kind: str, title: str, **more: str) -> None:
        super().__init__(kind)
        self.status = status
        self.body = {"type": f"urn:court:problem:{kind}", "title": title, "status": status, **more}


class Backend:
    """The cases, what is remembered, and the clock (aware moments)."""

    def __init__(
        self, cases: Mapping[str, DemoCase], store: BackendStore, clock: Callable[[], datetime]
    ) -> None:
        self._cases = cases
        self._store = store
        self._clock = clock
        self._numbers = {_normal(number): number for number in cases}
        self._numbers |= {case.lookup_number: number for number, case in cases.items()}
        self._secrets = {number: _password_hash(number, case.password) for number, case in cases.items()}

    def log_in(self, asked: LogIn) -> Minted:
        now = self._clock()
        number = self._numbers.get(_normal(asked.number))
        # Both writings of one case share a counter; an unknown number has one like any other.
        subject = number or "unknown " + hashlib.sha256(_normal(asked.number).encode()).hexdigest()
        locked_until = self._store.claim_attempt(subject, now)
        if locked_until is not None:
            raise Problem(423, "locked", "too many wrong passwords", locked_until=locked_until.isoformat())
        # The same work for an unknown number, so that time tells nothing.
        given = _password_hash(number or "", asked.password)
        if number is None or given != self._secrets[number]:
            raise Problem(401, "not-recognised", "number or password not recognised")
        self._store.forgive(subject)
        return self._store.start_session(number, now)

    def log_out(self, token: str) -> None:
        self._proved(token)
        self._store.end_session(token)

    def case(self, token: str) -> dict[str, Any]:
        return {**self._proved(token).case, "as_of": self._clock().isoformat()}

    def hearings(self, token: str) -> dict[str, Any]:
        return {"hearings": self._proved(token).hearings}

    def mint_handoff(self, token: str) -> Minted:
        number = self._proved(token).case["filing"]["number"]
        return self._store.mint_handoff(token, number, self._clock())

    def redeem_handoff(self, asked: Redeem) -> Minted:
        minted = self._store.redeem_handoff(asked.token, self._clock())
        if minted is None:
            raise Problem(410, "handoff-gone", "unknown, used or expired")
        return minted

    def handoff_state(self, token: str, handoff: str) -> str:
        self._proved(token)
        state = self._store.handoff_state(handoff, token, self._clock())
        if state is None:
            raise Problem(404, "unknown", "no such hand-off")
        return state

    def health(self) -> dict[str, str]:
        return {"status": "ok", "version": VERSION, "time": self._clock().isoformat()}

    def _proved(self, token: str) -> DemoCase:
        number = self._store.session_case(token, self._clock())
        if number is None or number not in self._cases:
            raise Problem(401, "session-ended", "the session is over")
        return self._cases[number]


def create_app(backend: Backend) -> Starlette:
    """The backend over HTTP."""

    async def health(_: Request) -> Response:
        return JSONResponse(backend.health())

    async def log_in(request: Request) -> Response:
        asked = await _read(request, LogIn)
        return _session(await run_in_threadpool(backend.log_in, asked))

    async def log_out(request: Request) -> Response:
        await run_in_threadpool(backend.log_out, _token(request))
        return Response(status_code=204)

    async def case(request: Request) -> Response:
        return _private(await run_in_threadpool(backend.case, _token(request)))

    async def hearings(request: Request) -> Response:
        return _private(await run_in_threadpool(backend.hearings, _token(request)))

    async def mint(request: Request) -> Response:
        minted = await run_in_threadpool(backend.mint_handoff, _token(request))
        return _private(
            {"id": minted.id, "token": minted.token, "expires_at": minted.expires_at.isoformat()}, 201
        )

    async def redeem(request: Request) -> Response:
        asked = await _read(request, Redeem)
        return _session(await run_in_threadpool(backend.redeem_handoff, asked))

    async def state(request: Request) -> Response:
        found = await run_in_threadpool(backend.handoff_state, _token(request), request.path_params["id"])
        return _private({"state": found})

    return Starlette(
        routes=[
            Route("/v1/health", health),
            Route("/v1/sessions", log_in, methods=["POST"]),
            Route("/v1/sessions/current", log_out, methods=["DELETE"]),
            Route("/v1/case", case),
            Route("/v1/case/hearings", hearings),
            Route("/v1/handoffs", mint, methods=["POST"]),
            Route("/v1/handoffs/redeem", redeem, methods=["POST"]),
            Route("/v1/handoffs/{id}", state),
        ],
        exception_handlers={Problem: _problem, HTTPException: _http_problem},
    )


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(401, "session-ended", "the session is over")
    return token


async def _read(request: Request, kind: type[M]) -> M:
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > MAX_BODY:
            raise Problem(422, "invalid", "the body is too large")
    try:
        return kind.model_validate_json(bytes(raw))
    except ValidationError:
        # pydantic's own words quote what was sent.
        raise Problem(422, "invalid", "the body is not as the contract says") from None


def _private(body: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(body, status_code=status, headers={"Cache-Control": "no-store"})


def _session(minted: Minted) -> Response:
    return _private({"token": minted.token, "expires_at": minted.expires_at.isoformat()}, 201)


def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - Starlette hands over what was registered
    return JSONResponse(error.body, status_code=error.status, media_type="application/problem+json")


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    problem = Problem(error.status_code, "http", error.detail)
    response = _problem(request, problem)
    response.headers.update(error.headers or {})
    return response


def _normal(number: str) -> str:
    return "".join(unicodedata.normalize("NFKC", number).split())


def _password_hash(salt: str, password: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS)
