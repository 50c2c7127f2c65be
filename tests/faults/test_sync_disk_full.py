"""No room on the disk: the old version goes on being served, it is said, and the next sync puts it right."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing import Court, Machine, same_content

ROOT = Path(__file__).parents[2]
# A disk of two megabytes, in a mount namespace that ends with its program.
SMALL_DISK = """
set -e
mount -t tmpfs -o size=2m tmpfs "$1"
cp -r "$2"/. "$1"
head -c 600k /dev/zero > "$1/other"
set +e
"$4" -m tests.faults.syncing "$1" "$3"; first=$?
"$4" -m tests.faults.syncing "$1" "$3"; second=$?
rm -f "$1/other"; mount -o remount,size=200m "$1"
cp -r "$1"/. "$2"
"$4" -m tests.faults.syncing "$1" "$3"; third=$?
cp -r "$1"/. "$5"
echo "$first $second $third"
"""


@pytest.fixture
def behind(court: Court, machine: Machine) -> Machine:
    """A machine with 50 hearings of a court that now has 1,500."""
    court.put(*range(1, 51))
    court.publish()
    machine.sync(court.out)
    machine.close()
    court.put(*range(51, 1_501), note="请当事人提前到庭，携带身份证件。" * 20)
    court.publish()
    return Machine(machine.home)


def test_a_file_that_may_not_grow(court: Court, behind: Machine) -> None:
    held = list(behind.store.bodies())
    program = [sys.executable, "-m", "tests.faults.syncing", str(behind.home), str(court.out)]
    for _ in range(2):
        ended = subprocess.run([*program, "--most-bytes", "700000"], capture_output=True, text=True)
        assert (ended.returncode, ended.stderr.splitlines()[-1]) == (2, "NOT_WRITTEN")
        assert list(behind.store.bodies()) == held
        assert behind.store.version() == 1
    ended = subprocess.run(program, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    assert same_content(behind, court)
    behind.close()


def test_a_small_disk(court: Court, behind: Machine, tmp_path: Path) -> None:
    behind.close()
    disk, during, after = (tmp_path / name for name in ("disk", "during", "after"))
    for folder in (disk, after):
        folder.mkdir()
    shutil.copytree(behind.home, during)
    ended = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", SMALL_DISK, "sh", disk, during, court.out,
         sys.executable, after],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert ended.stdout.splitlines()[-1] == "2 2 0", ended.stderr
    assert ended.stderr.count("DISK_FULL") == 2
    full, freed = Machine(during), Machine(after)
    assert (full.store.version(), full.store.counts()["hearing"]) == (1, 50)
    assert same_content(freed, court)
    full.close()
    freed.close()
