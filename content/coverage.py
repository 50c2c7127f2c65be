"""Coverage and freshness (梳理缺项、督导检查, row D2): for each row that the court promised, what is missing,
incomplete, past its date or stale, and which department answers for it.

The rows stand in ``requirements.toml``; what a record needs, how old it may be and when it is over is said by
its kind. A report is read off the database record by record: a million debtors cost no memory.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from content.days_off import read_days_off
from content.records import CHINESE, COURT_ZONE, Holiday, Record, kind_named
from content.store import Store
from content.sync_log import read_state

TABLE = Path(__file__).with_name("requirements.toml")
# The month by which the State Council has mostly announced the days off of the next year.
_ANNOUNCED_BY = 11
# So many records are named one by one; the rest is counted.
MOST_NAMED = 100


class State(StrEnum):
    """How a part stands, the worst first. The value is what scripts read."""

    MISSING = "missing"
    PAST = "past"
    INCOMPLETE = "incomplete"
    STALE = "stale"
    PRESENT = "present"


STATE_NAMES: Mapping[State, str] = {
    State.MISSING: "缺失",
    State.PAST: "过期",
    State.INCOMPLETE: "不完整",
    State.STALE: "未及时更新",
    State.PRESENT: "完整",
}


class _PartRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    name: str
    where: dict[str, str] = {}
    owner: str = ""
    least: int = 1
    ends: str = ""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    parts: tuple[_PartRow, ...]


class Requirements(BaseModel):
    """The table of what was promised."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    row: tuple[_Row, ...]
    fields: dict[str, str]


def read_requirements(table: Path = TABLE) -> Requirements:
    return Requirements.model_validate(tomllib.loads(table.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Named:
    """A record that something is wrong with: `fields` that it lacks, or the day since when it is over."""

    id: str
    title: str
    place: str
    fields: tuple[str, ...] = ()
    since: datetime | None = None


@dataclass(slots=True)
class Part:
    """One part of a row. `states` are all that hold, the worst first; `note` says more in words."""

    row: str
    row_title: str
    name: str
    kind: str
    owner: str
    records: int = 0
    as_of: datetime | None = None
    limit: timedelta | None = None
    states: list[State] = field(default_factory=list)
    incomplete: list[Named] = field(default_factory=list)
    incomplete_records: int = 0
    past: list[Named] = field(default_factory=list)
    past_records: int = 0
    note: str = ""

    @property
    def state(self) -> State:
        return self.states[0] if self.states else State.PRESENT


@dataclass(frozen=True, slots=True)
class Report:
    made: datetime
    parts: tuple[Part, ...]
    fields: Mapping[str, str]

    @property
    def findings(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.state is not State.PRESENT)

    @property
    def worst_first(self) -> tuple[Part, ...]:
        order = list(State)
        return tuple(sorted(self.parts, key=lambda part: order.index(part.state)))

    def label(self, name: str) -> str:
        """What a field is called to the departments."""
        return self.fields.get(name, name)


Limit = Callable[[type[Record]], float]


def by_kind(kind: type[Record]) -> float:
    """Hours that content of a kind is good for, as the kind itself says."""
    return kind.fresh_hours


def report(
    store: Store,
    now: datetime,
    *,
    home: Path | None = None,
    limit: Limit = by_kind,
    requirements: Requirements | None = None,
) -> Report:
    """How the content stands at `now`. `home` is the machine's folder, for how its syncs go."""
    promised = requirements or read_requirements()
    parts = [_part(store, row, part, now, limit) for row in promised.row for part in row.parts]
    parts.append(_days_off(store, now))
    parts += _running(store, now, home)
    return Report(now, tuple(parts), promised.fields)


def _part(store: Store, row: _Row, wanted: _PartRow, now: datetime, limit: Limit) -> Part:
    kind = kind_named(wanted.kind)
    owner = wanted.owner or (kind.owner_department if kind else "")
    part = Part(row.id, row.title, wanted.name, wanted.kind, owner)
    if kind is None:
        part.states = [State.MISSING]
        return part
    coming = _look(store, kind, wanted, part, now)
    part.as_of, part.limit = store.as_of(wanted.kind), timedelta(hours=limit(kind))
    if part.records < wanted.least:
        part.states.append(State.MISSING)
        part.note = f"至少应有 {wanted.least} 条，现有 {part.records} 条" if part.records else ""
        if not part.records:
            return part
    if (wanted.ends or kind.ends_with) and not kind.ends_each and not coming:
        part.states.append(State.PAST)
        part.note = "没有今天以后的内容"
    elif part.past_records and kind.ends_each:
        part.states.append(State.PAST)
    if part.incomplete_records:
        part.states.append(State.INCOMPLETE)
    if part.as_of is None or now - part.as_of > part.limit:
        part.states.append(State.STALE)
    return part


def _look(store: Store, kind: type[Record], wanted: _PartRow, part: Part, now: datetime) -> bool:
    """Go through the records of a part; whether one is still to come."""
    ends_with = wanted.ends or kind.ends_with
    if not (kind.needed or ends_with or wanted.where):
        part.records = store.counts()[wanted.kind]
        return True
    coming = False
    for plain in _plain(store, wanted.kind):
        if plain.get("lang", CHINESE) != CHINESE:
            continue  # a translation is no further record
        if any(str(plain.get(name, "")) != value for name, value in wanted.where.items()):
            continue
        part.records += 1
        end = _end(plain.get(ends_with)) if ends_with else None
        if end is None or end >= now:
            coming = True
        elif kind.ends_each:
            part.past_records += 1
            if len(part.past) < MOST_NAMED:
                part.past.append(_named(kind, plain, since=end))
        # What is over needs nothing more.
        if (end is None or end >= now) and (lacking := kind.lacks(plain)):
            part.incomplete_records += 1
            if len(part.incomplete) < MOST_NAMED:
                part.incomplete.append(_named(kind, plain, fields=lacking))
    return coming


def _plain(store: Store, kind: str) -> Iterator[Mapping[str, Any]]:
    for body in store.bodies_of(kind):
        yield json.loads(body)


def _end(value: Any) -> datetime | None:
    """The end of a day, or a moment."""
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=COURT_ZONE) + timedelta(days=1)
    return moment


def _named(kind: type[Record], plain: Mapping[str, Any], **more: Any) -> Named:
    title = next((str(plain[name]) for name in ("title", "name", "case_number") if plain.get(name)), "")
    id = str(plain.get("id", ""))
    return Named(id, title or id, kind.place_of(id), **more)


def _days_off(store: Store, now: datetime) -> Part:
    """Whether the days off are known that time limits are counted with: of this year, and from November on
    of the next."""
    part = Part("A4", "诉讼指南", "放假安排（计算期限用）", Holiday.record_kind, Holiday.owner_department)
    part.records, part.as_of = store.counts()[part.kind], store.as_of(part.kind)
    known = read_days_off(store)
    wanted = (now.year, now.year + 1) if now.month >= _ANNOUNCED_BY else (now.year,)
    if unknown := [year for year in wanted if not known.is_known(year)]:
        part.states.append(State.MISSING)
        years = "、".join(f"{year}年" for year in unknown)
        part.note = (
            f"{years}的放假安排还没有：期限只能算到“最早是哪天”。国务院办公厅的通知一般在上一年十月、十一月发布，"
            "把通知全文存成 txt 或者 docx 导入即可"
        )
    return part


def _running(store: Store, now: datetime, home: Path | None) -> Iterator[Part]:
    """Rows D1 and D3: whether what is here is published, and whether this machine still gets it."""
    published, synced = store.published(), read_state(home) if home else None
    if synced is not None and (synced.succeeded or synced.trouble):
        yield _syncing(Part("D3", "离线可用", "本机同步", "", "信息技术部门"), store, now, home)
        return
    part = Part("D1", "一次录入、多种用途", "发布", "", "信息技术部门")
    unpublished = store.count_unpublished()
    if published is None:
        part.states, part.note = [State.MISSING], "还没有发布过"
    else:
        part.as_of, part.records = published.published_at, sum(store.counts().values())
        if unpublished:
            part.states, part.note = [State.STALE], f"有 {unpublished} 条改动还没有发布"
    yield part


def _syncing(part: Part, store: Store, now: datetime, home: Path | None) -> Part:
    state, published = read_state(home or Path()), store.published()
    part.as_of, part.records = state.succeeded, sum(store.counts().values())
    if published is None:
        part.states.append(State.MISSING)
    elif published.valid_until is not None and published.valid_until < now:
        part.states.append(State.PAST)
        part.note = f"签名到 {published.valid_until:%Y-%m-%d %H:%M} 为止"
    if state.trouble is not None:
        part.states.append(State.STALE)
        part.note = str(state.trouble)
    return part


def as_data(found: Report) -> dict[str, Any]:
    """The report as JSON (docs/coverage.md)."""
    return {
        "made": found.made.isoformat(),
        "complete": not found.findings,
        "rows": [
            {
                "row": part.row,
                "title": part.row_title,
                "part": part.name,
                "kind": part.kind,
                "owner": part.owner,
                "state": str(part.state),
                "states": [str(state) for state in part.states],
                "records": part.records,
                "as_of": part.as_of.isoformat() if part.as_of else None,
                "limit_hours": part.limit.total_seconds() / 3600 if part.limit else None,
                "note": part.note,
                "incomplete_records": part.incomplete_records,
                "incomplete": [
                    {
                        "id": one.id,
                        "title": one.title,
                        "place": one.place,
                        "fields": [{"name": name, "label": found.label(name)} for name in one.fields],
                    }
                    for one in part.incomplete
                ],
                "past_records": part.past_records,
                "past": [
                    {
                        "id": one.id,
                        "title": one.title,
                        "place": one.place,
                        "since": one.since.isoformat() if one.since else None,
                    }
                    for one in part.past
                ],
            }
            for part in found.parts
        ],
    }


def in_words(found: Report, part: Part) -> str:
    """What is wrong with a part, in a sentence for its department."""
    said = [part.note] if part.note else []
    if part.incomplete_records:
        lacking: dict[str, int] = {}
        for one in part.incomplete:
            for name in one.fields:
                lacking[name] = lacking.get(name, 0) + 1
        fields = "、".join(found.label(name) for name in lacking)
        said.append(f"{part.incomplete_records} 条不完整，缺{fields}")
    if part.past_records:
        said.append(f"{part.past_records} 条已过期")
    if State.STALE in part.states and part.limit is not None:
        limit = part.limit.total_seconds() / 3600
        allowed = f"{limit / 24:.0f} 天" if limit >= 48 else f"{limit:.0f} 小时"
        when = f"{part.as_of:%Y-%m-%d %H:%M}" if part.as_of else "从未"
        said.append(f"最近确认：{when}，应当在 {allowed}内更新")
    return "；".join(said)
