"""A table of records of any kind on a sheet: which kind it is, and its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content.importers.grid import Grid, Row, headers, text_above, text_of
from content.importers.intake import AnyIntake
from content.importers.titles import IGNORED, KindTitles, Titles
from content.progress import Progress, silent

# So many known columns beside its name make a sheet look like a kind.
_ALIKE = 2
_SAME_AS_ABOVE = frozenset({"同上", "〃", "″", '"', "''", "″″", "同前"})
_REMARK = re.compile(
    r"制表|填表|审核人|复核|合\s*计|共\s*计|小\s*计|总\s*计|^注[:：\d一]|^说明[:：]|^备注[:：]|^共\d+"
)


@dataclass(frozen=True, slots=True)
class Table:
    """`columns`: field → the columns that are read into it, the preferred one first. `told` are values that
    the table's name tells. `rows` can be read once."""

    titles_of: KindTitles
    name: str
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    rows: Iterator[Row]
    told: Mapping[str, str]
    is_named: bool

    @property
    def matched(self) -> int:
        """How many columns are read."""
        return sum(len(numbers) for field, numbers in self.columns.items() if field != IGNORED)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Titles that mean nothing here."""
        known = {number for numbers in self.columns.values() for number in numbers}
        return tuple(title for number, title in enumerate(self.titles) if title and number not in known)


def record_table(grid: Grid, titles: Titles, file_name: str, progress: Progress = silent) -> Table | None:
    """The table on a sheet with the kind that suits it best: that which its name tells, then that which knows
    most of its columns. None where no kind's needed fields are all there, or where two suit equally."""
    found: list[Table] = []
    for kind in titles.kinds:
        for place, first_data, header in headers(grid, kind.meaning):
            table = _table(grid, kind, place, first_data, header, file_name, progress)
            if table is not None:
                found.append(table)
                break
    ranked = sorted(found, key=lambda table: (table.is_named, table.matched), reverse=True)
    if not ranked:
        return None
    best = [t for t in ranked if (t.is_named, t.matched) == (ranked[0].is_named, ranked[0].matched)]
    return best[0] if len(best) == 1 else None


def lacking(grid: Grid, titles: Titles, file_name: str) -> str:
    """What a sheet lacks that names a kind and has some of its columns; empty where it is like none."""
    for kind in titles.kinds:
        for place, _, header in headers(grid, kind.meaning):
            name = f"{text_above(grid, place)}\n{grid.name}\n{file_name}"
            meant = {field for title in header if (field := kind.meaning(title)) not in (None, IGNORED)}
            if len(meant) < _ALIKE or not kind.is_named(name):
                continue
            missing = [field for field in kind.needs if field not in {*meant, *kind.told_by(name)}]
            if missing:
                return (
                    f"像是“{kind.kind.chinese}”，但没有找到这些列：{'、'.join(map(kind.title_of, missing))}"
                )
    return ""


def _table(
    grid: Grid,
    kind: KindTitles,
    place: int,
    first_data: int,
    header: tuple[str, ...],
    file_name: str,
    progress: Progress,
) -> Table | None:
    columns: dict[str, tuple[int, ...]] = {}
    for number, title in enumerate(header):
        if (field := kind.meaning(title)) is not None:
            columns[field] = (*columns.get(field, ()), number)
    if not set(kind.needs) <= {*columns, *kind.from_name}:
        return None
    name = f"{text_above(grid, place)}\n{grid.name}\n{file_name}"
    told = next((t for each in dict.fromkeys(name.split("\n")) if (t := kind.told_by(each))), {})
    if not set(kind.needs) <= {*columns, *told}:
        return None
    ordered = {
        field: tuple(sorted(numbers, key=lambda number: kind.preference(header[number])))
        for field, numbers in columns.items()
    }
    rows = grid.below(first_data, progress)
    return Table(kind, grid.name, header, ordered, rows, told, kind.is_named(name))


def take_rows(table: Table, intake: AnyIntake) -> None:
    """Take in every row of a table."""
    named = {
        field: re.sub(r"\s+", "", table.titles[numbers[0]])
        for field, numbers in table.columns.items()
        if numbers
    }
    for row in _whole(table, table.rows):
        cells = _fields(table, row)
        if cells is not None:
            intake.take({**table.told, **cells}, row.number, named, sheet=table.name)


def _fields(table: Table, row: Row) -> dict[str, object] | None:
    """Field → cell; None for a row that is no record: a header once more, a remark, a number and nothing."""
    read = {f: numbers for f, numbers in table.columns.items() if f != IGNORED}
    cells: dict[str, object] = {}
    for field, numbers in read.items():
        filled = [number for number in numbers if row.text(number)]
        if filled:
            cells[field] = row.cells[filled[0]]
    if not cells:
        return None
    texts = [text for text in row.texts if text]
    if len(texts) <= 2 and _REMARK.search(texts[0]):
        return None
    header = len(cells) > 1 and all(
        table.titles_of.meaning(text_of(cell)) == field for field, cell in cells.items()
    )
    return None if header else cells


def _whole(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with 同上 resolved; a record merged over several rows is one."""
    identifying = {
        number for field in table.titles_of.kind.identified_by for number in table.columns.get(field, ())
    }
    above: dict[int, object] = {}
    pending: Row | None = None
    for row in rows:
        same = {number for number in range(len(row.cells)) if row.text(number) in _SAME_AS_ABOVE}
        cells = tuple(above.get(n) if n in same else cell for n, cell in enumerate(row.cells))
        above = dict(enumerate(cells))
        current = Row(row.number, cells, row.continued)
        if pending is not None and identifying and identifying <= row.continued:
            pending = _joined(pending, current)
            continue
        if pending is not None:
            yield pending
        pending = current
    if pending is not None:
        yield pending


def _joined(upper: Row, lower: Row) -> Row:
    cells = list(upper.cells) + [None] * (len(lower.cells) - len(upper.cells))
    for number, cell in enumerate(lower.cells):
        if number not in lower.continued and text_of(cell):
            cells[number] = f"{text_of(cells[number])}\n{text_of(cell)}".strip()
    return Row(upper.number, tuple(cells), upper.continued)
