"""After a visit nothing of it is left: not in reachable memory, not on the disk, not in the logs."""

from __future__ import annotations

import gc
import logging
from pathlib import Path

import pytest

from kiosk.presenter import present
from shared.application import Application
from shared.page_data import page_text
from shared.place import Place
from shared.visit import Face, Visit
from tests.world import Backend, application_at

NUMBER, PASSWORD = "2026000456", "135790"
# Stands in the case and in no other test's data, which this process may hold.
ANSWER = "预计两周内出具报告，届时书面送达双方"
WRITTEN = "他的车停在标记七二九一号车位"
PLACES = (
    "/case", "/case/steps", "/case/nodes", "/case/enforcement", "/case/enforcement/money", "/case/file",
    "/case/file/1", "/case/message", "/case/notices",
)  # fmt: skip


def _text(held: str | bytes) -> str:
    return held if isinstance(held, str) else held.decode("utf-8", "ignore")


def _stay(application: Application) -> list[str]:
    """A visit from log-in to end at the kiosk; the secrets that it held."""
    visit = Visit(Face.KIOSK)
    application.open(visit, "/case", {"number": NUMBER, "password": PASSWORD})
    assert visit.session is not None
    secrets = [visit.session.token.get_secret_value(), visit.session.sending_token.get_secret_value()]
    for place in PLACES:
        page = application.open(visit, Place.parse(place))
        view = present(page, application.words(visit), court="", mobile_url="https://m.example", proved=True)
        assert view.private
        if place == "/case/message":
            assert ANSWER in page_text(page, visit.language)
    application.open(visit, "/case/clue", {"category": "vehicle", "text": WRITTEN})
    told = application.open(visit, "/case/clue/check", {})
    assert told.code == "sent"
    application.end(visit)
    return secrets


def test_nothing_of_a_visit_is_left(
    backend: Backend, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    application = application_at(tmp_path / "machine", backend)
    secrets = _stay(application)
    gc.collect()
    markers = [ANSWER, WRITTEN]
    # The lists of this test hold the secrets themselves.
    mine = {id(secrets), id(markers)}
    found = [
        (type(holder).__name__, marker)
        for holder in gc.get_objects()
        if id(holder) not in mine and type(holder).__name__ != "frame"
        for held in gc.get_referents(holder)
        if isinstance(held, str | bytes)
        for marker in (*secrets, *markers)
        if held is not marker and marker in _text(held)
    ]
    assert found == []

    application.parts.outbox.close()
    written = {file: file.read_bytes() for file in (tmp_path / "machine").rglob("*") if file.is_file()}
    assert written, "there is an outbox at least"
    for secret in (*secrets, *markers, PASSWORD, NUMBER):
        for file, content in written.items():
            assert secret.encode() not in content, file.name
        assert secret not in caplog.text


def test_what_waits_for_a_backend_that_is_away_is_on_the_disk_but_not_to_be_read(
    backend: Backend, tmp_path: Path
) -> None:
    application = application_at(tmp_path / "machine", backend)
    backend.fault({"mode": "down"})
    visit = Visit(Face.MOBILE)
    application.open(visit, "/complaint/new", {"subject": "delay", "text": WRITTEN, "name": "标记人"})
    assert application.open(visit, "/complaint/check", {}).code == "kept"
    application.end(visit)
    application.parts.outbox.close()
    written = b"".join(file.read_bytes() for file in (tmp_path / "machine").rglob("*") if file.is_file())
    assert WRITTEN.encode() not in written
    assert "标记人".encode() not in written
