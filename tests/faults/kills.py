"""A court backend that is killed and restored while submissions are under way, and what must hold then."""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from sandbox.processes import python
from shared.cases.sending import Kind, Sending
from shared.cases.transport import Tls, Transport
from shared.outbox import Entry, Outbox, State
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

    def sent(self) -> list[str]:
        """The receipt numbers that the court has, each as often as it has it."""
        listed = requests.get(f"{self.url}/counter/sent", timeout=10).json()["sent"]
        return [each["receipt"] for each in listed]

    def case(self, number: str, password: str) -> dict[str, str]:
        """The case, and what sends in its name."""
        asked = {"number": number, "password": password, "face": "kiosk", "terminal": "test"}
        session = requests.post(f"{self.url}/v1/sessions", json=asked, timeout=5).json()
        return {"case": session["cases"][0]["id"], "sending_token": session["sending_token"]}

    def slots(self) -> list[str]:
        listed = requests.get(f"{self.url}/v1/appointments/slots", timeout=5).json()["slots"]
        return [each["id"] for each in listed]


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


class People:
    """Hand in one thing after another, of every kind in turn. `backend` runs."""

    def __init__(self, outbox: Outbox, backend: KilledBackend, clock: Callable[[], datetime]) -> None:
        self._outbox, self._clock = outbox, clock
        self._slots = backend.slots()
        self._of = {
            Kind.MESSAGE: backend.case("2026000456", "135790"),
            Kind.CONFIRMATION: backend.case("2026000123", "246810"),
            Kind.RECORDING: backend.case("2026000321", "975310"),
        }
        self._of[Kind.CLUE] = self._of[Kind.MESSAGE]
        self._booked = ("", "")
        self.entries: list[Entry] = []

    def hand_in(self) -> None:
        number = len(self.entries)
        kind = tuple(Kind)[number % len(Kind)]
        fields, target = self._content(kind, number)
        kept = self._outbox.put(
            kind, fields, now=self._clock(), face="kiosk", language="zh-CN", target=target,
            **self._of.get(kind, {}),
        )  # fmt: skip
        assert isinstance(kept, Entry)
        if kind is Kind.APPOINTMENT:
            self._booked = kept.receipt, fields["telephone"]
        self.entries.append(kept)

    def _content(self, kind: Kind, number: int) -> tuple[dict[str, Any], str]:
        """What is sent, and at what it aims. Whoever books cancels: the times would run out."""
        text, telephone = f"number {number}", f"138{number:08d}"
        slot = self._slots[number // len(Kind) % len(self._slots)]
        receipt, booked_by = self._booked
        return {
            Kind.APPOINTMENT: (
                {"slot": slot, "purpose": "civil", "name": "x", "id_number": "", "telephone": telephone}, "",
            ),
            Kind.CANCELLATION: ({"appointment": receipt, "telephone": booked_by}, ""),
            Kind.COMPLAINT: ({"subject": "other", "text": text, "name": "", "telephone": ""}, ""),
            Kind.MESSAGE: ({"text": text}, ""),
            Kind.CLUE: ({"kind": "vehicle", "text": text}, ""),
            Kind.CONFIRMATION: ({"received": True}, "s90"),
            Kind.RECORDING: ({"reason": text}, "r1"),
            Kind.SURVEY: ({"about": "staff", "satisfaction": 5, "comment": text}, ""),
            Kind.LINK: ({"telephone": telephone, "place": "/guides"}, ""),
        }[kind]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of what was handed in: how many the court lacks or has more than once. Texts that were
    given up because they came too late (`Kind.good_for`), and said to be, are none of these."""

    handed_in: int
    kinds: frozenset[Kind]
    lost: int
    twice: int
    given_up: int


def kill_during_submissions(folder: Path, kills: int, seed: int = 1) -> Fate:
    """Hand in one thing after another while the backend is killed `kills` times, at random moments."""
    chance = random.Random(seed)
    backend, outbox = KilledBackend(folder), outbox_at(folder)
    backend.start()
    stop = threading.Event()
    # Every look at the clock is twenty seconds later, so that what failed is soon due again.
    moment = [NOW]

    def clock() -> datetime:
        moment[0] += timedelta(seconds=20)
        return moment[0]

    people = People(outbox, backend, lambda: moment[0])

    def hand_in() -> None:
        while not stop.is_set():
            people.hand_in()
            # A hall full of people, and still fewer than the outbox has room for.
            time.sleep(0.05)

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
    court = backend.sent()
    backend.kill()
    receipts = [entry.receipt for entry in people.entries]
    missing = [receipt for receipt in receipts if receipt not in court]
    given_up = [each for each in missing if outbox.entry(each).state is State.EXPIRED]
    outbox.close()
    return Fate(
        handed_in=len(receipts),
        kinds=frozenset(entry.kind for entry in people.entries),
        lost=len(missing) - len(given_up),
        twice=sum(court.count(receipt) > 1 for receipt in receipts),
        given_up=len(given_up),
    )


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
