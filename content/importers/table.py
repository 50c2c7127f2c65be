"""A table of hearings among the cells of a file: its header found, its columns known by their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.importers.columns import Column, Columns, is_header
from content.importers.grid import Grid, Row, headers, text_above
from content.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `above` is the text over the table, `titles` the header as written. `first` are the first
    rows; all of them, `rows`, can be read once."""

    name: str
    above: str
    titles: tuple[str, ...]
    columns: Mapping[Column, tuple[int, ...]]
    first: tuple[Row, ...]
    rows: Iterator[Row]
    known: Columns

    @property
    def unknown(self) -> tuple[str, ...]:
        """Titles that mean nothing here."""
        known = {number for numbers in self.columns.values() for number in numbers}
        return tuple(title for number, title in enumerate(self.titles) if title and number not in known)

    @property
    def matched(self) -> int:
        """How many columns are read."""
        return sum(len(numbers) for column, numbers in self.columns.items() if column is not Column.IGNORED)


def hearing_sheet(grid: Grid, known: Columns, progress: Progress = silent) -> Sheet | None:
    """The table of hearings on a sheet; None where there is none."""
    for place, first_data, titles in headers(grid, known.meaning):
        meanings = [known.meaning(title) for title in titles]
        if not is_header(meanings):
            continue
        columns: dict[Column, tuple[int, ...]] = {}
        for number, column in enumerate(meanings):
            if column is not None:
                columns[column] = (*columns.get(column, ()), number)
        first, rows = tuple(grid.rows[first_data:]), grid.below(first_data, progress)
        return Sheet(grid.name, text_above(grid, place), titles, columns, first, rows, known)
    return None


def sheets_in_text(text: str, known: Columns) -> tuple[Sheet, ...]:
    """Tables whose cells are parted by tabs or strokes in a plain text."""
    for mark in ("\t", "|", "｜", "│"):
        if mark in text:
            rows = [
                Row(number, tuple(line.strip().strip(mark).split(mark)))
                for number, line in enumerate(text.split("\n"), start=1)
            ]
            if (sheet := hearing_sheet(Grid("", rows), known)) is not None:
                return (sheet,)
    return ()
