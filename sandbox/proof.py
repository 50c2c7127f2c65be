"""Proving a case: log-in, sessions, lost passwords, hand-offs."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from pydantic import Field

from sandbox.attempts import Attempts
from sandbox.cases import DemoCase
from sandbox.database import Database
from sandbox.http import Body, Problem, unknown
from sandbox.sessions import Minted, Sessions
from sandbox.sms import Sms

_ROUNDS = 20_000
# One salt for the whole made-up court: the costly step is then done once, whatever the number stands for.
_SALT = b"court-self-service-sandbox"

Face = Literal["kiosk", "voice", "mobile"]


class LogIn(Body):
    number: str = Field(min_length=1, max_length=80)
    password: str = Field(min_length=1, max_length=64)
    face: Face
    terminal: str = Field(min_length=1, max_length=64)


class PasswordReset(Body):
    number: str = Field(min_length=1, max_length=80)
    telephone: str = Field(pattern=r"^[0-9]{5,12}$")
    face: Face
    terminal: str = Field(min_length=1, max_length=64)


class Redeem(Body):
    token: str = Field(min_length=1, max_length=200)
    terminal: str = Field(min_length=1, max_length=64)


class Proof:
    """`cases` by id; `clock` gives aware moments to be told, `steady` those that things are measured by."""

    def __init__(
        self,
        cases: Mapping[str, DemoCase],
        database: Database,
        sms: Sms,
        clock: Callable[[], datetime],
        steady: Callable[[], datetime],
    ) -> None:
        self._cases = cases
        self._database = database
        self._sms = sms
        self._clock, self._steady = clock, steady
        self.attempts = Attempts(database)
        self.sessions = Sessions(database)
        self._numbers: dict[str, list[str]] = {}
        for each in cases.values():
            for number in (_normal(each.number), each.lookup_number, *each.id_numbers):
                self._numbers.setdefault(number, []).append(each.id)
        self._made = {each.id: _sealed(each.id, _stretched(each.password)) for each in cases.values()}

    def log_in(self, asked: LogIn) -> Minted:
        now = self._steady()
        meant = self.meant(asked.number)
        tried, locked_until = self.attempts.claim(meant or [_unknown(asked.number)], now)
        if locked_until is not None:
            until = self._told(locked_until).isoformat()
            raise Problem(423, "locked", "too many wrong passwords", locked_until=until)
        given = _stretched(asked.password)
        right = [each for each in meant if each in tried and self._fits(each, given)]
        if not right:
            raise Problem(401, "not-recognised", "number or password not recognised")
        self.attempts.settle(right, tried)
        return self._as_told(self.sessions.start(right, now))

    def log_out(self, token: str) -> None:
        self.proved(token)
        self.sessions.end(token)

    def proved(self, token: str, *, sending: bool = False) -> list[DemoCase]:
        cases = self.sessions.cases(token, self._steady(), sending=sending)
        found = [self._cases[each] for each in cases or () if each in self._cases]
        if not found:
            raise Problem(401, "session-ended", "the session is over")
        return found

    def one(self, token: str, case: str, *, sending: bool = False) -> DemoCase:
        """The case of that id, if the token opens it."""
        for each in self.proved(token, sending=sending):
            if each.id == case:
                return each
        raise unknown()

    def reset_password(self, asked: PasswordReset) -> None:
        """A new password by SMS, if the number is the one on record. Nothing is told either way."""
        meant = [self._cases[each] for each in self.meant(asked.number)]
        # The same work for an unknown case.
        new = f"{secrets.randbelow(10**6):06d}"
        stretched = _stretched(new)
        now = self._clock()
        for each in meant:
            if each.telephone != asked.telephone or len(meant) > 1:
                continue
            if self._sms.send(
                each.telephone, f"您的案件查询密码是{new}，请勿告诉他人。", f"reset {each.id}", now, daily=3
            ):
                with self._database.transaction() as db:
                    db.execute(
                        "INSERT OR REPLACE INTO passwords VALUES (?, ?)",
                        (each.id, _sealed(each.id, stretched)),
                    )

    def mint_handoff(self, token: str) -> Minted:
        cases = [each.id for each in self.proved(token)]
        return self._as_told(self.sessions.mint_handoff(token, cases, self._steady()))

    def redeem_handoff(self, asked: Redeem) -> Minted:
        minted = self.sessions.redeem_handoff(asked.token, self._steady())
        if minted is None:
            raise Problem(410, "handoff-gone", "unknown, used or expired")
        return self._as_told(minted)

    def handoff_state(self, token: str, handoff: str) -> str:
        self.proved(token)
        state = self.sessions.handoff_state(handoff, token, self._steady())
        if state is None:
            raise unknown()
        return state

    def meant(self, number: str) -> list[str]:
        """The ids of the cases that a number stands for, in whatever writing."""
        return self._numbers.get(_normal(number), [])

    def _told(self, moment: datetime) -> datetime:
        """A steady moment by the wall clock, as that stands now."""
        return self._clock() + (moment - self._steady())

    def _as_told(self, minted: Minted) -> Minted:
        return replace(minted, expires_at=self._told(minted.expires_at))

    def _fits(self, case: str, stretched: bytes) -> bool:
        with self._database.transaction() as db:
            row = db.execute("SELECT hash FROM passwords WHERE case_id = ?", (case,)).fetchone()
        return hmac.compare_digest(row[0] if row else self._made[case], _sealed(case, stretched))


def _normal(number: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    return plain.upper() if re.fullmatch(r"[0-9]{17}[0-9xX]", plain) else plain


def _unknown(number: str) -> str:
    """The counter of a number that stands for nothing; it is locked just as any other."""
    return "unknown " + hashlib.sha256(_normal(number).encode("utf-8", "surrogatepass")).hexdigest()


def _stretched(password: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode("utf-8", "surrogatepass"), _SALT, _ROUNDS)


def _sealed(case: str, stretched: bytes) -> bytes:
    return hmac.digest(stretched, case.encode(), "sha256")
