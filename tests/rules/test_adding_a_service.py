"""docs/adding-a-service.md is followed to the letter in a copy of the tree: the new service then stands on
all three faces."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("content", "shared", "kiosk", "ivr", "mobile", "sandbox", "tests", "pyproject.toml")
_STEP = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.browser
def test_the_walk_through_is_true(tmp_path: Path) -> None:
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    steps = _STEP.findall((ROOT / "docs/adding-a-service.md").read_text(encoding="utf-8"))
    assert [Path(name).suffix for name, _ in steps] == [".py", ".toml", ".po", ".po", ".yaml"]
    for name, text in steps:
        file = tmp_path / name
        known = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(f"{known}\n{text}" if known else text, encoding="utf-8")

    walked = _run(tmp_path, "-m", "pytest", "-q", "tests/journeys/test_journeys.py", "-k", "open-day")
    assert walked.startswith("...  "), walked  # one for each face
    assert _run(tmp_path, "-m", "tests.rules.messages") == ""


def _run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder)},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
