"""The sheets of an xlsx file, row by row, however many there are: merged cells filled, hidden ones left out.

openpyxl's reading of one row after the other tells neither what is merged nor what is hidden: both are looked
up in the sheet's own XML first.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from content.importers.grid import FIRST_ROWS, Grid, Row, UnreadableFileError, text_of

# What openpyxl raises at a damaged file, a locked one, or one that is none.
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    EOFError,
    KeyError,
    ValueError,
    OSError,
    TypeError,
    AttributeError,
    SyntaxError,  # of the XML as well
)
_CHUNK = 1 << 20
_TAG = re.compile(
    rb'<(?:\w+:)?(?:mergeCell\b[^>]*?\bref="(?P<merged>[^"]+)"|(?P<what>col|row)\b(?P<hidden>[^>]*\bhidden="(?:1|true)"[^>]*)>)'
)
_NUMBER = {name: re.compile(rb'\b%s="(\d+)"' % name.encode()) for name in ("r", "min", "max")}
# A column that is hidden to the right end of the sheet is hidden in its empty part.
_WIDEST = 256


@dataclass
class _Layout:
    """Columns and rows are counted from 1. `merged` are (first column, first row, last column, last row)."""

    merged: dict[int, list[tuple[int, int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


@contextmanager
def open_workbook(path: Path, is_title: Callable[[object], bool]) -> Iterator[list[Grid]]:
    """The visible sheets. `is_title` tells a title over several columns from a remark. Raises
    `UnreadableFileError`, also while rows are read."""
    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        with zipfile.ZipFile(path) as archive:
            parts = _parts(archive)
            layouts = {name: _layout(archive, part) for name, part in parts.items()}
    except _BROKEN as error:
        raise UnreadableFileError(path.name) from error
    try:
        grids = []
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            layout = layouts.get(sheet.title, _Layout())
            rows = _rows(sheet, layout, is_title, path)
            first = list(islice(rows, FIRST_ROWS))
            grids.append(
                Grid(
                    sheet.title,
                    first,
                    rows,
                    sheet.max_row or 0,
                    hidden_rows=tuple(sorted(layout.hidden_rows)),
                )
            )
        yield grids
    finally:
        workbook.close()


def _rows(sheet: Any, layout: _Layout, is_title: Callable[[object], bool], path: Path) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs write wrong ones
    try:
        yield from _filled(sheet.iter_rows(values_only=True), layout, is_title)
    except _BROKEN as error:
        raise UnreadableFileError(path.name) from error


def _filled(
    rows: Iterator[Sequence[object]], layout: _Layout, is_title: Callable[[object], bool]
) -> Iterator[Row]:
    """Rows with something in them. Downwards the parts of a merged cell are filled; to the right only those
    of a title over several columns, as a remark across the whole width is one cell, not ten."""
    lower: dict[int, tuple[object, int]] = {}  # column → value, last row of the merged cell
    for number, row in enumerate(rows, start=1):
        cells: list[object] = [None if cell is None or not text_of(cell) else cell for cell in row]
        continued: set[int] = set()
        for column, (value, last) in list(lower.items()):
            _set(cells, column, value)
            continued.add(column - 1)
            if number >= last:
                del lower[column]
        for left, _, right, last in layout.merged.get(number, ()):
            value = cells[left - 1] if left <= len(cells) else None
            if value is None:
                continue
            if isinstance(value, str) and is_title(value):
                for column in range(left + 1, right + 1):
                    _set(cells, column, value)
            if last > number:
                lower[left] = (value, last)
        for column in layout.hidden_columns:
            if column <= len(cells):
                cells[column - 1] = None
        while cells and cells[-1] is None:
            cells.pop()
        if cells and number not in layout.hidden_rows:
            yield Row(number, tuple(cells), frozenset(continued))


def _set(cells: list[object], column: int, value: object) -> None:
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file within the archive of each sheet by its name."""
    book = "xl/workbook.xml"
    related = {}
    for one in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 - expat expands nothing from outside
        target = one.get("Target", "")
        related[one.get("Id")] = (
            target[1:] if target.startswith("/") else str(PurePosixPath(book).parent / target)
        )
    found = {}
    for one in ET.fromstring(archive.read(book)).iter():  # noqa: S314
        if one.tag.rpartition("}")[2] == "sheet":
            id = next((value for name, value in one.items() if name.rpartition("}")[2] == "id"), None)
            if (part := related.get(id)) is not None:
                found[one.get("name", "")] = part
    return found


def _layout(archive: zipfile.ZipFile, part: str) -> _Layout:
    layout = _Layout()
    with suppress(KeyError), archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            cut = text.rfind(b"<")
            text, rest = (text[:cut], text[cut:]) if cut > 0 else (b"", text)
            for tag in _TAG.finditer(text):
                _note(layout, tag)
    return layout


def _note(layout: _Layout, tag: re.Match[bytes]) -> None:
    if tag["merged"]:
        left, top, right, bottom = range_boundaries(tag["merged"].decode())
        if left is not None and top is not None and right is not None and bottom is not None:
            layout.merged[top].append((left, top, right, bottom))
        return
    numbers = {
        name: int(found[1]) for name, pattern in _NUMBER.items() if (found := pattern.search(tag["hidden"]))
    }
    if tag["what"] == b"row" and "r" in numbers:
        layout.hidden_rows.add(numbers["r"])
    elif "min" in numbers:
        layout.hidden_columns.update(
            range(numbers["min"], min(numbers.get("max", numbers["min"]), _WIDEST) + 1)
        )
