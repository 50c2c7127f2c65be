"""What asking the court backend can come to. Each is a value; none is an exception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """The answer."""

    value: T


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """Unknown case or wrong password: the same to the citizen, and not told apart here either."""


@dataclass(frozen=True, slots=True)
class Locked:
    """Too many wrong passwords, on whatever face: no log-in until then, an aware moment."""

    until: datetime


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The session is over, revoked or unknown: the password is needed again."""


@dataclass(frozen=True, slots=True)
class HandoffGone:
    """The one-time code is unknown, used or too old: all alike."""


@dataclass(frozen=True, slots=True)
class NotThere:
    """There is no such thing for this session, or at all."""


@dataclass(frozen=True, slots=True)
class NotOffered:
    """This court's backend does not do this."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The court does not take it, now or ever. `reason` is the end of a problem's type: ``slot-taken``,
    ``wrong-code``, ``already-done``, ``too-many``, ``unknown``, ``invalid``, ``session-ended``."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unavailable:
    """No usable answer in time. `reason` is a short code for the log, never shown."""

    reason: str
