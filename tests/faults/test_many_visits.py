"""Two hundred visits, one request in ten going wrong: no wrong answer, nothing lost, nothing crossed."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import requests

from sandbox.cases import DemoCase, demo_cases
from shared.application import Application
from shared.cases.sending import Sending
from shared.outbox import State
from shared.pages import AnyPage, Article, Form, Notice
from shared.place import Place
from shared.receipts import parse_receipt
from shared.visit import Face, Visit
from tests.faults.habits import WIRE, Asked, HabitualBackend, Honest
from tests.shared.misbehaving import Behaviour
from tests.world import NOW, Backend, application_at

VISITS, AT_ONCE = 200, 24
SHARE = 0.1
TRIES = 40


def test_two_hundred_visits_with_faults(backend: Backend, tmp_path: Path) -> None:
    backend.fault({"mode": "any", "share": SHARE})
    _visits(application_at(tmp_path, backend), backend, lambda: backend.fault({"mode": "none"}))


def test_two_hundred_visits_with_bad_habits(backend: Backend, tmp_path: Path) -> None:
    """As above, with faults that the sandbox knows nothing of."""
    chance, turn, habits = random.Random(2), threading.Lock(), list(WIRE.values())

    def now_and_then(asked: Asked, honest: Honest) -> Behaviour:
        with turn:
            habit = chance.choice(habits) if chance.random() < SHARE else None
        return habit(asked, honest) if habit else honest().behave()

    with HabitualBackend(backend.url) as between:
        application = application_at(tmp_path, Backend(between.address("visits")))
        between.spoil("visits", ".*", now_and_then)
        _visits(application, backend, lambda: between.behave("visits"))


def _visits(application: Application, backend: Backend, mend: Callable[[], None]) -> None:
    cases = list(demo_cases(NOW.date()).values())
    with ThreadPoolExecutor(AT_ONCE) as many:
        receipts = list(many.map(lambda n: _visit(application, cases[n % len(cases)], n), range(VISITS)))
    mend()

    outbox = application.parts.outbox
    deliver = Sending(application.parts.cases.transport).deliver
    for later in range(20):
        outbox.deliver_due(deliver, NOW + timedelta(hours=later + 1))
    assert outbox.waiting() == []
    assert outbox.refused() == []
    sent = requests.get(f"{backend.url}/counter/sent?kind=complaint", timeout=10).json()["sent"]
    court = {each["receipt"]: each["content"]["text"] for each in sent}
    assert len(sent) == VISITS + 1  # and the made-up court's old one
    assert len(set(receipts)) == VISITS
    for number, receipt in enumerate(receipts):
        assert court[receipt] == _text(number)
        assert outbox.entry(receipt).state is State.DELIVERED


def _text(number: int) -> str:
    return f"visit number {number}"


def _visit(application: Application, case: DemoCase, number: int) -> str:
    """Prove a case, look at it, complain; the receipt number. What fails says so and is tried again."""
    visit = Visit((Face.KIOSK, Face.MOBILE)[number % 2])
    entered = {"number": case.lookup_number, "password": case.password}
    for _ in range(TRIES):
        page = application.open(visit, "/case", None if visit.session else entered)
        if isinstance(page, Article):
            break
        assert _says_that_it_failed(page)
    else:
        raise AssertionError("the case was never seen")
    assert page.facts()["case.lookup"].value.text == case.lookup_number
    assert page.title == case.case["filing"]["title"]

    application.open(visit, "/complaint/new", {"subject": "delay", "text": _text(number)})
    told = application.open(visit, "/complaint/check", {})
    assert isinstance(told, Notice)
    assert told.code in ("sent", "kept")
    receipt = parse_receipt(next(f.value.text for f in told.facts if f.key == "receipt.number"))
    assert receipt is not None
    # Pressed twice, it is the same submission.
    again = application.open(visit, "/complaint/check", {})
    assert next(f.value.text for f in again.facts if f.key == "receipt.number").replace(" ", "") == receipt
    application.end(visit)
    assert not visit.holds_something
    assert isinstance(application.open(visit, Place("/case")), Form)
    return receipt


def _says_that_it_failed(page: AnyPage) -> bool:
    if isinstance(page, Notice):
        return page.code == "unavailable" and bool(page.options)
    return isinstance(page, Form)
