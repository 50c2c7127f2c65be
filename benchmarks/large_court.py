"""A large court's content, made up: 100,000 hearings and 20,000 judgments, the same every time."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from content.case_number import CaseNumber
from content.records import COURT_ZONE, Hearing, Judgment, Record, hearing_id
from content.store import Store

HEARINGS, JUDGMENTS = 100_000, 20_000
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=COURT_ZONE)
CACHE = Path(__file__).parents[1] / ".cache" / "benchmarks"

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "示范样例甲乙丙丁春夏秋冬东南西北山川河海云雨松柏竹梅兰菊文武德才明华国庆建平"
_CAUSES = (
    "离婚纠纷", "民间借贷纠纷", "买卖合同纠纷", "机动车交通事故责任纠纷", "劳动争议", "继承纠纷",
    "房屋租赁合同纠纷", "信用卡纠纷", "物业服务合同纠纷",
    "建设工程施工合同纠纷", "相邻关系纠纷", "名誉权纠纷", "追偿权纠纷",
)  # fmt: skip
_PIECES = (
    "本院经审理查明", "双方签订合同约定", "被告未按期支付货款", "原告多次催要未果",
    "有借条转账凭证为证", "证人当庭作证", "被告辩称已经归还", "对其真实性予以确认",
    "双方对账后确认欠款", "约定利息符合法律规定", "双方性格不合感情破裂", "婚后共同购买房屋一套",
    "车辆在路口发生碰撞", "交警认定负全部责任", "保险公司在限额内赔偿", "鉴定机构出具意见",
    "物业公司提供了服务", "业主以质量为由拒付", "劳动者请求支付工资差额", "单位未缴纳社会保险",
    "继承人协商未能一致", "被继承人留有遗嘱", "依照民法典有关规定", "判决如下",
    "驳回其他诉讼请求", "案件受理费由被告负担",
)  # fmt: skip


def records(hearings: int = HEARINGS, judgments: int = JUDGMENTS) -> Iterator[Record]:
    made = random.Random(20261124)
    for number in range(1, hearings + 1):
        yield hearing(number, made)
    for number in range(1, judgments + 1):
        yield _judgment(number, made)


def hearing(number: int, made: random.Random, note: str = "") -> Hearing:
    case = f"（{2024 + number % 3}）冀1082民初{number}号"
    starts = NOW + timedelta(days=made.randrange(-700, 60), minutes=30 * made.randrange(16))
    parsed = CaseNumber.parse(case)
    assert parsed is not None
    return Hearing(
        id=hearing_id(parsed.key, "hearing", starts),
        case_number=case,
        cause=made.choice(_CAUSES),
        parties=f"原告：{_name(made)}、{_name(made)}；被告：{_name(made)}",
        starts_at=starts,
        courtroom=f"第{made.choice('一二三四五六七八九')}法庭",
        judge=_name(made),
        clerk=_name(made),
        note=note or made.choice(("", "", "公开开庭", "因被告下落不明公告送达")),
    )


def _judgment(number: int, made: random.Random) -> Judgment:
    lines = [
        "，".join(made.choices(_PIECES, k=10)) + f"，金额{made.randrange(900_000)}元。" for _ in range(10)
    ]
    return Judgment.model_validate(
        {
            "case_number": f"（{2020 + number % 6}）冀1082民初{number}号",
            "document": "judgment",
            "decided": (date(2026, 11, 1) - timedelta(days=number % 2_000)).isoformat(),
            "cause": made.choice(_CAUSES),
            "parties": f"原告{_name(made)}，被告{_name(made)}",
            "panel": [f"审判员{_name(made)}"],
            "result": "被告于判决生效之日起十日内给付。",
            "text": "\n".join(lines),
        }
    )


def made_judgment(number: int, made: random.Random) -> str:
    """A judgment as the text of a file."""
    one = _judgment(number, made)
    plaintiff, defendant = (name[2:] for name in one.parties.split("，"))
    return (
        f"示范市人民法院\n民事判决书\n{one.case_number}\n原告：{plaintiff}，男，1980年1月1日出生，汉族，住示范市示范区。\n"
        f"被告：{defendant}，女，1982年2月2日出生，汉族，住示范市示范区。\n"
        f"原告{plaintiff}与被告{defendant}买卖合同纠纷一案，本院公开审理。\n{one.text}\n判决如下：\n{one.result}\n"
        f"审判员　{one.panel[0][3:]}\n{one.decided:%Y年%-m月%-d日}\n书记员　{_name(made)}\n"
    )


def _name(made: random.Random) -> str:
    return made.choice(_SURNAMES) + "".join(made.choices(_GIVEN, k=made.choice((1, 2))))


def large_store(folder: Path) -> Store:
    """A store with all of it in `folder`: copied from the cache, where the first run makes it."""
    kept = CACHE / f"large-{HEARINGS}-{JUDGMENTS}.db"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        for old in part.parent.glob(f"{part.name}*"):
            old.unlink()
        fill(part)
        part.replace(kept)
    shutil.copy(kept, folder / "content.db")
    return Store.at(folder / "content.db")


def fill(file: Path) -> None:
    store = Store.at(file)
    with store.transaction(NOW):
        for record in records():
            store.put(record)
        store.confirm({"hearing": NOW, "judgment": NOW})
    store.give_back_space()
    store.close()
