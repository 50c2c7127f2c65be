"""Reading days and times of day as Chinese clerks write them: in cells and in running text.

Digits may be full width or Chinese (二〇二六年十一月二十四日上午九时三十分). GB/T 7408.1 forms and Excel's
own values are read as well. What is written but cannot be so (2月30日) is a `Reason`, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from content.importers.reasons import Reason

# Excel's day numbers for about 2009 to 2064.
_SERIALS = (40_000.0, 60_000.0)

# Same length on both sides, so that places in the text stay.
_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "\u3000\u00a0○Ｏ點時號﹕∶", "  〇〇点时号::"
)
_DIGIT_WORDS = ("〇零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {word: value for value, words in enumerate(_DIGIT_WORDS) for word in words}
_TENS = {"十": 1, "拾": 1, "廿": 2, "卅": 3}

_N = r"[0-9〇零一二两三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾]"
_YEAR = r"(?:[0-9]{4}|[0-9]{2}|[0-9OoＯ〇零一二三四五六七八九贰壹]{4})"
_DATE = rf"""
    (?<![0-9])(?P<year>{_YEAR})\s*年\s*(?P<month>{_N}{{1,3}})\s*月份?\s*(?P<day>{_N}{{1,3}})\s*[日号]?
  | (?<![0-9])(?P<year2>[0-9]{{4}}|[0-9]{{2}}(?=[-/.][0-9]{{1,2}}[-/.]))\s*(?P<mark>[-/.、])\s*
    (?P<month2>[0-9]{{1,2}})\s*(?P=mark)\s*(?P<day2>[0-9]{{1,2}})(?![0-9])
  | (?<![0-9])(?P<month3>[0-9]{{1,2}})/(?P<day3>[0-9]{{1,2}})/(?P<year3>[0-9]{{4}})(?![0-9])
  | (?<![0-9])(?P<month4>{_N}{{1,3}})\s*月\s*(?P<day4>{_N}{{1,3}})\s*[日号]
"""
_FILLER = (
    r"[^\S\n]*[,，、;的Tt]?[^\S\n]*(?:[(【\[]?\s*(?:星期|周|礼拜)\s*[一二三四五六日天1-7]\s*[)】\]]?)?"
    r"(?:[^\S\n]|[,，、;的-])*"
)
_MORNING = "上午|早上|早晨|清晨|早"
_NOON, _AFTERNOON, _NIGHT = "中午|正午", "下午|午后|傍晚|晚上|晚间|晚|夜间", "凌晨"
_PERIOD = rf"{_MORNING}|{_NOON}|{_AFTERNOON}|{_NIGHT}|[aApP]\.?[mM]\.?"
_MINUTE = rf"(?:[0-9]{{1,2}}|{_N}{{1,3}})"
_BARE_MINUTE = rf"(?:[0-9]{{2}}|{_N}{{2,3}})(?!{_N}|[日月号年])"
_TIME = rf"""
    (?P<period>{_PERIOD})?\s*[(]?\s*(?<!{_N})(?:(?P<hour>[0-9]{{1,2}}|{_N}{{1,3}})\s*
    (?: :\s*(?P<minute>[0-9]{{2}})(?![0-9])(?:\s*:\s*[0-9]{{2}}(?:\.[0-9]+)?)?
      | [时点](?!间)\s*
        (?:(?P<part>整|正|半|[一1]刻|[三3]刻)|(?P<minute2>{_MINUTE})\s*分|(?P<minute3>{_BARE_MINUTE}))?
    ))\s*(?P<after>[aApP]\.?[mM]\b\.?)?
"""
_DATE_AT = re.compile(_DATE, re.VERBOSE)
_TIME_AT = re.compile(_TIME, re.VERBOSE)
_FILLER_AT = re.compile(_FILLER)
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})(?:\s*([0-9]{2}):?([0-9]{2})(?:[0-9]{2})?)?")
_DOTTED_TIME = re.compile(rf"({_PERIOD})?\s*([0-9]{{1,2}})\s*[.;,]\s*([0-9]{{2}})")
_BARE_DATE = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})(?![0-9])(?!\s*[-/.:])")


@dataclass(frozen=True, slots=True)
class Within:
    """What is believed: days as far from today as `far` (None: any), times of day between the two."""

    far: timedelta | None = None
    earliest: time = time.min
    latest: time = time.max


# A hearing lies near today and in working hours: anything else is a slip of the pen.
HEARING = Within(timedelta(days=731), time(7), time(22))
ANY = Within()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell or a place in a text says: `day` and `at` each read, wrong (a Reason) or not there."""

    day: date | Reason | None
    at: time | Reason | None
    start: int = 0
    end: int = 0

    @property
    def empty(self) -> bool:
        return self.day is None and self.at is None


def half_width(text: str) -> str:
    """The text with full-width letters, digits and blanks made half width; of the same length."""
    return text.translate(_HALF_WIDTH)


def number(text: str) -> int | None:
    """An Arabic or Chinese number up to 9999: `25`, `二十五`, `廿五`, `二〇二六`; None when it is none."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    tens = [place for place, char in enumerate(text) if char in _TENS]
    if not tens:
        digits = [int(char) if char.isascii() and char.isdigit() else _DIGITS.get(char) for char in text]
        return None if None in digits else int("".join(str(digit) for digit in digits))
    if len(tens) > 1:
        return None
    before, after = text[: tens[0]], text[tens[0] + 1 :]
    if (before and before not in _DIGITS) or (after and after not in _DIGITS) or len(before + after) > 2:
        return None
    factor = _DIGITS[before] if before else 1
    return factor * _TENS[text[tens[0]]] * 10 + (_DIGITS[after] if after else 0)


def moments(text: str, today: date, within: Within = HEARING) -> Iterator[Moment]:
    """Every day in the text with the time of day after it in its line, and every time without a day."""
    plain = half_width(text)
    place = 0
    while place < len(plain):
        day_at, time_at = _DATE_AT.search(plain, place), _TIME_AT.search(plain, place)
        if day_at is None and time_at is None:
            return
        if day_at is not None and (time_at is None or day_at.start() <= time_at.start()):
            filler = _FILLER_AT.match(plain, day_at.end())
            after = _TIME_AT.match(plain, filler.end() if filler else day_at.end())
            place = after.end() if after else day_at.end()
            clock = _time(after, within) if after else None
            yield Moment(_day(day_at, today, within), clock, day_at.start(), place)
        elif time_at is not None:
            place = time_at.end()
            yield Moment(None, _time(time_at, within), time_at.start(), place)


def read_cell(value: object, today: date, within: Within = HEARING) -> Moment:
    """What a cell says, whatever its type; with neither day nor time the cell says nothing readable."""
    match value:
        case datetime():
            if value.year < 1910:  # Excel's day 0 with a time of day
                return Moment(None, _within_hours(value.time(), within))
            # Excel keeps 9:30 as a fraction of a day: 9:29:59.999.
            near = (value.replace(tzinfo=None) + timedelta(seconds=30)).replace(second=0, microsecond=0)
            told = value.time() != time()
            return Moment(
                _near(near.date(), today, within), _within_hours(near.time(), within) if told else None
            )
        case date():
            return Moment(_near(value, today, within), None)
        case time():
            return Moment(None, _within_hours(value, within))
        case timedelta():
            return read_cell(value / timedelta(days=1), today, within)
        case bool() | None:
            return Moment(None, None)
        case int() | float():
            return _read_number(float(value), today, within)
    return _read_text(str(value), today, within)


def _read_number(value: float, today: date, within: Within) -> Moment:
    if _SERIALS[0] <= value <= _SERIALS[1] or 0 < value < 1:
        # Wanted for spreadsheets only; the faces read dates without waiting for it.
        from openpyxl.utils.datetime import from_excel

        found = from_excel(value)
        return read_cell(found, today, within)
    return _read_text(f"{value:g}" if value < 1e6 else f"{value:.0f}", today, within)


def _read_text(text: str, today: date, within: Within) -> Moment:
    plain = " ".join(half_width(text).split())
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", plain) and _SERIALS[0] <= float(plain) <= _SERIALS[1]:
        return _read_number(float(plain), today, within)
    if re.fullmatch(r"0?\.[0-9]{2,}", plain):  # a time of day that lost its form: 0.604166667
        return _read_number(float(plain), today, within)
    if compact := _COMPACT.fullmatch(plain):
        parts = [int(part) if part else None for part in compact.groups()]
        clock = _checked_time("", parts[3], parts[4], within) if parts[3] is not None else None
        return Moment(_checked_day(parts[0], parts[1], parts[2], today, within), clock)
    if dotted := _DOTTED_TIME.fullmatch(plain):
        return Moment(None, _checked_time(dotted[1] or "", int(dotted[2]), int(dotted[3]), within))
    # 2026/11/25 14.30
    plain = re.sub(r"(?<=[0-9日号] )([01]?[0-9]|2[0-3])\.([0-5][0-9])$", r"\1:\2", plain)
    if bare := _BARE_DATE.match(plain):
        plain = f"{bare[1]}月{bare[2]}日{plain[bare.end() :]}"
    found = tuple(moments(plain, today, within))
    day = next((moment.day for moment in found if moment.day is not None), None)
    at = next((moment.at for moment in found if moment.at is not None), None)
    return Moment(day, at)


def _day(match: re.Match[str], today: date, within: Within) -> date | Reason:
    year = match["year"] or match["year2"] or match["year3"]
    month = match["month"] or match["month2"] or match["month3"] or match["month4"]
    day = match["day"] or match["day2"] or match["day3"] or match["day4"]
    whole = number(re.sub("[OoＯ]", "〇" if not year.isascii() else "0", year)) if year else None
    if year and whole is None:
        return Reason.WRONG_DATE
    if whole is not None and whole < 100:
        whole += 2000
    return _checked_day(whole, number(month), number(day), today, within)


def _checked_day(
    year: int | None, month: int | None, day: int | None, today: date, within: Within
) -> date | Reason:
    if month is None or day is None:
        return Reason.WRONG_DATE
    # Without a year, the nearest such day is meant.
    years = (year,) if year is not None else (today.year - 1, today.year, today.year + 1)
    possible = []
    for one in years:
        try:
            possible.append(date(one, month, day))
        except ValueError:
            continue
    if not possible:
        return Reason.IMPOSSIBLE_DATE
    return _near(min(possible, key=lambda one: abs(one - today)), today, within)


def _near(day: date, today: date, within: Within) -> date | Reason:
    return day if within.far is None or abs(day - today) <= within.far else Reason.FAR_YEAR


def _time(match: re.Match[str], within: Within) -> time | Reason:
    part = match["part"]
    if part:
        minute: int | None = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}.get(part, 0)
    else:
        written = match["minute"] or match["minute2"] or match["minute3"]
        minute = number(written) if written else 0
    return _checked_time(match["period"] or match["after"] or "", number(match["hour"]), minute, within)


def _checked_time(period: str, hour: int | None, minute: int | None, within: Within) -> time | Reason:
    if hour is None or minute is None:
        return Reason.WRONG_TIME
    if not (0 <= hour <= 24 and 0 <= minute <= 59):
        return Reason.IMPOSSIBLE_TIME
    kind = period.lower().replace(".", "")
    morning = kind == "am" or kind in _MORNING.split("|")
    afternoon = kind == "pm" or kind in _AFTERNOON.split("|")
    # 上午十四时 and 下午零时 contradict themselves: nobody knows which half of the day was meant.
    if (morning and hour > 12) or (afternoon and hour == 0):
        return Reason.IMPOSSIBLE_TIME
    if (afternoon and hour < 12) or (kind in _NOON.split("|") and hour < 10):
        hour += 12
    if kind == "am" and hour == 12:
        hour = 0
    return _within_hours(time(hour, minute), within) if hour < 24 else Reason.OUTSIDE_HOURS


def _within_hours(at: time, within: Within) -> time | Reason:
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    return at if within.earliest <= at <= within.latest else Reason.OUTSIDE_HOURS
