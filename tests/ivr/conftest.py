from __future__ import annotations

from pathlib import Path

import pytest

from shared.application import Application
from tests.world import Backend, application_at


@pytest.fixture
def application(machine: Path) -> Application:
    """The demo court at a fixed moment, its backend unreachable."""
    return application_at(machine, Backend("http://127.0.0.1:9"))
