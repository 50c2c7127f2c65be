"""How often something may be done, whatever happens to the machine's clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

# More than this and the clock was set, not trimmed.
JUMP_SECONDS = 60.0


class Limiter:
    """Counts in this process's memory. The library counts by the wall clock, so that one that is put back by
    a day would keep everybody out for a day: when the clock was set, all is counted anew.

    `strategy` is the library's; `wall` and `steady` give seconds, the latter of a clock that nobody sets.
    """

    def __init__(
        self,
        strategy: Callable[[MemoryStorage], RateLimiter] = MovingWindowRateLimiter,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = MemoryStorage()
        self._limiter = strategy(self._storage)
        self._wall, self._steady = wall, steady
        self._apart = wall() - steady()
        self._lock = threading.Lock()

    def hit(self, item: RateLimitItem, *who: str) -> bool:
        """Count one; False when that is one too many."""
        self._heed_the_clock()
        return self._limiter.hit(item, *who)

    def test(self, item: RateLimitItem, *who: str) -> bool:
        """Whether one more is allowed."""
        self._heed_the_clock()
        return self._limiter.test(item, *who)

    def _heed_the_clock(self) -> None:
        apart = self._wall() - self._steady()
        with self._lock:
            if abs(apart - self._apart) > JUMP_SECONDS:
                self._apart = apart
                self._storage.reset()
