"""What the mobile page says over HTTP: headers, caching, limits, cookies; nothing private in an address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from mobile.guard import MAX_BODY, SENT_PER_MINUTE
from sandbox.demo import CASE_NUMBER, LOOKUP_NUMBER, PASSWORD
from shared.application import Application
from tests.world import NOW, Backend, MobileServer, application_at

Serve = Callable[..., AbstractContextManager[str]]
LOG_IN = {"number": LOOKUP_NUMBER, "password": PASSWORD}
SECONDS = 10


@pytest.fixture
def running(machine: Path, backend: Backend) -> Iterator[tuple[str, Application]]:
    """The mobile page's address, and the application behind it."""
    made: list[Application] = []

    def make(address: str) -> Application:
        made.append(application_at(machine, backend, mobile_url=address))
        return made[0]

    with MobileServer(make) as address:
        yield address, made[0]


@pytest.fixture
def address(running: tuple[str, Application]) -> str:
    return running[0]


def get(url: str, **more: object) -> requests.Response:
    return requests.get(url, timeout=SECONDS, allow_redirects=False, **more)  # type: ignore[arg-type]


def post(url: str, data: object = None, **more: object) -> requests.Response:
    return requests.post(url, data=data, timeout=SECONDS, allow_redirects=False, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200), ("/hearings?date=2026-11-25", 200), ("/case", 200), ("/nowhere", 404),
        ("/hearings/no-such-hearing", 404), ("/hearings?date=%00", 404), ("/hearings?date=1&date=2", 404),
        ("/../etc/passwd", 404), ("/static/other.css", 404), ("/pictures/no", 404), ("/" + "a" * 2000, 404),
        ("/hearings?password=246810", 404),
    ],
)  # fmt: skip
def test_every_answer_is_a_page_with_the_security_headers(address: str, path: str, status: int) -> None:
    answer = get(address + path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "<h1>" in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_wrong_method_is_answered_in_words(address: str) -> None:
    answer = requests.delete(f"{address}/hearings", timeout=SECONDS)
    assert answer.status_code == 405
    assert "<h1>" in answer.text


def test_public_pages_may_be_kept_and_are_asked_for_again_by_their_tag(address: str) -> None:
    first = get(f"{address}/guides")
    assert "public" in first.headers["Cache-Control"]
    again = get(f"{address}/guides", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(f"{address}/directory", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_picture_of_the_content_is_served_with_its_type(address: str) -> None:
    page = get(f"{address}/directory/map").text
    source = page.split('<img src="', 1)[1].split('"', 1)[0]
    picture = get(address + source)
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    tag = picture.headers["ETag"]
    assert get(address + source, headers={"If-None-Match": tag}).status_code == 304


def test_a_proved_case_is_kept_by_a_cookie_that_scripts_cannot_read(address: str) -> None:
    proved = post(f"{address}/case", LOG_IN)
    assert proved.status_code == 303
    assert proved.headers["Location"] == "/case"
    cookie = proved.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert PASSWORD not in cookie
    case = get(f"{address}/case", cookies=proved.cookies.get_dict())
    assert CASE_NUMBER in case.text
    assert case.headers["Cache-Control"] == "no-store"
    # While a case is open, other pages are not kept either: they show the way to end it.
    assert get(f"{address}/guides", cookies=proved.cookies.get_dict()).headers["Cache-Control"] == "no-store"
    assert CASE_NUMBER not in get(f"{address}/case").text


def test_the_cookie_changes_when_a_case_is_proved_and_a_made_up_one_finds_nothing(address: str) -> None:
    proved = post(f"{address}/case", LOG_IN, cookies={"visit": "set-by-somebody-else"})
    assert proved.cookies["visit"] != "set-by-somebody-else"
    again = post(f"{address}/case", LOG_IN, cookies=proved.cookies.get_dict())
    assert again.cookies["visit"] != proved.cookies["visit"]
    assert CASE_NUMBER not in get(f"{address}/case", cookies=proved.cookies.get_dict()).text
    assert CASE_NUMBER not in get(f"{address}/case", cookies={"visit": "set-by-somebody-else"}).text


def test_the_end_wipes_the_case_for_everybody_who_holds_the_cookie(address: str) -> None:
    cookies = post(f"{address}/case", LOG_IN).cookies.get_dict()
    assert CASE_NUMBER in get(f"{address}/case", cookies=cookies).text
    assert post(f"{address}/end", cookies=cookies).status_code == 303
    assert CASE_NUMBER not in get(f"{address}/case", cookies=cookies).text


def test_an_idle_visit_is_over(running: tuple[str, Application]) -> None:
    address, application = running
    cookies = post(f"{address}/case", LOG_IN).cookies.get_dict()
    application.clock = lambda: NOW + timedelta(minutes=14)
    assert CASE_NUMBER in get(f"{address}/case", cookies=cookies).text
    application.clock = lambda: NOW + timedelta(minutes=30)
    assert CASE_NUMBER not in get(f"{address}/case", cookies=cookies).text


def test_a_wrong_password_is_told_and_not_shown_again(address: str) -> None:
    answer = post(f"{address}/case", {"number": LOOKUP_NUMBER, "password": "111222"})
    assert answer.status_code in (200, 422)
    assert "111222" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_what_other_sites_send_is_not_taken(address: str, headers: dict[str, str]) -> None:
    answer = post(f"{address}/case", LOG_IN, headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_a_body_too_large_or_of_unknown_length_is_refused_in_words(address: str) -> None:
    assert post(f"{address}/case", {"number": "1" * MAX_BODY}).status_code == 413
    chunked = post(f"{address}/case", iter([b"number=1"]))
    assert chunked.status_code == 413
    assert "<h1>" in chunked.text


def test_one_address_is_slowed_down_and_told_so(machine: Path, backend: Backend) -> None:
    limits = {"mobile_requests_per_minute": SENT_PER_MINUTE + 20}
    with MobileServer(lambda url: application_at(machine, backend, mobile_url=url, **limits)) as address:
        sent = [post(f"{address}/case", {"number": "", "password": ""}).status_code for _ in range(25)]
        assert sent.index(429) == SENT_PER_MINUTE
        read = [get(f"{address}/guides") for _ in range(30)]
        assert read[-1].status_code == 429
        assert "<h1>" in read[-1].text
        # What a page needs to be drawn is never held back.
        assert get(f"{address}/healthz").status_code == 200


def test_only_the_named_proxy_is_believed_about_addresses(machine: Path, backend: Backend) -> None:
    given = {"mobile_requests_per_minute": 3, "mobile_trusted_proxy": "127.0.0.1"}
    with MobileServer(lambda url: application_at(machine, backend, mobile_url=url, **given)) as address:

        def ask(behind: str) -> int:
            return get(f"{address}/guides", headers={"X-Forwarded-For": behind}).status_code

        assert [ask("10.0.0.1") for _ in range(4)] == [200, 200, 200, 429]
        assert ask("10.0.0.2") == 200
        # What a client writes in front of what the proxy appends does not make it somebody else.
        assert ask("10.9.9.9, 10.0.0.1") == 429


def test_the_language_is_kept_and_leads_nowhere_else(address: str) -> None:
    answer = get(f"{address}/lang/en?to=/guides")
    assert answer.headers["Location"] == "/guides"
    assert 'lang="en"' in get(f"{address}/guides", cookies=answer.cookies.get_dict()).text
    for to in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "javascript:1"):
        assert get(f"{address}/lang/en", params={"to": to}).headers["Location"] == "/"
    assert "Set-Cookie" not in get(f"{address}/lang/xx?to=/guides").headers


def test_without_the_backend_the_public_pages_stand_and_a_case_is_said_to_be_out_of_reach(
    machine: Path,
) -> None:
    nobody = Backend("http://127.0.0.1:9")
    with MobileServer(lambda url: application_at(machine, nobody, mobile_url=url)) as address:
        assert get(f"{address}/hearings?date=2026-11-25").status_code == 200
        answer = post(f"{address}/case", LOG_IN)
        assert answer.status_code == 503
        assert 'data-notice="unavailable"' in answer.text
