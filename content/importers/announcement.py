"""Hearing notices from the plain text of a court's announcements (开庭公告、听证公告、宣判公告、变更公告).

The text is cut into announcements at their titles, and an announcement into one stretch a hearing around
the case numbers. Within a stretch start, courtroom, cause, parties and judge are found by their wording,
whatever the order. What a stretch leaves out is taken from the heading over it (`定于……审理下列案件：`) or
the signature below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from content.importers import wording
from content.importers.case_series import case_numbers
from content.importers.columns import Columns
from content.importers.cutting import Anchor, Cut, Stretch
from content.importers.dates import Moment
from content.importers.hearings import Announced, Outcome, apply, kind_in, postponed_in, revived_in, status_in
from content.importers.prose import Prose, prose, start_before
from content.importers.reasons import Reason, Refusal
from content.importers.sheet import import_sheets
from content.importers.table import sheets_in_text
from content.records import COURT_ZONE, Hearing
from content.store import Store

CASE_FIELD, TIME_FIELD = "案号", "开庭时间"

_TITLE = re.compile(r"^[^\n。;,:]{0,40}公\s*告\s*(?:\([^)\n]{0,30}\))?\s*$", re.MULTILINE)
_NOTICE_ENDS = re.compile(r"特此(?:公告|通知|通告)[。.!]?")
_HEADING = re.compile(r"(?:下列|以下|如下|下述)[^。;\n]{0,30}[:。]?\s*$|:\s*$")
_PREVIOUS = re.compile(
    r"(?:原定|原于|原(?:开庭|听证|宣判)?(?:时间|日期|公告)|原(?![告审被])来?|由|此前|曾定)[^。;,\n]{0,12}$|(?<!变)更前[^。;,\n]{0,8}$"
)
_MOVED_TO = re.compile(
    r"(?:变更|更改|改期|改|调整|延期|推迟|提前|延后|顺延|另定|更正|现定)(?:开庭(?:时间)?)?(?:为|至|到|于|在)[^。;,\n]{0,16}$"
)
_SAME_DAY = re.compile(r"同日|当日|当天|同天|是日")
_CLAUSE_END = re.compile(r"(?<!案号)[:。;\n]")
_HEARING_WORDS = re.compile(r"开庭|审理|听证|宣判|一案")


@dataclass(frozen=True, slots=True)
class _When:
    day: date | Reason | None
    at: time | Reason | None
    place: int
    previous: Moment | None = None

    @property
    def has_no_new_time(self) -> bool:
        """Nothing is told but the old time, or no time at all."""
        if self.previous is None:
            return self.day is None and self.at is None
        return self.place == self.previous.start


def import_announcement(text: str, path: Path, store: Store, today: date, known: Columns) -> Outcome:
    """Bring the text of one file into the store, within `store.transaction()`."""
    if sheets := sheets_in_text(text, known):  # a table that was copied into a text file
        return import_sheets(sheets, path, store, today)
    found = list(read_announcements(text, path, today))
    if not found:
        return Outcome(refused=[Refusal(path, None, "", Reason.NO_HEARING)])
    refused = [one for one in found if isinstance(one, Refusal)]
    outcome = apply([one for one in found if isinstance(one, Announced)], store, path, today)
    outcome.kinds.add(Hearing.record_kind)
    outcome.refused = sorted((*refused, *outcome.refused), key=lambda refusal: refusal.row or 0)
    return outcome


def read_announcements(text: str, path: Path, today: date) -> Iterator[Announced | Refusal]:
    """Every hearing that the text announces, and what it fails to say."""
    whole = prose(text)
    titles = list(_TITLE.finditer(whole.text))
    bounds = [0, *(title.start() for title in titles), len(whole.text)]
    names = ["", *(title[0] for title in titles)]
    for name, start, end in zip(names, bounds, bounds[1:], strict=False):
        part = Prose(whole.text[start:end], whole.lines[start:end])
        yield from _Announcement(part, name, path, today).read()


class _Announcement:
    """One announcement: from a title to the next."""

    def __init__(self, part: Prose, title: str, path: Path, today: date) -> None:
        self._prose, self._text, self._title = part, part.text, title
        self._path = path
        self._cut = Cut(part.text, today)
        self._room = ""

    def read(self) -> Iterator[Announced | Refusal]:
        stretches = self._cut.stretches()
        first = stretches[0].start if stretches else len(self._text)
        yield from self._without_case(0, first, bool(stretches))
        before: tuple[Stretch, _When] | None = None
        for stretch in stretches:
            when = self._when(stretch, before)
            yield from self._hearings(stretch, when)
            yield from self._without_case_after(stretch, when)
            before = stretch, when

    # -- reading one stretch

    def _heading(self, place: int) -> int:
        """Where the heading ends that `place` stands under; 0 when there is none."""
        return max((match.end() for match in _NOTICE_ENDS.finditer(self._text, 0, place)), default=0)

    def _when(self, stretch: Stretch, before: tuple[Stretch, _When] | None) -> _When:
        found = self._cut.starts_in(stretch)
        previous = [m for m in found if _PREVIOUS.search(self._text[max(0, m.start - 20) : m.start])]
        moved = [m for m in found if _MOVED_TO.search(self._text[max(0, m.start - 28) : m.start])]
        stands = moved or [moment for moment in found if moment not in previous]
        earlier = (
            previous[0] if previous else next((m for m in found if moved and m.start < moved[0].start), None)
        )
        if not stands:
            if earlier is not None:  # 原定于……开庭，现取消
                return _When(earlier.day, earlier.at, earlier.start, earlier)
            day, at, place = None, None, stretch.anchor.start
        else:
            whole = next((moment for moment in stands if moment.day and moment.at), None)
            main = whole or stands[0]
            day = main.day or next((moment.day for moment in stands if moment.day), None)
            at = main.at if main.at is not None else next((m.at for m in stands if m.at is not None), None)
            place = main.start
        if day is None and moved and earlier is not None:
            day = earlier.day  # 由上午9时改为下午2时
        if day is None or at is None:
            day, at = self._inherited(stretch, before, day, at)
        return _When(day, at, place, earlier)

    def _inherited(
        self,
        stretch: Stretch,
        before: tuple[Stretch, _When] | None,
        day: date | Reason | None,
        at: time | Reason | None,
    ) -> tuple[date | Reason | None, time | Reason | None]:
        floor = self._heading(stretch.start)
        above = [
            moment
            for moment in self._cut.moments_in(floor, stretch.start)
            if not self._cut.is_other(moment) and (self._cut.stands_alone(moment) or self._is_heading(moment))
        ]
        if before is not None and before[0].anchor.start >= floor:
            text = self._text[before[0].anchor.end : stretch.anchor.start]
            here = self._text[before[0].anchor.end : stretch.end]
            if before[1].day is not None and (
                "\n" not in text or (at is not None and _SAME_DAY.search(here))
            ):
                day = day or before[1].day
                at = at if at is not None else before[1].at
        for moment in reversed(above):
            day = day or moment.day
            at = at if at is not None else moment.at
        return day, at

    def _is_heading(self, moment: Moment) -> bool:
        """A sentence with a day in it that leads a list: 定于……公开开庭审理下列案件："""
        stop = _CLAUSE_END.search(self._text, moment.end)
        clause = self._text[moment.start : stop.end() if stop else len(self._text)]
        if case_numbers(clause) or re.search(r"一案|原告|被告|申请人", clause):
            return False
        return _HEADING.search(clause) is not None or _HEARING_WORDS.search(clause) is not None

    def _hearings(self, stretch: Stretch, when: _When) -> Iterator[Announced | Refusal]:
        anchor = stretch.anchor
        if not anchor.cases:
            yield self._refused(anchor.start, CASE_FIELD, Reason.WRONG_CASE_NUMBER)
            return
        text = self._text[stretch.start : stretch.end]
        parties, cause = wording.parties_and_cause(text)
        remark = text.replace(cause, "") if cause else text
        status = status_in(f"{self._title} {remark}")
        if status == "changed" and when.has_no_new_time and postponed_in(remark):
            status = "cancelled"  # 延期,时间另行通知: nobody need come at the old time
        starts_at = None
        for found, missing in ((when.day, Reason.NO_DATE), (when.at, Reason.NO_TIME)):
            if isinstance(found, Reason):
                yield self._refused(when.place, TIME_FIELD, found)
                return
            if found is None and not (status == "cancelled" and when.day is None):
                yield self._refused(anchor.start, TIME_FIELD, missing)
                return
        if isinstance(when.day, date) and isinstance(when.at, time):
            starts_at = datetime.combine(when.day, when.at, COURT_ZONE)
        previous, previous_day = self._previous(when, starts_at) if status != "cancelled" else (None, None)
        if previous is not None and status == "scheduled":
            status = "changed"
        details = self._details(stretch, when, parties, cause, status)
        if any(len(value) > 2_000 for value in details.values()):
            yield self._refused(anchor.start, CASE_FIELD, Reason.TOO_LONG)
            return
        for case in {case.key: case for case in anchor.cases}.values():
            yield Announced(
                row=self._prose.line(anchor.start),
                case=case,
                starts_at=starts_at,
                time_field=TIME_FIELD,
                kind=kind_in(f"{self._title} {text}"),
                status=status,
                revived=revived_in(text),
                previous=previous,
                previous_day=previous_day,
                details=details,
            )

    def _previous(self, when: _When, starts_at: datetime | None) -> tuple[datetime | None, date | None]:
        earlier = when.previous
        if earlier is None or not (isinstance(earlier.day, date) or isinstance(when.day, date)):
            return None, None
        day = earlier.day if isinstance(earlier.day, date) else when.day
        if isinstance(day, date) and isinstance(earlier.at, time):
            moment = datetime.combine(day, earlier.at, COURT_ZONE)
            return (None, None) if moment == starts_at else (moment, None)
        return None, day if isinstance(day, date) and earlier.at is None else None

    def _details(
        self, stretch: Stretch, when: _When, parties: str, cause: str, status: str
    ) -> dict[str, str]:
        text = self._text[stretch.start : stretch.end]
        floor, anchor = self._heading(stretch.start), stretch.anchor
        above, signed = self._above(floor, anchor), self._signature(anchor)
        after_start = self._text[max(when.place, stretch.start) : stretch.end]
        room = wording.courtroom(after_start) or wording.courtroom(text) or wording.courtroom(above)
        self._room = room = self._room if wording.SAME_ROOM.match(room) else room
        return {
            "cause": cause,
            "parties": self._addressed(parties, anchor.start),
            "courtroom": room,
            "judge": wording.judge(text) or wording.judge(signed) or wording.judge(above),
            "clerk": wording.clerk(text) or wording.clerk(signed) or wording.clerk(above),
            "note": self._note(text) if status != "scheduled" else "",
        }

    def _above(self, floor: int, anchor: Anchor) -> str:
        """The heading: from the announcement's begin to its first case."""
        first = min(
            (other.start for other in self._cut.anchors if other.start >= floor), default=anchor.start
        )
        sentence = start_before(self._cut.sentences, first)
        leads = re.search(r"(?<!案号):|下列|以下|如下", self._text[sentence:first])
        return self._text[floor : first if leads else sentence]

    def _signature(self, anchor: Anchor) -> str:
        """Who signed below all cases; nothing where each case names its own people."""
        stop = _NOTICE_ENDS.search(self._text, anchor.end)
        last = max(
            other.end for other in self._cut.anchors if other.end <= (stop.end() if stop else len(self._text))
        )
        named = self._text[self._heading(anchor.start) : last]
        if wording.judge(named) or re.search(r"案\s*号\s*:", named):
            return self._text[stop.end() :] if stop and last == anchor.end else ""
        return self._text[last:]

    def _note(self, text: str) -> str:
        """The words of the change, as the announcement has them."""
        named = re.search(r"备\s*注\s*[:：]\s*([^\n。]+)", text)
        later = re.search(r"((?:延期|改期|推迟)[^。;\n]{0,40}?另行(?:通知|公告|安排|确定))", text)
        told = named or later or re.search(r"(因[^。;,，\n]{1,40}?)(?=,|，|现|变更|取消|延期|改|决定)", text)
        return told[1].strip() if told else ""

    def _addressed(self, parties: str, place: int) -> str:
        """`原告张某诉你……` in a notice that begins `李某：` names the defendant in its first line."""
        if not re.search(r"[诉与和]你", parties):
            return parties
        named = re.findall(r"^\s*([^\n:,。]{2,40}):(?=\s*$|\s*[本我]院)", self._text[:place], re.MULTILINE)
        return (
            re.sub(r"([诉与和])你(?:们|公司|单位|方)?", rf"\1被告{named[-1]}", parties) if named else parties
        )

    # -- what stands there without a case number

    def _without_case_after(self, stretch: Stretch, when: _When) -> Iterator[Refusal]:
        """A further hearing in the tail of a stretch, with a start of its own but no number."""
        used = start_before(self._cut.sentences, when.place)
        for moment in self._cut.starts_in(stretch):
            sentence = start_before(self._cut.sentences, moment.start)
            if sentence > max(used, stretch.anchor.end) and self._announces(moment):
                yield self._refused(moment.start, CASE_FIELD, Reason.NO_CASE_NUMBER)

    def _without_case(self, start: int, end: int, followed: bool) -> Iterator[Refusal]:
        for moment in self._cut.moments_in(start, end):
            if (
                self._announces(moment)
                and not self._cut.is_other(moment)
                and not (followed and self._is_heading(moment) and "一案" not in self._sentence(moment))
            ):
                yield self._refused(moment.start, CASE_FIELD, Reason.NO_CASE_NUMBER)

    def _sentence(self, moment: Moment) -> str:
        start = start_before(self._cut.sentences, moment.start)
        end = next((later for later in self._cut.sentences if later > moment.start), len(self._text))
        return self._text[start:end]

    def _announces(self, moment: Moment) -> bool:
        sentence = self._sentence(moment)
        return (
            moment.day is not None
            and moment.at is not None
            and bool(re.search(r"一案|原告|上诉人|申请人|被告人", sentence))
        )

    def _refused(self, place: int, field: str, reason: Reason) -> Refusal:
        return Refusal(self._path, self._prose.line(place), field, reason)
