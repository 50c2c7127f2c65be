"""What the backend answers, checked: the schemas of ``docs/backend-api.yaml`` as models.

Unknown fields are passed over, so that a newer backend stays usable; a missing or wrong one makes the
whole answer unusable, since half a case misleads.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
)


def _tellable(moment: datetime) -> datetime:
    """Registers write the year 9999 for "without end"; its last hours cannot be told in another zone."""
    return moment.replace(year=min(max(moment.year, MINYEAR + 1), MAXYEAR - 1))


_STARTS_LIKE_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Control characters, and marks that turn the direction of writing: with them a sum or a name reads otherwise.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)


def _day_text(value: object) -> object:
    """A number, or digits alone (20261124), would be taken for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _STARTS_LIKE_A_DAY.match(value)):
        return value
    raise ValueError("no day")


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)


def _in_a_header(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]+", token.get_secret_value()):
        raise ValueError("no token")
    return token


def _in_an_address(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9._~-]+", token.get_secret_value()):
        raise ValueError("no code")
    return token


def _in_a_line(text: str) -> str:
    return re.sub(r"[\t\n]+", " ", _seen(text))


Day = Annotated[date, BeforeValidator(_day_text)]
Moment = Annotated[AwareDatetime, BeforeValidator(_day_text), AfterValidator(_tellable)]
Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_in_a_line)]
Text = Annotated[str, StringConstraints(max_length=4_000), AfterValidator(_seen)]
# What stands in a header (RFC 6750, b64token and more): nothing that could end it.
Token = Annotated[SecretStr, Field(min_length=16, max_length=512), AfterValidator(_in_a_header)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", min_length=1, max_length=64)]
# Stands in the address that a QR code holds.
CodeToken = Annotated[SecretStr, Field(min_length=16, max_length=200), AfterValidator(_in_an_address)]
CaseKind = Literal["civil", "criminal", "administrative", "enforcement"]
HandoffState = Literal["waiting", "opened", "expired"]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class CaseSummary(_Answer):
    """One of the cases that a session opens. `id` is the backend's and no personal data."""

    id: Id
    number: Line
    title: Line
    stage: Line
    kind: CaseKind


class Session(_Answer):
    """Proved cases: the bearer token stands for number and password from here on. The sending token opens
    nothing to read; what was written during the visit is handed in with it, later if need be."""

    token: Token
    expires_at: Moment
    sending_token: Token
    cases: tuple[CaseSummary, ...] = Field(min_length=1, max_length=100)


class Filing(_Answer):
    """立案信息 (row B1)."""

    number: Line
    lookup_number: Line
    title: Line
    cause: Line
    kind: CaseKind
    instance: Literal["first", "second", "retrial", "enforcement"]
    procedure: Line = ""
    filed_on: Day
    stage: Line
    status: Line = ""


class Member(_Answer):
    """Somebody of the court who works on the case (row B2): `role` in words."""

    role: Line
    name: Line
    telephone: Line = ""


class Party(_Answer):
    """A party, as the person who proved the case may see it."""

    role: Line
    name: Line


class Extension(_Answer):
    """An extension of the time limit (延长审限) or time not counted (扣除审限)."""

    due_on: Day
    reason: Text


class TimeLimit(_Answer):
    """审理期限: the days between `starts_on` and `due_on`, with what moved the latter."""

    starts_on: Day
    due_on: Day
    basis: Text = ""
    extensions: tuple[Extension, ...] = Field((), max_length=100)


class Node(_Answer):
    """A process node (审判流程节点, row B4): `at` where the hour is known, else `on`, else not fixed yet."""

    id: Line
    kind: Line = ""
    title: Line
    on: Day | None = None
    at: Moment | None = None
    state: Literal["done", "current", "planned"]
    detail: Text = ""


class Next(_Answer):
    """What the party has to reckon with next: `at` where the hour matters, else the day `on`."""

    title: Line
    on: Day | None = None
    at: Moment | None = None
    place: Line = ""
    bring: tuple[Line, ...] = Field((), max_length=20)
    note: Text = ""


class Case(_Answer):
    """One's own case, true as of a moment."""

    filing: Filing
    people: tuple[Member, ...] = Field((), max_length=50)
    parties: tuple[Party, ...] = Field((), max_length=500)
    time_limit: TimeLimit | None = None
    nodes: tuple[Node, ...] = Field((), max_length=500)
    next: Next | None = None
    as_of: Moment


class CaseHearing(_Answer):
    """A hearing of the case: `kind` in words (开庭)."""

    at: Moment
    courtroom: Line = ""
    kind: Line
    status: Literal["scheduled", "changed", "cancelled", "held"]
    previous_at: Moment | None = None
    judge: Line = ""


class Handoff(_Answer):
    """A hand-off that was minted: `token` opens the case once, until `expires_at`."""

    id: Line = Field(min_length=1, max_length=64)
    token: CodeToken
    expires_at: Moment
