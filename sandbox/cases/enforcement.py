"""Enforcement cases (执行): all nine classes of information, under way, suspended or closed.

How long a measure lasts: deposits one year, movables two, other property three
(最高人民法院关于适用民事诉讼法的解释第四百八十五条). The fee: 诉讼费用交纳办法第十四条.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sandbox.cases.building import (
    COURT_CODE,
    ENFORCEMENT_OFFICE,
    DemoCase,
    at,
    case,
    day,
    decision,
    measure,
    node,
    plus_months,
    upcoming,
)

_FEN = Decimal("0.01")


def enforcement(
    today: date,
    serial: int,
    password: str,
    title: str,
    *,
    filed: int,
    state: str = "open",
    claimed: str = "186400.00",
    id_numbers: tuple[str, ...] = (),
    telephone: str = "",
) -> DemoCase:
    """`filed` in days from today; `state` is open, suspended or closed."""
    filed_on = day(today, filed)
    on = [day(filed_on, days) for days in (0, 3, 10, 25, 30, 34)]
    applicant, _, rest = title.partition("申请执行")
    debtor = rest[:2] if rest else "李某"
    applicant = applicant if rest else "张某"
    closed = state == "closed"
    stage, status = {
        "open": ("执行中", "已查控部分财产，正在处置"),
        "suspended": ("中止执行", "案外人对执行标的提出异议，正在审查"),
        "closed": ("已执行完毕", "案款已全部发放，案件已结"),
    }[state]
    nodes = [
        node(1, "filing", "执行立案", "done", on=on[0]),
        node(2, "service", "发出执行通知书和报告财产令", "done", on=on[1]),
        node(3, "enforcement", "网络查控", "done", on=on[2], detail="查到银行存款和车辆一辆"),
        node(4, "enforcement", "扣押车辆", "done", on=on[3]),
    ]
    if closed:
        nodes += [
            node(5, "enforcement", "案款发放", "done", on=on[4]),
            node(6, "closing", "执行完毕结案", "done", on=on[5]),
        ]
    elif state == "suspended":
        nodes += [
            node(5, "suspension", "中止执行", "current", on=on[4], detail="审查案外人异议"),
            node(6, "enforcement", "评估、拍卖", "planned"),
        ]
    else:
        nodes += [
            node(5, "enforcement", "评估、拍卖", "current", detail="评估机构已选定"),
            node(6, "enforcement", "案款发放", "planned"),
        ]
    return case(
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
        stage=stage,
        status=status,
        parties=[("申请执行人", applicant), ("被执行人", debtor)],
        judge="吴演示",
        nodes=nodes,
        next=None if closed else upcoming("车辆评估结果", note="评估报告出来后会送达双方，对报告有异议可在收到后五日内书面提出"),
        enforcement=_classes(serial, on, state, Decimal(claimed), applicant, debtor),
        messages=_messages(today) if id_numbers else [],
        unconfirmed="" if closed else "选定评估机构通知书",
        id_numbers=id_numbers,
        telephone=telephone,
    )  # fmt: skip


def _classes(
    serial: int, on: list[date], state: str, claimed: Decimal, applicant: str, debtor: str
) -> dict[str, Any]:
    closed = state == "closed"
    return {
        "filing": {
            "number": f"（2026）{COURT_CODE}执{serial}号", "filed_on": on[0].isoformat(),
            "basis": f"（2025）{COURT_CODE}民初{serial + 400}号民事判决书", "applicant": applicant, "debtor": debtor,
        },
        "staff": [
            {"role": "承办法官", "name": "吴演示", "telephone": ENFORCEMENT_OFFICE},
            {"role": "法官助理", "name": "郑书写", "telephone": ENFORCEMENT_OFFICE},
        ],
        "procedure_changes": [
            decision(on[2], "决定由合议庭执行", "涉案财产需要评估、拍卖"),
        ],
        "measures": [
            measure(on[2], "冻结", "银行存款", "已扣划" if not closed else "已解除", "80000.00", plus_months(on[2], 12)),
            measure(on[3], "扣押", "小型轿车一辆", "扣押中" if not closed else "已解除", None, plus_months(on[3], 24)),
            measure(on[3], "限制消费", "", "生效中" if not closed else "已解除"),
        ],
        "disposals": [
            measure(on[3] + timedelta(days=2), "评估", "小型轿车一辆", "已完成" if closed else "评估机构已选定", "96000.00" if closed else None),
            *([measure(on[4], "网络司法拍卖", "小型轿车一辆", "已成交", "112096.00")] if closed else []),
        ],
        "rulings": [
            decision(on[2], "冻结、划拨存款裁定书", "冻结、划拨被执行人银行存款"),
            decision(on[3], "扣押裁定书", "扣押被执行人名下小型轿车一辆"),
        ],
        "closing": decision(on[5], "执行完毕", "申请执行人已领取全部案款") if closed else None,
        "money": {"claimed": str(claimed), "entries": _money(on, claimed, closed, applicant, debtor)},
        "stays": [
            {"on": on[4].isoformat(), "kind": "suspension", "reason": "案外人对扣押的车辆提出异议", "until": None}
        ] if state == "suspended" else [],
    }  # fmt: skip


def _money(
    on: list[date], claimed: Decimal, closed: bool, applicant: str, debtor: str
) -> list[dict[str, Any]]:
    """Received, deducted, paid. The fee is due from the debtor and taken from what came in."""
    fee = (50 + max(claimed - 10_000, Decimal(0)) * Decimal("0.015")).quantize(_FEN)
    appraisal = Decimal("3000.00")
    rows = [("received", debtor, Decimal("80000.00"), "扣划银行存款", 2)]
    rows += [("deducted", "评估机构", appraisal, "车辆评估费", 3), ("deducted", "法院", fee, "执行申请费", 3)]
    if closed:
        rows.append(("received", debtor, claimed + fee + appraisal - 80_000, "车辆拍卖款", 4))
        rows.append(("paid", applicant, claimed, "发放案款", 4))
    else:
        rows.append(("paid", applicant, Decimal("60000.00"), "第一次发放案款", 4))
    return [
        {
            "on": on[when].isoformat(),
            "kind": kind,
            "party": party,
            "amount": str(amount.quantize(_FEN)),
            "note": note,
        }
        for kind, party, amount, note, when in rows
    ]


def _messages(today: date) -> list[dict[str, Any]]:
    """An earlier message that was answered."""
    return [
        {
            "receipt": "261101000015", "written_at": at(day(today, -9), 10, 12),
            "text": "请问车辆什么时候评估？", "attachments": 0,
            "answer": {
                "text": "评估机构已经选定，预计两周内出具报告，届时书面送达双方。",
                "by": "执行局 吴演示", "at": at(day(today, -7), 16, 40),
            },
        }
    ]  # fmt: skip
