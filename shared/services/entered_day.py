"""A day as it stands in an address: typed, chosen, or put there by anybody."""

from __future__ import annotations

from datetime import date

# A day outside these years is a slip of the finger.
_YEARS = range(1950, 2101)


def entered_day(text: str) -> date | None:
    """The day that `text` is in ISO 8601; None where it is none, or none of our time."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _YEARS else None
