"""Tables as clerks make them, beyond one header and clean rows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from content.importers.files import import_files
from content.importers.hearings import Outcome
from content.records import Hearing
from content.store import Store

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def told(store: Store) -> dict[str, str]:
    return {
        f"{one.case_number} {one.starts_at:%m-%d %H:%M}": " ".join(
            (one.cause, one.parties, one.courtroom, one.judge)
        )
        for one in store.all(Hearing)
    }


def test_titles_a_header_of_two_rows_numbers_in_full_width_and_remarks(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["2026年11月开庭排期表"])
    page.append(["填报部门：民一庭", "", "", "", "", "", "", "填报日期：2026年11月20日"])
    page.append(["序号", "案　号", "案由", "当事人", "", "开庭时间", "", "审判组织"])
    page.append(["", "", "", "原告", "被告", "日期", "时间", "承办人"])
    for area in ("A1:H1", "D3:E3", "F3:G3", "A3:A4", "B3:B4", "C3:C4"):
        page.merge_cells(area)
    page.append(
        [
            1,
            "（２０２６）冀１０８２民初１２３号",
            "借款",
            "张某",
            "李某",
            date(2026, 11, 25),
            "9点半",
            "王示范",
        ]
    )
    page.append([])
    page.append([2, "2026冀1082民初124号", "继承", "孙某", "周某", 46352, 0.4375, "李样"])
    page.append(["注：1.以上安排如有变动以传票为准。"])
    page.append(["审核人：", "", "", "制表：小王"])
    book.save(tmp_path / "排期.xlsx")
    outcome = import_files([tmp_path / "排期.xlsx"], store, now)
    assert (outcome.accepted, outcome.refused) == (2, [])
    assert told(store) == {
        "（2026）冀1082民初123号 11-25 09:30": "借款 原告张某，被告李某  王示范",
        "（2026）冀1082民初124号 11-26 10:30": "继承 原告孙某，被告周某  李样",
    }


def test_hidden_rows_and_columns_are_not_read_and_the_rows_are_said(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["案号", "当事人", "备注", "开庭时间"])
    page.append(["（2026）冀1082民初1号", "张某", "电话13800001111", "2026-11-25 09:00"])
    page.append(["（2026）冀1082民初2号", "李某", "", "2026-11-25 10:00"])
    page.append(["（2026）冀1082民初3号", "王某", "", "2026-11-25 11:00"])
    page.column_dimensions["C"].hidden = True
    page.row_dimensions[3].hidden = True
    book.save(tmp_path / "开庭.xlsx")
    outcome = import_files([tmp_path / "开庭.xlsx"], store, now)
    assert sorted(one.case_number[-2] for one in store.all(Hearing)) == ["1", "3"]
    assert all(one.note == "" for one in store.all(Hearing))
    (refused,) = outcome.refused
    assert (refused.row, "隐藏" in refused.reason) == (3, True)


def test_a_row_for_each_party_with_the_role_in_a_column_of_its_own(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["开庭时间", "法庭", "案号", "案由", "诉讼地位", "姓名", "审判长", "书记员手机"])
    page.append(
        ["2026/11/25 14.30", "第一法庭", "（2026）冀1082民初11号", "借款", "原告", "张某", "王示范", "1"]
    )
    page.append(["", "", "", "", "被告", "李某", "", ""])
    for column in "ABCDG":
        page.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "分行.xlsx")
    outcome = import_files([tmp_path / "分行.xlsx"], store, now)
    assert told(store) == {"（2026）冀1082民初11号 11-25 14:30": "借款 原告张某；被告李某 第一法庭 王示范"}
    assert outcome.refused == []


def test_a_title_that_nobody_knows_is_said_of_hearings_too(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["案号", "开庭时间", "合议庭以外的人"])
    book.active.append(["（2026）冀1082民初1号", "2026-11-25 9:00", "某"])
    book.active["C1"] = "随便什么"
    book.save(tmp_path / "开庭.xlsx")
    assert [one.title for one in import_files([tmp_path / "开庭.xlsx"], store, now).unread] == ["随便什么"]


def test_a_table_in_a_word_file(store: Store, tmp_path: Path, now: datetime) -> None:
    document = docx.Document()
    document.add_paragraph("示范市人民法院开庭公告")
    table = document.add_table(rows=2, cols=4)
    for row, cells in enumerate(
        (
            ("案号", "案由", "开庭时间", "法庭"),
            ("（2026）冀1082民初55号", "离婚纠纷", "11月25日上午9时", "第一法庭"),
        )
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(tmp_path / "公告.docx")
    assert import_files([tmp_path / "公告.docx"], store, now).accepted == 1
    assert list(told(store)) == ["（2026）冀1082民初55号 11-25 09:00"]


def _refused(store: Store, file: Path, now: datetime, data: bytes) -> Outcome:
    file.write_bytes(data)
    return import_files([file], store, now)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("旧.xls", COMPOUND_FILE, "另存为”xlsx"),
        ("表.et", b"x", "另存为”xlsx"),
        ("公告.doc", COMPOUND_FILE, "另存为”docx"),
        ("公告.pdf", b"%PDF-1.4", "原文件"),
        ("改名.xlsx", COMPOUND_FILE, "密码"),
        ("改名.docx", COMPOUND_FILE, "密码"),
        ("坏.xlsx", b"PK\x03\x04 torn", "损坏"),
    ],
)
def test_what_other_programs_write_is_refused_with_the_way_out(
    store: Store, tmp_path: Path, now: datetime, name: str, data: bytes, says: str
) -> None:
    (refused,) = _refused(store, tmp_path / name, now, data).refused
    assert says in refused.reason


def test_of_a_file_that_breaks_off_nothing_is_taken(store: Store, tmp_path: Path, now: datetime) -> None:
    rows = "\n".join(f"（2026）冀1082民初{number}号,2026-11-25 09:00,张某" for number in range(1, 3_000))
    data = f"案号,开庭时间,当事人\n{rows}\n".encode("gb18030") + b"\xff\xff\xff,\n"
    outcome = _refused(store, tmp_path / "断.csv", now, data)
    assert outcome.accepted == 0
    assert store.counts()["hearing"] == 0


def test_hearings_that_a_long_file_moves_and_those_that_it_still_lists(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    """What one row means may be told by another, a thousand rows below."""

    def file(name: str, *special: tuple[str, str]) -> Path:
        lines = ["案号,开庭时间,当事人", *(f"{case},{start},张某" for case, start in special[:1])]
        lines += [f"（2026）冀1082民初{number}号,2026-11-26 09:00,张某" for number in range(2_000, 3_200)]
        lines += [f"{case},{start},张某" for case, start in special[1:]]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
        return tmp_path / name

    moved, both = "（2026）冀1082民初1号", "（2026）冀1082民初2号"
    import_files([file("a.csv", (moved, "2026-11-25 09:00"), (both, "2026-11-25 09:00"))], store, now)
    outcome = import_files(
        [
            file(
                "b.csv",
                (both, "2026-11-25 15:00"),
                (both, "2026-11-25 09:00"),
                (moved, "2026-11-25 10:00"),
            )
        ],
        store,
        now,
    )
    assert (outcome.accepted, outcome.unchanged, outcome.refused) == (2, 1_201, [])
    found = sorted(
        f"{one.case_number[-2]} {one.starts_at:%H:%M} {one.status}"
        for one in store.all(Hearing)
        if one.case_number in (moved, both)
    )
    assert found == ["1 10:00 changed", "2 09:00 scheduled", "2 15:00 scheduled"]
