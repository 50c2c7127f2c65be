"""Many calls one after another: what a call leaves behind in memory, files, threads and channels.

``COURT_SOAK_CALLS`` bounds it (1,000 otherwise). Nothing may grow with the number of calls.
"""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import requests

from benchmarks.measured import table
from benchmarks.telephone import Menus, menus
from tests.telephone.caller import Caller

AT_ONCE = 20
PARTS = 5
WAYS = ("", "1", "1*3", "12", "31", "4", "0", "*", "15", "999")


def run() -> None:
    calls = int(os.environ.get("COURT_SOAK_CALLS", "1000"))
    with menus(AT_ONCE + 5) as which:
        which.settle()
        # Whatever is only made once is made by these.
        asyncio.run(_calls(which.uris["voice line"], AT_ONCE * len(WAYS), seed=0))
        rows: list[tuple[object, ...]] = [
            (
                "calls",
                "program MB",
                "files",
                "threads",
                "Asterisk MB",
                "files",
                "threads",
                "channels",
                "sounds of calls",
            )
        ]
        rows.append((0, *_state(which)))
        for part in range(1, PARTS + 1):
            asyncio.run(_calls(which.uris["voice line"], calls // PARTS, seed=part))
            rows.append((part * (calls // PARTS), *_state(which)))
    table(rows)


async def _calls(uri: str, calls: int, seed: int) -> None:
    chance = random.Random(seed)
    waiting = [(chance.choice(WAYS), chance.random()) for _ in range(calls)]

    async def caller() -> None:
        while waiting:
            keys, after = waiting.pop()
            async with Caller(uri, quiet_every=0.2) as call:
                assert await call.first_sound() is not None
                await call.press(keys)
                await asyncio.sleep(after)

    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
    await asyncio.sleep(5)


def _state(which: Menus) -> tuple[object, ...]:
    address = which.asterisk.ari_url.replace("ws", "http", 1).replace("/events", "/channels")
    password = which.asterisk.password.get_secret_value()
    channels = requests.get(address, auth=("court", password), timeout=5).json()
    kept = list((which.home / "prompts" / "calls").iterdir())
    return (*_process(which.worker), *_process(which.asterisk.pid), len(channels), len(kept))


def _process(pid: int) -> tuple[str, int, int]:
    """Resident megabytes, open files, threads."""
    proc = Path(f"/proc/{pid}")
    lines = (proc / "status").read_text().splitlines()
    found = dict(line.split(":", 1) for line in lines)
    megabytes = int(found["VmRSS"].split()[0]) / 1024
    return f"{megabytes:.1f}", len(list((proc / "fd").iterdir())), int(found["Threads"])
