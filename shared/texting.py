"""How many texts this machine sends to telephones: nobody is to be bothered with them, nor the court's SMS
platform emptied. The backend has a limit of its own for each number, over all machines."""

from __future__ import annotations

import hmac
import secrets

from limits import RateLimitItemPerDay, RateLimitItemPerHour

from shared.limiting import Limiter

PER_NUMBER_A_DAY = 3


class Texting:
    """`per_hour` texts at most from this machine, `PER_NUMBER_A_DAY` of them to the same number."""

    def __init__(self, per_hour: int) -> None:
        self._limiter = Limiter()
        self._machine = RateLimitItemPerHour(per_hour, namespace="machine")
        self._number = RateLimitItemPerDay(PER_NUMBER_A_DAY, namespace="number")
        # Counted under a keyed hash: no number is to stay here after its visit.
        self._key = secrets.token_bytes(32)

    def allows(self, telephone: str) -> bool:
        """Whether one more may be sent to this number; it is counted then."""
        number = hmac.digest(self._key, telephone.encode(), "sha256").hex()
        if not self._limiter.test(self._machine):
            return False
        return self._limiter.hit(self._number, number) and self._limiter.hit(self._machine)
