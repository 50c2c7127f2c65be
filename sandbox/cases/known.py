"""The cases that documentation and demo speak of: fixed numbers, passwords and people."""

from __future__ import annotations

from datetime import date, timedelta

from sandbox.cases.building import (
    DemoCase,
    at,
    case,
    day,
    decision,
    hearing,
    measure,
    node,
    plus_months,
    upcoming,
)
from sandbox.cases.enforcement import enforcement

# Made up: the form and the check digit are right, the people are not.
ZHANG = "131082198001010018"
LI = "131082198505050021"
ZHANGS_TELEPHONE = "13800000001"
_BRING = ("身份证原件", "传票", "证据原件和复印件")


def known_cases(today: date) -> list[DemoCase]:
    return [
        _loan(today),
        enforcement(
            today, 456, "135790", "张某申请执行李某民间借贷纠纷一案", filed=-70,
            id_numbers=(ZHANG, LI), telephone=ZHANGS_TELEPHONE,
        ),
        _administrative(today),
        _criminal(today),
        _second_instance(today),
    ]  # fmt: skip


def _loan(today: date) -> DemoCase:
    """The case that the demo is about: filed, served, preserved, heard tomorrow."""
    filed = day(today, -38)
    heard = at(today + timedelta(days=1), 9, 30)
    preserved = day(today, -29)
    return case(
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
            node(1, "filing", "立案", "done", on=filed, detail="材料齐全，当日立案；案件受理费已交纳"),
            node(2, "service", "起诉状副本送达被告", "done", on=day(today, -34), detail="直接送达，被告本人签收"),
            node(3, "preservation", "财产保全", "done", on=preserved, detail="裁定冻结被告银行存款五万元"),
            node(4, "service", "收到答辩状", "done", on=day(today, -21), detail="已把副本发给原告"),
            node(5, "procedure", "组成合议庭", "done", on=day(today, -18), detail="审判长王示范"),
            node(6, "hearing", "第一次开庭", "current", at=heard, detail="第三法庭，公开审理"),
            node(7, "judgment", "宣判", "planned", detail="开庭后另行通知"),
            node(8, "closing", "送达裁判文书", "planned"),
        ],
        hearings=[hearing(heard, "第三法庭", "王示范")],
        next=upcoming("第一次开庭", at=heard, place="第三法庭", bring=_BRING, note="请提前三十分钟到达，进门要安检"),
        jurisdiction=[decision(day(today, -25), "驳回管辖权异议", "被告提出管辖权异议，裁定驳回，本院有管辖权")],
        preservations=[measure(preserved, "冻结", "被告银行存款", "生效中", "50000.00", plus_months(preserved, 12))],
        unconfirmed="开庭传票（电子）",
        id_numbers=(ZHANG, LI),
        telephone=ZHANGS_TELEPHONE,
    )  # fmt: skip


def _administrative(today: date) -> DemoCase:
    filed = day(today, -50)
    heard = at(day(today, 6), 15)
    return case(
        789,
        "864209",
        kind_code="行初",
        year=2026,
        title="赵某与示范市某局不履行法定职责",
        cause="不履行法定职责",
        kind="administrative",
        procedure="行政普通程序",
        filed_on=filed,
        stage="等待开庭",
        status="已经排期，请按时到庭",
        parties=[("原告", "赵某"), ("被告", "示范市某局")],
        judge="陈样本",
        panel=True,
        nodes=[
            node(1, "filing", "立案", "done", on=filed),
            node(2, "service", "送达起诉状副本", "done", on=day(today, -46)),
            node(3, "service", "被告提交证据和答辩状", "done", on=day(today, -32)),
            node(4, "hearing", "开庭", "current", at=heard, detail="第四法庭"),
            node(5, "judgment", "宣判", "planned"),
        ],
        hearings=[hearing(heard, "第四法庭", "陈样本")],
    )


def _criminal(today: date) -> DemoCase:
    """Heard once, adjourned, the time limit extended by the court above."""
    filed = day(today, -75)
    first, second = at(day(today, -40), 9), at(day(today, 9), 9)
    due = plus_months(filed, 6)
    return case(
        321,
        "975310",
        kind_code="刑初",
        year=2026,
        title="孙某故意伤害附带民事诉讼",
        cause="故意伤害",
        kind="criminal",
        procedure="刑事公诉普通程序",
        filed_on=filed,
        stage="等待再次开庭",
        status="补充鉴定后再次开庭，请附带民事诉讼原告人按时到庭",
        parties=[("附带民事诉讼原告人", "周某"), ("被告人", "孙某")],
        judge="周模拟",
        panel=True,
        nodes=[
            node(1, "filing", "受理", "done", on=filed),
            node(2, "service", "送达起诉书副本", "done", on=day(today, -70), detail="直接送达"),
            node(3, "procedure", "庭前会议", "done", on=day(today, -52)),
            node(4, "hearing", "第一次开庭", "done", at=first, detail="第一法庭"),
            node(5, "suspension", "延期审理", "done", on=day(today, -38), detail="补充鉴定"),
            node(6, "extension", "延长审理期限", "done", on=day(today, -20), detail="经上一级人民法院批准"),
            node(7, "hearing", "第二次开庭", "current", at=second, detail="第一法庭"),
            node(8, "judgment", "宣判", "planned"),
            node(9, "appeal", "上诉期届满", "planned", detail="接到判决书第二日起十日"),
        ],
        hearings=[hearing(first, "第一法庭", "周模拟", "held"), hearing(second, "第一法庭", "周模拟")],
        extensions=[{"due_on": due.isoformat(), "reason": "附带民事诉讼案件，经上一级人民法院批准延长三个月（刑事诉讼法第二百零八条）"}],
        next=upcoming("第二次开庭", at=second, place="第一法庭", bring=("身份证原件", "传票", "医疗费票据")),
    )  # fmt: skip


def _second_instance(today: date) -> DemoCase:
    """Zhang's other case, under the same password: an ID number opens both."""
    filed = day(today, -33)
    due = day(today, 4)
    return case(
        218,
        "246810",
        kind_code="民终",
        year=2026,
        title="张某与赵某房屋租赁合同纠纷",
        cause="房屋租赁合同纠纷",
        instance="second",
        procedure="二审程序",
        filed_on=filed,
        stage="二审审理中",
        status="请在期限内提交新的证据",
        parties=[("上诉人", "张某"), ("被上诉人", "赵某")],
        judge="陈样本",
        panel=True,
        nodes=[
            node(1, "filing", "二审立案", "done", on=filed),
            node(2, "service", "送达上诉状副本", "done", on=day(today, -28), detail="邮寄送达"),
            node(3, "procedure", "组成合议庭", "done", on=day(today, -20)),
            node(4, "mediation", "调解", "done", on=day(today, -8), detail="未达成协议"),
            node(5, "hearing", "询问当事人", "planned", detail="另行通知"),
            node(6, "closing", "送达裁判文书", "planned"),
        ],
        next=upcoming("提交新证据截止", on=due, place="诉讼服务大厅5号窗口", bring=("证据原件和复印件", "证据目录"), note="逾期提交可能不被采纳"),
        advance=[measure(day(today, -15), "先予执行", "支付租金", "已裁定", "12000.00")],
        id_numbers=(ZHANG,),
        telephone=ZHANGS_TELEPHONE,
    )  # fmt: skip
