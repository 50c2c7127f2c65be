"""Forty made-up cases of every kind and at every stage, the same for the same day and seed."""

from __future__ import annotations

import random
from datetime import date

from sandbox.cases.building import COURT_CODE, ZONE, DemoCase
from sandbox.cases.civil import STAGES, title_of
from sandbox.cases.enforcement import enforcement
from sandbox.cases.known import known_cases

__all__ = ["COURT_CODE", "ZONE", "DemoCase", "demo_cases"]

CASES = 40
_ENFORCEMENT_STATES = ("open", "suspended", "closed")


def demo_cases(today: date, seed: int = 1) -> dict[str, DemoCase]:
    """Case number → case. Five have fixed numbers and passwords; docs/backend.md lists them."""
    chance = random.Random(f"{today.isoformat()} {seed}")
    cases = known_cases(today)
    for number in range(len(cases), CASES):
        serial = 1000 + number * 7
        password = f"{chance.randrange(10**6):06d}"
        if number % 8 == 7:
            title = title_of(chance, "买卖合同纠纷")
            state = _ENFORCEMENT_STATES[number // 8 % 3]
            cases.append(enforcement(today, serial, password, title, filed=-40 - number, state=state))
        else:
            cases.append(STAGES[number % len(STAGES)](today, serial, password, chance))
    return {case.number: case for case in cases}
