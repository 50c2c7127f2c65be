"""Pages in a real Chromium of 360 pixels, JavaScript off; a case carried over from the kiosk once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.demo import CASE_NUMBER, LOOKUP_NUMBER, PASSWORD
from shared.application import Application
from shared.cases.outcomes import Found
from shared.pages import Article, Table
from shared.place import Place
from shared.visit import Face, Language, Visit
from tests.mobile.browser import Phone
from tests.paper.reading import texts
from tests.world import Backend, MobileServer, application_at

pytestmark = pytest.mark.browser

SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2 criterion 2.5.8


@pytest.fixture(scope="module")
def at_home(machine: Path, phone: Phone) -> Iterator[tuple[Phone, Application]]:
    made: list[Application] = []

    def make(address: str) -> Application:
        made.append(application_at(machine, Backend("http://127.0.0.1:9"), mobile_url=address))
        return made[0]

    with MobileServer(make) as address:
        phone.address = address
        yield phone, made[0]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_pages_fit_a_small_phone_and_can_be_read_and_touched(
    at_home: tuple[Phone, Application], language: str
) -> None:
    phone, application = at_home
    phone.fresh()
    phone.open(f"/lang/{language}?to=/")
    places = [
        "/",
        *(service.path for service in application.catalogue.services if Face.MOBILE in service.faces),
    ]
    places += ["/hearings?date=2026-11-25", "/hearings/date", "/hearings/find", "/guides/fees-table"]
    places += ["/directory/map", "/directory/people", "/nowhere", "/hearings?date=2030-01-01"]
    for place in places:
        phone.open(place)
        page = phone.page
        assert page.locator("html").get_attribute("lang") == language, place
        assert page.locator("h1").count() == 1, place
        assert not phone.wider_than_the_screen(), place
        for control in page.locator("main a, main button, main input, main select").all():
            box = control.bounding_box()
            assert box is None or min(box["width"], box["height"]) >= SMALLEST_TARGET, (place, box)
        for image in page.locator("img").all():
            assert (image.get_attribute("alt") or "").strip(), place
        for entered in page.locator("main input:not([type=hidden]), main select").all():
            name = entered.get_attribute("id")
            assert page.locator(f"label[for='{name}']").count() == 1, (place, name)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_map_of_the_telephone_is_printed_on_one_sheet(
    at_home: tuple[Phone, Application], language: str
) -> None:
    phone, application = at_home
    phone.fresh()
    phone.open(f"/lang/{language}?to=/telephone-map")
    (sheet,) = texts(phone.page.pdf(prefer_css_page_size=True))
    map_ = application.open(Visit(Face.MOBILE, Language(language)), Place("/telephone-map"))
    assert isinstance(map_, Article)
    tables = [block for block in map_.blocks if isinstance(block, Table)]
    rows = [" ".join(row) for table in tables for row in table.rows]
    assert len(rows) > 20
    assert [row for row in rows if _plain(row) not in _plain(sheet)] == []


def _plain(text: str) -> str:
    return "".join(text.split())


def test_a_case_goes_from_the_kiosk_to_one_phone_once(machine: Path, backend: Backend, phone: Phone) -> None:
    with MobileServer(lambda address: application_at(machine, backend, mobile_url=address)) as address:
        phone.address = address
        phone.fresh()
        kiosk = application_at(machine, backend)
        visit = Visit(Face.KIOSK)
        kiosk.open(visit, Place("/case"), {"number": LOOKUP_NUMBER, "password": PASSWORD})
        assert visit.session is not None
        minted = kiosk.parts.cases.mint_handoff(visit.session)
        assert isinstance(minted, Found)
        carried = f"/h/{minted.value.token.get_secret_value()}"
        # Looking at the address redeems nothing: programs that preview links look too.
        phone.open(carried)
        phone.open(carried)
        phone.choose("打开我的案件")
        assert phone.facts()["case.number"] == CASE_NUMBER
        phone.fresh()
        phone.open(carried)
        phone.choose("打开我的案件")
        assert phone.notice() == "handoff-gone"
        phone.open("/case")
        assert CASE_NUMBER not in phone.text()
