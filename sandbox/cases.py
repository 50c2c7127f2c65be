"""Forty made-up cases in all stages, the same for the same day and seed.

Time limits: civil first instance six months (民事诉讼法第一百五十二条), summary procedure three (第一百六十四条),
small claims two (第一百六十八条), civil second instance three (第一百八十三条), administrative first
instance six (行政诉讼法第八十一条).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
COURT_CODE = "冀1082"
COURTROOMS = ("第一法庭", "第二法庭", "第三法庭", "第四法庭")
JUDGES = ("王示范", "李例行", "陈样本", "周模拟", "吴演示")
CLERKS = ("何记录", "郑书写", "孙笔录")
OFFICE = "0316-5550120"
_SURNAMES = "张李王刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"

_BASIS = {
    "普通程序": ("《中华人民共和国民事诉讼法》第一百五十二条：普通程序应在立案之日起六个月内审结", 6),
    "简易程序": ("《中华人民共和国民事诉讼法》第一百六十四条：简易程序应在立案之日起三个月内审结", 3),
    "小额诉讼程序": ("《中华人民共和国民事诉讼法》第一百六十八条：小额诉讼应在立案之日起两个月内审结", 2),
    "二审程序": (
        "《中华人民共和国民事诉讼法》第一百八十三条：对判决的上诉应在第二审立案之日起三个月内审结",
        3,
    ),
    "行政普通程序": ("《中华人民共和国行政诉讼法》第八十一条：应在立案之日起六个月内作出第一审判决", 6),
}


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One case as the contract shows it, and the password that proves it."""

    lookup_number: str
    password: str = field(repr=False)
    case: dict[str, Any]
    hearings: list[dict[str, Any]]


def demo_cases(today: date, seed: int = 1) -> dict[str, DemoCase]:
    """Case number → case. Three have fixed numbers and passwords; docs/backend.md lists them."""
    chance = random.Random(f"{today.isoformat()} {seed}")
    cases = [
        _demo_loan(today),
        _enforcement(today, 456, "135790", "张某申请执行李某民间借贷纠纷一案", filed=-70),
        _administrative(today, 789, "864209"),
    ]
    stages = (
        _just_filed,
        _served,
        _waiting,
        _moved_earlier,
        _cancelled,
        _extended,
        _mediated,
        _judged,
        _appealed,
    )
    for number in range(len(cases), 40):
        serial = 1000 + number * 7
        password = f"{chance.randrange(10**6):06d}"
        if number % 8 == 7:
            cases.append(
                _enforcement(today, serial, password, _title(chance, "买卖合同纠纷"), filed=-40 - number)
            )
        else:
            cases.append(stages[number % len(stages)](today, serial, password, chance))
    return {case.case["filing"]["number"]: case for case in cases}


def _at(day: date, hour: int, minute: int = 0) -> str:
    return datetime.combine(day, time(hour, minute), ZONE).isoformat()


def _plus_months(day: date, months: int) -> date:
    """The day with the same number months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def _day(today: date, days: int) -> date:
    """The working day next to `days` from today: the court files, serves and hears on working days."""
    day = today + timedelta(days=days)
    away = 1 if days > 0 else -1
    while day.weekday() > 4:
        day += timedelta(days=away)
    return day


def _node(
    number: int,
    kind: str,
    title: str,
    state: str,
    on: date | None = None,
    at: str | None = None,
    detail: str = "",
) -> dict[str, Any]:
    return {
        "id": f"n{number}",
        "kind": kind,
        "title": title,
        "state": state,
        "on": on.isoformat() if on else None,
        "at": at,
        "detail": detail,
    }


def _hearing(
    at: str, courtroom: str, judge: str, status: str = "scheduled", previous: str | None = None
) -> dict[str, Any]:
    return {
        "at": at,
        "courtroom": courtroom,
        "kind": "开庭",
        "status": status,
        "previous_at": previous,
        "judge": judge,
    }


def _case(
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
) -> DemoCase:
    lookup = f"{year}{serial:06d}"
    people = [{"role": "承办法官", "name": judge, "telephone": OFFICE}]
    if panel:
        people = [
            {"role": "审判长", "name": judge, "telephone": OFFICE},
            {"role": "审判员", "name": "李例行", "telephone": ""},
            {"role": "人民陪审员", "name": "钱百姓", "telephone": ""},
        ]
    people.append({"role": "书记员", "name": CLERKS[serial % len(CLERKS)], "telephone": "0316-5550121"})
    limit = None
    if procedure in _BASIS:
        basis, months = _BASIS[procedure]
        due = extensions[-1]["due_on"] if extensions else _plus_months(filed_on, months).isoformat()
        limit = {
            "starts_on": filed_on.isoformat(),
            "due_on": due,
            "basis": basis,
            "extensions": extensions or [],
        }
    return DemoCase(
        lookup_number=lookup,
        password=password,
        case={
            "filing": {
                "number": f"（{year}）{COURT_CODE}{kind_code}{serial}号",
                "lookup_number": lookup,
                "title": title,
                "cause": cause,
                "kind": kind,
                "instance": instance,
                "procedure": procedure,
                "filed_on": filed_on.isoformat(),
                "stage": stage,
                "status": status,
            },
            "people": people,
            "parties": [{"role": role, "name": name} for role, name in parties],
            "time_limit": limit,
            "nodes": nodes,
        },
        hearings=hearings or [],
    )


def _demo_loan(today: date) -> DemoCase:
    """The case that the demo and the documentation speak of."""
    filed = _day(today, -38)
    tomorrow = today + timedelta(days=1)
    hearing = _at(tomorrow, 9, 30)
    return _case(
        123,
        "246810",
        year=2026,
        title="张某与李某民间借贷纠纷",
        cause="民间借贷纠纷",
        procedure="普通程序",
        filed_on=filed,
        stage="等待开庭",
        status="已经排期，请按时到庭",
        parties=[("原告", "张某"), ("被告", "李某")],
        judge="王示范",
        panel=True,
        nodes=[
            _node(1, "filing", "立案", "done", on=filed, detail="材料齐全，当日立案；案件受理费已交纳"),
            _node(
                2,
                "service",
                "起诉状副本送达被告",
                "done",
                on=_day(today, -34),
                detail="直接送达，被告本人签收",
            ),
            _node(
                3,
                "preservation",
                "财产保全",
                "done",
                on=_day(today, -29),
                detail="裁定冻结被告银行存款五万元",
            ),
            _node(4, "service", "收到答辩状", "done", on=_day(today, -21), detail="已把副本发给原告"),
            _node(5, "procedure", "组成合议庭", "done", on=_day(today, -18), detail="审判长王示范"),
            _node(6, "hearing", "第一次开庭", "current", at=hearing, detail="第三法庭，公开审理"),
            _node(7, "judgment", "宣判", "planned", detail="开庭后另行通知"),
            _node(8, "closing", "送达裁判文书", "planned"),
        ],
        hearings=[_hearing(hearing, "第三法庭", "王示范")],
    )


def _parties(chance: random.Random) -> tuple[str, str]:
    first, second = chance.sample(_SURNAMES, 2)
    return f"{first}某某", f"{second}某某"


def _title(chance: random.Random, cause: str) -> str:
    plaintiff, defendant = _parties(chance)
    return f"{plaintiff}与{defendant}{cause}"


_CAUSES = (
    "民间借贷纠纷",
    "离婚纠纷",
    "劳动争议",
    "买卖合同纠纷",
    "机动车交通事故责任纠纷",
    "物业服务合同纠纷",
    "房屋租赁合同纠纷",
)

Stage = Callable[[date, int, str, random.Random], DemoCase]


def _civil(
    today: date,
    serial: int,
    password: str,
    chance: random.Random,
    *,
    filed: int,
    stage: str,
    status: str,
    steps: list[tuple[str, str, str, int | None, str]],
    procedure: str = "简易程序",
    hearings: list[dict[str, Any]] | None = None,
    extensions: list[dict[str, str]] | None = None,
    instance: str = "first",
    kind_code: str = "民初",
) -> DemoCase:
    """`steps` are (kind, title, state, days from today or None, detail) after the filing."""
    cause = chance.choice(_CAUSES)
    plaintiff, defendant = _parties(chance)
    filed_on = _day(today, filed)
    nodes = [_node(1, "filing", "立案", "done", on=filed_on)]
    for number, (kind, title, state, days, detail) in enumerate(steps, start=2):
        on = _day(today, days) if days is not None else None
        nodes.append(_node(number, kind, title, state, on=on, detail=detail))
    roles = ("上诉人", "被上诉人") if instance == "second" else ("原告", "被告")
    return _case(
        serial,
        password,
        kind_code=kind_code,
        year=filed_on.year,
        title=f"{plaintiff}与{defendant}{cause}",
        cause=cause,
        instance=instance,
        procedure=procedure,
        filed_on=filed_on,
        stage=stage,
        status=status,
        parties=[(roles[0], plaintiff), (roles[1], defendant)],
        judge=JUDGES[serial % len(JUDGES)],
        nodes=nodes,
        hearings=hearings,
        extensions=extensions,
    )


def _just_filed(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-1, stage="已立案", status="正在向被告送达起诉材料",
        steps=[("service", "送达起诉状副本", "current", None, ""), ("hearing", "开庭", "planned", None, "排期后通知")],
    )  # fmt: skip


def _served(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-12, stage="答辩期", status="被告可在收到起诉状之日起十五日内答辩",
        steps=[("service", "送达起诉状副本", "done", -6, "邮寄送达"), ("hearing", "开庭", "planned", None, "排期后通知")],
    )  # fmt: skip


def _waiting(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    at = _at(_day(today, 8), 14, 30)
    return _civil(
        today, serial, password, chance, filed=-30, stage="等待开庭", status="已经排期，请按时到庭",
        steps=[("service", "送达起诉状副本", "done", -24, "直接送达"), ("hearing", "开庭", "current", 8, "第二法庭")],
        hearings=[_hearing(at, "第二法庭", JUDGES[serial % len(JUDGES)])],
    )  # fmt: skip


def _moved_earlier(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    at, before = _at(_day(today, 3), 9), _at(_day(today, 10), 9)
    return _civil(
        today, serial, password, chance, filed=-35, stage="等待开庭", status="开庭时间提前，请留意",
        steps=[("hearing", "开庭时间变更", "done", -2, "比原定提前"), ("hearing", "开庭", "current", 3, "第一法庭")],
        hearings=[_hearing(at, "第一法庭", JUDGES[serial % len(JUDGES)], "changed", before)],
    )  # fmt: skip


def _cancelled(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    at = _at(_day(today, 5), 10)
    return _civil(
        today, serial, password, chance, filed=-45, stage="等待重新排期", status="原定开庭已取消，另行通知",
        steps=[("hearing", "取消开庭", "done", -1, "一方申请延期并获准许"), ("hearing", "重新排期", "current", None, "")],
        hearings=[_hearing(at, "第四法庭", JUDGES[serial % len(JUDGES)], "cancelled")],
    )  # fmt: skip


def _extended(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    due = today + timedelta(days=60)
    return _civil(
        today, serial, password, chance, filed=-170, procedure="普通程序", stage="审理中", status="审理期限已依法延长",
        steps=[("hearing", "第一次开庭", "done", -120, "第二法庭"), ("extension", "延长审理期限", "done", -10, "经院长批准"),
               ("hearing", "第二次开庭", "planned", None, "")],
        extensions=[{"due_on": due.isoformat(), "reason": "案情复杂，需要委托鉴定，经本院院长批准延长"}],
    )  # fmt: skip


def _mediated(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-60, stage="已结案", status="双方达成调解协议，调解书已生效",
        steps=[("mediation", "调解", "done", -20, "双方自愿达成协议"), ("closing", "送达调解书", "done", -15, "")],
    )  # fmt: skip


def _judged(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-80, stage="已宣判", status="判决书送达之日起十五日内可以上诉",
        steps=[("hearing", "开庭", "done", -40, "第一法庭"), ("judgment", "宣判", "done", -6, ""),
               ("service", "送达判决书", "done", -4, ""), ("appeal", "上诉期届满", "planned", 11, "")],
        hearings=[_hearing(_at(_day(today, -40), 9), "第一法庭", JUDGES[serial % len(JUDGES)], "held")],
    )  # fmt: skip


def _appealed(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-20, stage="二审审理中", status="合议庭正在阅卷", procedure="二审程序",
        instance="second", kind_code="民终",
        steps=[("procedure", "组成合议庭", "done", -12, ""), ("hearing", "询问当事人", "planned", None, "另行通知")],
    )  # fmt: skip


def _enforcement(today: date, serial: int, password: str, title: str, *, filed: int) -> DemoCase:
    filed_on = _day(today, filed)
    return _case(
        serial,
        password,
        kind_code="执",
        year=2026,
        title=title,
        cause="民间借贷纠纷执行",
        kind="enforcement",
        instance="enforcement",
        procedure="执行程序",
        filed_on=filed_on,
        stage="执行中",
        status="已查控部分财产，正在处置",
        parties=[("申请执行人", "张某"), ("被执行人", "李某")],
        judge="吴演示",
        nodes=[
            _node(1, "filing", "执行立案", "done", on=filed_on),
            _node(2, "service", "发出执行通知书和报告财产令", "done", on=_day(today, filed + 3)),
            _node(
                3,
                "enforcement",
                "网络查控",
                "done",
                on=_day(today, filed + 10),
                detail="查到银行存款和车辆一辆",
            ),
            _node(4, "enforcement", "扣押车辆", "done", on=_day(today, filed + 25)),
            _node(5, "enforcement", "评估、拍卖", "current", detail="评估机构已选定"),
            _node(6, "enforcement", "案款发放", "planned"),
        ],
    )


def _administrative(today: date, serial: int, password: str) -> DemoCase:
    filed_on = _day(today, -50)
    at = _at(_day(today, 6), 15)
    return _case(
        serial,
        password,
        kind_code="行初",
        year=2026,
        title="赵某与示范市某局不履行法定职责",
        cause="不履行法定职责",
        kind="administrative",
        procedure="行政普通程序",
        filed_on=filed_on,
        stage="等待开庭",
        status="已经排期，请按时到庭",
        parties=[("原告", "赵某"), ("被告", "示范市某局")],
        judge="陈样本",
        panel=True,
        nodes=[
            _node(1, "filing", "立案", "done", on=filed_on),
            _node(2, "service", "送达起诉状副本", "done", on=_day(today, -46)),
            _node(3, "service", "被告提交证据和答辩状", "done", on=_day(today, -32)),
            _node(4, "hearing", "开庭", "current", at=at, detail="第四法庭"),
            _node(5, "judgment", "宣判", "planned"),
        ],
        hearings=[_hearing(at, "第四法庭", "陈样本")],
    )
