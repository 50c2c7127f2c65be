"""What tests stand on: the demo court's content, the sandbox backend over HTTP, a fixed moment."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

import requests
import uvicorn

from content.importers.files import import_files
from content.store import Store
from mobile.app import create_app
from sandbox.court.files import write_court
from sandbox.processes import Processes, python
from shared.application import Application
from shared.build import build_application
from shared.settings import Settings

NOW = datetime.fromisoformat("2026-11-24T08:30:00+08:00")
HOST = "127.0.0.1"
START_SECONDS = 30.0


def write_content(home: Path, now: datetime = NOW) -> None:
    """The demo court's content of the day of `now`, imported into the machine at `home`."""
    files = home / "court-files"
    write_court(files, now.date())
    store = Store.at(home / "content.db")
    try:
        outcome = import_files([files], store, now)
        assert not outcome.refused, outcome.refused[:3]
    finally:
        store.close()


@dataclass
class Backend:
    """The sandbox backend as a program of its own."""

    url: str

    def fault(self, fault: dict[str, object]) -> None:
        """Switch a fault on (`sandbox.faults`); ``{"mode": "none"}`` takes it away."""
        requests.post(f"{self.url}/_faults", json=fault, timeout=5).raise_for_status()


class BackendProgram:
    """``with BackendProgram(folder) as backend``"""

    def __init__(self, folder: Path, now: datetime = NOW) -> None:
        self._processes = Processes(folder / "logs")
        self._command = python(
            "-m", "sandbox", "--port", "0", "--faults", "--counter",
            "--data", str(folder / "backend"), "--today", now.date().isoformat(),
        )  # fmt: skip

    def __enter__(self) -> Backend:
        return Backend(self._processes.start("sandbox", self._command, {}, r"sandbox ready (\S+)")[1])

    def __exit__(self, *_: object) -> None:
        self._processes.stop()


def application_at(home: Path, backend: Backend, now: datetime = NOW, **settings: object) -> Application:
    """The application as the mains build it, at a fixed moment."""
    given = {"home": home, "backend_url": backend.url, **settings}
    application = build_application(Settings(**given))  # type: ignore[arg-type]
    application.clock = lambda: now
    return application


def listening() -> socket.socket:
    """A socket on a free port. With its protocol named, asyncio turns Nagle's algorithm off, as it does for
    the sockets that it makes itself; else each answer waits 40 ms for an acknowledgement."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.bind((HOST, 0))
    made.listen()
    return made


class MobileServer:
    """``with MobileServer(application, settings) as address``: the mobile page, really served."""

    def __init__(self, make: Callable[[str], Application]) -> None:
        """`make` gives the application for the mobile page's address."""
        self._make = make

    def __enter__(self) -> str:
        self._socket = listening()
        address = f"http://{HOST}:{self._socket.getsockname()[1]}"
        application = self._make(address)
        app = create_app(application, application.parts.settings)
        self._server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self._thread.start()
        requests.get(f"{address}/healthz", timeout=START_SECONDS).raise_for_status()
        return address

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(START_SECONDS)
        self._socket.close()
