"""The field that asks for a case number (案号), the same wherever something is looked up by one."""

from __future__ import annotations

from shared.pages import Field, FieldKind
from shared.request import Request

MOST_CHARACTERS = 40


def case_number_field(
    request: Request, entered: str, error: str = "", *, label: str = "case.number"
) -> Field:
    """`entered` is kept as it was typed, `error` is shown at the field; `label` is a message id."""
    words = request.words
    return Field(
        name="case",
        kind=FieldKind.CASE_NUMBER,
        label=words(label),
        prompt=words("hearings.case-prompt"),
        hint=words("case.number-hint"),
        value=entered,
        error=error,
        most=MOST_CHARACTERS,
    )
