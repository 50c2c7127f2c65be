"""A clock that is set forward or back on the machine of a face: nobody is kept out, nothing is kept open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pybreaker
import pytest
from limits import RateLimitItemPerMinute

import shared.cases.breaker
from mobile.visits import Visits, new_secret
from shared.cases.breaker import SteadyStorage
from shared.limiting import Limiter
from shared.place import HOME
from shared.visit import Face, Visit
from tests.world import NOW, Backend, application_at

DAY = timedelta(days=1)
JUMPS = [DAY, -DAY]


@pytest.mark.parametrize("jump", JUMPS)
def test_the_circuit_breaker_closes_after_its_pause_and_not_before(
    jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed, jumped = [1_000.0], [timedelta()]

    class Wall(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 11, 24, tzinfo=UTC) + timedelta(seconds=passed[0]) + jumped[0]

    monkeypatch.setattr(pybreaker, "datetime", Wall)
    monkeypatch.setattr(shared.cases.breaker, "datetime", Wall)
    monkeypatch.setattr("time.monotonic", lambda: passed[0])
    breaker = pybreaker.CircuitBreaker(
        fail_max=1, reset_timeout=5, throw_new_error_on_trip=False, state_storage=SteadyStorage()
    )

    def ask(answer: float = 1.0) -> float:
        return breaker.call(lambda: 1 / answer)

    with pytest.raises(ZeroDivisionError):
        ask(0.0)
    jumped[0] = jump
    with pytest.raises(pybreaker.CircuitBreakerError):
        ask()
    passed[0] += 6
    assert ask() == 1.0


@pytest.mark.parametrize("jump", JUMPS)
def test_a_limit_keeps_nobody_out_longer_than_it_should(jump: timedelta) -> None:
    apart = [0.0]
    limiter = Limiter(wall=lambda: 5_000.0 + apart[0], steady=lambda: 5_000.0)
    a_minute = RateLimitItemPerMinute(2)
    assert [limiter.hit(a_minute, "somebody") for _ in range(3)] == [True, True, False]
    apart[0] = jump.total_seconds()
    assert limiter.hit(a_minute, "somebody")


@pytest.mark.parametrize("jump", JUMPS)
def test_a_visit_on_a_phone_ends_after_its_idle_minutes_at_the_latest(jump: timedelta) -> None:
    ended: list[Visit] = []
    visits = Visits(timedelta(minutes=15), ended.append)
    secret, visit = new_secret(), Visit(Face.MOBILE)
    visits.hold(secret, visit, NOW)
    visits.find("somebody-else", NOW + jump)
    visits.find("somebody-else", NOW + jump + timedelta(minutes=16))
    assert ended == [visit]
    assert visits.find(secret, NOW + jump + timedelta(minutes=16)) is None


@pytest.mark.parametrize("face", Face)
@pytest.mark.parametrize("jump", JUMPS)
def test_today_is_what_the_clock_says_now(machine: Path, face: Face, jump: timedelta) -> None:
    application = application_at(machine, Backend("http://127.0.0.1:9"))
    visit = Visit(face)
    application.open(visit, HOME)
    application.clock = lambda: NOW + jump
    page = application.open(visit, "/hearings")
    days = [option.place.get("date") for option in page.options]
    assert (NOW + jump).date().isoformat() in days
    assert (NOW - jump).date().isoformat() not in days
