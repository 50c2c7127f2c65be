"""When the screen is bright: the hall's hours, and whenever somebody is there. Pure; time is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` until `closes`, maybe over midnight; all day where both are the same."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Hours:
        """``07:30-18:30``; empty for always. ValueError for anything else."""
        if not text:
            return cls(time(), time())
        opens, dash, closes = text.partition("-")
        if not dash:
            raise ValueError(f"hours are written 07:30-18:30, not {text!r}")
        return cls(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))

    def bright(self, now: time) -> bool:
        if self.opens == self.closes:
            return True
        if self.opens < self.closes:
            return self.opens <= now < self.closes
        return now >= self.opens or now < self.closes
