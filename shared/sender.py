"""Delivers what waits in the outbox, in a thread of its own, for as long as the program runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType

from shared.cases.sending import Sending
from shared.logs import incident
from shared.outbox import Outbox

_log = logging.getLogger(__name__)


class Sender:
    """``with Sender(...)``: inside, everything that waits is on its way. `pause` is in seconds."""

    def __init__(
        self,
        outbox: Outbox,
        sending: Sending,
        clock: Callable[[], datetime],
        *,
        keep: timedelta,
        pause: float = 2.0,
    ) -> None:
        self._outbox = outbox
        self._sending = sending
        self._clock = clock
        self._keep = keep
        self._pause = pause
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="sender")

    def __enter__(self) -> Sender:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What is under way is let go: it is delivered after the next start, under the same key."""
        self._stop.set()
        self._thread.join(self._pause)

    def _run(self) -> None:
        purged = self._clock() - timedelta(days=1)
        while not self._stop.is_set():
            try:
                now = self._clock()
                self._outbox.deliver_due(self._sending.deliver, now)
                if abs(now - purged) >= timedelta(hours=1):
                    purged = now
                    self._outbox.purge(now, self._keep)
            except Exception as error:  # the thread goes on, whatever one round met
                incident(_log, "delivering", error)
            self._stop.wait(self._pause)
