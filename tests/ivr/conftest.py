from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.application import Application
from tests.world import Backend, application_at


@pytest.fixture
def application(machine: Path, tmp_path: Path) -> Iterator[Application]:
    """The demo court at a fixed moment, its backend unreachable."""
    shutil.copy(machine / "content.db", tmp_path)
    made = application_at(tmp_path, Backend("http://127.0.0.1:9"))
    yield made
    made.parts.outbox.close()
    made.parts.content.close()
