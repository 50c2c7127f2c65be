"""What the documents say is so: settings, links between documents, commands that are named."""

from __future__ import annotations

import re
from pathlib import Path

from shared.settings_reference import reference

ROOT = Path(__file__).parents[2]
_LINK = re.compile(r"(?:\]\(|src=\")(?!https?:|#)([^)#\s\"]+)")
_TARGET = re.compile(r"`?make ([a-z][a-z-]+)`")


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_configuration_reference_is_that_of_the_settings() -> None:
    written = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert written == reference(), "run `make docs`"


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{document.relative_to(ROOT)}: {link}"
        for document in documents()
        for link in _LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / link).exists()
    ]
    assert broken == []


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    named = {
        name for document in documents() for name in _TARGET.findall(document.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= targets
