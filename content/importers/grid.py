"""The cells of an xlsx or csv file, as the clerk sees them: merged cells filled, hidden sheets left out."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from content.importers.columns import plain_title
from content.importers.encoding import encoding_of

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
    texts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", tuple(map(text_of, self.cells)))

    def text(self, column: int) -> str:
        """A cell as text: blanks at the ends and invisible characters gone, line breaks kept."""
        return self.texts[column] if column < len(self.texts) else ""


@dataclass(slots=True)
class Grid:
    """One sheet with its name; rows without anything in them are left out."""

    name: str
    rows: list[Row] = field(default_factory=list)


def read_grids(path: Path, is_title: Callable[[object], bool]) -> Iterator[Grid]:
    """The sheets of a file. `is_title` tells a title over several columns from a remark.

    Raises `UnreadableFileError`.
    """
    return _from_csv(path) if path.suffix.lower() == ".csv" else _from_workbook(path, is_title)


def text_of(cell: object) -> str:
    """A cell as text: blanks at the ends and invisible characters gone, line breaks kept."""
    if isinstance(cell, str) and cell.isprintable():  # nothing invisible in it: most cells
        return cell.strip()
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
    return str(cell).translate(_INVISIBLE).replace("\r\n", "\n").replace("_x000D_", "").strip()


def headers(
    grid: Grid, meaning: Callable[[object], object | None]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Rows that may be a table's header: (row, first row of data, titles); a header of two rows is one."""
    for place, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        titles = list(row.texts)
        first_data = place + 1
        below = grid.rows[first_data] if first_data < len(grid.rows) else None
        if below is not None and _is_second_header(titles, below, meaning):
            titles = [
                below.text(column) or (titles[column] if column < len(titles) else "")
                for column in range(max(len(titles), len(below.cells)))
            ]
            first_data += 1
        yield place, first_data, tuple(titles)


def text_above(grid: Grid, place: int) -> str:
    """What stands over the header: the title of the table."""
    return "\n".join(text for row in grid.rows[:place] for text in row.texts if text)


def _is_second_header(titles: Sequence[str], below: Row, meaning: Callable[[object], object | None]) -> bool:
    """A header of two rows: every cell below is a title too, and at least one differs from the one above."""
    texts = [(column, below.text(column)) for column in range(len(below.cells))]
    filled = [(column, text) for column, text in texts if text]
    if not filled or not any(meaning(title) for title in titles):
        return False
    return all(meaning(text) is not None for _, text in filled) and any(
        column >= len(titles) or plain_title(text) != plain_title(titles[column]) for column, text in filled
    )


def csv_rows(path: Path) -> Iterator[Row]:
    """The rows of a csv file one by one, however many there are. Raises `UnreadableFileError`."""
    encoding = encoding_of(path)
    if encoding is None:
        raise UnreadableFileError(path.name)
    with path.open(encoding=encoding, newline="") as text:
        first = next((line for line in text if sum(map(line.count, ",\t;")) > 1), "")
        delimiter = max(",\t;", key=first.count)
        text.seek(0)
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=delimiter), start=1):
                yield Row(number, tuple(cells))
        except (csv.Error, UnicodeDecodeError) as error:
            raise UnreadableFileError(path.name) from error


def _from_csv(path: Path) -> Iterator[Grid]:
    yield Grid("", list(csv_rows(path)))


def _from_workbook(path: Path, is_title: Callable[[object], bool]) -> Iterator[Grid]:
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
                if cell.value is not None and text_of(cell.value)
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
                # A title over several columns, such as 开庭时间 over 日期 and 时刻.
                if isinstance(value, str) and is_title(value):
                    for column in range(merged.min_col + 1, merged.max_col + 1):
                        cells[merged.min_row, column] = value
            yield Grid(sheet.title, _rows(cells, lower))
    finally:
        workbook.close()


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
