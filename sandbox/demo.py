"""The whole court on one machine: ``make demo``.

Starts the sandbox backend, imports and publishes the demo court's content, synchronises it, and runs
the three faces as an installation would: as programs of their own. It knows them by their command
lines and settings alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

import uvicorn
from argon2 import PasswordHasher

from sandbox.court.debtors import made_up_number
from sandbox.processes import Processes, StartError, python
from sandbox.screen import create_screen

LOOPBACK = "127.0.0.1"
CASE_NUMBER = "（2026）冀1082民初123号"
LOOKUP_NUMBER = "2026000123"
DEBTOR = made_up_number(date(1968, 3, 2), 1)
STAFF_PASSWORD = "739146"  # noqa: S105 - of the demo's kiosk, the same
PASSWORD = "246810"  # noqa: S105 - of a made-up case, printed for whoever tries the demo


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the running demo is to be found. `screen` is empty when the kiosk is on a real screen."""

    backend: str
    mobile: str
    telephone: str
    display: str
    mirror: Path
    home: Path
    screen: str = ""


class Demo:
    """A context manager: inside, everything runs; afterwards nothing does."""

    def __init__(self, folder: Path, *, visible: bool) -> None:
        """`folder` takes all data; `visible`: draw on the screen that is there, else on a virtual one."""
        self._folder = folder
        self._visible = visible
        self.processes = Processes(folder / "logs")
        self._screen: uvicorn.Server | None = None

    def __enter__(self) -> Addresses:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        try:
            return self._start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        if self._screen is not None:
            self._screen.should_exit = True
        self.processes.stop()

    def _start(self) -> Addresses:
        folder, start = self._folder, self.processes.start
        today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()

        _say("sandbox court backend")
        backend = start(
            "backend",
            python(
                "-m",
                "sandbox",
                "--counter",
                "--port",
                str(_port(8700)),
                "--data",
                str(folder / "backend"),
                "--today",
                today,
            ),
            {},
            r"sandbox ready (\S+)",
        )[1]

        _say("content: import, publish, synchronise")
        home = self._content(today)

        environment = {
            "COURT_HOME": str(home),
            "COURT_BACKEND_URL": backend,
            "COURT_MOBILE_PORT": str(_port(8702)),
        }
        _say("mobile page")
        mobile = start("mobile", python("mobile_main.py"), environment, r"mobile page ready (\S+)")[1]
        environment["COURT_MOBILE_URL"] = mobile

        _say("telephone: Asterisk and the voice line")
        telephone = start(
            "telephone",
            python("ivr_main.py", "--own-asterisk", ".cache/asterisk/asterisk"),
            environment,
            r"voice line ready (sip:\S+)",
        )[1]

        _say("kiosk")
        mirror = folder / "screen"
        mirror.mkdir()
        display = os.environ.get("DISPLAY", "") if self._visible else ""
        screen = ""
        if not display:
            size = "1080x1920"
            found = start(
                "xvfb",
                ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
                {},
                r"^(\d+)$",
            )
            display = f":{found[1]}"
            screen = self._serve_screen(mirror, display)
        start(
            "kiosk",
            python("kiosk_main.py", "--mirror", str(mirror)),
            {
                **environment,
                "DISPLAY": display,
                "COURT_KIOSK_PRINTER": f"folder:{folder / 'paper'}",
                "COURT_KIOSK_STAFF_PASSWORD": PasswordHasher().hash(STAFF_PASSWORD),
            },
            r"kiosk ready",
        )
        return Addresses(backend, mobile, telephone, display, mirror, home, screen)

    def _content(self, today: str) -> Path:
        """The demo court's files through the same commands as a court's own: import, publish, sync."""
        folder, processes = self._folder, self.processes
        files, office, public, home = (folder / name for name in ("court", "office", "public", "machine"))
        processes.run("content", python("-m", "sandbox.court", str(files), "--today", today), {})
        content = python("-m", "content", "--home")
        given = sorted(str(file) for file in files.iterdir())
        processes.run("content", [*content, str(office), "import", *given], {})
        processes.run("content", [*content, str(office), "publish", str(public)], {})
        server = processes.start(
            "content-server",
            python("-m", "http.server", "0", "--bind", LOOPBACK, "--directory", str(public)),
            {},
            r"port (\d+)",
        )
        processes.run("content", [*content, str(home), "sync", f"http://{LOOPBACK}:{server[1]}/"], {})
        key = str(folder / "debtors.key")
        processes.run("content", [*content, str(office), "debtor-key", "export", key], {})
        processes.run("content", [*content, str(home), "debtor-key", "import", key], {})
        return home

    def _serve_screen(self, mirror: Path, display: str) -> str:
        port = _port(8701)
        self._screen = uvicorn.Server(
            uvicorn.Config(create_screen(mirror, display), host=LOOPBACK, port=port, log_level="warning")
        )
        threading.Thread(target=self._screen.run, daemon=True).start()
        return f"http://{LOOPBACK}:{port}/"


def _port(wished: int) -> int:
    """The port wished for where it is free, else another free one."""
    for port in (wished, 0):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(trial.getsockname()[1])
    raise StartError("no free port")


def _say(text: str) -> None:
    print(f"  starting {text} …", file=sys.stderr, flush=True)


def guidance(at: Addresses) -> str:
    """The few lines that a newcomer needs."""
    kiosk = f"{at.screen}   (its picture; a click is a touch)" if at.screen else "the window on this screen"
    terminal = f"COURT_HOME={at.home} COURT_BACKEND_URL={at.backend} .venv/bin/python ivr_main.py --terminal"
    return f"""
  示范市人民法院 · Court Self-Service demo. Everything and everybody in it is made up.

  Kiosk      {kiosk}
             touch 开庭公告, then 明天, then a hearing; scan its code, or print it into the folder `paper`
             staff's page: hold the emblem at the top left for five seconds; password {STAFF_PASSWORD}
  Telephone  {at.telephone}   (any SIP phone on this machine; then 1 hearings, 2 my case, 3 guides, 4 court)
             without a SIP phone: {terminal}
  Mobile     {at.mobile}/
  Debtor     ID number {DEBTOR} (公开信息查询, 被执行人查询)
  My case    number {CASE_NUMBER}, or lookup number {LOOKUP_NUMBER}; query password {PASSWORD}

  Ctrl-C stops all of it.
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/demo"), help="where its data goes")
    asked = parser.parse_args()
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    demo = Demo(asked.folder.absolute(), visible=True)
    try:
        with demo as addresses:
            print(guidance(addresses), flush=True)
            while not stopping.wait(2.0):
                for name in demo.processes.ended():
                    print(f"  {name} has ended; see {asked.folder}/logs/{name}.log", file=sys.stderr)
                    return 1
    except StartError as error:
        print(f"  {error}", file=sys.stderr)
        return 2
    print("  stopped", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
