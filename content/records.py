"""The kinds of record that the court publishes: frozen, checked, and the same on every machine.

A record is made by an importer or read from a signed publication; both ways it passes these models, so
whatever the store hands out is whole. Times are aware datetimes in the court's zone.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AwareDatetime,
    Base64Bytes,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)

# One legal time for the whole country (UTC+8, no summer time since 1992).
COURT_ZONE = ZoneInfo("Asia/Shanghai")
CHINESE = "zh-CN"

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Maybe = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
Body = Annotated[str, StringConstraints(min_length=1, max_length=200_000)]
HearingKind = Literal["hearing", "inquiry", "judgment"]
HearingStatus = Literal["scheduled", "changed", "cancelled"]


class Record(BaseModel):
    """What every kind has in common.

    `record_kind` names the kind in the store and in files, `requirement` is its row of the requirements,
    `owner_department` the department that the court's plan makes answerable for it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_kind: ClassVar[str]
    requirement: ClassVar[str]
    owner_department: ClassVar[str]

    @property
    def key(self) -> tuple[str, str]:
        """(id, language): what tells this record from all others of its kind."""
        return str(getattr(self, "id", "")), str(getattr(self, "lang", CHINESE))

    def in_language(self, field: str, lang: str) -> str:
        """The text of `field`; its ``_en`` twin for English where there is one."""
        english = getattr(self, f"{field}_en", "") if lang.startswith("en") else ""
        return str(english or getattr(self, field))


class Named(Record):
    """A record with a name in Chinese and, where the court gave one, in English."""

    name: Text = Field(description="Name in Chinese.")
    name_en: Maybe = Field("", description="Name in English.")

    def name_in(self, lang: str) -> str:
        """The name in the language asked for where there is one, else Chinese."""
        return self.in_language("name", lang)


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
    requirement = "A6"
    owner_department = "各业务庭"

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


class GuideCategory(Named):
    """A subject under which guides stand."""

    record_kind = "guide_category"
    requirement = "A4"
    owner_department = "立案庭"

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the menu, ascending.")
    hint: Maybe = Field("", description="One line under the name.")
    hint_en: Maybe = Field("", description="The same in English.")

    def hint_in(self, lang: str) -> str:
        """The line under the name in the language asked for where there is one, else Chinese."""
        return self.in_language("hint", lang)


class Guide(Record):
    """A litigation guide (诉讼指南, row A4) in one language."""

    record_kind = "guide"
    requirement = "A4"
    owner_department = "立案庭"

    id: Slug = Field(description="Stable slug, the same in all languages.")
    lang: Literal["zh-CN", "en"] = Field("zh-CN", description="Language of title, summary and body.")
    title: Text = Field(description="Title, in this record's language.")
    title_en: Maybe = Field("", description="Title in English.")
    category: Slug = Field(description="Id of its GuideCategory.")
    order: int = Field(0, ge=0, description="Place within the category, ascending.")
    summary: Maybe = Field("", description="One sentence.")
    summary_en: Maybe = Field("", description="The same in English.")
    owner: Maybe = Field("", description="Department that answers for it.")
    updated: date = Field(description="Day of its last revision.")
    law: tuple[Text, ...] = Field((), description="Legal basis, by law and article.")
    keywords: tuple[Text, ...] = Field((), description="Words that it is also found by.")
    body: Body = Field(description="Text in Markdown.")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class OpeningHours(_Part):
    """One line of opening hours."""

    days: Text = Field(description="Days, in words: 周一至周五.")
    days_en: Maybe = Field("", description="The same in English.")
    opens: Text = Field(alias="from", description="From, HH:MM.")
    closes: Text = Field(alias="to", description="To, HH:MM.")
    note: Maybe = Field("", description="Remark.")
    note_en: Maybe = Field("", description="The same in English.")


class Operator(_Part):
    """The person behind key 0: number and hours."""

    telephone: Text = Field(description="Telephone number.")
    hours: Maybe = Field("", description="When a person answers.")
    hours_en: Maybe = Field("", description="The same in English.")


class Transport(_Part):
    """How to come here."""

    bus: Maybe = Field("", description="By bus.")
    bus_en: Maybe = Field("", description="The same in English.")
    metro: Maybe = Field("", description="By metro.")
    metro_en: Maybe = Field("", description="The same in English.")
    parking: Maybe = Field("", description="Parking.")
    parking_en: Maybe = Field("", description="The same in English.")


class CourtMap(_Part):
    """A drawn map of the way here."""

    picture: Slug = Field(description="Id of its Picture: the name of the picture's file.")
    alt: Text = Field(description="What it shows, in words that stand for it where it cannot be seen.")
    alt_en: Maybe = Field("", description="The same in English.")


class ComplaintChannel(_Part):
    """A way to complain (投诉渠道)."""

    name: Text = Field(description="Name.")
    name_en: Maybe = Field("", description="The same in English.")
    telephone: Maybe = Field("", description="Telephone number.")
    address: Maybe = Field("", description="Address for letters.")
    address_en: Maybe = Field("", description="The same in English.")
    owner: Maybe = Field("", description="Department that answers for it.")


class Court(Named):
    """The court's profile (机构信息, row A1)."""

    record_kind = "court"
    requirement = "A1"
    owner_department = "研究室"

    code: Maybe = Field("", description="The court's code in case numbers: 冀1082.")
    address: Maybe = Field("", description="Address.")
    address_en: Maybe = Field("", description="The same in English.")
    telephone: Maybe = Field("", description="Telephone number.")
    hotline: Maybe = Field("", description="Litigation service hotline: 12368.")
    operator: Operator | None = Field(None, description="The person behind key 0.")
    hours: tuple[OpeningHours, ...] = Field((), description="Opening hours.")
    transport: Transport | None = Field(None, description="How to come here.")
    map: CourtMap | None = Field(None, description="Map of the way here.")
    jurisdiction: Maybe = Field("", description="Territory and cases (管辖范围).")
    jurisdiction_en: Maybe = Field("", description="The same in English.")
    complaints: tuple[ComplaintChannel, ...] = Field((), description="Ways to complain.")


class Department(Named):
    """An internal department (内设机构, row A1)."""

    record_kind = "department"
    requirement = "A1"
    owner_department = "研究室"

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the listing: as in the file.")
    functions: Maybe = Field("", description="What it does.")
    functions_en: Maybe = Field("", description="The same in English.")
    floor: Maybe = Field("", description="Floor.")
    room: Maybe = Field("", description="Room.")
    telephone: Maybe = Field("", description="Telephone number.")
    hours: Maybe = Field("", description="Office hours.")
    head: Maybe = Field("", description="Head of the department.")


class Tribunal(Named):
    """A dispatched tribunal (派出法庭, row A1)."""

    record_kind = "tribunal"
    requirement = "A1"
    owner_department = "研究室"

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the listing: as in the file.")
    address: Maybe = Field("", description="Address.")
    address_en: Maybe = Field("", description="The same in English.")
    telephone: Maybe = Field("", description="Telephone number.")
    jurisdiction: Maybe = Field("", description="Territory (管辖范围).")
    jurisdiction_en: Maybe = Field("", description="The same in English.")
    transport: Maybe = Field("", description="How to go there.")
    transport_en: Maybe = Field("", description="The same in English.")


class Person(Named):
    """A member of the court (人员信息, row A2)."""

    record_kind = "person"
    requirement = "A2"
    owner_department = "研究室"

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the listing: as in the file.")
    post: Maybe = Field("", description="Post.")
    post_en: Maybe = Field("", description="The same in English.")
    rank: Maybe = Field("", description="Judge's rank (法官等级).")
    department: Maybe = Field("", description="Id of the department or tribunal.")
    committee: bool = Field(False, description="Member of the judicial committee (审判委员会).")


class Picture(Record):
    """A picture that other records name: a map."""

    record_kind = "picture"
    requirement = "A1"
    owner_department = "研究室"

    id: Slug = Field(description="Name of its file, without the ending.")
    media_type: Literal["image/png", "image/jpeg"] = Field(description="Media type.")
    width: int = Field(ge=1, le=4_096, description="Width in pixels.")
    height: int = Field(ge=1, le=4_096, description="Height in pixels.")
    data: Base64Bytes = Field(max_length=1_500_000, description="The file, in base64 (at most 1.5 MB).")


KINDS: tuple[type[Record], ...] = (
    Court,
    Department,
    Tribunal,
    Person,
    GuideCategory,
    Guide,
    Hearing,
    Picture,
)


def kind_named(name: str) -> type[Record] | None:
    """The kind with this `record_kind`."""
    return next((kind for kind in KINDS if kind.record_kind == name), None)
