from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from content.importers.files import import_files
from content.publish import PublishError, publish
from content.records import COURT_ZONE
from content.store import Store
from content.sync import SyncError, sync

ROW = (1, "（2026）冀1082民初123号", "离婚纠纷", "张某、李某", "2026-11-25 9:30", "第三法庭", "王示范", "")
OTHER = (2, "（2026）冀1082民初124号", "离婚纠纷", "赵某、钱某", "2026-11-25 9:30", "第一法庭", "王示范", "")


@pytest.fixture
def now() -> datetime:
    return datetime.now(COURT_ZONE).replace(microsecond=0)


@pytest.fixture
def rows(now):
    day = (now + timedelta(days=1)).date().isoformat()
    return [
        tuple(day + " 9:30" if cell == "2026-11-25 9:30" else cell for cell in row) for row in (ROW, OTHER)
    ]


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    made = Store.at(tmp_path / "court/content.db")
    yield made
    made.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Store]:
    made = Store.at(tmp_path / "kiosk/content.db")
    yield made
    made.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def server(out: Path) -> Iterator[str]:
    out.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    web = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(out)))
    thread = threading.Thread(target=web.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{web.server_port}"
    web.shutdown()
    thread.join()
    web.server_close()


def test_a_kiosk_gets_what_the_court_published_over_http(
    source, kiosk, out, server, tmp_path, sheet, rows, now
) -> None:
    import_files([sheet(*rows)], source, now)
    assert publish(source, out, tmp_path / "keys", now).version == 1
    done = sync(kiosk, server, tmp_path / "kiosk")
    assert (done.version, done.records, done.changed) == (1, 2, True)
    assert list(kiosk.records()) == list(source.records())
    assert kiosk.as_of("hearing") == now
    assert [hit.kind for hit in kiosk.search("lm")] == ["hearing"]
    assert sync(kiosk, server, tmp_path / "kiosk").changed is False


def test_keys_are_for_the_owner_alone(source, out, tmp_path, sheet, rows, now) -> None:
    import_files([sheet(*rows)], source, now)
    publish(source, out, tmp_path / "keys", now)
    modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "keys").glob("*.pem")}
    assert modes == dict.fromkeys(("root.pem", "targets.pem", "snapshot.pem", "timestamp.pem"), 0o600)
    assert not list(out.rglob("*.pem"))


def test_what_was_taken_back_disappears_with_the_next_sync(
    source, kiosk, out, tmp_path, sheet, rows, now
) -> None:
    import_files([sheet(*rows)], source, now)
    publish(source, out, tmp_path / "keys", now)
    sync(kiosk, str(out), tmp_path / "kiosk")
    source.remove("hearing", source.hearings.find().items[0].id)
    assert publish(source, out, tmp_path / "keys", now).version == 2
    assert sync(kiosk, str(out), tmp_path / "kiosk").version == 2
    assert (kiosk.hearings.find().total, kiosk.version()) == (1, 2)


def test_publishing_says_to_when_content_was_confirmed_not_when_it_was_published(
    source, kiosk, out, tmp_path, sheet, rows, now
) -> None:
    import_files([sheet(*rows)], source, now)
    publish(source, out, tmp_path / "keys", now)
    later = now + timedelta(minutes=5)
    assert publish(source, out, tmp_path / "keys", later).changed is False
    sync(kiosk, str(out), tmp_path / "kiosk")
    assert (kiosk.version(), kiosk.as_of("hearing")) == (1, now)
    source.confirm({"hearing": later})
    assert publish(source, out, tmp_path / "keys", later).changed is False
    assert sync(kiosk, str(out), tmp_path / "kiosk").changed is False
    assert (kiosk.version(), kiosk.as_of("hearing")) == (1, later)


def test_another_publisher_is_not_believed(source, kiosk, out, tmp_path, sheet, rows, now) -> None:
    import_files([sheet(*rows)], source, now)
    publish(source, out, tmp_path / "keys", now)
    sync(kiosk, str(out), tmp_path / "kiosk")
    source.remove("hearing", source.hearings.find().items[0].id)
    publish(source, tmp_path / "forged", tmp_path / "other keys", now)
    with pytest.raises(SyncError):
        sync(kiosk, str(tmp_path / "forged"), tmp_path / "kiosk")
    assert kiosk.hearings.find().total == 2


def test_a_publication_past_its_date_is_refused(source, kiosk, out, tmp_path, sheet, rows, now) -> None:
    import_files([sheet(*rows)], source, now)
    publish(source, out, tmp_path / "keys", now - timedelta(days=8))
    with pytest.raises(SyncError, match="有效期"):
        sync(kiosk, str(out), tmp_path / "kiosk")


def test_nothing_to_publish_and_nobody_to_sync_with_are_said(source, kiosk, out, tmp_path, now) -> None:
    with pytest.raises(PublishError, match="没有"):
        publish(source, out, tmp_path / "keys", now)
    with pytest.raises(SyncError, match="连不上"):
        sync(kiosk, "http://127.0.0.1:9", tmp_path / "kiosk")


def test_a_root_that_proves_false_is_not_pinned(source, kiosk, out, tmp_path, sheet, rows, now) -> None:
    import_files([sheet(*rows)], source, now)
    publish(source, out, tmp_path / "keys", now)
    (tmp_path / "wrong.json").write_text("{}")
    with pytest.raises(SyncError, match="签名"):
        sync(kiosk, str(out), tmp_path / "kiosk", tmp_path / "wrong.json")
    assert not (tmp_path / "kiosk/trusted_root.json").exists()
    assert sync(kiosk, str(out), tmp_path / "kiosk", out / "metadata/1.root.json").version == 1
