"""The line called by SIPp: a steady load, a burst, and more calls than there are places.

Each call's keys make the line end it, so a lost key is a failed call. ``COURT_SIPP_CALLS`` bounds the
load (300 otherwise).
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.measured import table
from tests.telephone import sipp
from tests.telephone.program import VoiceLineProgram
from tests.world import Backend, write_content

PLACES = 20
SETTLED_SECONDS = 40


def run() -> None:
    calls = int(os.environ.get("COURT_SIPP_CALLS", "300"))
    with tempfile.TemporaryDirectory(prefix="sipp-") as name:
        write_content(Path(name))
        nowhere = Backend("http://127.0.0.1:9")
        rows: list[tuple[object, ...]] = [
            (
                "calls by SIPp",
                "all",
                "as they should",
                "failed",
                "refused",
                "ended by the line",
                "left behind",
            )
        ]
        with VoiceLineProgram(Path(name), nowhere, voice_calls=200) as line:
            for title, scenario, count, a_second in (
                ("keys as RFC 4733 events, 10 a second", sipp.BY_EVENTS, calls, 10.0),
                ("keys in SIP INFO, 10 a second", sipp.BY_INFO, calls // 3, 10.0),
                ("a burst in one second", sipp.BY_EVENTS, 100, 100.0),
            ):
                rows.append(_row(line, title, scenario, count, a_second))
        with VoiceLineProgram(Path(name), nowhere, voice_calls=PLACES) as line:
            rows.append(_row(line, f"25 a second for {PLACES} places", sipp.LISTENS, 25 * 20, 25.0))
            rows.append(_row(line, "and then as many as there are places", sipp.BY_EVENTS, PLACES, 10.0))
        table(rows)


def _row(
    line: VoiceLineProgram, title: str, scenario: str, calls: int, a_second: float
) -> tuple[object, ...]:
    found = sipp.call(line.uri, scenario, calls=calls, a_second=a_second)
    if found.failed:
        print(f"  {title}: {found.errors[:600]}")
    deadline = time.monotonic() + SETTLED_SECONDS
    while (left := line.channels()) and time.monotonic() < deadline:
        time.sleep(0.5)
    return title, calls, found.right, found.failed, found.refused, found.ended, left
