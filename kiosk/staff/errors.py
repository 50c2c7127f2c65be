"""The last warnings and errors of this program, for the staff. What is logged holds no personal data."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from datetime import datetime, tzinfo

KEPT = 12
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Trouble:
    """When, and what the log says."""

    when: datetime
    text: str


class LastTroubles(logging.Handler):
    """Add it to the root logger."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__(logging.WARNING)
        self._zone = zone
        self._kept: deque[Trouble] = deque(maxlen=KEPT)

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{record.name}: {record.getMessage()}"[:_LONGEST]
        self._kept.append(Trouble(datetime.fromtimestamp(record.created, self._zone), text))

    def newest_first(self) -> tuple[Trouble, ...]:
        return tuple(reversed(self._kept))
