"""A large list and many judgments, 1,000,000 and 20,000, from files to a synced machine, by the commands that
a clerk uses, each with its time, memory and the bytes that it leaves."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import debtors
from benchmarks.large_court import made_judgment
from benchmarks.measured import table

DEBTORS, JUDGMENTS = 1_000_000, 20_000


@dataclass(frozen=True, slots=True)
class Ran:
    """Wall clock and processor time in seconds, peak memory in MB."""

    wall: float
    processor: float
    memory: float


def run(debtors_wanted: int = DEBTORS, judgments_wanted: int = JUDGMENTS) -> None:
    with TemporaryDirectory(prefix="scale-") as name:
        folder = Path(name)
        office, machine, out = folder / "office", folder / "machine", folder / "out"
        lists = folder / "失信被执行人名单.csv"
        with lists.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(debtors.HEAD)
            writer.writerows(debtors.rows(debtors_wanted))
        texts = folder / "裁判文书"
        texts.mkdir()
        made = random.Random(9)
        for number in range(1, judgments_wanted + 1):
            (texts / f"{number}.txt").write_text(made_judgment(number, made), encoding="utf-8")
        told: list[list[object]] = [["", "seconds", "processor", "records/s", "peak MB", "MB left"]]

        def tell(what: str, count: int, left: Path, *arguments: object) -> None:
            ran = _command(*arguments)
            size = sum(one.stat().st_size for one in left.rglob("*") if one.is_file()) / 1e6
            told.append(
                [
                    what,
                    f"{ran.wall:.0f}",
                    f"{ran.processor:.0f}",
                    f"{count / ran.wall:,.0f}",
                    f"{ran.memory:.0f}",
                    f"{size:.0f}",
                ]
            )
            print(f"  {told[-1]}", file=sys.stderr, flush=True)

        both = debtors_wanted + judgments_wanted
        tell(f"import {debtors_wanted:,} debtors", debtors_wanted, office, "--home", office, "import", lists)
        tell(
            f"import {judgments_wanted:,} judgments",
            judgments_wanted,
            office,
            "--home",
            office,
            "import",
            texts,
        )
        tell("publish", both, out, "--home", office, "publish", out)
        tell("first sync", both, machine, "--home", machine, "sync", out)
        tell("import the debtors once more", debtors_wanted, office, "--home", office, "import", lists)
        with lists.open("a", encoding="utf-8", newline="") as file:
            # One by one: a child's peak memory begins with that of the process that starts it.
            csv.writer(file).writerows(islice(debtors.rows(debtors_wanted + 1_000), debtors_wanted, None))
        tell("import with 1,000 more", debtors_wanted, office, "--home", office, "import", lists)
        tell("publish the change", 1_000, out, "--home", office, "publish", out)
        tell("sync the change", 1_000, machine, "--home", machine, "sync", out)
        table(told)


def _command(*arguments: object) -> Ran:
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "content", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, errors[-500:]
    return Ran(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
