"""Import of hearings, rows a second, checks and search index included, beside what reads or writes alone."""

from __future__ import annotations

import csv
import random
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from benchmarks.large_court import NOW, hearing
from benchmarks.measured import table
from content.importers.files import import_files
from content.store import Store

ROWS = 100_000
_HEAD = ("案号", "案由", "当事人", "开庭时间", "法庭", "承办法官", "书记员")


def run() -> None:
    with TemporaryDirectory(prefix="import-") as name:
        folder = Path(name)
        plain, book = folder / "hearings.csv", folder / "hearings.xlsx"
        with plain.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(_HEAD)
            writer.writerows(_rows())
        sheet = openpyxl.Workbook(write_only=True)
        page = sheet.create_sheet()
        page.append(_HEAD)
        for row in _rows():
            page.append(row)
        sheet.save(book)
        results = {
            "ours, csv": _seconds(lambda: _import(folder / "a.db", plain, new=ROWS)),
            "ours, csv, once more": _seconds(lambda: _import(folder / "a.db", plain, new=0)),
            "ours, xlsx": _seconds(lambda: _import(folder / "b.db", book, new=ROWS)),
            "csv into bare sqlite3": _seconds(lambda: _bare(folder / "c.db", plain)),
            "openpyxl reading alone": _seconds(lambda: _read(book)),
        }
        told = [
            [name, f"{ROWS / seconds:,.0f}", f"{results['ours, csv'] / seconds:.1f}"]
            for name, seconds in results.items()
        ]
        table([["hearings", "rows a processor second", "ours, csv takes times as long"], *told])
        print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _rows() -> Iterator[tuple[str, ...]]:
    made = random.Random(5)
    for number in range(1, ROWS + 1):
        h = hearing(number, made)
        yield (
            h.case_number, h.cause, h.parties, f"{h.starts_at:%Y-%m-%d %H:%M}", h.courtroom, h.judge, h.clerk
        )  # fmt: skip


def _seconds(action: Callable[[], None]) -> float:
    """Processor time: what else the machine does is not counted."""
    start = time.process_time()
    action()
    return time.process_time() - start


def _import(database: Path, file: Path, *, new: int) -> None:
    store = Store.at(database)
    outcome = import_files([file], store, NOW)
    store.close()
    assert (outcome.accepted, outcome.unchanged) == (new, ROWS - new), outcome.refused[:3]


def _bare(database: Path, file: Path) -> None:
    conn = sqlite3.connect(database)
    conn.execute(f"CREATE TABLE hearings ({', '.join(f'c{n}' for n in range(len(_HEAD)))})")
    with file.open(encoding="utf-8", newline="") as lines:
        conn.executemany(f"INSERT INTO hearings VALUES ({', '.join('?' * len(_HEAD))})", csv.reader(lines))
    conn.commit()
    conn.close()


def _read(file: Path) -> None:
    book = openpyxl.load_workbook(file, read_only=True)
    assert sum(1 for _ in book.active.iter_rows(values_only=True)) == ROWS + 1
    book.close()
