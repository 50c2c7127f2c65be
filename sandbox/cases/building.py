"""What made-up cases are built of: days, nodes, hearings, people, time limits."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
COURT_CODE = "冀1082"
JUDGES = ("王示范", "李例行", "陈样本", "周模拟", "吴演示")
CLERKS = ("何记录", "郑书写", "孙笔录")
OFFICE, CLERKS_OFFICE, ENFORCEMENT_OFFICE = "0316-5550120", "0316-5550121", "0316-5550130"

# Procedure → the rule that limits its length, and months.
_BASIS = {
    "普通程序": ("《中华人民共和国民事诉讼法》第一百五十二条：普通程序应在立案之日起六个月内审结", 6),
    "简易程序": ("《中华人民共和国民事诉讼法》第一百六十四条：简易程序应在立案之日起三个月内审结", 3),
    "小额诉讼程序": ("《中华人民共和国民事诉讼法》第一百六十八条：小额诉讼应在立案之日起两个月内审结", 2),
    "二审程序": (
        "《中华人民共和国民事诉讼法》第一百八十三条：对判决的上诉应在第二审立案之日起三个月内审结",
        3,
    ),
    "行政普通程序": ("《中华人民共和国行政诉讼法》第八十一条：应在立案之日起六个月内作出第一审判决", 6),
    "刑事公诉普通程序": (
        "《中华人民共和国刑事诉讼法》第二百零八条：公诉案件应在受理后二个月以内宣判，至迟不得超过三个月",
        2,
    ),
    "执行程序": (
        "《最高人民法院关于人民法院办理执行案件若干期限的规定》第一条：有财产可供执行的案件，"
        "一般应在立案之日起六个月内执结",
        6,
    ),
}


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One case as the contract shows it, and what proves it: a password, and whose ID numbers it is open
    to. `telephone` is the party's number on record."""

    id: str
    lookup_number: str
    password: str = field(repr=False)
    case: dict[str, Any]
    hearings: list[dict[str, Any]]
    steps: dict[str, list[dict[str, Any]]]
    documents: list[dict[str, Any]]
    recordings: list[dict[str, Any]]
    enforcement: dict[str, Any] | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    id_numbers: tuple[str, ...] = field(default=(), repr=False)
    telephone: str = field(default="", repr=False)

    @property
    def number(self) -> str:
        return str(self.case["filing"]["number"])

    def summary(self) -> dict[str, str]:
        filing = self.case["filing"]
        return {"id": self.id, **{name: filing[name] for name in ("number", "title", "stage", "kind")}}


def at(on: date, hour: int, minute: int = 0) -> str:
    return datetime.combine(on, time(hour, minute), ZONE).isoformat()


def plus_months(start: date, months: int) -> date:
    """The day with the same number months later, or the last of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for number in range(start.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(start.day, 28))


def day(today: date, days: int) -> date:
    """The working day next to `days` from today: the court files, serves and hears on working days."""
    found = today + timedelta(days=days)
    away = 1 if days > 0 else -1
    while found.weekday() > 4:
        found += timedelta(days=away)
    return found


def node(
    number: int,
    kind: str,
    title: str,
    state: str,
    on: date | None = None,
    at: str | None = None,
    detail: str = "",
) -> dict[str, Any]:
    return {
        "id": f"n{number}", "kind": kind, "title": title, "state": state,
        "on": on.isoformat() if on else None, "at": at, "detail": detail,
    }  # fmt: skip


def hearing(
    at: str, courtroom: str, judge: str, status: str = "scheduled", previous: str | None = None
) -> dict[str, Any]:
    return {
        "at": at, "courtroom": courtroom, "kind": "开庭", "status": status, "previous_at": previous, "judge": judge,
    }  # fmt: skip


def upcoming(
    title: str,
    *,
    on: date | None = None,
    at: str | None = None,
    place: str = "",
    bring: tuple[str, ...] = (),
    note: str = "",
) -> dict[str, Any]:
    """What the party has to reckon with next."""
    return {
        "title": title, "on": on.isoformat() if on else None, "at": at, "place": place,
        "bring": list(bring), "note": note,
    }  # fmt: skip


def case(
    serial: int,
    password: str,
    *,
    kind_code: str = "民初",
    year: int,
    title: str,
    cause: str,
    kind: str = "civil",
    instance: str = "first",
    procedure: str,
    filed_on: date,
    stage: str,
    status: str,
    parties: list[tuple[str, str]],
    judge: str,
    nodes: list[dict[str, Any]],
    hearings: list[dict[str, Any]] | None = None,
    extensions: list[dict[str, str]] | None = None,
    panel: bool = False,
    next: dict[str, Any] | None = None,
    jurisdiction: list[dict[str, Any]] | None = None,
    preservations: list[dict[str, Any]] | None = None,
    advance: list[dict[str, Any]] | None = None,
    enforcement: dict[str, Any] | None = None,
    messages: list[dict[str, Any]] | None = None,
    unconfirmed: str = "",
    id_numbers: tuple[str, ...] = (),
    telephone: str = "",
) -> DemoCase:
    """`unconfirmed` is a document that was sent and waits for the party to confirm it."""
    lookup = f"{year}{serial:06d}"
    people = [{"role": "承办法官", "name": judge, "telephone": OFFICE}]
    if panel:
        people = [
            {"role": "审判长", "name": judge, "telephone": OFFICE},
            {"role": "审判员", "name": "李例行", "telephone": ""},
            {"role": "人民陪审员", "name": "钱百姓", "telephone": ""},
        ]
    people.append({"role": "书记员", "name": CLERKS[serial % len(CLERKS)], "telephone": CLERKS_OFFICE})
    limit = None
    if procedure in _BASIS:
        basis, months = _BASIS[procedure]
        due = extensions[-1]["due_on"] if extensions else plus_months(filed_on, months).isoformat()
        limit = {
            "starts_on": filed_on.isoformat(),
            "due_on": due,
            "basis": basis,
            "extensions": extensions or [],
        }
    held = [each for each in hearings or [] if each["status"] == "held"]
    return DemoCase(
        id=hashlib.sha256(f"{COURT_CODE}{kind_code}{lookup}".encode()).hexdigest()[:16],
        lookup_number=lookup,
        password=password,
        case={
            "filing": {
                "number": f"（{year}）{COURT_CODE}{kind_code}{serial}号",
                "lookup_number": lookup, "title": title, "cause": cause, "kind": kind, "instance": instance,
                "procedure": procedure, "filed_on": filed_on.isoformat(), "stage": stage, "status": status,
            },
            "people": people,
            "parties": [{"role": role, "name": name} for role, name in parties],
            "time_limit": limit,
            "nodes": nodes,
            "next": next,
        },
        hearings=hearings or [],
        steps={
            "services": _services(nodes, parties, filed_on, unconfirmed),
            "jurisdiction": jurisdiction or [],
            "preservations": preservations or [],
            "advance_enforcement": advance or [],
        },
        documents=_documents(nodes, filed_on, kind),
        recordings=[
            {"id": f"r{number}", "hearing_at": each["at"], "kind": "video", "minutes": 95, "request": None}
            for number, each in enumerate(held, start=1)
        ],
        enforcement=enforcement,
        messages=messages or [],
        id_numbers=id_numbers,
        telephone=telephone,
    )  # fmt: skip


def _services(
    nodes: list[dict[str, Any]], parties: list[tuple[str, str]], filed_on: date, unconfirmed: str
) -> list[dict[str, Any]]:
    """Every service node as a service that was done, then what waits for the party."""
    other = parties[-1][1]
    done = [
        each
        for each in nodes
        if each["kind"] == "service"
        and each["on"]
        and each["state"] == "done"
        # What the other side handed in was not served by the court.
        and not each["title"].startswith(("收到", "被告提交"))
    ]
    found = [
        {
            "id": f"s{number}", "document": each["title"].removesuffix("送达被告").removeprefix("送达").removeprefix("发出"),
            "addressee": other, "method": "邮寄送达" if "邮寄" in each["detail"] else "直接送达",
            "sent_on": each["on"], "served_on": each["on"], "state": "served",
        }
        for number, each in enumerate(done, start=1)
    ]  # fmt: skip
    if unconfirmed:
        found.append(
            {
                "id": "s90", "document": unconfirmed, "addressee": parties[0][1], "method": "电子送达",
                "sent_on": max([filed_on.isoformat(), *(each["on"] for each in done)]),
                "served_on": None, "state": "awaiting_confirmation",
            }
        )  # fmt: skip
    return found


def _documents(nodes: list[dict[str, Any]], filed_on: date, kind: str) -> list[dict[str, Any]]:
    """The file of a case: what is handed in at filing, then a paper for each node that is done."""
    volume = "执行卷" if kind == "enforcement" else "正卷"
    first = {"enforcement": ("执行申请书", "执行依据"), "criminal": ("起诉书",)}.get(
        kind, ("起诉状", "证据目录")
    )
    papers = [(title, filed_on.isoformat(), 2 + number) for number, title in enumerate(first)]
    for each in nodes[1:]:
        when = each["on"] or (each["at"] or "")[:10]
        if each["state"] == "done" and when:
            papers.append((_paper(each), when, 1 + len(each["title"]) % 4))
    return [
        {
            "id": f"d{number}", "title": title, "volume": volume, "filed_on": on, "pages": pages,
            # Records of deliberation and the like stand in the second volume, which no party sees.
            "viewable": title != "调查笔录",
        }
        for number, (title, on, pages) in enumerate(papers, start=1)
    ]  # fmt: skip


def _paper(each: dict[str, Any]) -> str:
    named = {
        "service": "送达回证", "hearing": "庭审笔录", "preservation": "财产保全裁定书", "judgment": "判决书",
        "mediation": "调解笔录", "extension": "延长审理期限审批表", "jurisdiction": "管辖权异议裁定书",
        "suspension": "中止诉讼裁定书", "closing": "结案通知书", "appeal": "上诉状",
    }  # fmt: skip
    title = str(each["title"])
    return title if title.endswith(("书", "状", "表")) else named.get(each["kind"], f"{title}材料")


def measure(
    on: date, title: str, target: str, state: str, amount: str | None = None, expires_on: date | None = None
) -> dict[str, Any]:
    return {
        "on": on.isoformat(), "title": title, "target": target, "state": state, "amount": amount,
        "expires_on": expires_on.isoformat() if expires_on else None,
    }  # fmt: skip


def decision(on: date, title: str, detail: str) -> dict[str, Any]:
    return {"on": on.isoformat(), "title": title, "detail": detail}
