"""Cutting an announcement into one stretch of text a hearing, around its case numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from content.case_number import CaseNumber
from content.importers.case_series import case_numbers
from content.importers.dates import Moment, moments
from content.importers.prose import LABEL, LIST_MARK, sentence_starts, start_before

_UNREADABLE = re.compile(
    r"[(〔\[【]\s*[\d〇零一二三四五六七八九]{4}\s*[)〕\]】][^,。;\n()]{1,24}?号|案\s*号\s*[:：]\s*[^\s,。;]{1,40}"
)
_OTHER_DECISION = re.compile(
    r"\s*[)）]?\s*(?:号)?\s*(?:民事|刑事|行政|执行|仲裁)?(?:判决|裁定|调解书|决定书|裁决)"
)
_AGAINST = re.compile(r"(?:不服|撤销|依据|根据|原审|一审(?!判庭)|原案)[^。;\n]{0,24}$")
_JOINED = re.compile(r"^[\s、,和及与()]*(?:以及)?[\s、,和及与()]*$")
_NO_START = re.compile(r"(?:受理|立案|起诉|作出|签订|出生|发布|公告日期|公告时间|收到|申请)[^,。;\n]{0,4}$")
_NO_START_AFTER = re.compile(
    r"^(?:[^,。;\n]{0,4}(?:受理|立案|作出|起诉|提起|签订|出生|收到|向本院|向我院|申请|前到|之前|以前|前向|前提交|截止))"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Case numbers that stand together; none where what stands there is no readable number."""

    start: int
    end: int
    cases: tuple[CaseNumber, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    anchor: Anchor
    start: int
    end: int


class Cut:
    """An announcement's text, cut into a stretch for each hearing."""

    def __init__(self, text: str, today: date) -> None:
        self._text = text
        self.sentences = sentence_starts(text)
        self.moments = list(moments(text, today))
        self.anchors = self._find_anchors()

    def _find_anchors(self) -> list[Anchor]:
        found: list[Anchor] = []
        for one in case_numbers(self._text):
            after, before = self._text[one.end : one.end + 16], self._text[max(0, one.start - 30) : one.start]
            if _OTHER_DECISION.match(after) or _AGAINST.search(before):
                continue  # the decision that is appealed against, not this case
            last = found[-1] if found else None
            if last and (
                last.start == one.start
                or (
                    _JOINED.match(self._text[last.end : one.start])
                    and "\n" not in self._text[last.end : one.start]
                )
            ):
                found[-1] = Anchor(last.start, one.end, (*last.cases, one.number))
            else:
                found.append(Anchor(one.start, one.end, (one.number,)))
        for bad in _UNREADABLE.finditer(self._text):
            if (
                not case_numbers(bad[0])
                and not any(anchor.start < bad.end() and bad.start() < anchor.end for anchor in found)
                and "公告" not in bad[0]
            ):
                found.append(Anchor(bad.start(), bad.end(), ()))
        return sorted(found, key=lambda anchor: anchor.start)

    def stretches(self) -> list[Stretch]:
        """Of the possible ways to cut, the one in which most hearings tell their own day and time."""
        if not self.anchors:
            return []
        cuts = [self._cut(starts) for starts in self._possible_starts()]
        return max((self._merged(cut) for cut in cuts), key=self._told)

    def _possible_starts(self) -> Iterator[list[int]]:
        own = [start_before(self.sentences, anchor.start) for anchor in self.anchors]
        yield own
        # Blocks between blank lines, list items, or blocks of fields that begin with the same label.
        blocks = [0, *(match.end() for match in re.finditer(rf"\n\s*\n|\n(?=\s*{LIST_MARK})", self._text))]
        yield [start_before(blocks, anchor.start) for anchor in self.anchors]
        label = re.search(rf"^\s*({LABEL})\s*[:：]", self._text, re.MULTILINE)
        if label:
            again = re.compile(rf"^\s*{label[1]}\s*[:：]", re.MULTILINE)
            yield [
                start_before([0, *(match.start() for match in again.finditer(self._text))], anchor.start)
                for anchor in self.anchors
            ]
        # The number stands at the end of what is said about the case.
        ends = [
            next((start for start in self.sentences if start >= anchor.end), len(self._text))
            for anchor in self.anchors
        ]
        yield [0, *ends[:-1]]

    def _cut(self, starts: list[int]) -> list[Stretch]:
        cut: list[Stretch] = []
        for number, (anchor, start) in enumerate(zip(self.anchors, starts, strict=True)):
            if cut and start < cut[-1].anchor.end:  # two in one sentence
                start = self._between(cut[-1].anchor, anchor)
            if cut:
                cut[-1] = Stretch(cut[-1].anchor, cut[-1].start, start)
            cut.append(Stretch(anchor, start if number or start else 0, len(self._text)))
        return cut

    def _between(self, left: Anchor, right: Anchor) -> int:
        """Where in one sentence the left case ends: after 一案, else before the right number."""
        text = self._text[left.end : right.start]
        ends = list(re.finditer(r"一案[)]?[、,和及与]?", text))
        return left.end + ends[-1].end() if ends else right.start

    def _merged(self, cut: list[Stretch]) -> list[Stretch]:
        """A number that stands over the text and again within it is one case."""
        merged: list[Stretch] = []
        for stretch in cut:
            last = merged[-1] if merged else None
            same = last is not None and stretch.anchor.cases and last.anchor.cases == stretch.anchor.cases
            if last is not None and same and not (self.starts_in(last) and self.starts_in(stretch)):
                merged[-1] = Stretch(last.anchor, last.start, stretch.end)
            else:
                merged.append(stretch)
        return merged

    def _told(self, cut: list[Stretch]) -> tuple[int, int]:
        own = [self.starts_in(stretch) for stretch in cut]
        complete = sum(
            any(moment.day and moment.at for moment in found)
            or (any(m.day for m in found) and any(m.at for m in found))
            for found in own
        )
        return complete, sum(len(found) == 1 for found in own)

    def moments_in(self, start: int, end: int) -> list[Moment]:
        return [moment for moment in self.moments if start <= moment.start < end]

    def starts_in(self, stretch: Stretch) -> list[Moment]:
        """The moments of a stretch that may be a start; a day alone on its line is none."""
        return [
            moment
            for moment in self.moments_in(stretch.start, stretch.end)
            if not self.is_other(moment) and not self.stands_alone(moment)
        ]

    def is_other(self, moment: Moment) -> bool:
        before = self._text[max(0, moment.start - 16) : moment.start]
        after = self._text[moment.end : moment.end + 16]
        if _NO_START.search(before) or _NO_START_AFTER.match(after):
            return True
        return moment.day is None and re.match(r"[\s)]*(?:内|之内|以内|前到)", after) is not None

    def stands_alone(self, moment: Moment) -> bool:
        line_start = self._text.rfind("\n", 0, moment.start) + 1
        line_end = self._text.find("\n", moment.end)
        line = self._text[line_start : line_end if line_end >= 0 else len(self._text)]
        rest = line.replace(self._text[moment.start : moment.end], "").strip(" :：()")
        return (
            moment.day is not None
            and moment.at is None
            and not re.sub(
                r"星期.|周.|(?:上|下)午|[\u4e00-\u9fff]{2,16}法院|\(.*\)|[一二三四五六七八九十]{1,2}、",
                "",
                rest,
            )
        )
