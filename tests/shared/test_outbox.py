"""The outbox from outside: what is put in survives, is unreadable on the disk, and reaches the court once."""

from __future__ import annotations

import itertools
import os
import stat
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from shared.cases.outcomes import Refused, Unavailable
from shared.cases.sending import Attachment, Delivered, Kind, Sending, Submission
from shared.cases.transport import Tls, Transport
from shared.outbox import LEASE_SECONDS, MAX_ATTACHMENT, Entry, Full, Outbox, State
from shared.receipts import in_groups, new_receipt, parse_receipt
from shared.sealing import Seal, SealError, read_key
from shared.sender import Sender
from tests.world import NOW, Backend

KEY = bytes(range(32))
MARK = "椅子太少-标记-8317"
COMPLAINT = {"subject": "facilities", "text": MARK, "name": "张某", "telephone": "13800000001"}
VOICE = Attachment("audio/wav", b"RIFF" + MARK.encode() * 50)


def outbox_at(folder: Path, key: bytes = KEY, **limits: int) -> Outbox:
    return Outbox(folder / "outbox.db", Seal(key), terminal="test", **limits)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = outbox_at(tmp_path)
    yield made
    made.close()


def put(outbox: Outbox, **more: object) -> Entry:
    given = {"now": NOW, "face": "kiosk", "language": "zh-CN", **more}
    kept = outbox.put(Kind.COMPLAINT, COMPLAINT, **given)  # type: ignore[arg-type]
    assert isinstance(kept, Entry)
    return kept


def sending(url: str) -> Sending:
    transport = Transport(
        url, connect=1, read=2, total=3, max_body=1 << 20, tls=Tls(), breaker_failures=50, breaker_pause=1
    )
    return Sending(transport)


def sent(backend: Backend, kind: str) -> list[dict[str, object]]:
    return requests.get(f"{backend.url}/counter/sent?kind={kind}", timeout=5).json()["sent"]


def test_a_receipt_number_notices_a_slip() -> None:
    receipt = new_receipt()
    assert parse_receipt(in_groups(receipt)) == receipt
    assert parse_receipt(f" {receipt[:4]}-{receipt[4:]}") == receipt
    wrong = receipt[:5] + str((int(receipt[5]) + 1) % 10) + receipt[6:]
    assert parse_receipt(wrong) is None
    swapped = next(
        receipt[:at] + receipt[at + 1] + receipt[at] + receipt[at + 2 :]
        for at in range(11)
        if receipt[at] != receipt[at + 1]
    )
    assert parse_receipt(swapped) is None
    for nonsense in ("", "1", "x" * 12, "１" * 40, receipt + "0"):
        assert parse_receipt(nonsense) is None


def test_what_is_put_in_is_there_after_a_restart_and_nobody_reads_it_on_the_disk(tmp_path: Path) -> None:
    outbox = outbox_at(tmp_path)
    kept = put(outbox, attachment=VOICE, case="c1", sending_token="token-marker-5512")
    outbox.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in (MARK, "张某", "13800000001", "token-marker-5512"):
        assert secret.encode() not in written
    assert stat.S_IMODE((tmp_path / "outbox.db").stat().st_mode) == 0o600
    again = outbox_at(tmp_path)
    seen: list[Submission] = []
    again.deliver(kept.receipt, lambda what: seen.append(what) or Unavailable("down"), NOW)
    assert seen[0].fields == COMPLAINT
    assert seen[0].attachment == VOICE
    assert (seen[0].case, seen[0].sending_token, seen[0].written_at) == ("c1", "token-marker-5512", NOW)
    again.close()


def test_with_another_key_nothing_opens_and_nothing_is_lost(tmp_path: Path) -> None:
    outbox = outbox_at(tmp_path)
    kept = put(outbox)
    outbox.close()
    stranger = outbox_at(tmp_path, key=bytes(32))
    seen: list[Submission] = []
    entry = stranger.deliver(kept.receipt, lambda what: seen.append(what) or Delivered(NOW), NOW)
    assert seen == []
    assert entry is not None
    assert entry.state is State.WAITING
    stranger.close()
    right = outbox_at(tmp_path)
    later = NOW + timedelta(hours=1)
    assert right.deliver(kept.receipt, lambda _: Delivered(later), later).state is State.DELIVERED
    right.close()


def test_what_was_delivered_is_wiped_and_its_state_stays_until_it_is_old(tmp_path: Path) -> None:
    outbox = outbox_at(tmp_path)
    kept = put(outbox, attachment=VOICE)
    assert outbox.deliver_due(lambda _: Delivered(NOW), NOW)
    entry = outbox.entry(kept.receipt)
    assert entry is not None
    assert (entry.state, entry.delivered_at) == (State.DELIVERED, NOW)
    assert outbox._db.execute("SELECT sealed, attachment FROM entries").fetchone() == (None, None)
    assert outbox.purge(NOW + timedelta(days=89), timedelta(days=90)) == 0
    assert outbox.purge(NOW + timedelta(days=91), timedelta(days=90)) == 1
    assert outbox.entry(kept.receipt) is None
    outbox.close()


def test_what_waits_is_never_purged_and_is_tried_ever_more_seldom(outbox: Outbox) -> None:
    kept = put(outbox)
    tries: list[float] = []

    def down(_: Submission) -> Unavailable:
        tries.append((now - NOW).total_seconds())
        return Unavailable("down")

    for second in range(0, 7 * 24 * 3600, 120):
        now = NOW + timedelta(seconds=second)
        outbox.deliver_due(down, now)
    gaps = [after - before for before, after in itertools.pairwise(tries)]
    assert 5 < len(tries) < 2_000
    assert max(gaps) <= 840
    assert outbox.purge(NOW + timedelta(days=900), timedelta(days=1)) == 0
    assert outbox.entry(kept.receipt).state is State.WAITING
    assert outbox.deliver(kept.receipt, lambda _: Delivered(now), now).state is State.DELIVERED


def test_a_refusal_is_told_and_its_content_stays_for_another_try(outbox: Outbox) -> None:
    kept = put(outbox)
    entry = outbox.deliver(kept.receipt, lambda _: Refused("invalid"), NOW)
    assert (entry.state, entry.reason) == (State.REFUSED, "invalid")
    assert outbox.deliver_due(lambda _: Delivered(NOW), NOW)
    assert outbox.entry(kept.receipt).state is State.REFUSED
    assert outbox.retry() == 1
    assert outbox.deliver_due(lambda _: Delivered(NOW), NOW)
    assert outbox.entry(kept.receipt).state is State.DELIVERED


def test_a_text_that_comes_too_late_is_given_up_and_its_number_wiped(outbox: Outbox) -> None:
    given = {"now": NOW, "face": "kiosk", "language": "zh-CN"}
    text = outbox.put(Kind.LINK, {"telephone": "13800000001", "place": "/guides"}, **given)
    letter = put(outbox)
    good_for = Kind.LINK.good_for
    assert good_for is not None
    tried: list[Kind] = []

    def down(what: Submission) -> Unavailable:
        tried.append(what.kind)
        return Unavailable("down")

    for late in (timedelta(), good_for):
        outbox.deliver(text.receipt, down, NOW + late)
    assert tried == [Kind.LINK] * 2
    assert outbox.entry(text.receipt).state is State.WAITING
    later = NOW + good_for + timedelta(minutes=2)
    outbox.deliver_due(down, later)
    assert outbox.entry(text.receipt).state is State.EXPIRED
    assert outbox._db.execute("SELECT sealed FROM entries WHERE receipt = ?", (text.receipt,)).fetchone() == (
        None,
    )
    # Neither a look at it nor an administrator sends it after all; a letter waits for ever.
    tried.clear()
    outbox.deliver(text.receipt, down, later)
    assert outbox.retry() == 0
    assert Kind.LINK not in tried
    assert outbox.entry(letter.receipt).state is State.WAITING
    assert outbox.purge(later + timedelta(days=91), timedelta(days=90)) == 1


def test_who_books_and_cancels_without_the_backend_has_no_appointment(
    outbox: Outbox, backend: Backend
) -> None:
    slot = requests.get(f"{backend.url}/v1/appointments/slots", timeout=5).json()["slots"][0]["id"]
    who = {"name": "张某", "id_number": "", "telephone": "13800000001"}
    given = {"now": NOW, "face": "kiosk", "language": "zh-CN"}
    booked = outbox.put(Kind.APPOINTMENT, {"slot": slot, "purpose": "civil", **who}, **given)
    cancel = {"appointment": booked.receipt, "telephone": who["telephone"]}
    deliver = sending(backend.url).deliver
    backend.fault({"mode": "down"})
    outbox.deliver(booked.receipt, deliver, NOW)
    cancelled = outbox.put(Kind.CANCELLATION, cancel, **given)
    assert outbox.deliver(cancelled.receipt, deliver, NOW).state is State.WAITING
    backend.fault({"mode": "none"})
    # The cancellation is due first.
    outbox.deliver(cancelled.receipt, deliver, NOW + timedelta(minutes=1))
    assert outbox.waiting() == []
    assert [each["state"] for each in sent(backend, "appointment")] == ["cancelled"]


def test_what_breaks_while_it_delivers_is_a_hindrance(outbox: Outbox) -> None:
    kept = put(outbox)

    def breaks(_: Submission) -> Delivered:
        raise UnicodeEncodeError("latin-1", "x", 0, 1, "no")

    assert outbox.deliver(kept.receipt, breaks, NOW).state is State.WAITING
    assert outbox.deliver(kept.receipt, lambda _: Delivered(NOW), NOW).state is State.DELIVERED


@pytest.mark.parametrize("wrong", [timedelta(days=-400), timedelta(days=365 * 7_000)])
def test_a_court_with_a_wrong_clock_changes_nothing_here(outbox: Outbox, wrong: timedelta) -> None:
    kept = put(outbox)
    entry = outbox.deliver(kept.receipt, lambda _: Delivered(NOW + wrong), NOW)
    assert entry.delivered_at == NOW


def test_one_that_cannot_be_delivered_holds_up_no_other(outbox: Outbox) -> None:
    poison, other = put(outbox), put(outbox)

    def deliver(what: Submission) -> Delivered | Unavailable:
        return Unavailable("status-500") if what.receipt == poison.receipt else Delivered(NOW)

    for second in range(10):
        outbox.deliver_due(deliver, NOW + timedelta(seconds=second))
    assert outbox.entry(other.receipt).state is State.DELIVERED
    assert outbox.entry(poison.receipt).state is State.WAITING


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_a_clock_that_jumps_keeps_nothing_back(outbox: Outbox, jump: timedelta) -> None:
    kept = put(outbox)
    outbox.deliver_due(lambda _: Unavailable("down"), NOW)
    outbox.deliver_due(lambda _: Delivered(NOW), NOW + jump)
    assert outbox.entry(kept.receipt).state is State.DELIVERED


def test_who_delivers_holds_it_and_a_dead_one_lets_go(tmp_path: Path) -> None:
    first, second = outbox_at(tmp_path), outbox_at(tmp_path)
    kept = put(first)
    seen: list[str] = []

    def slow(what: Submission) -> Unavailable:
        # While the first program delivers, the second finds nothing to do.
        assert second.deliver_due(lambda other: seen.append(other.key) or Delivered(NOW), NOW)
        seen.append(what.key)
        raise KeyboardInterrupt  # the first program dies here

    with pytest.raises(KeyboardInterrupt):
        first.deliver(kept.receipt, slow, NOW)
    later = NOW + timedelta(seconds=LEASE_SECONDS + 1)
    assert second.deliver_due(lambda other: seen.append(other.key) or Delivered(later), later)
    assert len(seen) == 2
    assert len(set(seen)) == 1, "the same thing under another key"
    first.close()
    second.close()


def test_it_is_bounded(tmp_path: Path) -> None:
    outbox = outbox_at(tmp_path, most=3)
    for _ in range(3):
        put(outbox)
    given = {"now": NOW, "face": "kiosk", "language": "zh-CN"}
    assert outbox.put(Kind.COMPLAINT, COMPLAINT, **given) == Full("too-many")
    outbox.deliver_due(lambda _: Delivered(NOW), NOW)
    put(outbox)
    large = Attachment("audio/wav", bytes(MAX_ATTACHMENT + 1))
    assert outbox.put(Kind.COMPLAINT, COMPLAINT, **given, attachment=large) == Full("attachment-too-large")
    outbox.close()


def test_a_disk_that_takes_nothing_is_an_outcome(tmp_path: Path) -> None:
    outbox = outbox_at(tmp_path)
    outbox._db.execute("PRAGMA max_page_count = 8")
    large = Attachment("audio/wav", bytes(1 << 20))
    given = {"now": NOW, "face": "kiosk", "language": "zh-CN"}
    assert outbox.put(Kind.COMPLAINT, COMPLAINT, **given, attachment=large) == Full("disk")
    assert outbox.waiting() == []
    outbox.close()


def test_the_key_is_made_once_and_must_be_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "home/outbox.key"
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(read_key(file))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["outbox.key"]
    file.chmod(0o644)
    with pytest.raises(SealError, match="chmod 600"):
        read_key(file)
    (tmp_path / "court-outbox-key").write_bytes(KEY)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert read_key(file) == KEY


def proved(backend: Backend, number: str, password: str) -> dict[str, str]:
    """The case, and what sends in its name."""
    asked = {"number": number, "password": password, "face": "kiosk", "terminal": "test"}
    session = requests.post(f"{backend.url}/v1/sessions", json=asked, timeout=5).json()
    return {"case": session["cases"][0]["id"], "sending_token": session["sending_token"]}


def test_every_kind_reaches_the_court_as_the_contract_has_it(outbox: Outbox, backend: Backend) -> None:
    of_case, criminal = proved(backend, "2026000456", "135790"), proved(backend, "2026000321", "975310")
    slot = requests.get(f"{backend.url}/v1/appointments/slots", timeout=5).json()["slots"][0]["id"]
    given = {"now": NOW, "face": "voice", "language": "zh-CN"}
    appointment = {
        "slot": slot, "purpose": "civil", "name": "张某", "id_number": "", "telephone": "13800000001",
    }  # fmt: skip
    booked = outbox.put(Kind.APPOINTMENT, appointment, **given)
    cancel = {"appointment": booked.receipt, "telephone": "13800000001"}
    kept = [
        booked,
        outbox.put(Kind.CANCELLATION, cancel, **given),
        outbox.put(Kind.COMPLAINT, {**COMPLAINT, "text": ""}, **given, attachment=VOICE),
        outbox.put(Kind.MESSAGE, {"text": MARK}, **given, **of_case),
        outbox.put(Kind.CLUE, {"kind": "vehicle", "text": MARK}, **given, **of_case),
        outbox.put(Kind.CONFIRMATION, {"received": True}, **given, **of_case, target="s90"),
        outbox.put(Kind.RECORDING, {"reason": ""}, **given, **criminal, target="r1"),
        outbox.put(Kind.SURVEY, {"about": "staff", "satisfaction": 5, "comment": ""}, **given),
        outbox.put(Kind.LINK, {"telephone": "13800000001", "place": "/guides"}, **given),
    ]
    assert {entry.kind for entry in kept} == set(Kind)
    outbox.deliver_due(sending(backend.url).deliver, NOW)
    assert {entry.receipt: outbox.entry(entry.receipt).state for entry in kept} == {
        entry.receipt: State.DELIVERED for entry in kept
    }
    (complaint,) = [each for each in sent(backend, "complaint") if each["receipt"] == kept[2].receipt]
    name = complaint["content"]["attachments"][0]
    heard = requests.get(f"{backend.url}/counter/attachments/{name}", timeout=5)
    assert (heard.headers["Content-Type"], heard.content) == (VOICE.media_type, VOICE.data)


def test_the_sender_delivers_as_soon_as_the_backend_is_back(outbox: Outbox, backend: Backend) -> None:
    backend.fault({"mode": "down"})
    kept = [put(outbox) for _ in range(5)]
    moment = [NOW]
    done = threading.Event()

    def clock():
        # Every round of the sender is half a minute later.
        moment[0] += timedelta(seconds=30)
        if not outbox.waiting():
            done.set()
        return moment[0]

    with Sender(outbox, sending(backend.url), clock, keep=timedelta(days=90), pause=0.02):
        assert not done.wait(0.3)
        backend.fault({"mode": "none"})
        assert done.wait(20)
    receipts = [each["receipt"] for each in sent(backend, "complaint")]
    for entry in kept:
        assert receipts.count(entry.receipt) == 1
