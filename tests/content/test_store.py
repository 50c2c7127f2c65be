from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from content.case_number import CaseNumber, CaseNumberQuery
from content.migrations import MIGRATIONS
from content.records import COURT_ZONE, Guide, GuideCategory, Hearing, Person, hearing_id
from content.store import Store

DAY = date(2026, 11, 25)


def hearing(number: int, day: date = DAY, hour: int = 9, **more: object) -> Hearing:
    text = f"（2026）冀1082民初{number}号"
    case = CaseNumber.parse(text)
    assert case is not None
    starts = datetime(day.year, day.month, day.day, hour, 30, tzinfo=COURT_ZONE)
    return Hearing(id=hearing_id(case.key, "hearing", starts), case_number=text, starts_at=starts, **more)


def guide(lang: str = "zh-CN", **more: object) -> Guide:
    plain = {
        "id": "filing",
        "title": "怎样立案",
        "category": "first",
        "updated": date(2026, 11, 2),
        "body": "带身份证。",
    }
    return Guide(**{**plain, "lang": lang, **more})


@pytest.fixture
def filled(store: Store) -> Store:
    for one in (
        hearing(3, hour=14),
        hearing(1),
        hearing(2, hour=10, status="cancelled"),
        hearing(1, DAY + timedelta(7)),
    ):
        store.put(one)
    return store


def test_a_day_is_listed_by_time_with_the_cancelled_ones(filled: Store) -> None:
    found = filled.hearings.find(day=DAY)
    assert [one.case_number[-2] for one in found.items] == ["1", "2", "3"]
    assert found.total == 3


def test_what_was_moved_or_cancelled_comes_first_while_it_matters(filled: Store) -> None:
    def order(**asked: object) -> str:
        found = filled.hearings.find(day=DAY, **asked)  # type: ignore[arg-type]
        assert found.total == 3
        return "".join(one.case_number[-2] for one in found.items)

    assert order() == order(changed_from=DAY + timedelta(1)) == "123"
    assert order(changed_from=DAY) == "213"
    assert order(changed_from=DAY, offset=1) == "13"


def test_what_was_moved_to_another_day_is_told_on_its_old_day(filled: Store) -> None:
    old = filled.hearings.find(day=DAY).items[0]
    moved = old.model_copy(
        update={
            "starts_at": old.starts_at + timedelta(3),
            "previous_starts_at": old.starts_at,
            "status": "changed",
        }
    )
    filled.put(moved)
    assert filled.hearings.find(day=DAY).total == 2
    found = filled.hearings.find(day=DAY, with_moved_away=True, changed_from=DAY)
    assert (found.items[0], found.total) == (moved, 3)
    assert filled.hearings.days(DAY, 1) == {DAY: 2}
    assert filled.hearings.find(day=DAY + timedelta(3), with_moved_away=True).items == (moved,)


def test_a_courtroom_has_its_hearings_from_a_day_on(filled: Store) -> None:
    moved = filled.hearings.find(day=DAY).items[0].model_copy(update={"courtroom": "第九法庭"})
    filled.put(moved)
    assert filled.hearings.find(room="第九法庭", since=DAY).items == (moved,)
    assert filled.hearings.rooms(DAY)["第九法庭"] == 1
    assert "第九法庭" not in filled.hearings.rooms(DAY + timedelta(1))
    assert filled.hearings.find(room="第一百法庭").total == 0


def test_a_slice_tells_the_total(filled: Store) -> None:
    found = filled.hearings.find(offset=1, limit=2)
    assert (len(found.items), found.total) == (2, 4)


def test_part_of_a_case_number_is_enough(filled: Store) -> None:
    for words in ("2026-1", "民初1号", "(2026)冀1082民初1号"):
        query = CaseNumberQuery.parse(words)
        assert [one.starts_at.day for one in filled.hearings.find(case=query).items] == [25, 2]
        assert filled.hearings.find(case=query, since=DAY + timedelta(1)).total == 1


def test_days_are_counted_with_the_empty_ones(filled: Store) -> None:
    assert filled.hearings.days(DAY, 3) == {DAY: 3, DAY + timedelta(1): 0, DAY + timedelta(2): 0}


def test_unknown_ids_are_none(store: Store) -> None:
    assert store.get(Hearing, "no") is store.guide("no") is store.department("no") is store.court() is None


def test_a_guide_comes_in_the_language_asked_for_else_in_chinese(store: Store) -> None:
    store.put(GuideCategory(id="first", name="立案", name_en="Filing"))
    store.put(guide())
    store.put(guide("en", title="How to file"))
    store.put(guide(id="other", title="其他"))
    assert [(one.id, one.lang) for one in store.guides(lang="en")] == [("filing", "en"), ("other", "zh-CN")]
    assert [one.lang for one in store.guides("first")] == ["zh-CN", "zh-CN"]
    found = store.guide("other", "en")
    assert found is not None
    assert found.lang == "zh-CN"
    assert store.guide_categories()[0].name_in("en") == "Filing"


def test_people_are_listed_by_department_and_committee(store: Store) -> None:
    for number in range(5):
        store.put(
            Person(
                id=f"p{number}",
                name=f"王{number}示",
                order=number,
                department=f"d{number % 2}",
                committee=number > 2,
            )
        )
    assert [one.id for one in store.people(department="d0").items] == ["p0", "p2", "p4"]
    assert [one.id for one in store.people(committee=True).items] == ["p3", "p4"]
    assert store.people(limit=2, offset=4).total == 5


def test_a_failed_transaction_leaves_nothing(filled: Store) -> None:
    def fail() -> None:
        with filled.transaction():
            filled.put(hearing(9))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert filled.hearings.find().total == 4
    assert filled.search("冀1082民初9号") == ()


def test_records_are_checked_and_frozen() -> None:
    with pytest.raises(ValidationError):
        hearing(1, unknown="x")
    with pytest.raises(ValidationError):
        Hearing(id="x", case_number="（2026）冀1082民初1号", starts_at=datetime(2026, 11, 25, 9))  # noqa: DTZ001
    with pytest.raises(ValidationError):
        hearing(1).note = "x"  # type: ignore[misc]


def test_many_threads_read_while_one_writes(tmp_path: Path) -> None:
    store = Store.at(tmp_path / "content.db")
    store.put(hearing(1))

    def read(_: int) -> int:
        return sum(len(store.hearings.find(day=DAY, limit=100).items) > 0 for _ in range(30))

    with ThreadPoolExecutor(8) as pool:
        reads = [pool.submit(read, number) for number in range(8)]
        for number in range(2, 60):
            store.put(hearing(number))
        assert [one.result() for one in reads] == [30] * 8
    assert store.hearings.find().total == 59
    store.close()


def test_content_survives_closing(tmp_path: Path) -> None:
    first = Store.at(tmp_path / "content.db")
    first.put(hearing(1))
    first.close()
    again = Store.at(tmp_path / "content.db")
    assert again.hearings.find().total == 1
    again.close()


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    Store.at(tmp_path / "content.db").close()
    conn = sqlite3.connect(tmp_path / "content.db")
    conn.execute("INSERT INTO migrations VALUES (?)", [len(MIGRATIONS) + 1])
    conn.commit()
    conn.close()
    with pytest.raises(ValueError, match="shape"):
        Store.at(tmp_path / "content.db")


@pytest.mark.parametrize(
    "words",
    [
        "张三",
        "张",
        "三",
        "zs",
        "zhangsan",
        "ZHANG",
        "民间借贷",
        "冀1082民初1号",
        "（2026）冀1082民初1",
        "借贷 张三",
        "mjjd",
        "１０８２",
    ],
)
def test_a_hearing_is_found_by_what_people_type(store: Store, words: str) -> None:
    store.put(hearing(1, parties="原告张三 被告李四", cause="民间借贷纠纷"))
    (hit,) = store.search(words)
    assert (hit.kind, hit.place, hit.date) == ("hearing", f"/hearings/{hearing(1).id}", DAY)


@pytest.mark.parametrize(
    "words",
    ["", " ", "张四", "三张", '"', "张三 NOT 李四x", "* OR 1", "NEAR(张 三)", "%", "民间x", "\x00"],
)
def test_what_does_not_stand_there_is_not_found(store: Store, words: str) -> None:
    store.put(hearing(1, parties="原告张三 被告李四", cause="民间借贷纠纷"))
    assert store.search(words) == ()


def test_a_changed_record_is_found_by_its_new_words_only(store: Store) -> None:
    store.put(hearing(1, judge="王示范"))
    store.put(hearing(1, judge="赵一示"))
    assert (len(store.search("王示范")), len(store.search("赵一示"))) == (0, 1)
    store.remove("hearing", hearing(1).id)
    assert store.search("赵一示") == ()


def test_titles_come_first_and_a_title_is_found_by_its_initials(store: Store) -> None:
    store.put(guide(id="a", title="庭前准备", body="开庭公告在大厅。"))
    store.put(guide(id="b", title="开庭公告怎么看", body="看大厅。", updated=date(2026, 1, 1)))
    assert [hit.id for hit in store.search("开庭公告")] == ["b", "a"]
    assert [hit.id for hit in store.search("ktgg")] == ["b"]


@given(st.text(max_size=200))
def test_any_words_at_all_are_just_words(words: str) -> None:
    store = Store.in_memory()
    store.put(hearing(1, parties="原告张三"))
    store.search(words)
    store.close()


def test_ten_megabytes_of_words_are_answered_at_once(filled: Store) -> None:
    before = time.monotonic()
    assert filled.search("张三 " * 3_000_000) == ()
    assert time.monotonic() - before < 1
