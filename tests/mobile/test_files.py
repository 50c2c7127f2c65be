"""Files and pictures of the content over HTTP: carried away under their own name, kept by the phone."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import requests

from content.records import EnforcementNotice, Template
from content.store import Store
from tests.mobile.browser import Phone
from tests.world import Backend, MobileServer, application_at


@pytest.fixture
def address(machine: Path) -> Iterator[str]:
    def make(address: str):
        return application_at(machine, Backend("http://127.0.0.1:9"), mobile_url=address)

    with MobileServer(make) as served:
        yield served


@pytest.fixture
def template(machine: Path) -> Iterator[Template]:
    store = Store.at(machine / "content.db")
    yield next(one for one in store.all(Template) if one.title == "民事起诉状")
    store.close()


def test_a_template_is_the_courts_own_file_under_its_own_name(address: str, template: Template) -> None:
    answer = requests.get(f"{address}/files/{template.id}", timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == template.media_type
    assert answer.headers["Content-Disposition"].endswith(
        "filename*=UTF-8''%E6%B0%91%E4%BA%8B%E8%B5%B7%E8%AF%89%E7%8A%B6.docx"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content == template.data
    assert any("诉讼请求" in part.text for part in docx.Document(io.BytesIO(answer.content)).paragraphs)
    again = requests.get(
        f"{address}/files/{template.id}", headers={"If-None-Match": answer.headers["ETag"]}, timeout=10
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("id", ["no-such", "..%2f..%2fetc%2fpasswd", "a" * 3_000])
def test_what_is_no_template_is_no_file(address: str, id: str) -> None:
    assert requests.get(f"{address}/files/{id}", timeout=10).status_code == 404


@pytest.mark.browser
def test_a_phone_downloads_what_the_page_offers(address: str, template: Template, phone: Phone) -> None:
    phone.address = address
    phone.fresh()
    phone.open(f"/templates/{template.id}")
    with phone.page.expect_download() as carried:
        phone.page.locator("a", has_text="下载这个文件").first.click()
    assert carried.value.suggested_filename == "民事起诉状.docx"
    assert carried.value.path().read_bytes() == template.data


@pytest.mark.browser
def test_an_auctions_picture_is_really_drawn(address: str, machine: Path, phone: Phone) -> None:
    store = Store.at(machine / "content.db")
    notice = next(one for one in store.all(EnforcementNotice) if one.pictures)
    store.close()
    phone.address = address
    phone.fresh()
    phone.open(f"/notices/{notice.id}")
    box = phone.page.locator("figure img").bounding_box()
    assert box is not None
    assert box["width"] > 200
    assert phone.page.locator("[data-fact='notice.starting_price']").count() == 1
