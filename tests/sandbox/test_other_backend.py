"""The faces work unchanged against another implementation of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from yaml import safe_load

from shared.application import Application
from shared.cases.outcomes import Found, HandoffGone
from shared.cases.sending import Attachment
from shared.pages import RECORDED, AnyPage, Article, Carry, Form, Image, Listing, Notice
from shared.services.sending import VOICE
from shared.visit import Face, Visit
from tests.ivr.lines import spoken_wav
from tests.sandbox.other_backend import CODE, FIRST, OtherBackend
from tests.sandbox.other_court import ENFORCED_LOOKUP, LOOKUP, NUMBER, PASSWORD, SUMMARY
from tests.sandbox.test_contract import CONTRACT
from tests.world import Backend, application_at

TELEPHONE = "13800000001"


@pytest.fixture
def other() -> Iterator[OtherBackend]:
    with OtherBackend() as running:
        yield running


@pytest.fixture
def application(tmp_path: Path, other: OtherBackend) -> Iterator[Application]:
    made = application_at(tmp_path, Backend(other.url))
    yield made
    made.parts.cases.close()


def log_in(application: Application, visit: Visit, password: str = PASSWORD, number: str = LOOKUP) -> AnyPage:
    return application.open(visit, "/case", {"number": number, "password": password})


def code(page: AnyPage) -> str:
    assert isinstance(page, Notice), page
    return page.code


def receipt_of(page: AnyPage) -> str:
    assert isinstance(page, Notice), page
    return next(str(fact.value.text) for fact in page.facts if fact.key == "receipt.number")  # type: ignore[union-attr]


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


def test_what_it_does_not_offer_is_said_to_be_not_offered(tmp_path: Path) -> None:
    with OtherBackend(FIRST) as first:
        application = application_at(tmp_path, Backend(first.url))
        visit = Visit(Face.KIOSK)
        log_in(application, visit)
        for place in ("/case/file", "/case/recordings", "/case/steps", "/case/notices", "/appointment/new"):
            assert code(application.open(visit, place)) == "not-offered", place
        application.parts.cases.close()


def test_five_wrong_passwords_lock_here_too(application: Application) -> None:
    visit = Visit(Face.MOBILE)
    for _ in range(5):
        assert isinstance(log_in(application, visit, "000000"), Form)
    assert code(log_in(application, visit)) == "locked"


def test_every_operation_of_the_contract_is_used_and_works(
    application: Application, other: OtherBackend
) -> None:
    at_kiosk, enforced, caller = Visit(Face.KIOSK), Visit(Face.MOBILE), Visit(Face.VOICE)
    open_, cases = application.open, application.parts.cases
    log_in(application, at_kiosk)
    log_in(application, enforced, number=ENFORCED_LOOKUP)

    # What is read.
    assert open_(at_kiosk, "/case/steps").facts()["service.1"].value.startswith("等您确认收到")  # type: ignore[union-attr]
    assert isinstance(open_(at_kiosk, "/case/file"), Listing)
    (picture,) = (block for block in open_(at_kiosk, "/case/file/1").blocks if isinstance(block, Image))  # type: ignore[union-attr]
    assert (picture.width, picture.height) == (300, 424)
    assert len(open_(at_kiosk, "/case/recordings").items) == 1  # type: ignore[union-attr]
    money = open_(enforced, "/case/enforcement/money").facts()  # type: ignore[union-attr]
    assert str(money["enforcement.owed"].value.yuan) == "1200.50"

    # From the kiosk to the phone.
    minted = open_(at_kiosk, "/case/handoff")
    assert isinstance(minted, Article)
    assert minted.watch is not None
    assert code(application.look(at_kiosk, minted.watch.place)) == "waiting"
    (carried,) = (block for block in minted.blocks if isinstance(block, Carry))
    assert isinstance(_redeemed(application, carried.code), Found)
    assert _redeemed(application, carried.code) == HandoffGone()
    assert code(application.look(at_kiosk, minted.watch.place)) == "handoff-opened"

    # Notices by SMS, and a lost password.
    open_(enforced, "/case/notices/new", {"telephone": TELEPHONE})
    assert isinstance(open_(enforced, "/case/notices/code", {"code": "0000"}), Form)
    assert code(open_(enforced, "/case/notices/code", {"code": CODE})) == "subscribed"
    assert len(open_(enforced, "/case/notices").items) == 1  # type: ignore[union-attr]
    open_(enforced, "/case/notices/1")
    assert code(open_(enforced, "/case/notices/1", {})) == "unsubscribed"
    assert (
        code(open_(at_kiosk, "/case/password", {"number": LOOKUP, "telephone": TELEPHONE})) == "password-sent"
    )

    # What is sent, and what became of it.
    assert code(open_(at_kiosk, "/case/service/1", {})) == "sent"
    assert code(open_(at_kiosk, "/case/recordings/1", {"reason": ""})) == "sent"
    open_(enforced, "/case/message/new", {"text": "车已经找到"})
    assert code(open_(enforced, "/case/message/new/check", {})) == "sent"
    assert "车已经找到" in str(open_(enforced, "/case/message"))
    open_(enforced, "/case/clue", {"category": "vehicle", "text": "车停在楼下"})
    assert code(open_(enforced, "/case/clue/check", {})) == "sent"
    assert code(open_(at_kiosk, "/survey", {"about": "staff", "satisfaction": "5"})) == "thanks"
    assert code(open_(at_kiosk, "/link", {"telephone": TELEPHONE, "again": TELEPHONE})) == "sent"
    who = {"purpose": "civil", "name": "钱某", "id_number": "", "telephone": TELEPHONE}
    open_(at_kiosk, "/appointment/new/s-1", who)
    booked = open_(at_kiosk, "/appointment/check", {})
    assert code(booked) == "booked"
    open_(at_kiosk, "/appointment/new/s-1", who)
    assert code(open_(at_kiosk, "/appointment/check", {})) == "refused-slot-taken"
    cancel = {"receipt": receipt_of(booked), "telephone": TELEPHONE}
    assert code(open_(at_kiosk, "/appointment/cancel", cancel)) == "cancelled"
    caller.attachments[VOICE] = Attachment("audio/wav", spoken_wav())
    told = open_(caller, "/complaint/new", {"subject": "other", VOICE: RECORDED})
    answered = open_(caller, "/receipt", {"receipt": receipt_of(told)})
    assert code(answered) == "receipt-answered"
    assert "已经转办" in answered.text  # type: ignore[union-attr]
    (recording,) = other.attachments.values()
    assert recording == spoken_wav()
    surveys = cases.surveys("2026-11", 1)
    assert isinstance(surveys, Found)
    assert [each.satisfaction for each in surveys.value.answers] == [5]
    assert cases.healthy()

    for visit in (at_kiosk, enforced):
        application.end(visit)
    paths = safe_load(CONTRACT.read_text(encoding="utf-8"))["paths"].values()
    operations = {each["operationId"] for path in paths for each in path.values()}
    # Front ends need neither: the one is for whoever installs, the other is told at log-in.
    assert operations - other.used == {"versions", "cases"}


def _redeemed(application: Application, token: str) -> object:
    return application.parts.cases.redeem_handoff(SecretStr(token))
