"""kill -9 in the middle of a sync: exactly the old or the new version, and the next sync ends well.

A few moments here; ``python -m benchmarks sync_kills`` kills 200 times.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.killing import Killing
from tests.publishing import Court


@pytest.fixture
def killing(court: Court, tmp_path: Path) -> Killing:
    court.put(*range(1, 400))
    court.publish()
    return Killing(court, tmp_path / "kills")


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.8, 0.95])
def test_killed_while_a_change_is_applied(killing: Killing, share: float) -> None:
    killing.change(range(200, 600))
    assert killing.kill_at(share) in ("old", "new")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_killed_at_the_first_sync(killing: Killing, share: float) -> None:
    shutil.rmtree(killing.home)
    killing.home.mkdir()
    assert killing.kill_at(share) in ("old", "new")
