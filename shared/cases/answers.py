"""From a reply to an outcome: what is not of the contract's shape is no answer."""

from __future__ import annotations

import logging
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from shared.cases.outcomes import Found, NotOffered, NotThere, SessionEnded, Unavailable
from shared.cases.transport import Reply

_log = logging.getLogger(__name__)

M = TypeVar("M")


def for_session(
    kind: type[M], reply: Reply | Unavailable, *, status: int, inside: str | None = None
) -> Found[M] | SessionEnded | NotThere | NotOffered | Unavailable:
    """What a call with a session comes to. `inside` names the member that holds the value."""
    if isinstance(reply, Unavailable):
        return reply
    if reply.status == status:
        body = reply.body
        if inside is not None:
            body = body.get(inside) if isinstance(body, dict) else None
        return found(kind, body)
    if reply.status in (401, 403):
        return SessionEnded()
    if reply.status == 404:
        return NotOffered() if reply.problem == "not-offered" else NotThere()
    return unusable(f"status-{reply.status}")


def found(kind: type[M], body: Any) -> Found[M] | Unavailable:
    try:
        return Found(TypeAdapter(kind).validate_python(body))
    except ValidationError:
        return unusable("wrong-shape")


def unusable(reason: str) -> Unavailable:
    _log.warning("backend: %s", reason)
    return Unavailable(reason)
