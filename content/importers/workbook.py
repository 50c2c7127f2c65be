"""Spreadsheets (xlsx, csv) of any kind: each sheet goes to those who read its kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain, islice
from pathlib import Path

from content.importers.debtors import DebtorIntake
from content.importers.grid import Grid, Row, UnreadableFileError, csv_rows, read_grids
from content.importers.hearings import Outcome
from content.importers.intake import intake_for
from content.importers.reasons import Reason, Refusal, Unread
from content.importers.record_table import Table, lacking, record_table, take_rows
from content.importers.sheet import import_sheets
from content.importers.table import Sheet, hearing_sheet
from content.importers.titles import HEARING_NAMES, Titles
from content.records import Debtor
from content.store import Store

# Enough to know a table by.
_FIRST_ROWS = 60


def import_workbook(path: Path, store: Store, today: date, titles: Titles, *, whole: bool = False) -> Outcome:
    """Bring one file into the store, within `store.transaction()`.

    With `whole`, the file is the whole of the lists that it holds: what it no longer names is withdrawn.
    """
    try:
        if path.suffix.lower() == ".csv" and (long := _debtors_in(path, titles)) is not None:
            return import_debtors(*long, path, store, today, whole=whole)
        grids = list(read_grids(path, titles.is_title))
    except UnreadableFileError:
        return Outcome(refused=[Refusal(path, None, "", Reason.NOT_READABLE)])
    return import_grids(grids, path, store, today, titles, whole=whole)


def import_debtors(
    table: Table, rows: Iterable[Row], path: Path, store: Store, today: date, *, whole: bool
) -> Outcome:
    """Bring a table of debtors into the store, row by row, within `store.transaction()`."""
    intake = DebtorIntake(table.titles_of, path, store, today)
    take_rows(table, intake, rows)
    intake.outcome.unread += [Unread(path, Debtor.chinese, title) for title in table.unknown]
    return intake.end(whole=whole)


def import_grids(
    grids: list[Grid], path: Path, store: Store, today: date, titles: Titles, *, whole: bool = False
) -> Outcome:
    """Bring sheets into the store, within `store.transaction()`."""
    hearings: list[Sheet] = []
    tables: list[Table] = []
    refused: list[Refusal] = []
    for grid in grids:
        hearing, table = hearing_sheet(grid, titles.hearing), record_table(grid, titles, path.stem)
        if hearing is not None and (table is None or not _rather(table, hearing, path)):
            hearings.append(hearing)
        elif table is not None:
            tables.append(table)
        elif reason := lacking(grid, titles, path.stem):
            refused.append(Refusal(path, None, grid.name, reason))
    if not hearings and not tables:
        return Outcome(refused=refused or [Refusal(path, None, "", Reason.NO_TABLE)])
    outcome = Outcome(refused=refused)
    if hearings:
        outcome.add(import_sheets(tuple(hearings), path, store, today))
    for kind in dict.fromkeys(table.titles_of for table in tables):
        intake = intake_for(kind, path, store, today)
        for table in (each for each in tables if each.titles_of is kind):
            take_rows(table, intake)
            outcome.unread += [Unread(path, kind.kind.chinese, title) for title in table.unknown]
        outcome.add(intake.end(whole=whole))
    return outcome


def _debtors_in(path: Path, titles: Titles) -> tuple[Table, Iterable[Row]] | None:
    """A csv file of debtors, which may have a million rows: its table by its first rows, and all rows."""
    rows = csv_rows(path)
    first = list(islice(rows, _FIRST_ROWS))
    table = record_table(Grid("", first), titles, path.stem)
    if table is None or table.titles_of.kind is not Debtor:
        return None
    return table, chain(table.rows, rows)


def _rather(table: Table, hearing: Sheet, path: Path) -> bool:
    """Whether a sheet is a table of that kind rather than one of hearings."""
    name = f"{hearing.above} {hearing.name} {path.stem}"
    named = any(word in name for word in HEARING_NAMES)
    return (table.is_named, table.matched) > (named, hearing.matched)
