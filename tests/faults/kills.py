"""A court backend that is killed and restored while submissions are under way, and what must hold then."""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import requests

from sandbox.processes import python
from shared.cases.sending import Kind, Sending
from shared.cases.transport import Tls, Transport
from shared.outbox import Entry, Outbox
from shared.sealing import Seal
from shared.sender import Sender
from tests.world import NOW

KEY = bytes(range(32))
DRAIN_SECONDS = 240.0


class KilledBackend:
    """The sandbox on a port of its own that it keeps through `kill` and `start`."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as trial:
            self._port = trial.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._command = python(
            "-m", "sandbox", "--port", str(self._port), "--counter",
            "--data", str(folder / "backend"), "--today", NOW.date().isoformat(),
        )  # fmt: skip

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert "ready" in line, line

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def sent(self, kind: Kind) -> list[str]:
        """The receipt numbers that the court has, each as often as it has it."""
        listed = requests.get(f"{self.url}/counter/sent?kind={kind}", timeout=10).json()["sent"]
        return [each["receipt"] for each in listed]


def outbox_at(folder: Path) -> Outbox:
    return Outbox(folder / "outbox.db", Seal(KEY), terminal="test")


def sending_to(url: str) -> Sending:
    transport = Transport(
        url, connect=1, read=2, total=3, max_body=1 << 20, tls=Tls(), breaker_failures=1_000, breaker_pause=1
    )
    return Sending(transport)


def complain(outbox: Outbox, number: int) -> str:
    kept = outbox.put(
        Kind.COMPLAINT,
        {"subject": "other", "text": f"complaint {number}", "name": "", "telephone": ""},
        now=NOW,
        face="kiosk",
        language="zh-CN",
    )
    assert isinstance(kept, Entry)
    return kept.receipt


def kill_during_submissions(folder: Path, kills: int, seed: int = 1) -> tuple[int, int, int]:
    """Hand in one complaint after another while the backend is killed `kills` times, at random moments.

    Returns how many were handed in, how many the court lacks, and how many it has more than once.
    """
    chance = random.Random(seed)
    backend, outbox = KilledBackend(folder), outbox_at(folder)
    backend.start()
    receipts: list[str] = []
    stop = threading.Event()

    def hand_in() -> None:
        while not stop.is_set():
            receipts.append(complain(outbox, len(receipts)))
            # A hall full of people, and still fewer than the outbox has room for.
            time.sleep(0.05)

    # Every look at the clock is a minute later, so that what failed is due again at once.
    moment = [NOW]

    def clock():
        moment[0] += timedelta(minutes=11)
        return moment[0]

    person = threading.Thread(target=hand_in)
    with Sender(outbox, sending_to(backend.url), clock, keep=timedelta(days=9000), pause=0.01):
        person.start()
        for _ in range(kills):
            time.sleep(chance.uniform(0.02, 0.25))
            backend.kill()
            backend.start()
        stop.set()
        person.join()
        deadline = time.monotonic() + DRAIN_SECONDS
        while outbox.waiting():
            assert time.monotonic() < deadline, f"{len(outbox.waiting())} still wait"
            time.sleep(0.05)
    court = backend.sent(Kind.COMPLAINT)
    backend.kill()
    outbox.close()
    lost = sum(receipt not in court for receipt in receipts)
    twice = sum(court.count(receipt) > 1 for receipt in receipts)
    return len(receipts), lost, twice


WRITER = """
import sys
from pathlib import Path
from tests.faults.kills import complain, outbox_at
outbox = outbox_at(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    print(complain(outbox, number), flush=True)
"""


def kill_while_writing(folder: Path, seconds: float) -> tuple[int, int]:
    """A program puts one thing after another into the outbox and is killed. Returns how many receipt numbers
    it gave out, and how many of them are not in the outbox afterwards."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    given = [process.stdout.readline().strip()]
    threading.Timer(seconds, process.kill).start()
    given += [line.strip() for line in process.stdout if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    outbox = outbox_at(folder)
    kept = {entry.receipt for entry in outbox.waiting()}
    outbox.close()
    return len(given), sum(receipt not in kept for receipt in given)
