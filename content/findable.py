"""What each kind of record is found by, and where it is shown."""

from __future__ import annotations

from content.records import CHINESE, COURT_ZONE, Court, Department, Guide, Hearing, Person, Record, Tribunal
from content.search import SearchText


def place_of(kind: str, id: str) -> str:
    """The address of a record's page."""
    match kind:
        case "hearing":
            return f"/hearings/{id}"
        case "guide":
            return f"/guides/{id}"
        case "department":
            return f"/directory/departments/{id}"
        case "tribunal":
            return f"/directory/tribunals/{id}"
        case "person":
            return "/directory/people"
    return "/directory"


def search_text(record: Record) -> SearchText | None:
    """What this record is found by; None for what is found through others (a guide's category)."""
    match record:
        case Hearing():
            day = record.starts_at.astimezone(COURT_ZONE).date()
            title = _joined(record.case_number, record.cause)
            people = (record.parties, record.judge)
            text = _joined(title, *people, record.courtroom, record.clerk, record.note)
            return SearchText(title, text, (*people, record.cause), day)
        case Guide():
            head = (record.title, record.title_en, record.summary, *record.keywords, *record.law)
            names = (record.title, *record.keywords) if record.lang == CHINESE else ()
            return SearchText(record.title, _joined(*head, record.body), names, record.updated)
        case Department():
            names = (record.name, record.head)
            text = _joined(*names, record.name_en, record.functions, record.room, record.telephone)
            return SearchText(record.name, text, names)
        case Tribunal():
            place = _joined(record.address, record.jurisdiction, record.telephone)
            return SearchText(record.name, _joined(record.name, record.name_en, place), (record.name,))
        case Person():
            title = _joined(record.name, record.post)
            return SearchText(title, _joined(title, record.name_en, record.rank), (record.name,))
        case Court():
            place = _joined(record.address, record.jurisdiction, record.telephone)
            return SearchText(record.name, _joined(record.name, record.name_en, place), (record.name,))
    return None


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
