"""What every kind of record has in common: frozen, checked, and the same on every machine.

A record is made by an importer or read from a signed publication; both ways it passes these models, so
whatever the store hands out is whole. Times are aware datetimes in the court's zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# One legal time for the whole country (UTC+8, no summer time since 1992).
COURT_ZONE = ZoneInfo("Asia/Shanghai")
CHINESE = "zh-CN"

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Maybe = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
Body = Annotated[str, StringConstraints(min_length=1, max_length=200_000)]


@dataclass(frozen=True, slots=True)
class SearchText:
    """What a record is found by: `text` in full, `names` also by pinyin and initials."""

    title: str
    text: str
    names: tuple[str, ...] = ()
    day: date | None = None


class Record(BaseModel):
    """What every kind has in common.

    `record_kind` names the kind in the store and in files, `chinese` is its name to the court's staff,
    `requirement` its row of the requirements, `owner_department` the department that the court's plan
    makes answerable for it. `identified_by` are the fields that tell one from another where the court's
    file gives no id; with `keeps_ids` one that is there already keeps the id that it was given by hand;
    `refers` names fields that hold the id of another record, and the kinds that it may be of: a file may name
    it instead. `whole_by` is the field that parts the kind into lists that a file can hold whole.
    A `lean` kind has so many records that what is as by default is not written. The records of a `numbered`
    kind have pages of their own, at `place_of`, and numbers to be dialled by (`content.numbers`).

    For the report of coverage: `needed` are fields that a record should not be without though it may;
    `fresh_hours` is how old content may be before it counts as stale; `ends_with` names the field with the
    last moment at which a record is of use, and `ends_each` says that each must go then, not only that a list
    without any to come is wrong.
    """

    # Of seventeen kinds a first page reads three: the others' checks are made when they are first asked for.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    record_kind: ClassVar[str]
    chinese: ClassVar[str]
    requirement: ClassVar[str]
    owner_department: ClassVar[str]
    identified_by: ClassVar[tuple[str, ...]] = ()
    whole_by: ClassVar[str] = ""
    lean: ClassVar[bool] = False
    keeps_ids: ClassVar[bool] = False
    numbered: ClassVar[bool] = False
    refers: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    needed: ClassVar[tuple[str, ...]] = ()
    fresh_hours: ClassVar[float] = 24.0 * 30
    ends_with: ClassVar[str] = ""
    ends_each: ClassVar[bool] = False

    @property
    def key(self) -> tuple[str, str]:
        """(id, language): what tells this record from all others of its kind."""
        return str(getattr(self, "id", "")), str(getattr(self, "lang", CHINESE))

    @property
    def parent(self) -> str:
        """Id of the record that this one is listed under; empty for none."""
        return ""

    @classmethod
    def place_of(cls, id: str) -> str:
        """The address of the page that shows the record with this id."""
        return "/directory"

    def found_by(self) -> SearchText | None:
        """What a search finds it by; None for what is found through others (a guide's subject)."""
        return None

    @classmethod
    def lacks(cls, plain: Mapping[str, Any]) -> tuple[str, ...]:
        """Which of the needed fields a record, as plain JSON, is without."""
        return tuple(name for name in cls.needed if not plain.get(name))

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


class Part(BaseModel):
    """A part of a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def joined(*parts: str) -> str:
    """The parts that are not empty, with a blank between."""
    return " ".join(filter(None, parts))
