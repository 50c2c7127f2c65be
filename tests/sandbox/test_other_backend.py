"""The faces work unchanged against another implementation of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.application import Application
from shared.pages import AnyPage, Article, Form, Listing, Notice
from shared.visit import Face, Visit
from tests.sandbox.other_backend import LOOKUP, NUMBER, PASSWORD, SUMMARY, OtherBackend
from tests.world import Backend, application_at


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    with OtherBackend() as other:
        made = application_at(tmp_path, Backend(other.url))
        yield made
        made.parts.cases.close()


def log_in(application: Application, visit: Visit, password: str = PASSWORD, number: str = LOOKUP) -> AnyPage:
    return application.open(visit, "/case", {"number": number, "password": password})


@pytest.mark.parametrize("face", list(Face))
def test_a_case_is_proved_and_read(application: Application, face: Face) -> None:
    visit = Visit(face)
    page = log_in(application, visit, number=NUMBER)
    assert isinstance(page, Article)
    assert page.title == SUMMARY["title"]
    assert page.facts()["case.next_hearing"].value.isoformat() == "2026-12-03T09:15:00+08:00"
    assert isinstance(application.open(visit, "/case/hearings"), Listing)
    assert isinstance(application.open(visit, "/case/nodes"), Article)
    application.end(visit)
    assert isinstance(application.open(visit, "/case"), Form)


def test_what_it_does_not_offer_is_said_to_be_not_offered(application: Application) -> None:
    visit = Visit(Face.KIOSK)
    log_in(application, visit)
    for place in ("/case/file", "/case/recordings", "/case/steps", "/case/notices", "/appointment/new"):
        page = application.open(visit, place)
        assert isinstance(page, Notice), place
        assert page.code == "not-offered", place


def test_five_wrong_passwords_lock_here_too(application: Application) -> None:
    visit = Visit(Face.MOBILE)
    for _ in range(5):
        assert isinstance(log_in(application, visit, "000000"), Form)
    locked = log_in(application, visit)
    assert isinstance(locked, Notice)
    assert locked.code == "locked"


def test_a_complaint_arrives_and_is_answered(application: Application) -> None:
    visit = Visit(Face.KIOSK)
    application.open(visit, "/complaint/new", {"subject": "other", "text": "窗口排队太久"})
    told = application.open(visit, "/complaint/check", {})
    assert isinstance(told, Notice)
    assert told.code == "sent"
    receipt = next(str(fact.value.text) for fact in told.facts if fact.key == "receipt.number")
    answered = application.open(visit, "/receipt", {"receipt": receipt})
    assert isinstance(answered, Notice)
    assert answered.code == "receipt-answered"
    assert "已经转办" in answered.text
