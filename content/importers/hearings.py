"""From what a file announces to hearings in the store: what is new, what moved, what was called off.

Rules, in this order (`docs/content.md` tells them to the clerk):

1. The same case, kind and start is the same hearing; what the file says now replaces what it said.
   A cancelled one stays cancelled unless the file says 恢复、照常 or 如期.
2. A start that the hearing has since been moved away from is an old file: nothing changes.
3. Marked as changed (变更、改期、提前、延期 ...): moves the hearing at the previous time that the file names,
   else the case's only other coming hearing.
4. Another hour on the same day in a later file, the old hour no longer in it: moved as well.
5. Everything else is another hearing of the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from content.case_number import CaseNumber
from content.importers.reasons import Reason, Refusal, Unread
from content.records import COURT_ZONE, Hearing, HearingKind, HearingStatus, hearing_id
from content.store import Store

_CANCELLED = re.compile(
    r"(?i:\bcancell?ed\b|\bvacated\b)"
    r"|取消|撤销(?:本次|原定)?(?:开庭|庭审)|不再开庭|停止开庭|撤回公告"
)
_CHANGED = re.compile(
    r"(?i:\b(?:postponed|rescheduled|adjourned|moved|changed)\b)"
    r"|变更|更改|改期|改为|改至|改在|调整|提前|延期|推迟|延后|顺延|另定|更正|换庭"
)
_REVIVED = re.compile(r"恢复|照常|如期")
_POSTPONED = re.compile(r"(?:另行|另|再行)(?:通知|公告|安排|确定|定)|时间(?:待定|未定)|待定|择日|择期(?!宣)")
_INQUIRY = re.compile(r"听证")
_JUDGMENT = re.compile(r"(?<!当庭)(?<!择期)(?<!择日)(?<!定期)(?:宣判|宣告判决)")
# 追加、变更当事人 and 变更诉讼请求 are steps in the case; the hearing stays where it is.
_NOT_OF_THE_HEARING = re.compile(
    r"(?:变更|更改|追加|撤销|取消)[、和及]?(?:追加|变更)?(?:当事人|诉讼请求|被告|原告|第三人|保全|强制措施|申请执行人|被?执行人"
    r"|抚养|婚姻|监护|劳动合同|合同|仲裁|罚款|公司|登记|旁听)|合同(?:的)?变更|不(?:予)?延期"
    # Advice that stands in every announcement: come early; look again; weekends shift the day.
    r"|提前[约]?\s*[0-9一二两三四五六七八九十半]+\s*个?(?:分钟|小时|刻钟|[天日])|提前(?:到|进|入|办|来|抵|安检|申请|预约|联系|告知|通知)"
    r"|(?:如有|若有|如遇|如需|如|若|遇|凡)[^。；;]{0,12}(?:变更|调整|变动|更改|顺延|取消|延期|推迟)"
    r"|遇(?:法定)?(?:节假日|休息日)[^。；;]{0,4}顺延|(?:举证|答辩|审理)期限?[^。；;，,]{0,4}(?:延期|延长|顺延)"
)


_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Announced:
    """One hearing as a file announces it. `starts_at` is None only for a change that names no time."""

    row: int
    case: CaseNumber
    starts_at: datetime | None
    time_field: str
    kind: HearingKind = "hearing"
    status: HearingStatus = "scheduled"
    revived: bool = False
    previous: datetime | None = None
    previous_day: date | None = None
    details: dict[str, str] = field(default_factory=dict)
    sheet: str = ""


@dataclass(slots=True)
class Outcome:
    """What became of a file."""

    accepted: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    withdrawn: int = 0
    unread: list[Unread] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.accepted += other.accepted
        self.unchanged += other.unchanged
        self.refused.extend(other.refused)
        self.kinds |= other.kinds
        self.withdrawn += other.withdrawn
        self.unread.extend(other.unread)


def status_in(text: str) -> HearingStatus:
    """Whether a remark says that the hearing moved or was called off."""
    plain = _NOT_OF_THE_HEARING.sub("", text)
    if _CANCELLED.search(plain):
        return "cancelled"
    return "changed" if _CHANGED.search(plain) else "scheduled"


def postponed_in(text: str) -> bool:
    """Whether it says that the new time is told later: until then nobody need come."""
    return _POSTPONED.search(text) is not None


def revived_in(text: str) -> bool:
    return _REVIVED.search(text) is not None


def kind_in(text: str) -> HearingKind:
    """开庭 unless the text says 听证 or 宣判."""
    if _INQUIRY.search(text):
        return "inquiry"
    return "judgment" if _JUDGMENT.search(text) and "开庭审理" not in text else "hearing"


def apply(announced: Iterable[Announced], store: Store, file: Path, today: date) -> Outcome:
    """Bring a file's hearings into the store, some hundred at a time, however many there are. Call it within
    `store.transaction()`.

    A hearing of a case with others can be judged only when it is known which of them the file still lists: it
    waits, with all that follows of its case, until the file is read.
    """
    outcome, known = Outcome(), _Known(store)
    listed: set[int] = set()
    # Of what was read a hash is enough: of each hearing, and of what is said of it.
    seen: dict[int, tuple[int, str]] = {}
    waiting: list[Announced] = []
    waiting_cases: set[str] = set()

    def take(one: Announced) -> None:
        found = _apply_one(one, listed, known.of(one), today)
        if isinstance(found, Reason):
            outcome.refused.append(Refusal(file, one.row, one.time_field, found))
        elif found is not None:
            known.put(found, one)
        else:
            outcome.unchanged += 1

    for some in _batches(announced):
        known.load(some)
        for one in some:
            outcome.kinds.add(Hearing.record_kind)
            if one.status != "cancelled":
                listed.add(_identity(one))
            key, said = hash((_identity(one), one.status)), hash(tuple(one.details.items()))
            if key in seen:
                first_said, first_sheet = seen[key]
                if first_sheet == one.sheet or first_said != said:
                    reason = Reason.TWICE if first_said == said else Reason.TWO_ANSWERS
                    outcome.refused.append(Refusal(file, one.row, one.time_field, reason))
                # Else one sheet a day and one with all of them.
                continue
            seen[key] = said, one.sheet
            others = known.of(one)
            if one.case.key in waiting_cases or (
                others and all(other.starts_at != one.starts_at for other in others)
            ):
                waiting.append(one)
                waiting_cases.add(one.case.key)
            else:
                take(one)
    for some in _batches(waiting):
        known.load(some)
        for one in some:
            take(one)
    known.write()
    outcome.accepted += known.changed
    outcome.unchanged += known.same
    return outcome


def _batches(announced: Iterable[Announced]) -> Iterator[Sequence[Announced]]:
    all_of_them = iter(announced)
    while some := tuple(islice(all_of_them, _AT_ONCE)):
        yield some


class _Known:
    """What is known of the cases at hand, and what is to be written of them: some hundred at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hearings: dict[tuple[str, str], list[Hearing]] = {}
        self._waiting: dict[str, Hearing] = {}
        self.changed = self.same = 0

    def load(self, announced: Sequence[Announced]) -> None:
        """Go on to these."""
        self.write()
        self._hearings = self._store.hearings.of_cases(sorted({one.case.key for one in announced}))

    def of(self, one: Announced) -> Sequence[Hearing]:
        """The hearings of its kind of the case, by start."""
        return self._hearings.get((one.case.key, one.kind), ())

    def put(self, hearing: Hearing, one: Announced) -> None:
        """Note the hearing as it now stands; it is written with the others."""
        if hearing.id in self._waiting:
            self.write()  # each step of one that is announced twice stands in its history
        self._waiting[hearing.id] = hearing
        others = [other for other in self.of(one) if other.id != hearing.id]
        standing = sorted((*others, hearing), key=lambda each: each.starts_at)
        self._hearings[one.case.key, one.kind] = standing

    def write(self) -> None:
        changed = self._store.put_many(tuple(self._waiting.values()))
        self.changed += changed
        self.same += len(self._waiting) - changed
        self._waiting.clear()


def _identity(one: Announced) -> int:
    return hash((one.case.key, one.kind, one.starts_at))


def _apply_one(
    one: Announced,
    listed: Set[int],
    known: Sequence[Hearing],
    today: date,
) -> Hearing | Reason | None:
    """The hearing as it now stands, `known` being its case's; None when an old file says nothing new."""
    same = next((hearing for hearing in known if hearing.starts_at == one.starts_at), None)
    if same is not None:
        return _updated(same, one)
    if one.status == "scheduled" and one.starts_at is not None:
        moved_away = hearing_id(str(one.case.key), one.kind, one.starts_at)
        if any(hearing.id == moved_away or hearing.previous_starts_at == one.starts_at for hearing in known):
            return None
    standing = [hearing for hearing in known if hearing.status != "cancelled"]
    others = [
        hearing for hearing in standing if hash((one.case.key, one.kind, hearing.starts_at)) not in listed
    ]
    if one.previous is not None or one.previous_day is not None:
        target = [hearing for hearing in others if _was_at(hearing, one)]
    elif one.status == "scheduled" or (one.status == "cancelled" and one.starts_at is not None):
        target = [hearing for hearing in others if _same_day(hearing, one)]
        if one.status == "scheduled" and len(target) > 1:
            target = []
    else:
        target = [hearing for hearing in others if hearing.starts_at.date() >= today]
        if not target and any(hearing.starts_at.date() >= today for hearing in standing):
            return Reason.WHICH_HEARING  # the file lists the other one as it was
    if len(target) > 1:
        return Reason.WHICH_HEARING
    if target:
        return _updated(target[0], one)
    if one.starts_at is None:
        return Reason.NO_TIME
    first_announced = one.previous or one.starts_at
    return Hearing(
        id=hearing_id(str(one.case.key), one.kind, first_announced),
        case_number=str(one.case),
        starts_at=one.starts_at,
        kind=one.kind,
        status=one.status,
        previous_starts_at=one.previous if one.previous != one.starts_at else None,
        **one.details,
    )


def _was_at(hearing: Hearing, one: Announced) -> bool:
    if one.previous is not None:
        return hearing.starts_at == one.previous
    return hearing.starts_at.date() == one.previous_day


def _same_day(hearing: Hearing, one: Announced) -> bool:
    return (
        one.starts_at is not None and hearing.starts_at.date() == one.starts_at.astimezone(COURT_ZONE).date()
    )


def _updated(old: Hearing, one: Announced) -> Hearing:
    """The known hearing with what the file says now; what the file leaves out stays."""
    details = {name: text for name, text in one.details.items() if text}
    starts_at = one.starts_at if one.starts_at is not None and one.status != "cancelled" else old.starts_at
    status, previous = one.status, old.previous_starts_at
    if starts_at != old.starts_at:
        previous = old.starts_at
        status = "changed"
    elif one.previous is not None and one.previous != starts_at:
        previous = one.previous
    if status == "scheduled" and not one.revived:
        status = old.status
    if status == "scheduled":
        previous = None
    return old.model_copy(
        update={
            **details,
            "case_number": str(one.case),
            "starts_at": starts_at,
            "status": status,
            "previous_starts_at": previous,
        }
    )
