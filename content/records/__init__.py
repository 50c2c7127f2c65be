"""The kinds of record that the court publishes, one module a subject."""

from __future__ import annotations

from content.records.base import CHINESE, COURT_ZONE, Named, Record, SearchText
from content.records.directory import Court, Department, Person, Tribunal
from content.records.guides import Guide, GuideCategory
from content.records.hearings import Hearing, HearingKind, HearingStatus, hearing_id
from content.records.pictures import Picture

__all__ = [
    "CHINESE",
    "COURT_ZONE",
    "KINDS",
    "Court",
    "Department",
    "Guide",
    "GuideCategory",
    "Hearing",
    "HearingKind",
    "HearingStatus",
    "Named",
    "Person",
    "Picture",
    "Record",
    "SearchText",
    "Tribunal",
    "hearing_id",
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
    Picture,
)


def kind_named(name: str) -> type[Record] | None:
    """The kind with this `record_kind`."""
    return next((kind for kind in KINDS if kind.record_kind == name), None)
