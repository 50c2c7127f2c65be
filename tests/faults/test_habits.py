"""A court backend of bad habits, in ways that nobody listed: whatever it does, a person gets words and a next
step, nothing that was handed in is lost or arrives twice, nothing of one case is shown in another, and no log
tells of anybody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from pydantic import SecretStr

from mobile.render import Renderer
from shared.application import Application
from shared.cases.client import CaseClient
from shared.cases.outcomes import Found
from shared.cases.records import Session
from shared.cases.sending import Kind, Sending
from shared.logs import quieten_libraries
from shared.once import Once
from shared.outbox import Entry, State
from shared.pages import AnyPage, Notice
from shared.visit import Visit
from tests.faults.habits import (
    LEAVES,
    STRANGER,
    STRANGERS_NUMBER,
    WIRE,
    Asked,
    Habit,
    HabitualBackend,
    Honest,
    changed,
    leaves,
    saying,
)
from tests.faults.ways import (
    CIVIL,
    CRIMINAL,
    DOING,
    ENFORCEMENT,
    PASSWORDS,
    READING,
    SENDING,
    WRITTEN,
    shown,
    telephone,
)
from tests.shared.misbehaving import Behaviour, answer
from tests.world import NOW, Backend, BackendProgram, application_at

WAYS = {**READING, **DOING, **SENDING}
# Of what may be said wrong, and of what people do, every so many-th is tried; all of it takes ten minutes:
# COURT_TESTS_ALL=1 python -m pytest tests/faults/test_habits.py
ALL = bool(os.environ.get("COURT_TESTS_ALL"))
LEAVES_EVERY, WAYS_EVERY = (1, 1) if ALL else (17, 4)
AT_ONCE = 16


@pytest.fixture(autouse=True)
def _logs_as_in_a_program() -> None:
    quieten_libraries()


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with BackendProgram(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def backend(sandbox: Backend) -> Iterator[HabitualBackend]:
    with HabitualBackend(sandbox.url) as running:
        yield running


class People:
    """Somebody for each way, at terminals of one machine."""

    def __init__(self, application: Application, backend: HabitualBackend, sessions: Mapping[str, Session]):
        self.application, self.backend, self._sessions = application, backend, sessions
        self.renderer = Renderer()
        self._terminals: dict[str, Application] = {}

    def at(self, name: str) -> Application:
        """A terminal whose backend has an address, and habits, of its own. Nobody waits long there, and one
        bad answer does not keep the next from being asked for."""
        if name not in self._terminals:
            cases = CaseClient(
                self.backend.address(name), read_timeout=1.5, total_deadline=2.0, breaker_failures=1_000_000
            )
            made = self.application
            parts = replace(made.parts, case_client=Once(lambda: cases))
            words = {language: made.words_in(language) for language in made._words}
            self._terminals[name] = Application(made.catalogue, parts, words, made.clock)
        return self._terminals[name]

    def visit(self, name: str, face: int) -> Visit:
        way = WAYS[name]
        return Visit(way.faces[face % len(way.faces)], session=self._sessions[way.case])

    def go(self, name: str, face: int) -> tuple[AnyPage, str]:
        """The page that a way comes to, and all that is shown or said of it."""
        terminal, visit = self.at(name), self.visit(name, face)
        page = WAYS[name].act(terminal, visit)
        try:
            return page, shown(terminal, visit, page, self.renderer)
        except AssertionError as error:
            raise AssertionError(f"{name}, {visit.face}: {error}") from error

    def all_go(self, habit: Habit, number: int) -> dict[str, tuple[AnyPage, str]]:
        """What people come to at a backend with this habit, `number` telling who of them is tried."""
        tried = list(WAYS)[number % WAYS_EVERY :: WAYS_EVERY]
        for name in tried:
            self.at(name)
            self.backend.spoil(name, WAYS[name].only, habit)
        with ThreadPoolExecutor(AT_ONCE) as many:
            return dict(zip(tried, many.map(lambda name: self.go(name, number), tried), strict=True))

    def close(self) -> None:
        for terminal in self._terminals.values():
            terminal.parts.cases.close()


@pytest.fixture
def people(backend: HabitualBackend, sessions: Mapping[str, Session], tmp_path: Path) -> Iterator[People]:
    made = application_at(tmp_path, Backend(backend.url), sms_links_per_hour=100_000)
    here = People(made, backend, sessions)
    yield here
    here.close()
    made.parts.outbox.close()


@pytest.fixture(scope="module")
def sessions(sandbox: Backend) -> Mapping[str, Session]:
    client = CaseClient(sandbox.url)
    found = {
        number: _found(client.log_in(number, SecretStr(password), "kiosk"))
        for number, password in PASSWORDS.items()
    }
    # A subscription, so that there is a list to look at.
    case, number = found[ENFORCEMENT], telephone()
    which = case.cases[0].id
    asked = _found(client.subscribe(case, which, number, ("closed",), "k" * 16))
    texts = requests.get(f"{sandbox.url}/counter/sms", timeout=10).json()["sms"]
    (text,) = [each["text"] for each in texts if each["telephone"] == number]
    code = "".join(character for character in text if character.isdigit())
    _found(client.confirm(case, which, asked.id, code, "c" * 16))
    client.close()
    return found


def _found(outcome: object):
    assert isinstance(outcome, Found), outcome
    return outcome.value


def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing of anybody, no traceback and no line of somebody else's making in the log."""
    for record in caplog.records:
        assert "\n" not in record.getMessage()
        assert record.exc_info is None
    for told in ("Traceback", STRANGER, STRANGERS_NUMBER, WRITTEN, "138000", "张某", CIVIL, ENFORCEMENT):
        assert told not in caplog.text


def test_every_way_works_while_the_backend_behaves(people: People) -> None:
    for face in range(3):
        for name in WAYS:
            page, _ = people.go(name, face)
            assert not page.offline, name


@pytest.mark.parametrize("habit", WIRE)
def test_whatever_comes_over_the_wire_people_get_words_and_a_way_on(
    habit: str, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    for name, (page, text) in people.all_go(WIRE[habit], list(WIRE).index(habit)).items():
        assert STRANGER not in text, name
        # A recording is asked for once: afterwards there is no such form any more.
        gone = isinstance(page, Notice) and page.code == "no-such-page"
        assert not gone or name == "recording", name
    _quiet(caplog)


@pytest.mark.parametrize("name", READING)
def test_whatever_is_said_people_get_words_and_a_way_on(
    name: str, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    only, heard = READING[name].only, []

    def listen(_: Asked, honest: Honest) -> Behaviour:
        told = honest()
        heard.append(told.body)
        return told.behave()

    people.backend.spoil(name, only, listen)
    people.go(name, 0)
    honest = json.loads(heard[-1])
    wrong = [(where, leaf) for where in leaves(honest) for leaf in LEAVES]
    for number, (where, leaf) in enumerate(wrong):
        if number % LEAVES_EVERY == len(name) % LEAVES_EVERY:
            people.backend.spoil(name, only, saying(changed(honest, where, leaf)))
            try:
                people.go(name, number // LEAVES_EVERY)
            except AssertionError as error:
                raise AssertionError(f"{where} = {leaf!r}: {error}") from error
    _quiet(caplog)


JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n"),
        (JSON_HEAD + b"Content-Length: 90000\r\n\r\n", b" "),
        (JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)  # fmt: skip
def test_what_drips_is_given_up(head: bytes, piece: bytes, people: People) -> None:
    people.all_go(lambda *_: people.backend.drip(head, piece), len(head))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_nowhere(status: int, people: People, sandbox: Backend) -> None:
    heard: list[Asked] = []
    with HabitualBackend(sandbox.url) as elsewhere:
        there = elsewhere.address("there")
        elsewhere.spoil("there", ".*", lambda asked, honest: heard.append(asked) or honest().behave())
        people.all_go(
            lambda asked, _: answer(f"{status} Away", b"", more=f"Location: {there}{asked.path}\r\n"), status
        )
    assert heard == []


# -- crossing


@pytest.mark.parametrize("named", [True, False])
def test_an_answer_about_another_case_is_none(
    named: bool, people: People, sessions: Mapping[str, Session]
) -> None:
    """Where the member is missing that names the case, the case's number tells."""

    def mixed_up(other: Session) -> Habit:
        def habit(asked: Asked, _: Honest) -> Behaviour:
            path = asked.path.replace(asked.path.split("/")[3], other.cases[0].id)
            token = {"Authorization": f"Bearer {other.token.get_secret_value()}"}
            told = people.backend.honest(replace(asked, path=path, headers={**asked.headers, **token}))
            body = json.loads(told.body)
            if not named:
                body.pop("case", None)
            return answer(f"{told.status} So", json.dumps(body).encode())

        return habit

    of_cases = [name for name, way in READING.items() if "cases" in way.only and way.case != ENFORCEMENT]
    for name in (*of_cases, "case") if named else ("case", "nodes"):
        other = sessions[CIVIL if READING[name].case != CIVIL else CRIMINAL]
        people.at(name)
        people.backend.spoil(name, READING[name].only, mixed_up(other))
        page, text = people.go(name, 0)
        assert page.offline or "查不到" in text or "查不全" in text, name
        for told in (other.cases[0].number, other.cases[0].title):
            assert told not in text, name


def test_hearings_that_cannot_be_asked_for_are_not_said_to_be_none(people: People) -> None:
    name = "hearings of the case"
    people.at(name)
    people.backend.spoil(name, READING[name].only, WIRE["in maintenance"])
    for face in range(3):
        text = people.go(name, face)[1]
        assert "查不全" in text or "查不到" in text
        assert "目前没有已定的开庭时间" not in text


def test_an_answer_about_another_receipt_is_none(people: People) -> None:
    told = {
        "receipt": "111111111111", "kind": "complaint", "state": "answered", "received_at": NOW.isoformat(),
        "answer": {"text": STRANGER, "by": "x", "at": NOW.isoformat()},
    }  # fmt: skip
    people.at("receipt")
    people.backend.spoil(
        "receipt", READING["receipt"].only, lambda *_: answer("200 OK", json.dumps(told).encode())
    )
    for face in range(3):
        page, text = people.go("receipt", face)
        assert STRANGER not in text
        assert page.offline


# -- nothing lost, nothing twice


def _content(kind: Kind, slot: str) -> tuple[dict[str, object], str, str]:
    """What is sent, of which case, aimed at what."""
    number = telephone()
    who = {"name": "张某", "id_number": "", "telephone": number}
    return {
        Kind.APPOINTMENT: ({"slot": slot, "purpose": "civil", **who}, "", ""),
        Kind.CANCELLATION: ({"appointment": "000000000000", "telephone": number}, "", ""),
        Kind.COMPLAINT: ({"subject": "delay", "text": WRITTEN, "name": "", "telephone": ""}, "", ""),
        Kind.MESSAGE: ({"text": WRITTEN}, ENFORCEMENT, ""),
        Kind.CLUE: ({"kind": "vehicle", "text": WRITTEN}, ENFORCEMENT, ""),
        Kind.CONFIRMATION: ({"received": True}, CIVIL, "s90"),
        Kind.RECORDING: ({"reason": ""}, CRIMINAL, "r1"),
        Kind.SURVEY: ({"about": "staff", "satisfaction": 5, "comment": ""}, "", ""),
        Kind.LINK: ({"telephone": number, "place": "/guides"}, "", ""),
    }[kind]


def test_whatever_the_backend_does_it_has_each_thing_once(
    people: People, sandbox: Backend, sessions: Mapping[str, Session], caplog: pytest.LogCaptureFixture
) -> None:
    outbox = people.application.parts.outbox
    deliver = Sending(people.at("sending").parts.cases.transport).deliver
    slots = _found(people.at("sending").parts.cases.slots())
    answers: list[bytes] = []

    def same_again(asked: Asked, honest: Honest) -> Behaviour:
        """Always the first answer, whatever was sent: the same receipt for two."""
        answers.append(honest().body)
        return answer("201 So", answers[0])

    habits = {**WIRE, "the same receipt for two": same_again}
    kept: dict[str, tuple[Kind, str]] = {}
    for number, (name, habit) in enumerate(habits.items()):
        people.backend.behave("sending")
        entries = [_put(outbox, kind, slots[number].id, sessions) for kind in Kind]
        people.backend.spoil("sending", "POST .*", habit)
        with ThreadPoolExecutor(len(Kind)) as many:
            list(many.map(lambda entry: outbox.deliver(entry.receipt, deliver, NOW), entries))
        kept |= {entry.receipt: (entry.kind, name) for entry in entries}
    people.backend.behave("sending")
    for minutes in range(1, 60):
        outbox.deliver_due(deliver, NOW + timedelta(minutes=minutes))
    assert outbox.waiting() == []
    sent = requests.get(f"{sandbox.url}/counter/sent", timeout=10).json()["sent"]
    court = [each["receipt"] for each in sent]
    for receipt, (kind, name) in kept.items():
        entry = outbox.entry(receipt)
        assert entry is not None
        if kind is Kind.CANCELLATION or (kind is Kind.LINK and name == "later, with a problem"):
            # Truly refused: there is no such appointment; the number has had enough texts.
            assert (entry.state, court.count(receipt)) == (State.REFUSED, 0), (kind, name)
        else:
            assert (entry.state, court.count(receipt)) == (State.DELIVERED, 1), (kind, name)
    _quiet(caplog)


def _put(outbox, kind: Kind, slot: str, sessions: Mapping[str, Session]) -> Entry:
    fields, number, target = _content(kind, slot)
    session = sessions.get(number)
    entry = outbox.put(
        kind, fields, now=NOW, face="kiosk", language="zh-CN", target=target,
        case=session.cases[0].id if session else "",
        sending_token=session.sending_token.get_secret_value() if session else "",
    )  # fmt: skip
    assert isinstance(entry, Entry)
    return entry
