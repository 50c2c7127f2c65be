"""Tables, JSON and YAML of any kind of record, tried with rosters as clerks keep them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from content.importers.files import import_files
from content.importers.titles import Titles, TitlesError, save_title
from content.records import Hearing, RosterEntry
from tests.content.test_commands import run

HEADER = ("序号", "姓 名", "性别", "工作单位", "专业\n特长", "任期届满", "联系电话")
TITLE = "示范市人民法院人民陪审员名册"
Row = Sequence[object]


def person(name: object = "甲陪审", until: object = "2030年3月31日", **more: object) -> Row:
    return (1, name, "女", more.get("unit", "示范市第一中学"), "教育、心理", until, "0316-5550101")


@pytest.fixture
def roster(sheet: Callable[..., Path]) -> Callable[..., Path]:
    def make(*rows: Row, **more: object) -> Path:
        return sheet(*rows, **{"header": HEADER, "title": TITLE, "name": "a.xlsx"} | more)

    return make


def test_a_roster_is_known_by_its_title_and_read_by_its_columns(roster, store, now) -> None:
    outcome = import_files([roster(person(), person("乙陪审"))], store, now)
    assert (outcome.accepted, outcome.refused, outcome.unread) == (2, [], [])
    first, second = store.all(RosterEntry)
    assert (first.roster, first.name, first.organisation) == ("assessors", "甲陪审", "示范市第一中学")
    assert (first.specialties, first.until) == (("教育", "心理"), date(2030, 3, 31))
    assert (second.name, second.order > first.order) == ("乙陪审", True)
    assert store.as_of("roster_entry") == now


@pytest.mark.parametrize(
    "written",
    [
        datetime(2030, 3, 31),  # noqa: DTZ001
        date(2030, 3, 31),
        "2030-03-31",
        "2030.3.31",
        "2030/3/31",
        "二〇三〇年三月三十一日",
        "20300331",
        47573,
    ],
)
def test_a_day_is_read_however_it_is_written(roster, store, now, written) -> None:
    assert import_files([roster(person(until=written))], store, now).refused == []
    assert store.all(RosterEntry)[0].until == date(2030, 3, 31)


def test_the_same_file_again_changes_nothing_and_a_corrected_one_replaces(roster, store, now) -> None:
    file = roster(person(), person("乙陪审"))
    import_files([file], store, now)
    before = store.all(RosterEntry)
    again = import_files([file], store, now)
    assert (again.accepted, again.unchanged, store.all(RosterEntry)) == (0, 2, before)
    corrected = import_files([roster(person(until="2031-03-31"), person("乙陪审"))], store, now)
    assert (corrected.accepted, corrected.unchanged) == (1, 1)
    after = store.all(RosterEntry)[0]
    assert (after.id, after.until) == (before[0].id, date(2031, 3, 31))


@pytest.mark.parametrize(
    ("bad", "field", "words"),
    [
        (person(name=""), "姓名", "缺少"),
        (person(until="2030年2月30日"), "任期届满", "没有这一天"),
        (person(until="长期"), "任期届满", "无法识别"),
        (person(name="甲" * 2_001), "姓名", "文字过长"),
    ],
)
def test_a_bad_row_is_refused_by_its_title_and_the_good_ones_go_in(
    roster, store, now, bad, field, words
) -> None:
    file = roster(person(), bad, person("乙陪审"))
    outcome = import_files([file], store, now)
    assert outcome.accepted == 2
    (refused,) = outcome.refused
    assert (refused.file, refused.row, refused.field) == (file, 4, field)
    assert words in refused.reason


def test_empty_rows_remarks_and_a_repeated_header_are_no_records(roster, store, now) -> None:
    rows = [
        person(),
        (None,) * 7,
        HEADER,
        (2, None, None, None, None, None, None),
        person("乙陪审"),
        ("合计：2人", None, None, None, None, None, None),
        ("制表人：示例", None, None, None, "审核人：示例", None, None),
    ]
    outcome = import_files([roster(*rows)], store, now)
    assert (outcome.accepted, outcome.refused) == (2, [])


def test_a_unit_merged_over_several_people_holds_for_each_and_so_does_same_as_above(
    tmp_path, store, now
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append([TITLE])
    page.append(["单位", "姓名", "任期届满"])
    page.append(["示范街道办事处", "甲陪审", "2030-3-31"])
    page.append([None, "乙陪审", "同上"])
    page.append(["同上", "丙陪审", "〃"])
    page.merge_cells("A3:A4")
    book.save(tmp_path / "a.xlsx")
    assert import_files([tmp_path / "a.xlsx"], store, now).refused == []
    assert {(one.organisation, one.until) for one in store.all(RosterEntry)} == {
        ("示范街道办事处", date(2030, 3, 31))
    }


def test_a_body_merged_over_several_rows_is_one(tmp_path, store, now) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["机构名称", "机构类别", "业务范围"])
    page.append(["示范司法鉴定中心", "鉴定机构", "法医临床"])
    page.append([None, None, "法医物证"])
    page.merge_cells("A2:A3")
    page.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")
    assert import_files([tmp_path / "a.xlsx"], store, now).refused == []
    (one,) = store.all(RosterEntry)
    assert (one.roster, one.specialties) == ("appraisal", ("法医临床", "法医物证"))


def test_each_sheet_is_the_roster_that_its_name_tells(tmp_path, store, now) -> None:
    book = openpyxl.Workbook()
    for name in ("人民陪审员", "特邀调解员", "特邀调解组织"):
        page = book.create_sheet(name)
        page.append(["姓名" if name != "特邀调解组织" else "组织名称", "工作单位"])
        page.append([f"{name}示例", "示范单位"])
    del book["Sheet"]
    book.save(tmp_path / "名册.xlsx")
    assert import_files([tmp_path / "名册.xlsx"], store, now).accepted == 3
    assert sorted(one.roster for one in store.all(RosterEntry)) == ["assessors", "mediation", "mediators"]


def test_a_row_that_stands_twice_is_reported(roster, store, now) -> None:
    outcome = import_files([roster(person(), person(), person(until="2031-1-1"))], store, now)
    assert outcome.accepted == 1
    assert [(one.row, "重复" in one.reason, "矛盾" in one.reason) for one in outcome.refused] == [
        (4, True, False),
        (5, False, True),
    ]


def test_a_summary_sheet_does_no_harm(tmp_path, store, now) -> None:
    book = openpyxl.Workbook()
    for name, people in (
        ("人民陪审员一", ["甲"]),
        ("人民陪审员二", ["乙"]),
        ("人民陪审员汇总", ["乙", "甲"]),
    ):
        page = book.create_sheet(name)
        page.append(["姓名", "工作单位"])
        for one in people:
            page.append([one, "示范单位"])
    book.save(tmp_path / "名册.xlsx")
    outcome = import_files([tmp_path / "名册.xlsx"], store, now)
    assert (outcome.accepted, outcome.refused) == (2, [])


def test_csv_in_gbk_with_dates_as_text(tmp_path, store, now) -> None:
    with (tmp_path / "人民陪审员名册.csv").open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows(
            [
                ["序号", "姓名", "工作单位", "任期届满"],
                ["1", "甲陪审", "示范村", "2030.3.31"],
                ["", "", "", ""],
            ]
        )
    outcome = import_files([tmp_path / "人民陪审员名册.csv"], store, now)
    assert (outcome.accepted, outcome.refused) == (1, [])
    assert store.all(RosterEntry)[0].until == date(2030, 3, 31)


def test_private_columns_are_not_read_and_unknown_ones_are_reported(roster, store, now) -> None:
    header = (*HEADER[:-1], "身份证号码", "宣誓情况")
    file = roster((*person()[:-1], "110101199003077715", "已宣誓"), header=header)
    outcome = import_files([file], store, now)
    assert [(one.kind, one.title) for one in outcome.unread] == [("名册", "宣誓情况")]
    assert "110101199003077715" not in "".join(one.model_dump_json() for one in store.all(RosterEntry))


def test_a_title_that_the_court_noted_is_read_from_then_on(tmp_path, roster, store, now) -> None:
    own = tmp_path / "columns.toml"
    own.write_text("# 本院的标题\n", encoding="utf-8")
    assert save_title(own, "名册", "姓名", "同志") == ("roster_entry", "name")
    save_title(own, "开庭公告", "承办法官", "办案人")
    assert own.read_text(encoding="utf-8").startswith("# 本院的标题")
    titles = Titles.load(own)
    file = roster(("甲陪审", "2030-3-31"), header=("同志", "任期届满"))
    assert import_files([file], store, now, titles).accepted == 1
    hearing = roster(
        ("（2026）冀1082民初123号", "2026-11-25 9:30", "王示范"),
        header=("案号", "开庭时间", "办案人"),
        title="开庭公告",
        name="b.xlsx",
    )
    assert import_files([hearing], store, now, titles).accepted == 1
    assert store.all(Hearing)[0].judge == "王示范"


@pytest.mark.parametrize(
    "text", ["[nothing]\nname = ['甲']", "[roster_entry]\ncolour = ['甲']", "[roster_entry", "roster_entry=1"]
)
def test_a_wrong_file_of_titles_is_refused_by_name(tmp_path, text) -> None:
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TitlesError, match=r"columns\.toml"):
        Titles.load(tmp_path / "columns.toml")


def test_who_leaves_is_withdrawn_by_a_word_or_by_a_whole_list(roster, store, now) -> None:
    import_files([roster(person(), person("乙陪审"), person("丙陪审"))], store, now)
    left = roster((*person()[:-1], "退出"), header=(*HEADER[:-1], "变动情况"), name="b.xlsx")
    assert import_files([left], store, now).withdrawn == 1
    assert [one.name for one in store.all(RosterEntry)] == ["乙陪审", "丙陪审"]
    some = roster(person("乙陪审"), name="c.xlsx")
    assert import_files([some], store, now).withdrawn == 0
    broken = roster(person("乙陪审"), person(name=""), name="d.xlsx")
    assert import_files([broken], store, now, whole=True).withdrawn == 0
    assert import_files([some], store, now, whole=True).withdrawn == 1
    assert [one.name for one in store.all(RosterEntry)] == ["乙陪审"]


def test_a_whole_list_of_one_roster_leaves_the_others(roster, store, now) -> None:
    mediators = roster(person("丁调解"), title="特邀调解员名册", name="b.xlsx")
    import_files([roster(person()), mediators], store, now)
    import_files([roster(person("乙陪审"), name="c.xlsx")], store, now, whole=True)
    assert sorted(one.name for one in store.all(RosterEntry)) == ["丁调解", "乙陪审"]


ENTRY = {"roster": "assessors", "name": "甲陪审", "until": "2030-03-31"}


@pytest.mark.parametrize(
    "found",
    [
        [{"kind": "roster_entry", **ENTRY}],
        {"roster_entry": [ENTRY]},
        {"名册": [{"名册类别": "人民陪审员", "姓名": "甲陪审", "任期届满": "2030年3月31日"}]},
        {"kind": "roster_entry", **ENTRY},
    ],
)
def test_json_in_each_of_its_shapes(tmp_path, store, now, found) -> None:
    (tmp_path / "a.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    outcome = import_files([tmp_path / "a.json"], store, now)
    assert (outcome.accepted, outcome.refused) == (1, [])
    (one,) = store.all(RosterEntry)
    assert (one.roster, one.name, one.until) == ("assessors", "甲陪审", date(2030, 3, 31))


def test_json_tells_which_entry_and_field_is_wrong_and_takes_the_others(tmp_path, store, now) -> None:
    entries = [
        {"kind": "roster_entry", **ENTRY},
        {"kind": "roster_entry", **ENTRY, "name": "乙陪审", "until": "2030-02-30"},
        {"kind": "roster_entry", "roster": "好人", "name": "丙陪审"},
        {"kind": "nothing"},
        "甲",
    ]
    (tmp_path / "a.json").write_text(json.dumps(entries), encoding="utf-8")
    outcome = import_files([tmp_path / "a.json"], store, now)
    assert outcome.accepted == 1
    assert [(one.row, one.field) for one in outcome.refused] == [
        (2, "until"),
        (3, "roster"),
        (4, "kind"),
        (5, "kind"),
    ]


def test_hearings_in_json_go_the_way_of_a_table(tmp_path, store, now) -> None:
    hearing = {
        "case_number": "（2026）冀1082民初123号",
        "starts_at": "2026-11-25T09:30:00+08:00",
        "parties": ["原告张某", "被告李某"],
        "courtroom": "第三法庭",
    }
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"hearing": [hearing]}), encoding="utf-8")
    import_files([file], store, now)
    assert import_files([file], store, now).unchanged == 1
    (one,) = store.all(Hearing)
    assert (f"{one.starts_at:%d %H:%M}", one.parties) == ("25 09:30", "原告张某，被告李某")
    file.write_text(json.dumps([{"kind": "hearing", "案号": "?", "开庭时间": "x"}]), encoding="utf-8")
    assert [(one.row, one.field) for one in import_files([file], store, now).refused] == [(1, "案号")]


@pytest.mark.parametrize("text", ["{", "[" * 100_000, "12", "[]", '"a"', "\x00"])
def test_what_is_no_json_of_records_is_refused(tmp_path, store, now, text) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    outcome = import_files([tmp_path / "a.json"], store, now)
    assert outcome.accepted == 0
    assert len(outcome.refused) == 1


def test_the_commands_note_a_title_and_withdraw(tmp_path, roster) -> None:
    home = tmp_path / "home"
    file = roster(("甲陪审", "好"), header=("姓名", "表现"))
    assert "没有读“表现”这一列" in run(home, "import", file).stdout
    assert run(home, "columns", "名册", "备注", "表现").returncode == 0
    told = json.loads(run(home, "import", "--json", "--whole", file).stdout)
    assert told == {"accepted": 1, "unchanged": 0, "refused": []}
    wrong = run(home, "columns", "名册", "颜色", "表现")
    assert (wrong.returncode, "没有“颜色”这一项" in wrong.stderr) == (2, True)


def test_a_table_that_lacks_a_needed_column_is_told_which(roster, sheet, store, now) -> None:
    nameless = roster(("示范单位", "2030-3-31"), header=("工作单位", "任期届满"))
    (refused,) = import_files([nameless], store, now).refused
    assert refused.reason == "像是“名册”，但没有找到这些列：姓名"
    header = ("案号", "案件名称", "法庭")
    untimed = sheet(("（2026）冀1082民初1号", "甲", "一"), header=header, title="庭审直播安排", name="b.xlsx")
    (refused,) = import_files([untimed], store, now).refused
    assert refused.reason == "像是“庭审公开”，但没有找到这些列：直播时间"
