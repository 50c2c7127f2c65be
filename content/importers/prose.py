"""The running text of an announcement: wrapped lines joined, cut into sentences, each place with its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from content.importers.dates import half_width

LIST_MARK = (
    r"(?:[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?\d{1,3}(?:[、)]|\.(?!\d))|[①-⑳]"
    r"|第[一二三四五六七八九十\d]{1,3}[件案][:、])"
)
LABEL = (
    r"(?:案\s*号|案件编号|案\s*由|当\s*事\s*人|原\s*告|被\s*告|上诉人|被上诉人|申请人|被申请人|申请执行人|被执行人|第三人|公诉机关"
    r"|开庭时间|听证时间|宣判时间|时\s*间|开庭日期|日\s*期|开庭地点|听证地点|宣判地点|地\s*点|法\s*庭|审判庭|合议庭(?:成员|组成人员)?"
    r"|审判长|审判员|独任审判员|承办法官|主审法官|承办人|人民陪审员|法官助理|书记员|备\s*注|案件名称|审判组织)"
)
_ENDS = "。;!?:"
_STARTS = re.compile(
    rf"\s*(?:{LIST_MARK}|{LABEL}\s*[:：]|(?:审判长|审判员|书记员|承办法官|合议庭)\s|本院|我院|兹|现?定于|特此|经研究|因|[(〔\[]\s*\d{{4}}\s*[)〕\]]"
    rf"|[\d〇二一]{{4}}年.{{2,9}}日\s*$|联系|公\s*告)"
)
# A line that begins with a day, an hour or a courtroom is an item, unless the line before it leads there.
_ITEM = re.compile(
    r"(?:(?:上|下|中)午)?\s*\d{1,2}[:时点]|(?:上|下|中)午|\d{1,4}[年月/-]\d|第.{1,3}(?:审判|法)庭"
    r"|\d{1,3}[ .、]"
)
_GOES_ON = "于在定,、的为至到日年月午第"


@dataclass(frozen=True, slots=True)
class Prose:
    """`text` is half width, a line each paragraph; `lines` the line in the file of each character."""

    text: str
    lines: tuple[int, ...]

    def line(self, place: int) -> int:
        return self.lines[min(max(place, 0), len(self.lines) - 1)] if self.lines else 1


def prose(raw: str) -> Prose:
    """Wrapped lines joined, blanks narrowed; a blank line stays as an empty paragraph."""
    lines = [re.sub(r"[^\S\n]+", " ", half_width(line)).strip(" \u200b\ufeff") for line in raw.split("\n")]
    widest = max((len(line) for line in lines), default=0)
    characters: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, start=1):
        following = lines[number] if number < len(lines) else ""
        wrapped = (
            line
            and following
            and len(line) >= max(12, widest * 0.7)
            and line[-1] not in _ENDS
            and not _STARTS.match(following)
            and (line[-1] in _GOES_ON or not _ITEM.match(following))
        )
        needs_blank = (
            wrapped
            and line[-1].isascii()
            and line[-1].isalnum()
            and following[0].isascii()
            and (line[-1].isalpha() or following[0].isalpha())
        )
        piece = line + (" " if needs_blank else "" if wrapped else "\n")
        characters.append(piece)
        numbers.extend([number] * len(piece))
    return Prose("".join(characters), tuple(numbers))


def sentence_starts(text: str) -> list[int]:
    """Where sentences, list items and paragraphs begin."""
    starts = {0}
    starts.update(match.end() for match in re.finditer(r"[。;!?\n]+\s*", text))
    return sorted(starts)


def start_before(starts: list[int], place: int) -> int:
    """The begin of the sentence that `place` is in."""
    return starts[max(bisect_right(starts, place) - 1, 0)]
