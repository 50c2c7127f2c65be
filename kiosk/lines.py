"""Where lines may break. Kivy breaks Chinese anywhere, so text is broken before it is given to a label.

Breaks are those of Unicode's line breaking algorithm (UAX #14, by uniseg); a case number, a telephone
number and a time are never broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from uniseg.linebreak import line_break_units

from content.case_number import find_all

_WHOLE = re.compile(
    r"（星期[一二三四五六日]）|\d{4}年\d{1,2}月\d{1,2}日|"
    r"(?:[上下中]午|晚上|早上|凌晨)?\d[\d,.:：-]*\d?[年月日天元时分场件页层号楼室%％]?(?:\d+[月日])?"
)


def broken(text: str, width: float, measure: Callable[[str], float]) -> str:
    """`text` with line feeds where a line would grow wider than `width`, measured by `measure`."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, width, measure))


def _lines(paragraph: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    if measure(paragraph) <= width:
        yield paragraph
        return
    line, taken = "", 0.0
    for unit in (part for piece in units(paragraph) for part in _that_fit(piece, width, measure)):
        wide = measure(unit)
        if line and taken + measure(unit.rstrip()) > width:
            yield line.rstrip()
            line, taken = "", 0.0
        line += unit
        taken += wide
    yield line.rstrip()


def _that_fit(unit: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """A piece that is wider than any line, such as a line to write on, goes on in the next."""
    while len(unit) > 1 and measure(unit.rstrip()) > width:
        fits = len(unit) - 1
        while fits > 1 and measure(unit[:fits]) > width:
            fits = min(fits - 1, max(1, int(fits * width / measure(unit[:fits]))))
        yield unit[:fits]
        # A line to write on is as long as there is room.
        unit = unit[fits:] if unit.strip("_ ") else ""
    if unit:
        yield unit


# The algorithm takes a millisecond a sentence; a page is often shown again, in another size or mode.
@lru_cache(maxsize=4000)
def units(text: str) -> tuple[str, ...]:
    """Pieces that stay together: UAX #14's, joined where one of ours runs over several."""
    kept = [(found.start, found.end) for found in find_all(text)]
    kept += [(found.start(), found.end()) for found in _WHOLE.finditer(text)]
    place, joined, pieces = 0, "", []
    for unit in line_break_units(text):
        joined += unit
        place += len(unit)
        if not any(start < place < end for start, end in kept):
            pieces.append(joined)
            joined = ""
    return (*pieces, joined) if joined else tuple(pieces)
