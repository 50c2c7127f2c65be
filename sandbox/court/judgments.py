"""Judgments of the demo court as its clerks hand them in: Word files and plain text, all masked as
法释〔2016〕19号 asks, and a register of those that are not published. Everything in them is made up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import Workbook

COURT = "示范市人民法院"
_JUDGES = ("王示范", "李示例", "陈公正", "刘明理", "赵秉直")
_CLERKS = ("周记录", "吴书文", "郑笔录")
_ASSESSORS = ("钱群众", "孙邻里", "冯乡贤")
_DIGITS = "〇一二三四五六七八九"
_TAIL = {
    "民": "如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，并按照对方当事人的人数提出副本，上诉于示范地区中级人民法院。",
    "刑": "如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向示范地区中级人民法院提出上诉。",
    "行": "如不服本判决，可以在判决书送达之日起十五日内向本院递交上诉状，上诉于示范地区中级人民法院。",
}


@dataclass(frozen=True, slots=True)
class _Case:
    """What a document is made of. `people` are the lines of parties, `story` the paragraphs up to the
    opinion, `orders` what was decided."""

    kind: str
    title: str
    people: tuple[str, ...]
    opening: str
    story: tuple[str, ...]
    opinion: str
    verb: str
    orders: tuple[str, ...]


def write_judgments(folder: Path, today: date, seed: int = 1) -> None:
    """Write the documents and the register into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    for number, case in enumerate(_cases(), start=1):
        decided = _working_day(today - timedelta(days=5 + 11 * number + chance.randrange(6)))
        case_number = f"（{decided.year}）冀1082{case.kind}{600 + 7 * number}号"
        lines = _lines(case, case_number, decided, chance)
        name = f"{decided.year}-{case.kind}-{600 + 7 * number}"
        if number % 3:
            _word(lines, folder / f"{name}.docx")
        else:
            (folder / f"{name}.txt").write_text(_plain(lines), encoding="gb18030")
    _register(folder / "不上网文书登记表.xlsx", today)


def _lines(case: _Case, case_number: str, decided: date, chance: random.Random) -> list[tuple[str, str]]:
    """(style, text): centre, body, right."""
    judge, other = chance.sample(_JUDGES, 2)
    spread = "　".join(case.title)
    lines = [("centre", COURT), ("centre", spread), ("right", case_number)]
    lines += [("body", text) for text in (*case.people, case.opening, *case.story)]
    lines.append(("body", f"本院认为，{case.opinion}{case.verb}如下："))
    lines += [("body", order) for order in case.orders]
    if case.kind[0] in _TAIL and case.title.endswith("判决书"):
        lines.append(("body", _TAIL[case.kind[0]]))
    else:
        lines.append(
            ("body", "本裁定立即执行。" if case.kind.startswith("执") else "本裁定送达后即发生法律效力。")
        )
    lines.append(("right", f"审　判　长　　{judge}"))
    lines.append(("right", f"审　判　员　　{other}"))
    lines.append(("right", f"人民陪审员　　{chance.choice(_ASSESSORS)}"))
    lines.append(("right", _written(decided)))
    lines.append(("right", f"书　记　员　　{chance.choice(_CLERKS)}"))
    return lines


def _word(lines: list[tuple[str, str]], file: Path) -> None:
    document = docx.Document()
    for style, text in lines:
        paragraph = document.add_paragraph(text)
        if style == "centre":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif style == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(file))


def _plain(lines: list[tuple[str, str]]) -> str:
    shift = {"centre": " " * 20, "right": " " * 40, "body": "　　"}
    return "\r\n".join(shift[style] + text for style, text in lines) + "\r\n"


def _register(file: Path, today: date) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "登记表"
    sheet.append([f"{COURT}不在互联网公布裁判文书登记表"])
    sheet.append(["序号", "案号", "文书类型", "裁判日期", "不公布理由"])
    rows = (
        ("民初701号", "民事判决书", "离婚诉讼"),
        ("民初702号", "民事调解书", "以调解方式结案"),
        ("刑初703号", "刑事判决书", "未成年人犯罪"),
        ("民初704号", "民事判决书", "涉及未成年子女抚养"),
        ("民特705号", "民事裁定书", "确认人民调解协议效力"),
        ("民初706号", "民事判决书", "其他不宜在互联网公布的情形"),
    )
    for number, (serial, document, reason) in enumerate(rows, start=1):
        decided = _working_day(today - timedelta(days=9 * number))
        sheet.append([number, f"（{decided.year}）冀1082{serial}", document, decided.isoformat(), reason])
    book.save(file)


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _written(day: date) -> str:
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _number(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _loan(plaintiff: str, defendant: str, yuan: int) -> _Case:
    return _Case(
        "民初",
        "民事判决书",
        (
            f"原告：{plaintiff}，男，1969年4月2日出生，汉族，住示范市示范区。",
            "委托诉讼代理人：高示正，示范律师事务所律师。",
            f"被告：{defendant}，男，1972年8月15日出生，汉族，住示范市示范县。",
        ),
        f"原告{plaintiff}与被告{defendant}民间借贷纠纷一案，本院立案后，依法适用普通程序，公开开庭进行了审理。本案现已审理终结。",
        (
            f"{plaintiff}向本院提出诉讼请求：判令{defendant}偿还借款本金{yuan}元及利息。事实和理由：{defendant}因做生意向{plaintiff}借款，约定一年归还，到期后一直未还。",
            f"{defendant}辩称，借款属实，但是现在没有能力一次还清。",
            f"本院经审理认定事实如下：{defendant}于两年前向{plaintiff}借款{yuan}元，双方签订了借条，约定年利率百分之十。到期后未还。",
        ),
        "合法的借贷关系受法律保护，借款人应当按照约定的期限返还借款。依照《中华人民共和国民法典》第六百七十五条、第六百七十六条规定，",
        "判决",
        (
            f"一、{defendant}于本判决生效之日起十日内偿还{plaintiff}借款本金{yuan}元及利息（以{yuan}元为基数，按年利率百分之十计算至实际付清之日）；",
            f"二、驳回{plaintiff}的其他诉讼请求。",
        ),
    )


def _sale(seller: str, buyer: str, goods: str, yuan: int) -> _Case:
    return _Case(
        "民初",
        "民事判决书",
        (
            f"原告：{seller}，住所地示范市示范区工业路。",
            "法定代表人：孙经理，该公司经理。",
            f"被告：{buyer}，住所地示范市示范县。",
            "法定代表人：周经理，该公司经理。",
        ),
        f"原告{seller}与被告{buyer}买卖合同纠纷一案，本院受理后，依法组成合议庭，公开开庭进行了审理。本案现已审理终结。",
        (
            f"{seller}向本院提出诉讼请求：{buyer}支付货款{yuan}元及违约金。",
            f"{buyer}未作答辩。",
            f"经审理查明，双方签订了{goods}购销合同，{seller}按约交付了货物，{buyer}尚欠货款{yuan}元。",
        ),
        "买受人应当按照约定的数额支付价款。依照《中华人民共和国民法典》第五百七十九条、第六百二十六条规定，",
        "判决",
        (f"{buyer}于本判决生效之日起十日内支付{seller}货款{yuan}元及违约金。",),
    )


def _traffic(victim: str, driver: str, yuan: int) -> _Case:
    return _Case(
        "民初",
        "民事判决书",
        (
            f"原告：{victim}，女，1955年10月1日出生，汉族，住示范市示范区。",
            f"被告：{driver}，男，1988年2月20日出生，汉族，住示范市示范县。",
            "被告：示范财产保险股份有限公司，住所地示范市示范区。",
        ),
        f"原告{victim}与被告{driver}、示范财产保险股份有限公司机动车交通事故责任纠纷一案，本院立案后，公开开庭进行了审理。",
        (
            f"{victim}向本院提出诉讼请求：赔偿医疗费、误工费、护理费共计{yuan}元。",
            "示范财产保险股份有限公司辩称，同意在保险责任限额内赔偿合理的损失。",
            f"经审理查明，{driver}驾驶冀×××××号小型轿车与骑自行车的{victim}相撞，交警部门认定{driver}负全部责任。",
        ),
        "机动车发生交通事故造成人身损害的，先由承保交强险的保险公司在责任限额范围内赔偿。依照《中华人民共和国民法典》第一千二百一十三条规定，",
        "判决",
        (f"示范财产保险股份有限公司于本判决生效之日起十日内赔偿{victim}{yuan}元。",),
    )


def _support(parent: str, child: str, yuan: int) -> _Case:
    return _Case(
        "民初",
        "民事判决书",
        (
            f"原告：{parent}，女，1944年6月3日出生，汉族，住示范市示范县。",
            f"被告：{child}，男，1970年9月9日出生，汉族，住示范市示范区。",
        ),
        f"原告{parent}与被告{child}赡养纠纷一案，本院立案后，依法适用简易程序，公开开庭进行了审理。",
        (
            f"{parent}向本院提出诉讼请求：判令{child}每月给付赡养费{yuan}元。",
            f"{child}辩称，愿意赡养，但是收入不高。",
            f"经审理查明，{parent}没有劳动能力，{child}在本市务工，有稳定的收入。",
        ),
        "成年子女对父母负有赡养、扶助和保护的义务。依照《中华人民共和国民法典》第一千零六十七条规定，",
        "判决",
        (f"{child}自本判决生效之月起，每月十日前给付{parent}赡养费{yuan}元。",),
    )


def _theft(accused: str) -> _Case:
    return _Case(
        "刑初",
        "刑事判决书",
        (
            "公诉机关示范市人民检察院。",
            f"被告人{accused}，男，1991年7月7日出生，汉族，初中文化，无业，住示范市示范县。",
        ),
        f"示范市人民检察院指控被告人{accused}犯盗窃罪，向本院提起公诉。本院依法适用简易程序，公开开庭审理了本案。现已审理终结。",
        (
            f"公诉机关指控，被告人{accused}在示范市示范区一处商铺内盗窃被害人林某的手机一部，价值人民币三千二百元。",
            f"被告人{accused}对指控的事实和罪名没有异议，自愿认罪认罚。",
            f"经审理查明的事实与指控一致。上述事实，有被害人林某的陈述、证人何某的证言、被告人{accused}的供述予以证实。",
        ),
        f"被告人{accused}以非法占有为目的，秘密窃取他人财物，数额较大，其行为构成盗窃罪。依照《中华人民共和国刑法》第二百六十四条、第六十七条第三款规定，",
        "判决",
        (f"被告人{accused}犯盗窃罪，判处拘役四个月，并处罚金人民币二千元。",),
    )


def _injury_at_work(person: str, firm: str) -> _Case:
    return _Case(
        "行初",
        "行政判决书",
        (
            f"原告{firm}，住所地示范市示范区。",
            "被告示范市人力资源和社会保障局，住所地示范市示范区。",
            f"第三人{person}，男，1975年3月3日出生，汉族，住示范市示范县。",
        ),
        f"原告{firm}不服被告示范市人力资源和社会保障局工伤认定一案，本院受理后，依法组成合议庭，公开开庭审理了本案。现已审理终结。",
        (
            f"原告{firm}诉称，{person}不是在工作时间受伤，请求撤销工伤认定决定。",
            "被告示范市人力资源和社会保障局辩称，认定事实清楚，程序合法。",
            f"经审理查明，{person}在车间操作机器时受伤，被告依申请作出认定工伤决定。",
        ),
        "被告作出的认定工伤决定证据确凿，适用法律、法规正确，符合法定程序。依照《中华人民共和国行政诉讼法》第六十九条规定，",
        "判决",
        (f"驳回原告{firm}的诉讼请求。",),
    )


def _closed(creditor: str, debtor: str) -> _Case:
    return _Case(
        "执",
        "执行裁定书",
        (f"申请执行人：{creditor}，住示范市示范区。", f"被执行人：{debtor}，住示范市示范县。"),
        f"本院在执行{creditor}与{debtor}借款合同纠纷一案中，查明{debtor}暂无可供执行的财产。",
        ("申请执行人同意终结本次执行程序。",),
        "本案符合终结本次执行程序的条件。依照《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第五百一十七条规定，",
        "裁定",
        ("终结本次执行程序。", "申请执行人发现被执行人有可供执行财产的，可以再次申请执行。"),
    )


def _withdrawn(plaintiff: str, defendant: str) -> _Case:
    return _Case(
        "民初",
        "民事裁定书",
        (f"原告：{plaintiff}，住所地示范市示范区。", f"被告：{defendant}，住所地示范市示范县。"),
        f"原告{plaintiff}与被告{defendant}物业服务合同纠纷一案，本院立案后，{plaintiff}提出撤诉申请。",
        (),
        "原告撤回起诉是对自己诉讼权利的处分，不违反法律规定。依照《中华人民共和国民事诉讼法》第一百四十八条第一款规定，",
        "裁定",
        (f"准许{plaintiff}撤诉。",),
    )


def _cases() -> tuple[_Case, ...]:
    return (
        _loan("张某", "李某", 50_000),
        _sale("示范水泥有限公司", "示例建筑工程有限公司", "水泥", 186_000),
        _traffic("孙某", "胡某", 32_640),
        _support("王某1", "王某2", 800),
        _theft("程某"),
        _injury_at_work("马某", "示范机械制造有限公司"),
        _closed("示范农村信用合作联社", "许某"),
        _withdrawn("示范物业服务有限公司", "何某"),
        _loan("陈某", "高某", 120_000),
        _sale("示例家具厂", "示范酒店管理有限公司", "家具", 74_500),
        _traffic("郭某", "罗某", 18_200),
        _theft("梁某"),
        _loan("郑某", "谢某", 9_600),
        _support("宋某1", "宋某2", 500),
        _sale("示范粮油有限公司", "示例食品有限公司", "面粉", 58_300),
        _closed("韩某", "唐某"),
        _injury_at_work("曹某", "示例纺织有限公司"),
        _loan("彭某", "曾某", 260_000),
        _traffic("萧某", "田某", 96_000),
        _withdrawn("示例物业服务有限公司", "董某"),
        _theft("潘某"),
        _sale("示范钢材有限公司", "示例机械有限公司", "钢材", 412_000),
        _loan("蒋某", "蔡某", 33_000),
        _closed("示范商业银行股份有限公司", "余某"),
    )
