"""Listings in parts: the parameter ``first`` names the number of the first item shown, from 1."""

from __future__ import annotations

from shared.place import Place


def first_shown(place: Place) -> int:
    """The number of the first item that `place` asks for; 1 for none and for nonsense."""
    asked = place.get("first", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 6 and int(asked) else 1


def turns(place: Place, first: int, total: int, size: int) -> tuple[Place | None, Place | None]:
    """The places of the part before and the part after, where there are any."""
    before, after = max(1, first - size), first + size
    previous = place.having(first=before if before > 1 else None) if first > 1 else None
    return previous, place.having(first=after) if after <= total else None
