"""What a record's model found wrong, in a clerk's words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from content.importers.reasons import Reason, Refusal

_REASONS = {
    "missing": Reason.NO_FIELD,
    "string_too_short": Reason.NO_FIELD,
    "string_too_long": Reason.TOO_LONG,
    "extra_forbidden": Reason.UNKNOWN_FIELD,
    "date_from_datetime_parsing": Reason.WRONG_DATE,
    "date_parsing": Reason.WRONG_DATE,
    "greater_than_equal": Reason.NEGATIVE,
}


def refusals(
    error: ValidationError, path: Path, row: int | Callable[[str], int | None] | None
) -> list[Refusal]:
    """One refusal a field; `row` is that of the record, or tells it for a field.

    The wrong value itself is not repeated: it may be personal.
    """
    found: dict[str, Refusal] = {}
    for problem in error.errors(include_input=False, include_url=False, include_context=False):
        field = ".".join(str(part) for part in problem["loc"])
        reason = _REASONS.get(problem["type"], Reason.NOT_ALLOWED)
        found.setdefault(
            field, Refusal(path, row(field.split(".")[0]) if callable(row) else row, field, reason)
        )
    return list(found.values())
