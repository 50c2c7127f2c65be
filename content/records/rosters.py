"""Rosters (名册, row A7): people's assessors, invited mediators, and those who appraise, value and sell."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from content.records.base import Maybe, Named, SearchText, Slug, Text, joined

Roster = Literal[
    "assessors", "mediators", "mediation", "appraisal", "valuation", "auction", "audit", "administrators"
]


class RosterEntry(Named):
    """A person or body on one of the court's rosters (名册, row A7).

    People's assessors are appointed for five years (人民陪审员法第十三条); `until` is the end of the term.
    """

    record_kind = "roster_entry"
    chinese = "名册"
    requirement = "A7"
    owner_department = "政治部、立案庭、司法技术室"
    numbered = True
    ends_with = "until"
    ends_each = True
    identified_by = ("roster", "name", "organisation")
    whole_by = "roster"

    id: Slug = Field(description="Stable slug.")
    roster: Roster = Field(description="Which roster.")
    order: int = Field(0, ge=0, description="Place in the roster: as in the file.")
    organisation: Maybe = Field("", description="Where the person works, or the body that it belongs to.")
    role: Maybe = Field("", description="Post, occupation or title.")
    specialties: tuple[Text, ...] = Field((), description="What it is good at or admitted to: 法医临床.")
    qualification: Maybe = Field("", description="Licence or qualification with its number.")
    area: Maybe = Field("", description="Area that it serves.")
    telephone: Maybe = Field("", description="Telephone number of the office: never a private one.")
    address: Maybe = Field("", description="Address of the office.")
    since: date | None = Field(None, description="On the roster since.")
    until: date | None = Field(None, description="On the roster until, this day included.")
    note: Maybe = Field("", description="Remark.")

    @property
    def parent(self) -> str:
        return self.roster

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/rosters/{id}"

    def found_by(self) -> SearchText:
        text = joined(self.name, self.name_en, self.organisation, self.role, *self.specialties, self.area)
        return SearchText(joined(self.name, self.organisation), text, (self.name, self.organisation))
