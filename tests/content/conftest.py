from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from content.records import COURT_ZONE
from content.store import Store

HEADER = ("序号", "案号", "案由", "当事人", "开庭时间", "法庭", "承办法官", "备注")
SheetMaker = Callable[..., Path]


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 24, 8, 30, tzinfo=COURT_ZONE)


@pytest.fixture
def today(now: datetime) -> date:
    return now.date()


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store.in_memory()
    yield made
    made.close()


@pytest.fixture
def sheet(tmp_path: Path) -> SheetMaker:
    """Writes an xlsx as a clerk does: a title over the whole width, the header, the rows."""

    def make(
        *rows: Sequence[object],
        header: Sequence[object] = HEADER,
        title: str = "示范市人民法院开庭公告",
        name: str = "开庭公告.xlsx",
    ) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        page.append([title])
        page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(header))
        page.append(list(header))
        for row in rows:
            page.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return make
