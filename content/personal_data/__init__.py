"""Personal data that must not be published: found, told by place and rule, and masked.

Source: 最高人民法院关于人民法院在互联网公布裁判文书的规定 (法释〔2016〕19号), articles 8 to 11: whose
names are hidden and how, what is deleted, what stays. Names are looked at in judgments alone; numbers, addresses
and ways to reach a person in everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from content.personal_data import addresses, names, numbers
from content.personal_data.finding import RULES, Finding, Rule

__all__ = ["RULES", "Finding", "Rule", "find", "mask"]


def find(text: str, *, own_numbers: frozenset[str] = frozenset(), today: date) -> tuple[Finding, ...]:
    """What must not be published of `text`, in order, without overlaps; places in characters.

    `own_numbers` are the court's own telephone numbers, digits alone. `today` stands for the day of a
    judgment that names none: it decides who is a minor.
    """
    found = [*numbers.find(text, own_numbers), *addresses.find(text)]
    if names.is_judgment(text):
        found += names.find(text, today)
    kept: list[Finding] = []
    taken = bytearray(len(text))
    # The longer one tells more; of equals the earlier rule.
    for one in sorted(found, key=lambda f: (f.start - f.end, f.rank, f.start)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))


def mask(text: str, findings: Iterable[Finding]) -> str:
    """`text` with each finding as proposed."""
    parts, place = [], 0
    for one in sorted(findings, key=lambda f: f.start):
        parts += [text[place : one.start], one.masked]
        place = one.end
    return "".join([*parts, text[place:]])
