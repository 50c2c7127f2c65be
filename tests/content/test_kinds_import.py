"""Every kind that courts keep in tables, texts and Word files, as their offices write them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from content.importers.files import import_files
from content.importers.titles import IGNORED, WITHDRAWN, Titles
from content.records import (
    Announcement,
    Broadcast,
    Debtor,
    Department,
    EnforcementNotice,
    Guidance,
    Hearing,
    Person,
    Template,
)

AUCTION = (
    "标的物名称", "执行案号", "起拍价（元）", "保证金", "加价幅度",
    "拍卖开始时间", "拍卖结束时间", "图片",
)  # fmt: skip


def auction(
    price: object = "90.02万元", ends: object = "2026年12月2日10时", case: str = "(2026)冀1082执512"
) -> tuple[object, ...]:
    return ("住宅一套", case, price, "￥90,000.00", 5000, "2026-12-1 10:00", ends, "flat、flat-2")


def test_a_table_of_auctions(sheet, store, now) -> None:
    file = sheet(auction(), header=AUCTION, title="拍卖公告一览表", name="a.xlsx")
    assert import_files([file], store, now).refused == []
    assert import_files([file], store, now).unchanged == 1
    (one,) = store.all(EnforcementNotice)
    assert (one.type, one.case_number) == ("auction", "（2026）冀1082执512号")
    assert (one.starting_price, one.deposit, one.increment) == (
        Decimal(900_200),
        Decimal(90_000),
        Decimal(5_000),
    )
    assert (f"{one.starts:%m-%d %H:%M}", f"{one.ends:%m-%d %H:%M}") == ("12-01 10:00", "12-02 10:00")
    assert one.pictures == ("flat", "flat-2")


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (auction(price="面议"), "起拍价（元）", "数字无法识别"),
        (auction(price="-5"), "起拍价（元）", "不能小于零"),
        (auction(ends="2026年12月32日"), "拍卖结束时间", "没有这一天"),
        (auction(case="执行案件"), "执行案号", "不符合要求"),
    ],
)
def test_a_wrong_auction_is_refused_by_its_title(sheet, store, now, row, field, words) -> None:
    outcome = import_files([sheet(row, header=AUCTION, title="拍卖公告", name="a.xlsx")], store, now)
    assert [(one.row, one.field, words in one.reason) for one in outcome.refused] == [(3, field, True)]


def test_a_day_alone_lasts_to_its_end(sheet, store, now) -> None:
    header = ("公告标题", "被执行人", "悬赏金额", "悬赏截止日期")
    rows = (("寻找甲", "示例甲", "奖励2000元", "2026.12.31"),)
    import_files([sheet(*rows, header=header, title="悬赏公告", name="a.xlsx")], store, now)
    (one,) = store.all(EnforcementNotice)
    assert (one.type, one.reward, f"{one.ends:%Y-%m-%d %H:%M}") == (
        "reward",
        "奖励2000元",
        "2026-12-31 23:59",
    )


def test_streams_are_no_hearing_notices_and_notices_no_streams(sheet, store, now) -> None:
    header = ("案号", "案由", "开庭时间", "法庭", "直播地址")
    row = ("（2026）冀1082民初1号", "离婚纠纷", "2026-12-1 9:00", "第一法庭", "庭审公开网")
    import_files([sheet(row, header=header, title="庭审直播安排", name="a.xlsx")], store, now)
    assert (len(store.all(Broadcast)), len(store.all(Hearing))) == (1, 0)
    import_files([sheet(row[:4], header=header[:4], title="开庭公告", name="b.xlsx")], store, now)
    assert (len(store.all(Broadcast)), len(store.all(Hearing))) == (1, 1)


def test_people_in_a_table_find_their_department_and_keep_the_ids_of_the_directory(
    tmp_path, sheet, store, now
) -> None:
    (tmp_path / "directory.yaml").write_text(
        "departments: [{id: civil, name: 民一庭}]\n"
        "people: [{id: p01, name: 王示范, post: 审判员, department: civil}]\n",
        encoding="utf-8",
    )
    header = ("姓名", "职务", "法官等级", "所在部门", "是否审委会委员")
    rows = (
        ("王示范", "庭长", "四级高级法官", "民一庭", "是"),
        ("李例行", "审判员", "一级法官", "民一庭", "否"),
    )
    table = sheet(*rows, header=header, title="法官名录", name="a.xlsx")
    outcome = import_files([tmp_path / "directory.yaml", table], store, now)
    assert outcome.refused == []
    people = {person.name: person for person in store.all(Person)}
    assert (people["王示范"].id, people["王示范"].post, people["王示范"].committee) == ("p01", "庭长", True)
    assert {person.department for person in people.values()} == {"civil"}
    assert len(store.all(Department)) == 1


def test_announcements_in_yaml_and_in_a_table(tmp_path, sheet, store, now) -> None:
    (tmp_path / "a.yaml").write_text(
        "公告:\n  - 标题: 下午闭庭\n    级别: 闭庭\n    开始: 2026-11-24\n    结束: 2026-11-24\n"
        "  - {标题: 维护, 级别: 系统维护, 开始: 2026-11-25 18:00, 结束: 2026-11-25 17:00}\n",
        encoding="utf-8",
    )
    outcome = import_files([tmp_path / "a.yaml"], store, now)
    assert (outcome.accepted, [one.row for one in outcome.refused]) == (1, [2])
    (one,) = store.all(Announcement)
    assert (one.level, f"{one.since:%d %H:%M}", f"{one.until:%d %H:%M}") == ("closed", "24 00:00", "24 23:59")
    header = ("公告标题", "类别", "开始时间", "结束时间", "内容")
    row = ("放假", "放假", date(2027, 1, 1), date(2027, 1, 1), "第一段\n第二段")
    assert (
        import_files([sheet(row, header=header, title="通知公告", name="b.xlsx")], store, now).accepted == 1
    )
    assert [one.body for one in store.all(Announcement) if one.title == "放假"] == ["第一段\n第二段"]


GUIDANCE = (
    "---\nkind: 审判指导文件\n类型: 参考案例\n标题: 案例\n发布日期: 2026年3月1日\n---\n## 案情\n\n正文\n"
)


def test_guidance_as_a_text_with_its_front_matter(tmp_path, store, now) -> None:
    file = tmp_path / "ref-1.md"
    file.write_text(GUIDANCE, encoding="utf-8")
    import_files([file], store, now)
    assert import_files([file], store, now).unchanged == 1
    one = store.get(Guidance, "ref-1")
    assert (one.type, one.published, one.body) == ("reference", date(2026, 3, 1), "## 案情\n\n正文\n")
    file.write_text(GUIDANCE.replace("2026年3月1日", "2026年3月41日"), encoding="utf-8")
    assert [(x.row, x.field) for x in import_files([file], store, now).refused] == [(5, "发布日期")]
    file.write_text(GUIDANCE.replace("审判指导文件", "什么"), encoding="utf-8")
    assert [(x.row, x.field) for x in import_files([file], store, now).refused] == [(2, "kind")]


def word(file: Path, *lines: str, comments: str = "") -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "证据", "来源"
    document.core_properties.title, document.core_properties.comments = "", comments
    file.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(file))
    return file


def test_a_word_file_in_the_folder_of_templates(tmp_path, store, now) -> None:
    file = word(
        tmp_path / "文书样式/02 执行/01 执行申请书.docx",
        "执行申请书",
        "申请人：____ *",
        "1. 给付",
        comments="申请执行时用",
    )
    outcome = import_files([tmp_path], store, now)
    assert (outcome.accepted, outcome.refused) == (1, [])
    (one,) = store.all(Template)
    assert (one.title, one.category, one.summary) == ("执行申请书", "执行", "申请执行时用")
    assert (one.file_name, one.data) == ("执行申请书.docx", file.read_bytes())
    assert "申请人" in one.text
    assert "| 证据 | 来源 |" in one.text
    broken = tmp_path / "文书样式/坏.docx"
    broken.write_bytes(b"PK no document")
    assert [x.row for x in import_files([broken], store, now).refused] == [None]


def test_a_template_that_is_too_large_is_refused(tmp_path, store, now) -> None:
    file = tmp_path / "templates/large.docx"
    file.parent.mkdir()
    file.write_bytes(b"x" * 500_001)
    assert "500KB" in import_files([file], store, now).refused[0].reason


def test_what_a_program_exports_by_field_names_goes_in_again(tmp_path, sheet, store, now) -> None:
    import_files([sheet(auction(), header=AUCTION, title="拍卖公告", name="a.xlsx")], store, now)
    (one,) = store.all(EnforcementNotice)
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"enforcement_notice": [one.model_dump(mode="json")]}), encoding="utf-8")
    outcome = import_files([file], store, now)
    assert (outcome.unchanged, outcome.refused) == (1, [])


def test_known_titles_name_fields_that_there_are() -> None:
    # A debtor's ID number and who it is are read from columns, and kept otherwise.
    for known in (each for each in Titles.load().kinds if each.kind is not Debtor):
        fields = {*known.kind.model_fields, IGNORED, WITHDRAWN}
        named = {name for name, _ in known.titles.values()} | {name for name, _ in known.inside}
        assert named <= fields, known.kind
        assert {*known.needs, *known.from_name, *known.values} <= fields, known.kind
