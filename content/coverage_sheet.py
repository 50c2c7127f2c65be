"""The report of coverage as a workbook for the departments: one sheet for all, one for each that must act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from content.coverage import STATE_NAMES, Part, Report, State, in_words

_HEAD = ("要求", "内容", "项目", "责任部门", "状态", "条数", "说明")
_DETAILS = ("要求", "项目", "状态", "标题", "编号", "缺少或者过期", "页面地址")
_COLOURS = {
    State.MISSING: "F4C7C3",
    State.PAST: "F9D9B8",
    State.INCOMPLETE: "FFF1CC",
    State.STALE: "FFF1CC",
    State.PRESENT: "DDEFE3",
}


def write_sheet(found: Report, file: Path) -> None:
    """OSError: the file cannot be written."""
    book = Workbook()
    page: Any = book.active
    page.title = "总表"
    rows = [
        (
            part.row,
            part.row_title,
            part.name,
            part.owner,
            STATE_NAMES[part.state],
            part.records,
            in_words(found, part),
        )
        for part in found.parts
    ]
    _fill(
        page,
        f"内容覆盖与时效（{found.made:%Y-%m-%d %H:%M}）",
        _HEAD,
        rows,
        widths=(8, 22, 26, 22, 12, 10, 60),
    )
    for line, part in enumerate(found.parts, start=3):
        page.cell(line, 5).fill = PatternFill("solid", fgColor=_COLOURS[part.state])
    owners = dict.fromkeys(part.owner for part in found.findings)
    for owner in owners:
        mine = [part for part in found.findings if part.owner == owner]
        sheet: Any = book.create_sheet(_sheet_name(owner, book.sheetnames))
        _fill(
            sheet,
            f"{owner}：请补充或者更新",
            _DETAILS,
            _details(found, mine),
            widths=(8, 26, 14, 40, 18, 40, 30),
        )
    book.save(file)


def _details(found: Report, parts: Iterable[Part]) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for part in parts:
        states = "、".join(STATE_NAMES[state] for state in part.states)
        rows.append((part.row, part.name, states, "", "", in_words(found, part), ""))
        for one in part.incomplete:
            fields = "、".join(found.label(name) for name in one.fields)
            rows.append(
                (
                    part.row,
                    part.name,
                    STATE_NAMES[State.INCOMPLETE],
                    one.title,
                    one.id,
                    f"缺{fields}",
                    one.place,
                )
            )
        for one in part.past:
            since = f"{one.since:%Y-%m-%d}" if one.since else ""
            rows.append(
                (part.row, part.name, STATE_NAMES[State.PAST], one.title, one.id, f"{since} 到期", one.place)
            )
    return rows


def _fill(
    page: Any, title: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, widths: Sequence[int]
) -> None:
    page.append([title])
    page["A1"].font = Font(bold=True, size=14)
    page.append(list(head))
    for cell in page[2]:
        cell.font = Font(bold=True)
    for row in rows:
        page.append([None] * len(row))
        for column, value in enumerate(row, start=1):
            cell = page.cell(page.max_row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # text, whatever it begins with: never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[chr(64 + column)].width = width
    page.freeze_panes = "A3"


def _sheet_name(owner: str, taken: Sequence[str]) -> str:
    """Excel allows 31 characters, some of them not, and no name twice."""
    name = re.sub(r"[\[\]:*?/\\]", " ", owner or "未定")[:28]
    return name if name not in taken else f"{name}-{len(taken)}"
