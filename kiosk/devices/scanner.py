"""A barcode or QR scanner types like a keyboard, only faster than a person: a burst of keys, then Enter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from shared.place import Place, PlaceError

# Scanners send a key every 1 to 20 ms; nobody types six keys at this pace.
BETWEEN_KEYS_SECONDS = 0.06
SHORTEST = 6
LONGEST = 600
# 查询码, as printed on the acceptance notice.
_LOOKUP_NUMBER = re.compile(r"\d{10}")


@dataclass(slots=True)
class Scanner:
    """Tells scans from typing by their pace. `at` is a time in seconds, of any clock that only goes on."""

    _typed: list[str] = field(default_factory=list, repr=False)
    _last: float = float("-inf")

    def key(self, character: str, at: float) -> None:
        if at - self._last > BETWEEN_KEYS_SECONDS or len(self._typed) >= LONGEST:
            self._typed.clear()
        self._typed.append(character)
        self._last = at

    def enter(self, at: float) -> str | None:
        """What was scanned, when this Enter ends a scan; None when a person pressed it."""
        text = "".join(self._typed)
        self._typed.clear()
        return text if at - self._last <= BETWEEN_KEYS_SECONDS and len(text) >= SHORTEST else None


@dataclass(frozen=True, slots=True)
class LookupNumber:
    """The case that a notice is about; its password is still asked for."""

    number: str = field(repr=False)


def meaning(scanned: str, mobile_url: str) -> Place | LookupNumber | None:
    """What a code leads to: a page of ours, one's case, or nothing that we know."""
    text = scanned.strip()
    if _LOOKUP_NUMBER.fullmatch(text):
        return LookupNumber(text)
    there, ours = urlsplit(text), urlsplit(mobile_url)
    # Many scanners change case or the layout of the keyboard: the host alone is compared without case.
    if there.netloc.lower() != ours.netloc.lower():
        return None
    try:
        return Place.parse(there.path.removeprefix(ours.path) + (f"?{there.query}" if there.query else ""))
    except PlaceError:
        return None
