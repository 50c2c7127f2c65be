"""Personal data that must not be published: found, told by place and rule, and masked.

Source: 最高人民法院关于人民法院在互联网公布裁判文书的规定 (法释〔2016〕19号), articles 8 to 10: whose
names are hidden and how, and what is deleted. Names are looked at in judgments alone; numbers, addresses
and ways to reach a person in everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from content.personal_data import addresses, names, numbers
from content.personal_data.finding import RULES, Finding, Rule

__all__ = ["RULES", "Finding", "Rule", "find", "mask"]
_NAMES = frozenset({Rule.NAME, Rule.MINOR, Rule.PARTY})


def find(
    text: str,
    *,
    own_numbers: frozenset[str] = frozenset(),
    today: date,
    all_parties: bool = False,
    known: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """What must not be published of `text`, in order, without overlaps; places in characters.

    `own_numbers` are the court's own telephone numbers, digits alone. `today` stands for the day of a
    judgment that names none: it decides who is a minor. With `all_parties`, the parties to any case are
    hidden. `known` are names that were found in another text about the same.
    """
    found = [*numbers.find(text, own_numbers), *addresses.find(text), *_again(text, known)]
    if names.is_judgment(text):
        found += names.find(text, today, all_parties=all_parties)
    kept: list[Finding] = []
    taken = bytearray(len(text))
    # The longer one tells more; of equals the earlier rule.
    for one in sorted(found, key=lambda f: (f.start - f.end, f.rank, f.start)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))


def _again(text: str, known: Iterable[Finding]) -> Iterator[Finding]:
    for one in {one.text: one for one in known if one.rule in _NAMES and len(one.text) > 1}.values():
        for match in re.finditer(re.escape(one.text), text):
            yield Finding(one.rule, *match.span(), one.text, one.masked)


def mask(text: str, findings: Iterable[Finding]) -> str:
    """`text` with each finding as proposed."""
    parts, place = [], 0
    for one in sorted(findings, key=lambda f: f.start):
        parts += [text[place : one.start], one.masked]
        place = one.end
    return "".join([*parts, text[place:]])
