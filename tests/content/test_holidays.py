"""Days off that the court enters itself, from the State Council's notice or a table."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from content.__main__ import main
from content.coverage import State, report
from content.days_off import read_days_off
from content.importers.files import import_files
from content.records import COURT_ZONE, Holiday
from content.store import Store

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=COURT_ZONE)
# The notice for 2026 as it was published on 4 November 2025: the package with the announced days knows it
# too, so that both can be compared.
NOTICE = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2025年11月4日
"""
# Older notices are worded in other ways; the days are made up.
OTHER = """国务院办公厅关于2033年部分节假日安排的通知
一、元旦：2032年12月31日至2033年1月2日放假调休，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、2月12日（星期六）上班。
三、清明节：4月4日放假，4月5日（星期二）补休。
四、劳动节：5月1日放假，与周末连休。
五、端午节：6月1日放假。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。10月9日（星期日）上班。
"""


def imported(store: Store, folder: Path, text: str, name: str = "通知.txt") -> tuple[int, int, list[str]]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    outcome = import_files([file], store, NOW)
    return outcome.accepted, outcome.unchanged, [f"{r.row} {r.field}：{r.reason}" for r in outcome.refused]


def test_the_notice_as_it_is_published_agrees_with_the_package_day_by_day(
    store: Store, tmp_path: Path
) -> None:
    assert imported(store, tmp_path, NOTICE) == (7, 0, [])
    assert imported(store, tmp_path, NOTICE) == (0, 7, [])
    assert {one.source for one in store.all(Holiday)} == {"国办发明电〔2025〕7号"}
    entered, known = read_days_off(store), read_days_off(Store.in_memory())
    assert 2026 in entered.years
    every_day = [
        date.fromordinal(day) for day in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
    ]
    assert [day for day in every_day if entered.is_off(day) != known.is_off(day)] == []
    assert {day for day in entered.entered if entered.entered[day]} == {
        day for day in every_day if known.is_public_holiday(day)
    }


def test_older_wordings_of_a_notice(store: Store, tmp_path: Path) -> None:
    assert imported(store, tmp_path, OTHER) == (6, 0, [])
    days_off = read_days_off(store)
    assert days_off.is_known(2033)
    off = ("2032-12-31", "2033-01-31", "2033-02-06", "2033-04-05", "2033-05-01", "2033-06-01", "2033-10-08")
    worked = ("2033-01-29", "2033-02-12", "2033-10-09", "2033-02-07", "2033-04-06")
    assert all(days_off.is_off(date.fromisoformat(day)) for day in off)
    assert not any(days_off.is_off(date.fromisoformat(day)) for day in worked)


@pytest.mark.parametrize(
    ("was", "becomes", "refusal"),
    [
        ("共9天", "共8天", "6 春节：放假的日期读不懂"),
        ("2月15日（农历腊月二十八、周日）至23日", "2月30日至23日", "6 春节：放假的日期读不懂"),
        ("五、端午节：6月19日（周五）至21日（周日）放假，共3天。\n", "\n", "None 端午：通知里没有这些节日"),
    ],
)
def test_a_notice_with_a_slip_is_refused_as_a_whole(
    store: Store, tmp_path: Path, was: str, becomes: str, refusal: str
) -> None:
    accepted, _, refused = imported(store, tmp_path, NOTICE.replace(was, becomes))
    assert accepted == 0
    assert len(refused) == 1
    assert refused[0].startswith(refusal)
    assert store.counts()["holiday"] == 0


def test_a_table_will_do_as_well(store: Store, tmp_path: Path) -> None:
    table = (
        "2027年放假安排,,,,\n年份,节日,放假开始,放假结束,调休上班\n"
        "2027,元旦,2027-01-01,2027年1月3日,\n2027,春节,2027/2/5,2027.2.11,2027-01-30、2027年2月20日\n"
    )
    assert imported(store, tmp_path, table, "放假.csv") == (2, 0, [])
    days_off = read_days_off(store)
    assert not days_off.is_known(2027)  # five holidays are missing
    assert days_off.is_off(date(2027, 2, 8))
    assert not days_off.is_off(date(2027, 2, 20))


def test_staff_are_told_that_the_coming_year_is_not_known(store: Store, tmp_path: Path) -> None:
    def state(now: datetime) -> tuple[State, str]:
        found = next(one for one in report(store, now).parts if one.kind == "holiday")
        return found.state, found.note[:5]

    assert state(datetime(2026, 10, 31, tzinfo=COURT_ZONE)) == (State.PRESENT, "")
    assert state(NOW) == (State.MISSING, "2027年")
    assert state(datetime(2027, 1, 4, tzinfo=COURT_ZONE)) == (State.MISSING, "2027年")
    notice = OTHER.replace("2033", "2027").replace("2032", "2026")
    assert imported(store, tmp_path, notice) == (6, 0, [])
    assert state(NOW) == (State.PRESENT, "")


def test_entered_by_the_command_and_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "通知.txt").write_text(NOTICE, encoding="utf-8")
    home = ["--home", str(tmp_path / "court")]
    assert main([*home, "import", str(tmp_path / "通知.txt"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"accepted": 7, "unchanged": 0, "refused": []}
    assert main([*home, "publish", str(tmp_path / "out")]) == 0
    machine = ["--home", str(tmp_path / "machine")]
    assert main([*machine, "sync", str(tmp_path / "out")]) == 0
    store = Store.at(tmp_path / "machine" / "content.db")
    assert 2026 in read_days_off(store).years
    store.close()
