"""A table of cells from an xlsx or csv file, as the clerk sees it: merged cells filled, header found."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from content.importers.columns import Column, is_header, meaning, plain_title
from content.importers.encoding import decode

_HEADER_WITHIN = 40
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x00"), None)


class UnreadableFileError(Exception):
    """The file is damaged, locked with a password, or not what its name says."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as Excel shows it; `continued` columns are the lower part of a merged cell."""

    number: int
    cells: tuple[object, ...]
    continued: frozenset[int] = frozenset()

    def text(self, column: int) -> str:
        """A cell as text: blanks at the ends and invisible characters gone, line breaks kept."""
        return _text(self.cells[column]) if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `above` is the text over the table, `titles` the header as written."""

    name: str
    above: str
    titles: tuple[str, ...]
    columns: Mapping[Column, tuple[int, ...]]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Grid:
    name: str
    rows: list[Row] = field(default_factory=list)


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets that hold a table of hearings. UnreadableFileError when the file cannot be read."""
    grids = _from_csv(path) if path.suffix.lower() == ".csv" else _from_workbook(path)
    return tuple(sheet for grid in grids if (sheet := _sheet(grid)) is not None)


def sheets_in_text(text: str) -> tuple[Sheet, ...]:
    """Tables whose cells are parted by tabs or strokes in a plain text."""
    for mark in ("\t", "|", "｜", "│"):
        if mark in text:
            rows = [
                Row(number, tuple(line.strip().strip(mark).split(mark)))
                for number, line in enumerate(text.split("\n"), start=1)
            ]
            if (sheet := _sheet(_Grid("", rows))) is not None:
                return (sheet,)
    return ()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).translate(_INVISIBLE).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _from_csv(path: Path) -> Iterator[_Grid]:
    text = decode(path.read_bytes())
    if text is None:
        raise UnreadableFileError(path.name)
    first = next(
        (line for line in text.splitlines() if line.count(",") + line.count("\t") + line.count(";") > 1), ""
    )
    delimiter = max(",\t;", key=first.count)
    try:
        rows = [
            Row(number, tuple(cells))
            for number, cells in enumerate(
                csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1
            )
        ]
    except csv.Error as error:
        raise UnreadableFileError(path.name) from error
    yield _Grid("", rows)


def _from_workbook(path: Path) -> Iterator[_Grid]:
    try:
        workbook = openpyxl.load_workbook(path, data_only=True)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        TypeError,
        SyntaxError,
    ) as error:
        raise UnreadableFileError(path.name) from error
    try:
        for sheet in workbook.worksheets:
            if sheet.sheet_state != "visible":
                continue
            cells = {
                (cell.row, cell.column): cell.value
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None and _text(cell.value)
            }
            lower: dict[int, set[int]] = {}
            for merged in sheet.merged_cells.ranges:
                value = cells.get((merged.min_row, merged.min_col))
                if value is None:
                    continue
                # Downwards only: a remark across the whole width is one cell, not ten.
                for row in range(merged.min_row + 1, merged.max_row + 1):
                    cells[row, merged.min_col] = value
                    lower.setdefault(row, set()).add(merged.min_col - 1)
                if _is_header_group(value):
                    for column in range(merged.min_col + 1, merged.max_col + 1):
                        cells[merged.min_row, column] = value
            yield _Grid(sheet.title, _rows(cells, lower))
    finally:
        workbook.close()


def _is_header_group(value: object) -> bool:
    """A title over several columns, such as 开庭时间 over 日期 and 时刻."""
    return isinstance(value, str) and meaning(value) is not None


def _rows(cells: Mapping[tuple[int, int], object], lower: Mapping[int, set[int]]) -> list[Row]:
    by_row: dict[int, dict[int, object]] = {}
    for (row, column), value in cells.items():
        by_row.setdefault(row, {})[column - 1] = value
    return [
        Row(
            number,
            tuple(found.get(column) for column in range(max(found) + 1)),
            frozenset(lower.get(number, ())),
        )
        for number, found in sorted(by_row.items())
    ]


def _sheet(grid: _Grid) -> Sheet | None:
    for place, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        titles = [row.text(column) for column in range(len(row.cells))]
        first_data = place + 1
        below = grid.rows[first_data] if first_data < len(grid.rows) else None
        if below is not None and _is_second_header(titles, below):
            titles = [
                below.text(column) or (titles[column] if column < len(titles) else "")
                for column in range(max(len(titles), len(below.cells)))
            ]
            first_data += 1
        meanings = [meaning(title) for title in titles]
        if not is_header(meanings):
            continue
        above = "\n".join(
            _text(cell) for earlier in grid.rows[:place] for cell in earlier.cells if cell is not None
        )
        columns: dict[Column, tuple[int, ...]] = {}
        for number, column in enumerate(meanings):
            if column is not None:
                columns[column] = (*columns.get(column, ()), number)
        rows = tuple(later for later in grid.rows[first_data:] if any(_text(cell) for cell in later.cells))
        return Sheet(grid.name, above, tuple(titles), columns, rows)
    return None


def _is_second_header(titles: Sequence[str], below: Row) -> bool:
    """A header of two rows: every cell below is a title too, and at least one differs from the one above."""
    texts = [(column, below.text(column)) for column in range(len(below.cells))]
    filled = [(column, text) for column, text in texts if text]
    if not filled or not any(meaning(title) for title in titles):
        return False
    return all(meaning(text) is not None for _, text in filled) and any(
        column >= len(titles) or plain_title(text) != plain_title(titles[column]) for column, text in filled
    )
