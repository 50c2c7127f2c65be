"""Numbers of records: given out once, kept through all that happens to a record, the same everywhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from content.migrations import MIGRATIONS
from content.numbers import code_of
from content.publish import publish
from content.records import COURT_ZONE, Guide
from content.store import Store
from content.sync import sync

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=COURT_ZONE)


def _guide(id: str, lang: str = "zh-CN", title: str = "题目") -> Guide:
    return Guide.model_validate(
        {
            "id": id,
            "lang": lang,
            "title": title,
            "category": "filing",
            "updated": "2026-11-01",
            "body": "正文",
        }
    )


@pytest.fixture
def store() -> Store:
    return Store.in_memory()


def _number(store: Store, id: str) -> int:
    number = store.numbers.number_of(f"/guides/{id}")
    assert number is not None
    return number


def test_each_record_has_a_number_of_its_own_and_its_languages_share_it(store: Store) -> None:
    store.put(_guide("a"))
    store.put(_guide("b"))
    store.put(_guide("a", "en"))
    assert _number(store, "a") != _number(store, "b")
    assert store.numbers.record_with(_number(store, "a")) == _guide("a")


def test_many_at_once_have_one_each(store: Store) -> None:
    guides = [_guide(f"g{number}") for number in range(700)]
    store.put_many(guides)
    assert len({_number(store, guide.id) for guide in guides}) == 700


def test_it_stays_when_the_record_changes_goes_and_comes_again(store: Store) -> None:
    store.put(_guide("a"))
    store.put(_guide("b"))
    first, last = _number(store, "a"), _number(store, "b")
    store.put(_guide("a", title="另一个题目"))
    assert _number(store, "a") == first
    store.remove("guide", "b")
    assert store.numbers.record_with(last) is None
    store.put(_guide("c"))
    assert _number(store, "c") not in (first, last)
    store.put(_guide("b"))
    assert _number(store, "b") == last


def test_what_is_withdrawn_is_behind_no_number_until_it_is_restored(store: Store) -> None:
    store.put(_guide("a"))
    number = _number(store, "a")
    store.withdraw("guide", "a", "试", NOW)
    assert store.numbers.record_with(number) is None
    assert store.numbers.was_given(number)
    assert not store.numbers.was_given(number + 1)
    store.restore("guide", "a", NOW)
    assert store.numbers.record_with(number) == _guide("a")


def test_every_machine_has_the_same_numbers_and_forgets_those_of_what_went(tmp_path: Path) -> None:
    court, machine = Store.at(tmp_path / "court/content.db"), Store.at(tmp_path / "machine/content.db")
    now = datetime.now(COURT_ZONE)
    for id in "abc":
        court.put(_guide(id))
    court.put(_guide("b", "en"))
    court.remove("guide", "a")
    publish(court, tmp_path / "out", tmp_path / "keys", now)
    sync(machine, str(tmp_path / "out"), tmp_path / "machine")
    assert [_number(machine, id) for id in "bc"] == [_number(court, id) for id in "bc"]
    number = _number(court, "b")
    court.put(_guide("d"))
    court.withdraw("guide", "b", "试", now)
    publish(court, tmp_path / "out", tmp_path / "keys", now)
    sync(machine, str(tmp_path / "out"), tmp_path / "machine")
    assert _number(machine, "d") == _number(court, "d")
    assert machine.numbers.record_with(number) is None
    assert machine.numbers.number_of("/guides/b") is None
    court.close()
    machine.close()


def test_what_was_entered_before_there_were_numbers_gets_them(tmp_path: Path) -> None:
    old = Store.at(tmp_path / "content.db")
    old.put(_guide("a"))
    with old.transaction() as writing:
        before = [step.__name__ for step in MIGRATIONS].index("_numbers")
        for statement in (
            "DROP TABLE numbers",
            "DROP INDEX hearings_by_room",
            "ALTER TABLE hearings DROP COLUMN courtroom",
            "ALTER TABLE hearings DROP COLUMN changed",
            "DROP INDEX hearings_by_previous_day",
            "ALTER TABLE hearings DROP COLUMN previous_day",
            f"DELETE FROM migrations WHERE number > {before}",
        ):
            writing.conn.execute(statement)
    old.close()
    again = Store.at(tmp_path / "content.db")
    assert code_of(_number(again, "a"))
    again.close()


def test_no_other_page_has_a_number(store: Store) -> None:
    for address in ("/", "/guides", "/guides/nowhere", "/debtors", "/hearings/find", "/directory/people"):
        assert store.numbers.number_of(address) is None
