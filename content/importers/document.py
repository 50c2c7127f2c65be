"""The text of a file, whatever program wrote it: Word, a spreadsheet, plain text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.utils.exceptions import InvalidFileException

from content.importers.encoding import decode

# What the readers raise over a damaged file; lxml's and the parser's errors are SyntaxErrors.
DAMAGED = (
    OpcError,
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    OSError,
    TypeError,
    SyntaxError,
)

_LONGEST_ROW = 600


def read_text(path: Path) -> str | None:
    """The text, a line a paragraph or row; None when the file cannot be read."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".docx":
            return "\n".join(part.text for part in paragraphs(docx.Document(str(path))))
        if suffix in (".xlsx", ".xlsm"):
            return "\n".join(_rows(path))
        return decode(path.read_bytes())
    except DAMAGED:
        return None


def read_document(path: Path) -> str | None:
    """As `read_text`, but of a table in a Word file each row is a line, its cells parted by tabs."""
    if path.suffix.lower() != ".docx":
        return read_text(path)
    try:
        parts = docx.Document(str(path)).iter_inner_content()
        return "\n".join(line for part in parts for line in _lines_of(part))
    except DAMAGED:
        return None


def _lines_of(part: Paragraph | Table) -> Iterator[str]:
    if isinstance(part, Paragraph):
        yield part.text
        return
    for row in part.rows:
        cells = {id(cell._tc): cell for cell in row.cells}  # a merged cell is in the row more than once
        texts = [" ".join(cell.text.split()) for cell in cells.values()]
        if sum(map(bool, texts)) > 1 and sum(map(len, texts)) <= _LONGEST_ROW:
            yield "\t".join(texts)
            continue
        # A table for the layout alone holds paragraphs.
        for cell in cells.values():
            for inner in cell.iter_inner_content():
                yield from _lines_of(inner)


def write_masked(path: Path, masked: str, folder: Path) -> Path:
    """The masked text beside the others in `folder`: a Word file as one, all else as plain text.

    In a Word file a paragraph that changed keeps the look of its first letters throughout.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() != ".docx":
        out = folder / (path.name if path.suffix.lower() not in (".xlsx", ".xlsm") else f"{path.stem}.txt")
        out.write_text(masked, encoding="utf-8")
        return out
    document = docx.Document(str(path))
    lines = masked.split("\n")
    place = 0
    for paragraph in paragraphs(document):
        old = paragraph.text
        count = old.count("\n") + 1
        new, place = "\n".join(lines[place : place + count]), place + count
        if new != old:
            for run in paragraph.runs[1:]:
                run.text = ""
            if paragraph.runs:
                paragraph.runs[0].text = new
            else:
                paragraph.text = new
    document.save(str(folder / path.name))
    return folder / path.name


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Every paragraph, in tables too, in the order in which they are read."""
    for part in document.iter_inner_content():
        yield from _within(part)


def _within(part: Paragraph | Table) -> Iterator[Paragraph]:
    if isinstance(part, Paragraph):
        yield part
        return
    for row in part.rows:
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:  # a merged cell is in the row more than once
                seen.add(id(cell._tc))
                for inner in cell.iter_inner_content():
                    yield from _within(inner)


def _rows(path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                yield "\t".join("" if cell is None else str(cell) for cell in row)
    finally:
        book.close()
