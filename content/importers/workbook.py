"""Spreadsheets (xlsx, csv) of any kind: each sheet goes to those who read its kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from content.importers.disguised import page_grids
from content.importers.excel import open_workbook
from content.importers.grid import Grid, csv_grid
from content.importers.hearings import Outcome
from content.importers.intake import intake_for
from content.importers.reasons import Reason, Refusal, Unread
from content.importers.record_table import Table, lacking, record_table, take_rows
from content.importers.sheet import import_sheets
from content.importers.table import Sheet, hearing_sheet
from content.importers.titles import HEARING_NAMES, Titles
from content.progress import Progress, silent
from content.store import Store

# What may be a text or a web page under the name of a workbook.
DISGUISES = (".xls", ".et")


def import_workbook(
    path: Path,
    store: Store,
    today: date,
    titles: Titles,
    *,
    whole: bool = False,
    progress: Progress = silent,
) -> Outcome:
    """Bring one file into the store, within `store.transaction()`. Raises `UnreadableFileError`, and rows may
    have been written already.

    With `whole`, the file is the whole of the lists that it holds: what it no longer names is withdrawn.
    """
    if path.suffix.lower() in DISGUISES and (grids := page_grids(path)) is not None:
        return _import(grids, path, store, today, titles, whole, progress)
    if path.suffix.lower() in (".csv", *DISGUISES):
        return _import([csv_grid(path)], path, store, today, titles, whole, progress)
    with open_workbook(path, titles.is_title) as grids:
        return _import(grids, path, store, today, titles, whole, progress)


def _import(
    grids: list[Grid],
    path: Path,
    store: Store,
    today: date,
    titles: Titles,
    whole: bool,
    progress: Progress,
) -> Outcome:
    hearings: list[Sheet] = []
    tables: list[Table] = []
    refused: list[Refusal] = []
    for grid in grids:
        hearing = hearing_sheet(grid, titles.hearing, progress)
        table = record_table(grid, titles, path.stem, progress)
        if hearing is not None and (table is None or not _rather(table, hearing, path)):
            hearings.append(hearing)
        elif table is not None:
            tables.append(table)
        elif reason := lacking(grid, titles, path.stem):
            refused.append(Refusal(path, None, grid.name, reason))
        if grid.hidden_rows and (hearing or table):
            refused.append(Refusal(path, grid.hidden_rows[0], grid.name, Reason.HIDDEN_ROWS))
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


def _rather(table: Table, hearing: Sheet, path: Path) -> bool:
    """Whether a sheet is a table of that kind rather than one of hearings."""
    name = f"{hearing.above} {hearing.name} {path.stem}"
    named = any(word in name for word in HEARING_NAMES)
    return (table.is_named, table.matched) > (named, hearing.matched)
