"""Hearing notices from the rows of a clerk's table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from content.case_number import CaseNumber
from content.importers.case_series import case_numbers
from content.importers.causes import split_cause
from content.importers.columns import Column
from content.importers.dates import Moment, half_width, moments, read_cell
from content.importers.grid import Row
from content.importers.hearings import Announced, Outcome, apply, kind_in, postponed_in, revived_in, status_in
from content.importers.reasons import Reason, Refusal, Unread
from content.importers.table import Sheet
from content.records import COURT_ZONE, Hearing
from content.store import Store

_SAME_AS_ABOVE = frozenset({"同上", "〃", "″", '"', "''", "″″", "同前"})
_NOTHING = frozenset({"-", "--", "—", "——", "/", "\\", "无", "暂无", "null", "none", "n/a"})
_LONGEST = 2_000
# What may join several case numbers in a cell.
_SERIES = re.compile(r"[、,，;；\-—–~至到和与及]")
_BLANKS = re.compile(r"\s+")
_BETWEEN_CHINESE = re.compile(r"(?<=[\u3000-\uffef])\s+(?=[\u3000-\uffef])")
# 张　三 is one name, and so is Wang Shifan.
_NOT_IN_LATIN = re.compile(r"(?<![A-Za-z.])\s+|\s+(?![A-Za-z])")
_SIDES = {Column.PLAINTIFF: "原告", Column.DEFENDANT: "被告", Column.THIRD_PARTY: "第三人"}
_BETWEEN_PEOPLE = re.compile(r"[\n、,，;；]")


def import_sheets(sheets: tuple[Sheet, ...], path: Path, store: Store, today: date) -> Outcome:
    """Bring tables of hearings into the store, within `store.transaction()`."""
    refused: list[Refusal] = []

    def announced() -> Iterator[Announced]:
        for sheet in sheets:
            for found in _Reader(sheet, path, today).read():
                if isinstance(found, Refusal):
                    refused.append(found)
                else:
                    yield found

    outcome = apply(announced(), store, path, today)
    outcome.kinds.add(Hearing.record_kind)
    unknown = dict.fromkeys(title for sheet in sheets for title in sheet.unknown)
    outcome.unread += [Unread(path, Hearing.chinese, title) for title in unknown]
    outcome.refused = sorted((*refused, *outcome.refused), key=lambda refusal: refusal.row or 0)
    return outcome


class _Reader:
    """Reads the rows of one sheet in order: a cell may say 同上."""

    def __init__(self, sheet: Sheet, path: Path, today: date) -> None:
        self._sheet, self._path, self._today = sheet, path, today
        self._above: dict[int, object] = {}
        preference = sheet.known.preference
        self._ordered = {
            meaning: tuple(sorted(columns, key=lambda column: preference(sheet.titles[column])))
            for meaning, columns in sheet.columns.items()
        }
        self._default_kind = kind_in(f"{sheet.above} {sheet.name} {' '.join(sheet.titles)}")

        self._day = self._day_above()

    def read(self) -> Iterator[Announced | Refusal]:
        pending: list[Announced] = []
        for row in self._sheet.rows:
            if pending and self._continues(row):
                pending = [self._joined(one, row) for one in pending]
                continue
            yield from pending
            pending = []
            if self._is_no_hearing(row):
                continue
            found = self._row(row)
            same = [c for c, text in enumerate(row.texts) if text in _SAME_AS_ABOVE and c in self._above]
            self._above = {**dict(enumerate(row.cells)), **{column: self._above[column] for column in same}}
            if isinstance(found, Refusal):
                yield found
            else:
                pending = found
        yield from pending

    def _day_above(self) -> date | None:
        """The day of a table for one day: in its title or the sheet's name, and in none of its first rows."""
        columns = [*self._columns(Column.START), *self._columns(Column.TIME), *self._columns(Column.DATE)]
        cells = (self._value(row, column) for row in self._sheet.first for column in columns)
        if any(cell is not None and read_cell(cell, self._today).day is not None for cell in cells):
            return None
        titles = re.sub(
            r"(?:制表|填表|发布|公告|打印|更新)(?:日期|时间)?[:：\s].*",
            "",
            f"{self._sheet.above}\n{self._sheet.name}",
        )
        days = {moment.day for moment in moments(titles, self._today) if moment.day is not None}
        day = days.pop() if len(days) == 1 else None
        return day if isinstance(day, date) else None

    def _columns(self, meaning_: Column) -> tuple[int, ...]:
        return self._ordered.get(meaning_, ())

    def _title(self, column: int) -> str:
        return re.sub(r"\s+", "", self._sheet.titles[column])

    def _text(self, row: Row, meaning_: Column) -> str:
        for column in self._columns(meaning_):
            text = row.text(column)
            if text in _SAME_AS_ABOVE:
                text = str(self._above.get(column) or "")
            if text and text.strip().lower() not in _NOTHING:
                return text
        return ""

    def _value(self, row: Row, column: int) -> object:
        if row.text(column) in _SAME_AS_ABOVE:
            return self._above.get(column)
        return row.cells[column] if column < len(row.cells) and row.text(column) else None

    def _continues(self, row: Row) -> bool:
        """The lower part of a case whose cell is merged over several rows: a row for each party. A row with a
        start of its own is another hearing of the case."""
        if not any(column in row.continued for column in self._columns(Column.CASE_NUMBER)):
            return False
        starts = (*self._columns(Column.START), *self._columns(Column.DATE), *self._columns(Column.TIME))
        return not any(row.text(column) and column not in row.continued for column in starts)

    def _joined(self, one: Announced, row: Row) -> Announced:
        fresh = [
            f"{self._role_of(row) if kind is Column.PARTIES else ''}{row.text(column)}"
            for kind in (Column.PARTIES, Column.PLAINTIFF, Column.DEFENDANT, Column.THIRD_PARTY)
            for column in self._columns(kind)
            if row.text(column) and column not in row.continued
        ]
        more = [_one_line(text) for text in fresh if _one_line(text) not in one.details.get("parties", "")]
        parties = "；".join(filter(None, (one.details.get("parties", ""), *more)))
        return replace(one, details=one.details | {"parties": parties})

    def _role_of(self, row: Row) -> str:
        """原告, where a column of its own tells it of the person beside."""
        role = next((row.text(column) for column in self._columns(Column.ROLE)), "")
        return role if role and self._text(row, Column.PARTIES) else ""

    def _is_no_hearing(self, row: Row) -> bool:
        """A repeated header, a signature or remark below the table, or a row with nothing but its number."""
        case = self._text(row, Column.CASE_NUMBER)
        if any(re.fullmatch(r"(?:合|总|小|共)\s*计[:：]?", text) for text in row.texts):
            return True
        if case and self._sheet.known.meaning(case) is Column.CASE_NUMBER:
            return True
        if case and case_numbers(case):
            return False
        told = {
            row.text(column)
            for kind, columns in self._sheet.columns.items()
            if kind is not Column.IGNORED
            for column in columns
            if row.text(column) and column not in row.continued
        }
        if case and CaseNumber.parse(case) is None and len(told) == 1:
            return not re.search(r"\d", half_width(case)) or bool(
                re.search(r"[共计注]|制表|填表|审核|联系", case)
            )
        return len(told) < 2 or any(re.match(r"制表|填表|审核人|合\s*计|共计|注[:：]", text) for text in told)

    def _row(self, row: Row) -> list[Announced] | Refusal:
        case_column = self._columns(Column.CASE_NUMBER)[0]
        case_text = self._text(row, Column.CASE_NUMBER)
        if not case_text:
            return self._refused(row, case_column, Reason.NO_CASE_NUMBER)
        cases = _cases(case_text)
        if not cases:
            return self._refused(row, case_column, Reason.WRONG_CASE_NUMBER)
        remark = " ".join(filter(None, (self._text(row, Column.STATE), self._text(row, Column.NOTE))))
        status = status_in(remark)
        if status == "changed" and postponed_in(remark) and not self._tells_start(row):
            status = "cancelled"
        when = self._start(row, optional=status == "cancelled")
        if isinstance(when, Refusal):
            return when
        starts_at, time_column = when
        details = self._details(row)
        for name, text in details.items():
            if len(text) > _LONGEST:
                return Refusal(self._path, row.number, name, Reason.TOO_LONG)
        previous = self._previous(row, remark)
        if status == "scheduled" and previous is not None and previous.day is not None:
            status = "changed"
        earlier, earlier_day = _earlier(previous if status != "cancelled" else None, starts_at)
        kind_text = f"{self._text(row, Column.KIND)} {remark}"
        kind = kind_in(kind_text)
        if kind == "hearing" and "开庭" not in kind_text:
            kind = self._default_kind
        return [
            Announced(
                row=row.number,
                case=case,
                starts_at=starts_at,
                time_field=self._title(time_column),
                kind=kind,
                status=status,
                revived=revived_in(remark),
                details=details,
                sheet=self._sheet.name,
                previous=earlier,
                previous_day=earlier_day,
            )
            for case in cases
        ]

    def _refused(self, row: Row, column: int, reason: Reason) -> Refusal:
        return Refusal(self._path, row.number, self._title(column), reason)

    def _tells_start(self, row: Row) -> bool:
        columns = (*self._columns(Column.START), *self._columns(Column.DATE), *self._columns(Column.TIME))
        return any(row.text(column).lower() not in {"", *_NOTHING} for column in columns)

    def _start(self, row: Row, *, optional: bool) -> tuple[datetime | None, int] | Refusal:
        """The start from one column or from a day and a time column, with the column to name for it."""
        starts, dates, times = (self._columns(kind) for kind in (Column.START, Column.DATE, Column.TIME))
        read: dict[int, Moment] = {}
        for column in (*starts, *dates, *times):
            value = self._value(row, column)
            if value is None or str(value).strip().lower() in _NOTHING:
                continue
            read[column] = moment = read_cell(value, self._today)
            if moment.empty:
                wrong = Reason.WRONG_DATE if column in dates else Reason.WRONG_TIME
                return self._refused(row, column, wrong)
        day = next(((c, read[c].day) for c in (*starts, *dates, *times) if c in read and read[c].day), None)
        at = next(
            ((c, read[c].at) for c in (*times, *starts, *dates) if c in read and read[c].at is not None), None
        )
        if day is None and self._day is not None:
            day = ((*dates, *starts, *times)[0], self._day)
        for found in (day, at):
            if found is not None and isinstance(found[1], Reason):
                return self._refused(row, found[0], found[1])
        main = (*starts, *times, *dates)[0]
        if day is not None and at is not None and isinstance(day[1], date) and isinstance(at[1], time):
            return datetime.combine(day[1], at[1], COURT_ZONE), at[0]
        if optional and day is None and at is None:
            return None, main
        if day is None:
            return self._refused(row, (*dates, *starts, *times)[0], Reason.NO_DATE)
        return self._refused(row, (*times, *starts, *dates)[0], Reason.NO_TIME)

    def _previous(self, row: Row, remark: str) -> Moment | None:
        for column in self._columns(Column.PREVIOUS):
            value = self._value(row, column)
            if value is not None and not (found := read_cell(value, self._today)).empty:
                return found
        named = re.search(
            r"(?:原定?|由|从)(?:于|开庭时间|时间)?[^0-9二一十年月]{0,8}(.{4,40})", remark, re.DOTALL
        )
        if not named:
            return None
        found = read_cell(named[1], self._today)
        return None if found.empty else found

    def _details(self, row: Row) -> dict[str, str]:
        cause = _one_line(self._text(row, Column.CAUSE))
        parties = self._role_of(row) + _listed(self._text(row, Column.PARTIES))
        if not parties:
            parties = "，".join(
                f"{_role(self._title(column), kind)}{_listed(text)}"
                for kind in (Column.PLAINTIFF, Column.DEFENDANT, Column.THIRD_PARTY)
                for column in self._columns(kind)
                if (text := row.text(column)) and text.lower() not in _NOTHING
            )
        name = _one_line(self._text(row, Column.CASE_NAME))
        if name and not (cause and parties):
            named, told = split_cause(name)
            cause, parties = cause or told, parties or named
        return {
            "cause": cause,
            "parties": parties,
            "courtroom": _one_line(self._text(row, Column.COURTROOM)),
            "judge": _people(self._text(row, Column.JUDGE)),
            "clerk": _people(self._text(row, Column.CLERK)),
            "note": "；".join(
                dict.fromkeys(
                    text
                    for kind in (Column.STATE, Column.NOTE)
                    if (text := _one_line(self._text(row, kind))) and text.lower() != "scheduled"
                )
            ),
        }


def _cases(text: str) -> list[CaseNumber]:
    joined = "".join(half_width(text).split())
    whole = CaseNumber.parse(joined)
    if whole is not None and not _SERIES.search(joined):
        return [whole]
    found = [one.number for one in case_numbers(joined)]
    if whole is not None and len(found) < 2:
        return [whole]
    return list({number.key: number for number in found}.values())


def _earlier(previous: Moment | None, starts_at: datetime | None) -> tuple[datetime | None, date | None]:
    """The previous start as far as it is told: the moment, or only its day."""
    if previous is None:
        return None, None
    day = previous.day if isinstance(previous.day, date) else starts_at.date() if starts_at else None
    if day is not None and isinstance(previous.at, time):
        moment = datetime.combine(day, previous.at, COURT_ZONE)
        return (None if moment == starts_at else moment), None
    return None, previous.day if isinstance(previous.day, date) and previous.at is None else None


def _one_line(text: str) -> str:
    return _BETWEEN_CHINESE.sub("", _BLANKS.sub(" ", text)).strip()


def _listed(text: str) -> str:
    """Parties, one a line in the cell, as one line."""
    lines = [_BLANKS.sub(" ", line).strip(" ,，;；、") for line in text.split("\n")]
    return "，".join(filter(None, lines))


def _people(text: str) -> str:
    lines = [_NOT_IN_LATIN.sub("", line).strip("、,，;； ") for line in _BETWEEN_PEOPLE.split(text)]
    return "、".join(filter(None, lines))


def _role(title: str, side: Column) -> str:
    """原告, 上诉人 ... as the column says; without what stands in brackets or after a stroke."""
    if title.isascii():
        return _SIDES[side]
    return re.split(r"[(（/、\[【]", title)[0].removesuffix("姓名").removesuffix("名称").removesuffix("方")
