"""The circuit breaker's memory, by a clock that nobody sets."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pybreaker


class SteadyStorage(pybreaker.CircuitMemoryStorage):
    """The library asks the wall clock whether the pause is over: put back by a day, it would ask the backend
    for nothing for a day. What it is told here is as long ago as it really was."""

    def __init__(self) -> None:
        super().__init__(pybreaker.STATE_CLOSED)
        self._since: float | None = None

    @property
    def opened_at(self) -> datetime | None:
        if self._since is None:
            return None
        return datetime.now(UTC) - timedelta(seconds=time.monotonic() - self._since)

    @opened_at.setter
    def opened_at(self, _: datetime) -> None:
        self._since = time.monotonic()
