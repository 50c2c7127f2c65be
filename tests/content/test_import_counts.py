"""What an import reports is what it did: new is what was not there when it began, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content.importers.files import import_files
from content.records import COURT_ZONE
from content.store import Store

ROOT = Path(__file__).parents[2]
# More than two batches of an import.
ROWS = 1_203


def sheet(file: Path, numbers: Iterable[int]) -> Path:
    tomorrow = datetime.now(COURT_ZONE) + timedelta(days=1)
    lines = ["案号,案由,当事人,开庭时间,法庭"]
    for number in numbers:
        day = tomorrow + timedelta(days=number % 20)
        case = f"（2026）冀1082民初{number // 2 + 1}号"  # two hearings a case
        lines.append(
            f"{case},买卖合同纠纷,原告甲；被告乙,{day:%Y-%m-%d} {9 + number % 2}:{number % 60:02},第一法庭"
        )
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def started(home: Path, *files: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "content", "--home", str(home), "import", *map(str, files), "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def counted(ran: subprocess.Popen[str]) -> tuple[int, int]:
    """(accepted, unchanged) when it has ended."""
    told = json.loads(ran.communicate(timeout=120)[0])
    assert told["refused"] == []
    return told["accepted"], told["unchanged"]


def test_new_is_what_was_not_there_across_batches(tmp_path: Path) -> None:
    store, now = Store.in_memory(), datetime.now(COURT_ZONE)
    for first, last, new in ((0, ROWS, ROWS), (0, ROWS, 0), (ROWS - 100, ROWS + 700, 700)):
        outcome = import_files([sheet(tmp_path / "a.csv", range(first, last))], store, now)
        assert (outcome.accepted, outcome.unchanged) == (new, last - first - new)
    assert store.counts()["hearing"] == ROWS + 700


def test_two_imports_at_once_count_each_row_as_new_once(tmp_path: Path) -> None:
    file, home = sheet(tmp_path / "a.csv", range(ROWS)), tmp_path / "home"
    told = [counted(ran) for ran in [started(home, file), started(home, file)]]
    assert sorted(told) == [(0, ROWS), (ROWS, 0)]


def test_after_a_kill_the_next_import_tells_what_was_left(tmp_path: Path) -> None:
    """Nothing is written, or all of it was before the kill: then the next import finds it unchanged."""
    file, home = sheet(tmp_path / "a.csv", range(ROWS)), tmp_path / "home"
    killed = started(home, file)
    while not (home / "content.db-wal").exists() and killed.poll() is None:
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    store = Store.at(home / "content.db")
    left = store.counts()["hearing"]
    store.close()
    assert left in (0, ROWS)
    assert counted(started(home, file)) == (ROWS - left, left)


@pytest.mark.parametrize("other", ["a.csv", "./a.csv", "sub/../a.csv", "."])
def test_a_file_that_is_named_twice_is_read_once(
    tmp_path: Path, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    sheet(tmp_path / "a.csv", range(10))
    monkeypatch.chdir(tmp_path)
    outcome = import_files([Path("a.csv"), Path(other)], Store.in_memory(), datetime.now(COURT_ZONE))
    assert (outcome.accepted, outcome.unchanged) == (10, 0)
