from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telephone.program import VoiceLineProgram
from tests.world import Backend, BackendProgram


@pytest.fixture(scope="module")
def line(machine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VoiceLineProgram]:
    """A voice line that a whole module calls, on a backend that works."""
    with (
        BackendProgram(tmp_path_factory.mktemp("backend")) as backend,
        VoiceLineProgram(machine, backend, voice_key_wait_seconds=3) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def no_backend() -> Backend:
    return Backend("http://127.0.0.1:9")
