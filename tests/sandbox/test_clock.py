"""The wall clock set forward or back moves no lock, no session and no one-time code. Time is passed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.app import Backend
from sandbox.cases import demo_cases
from sandbox.database import Database
from sandbox.http import Problem
from sandbox.proof import LogIn, Redeem
from sandbox.steady import Steady
from tests.world import NOW

NUMBER, PASSWORD = "2026000123", "246810"
DAY, LOCK = timedelta(days=1), timedelta(minutes=15)


@dataclass
class Court:
    """A backend whose clocks are in the test's hands; `restart` is a new process, `reboot` a new start of the
    machine."""

    folder: Path
    wall: datetime = NOW
    passed: float = 1_000.0
    boot: str = "first"
    backend: Backend = field(init=False)

    def __post_init__(self) -> None:
        self._open()

    def _open(self) -> None:
        self.database = Database(self.folder / "backend.db")
        steady = Steady(self.database, self.wall, boot=lambda: self.boot, since_boot=lambda: self.passed)
        cases = demo_cases(NOW.date(), 1)
        self.backend = Backend(cases, self.database, lambda: self.wall, today=NOW.date(), steady=steady)

    def restart(self) -> None:
        self.database.close()
        self._open()

    def reboot(self) -> None:
        self.database.close()
        self.boot, self.passed = "second", 5.0
        self._open()

    def wait(self, time: timedelta) -> None:
        self.wall += time
        self.passed += time.total_seconds()

    def log_in(self, password: str = PASSWORD) -> str:
        """What came of it: "in", or the problem."""
        try:
            self.backend.proof.log_in(LogIn(number=NUMBER, password=password, face="kiosk", terminal="t"))
        except Problem as problem:
            if problem.status == 423:
                self.until = datetime.fromisoformat(str(problem.body["locked_until"]))
            return str(problem.body["type"]).rpartition(":")[2]
        return "in"

    def lock(self) -> None:
        assert {self.log_in("111111") for _ in range(5)} == {"not-recognised"}
        assert self.log_in() == "locked"


@pytest.fixture
def court(tmp_path: Path) -> Court:
    return Court(tmp_path)


@pytest.mark.parametrize("jump", [DAY, -DAY, 400 * DAY, timedelta(minutes=-1)])
@pytest.mark.parametrize("restarts", [False, True])
def test_a_lock_is_as_long_as_it_was(court: Court, jump: timedelta, restarts: bool) -> None:
    court.lock()
    court.wait(LOCK / 3)
    court.wall += jump
    if restarts:
        court.restart()
    assert court.log_in() == "locked"
    # What is told is right by the clock that hangs on the wall now.
    assert abs(court.until - court.wall - LOCK * 2 / 3) < timedelta(seconds=1)
    court.wait(LOCK * 2 / 3 - timedelta(seconds=1))
    assert court.log_in() == "locked"
    court.wait(timedelta(seconds=2))
    assert court.log_in() == "in"


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_machine_that_was_off_goes_on_where_it_stopped(court: Court, jump: timedelta) -> None:
    court.lock()
    court.wait(LOCK / 3)
    assert court.log_in() == "locked"
    court.wall += jump
    court.reboot()
    assert court.log_in() == "locked"
    court.wait(LOCK)
    assert court.log_in() == "in"


def test_wrong_passwords_are_not_forgotten_by_a_clock_set_forward(court: Court) -> None:
    for _ in range(4):
        court.log_in("111111")
    court.wall += 2 * DAY
    court.log_in("111111")
    assert court.log_in() == "locked"


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_a_session_and_a_one_time_code_live_as_long_as_they_should(court: Court, jump: timedelta) -> None:
    proof = court.backend.proof
    minted = proof.log_in(LogIn(number=NUMBER, password=PASSWORD, face="kiosk", terminal="t"))
    code, late = proof.mint_handoff(minted.token), proof.mint_handoff(minted.token)
    court.wall += jump
    assert proof.proved(minted.token)
    assert proof.redeem_handoff(Redeem(token=code.token, terminal="t"))
    court.wait(timedelta(minutes=4))
    with pytest.raises(Problem):
        proof.redeem_handoff(Redeem(token=late.token, terminal="t"))
    court.wait(timedelta(minutes=12))
    with pytest.raises(Problem):
        proof.proved(minted.token)
