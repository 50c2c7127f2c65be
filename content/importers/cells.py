"""From what stands in a cell to what a record's field takes: days, amounts, yes and no, lists, texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from content.importers.dates import ANY, half_width, read_cell
from content.importers.grid import text_of
from content.importers.reasons import Reason
from content.importers.titles import value_in
from content.records import COURT_ZONE

_NOTHING = frozenset({"-", "--", "—", "——", "/", "\\", "无", "暂无", "null", "none", "n/a", "nan"})
_YES = frozenset({"是", "有", "√", "✓", "y", "yes", "true", "1", "对"})
_NO = frozenset({"否", "无", "×", "✗", "n", "no", "false", "0", "不是", "没有"})
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_AMOUNT = re.compile(
    r"[￥¥]?\s*([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(亿|万|千|百)?\s*(?:元|人民币|RMB)?(?:整|正)?", re.I
)
_UNITS = {"亿": 100_000_000, "万": 10_000, "千": 1_000, "百": 100}
# A text that may be this long may have paragraphs; a shorter one is a line. The longest are kept as they
# are: blanks at the ends of lines mean something in Markdown.
_LONG, _LONGEST = 4_000, 100_000


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands there cannot be read."""

    reason: str


def says_nothing(cell: object) -> bool:
    """An empty cell, or one with a stroke."""
    text = text_of(cell)
    return not text or text.lower() in _NOTHING


def read_value(field: FieldInfo, cell: object, words: Mapping[str, str], today: date) -> Any:
    """The value that a field of a record takes from a cell, or `Wrong`.

    What is no single value (a list or an object of a JSON file) is left to the record's model.
    """
    wanted, strings = _wanted(field.annotation, field.metadata)
    if isinstance(cell, Mapping) or (isinstance(cell, list | tuple) and _is_parts(wanted)):
        return cell
    if get_origin(wanted) is Literal:
        return _choice(text_of(cell), get_args(wanted), words)
    if get_origin(wanted) is tuple:
        many = cell if isinstance(cell, list | tuple) else _SEPARATORS.split(text_of(cell))
        if get_args(wanted)[0] is date:
            days = [_day(each, today) for each in many if not says_nothing(each)]
            return next((each for each in days if isinstance(each, Wrong)), days)
        return [one for each in many if (one := text_of(each))]
    if isinstance(cell, list | tuple):
        return cell
    if wanted is bool:
        return _yes_or_no(text_of(cell))
    if wanted is date:
        return _day(cell, today)
    if wanted in (datetime, AwareDatetime):
        extra = field.json_schema_extra
        return _moment(cell, today, str(extra.get("day", "")) if isinstance(extra, dict) else "")
    if wanted in (int, Decimal):
        return _amount(text_of(cell), whole=wanted is int)
    if wanted is str:
        if words:
            return value_in(text_of(cell), words) or text_of(cell)
        most = (strings.max_length or 0) if strings is not None else 0
        return str(cell) if most >= _LONGEST else _text(cell, long=most >= _LONG)
    return cell


def _wanted(annotation: Any, metadata: list[Any]) -> tuple[Any, StringConstraints | None]:
    """The type behind Annotated and Optional, with what is asked of a string."""
    strings = next((each for each in metadata if isinstance(each, StringConstraints)), None)
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            strings = next((each for each in more if isinstance(each, StringConstraints)), strings)
        elif origin in (Union, UnionType):
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation, strings


def _is_parts(wanted: Any) -> bool:
    parts = get_args(wanted)
    return bool(parts) and isinstance(parts[0], type) and issubclass(parts[0], BaseModel)


def _choice(text: str, allowed: tuple[Any, ...], words: Mapping[str, str]) -> Any:
    plain = text.lower()
    if plain in allowed:
        return plain
    if text in allowed:
        return text
    return value_in(text, words) or Wrong(f"应当是：{'、'.join(dict.fromkeys(words)) or '、'.join(allowed)}")


def _yes_or_no(text: str) -> bool | Wrong:
    plain = text.lower()
    if plain in _YES:
        return True
    return False if plain in _NO else Wrong("应当写“是”或者“否”")


def _day(cell: object, today: date) -> date | Wrong:
    day = read_cell(cell, today, ANY).day
    if isinstance(day, Reason):
        return Wrong(day)
    return day if day is not None else Wrong(Reason.WRONG_DATE)


def _moment(cell: object, today: date, alone: str) -> datetime | Wrong:
    """`alone` says what a day without a time means: its ``start``, its ``end``, or nothing."""
    if isinstance(cell, str):
        try:
            exact = datetime.fromisoformat(cell)
        except ValueError:
            exact = None
        if exact is not None and exact.tzinfo is not None:
            return exact.astimezone(COURT_ZONE)
    found = read_cell(cell, today, ANY)
    for part in (found.day, found.at):
        if isinstance(part, Reason):
            return Wrong(part)
    if not isinstance(found.day, date):
        return Wrong(Reason.WRONG_DATE)
    at = found.at or {"start": time(), "end": time(23, 59)}.get(alone)
    return datetime.combine(found.day, at, COURT_ZONE) if isinstance(at, time) else Wrong(Reason.NO_CLOCK)


def _amount(text: str, *, whole: bool) -> int | Decimal | Wrong:
    found = _AMOUNT.fullmatch(" ".join(half_width(text).split()))
    if found is None:
        return Wrong(Reason.NO_NUMBER)
    try:
        amount = Decimal(found[1].replace(",", "")) * _UNITS.get(found[2] or "", 1)
    except InvalidOperation:
        return Wrong(Reason.NO_NUMBER)
    if not whole:
        return amount
    return int(amount) if amount == int(amount) else Wrong(Reason.NO_NUMBER)


def _text(cell: object, *, long: bool) -> str:
    text = text_of(cell)
    if long:
        return "\n".join(line.strip() for line in text.split("\n")).strip()
    line = re.sub(r"\s+", " ", text)
    # A line broken in the cell, or a name spread over its width: 张　三.
    return re.sub(r"(?<=[\u3400-\u9fff，。；：、]) (?=[\u3400-\u9fff])", "", line)
