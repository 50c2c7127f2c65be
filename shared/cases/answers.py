"""From a reply to an outcome: what is not of the contract's shape is no answer.

Only a problem of the contract says no. A status alone may be a gateway's: its 401, 403 and 404 tell nothing
about a session or a case.
"""

from __future__ import annotations

import logging
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from shared.cases.outcomes import Found, NotOffered, NotThere, SessionEnded, Unavailable
from shared.cases.transport import Reply

_log = logging.getLogger(__name__)

# As many of a list as the contract allows.
_MOST = {
    "hearings": 500, "documents": 2_000, "recordings": 200, "messages": 500, "subscriptions": 20,
    "slots": 1_000,
}  # fmt: skip

M = TypeVar("M")


def for_session(
    kind: type[M], reply: Reply | Unavailable, *, status: int, inside: str | None = None
) -> Found[M] | SessionEnded | NotThere | NotOffered | Unavailable:
    """What a call with a session comes to. `inside` names the member that holds the value."""
    if isinstance(reply, Unavailable):
        return reply
    if reply.status == status:
        return found(kind, member(reply.body, inside) if inside is not None else reply.body)
    if reply.status in (401, 403) and reply.problem == "session-ended":
        return SessionEnded()
    if reply.status == 404 and reply.problem == "not-offered":
        return NotOffered()
    if reply.status == 404 and reply.problem == "unknown":
        return NotThere()
    return unusable(f"status-{reply.status}")


def member(body: Any, name: str) -> Any:
    """What an answer says under `name`; None where that is nothing, or more than the contract allows."""
    value = body.get(name) if isinstance(body, dict) else None
    return None if isinstance(value, list) and len(value) > _MOST.get(name, 0) else value


def found(kind: type[M], body: Any) -> Found[M] | Unavailable:
    try:
        return Found(TypeAdapter(kind).validate_python(body))
    except ValidationError:
        return unusable("wrong-shape")


def unusable(reason: str) -> Unavailable:
    _log.warning("backend: %s", reason)
    return Unavailable(reason)
