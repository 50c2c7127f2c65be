from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.mobile.browser import Phone
from tests.world import Backend, BackendProgram, write_content

# A crowded machine takes its time: that is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine's data folder with the demo court's content of 24 November 2026. Only to be read."""
    home = tmp_path_factory.mktemp("machine")
    write_content(home)
    return home


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[Backend]:
    with BackendProgram(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    """One Chromium for the tests of a file; `Phone.fresh` makes it somebody else's. No longer than that: what
    drives it keeps an event loop running, beside which no test can have one of its own."""
    with Phone("http://127.0.0.1:9") as held:
        yield held
