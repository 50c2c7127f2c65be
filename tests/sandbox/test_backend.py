"""The sandbox backend over real HTTP: proof, lockout, hand-offs, faults; a fresh backend for each test."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
import requests

from sandbox.cases import demo_cases
from sandbox.demo import CASE_NUMBER, LOOKUP_NUMBER, PASSWORD
from tests.world import NOW, Backend, BackendProgram

WRONG_ALLOWED = 5


def log_in(backend: Backend, number: str, password: str, face: str = "kiosk") -> requests.Response:
    body = {"number": number, "password": password, "face": face, "terminal": "test"}
    return requests.post(f"{backend.url}/v1/sessions", json=body, timeout=5)


def bearer(reply: requests.Response) -> dict[str, str]:
    return {"Authorization": f"Bearer {reply.json()['token']}"}


def test_a_case_is_proved_by_either_number_in_any_writing(backend: Backend) -> None:
    for number in (CASE_NUMBER, LOOKUP_NUMBER, "(2026)冀1082民初123号", " （２０２６）冀1082民初123号"):
        proved = log_in(backend, number, PASSWORD)
        assert proved.status_code == 201, number
        case = requests.get(f"{backend.url}/v1/cases", headers=bearer(proved), timeout=5)
        assert case.json()["cases"][0]["number"] == CASE_NUMBER
        assert case.headers["Cache-Control"] == "no-store"


def test_an_unknown_case_and_a_wrong_password_look_the_same(backend: Backend) -> None:
    unknown, wrong = log_in(backend, "2026999999", "111111"), log_in(backend, LOOKUP_NUMBER, "111111")
    assert (unknown.status_code, unknown.content) == (wrong.status_code, wrong.content)
    told = {"date", "content-length", "content-type", "server"}
    assert set(map(str.lower, unknown.headers)) - told == set(map(str.lower, wrong.headers)) - told


@pytest.mark.parametrize("number", [LOOKUP_NUMBER, "2026999999"])
def test_five_wrong_passwords_lock_whatever_the_face_and_the_writing(backend: Backend, number: str) -> None:
    faces = ("kiosk", "voice", "mobile", "kiosk", "voice")
    numbers = (number, CASE_NUMBER) if number == LOOKUP_NUMBER else (number, number)
    for turn, face in enumerate(faces):
        assert log_in(backend, numbers[turn % 2], "111111", face).status_code == 401
    locked = log_in(backend, number, PASSWORD, "mobile")
    assert locked.status_code == 423
    assert datetime.fromisoformat(locked.json()["locked_until"]).utcoffset() is not None
    assert log_in(backend, "2026000789", "864209").status_code == 201


def test_a_right_password_before_the_fifth_wrong_one_forgives(backend: Backend) -> None:
    for _ in range(2):
        for _ in range(WRONG_ALLOWED - 1):
            assert log_in(backend, LOOKUP_NUMBER, "111111").status_code == 401
        assert log_in(backend, LOOKUP_NUMBER, PASSWORD).status_code == 201


def test_many_at_once_get_five_tries_together(backend: Backend) -> None:
    with ThreadPoolExecutor(20) as many:
        answers = list(many.map(lambda n: log_in(backend, LOOKUP_NUMBER, f"{n:06}").status_code, range(40)))
    assert answers.count(401) == WRONG_ALLOWED
    assert answers.count(423) == len(answers) - WRONG_ALLOWED


def test_a_restart_forgets_neither_tries_nor_sessions(tmp_path: Path) -> None:
    with BackendProgram(tmp_path) as backend:
        session = bearer(log_in(backend, "2026000789", "864209"))
        for _ in range(WRONG_ALLOWED):
            log_in(backend, LOOKUP_NUMBER, "111111")
    with BackendProgram(tmp_path) as backend:
        assert log_in(backend, LOOKUP_NUMBER, PASSWORD).status_code == 423
        assert requests.get(f"{backend.url}/v1/cases", headers=session, timeout=5).status_code == 200
    # Nothing that opens a case stands on the disk.
    written = b"".join(file.read_bytes() for file in (tmp_path / "backend").iterdir())
    assert session["Authorization"].removeprefix("Bearer ").encode() not in written
    assert PASSWORD.encode() not in written


def test_a_handoff_opens_once_even_when_many_try(backend: Backend) -> None:
    session = bearer(log_in(backend, LOOKUP_NUMBER, PASSWORD))
    minted = requests.post(f"{backend.url}/v1/handoffs", headers=session, timeout=5).json()
    where = f"{backend.url}/v1/handoffs/{minted['id']}"
    assert requests.get(where, headers=session, timeout=5).json() == {"state": "waiting"}

    def redeem(_: int) -> requests.Response:
        body = {"token": minted["token"], "terminal": "test"}
        return requests.post(f"{backend.url}/v1/handoffs/redeem", json=body, timeout=5)

    with ThreadPoolExecutor(10) as many:
        answers = list(many.map(redeem, range(10)))
    assert sorted(answer.status_code for answer in answers) == [201] + [410] * 9
    opened = next(answer for answer in answers if answer.status_code == 201)
    assert requests.get(f"{backend.url}/v1/cases", headers=bearer(opened), timeout=5).status_code == 200
    assert requests.get(where, headers=session, timeout=5).json() == {"state": "opened"}
    stranger = bearer(log_in(backend, "2026000789", "864209"))
    assert requests.get(where, headers=stranger, timeout=5).status_code == 404


def test_a_session_that_was_ended_opens_nothing(backend: Backend) -> None:
    session = bearer(log_in(backend, LOOKUP_NUMBER, PASSWORD))
    ended = requests.delete(f"{backend.url}/v1/sessions/current", headers=session, timeout=5)
    assert ended.status_code == 204
    assert requests.get(f"{backend.url}/v1/cases", headers=session, timeout=5).status_code == 401


def test_a_fault_of_a_few_requests_passes(backend: Backend) -> None:
    backend.fault({"mode": "error", "path": "/v1/health", "times": 2})
    answers = [requests.get(f"{backend.url}/v1/health", timeout=5).status_code for _ in range(3)]
    assert answers == [500, 500, 200]


def test_the_cases_are_forty_and_the_same_for_a_day_and_seed() -> None:
    today = NOW.date()
    first, again, other = demo_cases(today), demo_cases(today), demo_cases(today, seed=2)
    assert len(first) == 40
    assert first == again
    assert first != other
    assert len({case.lookup_number for case in first.values()}) == 40
    assert len({case.case["filing"]["stage"] for case in first.values()}) >= 8


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2026, 2, 28), date(2028, 2, 29)])
def test_steps_of_a_case_stand_in_order_and_no_hearing_is_on_a_weekend(today: date) -> None:
    for number, case in demo_cases(today).items():
        for hearing in case.hearings:
            # The demo's own case is heard on the morrow, whatever day that is.
            assert number == CASE_NUMBER or datetime.fromisoformat(hearing["at"]).weekday() < 5, number
        states = [node["state"] for node in case.case["nodes"]]
        assert states == sorted(states, key=("done", "current", "planned").index), number
        filed = date.fromisoformat(case.case["filing"]["filed_on"])
        assert filed.weekday() < 5, number
        done = [
            date.fromisoformat((node.get("at") or node["on"])[:10])
            for node in case.case["nodes"]
            if node["state"] == "done" and (node.get("at") or node.get("on"))
        ]
        assert done == sorted(done), number
        assert not done or done[0] >= filed, number
