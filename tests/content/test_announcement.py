from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.importers.announcement import read_announcements
from content.importers.files import import_files
from content.importers.hearings import Announced
from content.importers.reasons import Refusal

TODAY = date(2026, 11, 24)


def read(text: str) -> list[Announced]:
    found = list(read_announcements(text, Path("a.txt"), TODAY))
    assert [one for one in found if isinstance(one, Refusal)] == []
    return [one for one in found if isinstance(one, Announced)]


def told(one: Announced) -> tuple[str, str, str, str, str, str]:
    return (
        str(one.case),
        f"{one.starts_at:%Y-%m-%d %H:%M}" if one.starts_at else "",
        one.details["cause"],
        one.details["parties"],
        one.details["courtroom"],
        one.details["judge"],
    )


def refused(text: str) -> list[tuple[int | None, str, str]]:
    found = read_announcements(text, Path("a.txt"), TODAY)
    return [(one.row, one.field, one.reason.name) for one in found if isinstance(one, Refusal)]


LOAN = ("（2026）冀1082民初123号", "2026-11-25 09:30", "民间借贷纠纷", "原告张某与被告李某", "第三法庭")


def test_the_usual_sentence_with_a_signature_below() -> None:
    (one,) = read("""示范市人民法院开庭公告

    本院定于2026年11月25日上午9时30分在本院第三法庭公开开庭审理（2026）冀1082民初123号原告张某与被告李某民间借贷纠纷一案。特此公告。

                                 审判长　王示范
                                 书记员　赵某
                                 二〇二六年十一月二十日
""")
    assert told(one) == (*LOAN, "王示范")
    assert (one.details["clerk"], one.kind, one.status, one.row) == ("赵某", "hearing", "scheduled", 3)


def test_old_number_over_the_text_chinese_date_and_wrapped_lines() -> None:
    first, second = read("""示范市人民法院
公　告
（2014）三民初字第123号
本院定于二〇二六年十一月二十四日上午九时三十分在本院第三法庭公开开庭审理原告张某与被告李某民间借贷纠
纷一案，届时请准时到庭。如有变更，另行通知。
特此公告
二〇二六年十一月二十日

示范市人民法院
公　告
（2026）冀1082民初124号
本院定于二○二六年十一月廿五日下午二时三十分在本院第一法庭公开开庭审理上诉人示范某某有限公司与被上诉人李某某买
卖合同纠纷一案。
特此公告
""")
    assert told(first)[:5] == ("（2014）三民初字第123号", "2026-11-24 09:30", *LOAN[2:])
    assert told(second)[:5] == (
        "（2026）冀1082民初124号",
        "2026-11-25 14:30",
        "买卖合同纠纷",
        "上诉人示范某某有限公司与被上诉人李某某",
        "第一法庭",
    )
    assert first.status == "scheduled"


def test_the_number_may_stand_at_the_end() -> None:
    found = read("""开庭公告
一、本院定于2026年11月25日上午9时在第三法庭公开开庭审理原告张某诉被告李某离婚纠纷一案（案号：（2026）冀1082民初1号），审判长王示范，书记员赵某。
二、本院定于2026年11月25日下午2时在第二法庭公开开庭审理原告示范甲公司诉被告示范乙公司买卖合同纠纷一案（案号：（2026）冀1082民初2号），由审判员钱二范独任审理。
三、本院定于2026年11月26日14:30在第二法庭不公开开庭审理原告赵某诉被告孙某同居关系纠纷一案【（2026）冀1082民初3号】。
""")
    assert [told(one) for one in found] == [
        ("（2026）冀1082民初1号", "2026-11-25 09:00", "离婚纠纷", "原告张某诉被告李某", "第三法庭", "王示范"),
        (
            "（2026）冀1082民初2号",
            "2026-11-25 14:00",
            "买卖合同纠纷",
            "原告示范甲公司诉被告示范乙公司",
            "第二法庭",
            "钱二范",
        ),
        ("（2026）冀1082民初3号", "2026-11-26 14:30", "同居关系纠纷", "原告赵某诉被告孙某", "第二法庭", ""),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        "案号：{case}\n案由：离婚纠纷\n原告：张某\n被告：李某\n开庭时间：{when}\n开庭地点：第一法庭\n承办法官：王示范\n",
        "开庭时间：{when}\n案 号：{case}\n案 由：离婚纠纷\n当事人：原告张某，被告李某\n"
        "法 庭：第一法庭\n审判长：王示范\n\n",
        "开庭时间：{when} 法庭：第一法庭 案号：{case} 案由：离婚纠纷 原告：张某 被告：李某 承办人：王示范\n",
        "案号：{case}；案由：离婚纠纷；原告：张某；被告：李某；开庭时间：{when}；开庭地点：本院第一法庭；审判员：王示范。\n",
    ],
)
def test_fields_with_labels_in_any_order(fields: str) -> None:
    text = "开庭公告\n" + "".join(
        fields.format(case=f"（2026）冀1082民初{number}号", when=f"2026年11月{number}日 14:30")
        for number in (25, 26, 27)
    )
    assert [told(one) for one in read(text)] == [
        (
            f"（2026）冀1082民初{number}号",
            f"2026-11-{number} 14:30",
            "离婚纠纷",
            "原告张某，被告李某",
            "第一法庭",
            "王示范",
        )
        for number in (25, 26, 27)
    ]


def test_a_list_under_one_day_with_an_hour_for_each() -> None:
    found = read("""本院定于2026年11月25日在第三法庭公开开庭审理下列案件：
1. 上午9时，（2026）冀1082民初21号原告张某与被告李某民间借贷纠纷一案；
2. 上午10时30分，（2026）冀1082民初22号原告张某与被告王某民间借贷纠纷一案；
3. 下午2时30分，（2026）冀1082民初23号原告张某与被告赵某民间借贷纠纷一案。
审判长：王示范  书记员：赵某
二〇二六年十一月二十日""")
    assert [told(one)[1] for one in found] == ["2026-11-25 09:00", "2026-11-25 10:30", "2026-11-25 14:30"]
    assert {(one.details["courtroom"], one.details["judge"], one.details["clerk"]) for one in found} == {
        ("第三法庭", "王示范", "赵某")
    }


def test_days_as_headings_between_the_cases() -> None:
    found = read("""开庭公告
2026年11月25日（星期三）
上午9:00 第三法庭 （2026）冀1082民初21号 张某与李某民间借贷纠纷
上午10:00 第三法庭 （2026）冀1082民初22号 张某与王某民间借贷纠纷
2026年11月26日（星期四）
上午9:00 第一法庭 （2026）冀1082民初23号 张某与赵某民间借贷纠纷
""")
    assert [told(one)[1] for one in found] == ["2026-11-25 09:00", "2026-11-25 10:00", "2026-11-26 09:00"]


def test_several_cases_in_one_sentence() -> None:
    found = read(
        "兹定于2026年11月27日上午九时，在本院第四法庭不公开审理（2026）冀1082民初501号原告韩某与被告杨某离婚纠纷；"
        "同日上午十时三十分，在同一法庭公开审理（2026）冀1082民初502号原告朱某与被告秦某相邻关系纠纷。"
    )
    assert [told(one)[:5] for one in found] == [
        ("（2026）冀1082民初501号", "2026-11-27 09:00", "离婚纠纷", "原告韩某与被告杨某", "第四法庭"),
        ("（2026）冀1082民初502号", "2026-11-27 10:30", "相邻关系纠纷", "原告朱某与被告秦某", "第四法庭"),
    ]


def test_a_series_heard_together_is_a_hearing_for_each_case() -> None:
    found = read(
        "本院定于2026年11月25日上午9时在第三法庭公开开庭审理（2026）冀1082民初81-83号原告示范物业公司与被告张某等三人"
        "物业服务合同纠纷三案。"
    )
    assert [str(one.case)[-3:] for one in found] == ["81号", "82号", "83号"]


def test_an_inquiry_and_a_judgment_are_told_apart() -> None:
    inquiry, judgment = read("""听证公告
本院定于2026年12月1日15时在二楼听证室对申请人示范某某公司申请执行异议一案[（2026）冀1082执异5号]进行公开听证。合议庭成员：王示范、钱二范、孙三例。
宣判公告
本院定于2026年11月27日上午9时整在第一法庭对被告人潘某盗窃一案公开宣判。案号：（2026）冀1082刑初99号
""")
    assert (inquiry.kind, inquiry.details["courtroom"], inquiry.details["judge"]) == (
        "inquiry",
        "二楼听证室",
        "王示范、钱二范、孙三例",
    )
    assert (judgment.kind, judgment.details["cause"], judgment.details["parties"]) == (
        "judgment",
        "盗窃",
        "被告人潘某",
    )


def test_a_change_names_both_times() -> None:
    (one,) = read("""示范市人民法院关于变更开庭时间的公告

    因审判工作需要，原定于二〇二六年十一月二十五日上午九时三十分在第三法庭开庭审理的原告张某与被告李某民间借贷纠纷一案（（2026）冀1082民初123号），现改期至二〇二六年十一月二十八日上午九时整在第一法庭开庭。
""")
    assert (one.status, f"{one.previous:%m-%d %H:%M}", f"{one.starts_at:%m-%d %H:%M}") == (
        "changed",
        "11-25 09:30",
        "11-28 09:00",
    )
    assert one.details["courtroom"] == "第一法庭"


def test_a_cancellation_keeps_the_time_that_falls_away() -> None:
    (one,) = read(
        "取消开庭公告\n（2026）冀1082民初125号原告张某诉被告李某离婚纠纷一案，原定于2026年11月27日上午10时在第二法庭开庭，"
        "因原告撤诉，取消开庭。特此公告。"
    )
    assert (one.status, f"{one.starts_at:%m-%d %H:%M}", one.details["note"]) == (
        "cancelled",
        "11-27 10:00",
        "因原告撤诉",
    )


def test_the_defendant_who_is_addressed_is_named() -> None:
    first, second = (
        read("""张三示、李四示：本院受理（2026）冀1082民初801号原告王某诉你们民间借贷纠纷一案，定于2026年12月15日上午9时（遇法定节假日顺延）在第三法庭公开开庭审理。
赵五示：本院受理（2026）冀1082民初802号原告谢某诉你买卖合同纠纷一案，自公告之日起经过30日即视为送达，定于2026年12月15日上午10时在第三法庭公开开庭审理。""")
    )
    assert first.details["parties"] == "原告王某诉被告张三示、李四示"
    assert (second.details["parties"], second.status) == ("原告谢某诉被告赵五示", "scheduled")


def test_the_judgment_appealed_against_is_no_hearing() -> None:
    (one,) = read(
        "上诉人张某不服（2025）冀1082民初99号民事判决，本院定于2026年12月2日下午3时在第六法庭审理（2026）冀10民终7号"
        "上诉人张某与被上诉人李某劳动争议一案。"
    )
    assert told(one)[:3] == ("（2026）冀10民终7号", "2026-12-02 15:00", "劳动争议")


def test_what_is_missing_or_impossible_is_refused_with_its_line() -> None:
    text = """本院定于2026年11月25日上午9时在第二法庭公开开庭审理原告张某与被告李某离婚纠纷一案。
本院定于2026年11月25日上午10时在第二法庭公开开庭审理（2026）冀1082民初41号原告张某与被告李某离婚纠纷一案。
本院定于2026年11月25日上午11时在第二法庭公开开庭审理（2026）冀1082号原告甲某与被告乙某离婚纠纷一案。
本院定于2026年11月25日在第二法庭公开开庭审理（2026）冀1082民初42号原告甲某与被告乙某离婚纠纷一案。
本院定于2026年11月25日上午5时在第二法庭公开开庭审理（2026）冀1082民初43号原告甲某与被告乙某离婚纠纷一案。
本院定于2026年2月30日上午9时在第二法庭公开开庭审理（2026）冀1082民初44号原告甲某与被告乙某离婚纠纷一案。"""
    assert refused(text) == [
        (1, "案号", "NO_CASE_NUMBER"),
        (3, "案号", "WRONG_CASE_NUMBER"),
        (4, "开庭时间", "NO_TIME"),
        (5, "开庭时间", "OUTSIDE_HOURS"),
        (6, "开庭时间", "IMPOSSIBLE_DATE"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_in_every_encoding_go_into_the_store(
    tmp_path: Path, store, now: datetime, encoding: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(
        "本院定于2026年11月25日上午9时30分在第三法庭开庭审理（2026）冀1082民初123号张某与李某离婚纠纷一案。\r\n".encode(
            encoding
        )
    )
    assert import_files([file], store, now).accepted == 1
    assert import_files([file], store, now).unchanged == 1


def test_an_announced_move_finds_the_hearing_of_the_spreadsheet(
    tmp_path: Path, store, sheet, now: datetime
) -> None:
    table = sheet((1, LOAN[0], "民间借贷纠纷", "张某、李某", "2026-11-25 9:30", "第三法庭", "王示范", ""))
    file = tmp_path / "变更.txt"
    file.write_text(
        f"变更公告\n{LOAN[0]}一案原定于2026年11月25日上午9时30分开庭，现提前至2026年11月25日上午8时30分开庭。",
        encoding="utf-8",
    )
    import_files([table, file, table], store, now)
    (hearing,) = store.hearings.find().items
    assert (hearing.status, f"{hearing.starts_at:%H:%M}", hearing.judge) == ("changed", "08:30", "王示范")


def test_a_table_copied_into_a_text_is_read_as_a_table(tmp_path: Path, store, now: datetime) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        f"案号\t案由\t当事人\t开庭时间\t法庭\n{LOAN[0]}\t离婚纠纷\t张某、李某\t2026-12-01 09:00\t第一法庭\n",
        encoding="utf-8",
    )
    assert import_files([file], store, now).accepted == 1
    assert store.hearings.find().items[0].parties == "张某、李某"


def test_a_text_without_any_hearing_is_refused(tmp_path: Path, store, now: datetime) -> None:
    file = tmp_path / "a.txt"
    file.write_text("今天闭馆。", encoding="utf-8")
    assert import_files([file], store, now).refused[0].row is None


_SNIPPETS = st.sampled_from(
    [
        "（2026）冀1082民初123号",
        "2026年11月25日上午9时30分",
        "在第三法庭",
        "开庭审理",
        "原告张某与被告李某",
        "离婚纠纷一案",
        "\n",
        "。",
        "；",
        "案号：",
        "开庭时间：",
        "审判长",
        "公告",
        "特此公告",
        "原定于",
        "变更为",
        "一、",
        " ",
        "二〇二六年",
        "14:30",
        "（",
        "）",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_SNIPPETS, st.text(max_size=5)), max_size=30).map("".join))
def test_any_text_at_all_is_survived(text: str) -> None:
    for one in read_announcements(text, Path("a.txt"), TODAY):
        assert isinstance(one, Announced | Refusal)


def test_the_plaintiff_before_the_day_is_no_earlier_time() -> None:
    (one,) = read(
        "（2026）冀1082民初5号原告张某诉李某离婚纠纷于2026年11月25日上午9时在第一法庭开庭，下午2时在第一法庭继续。"
    )
    assert (f"{one.starts_at:%H:%M}", one.status, one.previous) == ("09:00", "scheduled", None)
