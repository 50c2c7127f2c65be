"""The demo court's enforcement notices: a workbook of auctions with pictures, and one of rewards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageDraw

_PLATFORM = "示范网络司法拍卖平台 paimai.shifan.example"
_SKY, _GROUND, _WALL, _ROOF, _DARK, _GLASS = "#dfeaf2", "#b9c7a8", "#e6d9c2", "#a4553f", "#3c4650", "#8fb3c9"


def write_notices(folder: Path, today: date) -> None:
    """Write the two workbooks and the pictures that one of them names into `folder`."""
    auctions, rewards = Workbook(), Workbook()
    _auctions(_page(auctions, "拍卖公告"), today)
    auctions.save(folder / "拍卖公告.xlsx")
    _rewards(_page(rewards, "悬赏公告"), today)
    rewards.save(folder / "悬赏公告.xlsx")
    for name, draw in (("auction-flat", _flat), ("auction-car", _car), ("auction-machine", _machine)):
        picture = Image.new("RGB", (960, 600), _SKY)
        draw(ImageDraw.Draw(picture))
        picture.save(folder / f"{name}.png")


def _page(book: Workbook, name: str) -> Worksheet:
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has a sheet
    page.title = name
    return page


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))


def _auctions(page: Worksheet, today: date) -> None:
    page.append(["示范市人民法院执行局拍卖公告一览表"])
    page.merge_cells("A1:P1")
    page.append(
        [
            "序号", "标的物名称", "执行案号", "拍卖阶段", "评估价（元）", "起拍价（元）", "保证金（元）",
            "加价幅度", "竞价开始时间", "竞价结束时间", "看样", "拍卖平台", "标的物介绍", "特别提示", "图片", "咨询电话",
        ]
    )  # fmt: skip
    year = today.year
    rows = (
        (
            "示范市法治路18号3单元502室住宅", f"（{year}）冀1082执512号", "第一次拍卖", "1,286,000", "90.02万元", "9万元",
            "5000元", 12, "auction-flat",
            "建筑面积98.6平方米，二室二厅，第5层，共6层，无电梯，普通装修。\n\n房屋空置，没有租赁。物业费欠缴情况由买受人自行了解。",
            "买受人应当具备本市的购房资格。过户的税费，由双方依照法律各自负担。",
        ),
        (
            "示例牌小型轿车一辆", f"（{year}）冀1082执638号", "第一次拍卖", 68000, 47600, 4700, 500, 0, "auction-car",
            "2019年出厂，自动挡，行驶约八万公里，年检有效，车身右侧有划痕。\n\n钥匙一把，行驶证齐全。",
            "车辆违章由买受人处理。停放地点：示范市公共停车场。",
        ),
        (
            "数控机床两台和配套工具", f"（{year}）冀1082执701号", "第二次拍卖", "36万元", "201,600", "20,000", "1000", 20,
            "auction-machine", "2017年购入，可以通电运转，存放在经济开发区示例厂房内。整体拍卖，不分拆。",
            "拆卸、搬运由买受人负责，费用自理。",
        ),
        (
            "示范市南关街道商铺一间", f"（{year}）冀1082执245号", "第二次拍卖", 860000, 481600, 48000, 2000, -9, "",
            "建筑面积41平方米，临街，有租赁，租期到明年六月。", "带租约拍卖，租赁合同见拍卖平台。",
        ),
    )  # fmt: skip
    for number, row in enumerate(rows, start=1):
        name, case, stage, value, price, deposit, raise_, after, picture, about, remark = row
        starts = today + timedelta(days=after - 1)
        page.append(
            [
                number, name, case, stage, value, price, deposit, raise_,
                _at(starts, 10) if number % 2 else f"{starts.year}年{starts.month}月{starts.day}日10时",
                _at(starts + timedelta(days=1), 10),
                f"{(starts - timedelta(days=3)):%m月%d日}上午，请先打电话约定", _PLATFORM, about, remark, picture,
                "0316-5550150",
            ]
        )  # fmt: skip
    page.append(["制表人：演示", *[None] * 15])


def _rewards(page: Worksheet, today: date) -> None:
    page.append(["悬赏公告登记表"])
    page.append(
        [
            "序号",
            "公告标题",
            "案号",
            "被执行人",
            "未履行金额",
            "悬赏标准",
            "征集线索",
            "公告日期",
            "悬赏截止日期",
            "举报电话",
            "说明",
        ]
    )
    year = today.year
    rows = (
        (
            "征集被执行人示例甲的财产线索", f"（{year}）冀1082执388号", "示例甲", "31.5万元", "按实际执行到位金额的10%支付",
            "房产、车辆、存款、到期债权和藏匿的财物", -30, 150, "本人下落不明，曾在示范市从事建材生意。",
        ),
        (
            "征集示范贸易有限公司的财产线索", f"（{year}）冀1082执420号", "示范贸易有限公司", 1280000,
            "执行到位50万元以下的部分按8%，超过的部分按5%", "设备、库存、应收账款", -12, 170, "",
        ),
        (
            "寻找被执行人示例乙的下落", f"（{year}）冀1082执恢57号", "示例乙", "46,800元", "提供下落并且找到本人的，奖励3000元",
            "本人现在的住处或者工作单位", -60, 0, "请只打电话，不要跟踪、扣留。",
        ),
        (
            "征集被执行人示例丙名下车辆的下落", f"（{year - 1}）冀1082执1120号", "示例丙", "9.2万元", "找到车辆的，奖励2000元",
            "白色小型客车一辆，已经查封，没有扣押到", -200, -15, "",
        ),
    )  # fmt: skip
    for number, (title, case, debtor, amount, reward, clue, published, ends, remark) in enumerate(
        rows, start=1
    ):
        until = today + timedelta(days=ends)
        page.append(
            [
                number, title, case, debtor, amount, reward, clue, today + timedelta(days=published),
                f"{until.year}.{until.month}.{until.day}", "0316-5550150", remark,
            ]
        )  # fmt: skip


def _flat(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 470, 960, 600), fill=_GROUND)
    draw.rectangle((230, 110, 730, 500), fill=_WALL, outline=_DARK, width=4)
    for row in range(4):
        for column in range(5):
            left, top = 262 + column * 92, 140 + row * 86
            draw.rectangle((left, top, left + 58, top + 52), fill=_GLASS, outline=_DARK, width=3)
    draw.rectangle((452, 436, 508, 500), fill=_ROOF, outline=_DARK, width=3)


def _car(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 430, 960, 600), fill="#c9ccd0")
    draw.polygon(((250, 300), (340, 200), (590, 200), (700, 300)), fill=_GLASS, outline=_DARK)
    draw.line((460, 200, 460, 300), fill=_DARK, width=5)
    draw.rounded_rectangle((160, 295, 800, 410), radius=44, fill="#f4f4f2", outline=_DARK, width=4)
    for centre in (300, 660):
        draw.ellipse((centre - 62, 350, centre + 62, 474), fill=_DARK)
        draw.ellipse((centre - 28, 384, centre + 28, 440), fill="#d6d9dc")


def _machine(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 480, 960, 600), fill="#b6b2aa")
    for left in (110, 530):
        draw.rectangle((left, 170, left + 320, 500), fill="#d3dbe2", outline=_DARK, width=4)
        draw.rectangle((left + 36, 210, left + 204, 370), fill=_GLASS, outline=_DARK, width=4)
        draw.rectangle((left + 230, 210, left + 292, 300), fill=_DARK)
        for row in range(3):
            draw.ellipse((left + 240, 322 + row * 40, left + 264, 346 + row * 40), fill=_ROOF)
