"""What the report of coverage finds, and in which words."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from content.__main__ import main
from content.coverage import Part, State, as_data, in_words, read_requirements, report
from content.coverage_sheet import write_sheet
from content.records import COURT_ZONE, KINDS, Department, RosterEntry, kind_named
from content.store import Store
from content.sync_log import Trouble, note_end
from tests.publishing import hearing
from tests.world import write_content

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=COURT_ZONE)


def part(store: Store, name: str, now: datetime = NOW, home: Path | None = None) -> Part:
    return next(one for one in report(store, now, home=home).parts if one.name == name)


def confirmed(store: Store, *records: object, at: datetime = NOW) -> None:
    for record in records:
        store.put(record)
        store.confirm({record.record_kind: at})


def test_the_table_names_every_row_and_only_kinds_that_exist() -> None:
    promised = read_requirements()
    assert [row.id for row in promised.row] == [f"A{number}" for number in range(1, 13)]
    kinds = {part.kind for row in promised.row for part in row.parts}
    assert all(kind_named(kind) for kind in kinds)
    needed = {name for kind in KINDS for name in kind.needed}
    assert needed <= promised.fields.keys()
    assert needed <= {name for kind in KINDS for name in kind.model_fields}


def test_an_empty_court_lacks_everything(store: Store) -> None:
    found = report(store, NOW)
    assert {one.state for one in found.parts} == {State.MISSING}
    assert all(one.owner for one in found.parts)


def test_a_hearing_without_a_courtroom_is_incomplete_until_it_is_over(store: Store) -> None:
    confirmed(store, hearing(1, judge="王示范"), hearing(2, courtroom="", judge="王示范"))
    found = part(store, "开庭、听证公告")
    assert (found.state, found.records, found.incomplete_records) == (State.INCOMPLETE, 2, 1)
    assert found.incomplete[0].fields == ("courtroom",)
    assert in_words(report(store, NOW), found) == "1 条不完整，缺法庭"
    later = part(store, "开庭、听证公告", NOW + timedelta(days=30))
    assert later.states == [State.PAST, State.STALE]
    assert "没有今天以后的内容" in later.note


@pytest.mark.parametrize(("hours", "state"), [(35, State.PRESENT), (37, State.STALE)])
def test_hearings_are_stale_after_a_day_and_a_half(store: Store, hours: int, state: State) -> None:
    confirmed(
        store, hearing(1, judge="王", starts_at=NOW + timedelta(days=9)), at=NOW - timedelta(hours=hours)
    )
    assert part(store, "开庭、听证公告").state is state


def test_too_few_departments_are_missing_and_their_fields_are_named(store: Store) -> None:
    confirmed(store, Department(id="a", name="立案庭", functions="立案", room="101"))
    found = part(store, "内设机构及职能")
    assert found.states == [State.MISSING, State.INCOMPLETE]
    assert found.note == "至少应有 3 条，现有 1 条"
    assert [one.place for one in found.incomplete] == ["/directory/departments/a"]


def test_a_term_that_has_ended_is_past_on_the_day_after(store: Store) -> None:
    entry = RosterEntry(id="a", roster=_a_roster(), name="周示", until=date(2026, 11, 23))
    confirmed(store, entry)
    assert part(store, "陪审员、调解、鉴定拍卖等名册").past_records == 1
    confirmed(store, entry.model_copy(update={"until": NOW.date()}))
    assert part(store, "陪审员、调解、鉴定拍卖等名册").state is State.PRESENT


def _a_roster() -> str:
    return str(RosterEntry.model_json_schema()["properties"]["roster"]["enum"][0])


def test_a_machine_that_cannot_sync_says_so(store: Store, tmp_path: Path) -> None:
    note_end(tmp_path, Trouble.UNREACHABLE, NOW)
    found = part(store, "本机同步", home=tmp_path)
    assert found.states == [State.MISSING, State.STALE]
    assert found.note == str(Trouble.UNREACHABLE)


def test_the_workbook_has_a_sheet_for_each_department_that_must_act(store: Store, tmp_path: Path) -> None:
    confirmed(store, Department(id="a", name="=HYPERLINK(1)", functions="立案"))
    found = report(store, NOW)
    write_sheet(found, tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames[0] == "总表"
    assert {"研究室", "立案庭", "执行局"} <= set(book.sheetnames)
    assert book["总表"].max_row == len(found.parts) + 2
    cells = [cell for row in book["研究室"].iter_rows() for cell in row]
    (title,) = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
    assert title.data_type == "s"
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_command_answers_in_json_a_table_and_an_exit_status(tmp_path: Path, capsys) -> None:
    write_content(tmp_path, datetime.now(COURT_ZONE))
    assert main(["--home", str(tmp_path), "coverage", "--json"]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert plain["complete"] is False
    assert {row["row"] for row in plain["rows"]} == {*(f"A{number}" for number in range(1, 13)), "D1"}
    assert main(["--home", str(tmp_path), "coverage"]) == 1
    assert "开庭、听证公告" in capsys.readouterr().out
    assert main(["--home", str(tmp_path), "coverage", "--xlsx", str(tmp_path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_complete_court_is_complete(store: Store) -> None:
    """What nothing is wrong with is shown as present, and JSON says so."""
    confirmed(store, hearing(1, judge="王示范"))
    rows = as_data(report(store, NOW))["rows"]
    (found,) = [row for row in rows if row["kind"] == "hearing"]
    assert (found["state"], found["states"], found["incomplete"]) == ("present", [], [])
