"""Announcements and tables of kinds that turned up once and were read wrongly, or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from content.importers.files import import_files
from content.importers.hearings import Outcome
from content.records import COURT_ZONE, Hearing
from content.store import Store

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=COURT_ZONE)


def brought(store: Store, file: Path, data: str | bytes) -> Outcome:
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return import_files([file], store, NOW)


def told(store: Store, serial: int) -> str:
    """All that is known of the only hearing of a case, in one line."""
    (one,) = [each for each in store.all(Hearing) if f"{serial}号" in each.case_number]
    parts = (
        one.kind,
        one.status,
        f"{one.starts_at:%m-%d %H:%M}",
        one.courtroom,
        one.cause,
        one.parties,
        one.judge,
    )
    return " | ".join((*parts, one.note))


@pytest.mark.parametrize(
    ("text", "serial", "is_told"),
    [
        (
            "开庭时间变更公告\n本院原定2026年12月7日9时开庭审理的（2026）冀1082民初3305号褚某诉卫某房屋租赁合同纠纷一案，"
            "现变更为2026年12月8日14时30分，地点由第一法庭调整为第四法庭，其他事项不变。",
            3305,
            "hearing | changed | 12-08 14:30 | 第四法庭 | 房屋租赁合同纠纷 | 褚某诉卫某 |  | ",
        ),
        (
            "公告\n李某某：本院受理原告王某某与你健康权纠纷一案，案号（2026）冀1082民初4002号，现依法向你公告送达起诉状副本及开庭传票。"
            "自本公告发出之日起三十日视为送达。本案定于2027年1月5日上午9时30分在本院第五审判庭开庭审理。",
            4002,
            "hearing | scheduled | 01-05 09:30 | 第五审判庭 | 健康权纠纷 | 原告王某某与被告李某某 |  | ",
        ),
        (
            "国家赔偿听证公告\n本院赔偿委员会定于2026年12月15日上午9时在第一法庭就赔偿请求人冯某申请示范市公安局国家赔偿一案"
            "【（2026）冀1082委赔1号】公开质证。",
            1,
            "inquiry | scheduled | 12-15 09:00 | 第一法庭 | 国家赔偿 | 赔偿请求人冯某申请示范市公安局 |  | ",
        ),
        (  # nobody need come at the old time
            "延期开庭公告\n（2026）冀1082民初3315号姜某诉戚某合同纠纷一案，原定于2026年12月18日上午9:00开庭，因被告申请延期，"
            "开庭时间另行通知。",
            3315,
            "hearing | cancelled | 12-18 09:00 |  | 合同纠纷 | 姜某诉戚某 |  | 延期,开庭时间另行通知",
        ),
        (
            "宣判公告\n本院定于2026年12月15日上午10点整在第一审判庭公开宣判（2026）冀1082刑初305号被告人曹某诈骗一案。",
            305,
            "judgment | scheduled | 12-15 10:00 | 第一审判庭 | 诈骗 | 被告人曹某 |  | ",
        ),
        (
            "开庭公告\n本院将于2026年12月17日15时通过互联网（在线庭审平台）公开开庭审理（2026）冀1082民初3314号华某与金某网络购物"
            "合同纠纷一案。承办人：魏示范 书记员：陶示范",
            3314,
            "hearing | scheduled | 12-17 15:00 | 互联网(在线庭审平台) | 网络购物合同纠纷 | 华某与金某 | 魏示范 | ",
        ),
        (
            "关于取消开庭的公告\n因承办法官公出，原定于2026年12月4日上午9时在第二法庭开庭审理的（2026）冀1082民初3304号冯某诉陈某"
            "民间借贷纠纷一案取消开庭，另行通知。",
            3304,
            "hearing | cancelled | 12-04 09:00 | 第二法庭 | 民间借贷纠纷 | 冯某诉陈某 |  | 因承办法官公出",
        ),
        (
            "开庭公告\n案号：（2026）冀1082\n民初3309号\n案由：机动车交通事故责任纠纷\n当事人：原告 何某 ；被告 吕某、示范保险公司\n"
            "开庭时间：2026年12月10日\n上午9时30分\n开庭地点：第三法庭\n",
            3309,
            "hearing | scheduled | 12-10 09:30 | 第三法庭 | 机动车交通事故责任纠纷 | 原告何某；被告吕某、示范保险公司 |  | ",
        ),
        (
            "开庭公告（2026年12月第一周）\n1、12月1日（周二）8:45 第一法庭 （2026）冀1082民初3302号 孙某与李某离婚纠纷 审判员：王示范\n"
            "2、12月2日（周三）下午2：30 第五法庭 （2026）冀1082刑初304号 郑某盗窃罪 审判长：陈示范\n",
            304,
            "hearing | scheduled | 12-02 14:30 | 第五法庭 | 盗窃罪 | 郑某 | 陈示范 | ",
        ),
    ],
)
def test_announcements(store: Store, tmp_path: Path, text: str, serial: int, is_told: str) -> None:
    assert brought(store, tmp_path / "公告.txt", text).refused == []
    assert told(store, serial) == is_told


def test_a_postponement_without_any_time_calls_off_the_coming_hearing(store: Store, tmp_path: Path) -> None:
    announced = (
        "开庭公告\n（2026）冀1082民初3320号甲某诉乙某合同纠纷一案，定于2026年12月18日上午9:00在第一法庭开庭。"
    )
    assert brought(store, tmp_path / "a.txt", announced).accepted == 1
    later = "公告\n（2026）冀1082民初3320号甲某诉乙某合同纠纷一案延期开庭，时间另行通知。"
    assert brought(store, tmp_path / "b.txt", later).refused == []
    assert told(store, 3320).startswith("hearing | cancelled | 12-18 09:00 | 第一法庭")
    again = "开庭公告\n（2026）冀1082民初3320号甲某诉乙某合同纠纷一案，定于2026年12月28日上午9:00在第一法庭恢复开庭。"
    assert brought(store, tmp_path / "c.txt", again).refused == []
    assert sorted(f"{one.status} {one.starts_at:%d}" for one in store.all(Hearing)) == [
        "cancelled 18",
        "scheduled 28",
    ]


def test_a_table_in_english_in_odd_order(store: Store, tmp_path: Path) -> None:
    table = (
        "Courtroom,Judge,Hearing date,Time,Case No.,Cause of action,Plaintiff,Defendant,Status\n"
        "Room 1,Wang Shifan,2026-12-03,9:00 AM,（2026）冀1082民初3410号,买卖合同纠纷,甲公司,乙公司,Scheduled\n"
        "Room 2,Wang Shifan,2026-12-03,2:00 PM,（2026）冀1082民初3411号,买卖合同纠纷,丙公司,丁公司,Cancelled\n"
    )
    outcome = brought(store, tmp_path / "hearings.csv", table)
    assert (outcome.accepted, outcome.refused, outcome.unread) == (2, [], [])
    assert told(store, 3410) == (
        "hearing | scheduled | 12-03 09:00 | Room 1 | 买卖合同纠纷 | 原告甲公司，被告乙公司 | Wang Shifan | "
    )
    assert told(store, 3411).startswith("hearing | cancelled | 12-03 14:00 | Room 2")


SCHEDULE = (
    "示范市人民法院2026年12月份庭审排期表,,,,,\n序号,案号,案由,开庭时间,法庭,庭次\n"
    "1,（2026）冀1082民初3401号,买卖合同纠纷,12月1日上午9:30,第一法庭,第1次\n"
    "2,（2026）冀1082\u3000民初3402号,劳动争议,2026.12.02 周三 14：30,第二法庭,第1次\n合计,2件,,,,\n"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("排期.csv", SCHEDULE.encode("gbk")),
        ("排期.xls", SCHEDULE.encode("gbk")),
        ("排期.et", SCHEDULE.replace(",", "\t").encode("utf-16")),
        (
            "导出.xls",
            "<html><table>"
            + "".join(
                "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(",")) + "</tr>"
                for line in SCHEDULE.splitlines()
            )
            + "</table></html>",
        ),
    ],
)
def test_a_text_or_a_page_under_the_name_of_a_workbook(
    store: Store, tmp_path: Path, name: str, data: str | bytes
) -> None:
    outcome = brought(store, tmp_path / name, data)
    assert (outcome.accepted, outcome.refused, outcome.unread) == (2, [], [])
    assert told(store, 3402).startswith("hearing | scheduled | 12-02 14:30 | 第二法庭 | 劳动争议")


def test_a_list_of_changes_moves_and_calls_off(store: Store, tmp_path: Path) -> None:
    assert brought(store, tmp_path / "排期.csv", SCHEDULE).accepted == 2
    changes = (
        "开庭变动情况一览（截至11月25日17时）,,,,,\n案号,原开庭时间,现开庭时间,变动情况,原因,法庭\n"
        "（2026）冀1082民初3401号,12月1日上午9:30,12月1日上午8:30,提前,法庭冲突,第一法庭\n"
        "（2026）冀1082民初3402号,12月2日14:30,,延期，另行通知,当事人申请,第二法庭\n"
    )
    outcome = brought(store, tmp_path / "变动.csv", changes)
    assert (outcome.accepted, outcome.refused, outcome.unread) == (2, [], [])
    assert told(store, 3401).startswith("hearing | changed | 12-01 08:30")
    assert told(store, 3402).startswith("hearing | cancelled | 12-02 14:30")


def test_numbers_of_excel_that_lost_their_form(store: Store, tmp_path: Path) -> None:
    table = "案号,开庭日期,开庭时间\n（2026）冀1082民初3407号,46357,0.395833333\n（2026）冀1082民初3408号,46358,.604166667\n"
    assert brought(store, tmp_path / "a.csv", table).refused == []
    assert "12-01 09:30" in told(store, 3407)
    assert "12-02 14:30" in told(store, 3408)


def test_two_hearings_of_a_case_whose_number_is_merged_are_two(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["案号", "当事人", "开庭时间"])
    page.append(["（2026）冀1082民初3421号", "原告：甲", "2026-12-09 09:00"])
    page.append([None, "被告：乙", None])
    page.append([None, None, "2026-12-10 09:00"])
    page.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    assert import_files([tmp_path / "a.xlsx"], store, NOW).accepted == 2
    assert [f"{one.starts_at:%d %H:%M} {one.parties}" for one in store.all(Hearing)] in (
        ["09 09:00 原告：甲；被告：乙", "10 09:00 "],
        ["10 09:00 ", "09 09:00 原告：甲；被告：乙"],
    )
