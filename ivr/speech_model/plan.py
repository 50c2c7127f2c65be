"""What a training run is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Progress(Protocol):
    """Told how far a step is (0 to 1) and a remark."""

    def __call__(self, step: str, share: float, remark: str = "") -> None: ...


@dataclass(frozen=True)
class Plan:
    """What decides the model, bit for bit (with the same versions and the same number of threads)."""

    seed: int = 2
    takes: int = 34000
    epochs: int = 6
    threads: int = 2
