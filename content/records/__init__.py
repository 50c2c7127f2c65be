"""The kinds of record that the court publishes, one module a subject."""

from __future__ import annotations

from content.records.announcements import Announcement
from content.records.base import CHINESE, COURT_ZONE, Named, Record, SearchText
from content.records.broadcasts import Broadcast
from content.records.debtors import Debtor, DebtorList
from content.records.directory import Court, Department, Person, Tribunal
from content.records.guidance import Guidance
from content.records.guides import Guide, GuideCategory
from content.records.hearings import Hearing, HearingKind, HearingStatus, hearing_id
from content.records.holidays import Holiday
from content.records.judgments import Judgment
from content.records.notices import EnforcementNotice
from content.records.pictures import Picture
from content.records.rosters import RosterEntry
from content.records.templates import Template

__all__ = [
    "CHINESE",
    "COURT_ZONE",
    "KINDS",
    "Announcement",
    "Broadcast",
    "Court",
    "Debtor",
    "DebtorList",
    "Department",
    "EnforcementNotice",
    "Guidance",
    "Guide",
    "GuideCategory",
    "Hearing",
    "HearingKind",
    "HearingStatus",
    "Holiday",
    "Judgment",
    "Named",
    "Person",
    "Picture",
    "Record",
    "RosterEntry",
    "SearchText",
    "Template",
    "Tribunal",
    "hearing_id",
    "kind_called",
    "kind_named",
]

# The order in which they are published and listed.
KINDS: tuple[type[Record], ...] = (
    Court,
    Department,
    Tribunal,
    Person,
    GuideCategory,
    Guide,
    Hearing,
    Judgment,
    DebtorList,
    Debtor,
    Announcement,
    RosterEntry,
    EnforcementNotice,
    Guidance,
    Broadcast,
    Template,
    Picture,
    Holiday,
)


def kind_named(name: str) -> type[Record] | None:
    """The kind with this `record_kind`."""
    return next((kind for kind in KINDS if kind.record_kind == name), None)


def kind_called(name: str) -> type[Record] | None:
    """The kind with this `record_kind` (also in the plural) or this Chinese name."""
    plain = name.strip().lower()
    return next(
        (kind for kind in KINDS if plain in (kind.record_kind, f"{kind.record_kind}s", kind.chinese)), None
    )
