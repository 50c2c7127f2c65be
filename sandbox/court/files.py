"""The files that the demo court's clerks would hand in: spreadsheets, announcements in words, guides, Word files."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from sandbox.court.announcements import write_announcements
from sandbox.court.broadcasts import write_broadcasts
from sandbox.court.debtors import write_debtors
from sandbox.court.hearings import DemoHearing, chunks, demo_hearings, split
from sandbox.court.judgments import write_judgments
from sandbox.court.notices import write_notices
from sandbox.court.rosters import write_rosters
from sandbox.court.templates import write_templates

HERE = Path(__file__).parent
COURT = "示范市人民法院"
_HEADER = ("序号", "案号", "案由", "当事人", "开庭时间", "法庭", "承办法官", "备注")
_DIGITS = "〇一二三四五六七八九"


def write_court(folder: Path, today: date, seed: int = 1) -> None:
    """Write all files of the demo court into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, announced = split(demo_hearings(today, seed))
    _spreadsheet(listed, folder / "开庭公告.xlsx")
    (folder / "开庭公告_民二庭.txt").write_text(_announcements(announced, today), encoding="utf-8")
    for name in ("directory.yaml", "court-map.png"):
        shutil.copy(HERE / name, folder / name)
    for name in ("guides", "guidance"):
        shutil.copytree(HERE / name, folder / name, dirs_exist_ok=True)
    write_announcements(folder, today)
    write_rosters(folder, today)
    write_notices(folder, today)
    write_broadcasts(folder, today)
    write_templates(folder)
    write_debtors(folder / "debtors", today, seed)
    write_judgments(folder / "judgments", today, seed)


def _spreadsheet(hearings: list[DemoHearing], file: Path) -> None:
    """As clerks make them: a merged title, then the header, dates in whatever way each hand writes them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "开庭公告"
    sheet.append([f"{COURT}开庭公告"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_HEADER))
    sheet["A1"].font = Font(bold=True, size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append([*_HEADER])
    for number, hearing in enumerate(hearings, start=1):
        sheet.append(
            [
                number,
                hearing.number,
                hearing.cause,
                hearing.parties,
                _written(hearing.starts, number),
                hearing.courtroom,
                hearing.judge,
                hearing.remark,
            ]
        )
    book.save(file)


def _written(starts: datetime, hand: int) -> datetime | str:
    match hand % 3:
        case 0:
            return starts
        case 1:
            return f"{starts:%Y-%m-%d %H:%M}"
    part = "上午" if starts.hour < 12 else "下午"
    hour = starts.hour - 12 * (starts.hour > 12)
    return f"{starts.year}年{starts.month}月{starts.day}日{part}{hour}:{starts:%M}"


def _announcements(hearings: list[DemoHearing], today: date) -> str:
    parts = []
    for group in chunks(hearings, 5):
        cases = "\n".join(_announced(hearing) for hearing in group)
        parts.append(
            f"{COURT}公告\n\n{cases}\n\n特此公告。\n\n{COURT}民事审判第二庭\n{_chinese_day(today)}\n"
        )
    return "\n\n".join(parts)


def _announced(hearing: DemoHearing) -> str:
    if hearing.plaintiff:
        case = f"原告{hearing.plaintiff}与被告{hearing.defendant}{hearing.cause}一案"
    else:
        case = f"被告人{hearing.defendant}{hearing.cause}一案"
    return (
        f"    本院定于{_chinese_moment(hearing.starts)}在{_room(hearing.courtroom)}公开开庭审理"
        f"{hearing.number}{case}，承办法官：{hearing.judge}。"
    )


def _room(courtroom: str) -> str:
    return courtroom if courtroom.endswith("人民法庭") else f"本院{courtroom}"


def _chinese_day(day: date) -> str:
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_number(day.month)}月{_number(day.day)}日"


def _chinese_moment(moment: datetime) -> str:
    part = "上午" if moment.hour < 12 else "下午"
    hour = _number(moment.hour - 12 * (moment.hour > 12))
    minutes = f"{_number(moment.minute)}分" if moment.minute else ""
    return f"{_chinese_day(moment.date())}{part}{hour}时{minutes}"


def _number(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
