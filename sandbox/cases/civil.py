"""Civil cases at every stage between filing and appeal."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sandbox.cases.building import JUDGES, DemoCase, at, case, day, hearing, node, upcoming

_SURNAMES = "张李王刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


def _parties(chance: random.Random) -> tuple[str, str]:
    first, second = chance.sample(_SURNAMES, 2)
    return f"{first}某某", f"{second}某某"


def title_of(chance: random.Random, cause: str) -> str:
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
    next: dict[str, Any] | None = None,
) -> DemoCase:
    """`steps` are (kind, title, state, days from today or None, detail) after the filing."""
    cause = chance.choice(_CAUSES)
    plaintiff, defendant = _parties(chance)
    filed_on = day(today, filed)
    nodes = [node(1, "filing", "立案", "done", on=filed_on)]
    for number, (kind, title, state, days, detail) in enumerate(steps, start=2):
        on = day(today, days) if days is not None else None
        nodes.append(node(number, kind, title, state, on=on, detail=detail))
    roles = ("上诉人", "被上诉人") if instance == "second" else ("原告", "被告")
    return case(
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
        next=next,
    )


def _just_filed(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-1, stage="已立案", status="正在向被告送达起诉材料",
        steps=[("service", "送达起诉状副本", "current", None, ""), ("hearing", "开庭", "planned", None, "排期后通知")],
        # 诉讼费用交纳办法第二十二条: seven days from the day after the notice.
        next=upcoming("交纳案件受理费", on=today + timedelta(days=6), place="诉讼服务大厅收费窗口",
                      bring=("受理通知书", "交费通知书"), note="逾期不交按撤诉处理"),
    )  # fmt: skip


def _served(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-12, stage="答辩期", status="被告可在收到起诉状之日起十五日内答辩",
        steps=[("service", "送达起诉状副本", "done", -6, "邮寄送达"), ("hearing", "开庭", "planned", None, "排期后通知")],
    )  # fmt: skip


def _waiting(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    heard = at(day(today, 8), 14, 30)
    return _civil(
        today, serial, password, chance, filed=-30, stage="等待开庭", status="已经排期，请按时到庭",
        steps=[("service", "送达起诉状副本", "done", -24, "直接送达"), ("hearing", "开庭", "current", 8, "第二法庭")],
        hearings=[hearing(heard, "第二法庭", JUDGES[serial % len(JUDGES)])],
    )  # fmt: skip


def _moved_earlier(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    heard, before = at(day(today, 3), 9), at(day(today, 10), 9)
    return _civil(
        today, serial, password, chance, filed=-35, stage="等待开庭", status="开庭时间提前，请留意",
        steps=[("hearing", "开庭时间变更", "done", -2, "比原定提前"), ("hearing", "开庭", "current", 3, "第一法庭")],
        hearings=[hearing(heard, "第一法庭", JUDGES[serial % len(JUDGES)], "changed", before)],
    )  # fmt: skip


def _cancelled(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    heard = at(day(today, 5), 10)
    return _civil(
        today, serial, password, chance, filed=-45, stage="等待重新排期", status="原定开庭已取消，另行通知",
        steps=[("hearing", "取消开庭", "done", -1, "一方申请延期并获准许"), ("hearing", "重新排期", "current", None, "")],
        hearings=[hearing(heard, "第四法庭", JUDGES[serial % len(JUDGES)], "cancelled")],
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
        next=upcoming("上诉期届满", on=today + timedelta(days=11), note="不服判决的，请在届满前向本院递交上诉状"),
        hearings=[hearing(at(day(today, -40), 9), "第一法庭", JUDGES[serial % len(JUDGES)], "held")],
    )  # fmt: skip


def _appealed(today: date, serial: int, password: str, chance: random.Random) -> DemoCase:
    return _civil(
        today, serial, password, chance, filed=-20, stage="二审审理中", status="合议庭正在阅卷", procedure="二审程序",
        instance="second", kind_code="民终",
        steps=[("procedure", "组成合议庭", "done", -12, ""), ("hearing", "询问当事人", "planned", None, "另行通知")],
    )  # fmt: skip


STAGES: tuple[Stage, ...] = (
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
