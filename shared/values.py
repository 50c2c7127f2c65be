"""Values that a fact may hold: a screen shows them (`shared.showing`), the telephone says them
(`shared.speech.wording`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from content.case_number import CaseNumber, CaseNumberQuery


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in yuan, exact to the fen."""

    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone number as it is written: 0316-5550100, 12368."""

    number: str

    def __bool__(self) -> bool:
        return bool(self.number)


@dataclass(frozen=True, slots=True)
class Digits:
    """Digits that are no quantity: a lookup number, a room. They are said one by one."""

    text: str


Value = str | int | date | datetime | time | CaseNumber | CaseNumberQuery | Money | Telephone | Digits
