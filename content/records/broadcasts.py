"""Hearings that are streamed or were recorded (庭审直播、录播, row A12)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime, Field, field_validator

from content.case_number import CaseNumber
from content.records.base import COURT_ZONE, Maybe, Record, SearchText, Slug, Text, joined

# How long a live hearing counts as running where the court does not say when it ends.
_USUAL = timedelta(hours=3)


class Broadcast(Record):
    """A hearing to watch: live at its time, recorded, or chosen as typical (典型案件, row A12)."""

    record_kind = "broadcast"
    chinese = "庭审公开"
    requirement = "A12"
    owner_department = "审判管理办公室"
    numbered = True
    needed = ("cause", "platform")
    fresh_hours = 24.0 * 7
    identified_by = ("type", "case_number", "starts")

    id: Slug = Field(description="Stable slug.")
    type: Literal["live", "recorded", "typical"] = Field(description="直播, 录播, 典型案件.")
    case_number: Text = Field(description="Case number (案号), in canonical writing.")
    cause: Maybe = Field("", description="Cause of action (案由).")
    title: Maybe = Field("", description="Name of the case.")
    starts: AwareDatetime = Field(description="Start of the hearing.")
    ends: AwareDatetime | None = Field(None, description="End of the hearing, where it is known.")
    courtroom: Maybe = Field("", description="Courtroom (法庭).")
    judge: Maybe = Field("", description="Presiding judge (审判长) or sole judge.")
    platform: Maybe = Field("", description="Where it can be watched, with the address as text.")
    summary: Maybe = Field("", description="What it is about, and what can be learned from it.")
    owner: Maybe = Field("", description="Department that answers for it.")

    @field_validator("starts", "ends")
    @classmethod
    def _in_court_zone(cls, moment: datetime | None) -> datetime | None:
        return moment.astimezone(COURT_ZONE) if moment else None

    @field_validator("case_number")
    @classmethod
    def _canonical(cls, text: str) -> str:
        number = CaseNumber.parse(text)
        if number is None:
            raise ValueError("no case number")
        return str(number)

    @property
    def part(self) -> str:
        return self.type

    @property
    def span(self) -> tuple[datetime, datetime]:
        return self.starts, self.ends or self.starts + _USUAL

    def is_running(self, now: datetime) -> bool:
        starts, ends = self.span
        return self.type == "live" and starts <= now <= ends

    def is_over(self, now: datetime) -> bool:
        return self.span[1] < now

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/broadcasts/{id}"

    def found_by(self) -> SearchText:
        title = self.title or joined(self.case_number, self.cause)
        text = joined(title, self.case_number, self.cause, self.judge, self.summary)
        return SearchText(title, text, (self.title, self.cause), self.starts.date())
