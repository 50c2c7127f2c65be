"""A scanner is told from a person by its pace; what it read leads to pages of ours and nowhere else."""

from __future__ import annotations

import pytest

from kiosk.devices.scanner import LookupNumber, Scanner, meaning
from shared.place import Place

MOBILE = "https://court.example/m"


def typed(text: str, seconds: float) -> str | None:
    scanner = Scanner()
    at = 100.0
    for character in text:
        at += seconds
        scanner.key(character, at)
    return scanner.enter(at + seconds)


def test_a_burst_is_a_scan_and_typing_is_not() -> None:
    assert typed("2026000123", 0.005) == "2026000123"
    assert typed("2026000123", 0.2) is None
    assert typed("12", 0.005) is None


def test_what_was_typed_before_does_not_belong_to_the_scan() -> None:
    scanner = Scanner()
    scanner.key("9", 10.0)
    for number, character in enumerate("2026000123"):
        scanner.key(character, 12.0 + number / 100)
    assert scanner.enter(12.1) == "2026000123"
    assert scanner.enter(12.11) is None


@pytest.mark.parametrize(
    ("scanned", "wanted"),
    [
        ("2026000123", LookupNumber("2026000123")),
        (f"{MOBILE}/hearings?date=2026-11-25", Place.at("/hearings", date="2026-11-25")),
        ("https://COURT.example/m/guides", Place("/guides")),
        ("https://elsewhere.example/m/guides", None),
        (f"{MOBILE}/../../etc", None),
        ("6901234567892", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_code_leads_to_pages_of_ours_or_nowhere(scanned: str, wanted: object) -> None:
    assert meaning(scanned, MOBILE) == wanted
