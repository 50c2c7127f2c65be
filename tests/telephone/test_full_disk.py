"""A disk that is really full: what can be said goes on being said, what cannot be kept is not pretended."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.telephone.full_disk import SENTENCES

pytestmark = pytest.mark.telephone
ROOT = Path(__file__).parents[2]
# In a mount namespace that ends with its program.
SMALL_DISK = """
set -e
mount -t tmpfs -o size=5500k tmpfs "$1"
"$2" -m tests.telephone.full_disk "$1"
"""


def test_a_message_is_said_not_to_be_recorded_and_older_sounds_give_way_to_new_ones() -> None:
    # Asterisk's control socket has a name of at most 107 characters; pytest's folders are longer.
    with tempfile.TemporaryDirectory(prefix="full-") as folder:
        ended = subprocess.run(
            ["unshare", "--mount", "--map-root-user", "sh", "-c", SMALL_DISK, "sh", folder, sys.executable],
            capture_output=True, text=True, cwd=ROOT,
        )  # fmt: skip
    assert ended.stdout.splitlines() == [
        "message not recorded",
        "message recorded",
        "left behind 0",
        f"spoken {len(SENTENCES)}",
        "unfinished 0",
    ], ended.stderr
