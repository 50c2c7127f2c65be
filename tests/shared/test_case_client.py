"""The case client against the sandbox, against its faults, and against a backend that misbehaves freely."""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests
from pydantic import SecretStr

from sandbox.demo import CASE_NUMBER, LOOKUP_NUMBER, PASSWORD
from shared.cases.client import CaseClient
from shared.cases.outcomes import Found, HandoffGone, Locked, NotRecognised, SessionEnded, Unavailable
from shared.cases.records import CaseSummary, Session
from tests.shared.misbehaving import MisbehavingServer, answer, raw
from tests.world import Backend

DEADLINE = 1.5
# What a busy machine may add before the answer is in the hands of the caller.
GRACE = 1.5
SECRET = SecretStr(PASSWORD)
JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CASE = "0123456789abcdef"
SESSION = Session(
    token=SecretStr("t" * 32),
    expires_at=datetime(2030, 1, 1, tzinfo=UTC),
    sending_token=SecretStr("s" * 32),
    cases=(CaseSummary(id=CASE, number=CASE_NUMBER, title="x", stage="x", kind="civil"),),
)


def client_of(url: str, total_deadline: float = DEADLINE) -> CaseClient:
    return CaseClient(
        url, connect_timeout=1.0, read_timeout=1.0, total_deadline=total_deadline, max_body=100_000
    )


@pytest.fixture
def client(backend: Backend) -> Iterator[CaseClient]:
    made = client_of(backend.url)
    yield made
    made.close()


def proved(client: CaseClient) -> Session:
    found = client.log_in(LOOKUP_NUMBER, SECRET, "kiosk")
    assert isinstance(found, Found)
    return found.value


def test_a_case_its_hearings_and_its_handoff(client: CaseClient) -> None:
    session = proved(client)
    which = session.cases[0].id
    case, hearings = client.case(session, which), client.hearings(session, which)
    assert isinstance(case, Found)
    assert case.value.filing.number == CASE_NUMBER
    assert isinstance(hearings, Found)
    assert len(hearings.value) == 1
    minted = client.mint_handoff(session)
    assert isinstance(minted, Found)
    assert client.handoff_state(session, minted.value.id) == Found("waiting")
    other = client.redeem_handoff(minted.value.token)
    assert isinstance(other, Found)
    assert isinstance(client.case(other.value, other.value.cases[0].id), Found)
    assert client.redeem_handoff(minted.value.token) == HandoffGone()
    assert client.handoff_state(session, minted.value.id) == Found("opened")


def test_an_ended_session_is_an_outcome(client: CaseClient) -> None:
    session = proved(client)
    client.log_out(session)
    assert client.case(session, session.cases[0].id) == SessionEnded()
    assert client.case(SESSION, CASE) == SessionEnded()
    assert client.mint_handoff(SESSION) == SessionEnded()


def test_unknown_and_wrong_are_one_outcome_and_the_lock_tells_until_when(client: CaseClient) -> None:
    wrong = SecretStr("111111")
    assert client.log_in("2026999999", wrong, "kiosk") == NotRecognised()
    for _ in range(5):
        assert client.log_in(LOOKUP_NUMBER, wrong, "kiosk") == NotRecognised()
    locked = client.log_in(LOOKUP_NUMBER, SECRET, "mobile")
    assert isinstance(locked, Locked)
    assert timedelta() < locked.until - datetime.now(UTC) <= timedelta(minutes=15)


@pytest.mark.parametrize("mode", ["error", "garbage", "down", "trickle", "hang", "huge"])
def test_a_faulty_backend_is_unavailable_in_time(mode: str, client: CaseClient, backend: Backend) -> None:
    session = proved(client)
    backend.fault({"mode": mode})
    began = time.monotonic()
    assert isinstance(client.case(session, session.cases[0].id), Unavailable)
    assert time.monotonic() - began < DEADLINE + GRACE
    backend.fault({"mode": "none"})
    assert isinstance(client.case(session, session.cases[0].id), Found)


def test_a_fault_that_passes_is_not_noticed_when_reading(client: CaseClient, backend: Backend) -> None:
    session = proved(client)
    backend.fault({"mode": "error", "path": "/v1/case", "times": 2})
    assert isinstance(client.case(session, session.cases[0].id), Found)


def test_logging_in_is_never_repeated() -> None:
    with MisbehavingServer(answer("500 Oh", b"")) as server:
        assert isinstance(client_of(server.url).log_in(LOOKUP_NUMBER, SECRET, "kiosk"), Unavailable)
        assert len(server.requests) == 1


MISBEHAVIOURS = {
    "closes": raw(b""),
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "half a head": raw(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "less than promised": raw(JSON + b"Content-Length: 99\r\n\r\n{}"),
    "no such length": raw(JSON + b"Content-Length: -5\r\n\r\n{}"),
    "broken chunks": raw(
        JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"
    ),
    "a page": answer("200 OK", b"<h1>Wartung</h1>", "text/html"),
    "nothing": answer("200 OK", b""),
    "null": answer("200 OK", b"null"),
    "a list": answer("200 OK", b"[]"),
    "another shape": answer("200 OK", b'{"filing": "yes"}'),
    "no JSON": answer("200 OK", b"{'filing': 1}"),
    "bytes": answer("200 OK", b"\xff\xfe\x00"),
    "a well": answer("200 OK", b"[" * 50_000),
    "too much": answer("200 OK", b'"' + b"x" * 200_000 + b'"'),
    "a bomb": answer("200 OK", gzip.compress(b" " * 50_000_000), more="Content-Encoding: gzip\r\n"),
    "a problem that is none": answer("200 OK", b'{"type": "urn:court:problem:locked", "status": 423}'),
    "not a number": answer("200 OK", b"NaN"),
    "two lengths": raw(JSON + b"Content-Length: 2\r\nContent-Length: 7\r\n\r\n{}"),
    "HTTP of old": raw(b"HTTP/1.0 200 OK\r\n\r\n{}"),
    "rubbish after chunks": raw(JSON + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nSSH-2.0"),
    "a head of a megabyte": raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * (1 << 20) + b"\r\n\r\n"),
    "another alphabet": answer("200 OK", "{}".encode("utf-16")),
    "no such status": raw(b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n"),
    "come again next year": answer("503 Later", b"{}", more="Retry-After: 31536000\r\n"),
    "too many": answer("429 Too Many Requests", b"{}", more="Retry-After: 31536000\r\n"),
    "teapot": answer("418 I'm a teapot", b"{}"),
    "elsewhere": answer("302 Found", b"", more="Location: http://127.0.0.1:1/\r\n"),
    "early hints": raw(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 200),
    "heads without end": raw(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 20_000 + b"\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_whatever_a_backend_does_is_an_outcome(name: str) -> None:
    with MisbehavingServer(MISBEHAVIOURS[name]) as server:
        client = client_of(server.url)
        began = time.monotonic()
        assert isinstance(client.case(SESSION, CASE), Unavailable)
        assert isinstance(client.hearings(SESSION, CASE), Unavailable)
        assert isinstance(client.log_in(LOOKUP_NUMBER, SECRET, "kiosk"), Unavailable)
        assert time.monotonic() - began < 3 * (DEADLINE + GRACE)
        client.close()


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n"),
        (JSON + b"Content-Length: 90000\r\n\r\n", b" "),
        (JSON + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    ],
)  # fmt: skip
def test_a_backend_that_drips_is_given_up_at_the_deadline(head: bytes, piece: bytes) -> None:
    server = MisbehavingServer(lambda connection: server.drip(head, piece)(connection))
    with server:
        client = client_of(server.url)
        began = time.monotonic()
        assert isinstance(client.case(SESSION, CASE), Unavailable)
        assert time.monotonic() - began < DEADLINE + GRACE
        client.close()


def test_a_redirect_takes_no_password_anywhere() -> None:
    with MisbehavingServer(answer("200 OK", b"{}")) as stranger:
        away = answer("307 Temporary Redirect", b"", more=f"Location: {stranger.url}/v1/sessions\r\n")
        with MisbehavingServer(away) as server:
            client = client_of(server.url)
            assert isinstance(client.log_in(LOOKUP_NUMBER, SECRET, "kiosk"), Unavailable)
            client.close()
        assert stranger.requests == []


@pytest.mark.parametrize(
    "until", ["soon", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-11-24T09:00:00"]
)
def test_a_lock_without_a_time_is_no_lock(until: str) -> None:
    with MisbehavingServer(answer("423 Locked", json.dumps({"locked_until": until}).encode())) as server:
        assert isinstance(client_of(server.url).log_in(LOOKUP_NUMBER, SECRET, "kiosk"), Unavailable)


@pytest.mark.parametrize("end", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+08:00"])
def test_a_session_without_end_can_be_told_in_every_zone(end: str) -> None:
    session = {
        "token": "t" * 32, "sending_token": "s" * 32, "expires_at": end,
        "cases": [{"id": CASE, "number": CASE_NUMBER, "title": "x", "stage": "x", "kind": "civil"}],
    }  # fmt: skip
    with MisbehavingServer(answer("201 Created", json.dumps(session).encode())) as server:
        found = client_of(server.url).log_in(LOOKUP_NUMBER, SECRET, "kiosk")
    assert isinstance(found, Found)
    assert found.value.expires_at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert found.value.expires_at.astimezone(ZoneInfo("America/Los_Angeles"))


GATEWAYS = {
    "401": answer("401 No", b'{"error": "unauthorized"}'),
    "403": answer("403 No", b""),
    "404": answer("404 No", b'{"message": "no route"}'),
    "409": answer("409 No", b'{"type": "about:blank", "status": 409}'),
    "410": answer("410 No", b""),
    "422": answer("422 No", b'{"type": "https://errors.example/unknown"}', "application/problem+json"),
    "204": answer("200 OK", b'{"type": "urn:court:problem:unknown"}'),
}


@pytest.mark.parametrize("name", GATEWAYS)
def test_what_a_gateway_says_is_nothing_about_a_case(name: str) -> None:
    with MisbehavingServer(GATEWAYS[name]) as server:
        client = client_of(server.url)
        for outcome in (
            client.log_in(LOOKUP_NUMBER, SECRET, "kiosk"),
            client.case(SESSION, CASE),
            client.mint_handoff(SESSION),
            client.redeem_handoff(SecretStr("h" * 22)),
            client.subscribe(SESSION, CASE, "13800000001", ("closed",), "k" * 16),
            client.unsubscribe(SESSION, CASE, "s1"),
            client.receipt("261120000011"),
            client.slots(),
            client.reset_password(LOOKUP_NUMBER, "13800000001", "kiosk", "k" * 16),
        ):
            assert isinstance(outcome, Unavailable)
        client.close()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("filed_on", "20261124"), ("filed_on", 1795478400), ("filed_on", "2026-06-31"), ("filed_on", "今天"),
        ("as_of", "20261124093000"), ("as_of", 1795478400000), ("as_of", "2026-11-24T09:30:00"),
    ],
)  # fmt: skip
def test_a_day_is_what_is_written_and_nothing_else(
    member: str, value: object, client: CaseClient, backend: Backend
) -> None:
    session = proved(client)
    token = {"Authorization": f"Bearer {session.token.get_secret_value()}"}
    told = requests.get(f"{backend.url}/v1/cases/{session.cases[0].id}", headers=token, timeout=5).json()
    (told["filing"] if member == "filed_on" else told)[member] = value
    with MisbehavingServer(answer("200 OK", json.dumps(told).encode())) as server:
        assert isinstance(client_of(server.url).case(session, session.cases[0].id), Unavailable)


def test_marks_that_nobody_sees_are_dropped(client: CaseClient, backend: Backend) -> None:
    session = proved(client)
    token = {"Authorization": f"Bearer {session.token.get_secret_value()}"}
    told = requests.get(f"{backend.url}/v1/cases/{session.cases[0].id}", headers=token, timeout=5).json()
    told["filing"]["cause"] = "\u202e民间\x00借贷\n纠纷\x1b[2J"
    with MisbehavingServer(answer("200 OK", json.dumps(told).encode())) as server:
        found = client_of(server.url).case(session, session.cases[0].id)
    assert isinstance(found, Found)
    assert found.value.filing.cause == "民间借贷 纠纷[2J"


def test_nobody_at_the_address_is_unavailable() -> None:
    assert isinstance(client_of("http://127.0.0.1:9").log_in(LOOKUP_NUMBER, SECRET, "kiosk"), Unavailable)


def test_nothing_secret_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for behaviour in (answer("500 Oh", b""), answer("200 OK", b'{"token": 1}'), raw(b"")):
        with MisbehavingServer(behaviour) as server:
            client = client_of(server.url)
            outcome = client.log_in(CASE_NUMBER, SECRET, "kiosk")
            client.case(SESSION, CASE)
            client.redeem_handoff(SecretStr("handoff-token"))
            client.close()
            assert PASSWORD not in repr(outcome)
    for secret in (PASSWORD, CASE_NUMBER, SESSION.token.get_secret_value(), "handoff-token"):
        assert secret not in caplog.text


def test_after_three_waits_for_nothing_the_next_gets_words_at_once(backend: Backend) -> None:
    client = CaseClient(backend.url, total_deadline=0.4, read_timeout=0.3, breaker_pause=0.5)
    backend.fault({"mode": "hang"})
    for _ in range(3):
        client.case(SESSION, CASE)
    began = time.monotonic()
    assert client.case(SESSION, CASE) == Unavailable("circuit-open")
    assert time.monotonic() - began < 0.3
    backend.fault({"mode": "none"})
    deadline = time.monotonic() + 10
    while client.case(SESSION, CASE) != SessionEnded():
        assert time.monotonic() < deadline, "the circuit never closes again"
    client.close()


def test_failures_that_come_quickly_do_not_keep_others_from_asking(backend: Backend) -> None:
    client = client_of(backend.url, total_deadline=30.0)
    backend.fault({"mode": "down", "times": 30})
    for _ in range(10):
        assert client.case(SESSION, CASE) == Unavailable("connection")
    assert client.case(SESSION, CASE) == SessionEnded()
    client.close()


def test_all_calls_for_one_page_share_one_deadline(backend: Backend) -> None:
    client = client_of(backend.url)
    session = proved(client)
    backend.fault({"mode": "slow", "seconds": 0.8})
    began = time.monotonic()
    with client.one_page():
        outcomes = [client.case(session, session.cases[0].id) for _ in range(4)]
    assert time.monotonic() - began < DEADLINE + GRACE
    assert isinstance(outcomes[-1], Unavailable)
    client.close()
