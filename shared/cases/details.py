"""More of a case, checked: steps taken, file, recordings, enforcement, messages, notices.

Rows B3, B5 to B8, C1 and C3; the schemas of ``docs/backend-api.yaml`` as models.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from shared.cases.records import Day, Id, Line, Member, Moment, Text


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


_MONEY = re.compile(r"-?[0-9]{1,13}([.][0-9]{1,2})?")


def _amount(value: object) -> object:
    """Money is text with two decimals: a JSON number has been through binary fractions."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _MONEY.fullmatch(value):
        return value
    raise ValueError("money that is no such text")


Yuan = Annotated[Decimal, BeforeValidator(_amount), Field(max_digits=15, decimal_places=2)]
Receipt = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Topic = Literal["accepted", "hearing", "assets_found", "appraisal", "auction", "payment", "closed"]
TOPICS: tuple[Topic, ...] = (
    "accepted",
    "hearing",
    "assets_found",
    "appraisal",
    "auction",
    "payment",
    "closed",
)


class Service(_Answer):
    """A document that was served or is on its way (送达)."""

    id: Id
    document: Line
    addressee: Line
    method: Line
    sent_on: Day
    served_on: Day | None = None
    state: Literal["sent", "awaiting_confirmation", "served", "failed"]


class Decision(_Answer):
    on: Day
    title: Line
    detail: Text = ""


class Measure(_Answer):
    """Something that lies on property or a person, until `expires_on` unless renewed."""

    on: Day
    title: Line
    target: Line = ""
    state: Line = ""
    amount: Yuan | None = None
    expires_on: Day | None = None


class StepsTaken(_Answer):
    """送达、管辖、财产保全、先予执行 (row B3)."""

    services: tuple[Service, ...] = Field((), max_length=500)
    jurisdiction: tuple[Decision, ...] = Field((), max_length=100)
    preservations: tuple[Measure, ...] = Field((), max_length=200)
    advance_enforcement: tuple[Measure, ...] = Field((), max_length=100)


class Document(_Answer):
    """A document of the electronic file (电子档案): `pages` images where it is `viewable`."""

    id: Id
    title: Line
    volume: Line = ""
    filed_on: Day
    pages: int = Field(ge=0, le=9999)
    viewable: bool


class RecordingRequest(_Answer):
    made_at: Moment
    state: Literal["received", "granted", "refused"]
    answer: Text = ""


class Recording(_Answer):
    """An audio or video record of a hearing, and the latest request to view it (依申请查阅)."""

    id: Id
    hearing_at: Moment
    kind: Literal["audio", "video"]
    minutes: int = Field(ge=0, le=100_000)
    request: RecordingRequest | None = None


class EnforcementFiling(_Answer):
    number: Line
    filed_on: Day
    basis: Line
    applicant: Line
    debtor: Line


class MoneyEntry(_Answer):
    """Money received from the debtor, deducted for costs, or paid to a creditor."""

    on: Day
    kind: Literal["received", "deducted", "paid"]
    party: Line
    amount: Yuan
    note: Line = ""


class EnforcementMoney(_Answer):
    """案款: what was claimed and what came and went. The sums are made here, so that they add up."""

    claimed: Yuan
    entries: tuple[MoneyEntry, ...] = Field((), max_length=1000)

    def total(self, kind: Literal["received", "deducted", "paid"]) -> Decimal:
        return sum((entry.amount for entry in self.entries if entry.kind == kind), Decimal(0))

    @property
    def held(self) -> Decimal:
        """With the court at the moment."""
        return self.total("received") - self.total("deducted") - self.total("paid")

    @property
    def owed(self) -> Decimal:
        """What of the claim is not covered yet: costs come first out of what was received."""
        return self.claimed - self.total("received") + self.total("deducted")


class Stay(_Answer):
    """暂缓、中止、终结 or the resumption after it."""

    on: Day
    kind: Literal["deferral", "suspension", "termination", "resumption"]
    reason: Text
    until: Day | None = None


class Enforcement(_Answer):
    """The nine classes of enforcement information (row B7)."""

    filing: EnforcementFiling
    staff: tuple[Member, ...] = Field((), max_length=50)
    procedure_changes: tuple[Decision, ...] = Field((), max_length=200)
    measures: tuple[Measure, ...] = Field((), max_length=500)
    disposals: tuple[Measure, ...] = Field((), max_length=200)
    rulings: tuple[Decision, ...] = Field((), max_length=200)
    closing: Decision | None = None
    money: EnforcementMoney
    stays: tuple[Stay, ...] = Field((), max_length=100)


class Answer(_Answer):
    """What the court answers."""

    text: Text
    by: Line
    at: Moment


class Message(_Answer):
    """A message to the enforcement judge, and the answer."""

    receipt: Receipt
    written_at: Moment
    text: Text = ""
    attachments: int = Field(0, ge=0, le=1_000)
    answer: Answer | None = None


class Subscription(_Answer):
    """SMS notices to a (masked) number; `unconfirmed` until its code came back."""

    id: Id
    telephone: Line
    topics: tuple[Topic, ...] = Field(max_length=20)
    state: Literal["unconfirmed", "active"]


class SurveyAnswer(_Answer):
    """What somebody answered. Nobody's name belongs to it; `comment` is as it was written."""

    written_at: Moment
    face: Literal["kiosk", "voice", "mobile"]
    about: Literal["self_service", "filing", "hearing", "enforcement", "staff"]
    satisfaction: int = Field(ge=1, le=5)
    comment: str = Field(max_length=4_000, repr=False)


class SurveyPage(_Answer):
    answers: tuple[SurveyAnswer, ...] = Field(max_length=1_000)
    more: bool


class Slot(_Answer):
    """A free time for a filing appointment."""

    id: Id
    at: Moment
    until: Moment
    place: Line
    free: int = Field(ge=1, le=10_000)


class BookedTime(_Answer):
    at: Moment
    place: Line


class ReceiptState(_Answer):
    """What became of something that was sent."""

    receipt: Receipt
    kind: Line
    state: Literal["received", "in_progress", "answered", "cancelled"]
    received_at: Moment
    appointment: BookedTime | None = None
    answer: Answer | None = None
