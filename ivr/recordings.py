"""Recordings of the court's own speaker, in place of the synthesizer: what to record, and what was recorded.

A file is named after its text, so that a recording of an old text is never played for a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment

from ivr.known_ahead import fixed_messages
from shared.visit import Language


@dataclass(frozen=True, slots=True)
class Wanted:
    """One text worth recording."""

    file: str
    language: str
    text: str


class Recordings:
    """The court's recordings in `folder`; None has none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._messages = {
            (text, str(language)): message
            for language in Language
            for message, text in fixed_messages(language).items()
        }

    def name(self, text: str, language: str) -> str:
        """The file's name for a text: the message's id where it is one, and what makes it this text's."""
        mark = hashlib.sha256(f"{language}\0{text}".encode()).hexdigest()[:10]
        return f"{language}.{self._messages.get((text, language), 'text')}.{mark}.wav"

    def find(self, text: str, language: str) -> Path | None:
        if self._folder is None:
            return None
        file = self._folder / self.name(text, language)
        return file if file.is_file() else None

    def wanted(self, texts: Iterable[tuple[str, str]]) -> list[Wanted]:
        """What is worth recording of (text, language) pairs, each once, in their order."""
        return [Wanted(self.name(text, language), language, text) for text, language in dict.fromkeys(texts)]


def write_list(wanted: Iterable[Wanted], into: Path) -> None:
    """The list for the speaker, as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = "录音清单"
    sheet.append(["序号 No.", "文件名 File", "语言 Language", "文字 Text"])
    for number, one in enumerate(wanted, start=1):
        sheet.append([number, one.file, one.language, one.text])
        sheet.cell(row=number + 1, column=4).alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in zip("ABCD", (8, 44, 12, 80), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    book.save(into)
