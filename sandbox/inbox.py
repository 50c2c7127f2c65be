"""What the public sends: stored once for each idempotency key, found again by receipt number."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sandbox.cases.building import ZONE, at
from sandbox.database import Database
from sandbox.http import Problem, unknown

MAX_ATTACHMENT = 4_194_304
_SURVEYS_A_PAGE = 200
_SLOT_DAYS, _SLOT_PLACES = 14, 2
_WINDOW = "诉讼服务大厅2号窗口"
# A complaint of the made-up court's past, so that there is an answer to look up.
ANSWERED_COMPLAINT = "261120000011"

Answer = tuple[int, dict[str, Any]]
Effect = Callable[[sqlite3.Connection], Answer]


class Inbox:
    """`today` is the made-up court's today: free times are counted from it."""

    def __init__(self, database: Database, today: date) -> None:
        self._database = database
        self._today = today
        self._add_answered_complaint()

    def once(self, key: str, what: str, body: bytes, effect: Effect) -> Answer:
        """Do `effect` and remember its answer under the key, in one transaction; the same again gets the same
        answer and does nothing."""
        fingerprint = hashlib.sha256(what.encode() + b"\n" + body).hexdigest()
        with self._database.transaction() as db:
            row = db.execute(
                "SELECT fingerprint, status, body FROM answered WHERE key = ?", (key,)
            ).fetchone()
            if row is not None:
                if row[0] != fingerprint:
                    raise Problem(409, "idempotency-conflict", "the key was used for something else")
                return row[1], json.loads(row[2])
            status, answer = effect(db)
            db.execute(
                "INSERT INTO answered VALUES (?, ?, ?, ?)", (key, fingerprint, status, json.dumps(answer))
            )
        return status, answer

    def store(
        self,
        kind: str,
        receipt: str,
        content: Mapping[str, Any],
        now: datetime,
        *,
        case: str | None = None,
        target: str | None = None,
        check: Callable[[sqlite3.Connection], None] = lambda _: None,
    ) -> Effect:
        """The effect of storing a submission. `check` may refuse it by raising a `Problem`."""

        def effect(db: sqlite3.Connection) -> Answer:
            for name in content.get("attachments", ()):
                if db.execute("SELECT 1 FROM attachments WHERE id = ?", (name,)).fetchone() is None:
                    raise Problem(409, "unknown-attachment", "there is no such attachment")
            check(db)
            try:
                db.execute(
                    "INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, 'received', NULL)",
                    (receipt, kind, case, target, json.dumps(content, ensure_ascii=False), now.isoformat()),
                )
            except sqlite3.IntegrityError:
                raise Problem(
                    409, "receipt-taken", "the receipt number was used for something else"
                ) from None
            return 201, {"receipt": receipt, "received_at": now.isoformat()}

        return effect

    def attach(self, media_type: str, data: bytes) -> Effect:
        def effect(db: sqlite3.Connection) -> Answer:
            name = secrets.token_hex(12)
            db.execute("INSERT INTO attachments VALUES (?, ?, ?)", (name, media_type, data))
            return 201, {"id": name}

        return effect

    # -- appointments

    def slots(self) -> list[dict[str, Any]]:
        with self._database.transaction() as db:
            taken = dict(
                db.execute(
                    "SELECT target, count(*) FROM sent WHERE kind = 'appointment' AND state != 'cancelled' "
                    "GROUP BY target"
                ).fetchall()
            )
        free = []
        for name, start in self._all_slots().items():
            left = _SLOT_PLACES - taken.get(name, 0)
            if left > 0:
                free.append(
                    {
                        "id": name, "at": start.isoformat(),
                        "until": (start + timedelta(minutes=30)).isoformat(), "place": _WINDOW, "free": left,
                    }
                )  # fmt: skip
        return free

    def free_slot(self, slot: str) -> Callable[[sqlite3.Connection], None]:
        """A check that a time is still free."""

        def check(db: sqlite3.Connection) -> None:
            (taken,) = db.execute(
                "SELECT count(*) FROM sent "
                "WHERE kind = 'appointment' AND target = ? AND state != 'cancelled'",
                (slot,),
            ).fetchone()
            if slot not in self._all_slots() or taken >= _SLOT_PLACES:
                raise Problem(409, "slot-taken", "the time is no longer free")

        return check

    def cancelled(self, receipt: str, telephone: str) -> Callable[[sqlite3.Connection], None]:
        """A check that there is such an appointment, which it cancels."""

        def check(db: sqlite3.Connection) -> None:
            row = db.execute(
                "SELECT body FROM sent WHERE receipt = ? AND kind = 'appointment'", (receipt,)
            ).fetchone()
            if row is None or json.loads(row[0])["telephone"] != telephone:
                raise unknown()
            db.execute("UPDATE sent SET state = 'cancelled' WHERE receipt = ?", (receipt,))

        return check

    def _all_slots(self) -> dict[str, datetime]:
        times = [time(hour, minute) for hour in (9, 10, 11, 14, 15, 16) for minute in (0, 30)]
        days = [self._today + timedelta(days=ahead) for ahead in range(1, _SLOT_DAYS + 1)]
        return {
            f"{day:%Y%m%d}-{when:%H%M}": datetime.combine(day, when, ZONE)
            for day in days
            if day.weekday() < 5
            for when in times
        }

    # -- afterwards

    def state(self, receipt: str) -> dict[str, Any]:
        with self._database.transaction() as db:
            row = db.execute(
                "SELECT kind, state, received_at, answer, target FROM sent WHERE receipt = ?", (receipt,)
            ).fetchone()
        if row is None:
            raise unknown()
        kind, state, received_at, answer, target = row
        slot = self._all_slots().get(target or "") if kind == "appointment" else None
        return {
            "receipt": receipt, "kind": kind, "state": state, "received_at": received_at,
            "appointment": {"at": slot.isoformat(), "place": _WINDOW} if slot else None,
            "answer": json.loads(answer) if answer else None,
        }  # fmt: skip

    def sent(self, kind: str = "", case: str = "") -> list[dict[str, Any]]:
        """All that came in, oldest first; of a kind and case where these are given."""
        with self._database.transaction() as db:
            rows = db.execute(
                "SELECT receipt, kind, case_id, target, body, received_at, state, answer FROM sent "
                "WHERE (? = '' OR kind = ?) AND (? = '' OR case_id = ?) ORDER BY rowid",
                (kind, kind, case, case),
            ).fetchall()
        names = ("receipt", "kind", "case", "target", "content", "received_at", "state", "answer")
        listed = [dict(zip(names, row, strict=True)) for row in rows]
        for each in listed:
            each["content"] = json.loads(each["content"])
            each["answer"] = json.loads(each["answer"]) if each["answer"] else None
        return listed

    def surveys(self, month: str, page: int) -> dict[str, Any]:
        """A page of the answers that were written in a month, ``2026-11``; pages count from 1."""
        written = [each["content"] for each in self.sent("survey")]
        asked = [each for each in written if each["written_at"].startswith(month)]
        first = (page - 1) * _SURVEYS_A_PAGE
        return {
            "answers": asked[first : first + _SURVEYS_A_PAGE],
            "more": len(asked) > first + _SURVEYS_A_PAGE,
        }

    def attachment(self, name: str) -> tuple[str, bytes] | None:
        with self._database.transaction() as db:
            row = db.execute("SELECT media_type, data FROM attachments WHERE id = ?", (name,)).fetchone()
        return (row[0], row[1]) if row else None

    def answer(self, receipt: str, text: str, by: str, now: datetime) -> None:
        """What the court's staff answer."""
        answer = json.dumps({"text": text, "by": by, "at": now.isoformat()}, ensure_ascii=False)
        with self._database.transaction() as db:
            if not db.execute(
                "UPDATE sent SET answer = ?, state = 'answered' WHERE receipt = ?", (answer, receipt)
            ).rowcount:
                raise unknown()

    def _add_answered_complaint(self) -> None:
        content = {
            "subject": "facilities",
            "text": "候审区的椅子太少。",
            "name": "",
            "telephone": "",
            "attachments": [],
        }
        answer = {
            "text": "已在一楼候审区增加二十个座位，谢谢您的意见。", "by": "监察室", "at": at(self._today, 8),
        }  # fmt: skip
        with self._database.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO sent VALUES (?, 'complaint', NULL, NULL, ?, ?, 'answered', ?)",
                (
                    ANSWERED_COMPLAINT,
                    json.dumps(content, ensure_ascii=False),
                    at(self._today - timedelta(days=4), 9),
                    json.dumps(answer, ensure_ascii=False),
                ),
            )
