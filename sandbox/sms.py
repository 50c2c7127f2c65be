"""The court's SMS platform, made up: texts are kept to be looked at, and subscriptions to notices."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sandbox.database import Database
from sandbox.http import Problem, unknown

WRONG_CODES = 5


class Sms:
    """`seed` makes the codes the same for the same number and case: this court's SMS arrive nowhere."""

    def __init__(self, database: Database, seed: int) -> None:
        self._database = database
        self._seed = seed

    def send(self, telephone: str, text: str, subject: str, now: datetime, *, daily: int) -> bool:
        """False when there were `daily` texts on this subject today."""
        with self._database.transaction() as db:
            (today,) = db.execute(
                "SELECT count(*) FROM sms WHERE subject = ? AND at >= ?", (subject, now.date().isoformat())
            ).fetchone()
            if today >= daily:
                return False
            db.execute(
                "INSERT INTO sms (telephone, text, subject, at) VALUES (?, ?, ?, ?)",
                (telephone, text, subject, now.isoformat()),
            )
        return True

    def sent(self) -> list[dict[str, str]]:
        with self._database.transaction() as db:
            rows = db.execute("SELECT telephone, text, at FROM sms ORDER BY number").fetchall()
        return [{"telephone": row[0], "text": row[1], "at": row[2]} for row in rows]

    def subscribe(self, case: str, telephone: str, topics: Sequence[str], now: datetime) -> dict[str, Any]:
        code = self._code(telephone, case)
        if not self.send(
            telephone, f"验证码{code}，用于订阅案件短信通知。", f"code {telephone}", now, daily=20
        ):
            raise Problem(429, "too-many", "too many codes for this number today")
        name = secrets.token_hex(8)
        with self._database.transaction() as db:
            db.execute(
                "DELETE FROM subscriptions WHERE case_id = ? AND telephone = ? AND state = 'unconfirmed'",
                (case, telephone),
            )
            db.execute(
                "INSERT INTO subscriptions VALUES (?, ?, ?, ?, ?, 0, 'unconfirmed')",
                (name, case, telephone, json.dumps(list(dict.fromkeys(topics))), _hashed(code)),
            )
        return self._one(case, name)

    def confirm(self, case: str, name: str, code: str) -> dict[str, Any]:
        with self._database.transaction() as db:
            row = db.execute(
                "SELECT code_hash, wrong, state, telephone FROM subscriptions WHERE id = ? AND case_id = ?",
                (name, case),
            ).fetchone()
            if row is None:
                raise unknown()
            right = secrets.compare_digest(row[0], _hashed(code))
            if right:
                # A number has one subscription to a case: the new one stands for those before.
                db.execute(
                    "DELETE FROM subscriptions WHERE case_id = ? AND telephone = ? AND id != ?",
                    (case, row[3], name),
                )
                db.execute("UPDATE subscriptions SET state = 'active' WHERE id = ?", (name,))
            elif row[1] + 1 >= WRONG_CODES and row[2] == "unconfirmed":
                db.execute("DELETE FROM subscriptions WHERE id = ?", (name,))
            else:
                db.execute("UPDATE subscriptions SET wrong = wrong + 1 WHERE id = ?", (name,))
        if not right:
            raise Problem(409, "wrong-code", "not the code that was sent")
        return self._one(case, name)

    def unsubscribe(self, case: str, name: str) -> None:
        with self._database.transaction() as db:
            if not db.execute(
                "DELETE FROM subscriptions WHERE id = ? AND case_id = ?", (name, case)
            ).rowcount:
                raise unknown()

    def subscriptions(self, case: str) -> list[dict[str, Any]]:
        with self._database.transaction() as db:
            rows = db.execute(
                "SELECT id, telephone, topics, state FROM subscriptions WHERE case_id = ? ORDER BY rowid",
                (case,),
            ).fetchall()
        return [
            {"id": row[0], "telephone": _masked(row[1]), "topics": json.loads(row[2]), "state": row[3]}
            for row in rows
        ][-20:]

    def _one(self, case: str, name: str) -> dict[str, Any]:
        return next(each for each in self.subscriptions(case) if each["id"] == name)

    def _code(self, telephone: str, case: str) -> str:
        return f"{int(_hashed(f'{self._seed} {telephone} {case}'), 16) % 10**6:06d}"


def _masked(telephone: str) -> str:
    return (
        f"{telephone[:3]}{'*' * max(0, len(telephone) - 7)}{telephone[-4:]}" if len(telephone) > 7 else "***"
    )


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
