"""A smaller set of the journeys at the kiosk's real window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.at_window import WindowWalker
from tests.journeys.journey import journey
from tests.journeys.walk import walk
from tests.kiosk.program import LANDSCAPE, PORTRAIT, KioskProgram
from tests.world import Backend, application_at

MOBILE = "https://mobile.example"


@pytest.mark.window
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("hearing-tomorrow", PORTRAIT),
        ("own-case", PORTRAIT),
        ("debtor-not-listed", PORTRAIT),
        ("enforcement-money", PORTRAIT),
        ("answer-to-a-complaint", LANDSCAPE),
        ("in-english", LANDSCAPE),
        ("guide", LANDSCAPE),
    ],
)
def test_in_a_window(
    name: str, size: tuple[int, int], machine: Path, backend: Backend, tmp_path: Path
) -> None:
    told = journey(name)
    application = application_at(machine, backend, told.now)
    with KioskProgram(tmp_path / "kiosk", machine, backend, MOBILE, now=told.now, size=size) as screen:
        walk(told, WindowWalker(screen, application, MOBILE), backend.fault)
