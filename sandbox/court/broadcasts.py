"""The demo court's hearings to watch: a workbook of streams, recordings and typical cases."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook

_SITE = "中国庭审公开网 tingshen.court.gov.cn"


def write_broadcasts(folder: Path, today: date) -> None:
    """Write ``庭审公开.xlsx`` into `folder`."""
    book = Workbook()
    first = book.active
    assert first is not None  # noqa: S101 - a new workbook has a sheet
    book.remove(first)
    year = today.year
    page = book.create_sheet("庭审直播安排")
    page.append(["示范市人民法院庭审直播安排"])
    page.append(
        ["序号", "案号", "案件名称", "案由", "直播时间", "法庭", "审判长/独任审判员", "观看地址", "案情简介"]
    )
    live = (
        (0, 9, "民初2041", "示例甲与示范物业服务有限公司", "物业服务合同纠纷", "第一法庭", "沈公示", "业主认为小区服务不到位，拒交物业费。"),
        (1, 9, "刑初356", "被告人示例乙", "危险驾驶", "第二法庭", "周模拟", "饮酒以后驾驶机动车。"),
        (2, 14, "民初2077", "示例丙与示例丁", "民间借贷纠纷", "第三法庭", "王示范", "通过微信转账的钱，是借款还是还款。"),
        (3, 10, "行初61", "示例戊与示范市示例局", "政府信息公开", "第四法庭", "陈样本", "申请公开的信息是否存在。"),
        (7, 9, "民初2103", "示例己与示范食品有限公司", "劳动争议", "第一法庭", "李例行", "没有签订书面劳动合同的二倍工资。"),
        (-1, 9, "民初1988", "示例庚与示例辛", "机动车交通事故责任纠纷", "第三法庭", "王示范", "非机动车和机动车相撞，责任怎么分。"),
    )  # fmt: skip
    for number, (after, hour, serial, name, cause, room, judge, about) in enumerate(live, start=1):
        starts = datetime.combine(_working_day(today, after), time(hour))
        page.append(
            [
                number, f"（{year}）冀1082{serial}号", f"{name}{cause}一案", cause,
                starts if number % 2 else f"{starts.year}年{starts.month}月{starts.day}日{starts.hour}时",
                room, judge, _SITE, about,
            ]
        )  # fmt: skip
    page = book.create_sheet("庭审录播")
    page.append(["案号", "案件名称", "案由", "开庭时间", "法庭", "审判长", "点播地址"])
    recorded = (
        (20, "民初1702", "示例甲与示例乙", "离婚后财产纠纷", "王示范"),
        (27, "民初1655", "示范建材有限公司与示例丙", "买卖合同纠纷", "郑试例"),
        (34, "刑初301", "被告人示例丁", "盗窃", "周模拟"),
        (41, "民初1590", "示例戊与示例己", "相邻关系纠纷", "李例行"),
        (55, "行初44", "示例庚与示范市示例局", "行政处罚", "许示例"),
    )
    for before, serial, name, cause, judge in recorded:
        day = today - timedelta(days=before)
        page.append(
            [
                f"({year}) 冀1082{serial}号",
                f"{name}{cause}",
                cause,
                f"{day:%Y/%m/%d} 9:00",
                "第二法庭",
                judge,
                _SITE,
            ]
        )
    page = book.create_sheet("典型案件庭审")
    page.append(["案号", "案件名称", "案由", "庭审日期及时间", "审判长", "观看方式", "典型意义"])
    typical = (
        (
            90, "民初1120", "示例甲与示例乙民间借贷纠纷一案", "民间借贷纠纷", "王示范",
            "只有转账凭证，没有借条，原告怎样证明是借款；被告说是还款，又要证明什么。",
        ),
        (
            120, "民初860", "示例丙与示范网络科技有限公司劳动争议一案", "劳动争议", "李例行",
            "平台用工，怎样看是不是劳动关系：管理、报酬、持续的时间。",
        ),
        (
            160, "刑初188", "被告人示例丁拒不执行判决一案", "拒不执行判决、裁定", "周模拟",
            "有能力履行而转移财产，情节严重的，构成犯罪。",
        ),
        (
            200, "民初410", "示例戊与示例己抚养纠纷一案", "抚养纠纷", "冯范例",
            "未成年人的意见怎样听取。画面和姓名已经处理。",
        ),
    )  # fmt: skip
    for before, serial, name, cause, judge, meaning in typical:
        day = today - timedelta(days=before)
        page.append(
            [f"（{day.year}）冀1082{serial}号", name, cause, f"{day:%Y-%m-%d} 09:00", judge, _SITE, meaning]
        )
    book.save(folder / "庭审公开.xlsx")


def _working_day(today: date, after: int) -> date:
    """So many days on; from a weekend on to the Monday, or back to the Friday."""
    day = today + timedelta(days=after)
    while day.weekday() > 4:
        day += timedelta(days=1 if after >= 0 else -1)
    return day
