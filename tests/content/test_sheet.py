from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from content.importers.files import import_files
from content.records import Hearing
from content.store import Store

NUMBER = "（2026）冀1082民初123号"


def row(
    *,
    case: object = NUMBER,
    when: object = "2026年11月25日上午9:30",
    note: object = None,
    room: str = "第三法庭",
    judge: str = "王示范",
    parties: str = "原告：张某\n被告：李某",
) -> tuple[object, ...]:
    return (1, case, "民间借贷纠纷", parties, when, room, judge, note)


def all_of(store: Store) -> tuple[Hearing, ...]:
    return store.hearings.find(limit=1000).items


def test_a_clerks_table_is_taken_in_as_it_stands(sheet, store, now) -> None:
    outcome = import_files([sheet(row(when=datetime(2026, 11, 25, 9, 30)))], store, now)  # noqa: DTZ001
    (hearing,) = all_of(store)
    assert (outcome.accepted, outcome.refused) == (1, [])
    assert hearing.case_number == NUMBER
    assert hearing.starts_at.isoformat() == "2026-11-25T09:30:00+08:00"
    assert (hearing.parties, hearing.cause) == ("原告：张某，被告：李某", "民间借贷纠纷")
    assert (hearing.courtroom, hearing.judge, hearing.status) == ("第三法庭", "王示范", "scheduled")
    assert store.as_of("hearing") == now


def test_importing_the_same_file_again_changes_nothing(sheet, store, now) -> None:
    file = sheet(row(), row(case="（2014）三民初字第123号"))
    import_files([file], store, now)
    before = all_of(store)
    outcome = import_files([file], store, now)
    assert (outcome.accepted, outcome.unchanged, all_of(store)) == (0, 2, before)


@pytest.mark.parametrize(
    ("bad", "field", "words"),
    [
        (row(case=""), "案号", "缺少案号"),
        (row(case="冀民123"), "案号", "案号无法识别"),
        (row(when=""), "开庭时间", "缺少"),
        (row(when="2026年11月25日"), "开庭时间", "时刻"),
        (row(when="2026年2月30日9:00"), "开庭时间", "没有这一天"),
        (row(when="2026年11月25日3:00"), "开庭时间", "7时至22时"),
        (row(when="2019年11月25日9:00"), "开庭时间", "年份"),
        (row(when="待定"), "开庭时间", "无法识别"),
    ],
)
def test_a_bad_row_is_refused_and_the_good_ones_go_in(sheet, store, now, bad, field, words) -> None:
    file = sheet(row(), bad, row(case="（2026）冀1082民初124号"))
    outcome = import_files([file], store, now)
    assert outcome.accepted == 2
    (refused,) = outcome.refused
    assert (refused.file, refused.row, refused.field) == (file, 4, field)
    assert words in refused.reason


def test_a_row_that_stands_twice_is_reported_once(sheet, store, now) -> None:
    outcome = import_files([sheet(row(), row())], store, now)
    assert outcome.accepted == 1
    assert [(one.row, "重复" in one.reason) for one in outcome.refused] == [(4, True)]


def test_columns_are_known_by_their_meaning(sheet, store, now) -> None:
    header = (
        "编号",
        "案件编号",
        "原告",
        "被 告",
        "开庭\n日期",
        "时间",
        "开庭地点",
        "审判长",
        "书记员",
        "案 由",
        "承办庭室",
    )
    file = sheet(
        (
            1,
            " (2026)冀1082民初 123号 ",
            "张某",
            "李某",
            date(2026, 11, 25),
            time(14, 30),
            "第一审判庭",
            "王示范",
            "赵某",
            "离婚纠纷",
            "民一庭",
        ),
        header=header,
    )
    import_files([file], store, now)
    (hearing,) = all_of(store)
    assert hearing.case_number == NUMBER
    assert hearing.starts_at.isoformat() == "2026-11-25T14:30:00+08:00"
    assert (hearing.parties, hearing.courtroom, hearing.judge, hearing.clerk, hearing.cause) == (
        "原告张某，被告李某",
        "第一审判庭",
        "王示范",
        "赵某",
        "离婚纠纷",
    )


def test_a_day_merged_over_several_rows_holds_for_each(tmp_path, store, now) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["开庭公告"])
    page.append([None])
    page.append(["开庭日期", "开庭时间", "案号", "案由", "法庭"])
    page.append(["2026年11月25日", "9:00", "（2026）冀1082民初1号", "离婚纠纷", "第一法庭"])
    page.append([None, "10:30", "（2026）冀1082民初2号", "离婚纠纷", "同上"])
    page.append([None, "下午2:30", "（2026）冀1082民初3号", "离婚纠纷", "第二法庭"])
    page.merge_cells("A4:A6")
    page.append(["制表人：赵某", None, None, None, None])
    page.append([None, " ", "\u3000", None, None])
    page.cell(row=400, column=30).value = "  "
    book.save(tmp_path / "a.xlsx")
    outcome = import_files([tmp_path / "a.xlsx"], store, now)
    assert outcome.refused == []
    assert [f"{hearing.starts_at:%d %H:%M} {hearing.courtroom}" for hearing in all_of(store)] == [
        "25 09:00 第一法庭",
        "25 10:30 第一法庭",
        "25 14:30 第二法庭",
    ]


def test_a_header_of_two_rows_is_understood(tmp_path, store, now) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["案号", "开庭时间", None, "法庭"])
    page.append([None, "日期", "时刻", None])
    page.merge_cells("A1:A2")
    page.merge_cells("B1:C1")
    page.merge_cells("D1:D2")
    page.append([NUMBER, "11月25日", "9时30分", "第三法庭"])
    book.save(tmp_path / "a.xlsx")
    outcome = import_files([tmp_path / "a.xlsx"], store, now)
    assert (outcome.accepted, outcome.refused) == (1, [])
    assert all_of(store)[0].courtroom == "第三法庭"


def test_one_case_merged_over_a_row_for_each_party_is_one_hearing(tmp_path, store, now) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["案号", "当事人", "开庭时间"])
    page.append([NUMBER, "原告张某", "2026-11-25 9:30"])
    page.append([None, "被告李某", None])
    page.merge_cells("A2:A3")
    page.merge_cells("C2:C3")
    book.save(tmp_path / "a.xlsx")
    outcome = import_files([tmp_path / "a.xlsx"], store, now)
    assert (outcome.accepted, outcome.refused) == (1, [])
    assert all_of(store)[0].parties == "原告张某；被告李某"


def test_all_visible_sheets_are_read_and_a_summary_sheet_does_no_harm(tmp_path, store, now) -> None:
    book = openpyxl.Workbook()
    for name, cases in (("周三", [1]), ("周四", [2]), ("汇总", [1, 2])):
        page = book.create_sheet(name)
        page.append(["案号", "开庭时间"])
        for case in cases:
            page.append([f"（2026）冀1082民初{case}号", f"2026-11-2{case + 4} 9:00"])
    hidden = book.create_sheet("旧")
    hidden.append(["案号", "开庭时间"])
    hidden.append(["（2026）冀1082民初9号", "2026-11-25 9:00"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    outcome = import_files([tmp_path / "a.xlsx"], store, now)
    assert (outcome.accepted, outcome.refused) == (2, [])


def test_a_series_of_cases_is_a_hearing_for_each(sheet, store, now) -> None:
    import_files(
        [sheet(row(case="（2026）冀1082民初127、128号"), row(case="（2026）冀1082民初130号至132号"))],
        store,
        now,
    )
    assert sorted(hearing.case_number[-4:-1] for hearing in all_of(store)) == [
        "127",
        "128",
        "130",
        "131",
        "132",
    ]


def test_a_moved_hearing_keeps_its_address_and_tells_its_old_time(sheet, store, now) -> None:
    import_files([sheet(row())], store, now)
    (before,) = all_of(store)
    import_files([sheet(row(when="2026年11月27日下午2:30", note="变更"))], store, now)
    (after,) = all_of(store)
    assert after.id == before.id
    assert (after.status, after.previous_starts_at) == ("changed", before.starts_at)
    assert after.starts_at.isoformat() == "2026-11-27T14:30:00+08:00"


def test_a_file_from_before_the_move_does_not_move_it_back(sheet, store, now) -> None:
    old = sheet(row(), name="old.xlsx")
    import_files([old, sheet(row(when="2026年11月27日下午2:30", note="改期"), name="new.xlsx")], store, now)
    moved = all_of(store)
    outcome = import_files([old], store, now)
    assert (outcome.accepted, outcome.unchanged, all_of(store)) == (0, 1, moved)


def test_another_hour_of_the_same_day_in_a_later_file_is_a_move(sheet, store, now) -> None:
    import_files(
        [sheet(row(), name="1.xlsx"), sheet(row(when="2026年11月25日10:30"), name="2.xlsx")], store, now
    )
    (hearing,) = all_of(store)
    assert (hearing.status, f"{hearing.starts_at:%H:%M}") == ("changed", "10:30")


def test_two_hearings_of_one_case_on_different_days_are_two(sheet, store, now) -> None:
    import_files([sheet(row(), row(when="2026年12月2日上午9:30"))], store, now)
    assert [hearing.status for hearing in all_of(store)] == ["scheduled", "scheduled"]


def test_morning_and_afternoon_in_one_file_are_two(sheet, store, now) -> None:
    file = sheet(row(), row(when="2026年11月25日下午2:30"))
    import_files([file, file], store, now)
    assert [hearing.status for hearing in all_of(store)] == ["scheduled", "scheduled"]


def test_a_cancelled_hearing_stays_listed_and_cancelled_until_it_is_revived(sheet, store, now) -> None:
    plain = sheet(row(), name="1.xlsx")
    import_files([plain, sheet(row(note="取消"), name="2.xlsx"), plain], store, now)
    assert [hearing.status for hearing in all_of(store)] == ["cancelled"]
    import_files([sheet(row(note="恢复开庭"), name="3.xlsx")], store, now)
    assert [hearing.status for hearing in all_of(store)] == ["scheduled"]


def test_a_cancellation_without_a_time_means_the_only_coming_hearing(sheet, store, now) -> None:
    import_files(
        [sheet(row(), name="1.xlsx"), sheet(row(when=None, note="取消开庭"), name="2.xlsx")], store, now
    )
    assert [hearing.status for hearing in all_of(store)] == ["cancelled"]


def test_a_change_that_could_mean_two_hearings_is_refused(sheet, store, now) -> None:
    import_files([sheet(row(), row(when="2026年12月2日上午9:30"), name="1.xlsx")], store, now)
    outcome = import_files([sheet(row(when="2026年12月5日上午9:30", note="变更"), name="2.xlsx")], store, now)
    assert "原定时间" in outcome.refused[0].reason
    named = sheet(row(when="2026年12月5日上午9:30", note="变更，原定2026年12月2日上午9:30"), name="3.xlsx")
    assert import_files([named], store, now).accepted == 1
    assert [f"{hearing.starts_at:%m-%d} {hearing.status}" for hearing in all_of(store)] == [
        "11-25 scheduled",
        "12-05 changed",
    ]


@pytest.mark.parametrize(
    "note",
    ["请提前15分钟到庭", "如有变更，另行通知", "变更诉讼请求", "遇法定节假日顺延", "追加被告", "线上开庭"],
)
def test_everyday_remarks_are_no_change(sheet, store, now, note) -> None:
    import_files([sheet(row(note=note))], store, now)
    assert [hearing.status for hearing in all_of(store)] == ["scheduled"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_that_offices_write(tmp_path: Path, store, now, encoding) -> None:
    with (tmp_path / "a.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerows(
            [
                ["开庭公告"],
                ["案号", "当事人", "开庭时间", "地点"],
                [NUMBER, "原告张某\n被告李某", "2026/11/25 9:30", "第三法庭"],
                ["", "", "", ""],
                ["（2026）冀1082民初124号", "张某", "2026/2/30 9:30", "第三法庭"],
            ]
        )
    outcome = import_files([tmp_path / "a.csv"], store, now)
    assert outcome.accepted == 1
    assert [(one.row, one.field) for one in outcome.refused] == [(5, "开庭时间")]


def test_files_that_cannot_be_read_are_refused_as_a_whole(tmp_path, store, now) -> None:
    broken, other = tmp_path / "a.xlsx", tmp_path / "a.doc"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    other.write_text("x")
    outcome = import_files([broken, other, tmp_path / "none.xlsx"], store, now)
    assert [(one.file.name, one.row) for one in outcome.refused] == [
        ("a.xlsx", None),
        ("a.doc", None),
        ("none.xlsx", None),
    ]


def test_a_table_without_the_needed_columns_is_refused(sheet, store, now) -> None:
    outcome = import_files([sheet(("张某", "50"), header=("姓名", "年龄"))], store, now)
    assert "没有找到表头" in outcome.refused[0].reason


def test_the_day_may_stand_in_the_title_of_a_table_for_one_day(sheet, store, now) -> None:
    header = ("案号", "时间", "法庭")
    file = sheet((NUMBER, "9:30", "第三法庭"), header=header, title="示范市人民法院2026年11月25日开庭安排")
    assert import_files([file], store, now).refused == []
    assert all_of(store)[0].starts_at.isoformat() == "2026-11-25T09:30:00+08:00"
    mixed = sheet(
        ("（2026）冀1082民初2号", "11月26日9:30", ""),
        ("（2026）冀1082民初3号", "9:30", ""),
        header=header,
        title="示范市人民法院2026年11月25日开庭安排",
    )
    (refused,) = import_files([mixed], store, now).refused
    assert (refused.row, "日期" in refused.reason) == (4, True)


def test_several_case_numbers_in_one_cell_are_several_hearings(sheet, store, now) -> None:
    import_files([sheet(row(case="(2026)冀1082民初5号\n(2026)冀1082民初6号"))], store, now)
    assert len(all_of(store)) == 2
