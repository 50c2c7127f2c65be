"""What is looked up by a key costs no more where there are many records: counted in steps of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from benchmarks.debtors import HEAD, rows
from content.case_number import CaseNumber
from content.importers.files import import_files
from content.records import Hearing
from content.store import Store
from tests.content.test_import_counts import sheet

MANY = 1_000
# Reading all of a kind takes several steps a record.
MOST_STEPS = MANY


def steps(store: Store, look_up: Callable[[], object]) -> int:
    """Steps of SQLite's machine that a look-up takes, in tens."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 10
        return 0

    with store.transaction() as writing:
        writing.conn.set_progress_handler(count, 10)
        try:
            assert look_up()
        finally:
            writing.conn.set_progress_handler(None, 10)
    return counted


def test_a_debtor_among_many(store: Store, tmp_path: Path, now: datetime) -> None:
    people = list(rows(MANY))
    lines = [",".join(one) for one in (HEAD, *people)]
    (tmp_path / "失信被执行人名单.csv").write_text("\n".join(lines), encoding="utf-8")
    assert import_files([tmp_path / "失信被执行人名单.csv"], store, now).accepted == MANY
    name, number = people[MANY // 2][:2]
    assert steps(store, lambda: store.debtors.by_number(number)) < MOST_STEPS
    assert steps(store, lambda: store.debtors.by_birth(name, int(number[6:10]))) < MOST_STEPS


def test_the_hearings_of_a_case_among_many(store: Store, tmp_path: Path, now: datetime) -> None:
    file = sheet(tmp_path / "a.csv", range(MANY))
    assert import_files([file], store, datetime.now(now.tzinfo)).accepted == MANY
    parsed = CaseNumber.parse(store.all(Hearing)[0].case_number)
    assert parsed is not None
    assert steps(store, lambda: store.hearings.of_cases([parsed.key])) < MOST_STEPS
