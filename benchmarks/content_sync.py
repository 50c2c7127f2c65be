"""A day's change of a large court: bytes and seconds, beside gzip of the change alone and a whole copy."""

from __future__ import annotations

import gzip
import random
import resource
import shutil
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.large_court import HEARINGS, JUDGMENTS, hearing, large_store
from benchmarks.measured import table
from benchmarks.pictures import bars
from content.publication import record_line
from content.publish import publish
from content.records import COURT_ZONE
from content.store import Store, canonical_json
from content.sync import sync


def run() -> None:
    with TemporaryDirectory(prefix="sync-") as name:
        _run(Path(name))


def _run(folder: Path) -> None:
    (folder / "court").mkdir()
    court, out, keys = large_store(folder / "court"), folder / "out", folder / "court/keys"
    now = datetime.now(COURT_ZONE)
    started = time.perf_counter()
    publish(court, out, keys, now)
    first = time.perf_counter() - started
    snapshot = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"  {HEARINGS:,} notices, {JUDGMENTS:,} judgments")
    print(f"  published whole in {first:.1f} s, {snapshot / 1e6:.2f} MB")

    home = folder / "machine"
    machine = Store.at(home / "content.db")
    started = time.perf_counter()
    sync(machine, str(out), home)
    whole = time.perf_counter() - started
    records = sum(machine.counts().values())
    print(f"  first sync {whole:.1f} s, {records / whole:,.0f} records a second, peak {_peak():.0f} MB")

    made = random.Random(3)
    changed = [
        hearing(number, made, note="时间变更") for number in made.sample(range(1, HEARINGS), HEARINGS // 100)
    ]
    with court.transaction(now):
        for record in changed:
            court.put(record)
    lines = "\n".join(record_line("hearing", canonical_json(record), None) for record in changed).encode()
    alone = len(gzip.compress(lines))
    all_lines = b"\n".join(
        record_line(kind.record_kind, body, None).encode() for kind, body in court.bodies()
    )
    copy = len(gzip.compress(all_lines, 6))
    del all_lines
    started = time.perf_counter()
    publish(court, out, keys, datetime.now(COURT_ZONE))
    published = time.perf_counter() - started
    started = time.perf_counter()
    done = sync(machine, str(out), home)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    nothing = sync(machine, str(out), home)
    idle = time.perf_counter() - started
    table(
        [
            ["a day's change, 1 %", "kB", "ratio of ours"],
            ["ours, signatures included", f"{done.fetched / 1000:.1f}", ""],
            ["gzip of the changed records alone", f"{alone / 1000:.1f}", f"{done.fetched / alone:.3f}"],
            ["a whole copy, gzip", f"{copy / 1000:.1f}", f"{done.fetched / copy:.5f}"],
        ]
    )
    print(f"  published in {published:.2f} s, synced in {seconds:.2f} s")
    print(f"  nothing new: {idle * 1000:.0f} ms, {nothing.fetched} bytes")
    started = time.perf_counter()
    shutil.copy(folder / "court/content.db", folder / "copied.db")
    copied = time.perf_counter() - started
    size = (folder / "copied.db").stat().st_size
    print(f"  copying the database: {copied:.2f} s, {size / 1e6:.0f} MB; ratio {done.fetched / size:.6f}")
    bars(
        "content-sync.png",
        "A day's change of 1 % of 120,000 records, kB fetched",
        {
            "kB": {
                "ours": done.fetched / 1000,
                "gzip of the change": alone / 1000,
                "whole copy, gzip": copy / 1000,
            }
        },
    )
    machine.close()
    court.close()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
