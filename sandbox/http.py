"""What all operations have in common over HTTP: bodies, tokens, problems, idempotency keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

MAX_BODY = 65_536
_KEY = re.compile(r"[A-Za-z0-9-]{16,64}")

M = TypeVar("M", bound=BaseModel)


class Body(BaseModel):
    """A request's body: what the contract does not name is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    """`kind` is the end of its type; `more` are further members."""

    def __init__(self, status: int, kind: str, title: str, **more: str) -> None:
        super().__init__(kind)
        self.status = status
        self.body = {"type": f"urn:court:problem:{kind}", "title": title, "status": status, **more}
        self.headers = {"Retry-After": "3600"} if status == 429 else {}


def unknown() -> Problem:
    return Problem(404, "unknown", "there is no such thing for whoever asks")


def token_of(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(401, "session-ended", "the session is over")
    return token


def key_of(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise Problem(422, "invalid", "no usable Idempotency-Key")
    return key


async def raw_body(
    request: Request, at_most: int = MAX_BODY, status: int = 422, kind: str = "invalid"
) -> bytes:
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > at_most:
            raise Problem(status, kind, "the body is too large")
    return bytes(raw)


def parsed(raw: bytes, kind: type[M]) -> M:
    try:
        return kind.model_validate_json(raw)
    except ValidationError:
        # pydantic's own words quote what was sent.
        raise Problem(422, "invalid", "the body is not as the contract says") from None


async def read(request: Request, kind: type[M]) -> M:
    return parsed(await raw_body(request), kind)


def private(body: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(body, status_code=status, headers={"Cache-Control": "no-store"})


def problem_response(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - Starlette hands over what was registered
    return JSONResponse(
        error.body, status_code=error.status, media_type="application/problem+json", headers=error.headers
    )


def http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    response = problem_response(request, Problem(error.status_code, "http", error.detail))
    response.headers.update(error.headers or {})
    return response
