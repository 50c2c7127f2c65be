"""What programs save as .xls or .et and is none: a text parted by tabs or commas, or a web page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from content.importers.encoding import decode
from content.importers.grid import Grid, Row

_MOST_BYTES = 50_000_000
_MOST_SPAN = 100


def is_disguised(path: Path) -> bool:
    """Whether the file is a table in text, whatever its name."""
    try:
        with path.open("rb") as file:
            start = file.read(64_000)
    except OSError:
        return False
    if start.startswith((b"\xd0\xcf\x11\xe0", b"PK")):
        return False
    return b"<table" in start.lower() or any(
        sum(map(line.count, (b",", b"\t"))) > 1 for line in start.split(b"\n")
    )


def page_grids(path: Path) -> list[Grid] | None:
    """The tables of a web page as sheets; None where the file is none."""
    if path.stat().st_size > _MOST_BYTES:
        return None
    text = decode(path.read_bytes())
    if text is None or "<table" not in text.lower():
        return None
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return [Grid("", list(_numbered(table))) for table in reader.tables]


@dataclass(slots=True)
class _Line:
    cells: list[str] = field(default_factory=list)
    continued: set[int] = field(default_factory=set)


def _numbered(table: list[_Line]) -> Iterator[Row]:
    for number, line in enumerate(table, start=1):
        if any(line.cells):
            yield Row(number, tuple(line.cells), frozenset(line.continued))


class _Tables(HTMLParser):
    """The cells of each table; what spans several columns stands in the first, what spans rows in each."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[_Line]] = []
        self._cell: list[str] | None = None
        self._span = self._rows = 1
        self._reaches: dict[int, tuple[int, str]] = {}  # column → rows below that a cell reaches into

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
            self._reaches = {}
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append(_Line())
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self._end_cell()
            self._fill_from_above()
            told = dict(attrs)
            self._cell = []
            self._span, self._rows = _number(told.get("colspan")), _number(told.get("rowspan"))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            line, text = self.tables[-1][-1], "".join(self._cell).strip()
            if self._rows > 1:
                self._reaches[len(line.cells)] = self._rows - 1, text
            line.cells += [text, *[""] * (self._span - 1)]
            self._cell = None

    def _fill_from_above(self) -> None:
        line = self.tables[-1][-1]
        while (place := len(line.cells)) in self._reaches:
            rows, text = self._reaches.pop(place)
            line.cells.append(text)
            line.continued.add(place)
            if rows > 1:
                self._reaches[place] = rows - 1, text


def _number(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isascii() and text.isdigit() and int(text) else 1
