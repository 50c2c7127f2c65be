"""What must not be published of this machine's content and of files that are to become content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from content.importers.document import read_text, write_masked
from content.personal_data import Finding, find, mask
from content.personal_data.numbers import telephone_digits
from content.store import Store


def check_file(
    path: Path, store: Store, today: date, masked_into: Path | None = None
) -> tuple[Finding, ...] | None:
    """The findings in one file, places in characters of its text; None when it cannot be read.

    With `masked_into` the text as proposed is written there.
    """
    text = read_text(path)
    if text is None:
        return None
    findings = find(text, own_numbers=own_numbers(store), today=today)
    if masked_into is not None:
        write_masked(path, mask(text, findings), masked_into)
    return findings


def own_numbers(store: Store) -> frozenset[str]:
    """The court's own telephone numbers, as its directory has them: digits alone."""
    numbers: set[str] = set()
    court = store.court()
    if court is not None:
        numbers.update((court.telephone, court.hotline))
        numbers.update(channel.telephone for channel in court.complaints)
        if court.operator is not None:
            numbers.add(court.operator.telephone)
    numbers.update(department.telephone for department in store.departments())
    numbers.update(tribunal.telephone for tribunal in store.tribunals())
    return frozenset(digits for number in numbers if (digits := telephone_digits(number)))
