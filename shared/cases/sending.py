"""Delivering what the public sends. The outbox calls this, as often as it takes: every call bears its
idempotency key, so that the court has each thing once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from shared.cases.outcomes import Refused, Unavailable
from shared.cases.records import Moment
from shared.cases.transport import Ask, Transport


class Kind(StrEnum):
    """What can be sent (rows B6, C1 to C5)."""

    APPOINTMENT = "appointment"  # 预约立案
    CANCELLATION = "cancellation"  # 取消预约
    COMPLAINT = "complaint"  # 投诉
    MESSAGE = "message"  # 与执行法官留言沟通
    CLUE = "clue"  # 查控线索
    CONFIRMATION = "confirmation"  # 确认送达
    RECORDING = "recording"  # 依申请查阅庭审录音录像
    SURVEY = "survey"  # 意见搜集
    LINK = "link"  # 把页面地址发到手机

    @property
    def of_case(self) -> bool:
        """Whether it belongs to a proved case, and needs its sending token."""
        return self in (Kind.MESSAGE, Kind.CLUE, Kind.CONFIRMATION, Kind.RECORDING)

    @property
    def good_for(self) -> timedelta | None:
        """After how long nobody wants it any more, so that it is not delivered any later; None for never."""
        return timedelta(hours=2) if self is Kind.LINK else None

    @property
    def takes_attachment(self) -> bool:
        return self in (Kind.COMPLAINT, Kind.MESSAGE, Kind.CLUE)


_PATHS = {
    Kind.APPOINTMENT: "/v1/appointments",
    Kind.CANCELLATION: "/v1/appointments/cancellations",
    Kind.COMPLAINT: "/v1/complaints",
    Kind.SURVEY: "/v1/surveys",
    Kind.LINK: "/v1/sms-links",
    Kind.MESSAGE: "/v1/cases/{case}/messages",
    Kind.CLUE: "/v1/cases/{case}/clues",
    Kind.CONFIRMATION: "/v1/cases/{case}/services/{target}/confirmation",
    Kind.RECORDING: "/v1/cases/{case}/recordings/{target}/requests",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A voice message (``audio/wav``) or a picture (``image/jpeg``, ``image/png``)."""

    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """Something to be sent. `fields` are the members of `content` in the contract; `case`, `target` and
    `sending_token` belong to a proved case: its id, the service or recording meant, the session's token."""

    kind: Kind
    receipt: str
    key: str
    written_at: datetime
    face: str
    terminal: str
    language: str
    fields: Mapping[str, Any] = field(repr=False)
    case: str = ""
    target: str = ""
    sending_token: str = field(default="", repr=False)
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """The court has it."""

    received_at: datetime


class _Received(BaseModel):
    receipt: str
    received_at: Moment


class Sending:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def deliver(self, what: Submission) -> Delivered | Refused | Unavailable:
        """Hand it in. `Refused` is for good; `Unavailable` means to try again later."""
        with self._transport.one_page():
            return self._deliver(what)

    def _deliver(self, what: Submission) -> Delivered | Refused | Unavailable:
        fields = dict(what.fields)
        if what.kind.takes_attachment:
            fields["attachments"] = []
            if what.attachment is not None:
                attached = self._attach(what)
                if not isinstance(attached, str):
                    return attached
                fields["attachments"] = [attached]
        path = _PATHS[what.kind].format(case=quote(what.case, safe=""), target=quote(what.target, safe=""))
        body = {
            "receipt": what.receipt,
            "written_at": what.written_at.isoformat(),
            "origin": {"face": what.face, "terminal": what.terminal, "language": what.language},
            "content": fields,
        }
        reply = self._transport.ask(
            Ask("POST", path, what.kind, token=what.sending_token, body=body, key=what.key)
        )
        if isinstance(reply, Unavailable):
            return reply
        if reply.status in (200, 201):
            try:
                received = _Received.model_validate(reply.body)
            except ValidationError:
                return Unavailable("wrong-shape")
            if received.receipt != what.receipt:
                return Unavailable("another-receipt")
            return Delivered(received.received_at)
        if what.kind is Kind.LINK and reply.problem == "too-many":
            # Tomorrow nobody wants that text any more.
            return Refused("too-many")
        return _not_taken(reply.status, reply.problem)

    def _attach(self, what: Submission) -> str | Refused | Unavailable:
        assert what.attachment is not None  # noqa: S101 - asked before
        reply = self._transport.ask(
            Ask(
                "POST",
                "/v1/attachments",
                "attachment",
                key=f"{what.key}-a",
                data=what.attachment.data,
                media_type=what.attachment.media_type,
            )
        )
        if isinstance(reply, Unavailable):
            return reply
        name = reply.body.get("id") if isinstance(reply.body, dict) else None
        if reply.status in (200, 201):
            return name if isinstance(name, str) else Unavailable("wrong-shape")
        return _not_taken(reply.status, reply.problem)


def _not_taken(status: int, problem: str) -> Refused | Unavailable:
    """A refusal for good, or a hindrance that passes: too often just now, or a redirect of some gateway.

    Only a problem of the contract is a refusal: a 404 of a gateway in maintenance must cost nobody a letter.
    """
    if status == 429 or problem in ("", "http"):
        return Unavailable(f"status-{status}")
    return Refused(problem)
