"""What the second implementation of the contract tells: a neighbours' quarrel, and an enforcement."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

NUMBER, LOOKUP, PASSWORD = "（2026）示9999民初7号", "2026999907", "909090"
ENFORCED_LOOKUP = "2026999908"


@dataclass(frozen=True)
class Case:
    numbers: tuple[str, ...]
    summary: dict[str, str]
    told: dict[str, Any]
    hearings: list[dict[str, Any]] = field(default_factory=list)
    steps: dict[str, Any] = field(default_factory=dict)
    recordings: list[dict[str, Any]] = field(default_factory=list)
    enforcement: dict[str, Any] | None = None


def _told(summary: dict[str, str], lookup: str, cause: str, instance: str) -> dict[str, Any]:
    node = {
        "id": "1", "kind": "filing", "title": "立案", "on": "2026-11-02", "at": None, "state": "done",
        "detail": "",
    }  # fmt: skip
    return {
        "filing": {
            **{name: value for name, value in summary.items() if name != "id"},
            "lookup_number": lookup, "cause": cause, "instance": instance, "procedure": "",
            "filed_on": "2026-11-02", "status": "", "something_new": {"that": "front ends pass over"},
        },
        "people": [], "parties": [], "time_limit": None, "nodes": [node], "next": None,
    }  # fmt: skip


SUMMARY = {
    "id": "the-only-one_7", "number": NUMBER, "title": "钱某与周某相邻关系纠纷", "stage": "审理中",
    "kind": "civil",
}  # fmt: skip
_ENFORCED = {
    "id": "e8", "number": "（2026）示9999执8号", "title": "钱某申请执行周某", "stage": "执行中",
    "kind": "enforcement",
}  # fmt: skip
_NO_STEPS: dict[str, Any] = {
    "services": [], "jurisdiction": [], "preservations": [], "advance_enforcement": [],
}  # fmt: skip
_SERVICE = {
    "id": "sv-1", "document": "传票", "addressee": "钱某", "method": "电子送达", "sent_on": "2026-11-20",
    "served_on": None, "state": "awaiting_confirmation",
}  # fmt: skip
CASES = {
    SUMMARY["id"]: Case(
        (NUMBER, LOOKUP),
        SUMMARY,
        _told(SUMMARY, LOOKUP, "相邻关系纠纷", "first"),
        hearings=[
            {
                "at": "2026-12-03T01:15:00Z", "courtroom": "二楼调解室", "kind": "开庭",
                "status": "scheduled", "previous_at": None, "judge": "冯样例",
            }
        ],
        steps={**_NO_STEPS, "services": [_SERVICE]},
        recordings=[
            {"id": "r", "hearing_at": "2026-11-10T01:00:00Z", "kind": "audio", "minutes": 40, "request": None}
        ],
    ),
    _ENFORCED["id"]: Case(
        (_ENFORCED["number"], ENFORCED_LOOKUP),
        _ENFORCED,
        _told(_ENFORCED, ENFORCED_LOOKUP, "相邻关系纠纷", "enforcement"),
        steps=_NO_STEPS,
        enforcement={
            "filing": {
                "number": "(2026)示9999执8号", "filed_on": "2026-11-02", "basis": "判决书",
                "applicant": "钱某", "debtor": "周某",
            },
            "staff": [], "procedure_changes": [], "measures": [], "disposals": [], "rulings": [],
            "closing": None, "money": {"claimed": "1200.50", "entries": []}, "stays": [],
        },
    ),
}  # fmt: skip
DOCUMENTS = [
    {"id": "d1", "title": "起诉状", "volume": "", "filed_on": "2026-11-02", "pages": 1, "viewable": True}
]
SLOTS = [
    {
        "id": f"s-{number}", "at": f"2026-11-30T0{number}:00:00Z", "until": f"2026-11-30T0{number}:20:00Z",
        "place": "窗口一", "free": 1,
    }
    for number in (1, 2)
]  # fmt: skip


def picture() -> bytes:
    """A page as JPEG, grey like a scan."""
    written = io.BytesIO()
    Image.new("L", (300, 424), 240).save(written, "JPEG")
    return written.getvalue()
