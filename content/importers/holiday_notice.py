"""The State Council's notice of a year's days off, from its text as it was published.

一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from content.days_off import HOLIDAYS
from content.importers.dates import half_width
from content.importers.hearings import Outcome
from content.importers.intake import derived_id
from content.importers.reasons import Reason, Refusal
from content.records import Holiday
from content.store import Store

_TITLE = re.compile(r"(20[0-9]{2})\s*年\s*(?:部分)?\s*(?:法定)?\s*节\s*假\s*日\s*(?:放假)?\s*安\s*排")
_NUMBER = re.compile(r"国办发明电\s*[〔\[(]\s*20[0-9]{2}\s*[〕\])]\s*[0-9]+\s*号")
_ITEM = re.compile(
    r"^\s*[一二三四五六七八九十]+\s*[、.．]\s*(?P<name>[^:\n]{2,20}?)\s*:(?P<told>.+)$", re.MULTILINE
)
_DAY = re.compile(
    r"(?:(?P<year>20[0-9]{2})年)?(?:(?P<month>[0-9]{1,2})月)?(?P<day>[0-9]{1,2})日(?:\s*\([^)]{1,24}\))?"
)
_TO = re.compile(r"\s*(?:至|到|-|—|–|~)+\s*")
_COUNT = re.compile(r"共\s*([0-9]+)\s*天")


def is_holiday_notice(text: str) -> bool:
    """Whether the text is such a notice: it names the year, and lists holidays with days off."""
    plain = half_width(text)
    return _TITLE.search(plain) is not None and any(
        "放假" in item["told"] for item in _ITEM.finditer(plain) if _named(item["name"])
    )


def import_holiday_notice(text: str, path: Path, store: Store) -> Outcome:
    """Bring a notice into the store, within `store.transaction()`: all of its holidays, or none."""
    outcome = Outcome(kinds={Holiday.record_kind})
    plain = half_width(text)
    title = _TITLE.search(plain)
    assert title is not None  # noqa: S101 - `is_holiday_notice` found it
    year = int(title[1])
    number = _NUMBER.search(plain)
    found: list[Holiday] = []
    for item in _ITEM.finditer(plain):
        if not _named(item["name"]):
            continue
        read = _holiday(item["name"], item["told"], year, number[0] if number else "")
        if read is None:
            line = plain.count("\n", 0, item.start("name")) + 1
            outcome.refused.append(Refusal(path, line, item["name"], Reason.WRONG_HOLIDAY))
        else:
            found.append(read)
    told = "".join(one.name for one in found) + "".join(one.field for one in outcome.refused)
    if missing := [name for name in HOLIDAYS if name not in told]:
        outcome.refused.append(Refusal(path, None, "、".join(missing), Reason.NO_HOLIDAY))
    if outcome.refused:
        return outcome
    for one in found:
        changed = store.put(one)
        outcome.accepted += changed
        outcome.unchanged += not changed
    return outcome


def _named(name: str) -> bool:
    return any(known in name for known in HOLIDAYS)


@dataclass(slots=True)
class _Said:
    days: list[date]
    worked: list[date]


def _holiday(name: str, told: str, year: int, source: str) -> Holiday | None:
    """The holiday that a line tells; None where it cannot be read, or contradicts itself."""
    said = _Said([], [])
    month = 0
    for clause in filter(str.strip, re.split(r"[。;]", told)):
        try:
            days, month = _days(clause, year, month)
        except ValueError:
            return None
        if "上班" in clause:
            said.worked += days
        elif "放假" in clause or "休" in clause:
            said.days += days
    if not said.days:
        return None
    since, until = min(said.days), max(said.days)
    count = _COUNT.search(told)
    if count and int(count[1]) != (until - since).days + 1:
        return None
    plain = {
        "year": year,
        "name": name,
        "since": since,
        "until": until,
        "worked": tuple(sorted(said.worked)),
        "source": source,
    }
    try:
        return Holiday.model_validate({**plain, "id": derived_id(Holiday, plain)})
    except ValueError:
        return None


def _days(clause: str, year: int, month: int) -> tuple[list[date], int]:
    """The days that a clause names, those between two included, and the last month that it named. ValueError:
    there is no such day."""
    found: list[date] = []
    end = -1
    for match in _DAY.finditer(clause):
        month = int(match["month"] or month)
        named = int(match["year"]) if match["year"] else year
        day = date(named, month, int(match["day"]))
        if found and _TO.fullmatch(clause, end, match.start()):
            found += _between(found[-1], day)
        found.append(day)
        end = match.end()
    return found, month


def _between(first: date, last: date) -> Iterator[date]:
    for number in range(1, min((last - first).days, 30)):
        yield first + timedelta(days=number)
