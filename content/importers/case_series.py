"""Case numbers in a cell or a text, with series of cases (系列案): 123、124号, 123号至125号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.case_number import CaseNumber, Found, find_all
from content.importers.dates import half_width

_MOST = 200
_JOIN = r"\s*(?:[、和及与]|[-—–~至到]{1,2})\s*第?\s*"
_SERIES = re.compile(
    r"(?P<head>[(〔\[【]\s*\w{4}\s*[)〕\]】][^\d()、,。]{0,6}\d{0,4}[^\d()、,。]{1,12}?)"
    rf"(?P<serials>\d{{1,8}}\s*号?(?:{_JOIN}\d{{1,8}}(?=\s*号|{_JOIN}\d)\s*号?)+)"
)
_SERIAL = re.compile(rf"(?P<join>{_JOIN})?(?P<serial>\d{{1,8}})")


def case_numbers(text: str) -> list[Found]:
    """All case numbers in order, each with its place; a series gives one for each of its cases."""
    plain = half_width(text)
    found: list[Found] = []
    place = 0
    for match in _SERIES.finditer(plain):
        serials = _serials(match["serials"])
        numbers = [CaseNumber.parse(f"{match['head']}{serial}号") for serial in serials]
        known = [number for number in numbers if number is not None]
        if not known or len(known) != len(numbers):
            continue
        found.extend(_between(text, place, match.start()))
        found.extend(Found(match.start(), match.end(), number) for number in known)
        place = match.end()
    found.extend(_between(text, place, len(text)))
    return found


def _between(text: str, start: int, end: int) -> Iterator[Found]:
    for one in find_all(text[start:end]):
        yield Found(one.start + start, one.end + start, one.number)


def _serials(text: str) -> list[int]:
    """The serial numbers of a series; empty when a dash names a part (123-1号) and not a range."""
    serials: list[int] = []
    for match in _SERIAL.finditer(text):
        serial = int(match["serial"])
        if match["join"] and re.search(r"[-—–~至到]", match["join"]):
            if not serials or not serials[-1] < serial <= serials[-1] + _MOST:
                return []
            serials.extend(range(serials[-1] + 1, serial))
        serials.append(serial)
    return list(dict.fromkeys(serials))
