"""Every screen, in every way that it can be shown: large enough to touch, strong enough to read, nothing cut
off or hidden, reached by keys in the order of reading, and said as it is shown (docs/design-language.md)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.processes import python
from tests.world import Backend, BackendProgram

ROOT = Path(__file__).parents[2]
WAYS = {
    "upright, by keys": ("--size", "1080x1920", "--keys"),
    "wide": ("--size", "1920x1080"),
    "upright, largest, dark": ("--size", "1080x1920", "--text", "3", "--contrast", "dark"),
    "wide, largest, strong": ("--size", "1920x1080", "--text", "3", "--contrast", "strong"),
    "upright, in reach": ("--size", "1080x1920", "--reach", "--contrast", "strong"),
    "wide, in reach": ("--size", "1920x1080", "--reach"),
    "upright, in English": (
        "--size",
        "1080x1920",
        "--lang",
        "en",
        "--only",
        "^/$|home|case, |search, |complaint, |aids|print|staff",
    ),
    "wide, in English": ("--size", "1920x1080", "--lang", "en", "--only", "^/$|home|case, "),
    "small": ("--size", "540x960", "--only", "^/$|home|case"),
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with BackendProgram(tmp_path_factory.mktemp("screens")) as backend:
        yield backend


@pytest.mark.window
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_wrong_with_any_screen(
    machine: Path, running: Backend, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIVY_HOME", str(tmp_path))
    command = python(
        "-m", "tests.kiosk.every_screen", "--home", str(machine), "--backend", running.url, "--each", "1",
        *WAYS[way],
    )  # fmt: skip
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert told.returncode == 0, told.stderr[-2000:]
    looked = json.loads(told.stdout)
    assert looked["faults"] == {}
    assert len(looked["screens"]) > (6 if "--only" in WAYS[way] else 90)
