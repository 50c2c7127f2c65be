"""Times as they are reported: percentiles in milliseconds, and the ratio to a named peer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


class MachineUnderLoadError(RuntimeError):
    """Something else is at work: what is measured now is no measure."""


def quiet_enough() -> None:
    """Raises `MachineUnderLoadError` when more runs on the machine than it has cores."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    if load > cores:
        raise MachineUnderLoadError(f"load {load:.1f} on {cores} cores: times below are too long")


@dataclass(frozen=True, slots=True)
class Times:
    """Durations in seconds, sorted."""

    seconds: tuple[float, ...]

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Times:
        return cls(tuple(sorted(seconds)))

    def percentile(self, share: float) -> float:
        """The duration in ms that `share` (0 to 1) of all do not pass (nearest rank)."""
        rank = max(0, min(len(self.seconds) - 1, round(share * len(self.seconds)) - 1))
        return self.seconds[rank] * 1000

    def __str__(self) -> str:
        return (
            f"p50 {self.percentile(0.5):8.2f} ms  p95 {self.percentile(0.95):8.2f} ms  n {len(self.seconds)}"
        )


def timed(action: Callable[[], object], times: int, *, warm_up: int = 3) -> Times:
    """How long `action` takes, `times` times after `warm_up` uncounted ones."""
    for _ in range(warm_up):
        action()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return Times.of(found)


def compare(what: str, ours: Times, peer: str, theirs: Times, share: float = 0.95) -> None:
    """Print both and the ratio of their percentiles: below 1 is faster than the peer."""
    width = max(len(what), len(peer))
    ratio = ours.percentile(share) / theirs.percentile(share)
    print(f"  {what:{width}}  {ours}")
    print(f"  {peer:{width}}  {theirs}   ratio p{share * 100:.0f} {ratio:.2f}", flush=True)


def table(rows: Sequence[Sequence[object]]) -> None:
    """Print rows with columns as wide as their widest cell."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    for row in texts:
        print(
            "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), flush=True
        )
