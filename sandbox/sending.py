"""The bodies of what the public sends, as the contract has them."""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints

from sandbox.http import Body
from sandbox.proof import Face

Receipt = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]
Telephone = Annotated[str, StringConstraints(pattern=r"^[0-9]{5,12}$")]
MaybeTelephone = Annotated[str, StringConstraints(pattern=r"^([0-9]{5,12})?$")]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$", min_length=1, max_length=64)]
Text = Annotated[str, StringConstraints(max_length=4000)]
Attachments = Annotated[list[Id], Field(max_length=5)]
Topic = Literal["accepted", "hearing", "assets_found", "appraisal", "auction", "payment", "closed"]


def _whole(value: object) -> object:
    """JSON has one kind of number: 4.0 is a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole)]


class Origin(Body):
    face: Face
    terminal: str = Field(min_length=1, max_length=64)
    language: Literal["zh-CN", "en"]


class Appointment(Body):
    slot: Id
    purpose: Literal["civil", "administrative", "criminal", "enforcement", "other"]
    name: str = Field(min_length=1, max_length=60)
    id_number: str = Field(pattern=r"^([0-9]{17}[0-9X])?$")
    telephone: Telephone


class Cancellation(Body):
    appointment: Receipt
    telephone: Telephone


class Complaint(Body):
    subject: Literal["conduct", "delay", "enforcement", "integrity", "facilities", "other"]
    text: Text
    name: str = Field(max_length=60)
    telephone: MaybeTelephone
    attachments: Attachments


class Message(Body):
    text: Text
    attachments: Attachments


class Clue(Body):
    kind: Literal["real_estate", "vehicle", "deposit", "equity", "income", "other"]
    text: Text
    attachments: Attachments


class Confirmation(Body):
    received: Literal[True]


class RecordingRequest(Body):
    reason: Text


class Survey(Body):
    about: Literal["self_service", "filing", "hearing", "enforcement", "staff"]
    satisfaction: Whole = Field(ge=1, le=5)
    comment: Text


class Link(Body):
    telephone: Telephone
    place: str = Field(pattern=r"^/[A-Za-z0-9/_?=&%.~-]*$", max_length=512)


Content = TypeVar("Content", bound=Body)


class Sent(Body, Generic[Content]):
    """What all submissions have around their content."""

    receipt: Receipt
    written_at: AwareDatetime
    origin: Origin
    content: Content


class Subscribe(Body):
    telephone: Telephone
    topics: list[Topic] = Field(min_length=1, max_length=7)


class ConfirmationCode(Body):
    code: str = Field(pattern=r"^[0-9]{4,8}$")


class ReceiptLookup(Body):
    receipt: Receipt
