"""The sandbox backend over real HTTP: proof, lockout, hand-offs, faults; a fresh backend for each test."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import requests

from sandbox.attempts import Attempts
from sandbox.cases import demo_cases
from sandbox.database import Database
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


ID_NUMBER = "131082198001010018"


def test_an_id_number_opens_all_cases_that_have_the_password(backend: Backend) -> None:
    both = log_in(backend, ID_NUMBER, PASSWORD)
    assert [case["number"] for case in both.json()["cases"]] == [CASE_NUMBER, "（2026）冀1082民终218号"]
    one = log_in(backend, ID_NUMBER.lower(), "135790")
    assert [case["kind"] for case in one.json()["cases"]] == ["enforcement"]
    # A session reads its own cases only.
    other = both.json()["cases"][0]["id"]
    assert requests.get(f"{backend.url}/v1/cases/{other}", headers=bearer(one), timeout=5).status_code == 404
    assert log_in(backend, ID_NUMBER, "000000").content == log_in(backend, "2026999999", "000000").content


def test_wrong_passwords_with_an_id_number_count_for_each_of_its_cases(backend: Backend) -> None:
    for _ in range(WRONG_ALLOWED):
        assert log_in(backend, ID_NUMBER, "000000").status_code == 401
    for number in (ID_NUMBER, LOOKUP_NUMBER, "2026000456", "2026000218"):
        assert log_in(backend, number, PASSWORD).status_code == 423
    assert log_in(backend, "2026000789", "864209").status_code == 201


def test_guessing_by_id_number_gives_no_new_tries_for_another_case(backend: Backend) -> None:
    """The right password of one case must not set back the count of another of the same person."""
    for _ in range(WRONG_ALLOWED - 1):
        assert log_in(backend, "2026000456", "000000").status_code == 401
    assert log_in(backend, ID_NUMBER, PASSWORD).status_code == 201
    assert log_in(backend, "2026000456", "000000").status_code == 401
    assert log_in(backend, "2026000456", "135790").status_code == 423


def test_the_counter_unlocks(backend: Backend) -> None:
    for _ in range(WRONG_ALLOWED + 1):
        log_in(backend, LOOKUP_NUMBER, "000000")
    assert log_in(backend, LOOKUP_NUMBER, PASSWORD).status_code == 423
    unlocked = requests.post(f"{backend.url}/counter/unlock", json={"number": CASE_NUMBER}, timeout=5)
    assert unlocked.status_code == 204
    assert log_in(backend, LOOKUP_NUMBER, PASSWORD).status_code == 201


def test_a_lost_password_goes_to_the_number_on_record_and_to_no_other(backend: Backend) -> None:
    def reset(telephone: str, key: str) -> requests.Response:
        body = {"number": LOOKUP_NUMBER, "telephone": telephone, "face": "kiosk", "terminal": "test"}
        headers = {"Idempotency-Key": key}
        return requests.post(f"{backend.url}/v1/password-resets", json=body, headers=headers, timeout=5)

    stranger, party = reset("13900000009", "key-of-a-stranger"), reset("13800000001", "key-of-the-party-1")
    assert (stranger.status_code, stranger.content) == (party.status_code, party.content) == (202, b"")
    assert reset("13800000001", "key-of-the-party-1").status_code == 202
    (text,) = requests.get(f"{backend.url}/counter/sms", timeout=5).json()["sms"]
    assert text["telephone"] == "13800000001"
    new = re.search(r"[0-9]{6}", text["text"])
    assert new is not None
    assert log_in(backend, LOOKUP_NUMBER, PASSWORD).status_code == 401
    assert log_in(backend, LOOKUP_NUMBER, new[0]).status_code == 201


def test_locks_double_up_to_a_cap(tmp_path: Path) -> None:
    database = Database(tmp_path / "backend.db")
    attempts, now = Attempts(database), NOW
    lengths = []
    for _ in range(6):
        for _ in range(WRONG_ALLOWED):
            assert attempts.claim(["case"], now) == (["case"], None)
        free, until = attempts.claim(["case"], now)
        assert free == []
        assert until is not None
        lengths.append(int((until - now).total_seconds() // 60))
        assert attempts.claim(["case"], until - timedelta(seconds=1))[1] == until
        now = until
    assert lengths == [15, 30, 60, 120, 120, 120]
    # After a quiet day the next lock is a short one again.
    now += timedelta(days=2)
    for _ in range(WRONG_ALLOWED):
        attempts.claim(["case"], now)
    assert attempts.claim(["case"], now)[1] == now + timedelta(minutes=15)
    database.close()


def test_the_same_key_does_nothing_twice(backend: Backend) -> None:
    body = {
        "receipt": "123456789012", "written_at": "2026-11-24T08:30:00+08:00",
        "origin": {"face": "kiosk", "terminal": "test", "language": "zh-CN"},
        "content": {"subject": "other", "text": "x", "name": "", "telephone": "", "attachments": []},
    }  # fmt: skip

    def complain(body: dict[str, object], key: str) -> requests.Response:
        return requests.post(
            f"{backend.url}/v1/complaints", json=body, headers={"Idempotency-Key": key}, timeout=5
        )

    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _: complain(body, "one-and-the-same-key"), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert complain({**body, "receipt": "123456789013"}, "one-and-the-same-key").status_code == 409
    assert complain(body, "another-key-for-the-same").json()["type"] == "urn:court:problem:receipt-taken"
    sent = requests.get(f"{backend.url}/counter/sent?kind=complaint", timeout=5).json()["sent"]
    assert [each["receipt"] for each in sent].count("123456789012") == 1
