"""Figures of surveys as data and as a workbook for the departments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from shared.surveys.figures import MARKS, Figures, Group
from shared.words import Words

FOR = ("审判管理办公室", "纪检监察室")
_MARKS = ("很满意", "满意", "一般", "不满意", "很不满意")
_FIGURES = ("份数", "平均分", *_MARKS)
_FACES = {"kiosk": "触摸屏", "voice": "电话", "mobile": "手机"}
_WIDTHS = (16, 22, 12, 10, 10, 10, 10, 10, 10, 10)

Named = Callable[[Group], Sequence[str]]


def as_data(found: Figures) -> dict[str, object]:
    """The figures in JSON's types; a mean is a number with two decimals."""
    whole = found.whole()
    return {
        "for": list(FOR),
        "months": list(found.months),
        "whole": _data(whole) if whole else None,
        "by_service": [_data(group) for group in found.by("about")],
        "by_face": [_data(group) for group in found.by("face")],
        "by_month": [_data(group) for group in found.by("month")],
        "groups": [_data(group) for group in found.groups],
        "rest": _data(found.rest) if found.rest else None,
        "unshown": found.unshown,
        "comments": [
            {"service": each.about, "month": each.month, "text": each.text, "masked": each.masked}
            for each in found.comments
        ],
    }


def write_book(found: Figures, words: Words, file: Path) -> None:
    """OSError: the file cannot be written."""

    def about(group: Group) -> str:
        return words(f"survey.about-{group.about}") if group.about else "合并"

    book = Workbook()
    page: Any = book.active
    page.title = "明细"
    rest = [found.rest] if found.rest else []
    title = f"意见搜集（{found.months[0]} 至 {found.months[-1]}），送{'、'.join(FOR)}"
    rows = [
        *(_row((g.month, about(g), _FACES[g.face]), g) for g in found.groups),
        *(_row(("合并", "合并", "合并"), g) for g in rest),
    ]
    if (whole := found.whole()) is not None:
        rows.append(_row(("合计", "", ""), whole))
    _fill(page, title, ("月份", "方面", "渠道", *_FIGURES), rows)
    for name, what, named in (
        ("按方面", "about", about),
        ("按渠道", "face", lambda group: _FACES[group.face]),
        ("按月份", "month", lambda group: group.month),
    ):
        sheet: Any = book.create_sheet(name)
        groups = found.by(what)  # type: ignore[arg-type]
        rows = [_row((named(group),), group) for group in groups]
        rows += [_row(("合并",), group) for group in rest]
        _fill(sheet, f"{name}（不足五份的合并计算）", (name[1:], *_FIGURES), rows)
    comments: Any = book.create_sheet("意见")
    listed = [
        (
            each.month or "合并",
            words(f"survey.about-{each.about}") if each.about else "合并",
            "有" if each.masked else "",
            each.text,
        )
        for each in found.comments
    ]
    _fill(comments, "意见（个人信息已隐去）", ("月份", "方面", "隐去", "意见"), listed)
    comments.column_dimensions["D"].width = 90
    book.save(file)


def _data(group: Group) -> dict[str, object]:
    return {
        "service": group.about, "face": group.face, "month": group.month, "answers": group.answers,
        "mean": group.mean, "marks": {str(mark): group.marks[mark] for mark in MARKS},
    }  # fmt: skip


def _row(names: Sequence[str], group: Group) -> Sequence[object]:
    return (*names, group.answers, group.mean, *(group.marks[mark] for mark in MARKS))


def _fill(page: Any, title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    page.append([title])
    page["A1"].font = Font(bold=True, size=14)
    page.append(list(head))
    for cell in page[2]:
        cell.font = Font(bold=True)
    for line, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            cell = page.cell(line, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # text, whatever it begins with: never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[chr(64 + column)].width = width
    page.freeze_panes = "A3"
