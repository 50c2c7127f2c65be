"""Three hundred made-up hearings around a day, the same for the same day and seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

TOTAL = 300
BEFORE, AFTER = timedelta(days=14), timedelta(days=30)
COURTROOMS = ("第一法庭", "第二法庭", "第三法庭", "第四法庭", "示东人民法庭", "示西人民法庭")
TIMES = (
    time(8, 40),
    time(9),
    time(9, 30),
    time(10),
    time(10, 30),
    time(14),
    time(14, 30),
    time(15),
    time(16),
)
JUDGES = ("王示范", "李例行", "陈样本", "周模拟", "吴演示", "郑试例", "冯范例")
_SURNAMES = "张王李赵陈刘杨黄周吴徐孙马朱胡郭何林高罗"
_COMPANIES = (
    "示范建材有限公司",
    "样例物流有限公司",
    "模拟食品厂",
    "演示物业服务有限公司",
    "示例银行股份有限公司示范支行",
)
_CAUSES = {
    "民初": (
        "民间借贷纠纷",
        "离婚纠纷",
        "买卖合同纠纷",
        "机动车交通事故责任纠纷",
        "房屋租赁合同纠纷",
        "物业服务合同纠纷",
        "劳动争议",
        "继承纠纷",
        "金融借款合同纠纷",
        "信用卡纠纷",
    ),
    "刑初": ("盗窃", "危险驾驶", "故意伤害", "诈骗"),
    "行初": ("工伤保险资格认定", "政府信息公开", "行政处罚"),
}


@dataclass(frozen=True, slots=True)
class DemoHearing:
    """One announced hearing. `remark` is what a clerk would write beside it."""

    number: str
    cause: str
    plaintiff: str
    defendant: str
    starts: datetime
    courtroom: str
    judge: str
    remark: str = ""

    @property
    def parties(self) -> str:
        if not self.plaintiff:
            return f"被告人{self.defendant}"
        return f"原告：{self.plaintiff}；被告：{self.defendant}"


def demo_hearings(today: date, seed: int = 1) -> list[DemoHearing]:
    """All of them by time; the first days of work from `today` on have at least eight each."""
    chance = random.Random(f"hearings {today.isoformat()} {seed}")
    days = [today - BEFORE + timedelta(days=n) for n in range((BEFORE + AFTER).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    near = [day for day in working if day >= today][:3]
    free = [(day, room, at) for day in working for room in COURTROOMS for at in TIMES]
    chance.shuffle(free)
    # The days that a visitor of the demo looks at first are well filled.
    free.sort(key=lambda slot: slot[0] not in near)
    quota = dict.fromkeys(near, 14)
    found = [_demo_case(today)]
    taken = {(found[0].starts, found[0].courtroom)}
    serials = iter(range(201, 2000, 3))
    for day, room, at in free:
        starts = datetime.combine(day, at)
        if len(found) == TOTAL:
            break
        if day in quota:
            if not quota[day]:
                continue
            quota[day] -= 1
        if (starts, room) not in taken:
            found.append(_hearing(chance, next(serials), starts, room))
    return sorted(found, key=lambda hearing: (hearing.starts, hearing.courtroom))


def _demo_case(today: date) -> DemoHearing:
    """The case that the sandbox backend and the documentation speak of: tomorrow, even on a Saturday."""
    starts = datetime.combine(today + timedelta(days=1), time(9, 30))
    return DemoHearing(
        "（2026）冀1082民初123号", "民间借贷纠纷", "张某", "李某", starts, "第三法庭", "王示范"
    )


def _hearing(chance: random.Random, serial: int, starts: datetime, room: str) -> DemoHearing:
    kind = chance.choices(tuple(_CAUSES), weights=(8, 2, 1))[0]
    old = chance.random() < 0.04
    number = f"（2014）三{kind}字第{serial}号" if old else f"（{starts.year}）冀1082{kind}{serial}号"
    plaintiff, defendant = _names(chance, kind)
    return DemoHearing(
        number,
        chance.choice(_CAUSES[kind]),
        plaintiff,
        defendant,
        starts,
        room,
        chance.choice(JUDGES),
        _remark(chance, starts),
    )


def _names(chance: random.Random, kind: str) -> tuple[str, str]:
    def person() -> str:
        return f"{chance.choice(_SURNAMES)}某{chance.choice(('', '某'))}"

    if kind == "刑初":
        return "", person()
    if kind == "行初":
        return person(), "示范市某局"
    return (chance.choice(_COMPANIES) if chance.random() < 0.3 else person()), person()


def _remark(chance: random.Random, starts: datetime) -> str:
    drawn = chance.random()
    if drawn < 0.03:
        return "取消"
    if drawn < 0.06:
        before = starts + timedelta(days=7)
        return f"变更，原定{before:%Y年%-m月%-d日%H:%M}"
    if drawn < 0.09:
        before = starts - timedelta(days=3)
        return f"变更，原定{before:%Y年%-m月%-d日%H:%M}"
    return ""


def split(hearings: list[DemoHearing]) -> tuple[list[DemoHearing], list[DemoHearing]]:
    """Those for the clerk's spreadsheet, and those that the second civil chamber announces in words."""

    def in_words(hearing: DemoHearing) -> bool:
        return hearing.judge in JUDGES[5:] and not hearing.remark

    return [h for h in hearings if not in_words(h)], [h for h in hearings if in_words(h)]


def chunks(hearings: list[DemoHearing], size: int) -> Iterator[list[DemoHearing]]:
    for start in range(0, len(hearings), size):
        yield hearings[start : start + size]
