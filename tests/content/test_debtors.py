"""Judgment debtors: taken in without their numbers, found by who knows them, gone when the list says so."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from content.__main__ import main
from content.case_number import CaseNumberQuery
from content.debtors import WithoutKeyError
from content.importers.files import import_files
from content.importers.hearings import Outcome
from content.publish import publish
from content.store import Store
from content.sync import sync
from sandbox.court.debtors import made_up_code, made_up_number

ANNA, BORIS = made_up_number(date(1968, 3, 2), 1), made_up_number(date(1985, 7, 9), 2)
CODE = made_up_code(1)
HEADER = ("姓名/名称", "身份证号码/组织机构代码", "执行法院", "案号", "执行标的", "立案时间")


@pytest.fixture
def office(tmp_path: Path) -> Store:
    return Store.at(tmp_path / "office" / "content.db")


def row(name: str, number: str, serial: int = 1) -> tuple[object, ...]:
    return (name, number, "示范市人民法院", f"（2026）冀1082执{serial}号", "12万元", date(2026, 3, 4))


def table(file: Path, *rows: Sequence[object], header: Sequence[object] = HEADER) -> Path:
    book = openpyxl.Workbook()
    book.active.append([file.stem])
    for each in (header, *rows):
        book.active.append(list(each))
    book.save(file)
    return file


def take(store: Store, file: Path, now: datetime, *, whole: bool = False) -> Outcome:
    return import_files([file], store, now, whole=whole)


def test_who_knows_the_number_finds_every_list_and_sees_it_in_part(
    office: Store, tmp_path: Path, now: datetime
) -> None:
    take(office, table(tmp_path / "失信被执行人名单.xlsx", row("张示范", ANNA)), now)
    take(office, table(tmp_path / "限制高消费名单.xlsx", row("张示范", ANNA)), now)
    found = office.debtors.by_number(ANNA)
    assert [one.list for one in found] == ["consumption", "dishonest"]
    assert {one.number_shown for one in found} == {f"1300**********{ANNA[-4:]}"}
    assert found[0].amount == 120_000
    assert office.debtors.by_number(BORIS) == ()


def test_nobody_reads_a_number_in_the_database_or_in_what_is_published(
    office: Store, tmp_path: Path, now: datetime
) -> None:
    take(office, table(tmp_path / "失信被执行人名单.xlsx", row("张示范", ANNA)), now)
    publish(office, tmp_path / "out", tmp_path / "office" / "keys", now)
    office.close()
    files = [tmp_path / "office" / "content.db", *(tmp_path / "out").rglob("*")]
    for file in files:
        if file.is_file():
            assert ANNA.encode() not in file.read_bytes()
            assert ANNA[6:14].encode() not in file.read_bytes()
    assert not list((tmp_path / "out").rglob("debtors.key"))
    assert (tmp_path / "office" / "debtors.key").stat().st_mode & 0o077 == 0


def test_a_debtor_is_not_found_by_searching(office: Store, tmp_path: Path, now: datetime) -> None:
    take(
        office,
        table(tmp_path / "失信被执行人名单.xlsx", row("张示范", ANNA), row("示范商贸有限公司", CODE, 2)),
        now,
    )
    for words in ("张示范", ANNA, ANNA[-4:], "示范商贸", CODE):
        assert office.search(words) == ()


def test_a_name_needs_a_second_key(office: Store, tmp_path: Path, now: datetime) -> None:
    take(office, table(tmp_path / "失信名单.xlsx", row("张示范", ANNA, 7), row("张示范", BORIS, 8)), now)
    debtors = office.debtors
    assert [one.number_shown for one in debtors.by_birth("张 示范", 1968)] == [f"1300**********{ANNA[-4:]}"]
    assert debtors.by_birth("张示范", 1970) == ()
    assert [one.case_number for one in debtors.by_case("张示范", CaseNumberQuery(2026, serial=8))] == [
        "（2026）冀1082执8号"
    ]
    assert debtors.by_case("张示范", CaseNumberQuery(2026, serial=9)) == ()
    assert debtors.organisations("张示范") == ()


def test_an_organisation_is_found_by_code_and_by_name(office: Store, tmp_path: Path, now: datetime) -> None:
    take(office, table(tmp_path / "限制招投标名单.xlsx", row("示范商贸（集团）有限公司", CODE)), now)
    assert len(office.debtors.by_code(CODE)) == 1
    assert len(office.debtors.organisations("示范商贸(集团)有限公司")) == 1
    assert office.debtors.organisations("示范商贸") == ()


@pytest.mark.parametrize(
    ("number", "reason"), [(ANNA[:-1] + ("0" if ANNA[-1] != "0" else "1"), "身份证"), ("12345", "身份证")]
)
def test_a_wrong_number_refuses_its_row_without_repeating_it(
    office: Store, tmp_path: Path, now: datetime, number: str, reason: str
) -> None:
    outcome = take(
        office, table(tmp_path / "失信名单.xlsx", row("李示例", number), row("张示范", ANNA, 2)), now
    )
    assert outcome.accepted == 1
    (refused,) = outcome.refused
    assert refused.row == 3
    assert reason in refused.reason
    assert number not in f"{refused}"


def test_a_number_that_was_masked_already_is_kept_as_it_is(
    office: Store, tmp_path: Path, now: datetime
) -> None:
    take(office, table(tmp_path / "失信名单.xlsx", row("李示例", "1300********2X")), now)
    (found,) = office.debtors.by_case("李示例", CaseNumberQuery(2026, serial=1))
    assert not found.number_sealed


def test_the_same_file_again_changes_nothing_and_a_whole_one_takes_away(
    office: Store, tmp_path: Path, now: datetime
) -> None:
    both = table(tmp_path / "失信名单.xlsx", row("张示范", ANNA, 1), row("李示例", BORIS, 2))
    take(office, both, now)
    assert take(office, both, now).unchanged == 2
    take(office, table(tmp_path / "限制高消费名单.xlsx", row("李示例", BORIS, 2)), now)
    outcome = take(office, table(tmp_path / "失信名单.xlsx", row("张示范", ANNA, 1)), now, whole=True)
    assert outcome.withdrawn == 1
    assert [one.list for one in office.debtors.by_number(BORIS)] == ["consumption"]


def test_a_row_that_says_so_takes_its_entry_away(office: Store, tmp_path: Path, now: datetime) -> None:
    take(office, table(tmp_path / "失信名单.xlsx", row("张示范", ANNA)), now)
    gone = table(tmp_path / "失信名单.xlsx", (*row("张示范", ANNA), "已删除"), header=(*HEADER, "状态"))
    assert take(office, gone, now).withdrawn == 1
    assert office.debtors.by_number(ANNA) == ()


def test_personal_data_in_a_text_refuses_its_row(office: Store, tmp_path: Path, now: datetime) -> None:
    file = table(
        tmp_path / "失信名单.xlsx",
        (*row("张示范", ANNA), "转移财产，电话13912345678"),
        header=(*HEADER, "失信行为具体情形"),
    )
    (refused,) = take(office, file, now).refused
    assert refused.field == "失信行为具体情形"


def test_a_csv_with_one_column_for_both_numbers(office: Store, tmp_path: Path, now: datetime) -> None:
    file = tmp_path / "未结执行案件被执行人.csv"
    with file.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([HEADER, row("张示范", f"{ANNA}\t"), row("示范厂", CODE, 2)])
    assert take(office, file, now).refused == []
    assert len(office.debtors.by_number(ANNA)) == len(office.debtors.by_code(CODE)) == 1


def test_a_machine_needs_the_key_by_hand(
    office: Store, tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    take(office, table(tmp_path / "失信名单.xlsx", row("张示范", ANNA)), now)
    publish(office, tmp_path / "out", tmp_path / "office" / "keys", now)
    office.close()
    home, key = tmp_path / "kiosk", tmp_path / "stick" / "debtors.key"
    machine = Store.at(home / "content.db")
    sync(machine, str(tmp_path / "out"), home)
    with pytest.raises(WithoutKeyError):
        machine.debtors.by_number(ANNA)
    assert len(machine.debtors.by_case("张示范", CaseNumberQuery(2026, serial=1))) == 1
    assert main(["--home", str(tmp_path / "office"), "debtor-key", "export", str(key), "--json"]) == 0
    mark = json.loads(capsys.readouterr().out)["mark"]
    assert [each.key_mark for each in machine.debtors.lists()] == [mark]
    assert main(["--home", str(home), "debtor-key", "import", str(key)]) == 0
    assert len(machine.debtors.by_number(ANNA)) == 1
    machine.close()
    other = tmp_path / "other.key"
    other.write_text("A" * 43 + "=\n")
    assert main(["--home", str(home), "debtor-key", "import", str(other)]) == 2


def test_what_was_taken_away_leaves_nothing_behind(office: Store, tmp_path: Path, now: datetime) -> None:
    take(office, table(tmp_path / "失信名单.xlsx", row("张示范", ANNA)), now)
    (found,) = office.debtors.by_number(ANNA)
    office.remove("debtor", found.id)
    office.close()
    left = sqlite3.connect(tmp_path / "office" / "content.db").execute("SELECT count(*) FROM debtor_keys")
    assert left.fetchone()[0] == 0
