"""The outbox: what a person hands in is safe on this machine's disk before they are told so.

``put`` writes it down, encrypted, and gives the receipt number at once. `shared.sender` delivers it, again
and again under the same idempotency key, until the court has it or refuses it for good; kill -9, power
loss and a week without the backend change nothing about that. Several programs may share one outbox: who
delivers an entry holds it for `LEASE_SECONDS`.

What has been delivered, or is of no use any more, is wiped at once; only number, kind, state and times stay,
for whoever asks with the receipt number.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import tenacity

from shared.cases.outcomes import Refused, Unavailable
from shared.cases.sending import Attachment, Delivered, Kind, Submission
from shared.logs import incident
from shared.receipts import new_receipt
from shared.sealing import Seal

_log = logging.getLogger(__name__)

LEASE_SECONDS = 60.0
MAX_ATTACHMENT = 4 << 20
LONGEST_WAIT_SECONDS = 600.0
_BUSY_SECONDS = 10.0
_BACK_OFF = tenacity.wait_exponential_jitter(multiplier=2, max=LONGEST_WAIT_SECONDS, jitter=5)

_TABLE = """
CREATE TABLE IF NOT EXISTS entries (
    receipt TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    written_at REAL NOT NULL, delivered_at REAL, tries INTEGER NOT NULL DEFAULT 0,
    next_at REAL NOT NULL, held_until REAL NOT NULL DEFAULT 0, sealed BLOB, attachment BLOB);
CREATE INDEX IF NOT EXISTS due ON entries (state, next_at);
"""


class State(StrEnum):
    """How far something is: on this machine, with the court, not taken by it, given up (`Kind.good_for`)."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of something that was handed in here. `reason` says why the court refused it
    (`shared.cases.outcomes.Refused`). Moments are aware."""

    receipt: str
    kind: Kind
    state: State
    written_at: datetime
    delivered_at: datetime | None = None
    reason: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Full:
    """It cannot be kept: too much waits already, the attachment is too large, or the disk does not take it.
    The person is sent to the counter; nothing was written. `reason` is for the log."""

    reason: str


Deliver = Callable[[Submission], Delivered | Refused | Unavailable]


class Outbox:
    """At most `most` entries and `most_bytes` of them wait at a time."""

    def __init__(
        self, file: Path, seal: Seal, *, terminal: str, most: int = 5_000, most_bytes: int = 512 << 20
    ) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._seal = seal
        self._terminal = terminal
        self._most, self._most_bytes = most, most_bytes
        self._lock = threading.RLock()
        self._db = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        file.chmod(0o600)
        # FULL: a receipt number is given only for what a power cut cannot take back.
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(_TABLE)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def put(
        self,
        kind: Kind,
        fields: Mapping[str, Any],
        *,
        now: datetime,
        face: str,
        language: str,
        case: str = "",
        target: str = "",
        sending_token: str = "",
        attachment: Attachment | None = None,
    ) -> Entry | Full:
        """Keep something for the court. When this returns an `Entry` it survives anything but the loss of
        the disk, and ``entry.receipt`` may be told to the person.

        `fields` are the members of ``content`` for its kind in docs/backend-api.yaml, but ``attachments``:

        - ``COMPLAINT``: subject (conduct, delay, enforcement, integrity, facilities, other), text, name,
          telephone; all but the subject may be empty, a voice message says the rest
        - ``MESSAGE``: text; with `case`, `sending_token` of the visit's session
        - ``CLUE``: kind (real_estate, vehicle, deposit, equity, income, other), text; with the same two
        - ``CONFIRMATION``: received=True; also `target`, the id of the service
        - ``RECORDING``: reason; also `target`, the id of the recording
        - ``APPOINTMENT``: slot, purpose, name, id_number, telephone; ``CANCELLATION``: appointment, telephone
        - ``SURVEY``: about, satisfaction (1 to 5), comment; ``LINK``: telephone, place

        A voice message is an `attachment`: ``Attachment("audio/wav", data)``, 8 kHz 16-bit mono, at most
        `MAX_ATTACHMENT` bytes. From the telephone::

            kept = outbox.put(Kind.COMPLAINT, {"subject": "other", "text": "", "name": "", "telephone": ""},
                              now=now, face="voice", language="zh-CN",
                              attachment=Attachment("audio/wav", recorded))

        Services do this through `shared.services.sending.send`, which also tries to deliver at once.
        """
        if attachment is not None and len(attachment.data) > MAX_ATTACHMENT:
            return Full("attachment-too-large")
        payload = {
            "fields": dict(fields),
            "face": face,
            "language": language,
            "case": case,
            "target": target,
            "sending_token": sending_token,
            "written_at": now.isoformat(),
            "media_type": attachment.media_type if attachment else "",
            "key": str(uuid.uuid4()),
        }
        clear = json.dumps(payload, ensure_ascii=False).encode()
        try:
            with self._transaction() as db:
                (count, size) = db.execute(
                    "SELECT count(*), coalesce(sum(length(sealed) + coalesce(length(attachment), 0)), 0) "
                    "FROM entries WHERE sealed IS NOT NULL"
                ).fetchone()
                if count >= self._most or size + len(clear) > self._most_bytes:
                    _log.error("outbox: full with %d entries", count)
                    return Full("too-many")
                receipt = self._unused(db)
                db.execute(
                    "INSERT INTO entries (receipt, kind, state, written_at, next_at, sealed, attachment) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        receipt, kind, State.WAITING, now.timestamp(), now.timestamp(),
                        self._seal.seal(clear, f"{receipt} content"),
                        self._seal.seal(attachment.data, f"{receipt} attachment") if attachment else None,
                    ),
                )  # fmt: skip
        except sqlite3.Error as error:
            _log.error("outbox: cannot write: %s", type(error).__name__)
            return Full("disk")
        return Entry(receipt, kind, State.WAITING, now)

    def entry(self, receipt: str) -> Entry | None:
        """What is known here of a receipt number; None for one that was not given out here."""
        with self._reading() as db:
            row = db.execute(f"{_SELECT} WHERE receipt = ?", (receipt,)).fetchone()
        return _entry(row) if row else None

    def waiting(self) -> list[Entry]:
        """What the court does not have yet, oldest first."""
        with self._reading() as db:
            rows = db.execute(f"{_SELECT} WHERE state = 'waiting' ORDER BY written_at").fetchall()
        return [_entry(row) for row in rows]

    def refused(self) -> list[Entry]:
        """What the court refused, oldest first. Its content stays until it is purged, for `retry`."""
        with self._reading() as db:
            rows = db.execute(f"{_SELECT} WHERE state = 'refused' ORDER BY written_at").fetchall()
        return [_entry(row) for row in rows]

    def retry(self) -> int:
        """Let all that was refused wait again (an administrator has mended why); how many."""
        with self._transaction() as db:
            done = db.execute(
                "UPDATE entries SET state = 'waiting', reason = '', tries = 0, next_at = 0, "
                "held_until = 0, delivered_at = NULL "
                "WHERE state = 'refused' AND sealed IS NOT NULL"
            )
            return done.rowcount

    def deliver(self, receipt: str, deliver: Deliver, now: datetime) -> Entry | None:
        """Try to deliver one entry; its state afterwards. A delivery by somebody else is left alone."""
        try:
            self._give_up_late(now)
            submission = self._hold(receipt, now)
            if submission is not None:
                self._settle(receipt, self._outcome(deliver, submission, now), now)
        except sqlite3.Error as error:
            # It is in the outbox all the same, and is delivered under the same key when the disk takes notes.
            _log.error("outbox: cannot write: %s", type(error).__name__)
        return self.entry(receipt)

    def deliver_due(self, deliver: Deliver, now: datetime) -> bool:
        """Deliver what is due, oldest first, until something cannot be. True when all of it is done."""
        self._give_up_late(now)
        while True:
            with self._reading() as db:
                # A clock that was put back must not make anything wait longer than ever was meant.
                row = db.execute(
                    "SELECT receipt FROM entries WHERE state = 'waiting' "
                    "AND (next_at <= :now OR next_at > :now + :longest) "
                    "AND (held_until <= :now OR held_until > :now + :lease) ORDER BY next_at LIMIT 1",
                    {"now": now.timestamp(), "longest": 2 * LONGEST_WAIT_SECONDS, "lease": LEASE_SECONDS},
                ).fetchone()
            if row is None:
                return True
            entry = self.deliver(row[0], deliver, now)
            if entry is not None and entry.state is State.WAITING:
                return False

    def purge(self, now: datetime, keep: timedelta) -> int:
        """Forget what was delivered or refused before `keep`. What waits is never thrown away."""
        with self._transaction() as db:
            done = db.execute(
                "DELETE FROM entries WHERE state != 'waiting' AND coalesce(delivered_at, written_at) < ?",
                ((now - keep).timestamp(),),
            )
            return done.rowcount

    # -- delivery

    def _give_up_late(self, now: datetime) -> None:
        """Let go of what nobody wants any more. What somebody is delivering just now is left to them."""
        for kind in Kind:
            if kind.good_for is None:
                continue
            known = {
                "kind": kind, "now": now.timestamp(), "seconds": kind.good_for.total_seconds(),
                "lease": LEASE_SECONDS,
            }  # fmt: skip
            with self._lock:
                # Looked for first: a change takes the lock of all programs.
                if self._db.execute(_IS_LATE, known).fetchone() is not None:
                    self._db.execute(_GIVE_UP, known)

    def _outcome(
        self, deliver: Deliver, what: Submission, now: datetime
    ) -> Delivered | Refused | Unavailable:
        if what.kind is Kind.CANCELLATION:
            # Cancelled before it is there, an appointment would be unknown, and would be booked afterwards.
            booked = self.deliver(str(what.fields.get("appointment", "")), deliver, now)
            if booked is not None and booked.state is State.WAITING:
                return Unavailable("first-the-appointment")
        try:
            return deliver(what)
        except Exception as error:  # whatever it met, the entry waits for its next turn
            incident(_log, "outbox: delivering", error)
            return Unavailable("broken")

    def _hold(self, receipt: str, now: datetime) -> Submission | None:
        """Take an entry for delivery, so that nobody else does for a while; None when it is taken or done."""
        moment = now.timestamp()
        with self._transaction() as db:
            held = db.execute(
                "UPDATE entries SET held_until = :until, tries = tries + 1 WHERE receipt = :receipt "
                "AND state = 'waiting' AND (held_until <= :now OR held_until > :until)",
                {"until": moment + LEASE_SECONDS, "receipt": receipt, "now": moment},
            )
            if not held.rowcount:
                return None
            kind, sealed, attachment = db.execute(
                "SELECT kind, sealed, attachment FROM entries WHERE receipt = ?", (receipt,)
            ).fetchone()
        submission = self._opened(receipt, Kind(kind), sealed, attachment)
        if submission is None:
            # Another key than it was sealed with: it stays until the right key is back.
            _log.error("outbox: an entry does not open; is the key another one?")
            self._settle(receipt, Unavailable("sealed"), now)
        return submission

    def _opened(self, receipt: str, kind: Kind, sealed: bytes, attachment: bytes | None) -> Submission | None:
        clear = self._seal.open(sealed, f"{receipt} content")
        data = self._seal.open(attachment, f"{receipt} attachment") if attachment is not None else None
        if clear is None or (attachment is not None and data is None):
            return None
        payload = json.loads(clear)
        return Submission(
            kind=kind,
            receipt=receipt,
            key=payload["key"],
            written_at=datetime.fromisoformat(payload["written_at"]),
            face=payload["face"],
            terminal=self._terminal,
            language=payload["language"],
            fields=payload["fields"],
            case=payload["case"],
            target=payload["target"],
            sending_token=payload["sending_token"],
            attachment=Attachment(payload["media_type"], data) if data is not None else None,
        )

    def _settle(self, receipt: str, outcome: Delivered | Refused | Unavailable, now: datetime) -> None:
        moment = now.timestamp()
        with self._transaction() as db:
            match outcome:
                case Delivered(at):
                    # A court whose clock is wrong moves neither what people are told nor when it is purged.
                    db.execute(
                        "UPDATE entries SET state = 'delivered', delivered_at = max(written_at, min(?, ?)), "
                        "sealed = NULL, attachment = NULL WHERE receipt = ?",
                        (at.timestamp(), moment, receipt),
                    )
                case Refused(reason):
                    _log.error("outbox: the court refused something: %s", reason)
                    db.execute(
                        "UPDATE entries SET state = 'refused', reason = ?, delivered_at = ?, held_until = 0 "
                        "WHERE receipt = ?",
                        (reason, moment, receipt),
                    )
                case Unavailable():
                    (tries,) = db.execute(
                        "SELECT tries FROM entries WHERE receipt = ?", (receipt,)
                    ).fetchone()
                    db.execute(
                        "UPDATE entries SET next_at = ?, held_until = 0 WHERE receipt = ?",
                        (moment + _back_off(tries), receipt),
                    )

    # -- the database

    def _unused(self, db: sqlite3.Connection) -> str:
        while True:
            receipt = new_receipt()
            if db.execute("SELECT 1 FROM entries WHERE receipt = ?", (receipt,)).fetchone() is None:
                return receipt

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._db

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


# A clock that was put back must not keep anything longer than it is good for.
_LATE = (
    "WHERE state = 'waiting' AND kind = :kind AND abs(:now - written_at) > :seconds "
    "AND (held_until <= :now OR held_until > :now + :lease)"
)
_IS_LATE = f"SELECT 1 FROM entries {_LATE} LIMIT 1"  # noqa: S608 - all of it stands here
_GIVE_UP = (
    "UPDATE entries SET state = 'expired', delivered_at = :now, sealed = NULL, "  # noqa: S608 - as above
    f"attachment = NULL {_LATE}"
)
_SELECT = "SELECT receipt, kind, state, written_at, delivered_at, reason, tries FROM entries"


def _entry(row: tuple[Any, ...]) -> Entry:
    receipt, kind, state, written_at, delivered_at, reason, tries = row
    return Entry(
        receipt, Kind(kind), State(state), _moment(written_at),
        _moment(delivered_at) if delivered_at else None, reason, tries,
    )  # fmt: skip


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds).astimezone()


def _back_off(tries: int) -> float:
    """Seconds until the next try, after so many."""
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
    state.attempt_number = max(1, min(tries, 30))
    return float(_BACK_OFF(state))
