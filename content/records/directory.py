"""The court's profile, its departments, tribunals and people (机构信息、人员信息, rows A1 and A2)."""

from __future__ import annotations

from types import MappingProxyType

from pydantic import Field

from content.records.base import Maybe, Named, Part, SearchText, Slug, Text, joined


class OpeningHours(Part):
    """One line of opening hours."""

    days: Text = Field(description="Days, in words: 周一至周五.")
    days_en: Maybe = Field("", description="The same in English.")
    opens: Text = Field(alias="from", description="From, HH:MM.")
    closes: Text = Field(alias="to", description="To, HH:MM.")
    note: Maybe = Field("", description="Remark.")
    note_en: Maybe = Field("", description="The same in English.")


class Operator(Part):
    """The person behind key 0: number and hours."""

    telephone: Text = Field(description="Telephone number.")
    hours: Maybe = Field("", description="When a person answers.")
    hours_en: Maybe = Field("", description="The same in English.")


class Transport(Part):
    """How to come here."""

    bus: Maybe = Field("", description="By bus.")
    bus_en: Maybe = Field("", description="The same in English.")
    metro: Maybe = Field("", description="By metro.")
    metro_en: Maybe = Field("", description="The same in English.")
    parking: Maybe = Field("", description="Parking.")
    parking_en: Maybe = Field("", description="The same in English.")


class CourtMap(Part):
    """A drawn map of the way here."""

    picture: Slug = Field(description="Id of its Picture: the name of the picture's file.")
    alt: Text = Field(description="What it shows, in words that stand for it where it cannot be seen.")
    alt_en: Maybe = Field("", description="The same in English.")


class ComplaintChannel(Part):
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
    chinese = "法院概况"
    requirement = "A1"
    owner_department = "研究室"
    needed = ("address", "telephone", "operator", "hours", "transport", "map", "jurisdiction", "complaints")

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

    def found_by(self) -> SearchText:
        text = joined(self.name, self.name_en, self.address, self.jurisdiction, self.telephone)
        return SearchText(self.name, text, (self.name,))


class Department(Named):
    """An internal department (内设机构, row A1)."""

    record_kind = "department"
    chinese = "内设机构"
    requirement = "A1"
    owner_department = "研究室"
    numbered = True
    identified_by = ("name",)
    keeps_ids = True
    needed = ("functions", "telephone", "room")

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the listing: as in the file.")
    functions: Maybe = Field("", description="What it does.")
    functions_en: Maybe = Field("", description="The same in English.")
    floor: Maybe = Field("", description="Floor.")
    room: Maybe = Field("", description="Room.")
    telephone: Maybe = Field("", description="Telephone number.")
    hours: Maybe = Field("", description="Office hours.")
    head: Maybe = Field("", description="Head of the department.")

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/directory/departments/{id}"

    def found_by(self) -> SearchText:
        names = (self.name, self.head)
        text = joined(*names, self.name_en, self.functions, self.room, self.telephone)
        return SearchText(self.name, text, names)


class Tribunal(Named):
    """A dispatched tribunal (派出法庭, row A1)."""

    record_kind = "tribunal"
    chinese = "派出法庭"
    requirement = "A1"
    owner_department = "研究室"
    numbered = True
    identified_by = ("name",)
    keeps_ids = True
    needed = ("address", "telephone", "jurisdiction", "transport")

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the listing: as in the file.")
    address: Maybe = Field("", description="Address.")
    address_en: Maybe = Field("", description="The same in English.")
    telephone: Maybe = Field("", description="Telephone number.")
    jurisdiction: Maybe = Field("", description="Territory (管辖范围).")
    jurisdiction_en: Maybe = Field("", description="The same in English.")
    transport: Maybe = Field("", description="How to go there.")
    transport_en: Maybe = Field("", description="The same in English.")

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/directory/tribunals/{id}"

    def found_by(self) -> SearchText:
        text = joined(self.name, self.name_en, self.address, self.jurisdiction, self.telephone)
        return SearchText(self.name, text, (self.name,))


class Person(Named):
    """A member of the court (人员信息, row A2)."""

    record_kind = "person"
    chinese = "人员"
    requirement = "A2"
    owner_department = "研究室"
    identified_by = ("name",)
    keeps_ids = True
    refers = MappingProxyType({"department": ("department", "tribunal")})
    needed = ("post", "department")

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the listing: as in the file.")
    post: Maybe = Field("", description="Post.")
    post_en: Maybe = Field("", description="The same in English.")
    rank: Maybe = Field("", description="Judge's rank (法官等级).")
    department: Maybe = Field("", description="Id of the department or tribunal.")
    committee: bool = Field(False, description="Member of the judicial committee (审判委员会).")

    @property
    def parent(self) -> str:
        return self.department

    @classmethod
    def place_of(cls, id: str) -> str:
        return "/directory/people"

    def found_by(self) -> SearchText:
        title = joined(self.name, self.post)
        return SearchText(title, joined(title, self.name_en, self.rank), (self.name,))
