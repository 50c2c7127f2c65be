"""What stands in a running program's memory: all of it, as the kernel shows it (/proc/PID/mem)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+ *(.*)")
_PIECE = 16 << 20


def forms(marker: str) -> set[bytes]:
    """How a text may stand in memory: UTF-8, and as CPython keeps it, 1, 2 or 4 bytes a character."""
    return {marker.encode(), marker.encode("utf-16-le"), marker.encode("utf-32-le")}


def found_in(pid: int, markers: Iterable[str]) -> Mapping[str, int]:
    """How often each marker stands in a program's memory; those that do not are left out."""
    wanted = {marker: forms(marker) for marker in markers}
    longest = max(len(form) for each in wanted.values() for form in each)
    counted = dict.fromkeys(wanted, 0)
    for piece in _pieces(pid, longest):
        for marker, written in wanted.items():
            counted[marker] += sum(piece.count(form) for form in written)
    return {marker: times for marker, times in counted.items() if times}


def _pieces(pid: int, overlap: int) -> Iterator[bytes]:
    regions = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in regions:
            if (region := _REGION.match(line)) is None or region[4] in ("[vvar]", "[vsyscall]"):
                continue
            start, end = int(region[1], 16), int(region[2], 16)
            for at in range(start, end, _PIECE):
                memory.seek(at)
                try:
                    yield memory.read(min(end, at + _PIECE + overlap) - at)
                except OSError:  # device memory, or gone meanwhile
                    break
