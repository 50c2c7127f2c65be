"""Announcements of the court (公告): closed this afternoon, systems down, a counter that moved."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, Field, field_validator, model_validator

from content.records.base import COURT_ZONE, Maybe, Record, SearchText, Slug, Text, joined


class Announcement(Record):
    """What everybody must know who comes or calls between `since` and `until` (row A1).

    In force, it leads every face: `summary` is the one sentence that is shown at the top and said first.
    """

    record_kind = "announcement"
    chinese = "公告"
    requirement = "A1"
    owner_department = "办公室"
    numbered = True
    ends_with = "until"
    ends_each = True
    identified_by = ("title", "since")

    id: Slug = Field(description="Stable slug.")
    title: Text = Field(description="Title.")
    title_en: Maybe = Field("", description="The same in English.")
    summary: Maybe = Field("", description="One sentence that says all that matters; else the title does.")
    summary_en: Maybe = Field("", description="The same in English.")
    body: Maybe = Field("", description="The whole text.")
    body_en: Maybe = Field("", description="The same in English.")
    level: Literal["closed", "warning", "information"] = Field(
        "information", description="closed: the court does not open; warning: something does not work."
    )
    since: AwareDatetime = Field(
        description="In force from; a day alone: from its beginning.", json_schema_extra={"day": "start"}
    )
    until: AwareDatetime = Field(
        description="In force until; a day alone: to its end.", json_schema_extra={"day": "end"}
    )
    owner: Maybe = Field("", description="Department that answers for it.")

    @field_validator("since", "until")
    @classmethod
    def _in_court_zone(cls, moment: datetime) -> datetime:
        return moment.astimezone(COURT_ZONE)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Announcement:
        if self.until < self.since:
            raise ValueError("until before since")
        return self

    @property
    def part(self) -> str:
        return self.level

    @property
    def span(self) -> tuple[datetime, datetime]:
        return self.since, self.until

    def is_in_force(self, now: datetime) -> bool:
        return self.since <= now <= self.until

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/announcements/{id}"

    def found_by(self) -> SearchText:
        text = joined(self.title, self.title_en, self.summary, self.body)
        return SearchText(self.title, text, (self.title,), self.since.date())
