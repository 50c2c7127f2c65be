"""A million judgment debtors: import beside bare sqlite3, look-up beside LIKE and a dict, size and memory."""

from __future__ import annotations

import csv
import random
import resource
import sqlite3
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measured import Times, compare, table
from content.importers.files import import_files
from content.records import COURT_ZONE
from content.store import Store
from sandbox.court.debtors import made_up_number

RECORDS, LOOK_UPS, SCANS = 1_000_000, 2_000, 5
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=COURT_ZONE)
HEAD = (
    "被执行人姓名/名称",
    "身份证号码/组织机构代码",
    "执行法院",
    "立案时间",
    "案号",
    "执行标的（元）",
    "履行情况",
)
_SURNAMES, _GIVEN = "张王李赵陈刘杨黄周吴徐孙马朱胡郭何林高罗", "示范样本模拟演例甲乙丙丁戊己庚辛壬癸"


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Made-up people; names repeat as they do, numbers do not."""
    chance = random.Random(1)
    for number in range(count):
        born = date(1945, 1, 1) + timedelta(days=number // 999)
        name = chance.choice(_SURNAMES) + "".join(
            chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2)))
        )
        case = f"（{2016 + number % 11}）冀1082执{number // 11 + 1}号"
        filed = date(2016 + number % 11, 1 + number % 12, 1 + number % 28)
        yield (
            name, made_up_number(born, number % 999), "示范市人民法院", filed.isoformat(), case,
            str(1_000 + number % 100_000), "全部未履行",
        )  # fmt: skip


def run() -> None:
    with TemporaryDirectory(prefix="debtors-") as folder:
        _run(Path(folder))


def _run(folder: Path) -> None:
    file = folder / "失信被执行人名单.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEAD)
        writer.writerows(rows(RECORDS))
    bare_rate, bare = _bare(file, folder / "bare.db")
    before = _peak()
    store = Store.at(folder / "content.db")
    start = time.perf_counter()
    outcome = import_files([file], store, NOW)
    ours_rate = RECORDS / (time.perf_counter() - start)
    assert outcome.accepted == RECORDS, outcome.refused[:1]
    store.give_back_space()
    table(
        [
            ("", "rows/s", "bytes a record", "peak MB"),
            ("import: read, checked, sealed, journalled", f"{ours_rate:,.0f}", f"{_size(folder / 'content.db'):.0f}", f"{_peak():.0f}"),
            ("sqlite3 executemany of the same rows", f"{bare_rate:,.0f}", f"{_size(folder / 'bare.db'):.0f}", f"{before:.0f}"),
            ("ratio", f"{ours_rate / bare_rate:.2f}", f"{_size(folder / 'content.db') / _size(folder / 'bare.db'):.2f}", ""),
        ]
    )  # fmt: skip
    _look_up(store, bare, file)
    store.close()
    bare.close()


def _bare(file: Path, database: Path) -> tuple[float, sqlite3.Connection]:
    """The rows as they are, ID numbers readable, in one table without an index: what none of ours may do."""
    conn = sqlite3.connect(database)
    conn.execute("CREATE TABLE debtors (name, number, court, filed, case_number, amount, status)")
    with file.open(encoding="utf-8", newline="") as text:
        reader = csv.reader(text)
        next(reader)
        start = time.perf_counter()
        with conn:
            conn.executemany("INSERT INTO debtors VALUES (?, ?, ?, ?, ?, ?, ?)", reader)
    return RECORDS / (time.perf_counter() - start), conn


def _look_up(store: Store, bare: sqlite3.Connection, file: Path) -> None:
    chance = random.Random(2)
    with file.open(encoding="utf-8", newline="") as text:
        people = [(row[0], row[1]) for row in csv.reader(text)][1:]
    asked = [chance.choice(people) for _ in range(LOOK_UPS)]
    nobody = [made_up_number(date(2020, 1, 1) + timedelta(days=n), n % 999) for n in range(LOOK_UPS)]
    by_number = {number: name for name, number in people}
    numbers = [number for _, number in asked]
    compare(
        "by ID number",
        _each(store.debtors.by_number, numbers),
        "dict in memory",
        _each(by_number.get, numbers),
        0.99,
    )
    compare(
        "ID number on no list", _each(store.debtors.by_number, nobody),
        "plain scan, no index", _scan(bare, "SELECT * FROM debtors WHERE number = ?", nobody[:SCANS]), 0.99,
    )  # fmt: skip
    births = [(name, int(number[6:10])) for name, number in asked]
    compare(
        "by name and year of birth", _each(lambda key: store.debtors.by_birth(*key), births),
        "LIKE on name and number",
        _scan(bare, "SELECT * FROM debtors WHERE name || '|' || number LIKE ?", [f"{n}|______{y}%" for n, y in births[:SCANS]]),
        0.99,
    )  # fmt: skip


def _each(ask: object, keys: list[object] | list[str] | list[tuple[str, int]]) -> Times:
    found = []
    for key in keys:
        start = time.perf_counter()
        ask(key)  # type: ignore[operator]
        found.append(time.perf_counter() - start)
    return Times.of(found)


def _scan(conn: sqlite3.Connection, query: str, keys: list[str]) -> Times:
    return _each(lambda key: conn.execute(query, [key]).fetchall(), keys)


def _size(file: Path) -> float:
    return file.stat().st_size / RECORDS


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
