"""The five lists of judgment debtors of the demo court, as its enforcement bureau hands them in.

Everybody on them is made up, and plainly so: no ID number begins with 130000, as a county stands in the fifth
and sixth place of a real one, and no organisation is registered with 130000 either. The check characters are
right, so that the faces accept them.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from stdnum.cn import ric, uscc

COURT = "示范市人民法院"
_SURNAMES = "张王李赵陈刘杨黄周吴徐孙马朱胡郭何林高罗"
_GIVEN = ("示范", "示例", "样本", "模拟", "演示", "试例", "范例", "例行")
_FIRMS = ("示范建材有限公司", "样例物流有限公司", "模拟食品厂", "演示装饰工程有限公司", "范例农业合作社")
_BEHAVIOUR = (
    "有履行能力而拒不履行生效法律文书确定义务",
    "违反财产报告制度",
    "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行",
    "违反限制消费令",
)
_STATUS = ("全部未履行", "部分未履行")


@dataclass(frozen=True, slots=True)
class Listed:
    """Who is on the lists, with the number as the court has it."""

    name: str
    number: str
    code: str
    case_number: str
    amount: int
    filed: date

    @property
    def is_organisation(self) -> bool:
        return bool(self.code)


def made_up_number(born: date, order: int) -> str:
    """An ID number of nobody: of the province as a whole, with a right check character."""
    head = f"130000{born:%Y%m%d}{order:03}"
    return head + str(ric.calc_check_digit(head))


def made_up_code(order: int) -> str:
    """A credit code of nobody."""
    head = f"91130000MA0DEM{order:03}"
    return head + str(uscc.calc_check_digit(head))


def demo_debtors(today: date, seed: int = 1, people: int = 40, firms: int = 10) -> list[Listed]:
    """The first is 张示范, born 2 March 1968; the second another of that name, born 1985."""
    chance = random.Random(seed)
    found = []
    for number in range(people):
        born = date(1968, 3, 2) if number == 0 else date(1985, 7, 9) if number == 1 else date(
            chance.randint(1955, 2000), chance.randint(1, 12), chance.randint(1, 28)
        )  # fmt: skip
        name = "张示范" if number < 2 else chance.choice(_SURNAMES) + chance.choice(_GIVEN)
        found.append(_listed(name, made_up_number(born, number + 1), "", number, today, chance))
    for number in range(firms):
        name = f"{_FIRMS[number % len(_FIRMS)]}".replace(
            "有限公司", f"{'甲乙'[number // len(_FIRMS)]}有限公司"
        )
        found.append(_listed(name, "", made_up_code(number + 1), people + number, today, chance))
    return found


def _listed(name: str, number: str, code: str, order: int, today: date, chance: random.Random) -> Listed:
    filed = today - timedelta(days=chance.randint(60, 700))
    return Listed(
        name, number, code, f"（{filed.year}）冀1082执{800 + order}号", chance.randint(5, 900) * 1_000, filed
    )


def write_debtors(folder: Path, today: date, seed: int = 1) -> None:
    """Write the five lists into `folder`, each in the way that its list is usually kept."""
    folder.mkdir(parents=True, exist_ok=True)
    everybody = demo_debtors(today, seed)
    chance = random.Random(seed + 1)
    _open_cases(everybody, folder / "未结执行案件被执行人.csv")
    _dishonest(everybody[::3], folder / "失信被执行人名单.xlsx", today, chance)
    for title, name, share in (
        ("限制出境名单", "限制出境名单.xlsx", everybody[:40:9]),
        ("限制招投标名单", "限制招投标名单.xlsx", everybody[40:]),
        ("限制高消费名单", "限制高消费名单.xlsx", everybody[::2]),
    ):
        _restricted(share, title, folder / name, today, chance)


def _open_cases(listed: list[Listed], file: Path) -> None:
    with file.open("w", encoding="gb18030", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            [
                "序号",
                "被执行人姓名/名称",
                "身份证号码/组织机构代码",
                "执行法院",
                "立案时间",
                "案号",
                "执行标的（元）",
            ]
        )
        for order, one in enumerate(listed, start=1):
            # As a spreadsheet keeps a long number from being rounded.
            writer.writerow(
                [order, one.name, f"{one.number or one.code}\t", COURT, f"{one.filed:%Y年%m月%d日}", one.case_number, one.amount]
            )  # fmt: skip


def _dishonest(listed: list[Listed], file: Path, today: date, chance: random.Random) -> None:
    rows: list[list[object]] = [
        ["失信被执行人", "性别", "身份证号码", "统一社会信用代码", "法定代表人", "执行法院", "执行依据文号", "立案时间", "案号",
         "生效法律文书确定的义务", "被执行人的履行情况", "失信行为具体情形", "发布时间"]
    ]  # fmt: skip
    for one in listed:
        sex = "" if one.is_organisation else "男" if int(one.number[16]) % 2 else "女"
        rows.append(
            [one.name, sex, one.number, one.code, "孙经理" if one.is_organisation else "", COURT,
             one.case_number.replace("执", "民初"), one.filed, one.case_number, f"偿还{one.amount}元",
             chance.choice(_STATUS), chance.choice(_BEHAVIOUR), today - timedelta(days=chance.randint(1, 50))]
        )  # fmt: skip
    _book("失信被执行人名单", rows, file)


def _restricted(listed: list[Listed], title: str, file: Path, today: date, chance: random.Random) -> None:
    rows: list[list[object]] = [
        ["姓名/名称", "证件号码", "执行法院", "执行案号", "标的金额", "决定日期", "限制事由"]
    ]
    for one in listed:
        decided = today - timedelta(days=chance.randint(1, 90))
        rows.append(
            [one.name, one.number or one.code, COURT, one.case_number, f"{one.amount / 10_000:g}万元", decided,
             "未按执行通知书指定的期间履行生效法律文书确定的给付义务"]
        )  # fmt: skip
    _book(title, rows, file)


def _book(title: str, rows: list[list[object]], file: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = title
    sheet.append([f"{COURT}{title}"])
    for row in rows:
        sheet.append(row)
    book.save(file)
