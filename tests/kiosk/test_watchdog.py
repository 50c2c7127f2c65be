"""The kiosk tells its supervisor that it is up and, as long as frames are drawn, that it is alive."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.kiosk.program import KioskProgram
from tests.world import Backend


@pytest.mark.window
def test_the_supervisor_hears_that_it_is_ready_and_alive(
    machine: Path, backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        supervisor.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with KioskProgram(tmp_path / "kiosk", machine, backend):
            heard = [supervisor.recv(100) for _ in range(3)]
    assert b"READY=1" in heard
    assert b"WATCHDOG=1" in heard
