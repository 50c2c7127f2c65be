"""Taking in records of one kind from one file: read, checked, given an id, put into the store."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from content.importers.cells import Wrong, read_value, says_nothing
from content.importers.debtors import DebtorIntake
from content.importers.grid import text_of
from content.importers.hearings import Outcome
from content.importers.reasons import Reason, Refusal
from content.importers.titles import IGNORED, WITHDRAWN, KindTitles, value_in
from content.importers.validation import refusals
from content.records import Debtor, Record, kind_named
from content.store import Store

_WITHDRAWN = dict.fromkeys(
    ("撤下", "撤销", "撤回", "删除", "退出", "免除", "免职", "除名", "移出", "下架", "作废", "不在册"), "yes"
)
_KEPT = {"不撤下": "", "未撤下": "", "未撤销": "", "否": "", "正常": "", "有效": "", "在册": ""}


class Intake:
    """One kind's records of one file, within `store.transaction()`.

    Call `take` for each, then `end` once.
    """

    def __init__(self, titles: KindTitles, path: Path, store: Store, today: date) -> None:
        self.kind = titles.kind
        self.outcome = Outcome(kinds={self.kind.record_kind})
        self._titles, self._path, self._store, self._today = titles, path, store, today
        self._seen: dict[tuple[str, str], tuple[Record, str]] = {}
        self._taken = 0

    def take(
        self,
        cells: Mapping[str, object],
        row: int | None,
        titles: Mapping[str, str] | None = None,
        *,
        sheet: str = "",
    ) -> None:
        """One record: field → what stands there. `titles` are the fields' names in the file. The same record
        once more on another sheet is no slip (one sheet a list, and one with all)."""
        named = titles or {}
        plain: dict[str, Any] = {}
        wrong = False
        for name, cell in cells.items():
            if name in (IGNORED, WITHDRAWN) or cell is None or _is_blank(cell):
                continue
            field = self.kind.model_fields.get(name)
            if field is None:
                plain[name] = cell
                continue
            value = read_value(field, cell, self._titles.values.get(name, {}), self._today)
            if isinstance(value, Wrong):
                self._refuse(row, named.get(name, name), value.reason)
                wrong = True
            else:
                plain[name] = value
        if wrong:
            return
        self._complete(plain)
        try:
            record = self.kind.model_validate(plain)
        except ValidationError as error:
            for one in refusals(error, self._path, row):
                self._refuse(row, named.get(one.field, self._title(one.field)), one.reason)
            return
        first, first_sheet = self._seen.setdefault(record.key, (record, sheet))
        if first is not record:
            if _without_order(first) != _without_order(record):
                self._refuse(row, self._name_of(named), Reason.TWO_RECORDS)
            elif first_sheet == sheet:
                self._refuse(row, self._name_of(named), Reason.TWICE)
            return
        self._taken += 1
        if self._is_withdrawn(cells.get(WITHDRAWN)):
            self._withdraw(record.key)
        else:
            changed = self._store.put(record)
            self.outcome.accepted += changed
            self.outcome.unchanged += not changed

    def end(self, *, whole: bool) -> Outcome:
        """What became of the file; with `whole`, what it no longer lists is withdrawn, but only where every
        row of it could be read."""
        if whole and self._seen and not self.outcome.refused:
            part = self.kind.whole_by
            parts = {str(getattr(record, part)) for record, _ in self._seen.values()} if part else set()
            for record in self._store.all(self.kind):
                if record.key not in self._seen and (not part or str(getattr(record, part)) in parts):
                    self._withdraw(record.key)
        return self.outcome

    def _complete(self, plain: dict[str, Any]) -> None:
        """An id from what identifies the record, its place in the order of the file."""
        for name, kinds in self.kind.refers.items():
            if name in plain:
                plain[name] = self._referred(str(plain[name]), kinds)
        if "id" in self.kind.model_fields and not plain.get("id") and self.kind.identified_by:
            plain["id"] = self._id_by_hand(plain) or derived_id(self.kind, plain)
        if "order" in self.kind.model_fields:
            plain.setdefault("order", (self._taken + 1) * 10)

    def _id_by_hand(self, plain: Mapping[str, Any]) -> str:
        """The id that a record which these fields identify was given by hand."""
        if not self.kind.keeps_ids:
            return ""
        wanted = [_key_text(plain.get(name)) for name in self.kind.identified_by]
        for record in self._store.all(self.kind):
            if [_key_text(getattr(record, name)) for name in self.kind.identified_by] == wanted:
                return record.key[0]
        return ""

    def _referred(self, text: str, kinds: tuple[str, ...]) -> str:
        """The id of the record that a file names; what names none is left as it is."""
        for name in kinds:
            kind = kind_named(name)
            for record in self._store.all(kind) if kind is not None else ():
                if text in (record.key[0], getattr(record, "name", None)):
                    return record.key[0]
        return text

    def _withdraw(self, key: tuple[str, str]) -> None:
        if key in self._store.keys(self.kind.record_kind):
            self._store.remove(self.kind.record_kind, *key)
            self.outcome.withdrawn += 1
        else:
            self.outcome.unchanged += 1

    def _is_withdrawn(self, cell: object) -> bool:
        return value_in(text_of(cell), {**_WITHDRAWN, **_KEPT}) == "yes"

    def _refuse(self, row: int | None, field: str, reason: str) -> None:
        self.outcome.refused.append(Refusal(self._path, row, field, reason))

    def _name_of(self, named: Mapping[str, str]) -> str:
        first = self.kind.identified_by[0] if self.kind.identified_by else "id"
        return named.get(first, self._title(first))

    def _title(self, field: str) -> str:
        return self._titles.title_of(field)


AnyIntake = Intake | DebtorIntake


def intake_for(titles: KindTitles, path: Path, store: Store, today: date) -> AnyIntake:
    """Who takes in records of a kind: debtors go their own way, as their numbers are sealed."""
    make = DebtorIntake if titles.kind is Debtor else Intake
    return make(titles, path, store, today)


def derived_id(kind: type[Record], plain: Mapping[str, Any]) -> str:
    """Stable id of a record without one: 12 characters safe in an address (72 bits of SHA-256 over what
    identifies it), the same on every machine and at every import."""
    parts = [kind.record_kind, *(_key_text(plain.get(name)) for name in kind.identified_by)]
    return base64.urlsafe_b64encode(hashlib.sha256("|".join(parts).encode()).digest()[:9]).decode()


def _key_text(value: object) -> str:
    return "".join(text_of(value).split())


def _is_blank(cell: object) -> bool:
    return says_nothing(cell) if not isinstance(cell, list | tuple | Mapping) else not cell


def _without_order(record: Record) -> Record:
    return record.model_copy(update={"order": 0}) if "order" in type(record).model_fields else record
