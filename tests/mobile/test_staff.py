"""The staff's page of coverage: behind a password, off by default."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from pydantic import SecretStr

from mobile.staff import password_hash
from shared.application import Application
from shared.build import build_application
from shared.settings import Settings
from tests.world import NOW, MobileServer

PASSWORD = "a password of the office"


class Browser:
    """A browser on the mobile page of a machine whose staff's password has this hash."""

    def __init__(self, machine: Path, hashed: str) -> None:
        self._machine, self._hash = machine, SecretStr(hashed)
        self._session = requests.Session()

    def __enter__(self) -> Browser:
        self._server = MobileServer(self._application)
        self._address = self._server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()
        self._server.__exit__(None, None, None)

    def _application(self, address: str) -> Application:
        application = build_application(
            Settings(home=self._machine, mobile_url=address, mobile_staff_password=self._hash)
        )
        application.clock = lambda: NOW
        return application

    def get(self, place: str) -> requests.Response:
        return self._session.get(self._address + place, allow_redirects=False, timeout=20)

    def post(self, place: str, **data: str) -> requests.Response:
        return self._session.post(self._address + place, data=data, allow_redirects=False, timeout=20)

    def log_in(self, password: str = PASSWORD) -> int:
        """The status of the page that the answer leads to. No answer to a form is a page itself: gone back
        to, it would ask whether to send the password once more."""
        answer = self.post("/staff", password=password)
        assert answer.status_code == 303
        return self.get(answer.headers["location"]).status_code


@pytest.fixture
def staff(machine: Path) -> Iterator[Browser]:
    with Browser(machine, password_hash(PASSWORD)) as made:
        yield made


def test_without_a_password_in_the_settings_there_is_no_such_page(machine: Path) -> None:
    with Browser(machine, "") as public:
        assert public.get("/staff").status_code == 404
        assert public.get("/staff/coverage").status_code == 404


def test_the_report_is_shown_to_who_knows_the_password_and_to_nobody_else(staff: Browser) -> None:
    refused = staff.get("/staff/coverage")
    assert (refused.status_code, refused.headers["location"]) == (303, "/staff")
    assert staff.log_in("wrong") == 403
    assert "密码不对" in staff.get("/staff?said=wrong").text
    assert staff.get("/staff?said=%3Cscript%3E").status_code == 200
    assert staff.get("/staff/coverage").status_code == 303
    assert staff.log_in() == 200
    page = staff.get("/staff/coverage")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "开庭、听证公告" in page.text
    assert "内容覆盖与时效" in page.text
    one = staff.get("/staff/coverage?owner=执行局").text
    assert "悬赏公告" in one
    assert "开庭、听证公告" not in one
    assert staff.post("/staff/end").status_code == 303
    assert staff.get("/staff/coverage").status_code == 303


def test_guessing_is_stopped_also_for_the_right_password(staff: Browser) -> None:
    assert [staff.log_in(f"guess {number}") for number in range(5)] == [403] * 5
    assert staff.log_in() == 429


def test_the_cookie_is_for_the_browser_alone(staff: Browser) -> None:
    cookie = staff.post("/staff", password=PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_hash_that_is_none_opens_for_nobody(machine: Path) -> None:
    with Browser(machine, "plain text") as staff:
        assert staff.log_in("plain text") == 403
