"""Announced hearings (开庭公告、听证公告, row A6)."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field, field_validator

from content.records.base import COURT_ZONE, Maybe, Record, SearchText, Slug, Text, joined

HearingKind = Literal["hearing", "inquiry", "judgment"]
HearingStatus = Literal["scheduled", "changed", "cancelled"]


def hearing_id(case_key: str, kind: str, first_announced: datetime) -> str:
    """Stable id of a hearing: 12 characters safe in an address (72 bits of SHA-256 over its key)."""
    key = f"{case_key}|{kind}|{first_announced.astimezone(COURT_ZONE):%Y-%m-%dT%H:%M}"
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()[:9]).decode()


class Hearing(Record):
    """One announced hearing (开庭公告、听证公告, row A6).

    Its key is the case, the kind and the start as first announced. So the same file imported again changes
    nothing, a hearing that moves keeps its id and thereby its address, and two hearings of one case at
    different times are two records.
    """

    record_kind = "hearing"
    chinese = "开庭公告"
    requirement = "A6"
    owner_department = "各业务庭"
    numbered = True
    needed = ("cause", "parties", "courtroom", "judge")
    fresh_hours = 36.0
    ends_with = "starts_at"

    id: Slug = Field(description="12 characters derived from the key; stays when the hearing moves.")
    case_number: Text = Field(description="Case number (案号) in canonical writing.")
    cause: Maybe = Field("", description="Cause of action (案由).")
    parties: Maybe = Field("", description="Parties (当事人) as announced.")
    starts_at: AwareDatetime = Field(description="Start, in the court's zone.")
    courtroom: Maybe = Field("", description="Courtroom (法庭).")
    judge: Maybe = Field("", description="Presiding judge or judge in charge (审判长、承办法官).")
    clerk: Maybe = Field("", description="Clerk (书记员).")
    kind: HearingKind = Field("hearing", description="hearing 开庭, inquiry 听证, judgment 宣判.")
    status: HearingStatus = Field("scheduled", description="As announced, moved, or cancelled.")
    previous_starts_at: AwareDatetime | None = Field(None, description="Start before the latest move.")
    note: Maybe = Field("", description="Remark (备注) as announced.")

    @field_validator("starts_at", "previous_starts_at")
    @classmethod
    def _in_court_zone(cls, moment: datetime | None) -> datetime | None:
        return moment.astimezone(COURT_ZONE) if moment else None

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/hearings/{id}"

    def found_by(self) -> SearchText:
        day = self.starts_at.astimezone(COURT_ZONE).date()
        title = joined(self.case_number, self.cause)
        people = (self.parties, self.judge)
        text = joined(title, *people, self.courtroom, self.clerk, self.note)
        return SearchText(title, text, (*people, self.cause), day)
