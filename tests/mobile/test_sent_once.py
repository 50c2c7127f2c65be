"""Going back to an answer, loading it again and touching a button twice, in a real Chromium: the answer is
there, and the court has what was sent once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sandbox.demo import CASE_NUMBER, LOOKUP_NUMBER, PASSWORD
from tests.mobile.browser import Phone
from tests.world import Backend, MobileServer, application_at

pytestmark = pytest.mark.browser
WRONG = {"number": LOOKUP_NUMBER, "password": "111222"}
COMPLAINT = {"subject": "facilities", "text": "饮水机坏了。"}


@pytest.fixture
def held(machine: Path, backend: Backend, phone: Phone) -> Iterator[Phone]:
    with MobileServer(lambda address: application_at(machine, backend, mobile_url=address)) as address:
        phone.address = address
        phone.fresh()
        yield phone


def sent(backend: Backend, kind: str) -> list[dict[str, object]]:
    listed = requests.get(f"{backend.url}/counter/sent", {"kind": kind}, timeout=10).json()["sent"]
    return [each for each in listed if "饮水机" in str(each["content"]) or kind == "survey"]


def test_back_leads_to_the_answer_and_sends_nothing_again(held: Phone, backend: Backend) -> None:
    held.open("/complaint/new")
    held.enter(COMPLAINT)
    held.choose("提交")
    receipt = held.facts()["receipt.number"]
    assert receipt.replace(" ", "") not in held.page.url
    held.choose("首页")
    held.back()
    assert held.facts()["receipt.number"] == receipt
    held.page.reload()
    assert held.facts()["receipt.number"] == receipt
    assert len(sent(backend, "complaint")) == 1


def test_what_was_wrong_with_a_form_is_there_after_back_and_reload(held: Phone) -> None:
    held.open("/case")
    held.enter(WRONG)
    told = held.error()
    assert told
    held.page.reload()
    assert held.error() == told
    held.enter({"number": LOOKUP_NUMBER, "password": PASSWORD})
    assert held.facts()["case.number"] == CASE_NUMBER
    held.back()
    assert held.error() == told
    for part in (LOOKUP_NUMBER, "111222", PASSWORD):
        assert part not in held.page.url
    held.page.go_forward()
    assert held.facts()["case.number"] == CASE_NUMBER


def test_a_corrected_form_is_looked_at_anew(held: Phone) -> None:
    held.open("/case")
    held.enter(WRONG)
    # Back to the very form that was sent, as the browser keeps it, and the right password in it.
    held.back()
    held.enter({"number": LOOKUP_NUMBER, "password": PASSWORD})
    assert held.facts()["case.number"] == CASE_NUMBER


def test_a_button_touched_twice_sends_once(held: Phone, backend: Backend) -> None:
    held.open("/complaint/new")
    held.enter(COMPLAINT)
    held.page.dblclick("form.fill button")
    held.page.wait_for_selector("[data-notice=sent]")
    assert held.facts()["receipt.number"]
    assert len(sent(backend, "complaint")) == 1


def test_the_same_form_that_arrives_twice_is_sent_once(held: Phone, backend: Backend) -> None:
    held.open("/survey")
    form = held.page.get_attribute("[name=_form]", "value")
    # What a second touch sends while the first is under way: the same form, with this browser's cookies.
    same: dict[str, str | float | bool] = {
        "_form": str(form),
        "about": "staff",
        "satisfaction": "5",
        "comment": "",
    }
    first = held.page.context.request.post(f"{held.address}/survey", form=same)
    held.enter({"about": "staff", "satisfaction": "5"})
    assert held.notice() == "thanks"
    assert held.page.url == first.url
    assert len(sent(backend, "survey")) == 1
    held.open("/survey")
    held.enter({"about": "staff", "satisfaction": "5"})
    assert len(sent(backend, "survey")) == 2


def test_an_answer_is_nobody_elses_and_ends_with_the_visit(held: Phone) -> None:
    held.open("/debtors/number")
    held.enter({"id_number": "131082198001010018"})
    answer = held.page.url
    assert "/answer/" in answer
    held.choose("查完了")
    assert held.open(answer) == 410
    assert "131082198001010018" not in held.text()
    held.fresh()
    assert held.open(answer) == 410


def test_the_same_is_tried_again_when_it_failed(held: Phone, backend: Backend) -> None:
    right = {"number": LOOKUP_NUMBER, "password": PASSWORD}
    held.open("/case")
    backend.fault({"mode": "down"})
    held.enter(right)
    assert held.notice() == "unavailable"
    backend.fault({"mode": "none"})
    held.back()
    held.enter(right)
    assert held.facts()["case.number"] == CASE_NUMBER


def test_without_cookies_an_answer_is_told_at_once(held: Phone) -> None:
    answer = requests.post(f"{held.address}/case", WRONG, timeout=10, allow_redirects=False)
    assert "data-error" in answer.text
