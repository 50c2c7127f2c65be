"""The cells of a table, as the clerk sees them; the rows of a csv file one by one, however many there are."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import chain, islice
from pathlib import Path

from content.importers.columns import plain_title
from content.importers.encoding import encoding_of
from content.progress import Progress, silent

_HEADER_WITHIN = 40
# Enough to know a table by.
FIRST_ROWS = 60
_STEP = 500
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
    """One sheet with its name; rows without anything in them are left out.

    `rows` are the first ones, by which a table is known, `more` the others, read once and only when they are
    asked for; `about` tells how many there are in all, as far as that is known. `hidden_rows` were not read.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    more: Iterator[Row] = field(default_factory=lambda: iter(()))
    about: int = 0
    hidden_rows: tuple[int, ...] = ()

    def below(self, first: int, progress: Progress = silent) -> Iterator[Row]:
        """The rows from place `first` of `rows` on, to be read once."""
        done = first
        for row in chain(self.rows[first:], self.more):
            done += 1
            if done % _STEP == 0:
                progress("读取", done, max(done, self.about))
            if any(row.texts):
                yield row


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


def csv_grid(path: Path) -> Grid:
    """A csv file as a sheet. Raises `UnreadableFileError`, also while rows are read."""
    rows = csv_rows(path)
    first = list(islice(rows, FIRST_ROWS))
    cells = sum(len(text) + 1 for row in first for text in row.texts)
    # A Chinese character takes about three bytes.
    about = int(len(first) * path.stat().st_size / (cells * 2.5)) if len(first) == FIRST_ROWS else len(first)
    return Grid("", first, rows, about)
