"""A real IPP printer on this machine: CUPS's ippeveprinter, whose paper can be taken out."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

import requests
from pyipp import IPP
from pyipp.enums import IppOperation

from sandbox.processes import Processes
from tests.world import HOST, listening

PROGRAM = shutil.which("ippeveprinter", path="/usr/sbin:/usr/bin:/sbin:/bin")


class HallPrinter:
    """``with HallPrinter(folder) as printer``. `uri` is where it prints, `printed` what came out."""

    def __init__(self, folder: Path, command: str = "true") -> None:
        """`command` is what it does with a job, for as long as it runs."""
        self._command = shutil.which(command) or command
        self._spool = folder / "printer"
        self._processes = Processes(folder / "logs")

    def __enter__(self) -> HallPrinter:
        with contextlib.ExitStack() as stack:
            stack.callback(self._processes.stop)
            self._start()
            self.load(250)
            self._stack = stack.pop_all()
        return self

    def _start(self) -> None:
        assert PROGRAM, "cups-ipp-utils is not installed: run scripts/setup.sh"
        self._spool.mkdir(parents=True)
        with listening() as free:
            port = free.getsockname()[1]
        # It insists on a bus to announce itself on, even when it is told not to: one of its own.
        bus = self._processes.start(
            "bus", ["dbus-daemon", "--session", "--nofork", "--print-address=1"], {}, r"unix:\S+"
        )
        # What it says of itself goes to standard error: sh passes it on.
        self._processes.start(
            "printer",
            ["sh", "-c", 'exec "$@" 2>&1', "sh", PROGRAM, "-r", "off", "-n", "localhost", "-p", str(port),
             "-d", str(self._spool), "-k", "-v", "-c", self._command, "-f", "application/pdf", "Hall"],
            {"DBUS_SYSTEM_BUS_ADDRESS": bus[0]},
            r"printer-uuid",
        )  # fmt: skip
        self._web = f"http://localhost:{port}"
        self.uri = f"ipp://localhost:{port}/ipp/print"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def load(self, sheets: int) -> None:
        """So many sheets of A4 are in the tray from now on."""
        tray = {"size1": "iso_a4_210x297mm", "type1": "stationery", "level1": str(sheets)}
        bypass = {"size3": "iso_dl_110x220mm", "type3": "envelope", "level3": "-2"}
        requests.get(f"{self._web}/media", params={**tray, **bypass}, timeout=5).raise_for_status()

    def printed(self) -> list[bytes]:
        """What came out, in order."""
        return [file.read_bytes() for file in sorted(self._spool.rglob("*.pdf"))]

    def job_state(self, job: int) -> int:
        """As of RFC 8011 5.3.7: 5 processing, 7 canceled, 9 completed."""
        return asyncio.run(self._job_state(job))

    async def _job_state(self, job: int) -> int:
        async with IPP(host=self.uri) as printer:
            answer = await printer.execute(
                IppOperation.GET_JOB_ATTRIBUTES,
                {"operation-attributes-tag": {"job-id": job, "requested-attributes": ["job-state"]}},
            )
        return int(answer["jobs"][0]["job-state"])


class Queue:
    """``with Queue(uri) as queue``: what CUPS adds to a real printer behind it. It names its `device`; if it
    `forgets`, it knows no job any more (``PreserveJobHistory No``): the printer is asked about an unknown one
    instead. `asked` counts questions about jobs."""

    _PRINTER, _JOB = b"\x00\x0b", b"\x00\x09"
    _JOB_ID = re.compile(rb"(\x21\x00\x06job-id\x00\x04)....", re.DOTALL)

    def __init__(self, uri: str, *, device: str = "", forgets: bool = False) -> None:
        self._printer, self._device, self._forgets = uri.replace("ipp://", "http://"), device, forgets
        self.asked = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                status, answer = outer._answer(_body(self))
                self.send_response(status)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self.uri = f"ipp://{HOST}:{self._server.server_port}/ipp/print"

    def __enter__(self) -> Queue:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, asked: bytes) -> tuple[int, bytes]:
        operation = asked[2:4]
        if operation == self._JOB:
            self.asked += 1
            if self._forgets:
                asked = self._JOB_ID.sub(lambda found: found[1] + b"\x00\x00\x7f\xff", asked)
        told = requests.post(
            self._printer, data=asked, headers={"Content-Type": "application/ipp"}, timeout=30
        )
        answer = told.content
        if operation == self._PRINTER and self._device:
            # An attribute of type uri (RFC 8010, 3.1.4) before the end of the last group.
            name, value = b"device-uri", self._device.encode()
            length = len(value).to_bytes(2, "big")
            answer = answer[:-1] + b"\x45" + len(name).to_bytes(2, "big") + name + length + value + b"\x03"
        return told.status_code, answer


def _body(request: BaseHTTPRequestHandler) -> bytes:
    """What was sent, in one piece or in chunks."""
    if request.headers.get("Transfer-Encoding") != "chunked":
        return request.rfile.read(int(request.headers["Content-Length"]))
    whole = b""
    while size := int(request.rfile.readline(), 16):
        whole += request.rfile.read(size)
        request.rfile.readline()
    request.rfile.readline()
    return whole
