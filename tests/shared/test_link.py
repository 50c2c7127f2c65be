"""A page sent to a telephone: public pages only, a few texts to a number, a visit and a machine."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import requests

from sandbox.demo import LOOKUP_NUMBER, PASSWORD
from shared.application import Application
from shared.pages import AnyPage, Form, Notice
from shared.place import Place
from shared.services.link import PER_VISIT, place_for
from shared.texting import PER_NUMBER_A_DAY
from shared.visit import Face, Visit
from tests.world import NOW, Backend, application_at

ADDRESS = Place("/directory/court")
NUMBER = "13800000001"


@pytest.fixture
def application(machine: Path, backend: Backend, tmp_path: Path) -> Application:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "content.db").symlink_to(machine / "content.db")
    return application_at(tmp_path / "home", backend, sms_links_per_hour=5)


def send(application: Application, visit: Visit, telephone: str, about: Place = ADDRESS) -> AnyPage:
    return application.open(visit, place_for(about), {"telephone": telephone, "again": telephone})


def texts(backend: Backend) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = requests.get(f"{backend.url}/counter/sms", timeout=10).json()["sms"]
    return listed


def code(page: AnyPage) -> str:
    assert isinstance(page, Notice), page
    return page.code


@pytest.mark.parametrize("face", Face)
def test_the_text_has_the_pages_address_and_nothing_of_the_visit(
    application: Application, backend: Backend, face: Face
) -> None:
    visit = Visit(face)
    page = application.open(visit, ADDRESS)
    (offer,) = [option for option in page.options if option.place == place_for(ADDRESS)]
    assert isinstance(application.open(visit, offer.place), Form)
    assert code(send(application, visit, NUMBER)) == "sent"
    (text,) = texts(backend)
    assert text["telephone"] == NUMBER
    assert str(ADDRESS) in text["text"]


def test_a_case_is_neither_offered_nor_sent(application: Application, backend: Backend) -> None:
    visit = Visit(Face.KIOSK)
    application.open(visit, "/case", {"number": LOOKUP_NUMBER, "password": PASSWORD})
    for place in ("/case", "/case/hearings", "/case/nodes", "/case/steps"):
        page = application.open(visit, place)
        assert page.private
        assert not [option for option in page.options if option.place.path.startswith("/link")]
        assert code(send(application, visit, NUMBER, Place(place))) == "no-such-page"
    assert texts(backend) == []


@pytest.mark.parametrize(
    "made_up", ["/link/x", "/link/Ly9ldmlsLmV4YW1wbGU", "/link/aHR0cHM6Ly9ldmlsLmV4YW1wbGU", "/link/a/b"]
)
def test_what_is_no_page_of_ours_is_not_sent(
    application: Application, backend: Backend, made_up: str
) -> None:
    assert (
        code(application.open(Visit(Face.MOBILE), made_up, {"telephone": NUMBER, "again": NUMBER}))
        == "no-such-page"
    )
    assert texts(backend) == []


def test_a_visit_sends_a_few_texts(application: Application, backend: Backend) -> None:
    visit = Visit(Face.KIOSK)
    codes = [code(send(application, visit, f"1380000000{number}")) for number in range(PER_VISIT + 1)]
    assert codes == ["sent"] * PER_VISIT + ["too-many"]
    assert len(texts(backend)) == PER_VISIT


def test_a_number_gets_a_few_texts_from_all_visits_and_a_machine_sends_so_many(
    application: Application, backend: Backend
) -> None:
    codes = [code(send(application, Visit(Face.MOBILE), NUMBER)) for _ in range(PER_NUMBER_A_DAY + 1)]
    assert codes == ["sent"] * PER_NUMBER_A_DAY + ["too-many"]
    others = [code(send(application, Visit(Face.MOBILE), f"1390000000{number}")) for number in range(3)]
    assert others == ["sent", "sent", "too-many"]
    assert len(texts(backend)) == 5


def test_the_backends_own_limit_is_the_last_word(
    machine: Path, backend: Backend, application: Application
) -> None:
    other = application_at(machine, backend)
    for each in (application, other):
        for _ in range(PER_NUMBER_A_DAY):
            last = send(each, Visit(Face.KIOSK), NUMBER)
    assert code(last) == "too-many"
    assert len(texts(backend)) == 5
    assert not other.parts.outbox.waiting()


@pytest.mark.parametrize(
    ("telephone", "again"),
    [("", ""), ("12345", "12345"), ("0316555010", "0316555010"), (NUMBER, "13800000002")],
)
def test_a_number_that_is_none_or_not_the_same_twice_is_told(
    application: Application, backend: Backend, telephone: str, again: str
) -> None:
    page = application.open(Visit(Face.KIOSK), place_for(ADDRESS), {"telephone": telephone, "again": again})
    assert isinstance(page, Form)
    assert page.fields[0].error
    assert texts(backend) == []


def test_without_the_backend_the_text_waits_and_is_given_up_after_a_while(
    application: Application, backend: Backend
) -> None:
    backend.fault({"mode": "down"})
    visit = Visit(Face.KIOSK)
    kept = send(application, visit, NUMBER)
    assert code(kept) == "kept"
    assert "两小时" in kept.text
    receipt = next(fact.value.text for fact in kept.facts if fact.key == "receipt.number")
    assert [entry.kind for entry in application.parts.outbox.waiting()] == ["link"]
    backend.fault({"mode": "none"})
    application.clock = lambda: NOW + timedelta(hours=2, minutes=1)
    looked_up = application.open(Visit(Face.MOBILE), "/receipt", {"receipt": receipt})
    assert code(looked_up) == "receipt-expired"
    told = application.open(visit, "/link/sent")
    assert code(told) == "expired"
    assert "不再发" in told.text
    assert texts(backend) == []


def test_the_telephone_offers_it_where_there_is_much_to_hear_or_an_address(application: Application) -> None:
    visit = Visit(Face.VOICE)

    def offers(place: str) -> bool:
        options = application.open(visit, place).options
        return any(option.place.path.startswith("/link/") for option in options)

    assert offers("/directory/court")
    assert not offers("/person")
    assert not offers("/")
