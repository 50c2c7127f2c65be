"""The five lists of judgment debtors: an ID number is sealed on the way in, a masked one kept as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from content.case_number import CaseNumber
from content.debtors import plain_name
from content.id_numbers import birth_day, is_shown_in_part, read_id_number, read_organisation_code, shown
from content.importers.cells import Wrong, read_value, says_nothing
from content.importers.dates import half_width
from content.importers.grid import text_of
from content.importers.hearings import Outcome
from content.importers.reasons import Reason, Refusal
from content.importers.titles import IGNORED, WITHDRAWN, KindTitles, value_in
from content.importers.validation import refusals
from content.personal_data import find
from content.records import Debtor, DebtorList
from content.records.debtors import debtor_id
from content.store import Store

_TOLD_APART = frozenset({"number", "born", "who", "code"})
_ORGANISATION = re.compile(
    r"公司|厂|委员会|合作社|信用社|银行|政府|中心|医院|学校|大学|幼儿园|事务所|协会|经营部|门市部|超市|饭店|酒店|集团|商店|商行|合伙|研究院"
    r"|工作室|村民小组|农场|基金会|个体工商户|.{3,}[店局社部行队]$"
)
_WITHDRAWN = dict.fromkeys(
    ("撤销", "撤下", "撤回", "删除", "屏蔽", "移出", "解除", "已履行完毕", "终止", "已退出"), "yes"
)
_STAYS = dict.fromkeys(("未撤销", "未解除", "未屏蔽", "未删除", "否", "正常", "发布", "有效"), "")
# Texts are looked through for personal data only where a number of some length stands in them.
_LONG_NUMBER = re.compile(r"\d{7}|[\w.]@\w|住")
_EACH_ITS_OWN = frozenset({"name", "case_number"})
_REMEMBERED = 50_000
_AT_ONCE = 5_000
_CANONICAL = re.compile(r"（(\d{4})）([一-鿿]\d{2,4})(执恢|执保|执异|执)([1-9]\d{0,7})号")


def _case(text: str) -> tuple[str, str]:
    """(canonical writing, key) of a case number; ("", "") when it is none."""
    if match := _CANONICAL.fullmatch(text):
        return text, "".join(match.groups())
    number = CaseNumber.parse(text)
    return (str(number), number.key) if number else ("", "")


class DebtorIntake:
    """The debtors of one file, within `store.transaction()`. `take` each row, then `end` once."""

    def __init__(self, titles: KindTitles, path: Path, store: Store, today: date) -> None:
        self.outcome = Outcome(kinds={Debtor.record_kind, DebtorList.record_kind})
        self._titles, self._path, self._store, self._today = titles, path, store, today
        self._key = store.debtors.key_for_import()
        self._seen: set[str] = set()
        self._lists: set[str] = set()
        self._waiting: list[Debtor] = []
        self._read: dict[tuple[str, object], Any] = {}

    def take(
        self,
        cells: Mapping[str, object],
        row: int | None,
        titles: Mapping[str, str] | None = None,
        *,
        sheet: str = "",
    ) -> None:
        """One row: field → what stands there; `titles` are the fields' names in the file."""
        named = titles or {}
        plain: dict[str, Any] = {}
        for name, cell in cells.items():
            if name in _TOLD_APART or name in (IGNORED, WITHDRAWN):
                continue
            value = self._value(name, cell)
            if isinstance(value, Wrong):
                return self._refuse(row, named.get(name, name), value.reason)
            if value is not None:
                plain[name] = value
        written, key = _case(str(plain.get("case_number", "")))
        if not key:
            reason = Reason.WRONG_CASE_NUMBER if plain.get("case_number") else Reason.NO_CASE_NUMBER
            return self._refuse(row, named.get("case_number", "案号"), reason)
        plain["case_number"] = written
        wrong = self._who(plain, cells)
        if wrong:
            return self._refuse(row, named.get(wrong[0], wrong[0]), wrong[1])
        for name in ("duty", "behaviour", "status", "basis"):
            text = str(plain.get(name, ""))
            if _LONG_NUMBER.search(text) and find(text, today=self._today):
                return self._refuse(row, named.get(name, name), Reason.PERSONAL_DATA)
        who = plain.get("number_sealed") or plain.get("code") or plain_name(str(plain.get("name", "")))
        plain["id"] = debtor_id(str(plain.get("list", "")), key, str(who))
        try:
            record = Debtor.model_validate(plain)
        except ValidationError as error:
            for one in refusals(error, self._path, row):
                self._refuse(row, named.get(one.field, one.field), one.reason)
            return None
        self._put(record, row, named, cells.get(WITHDRAWN))
        return None

    def end(self, *, whole: bool) -> Outcome:
        """What became of the file; with `whole`, what it no longer lists is taken away, but only where every
        row of it could be read."""
        self._write()
        if whole and not self.outcome.refused:
            for list_name in self._lists:
                for id in self._store.ids_under(Debtor.record_kind, list_name) - self._seen:
                    self._store.remove(Debtor.record_kind, id)
                    self.outcome.withdrawn += 1
        for list_name in sorted(self._lists):
            self._store.put(
                DebtorList.model_validate(
                    {"id": list_name, "updated": self._today, "key_mark": self._key.mark}
                )
            )
        return self.outcome

    def _put(self, record: Debtor, row: int | None, named: Mapping[str, str], state: object) -> None:
        if record.id in self._seen:
            return self._refuse(row, named.get("name", "姓名"), Reason.TWICE)
        self._lists.add(record.list)
        if state is not None and value_in(text_of(state), {**_WITHDRAWN, **_STAYS}) == "yes":
            self._write()
            if self._store.body(Debtor.record_kind, record.id, "zh-CN") is None:
                self.outcome.unchanged += 1
            else:
                self._store.remove(Debtor.record_kind, record.id)
                self.outcome.withdrawn += 1
            return None
        self._seen.add(record.id)
        self._waiting.append(record)
        if len(self._waiting) >= _AT_ONCE:
            self._write()
        return None

    def _write(self) -> None:
        changed = self._store.put_many(self._waiting)
        self.outcome.accepted += changed
        self.outcome.unchanged += len(self._waiting) - changed
        self._waiting.clear()

    def _value(self, name: str, cell: object) -> Any:
        """What a field takes from a cell, or `Wrong`; None for nothing. Most cells were read before."""
        known = isinstance(cell, str) and name not in _EACH_ITS_OWN
        if known and (name, cell) in self._read:
            return self._read[name, cell]
        value: Any = None
        if not says_nothing(cell):
            words = self._titles.values.get(name, {})
            value = read_value(Debtor.model_fields[name], cell, words, self._today)
        if known:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[name, cell] = value
        return value

    def _who(self, plain: dict[str, Any], cells: Mapping[str, object]) -> tuple[str, str] | None:
        """Person or organisation, with the number as it may be kept; (field, reason) when it cannot be."""
        name, kind = str(plain.get("name", "")), text_of(cells.get("who"))
        number, code = (
            "" if says_nothing(cells.get(field)) else text_of(cells.get(field))
            for field in ("number", "code")
        )
        whole = read_id_number(number) if number else None
        told = bool(re.search(r"法人|组织|单位|企业|机关", kind)) and "自然人" not in kind
        organisation = told or (
            not kind
            and whole is None
            and not is_shown_in_part(number)
            and bool(code or _ORGANISATION.search(name))
        )
        if number and not code and whole is None and not is_shown_in_part(number):
            # One column for both, as the national list has it.
            if (read := read_organisation_code(number)) is None:
                return "number", Reason.WRONG_ID_NUMBER
            number, code, organisation = "", read, True
        if code:
            read = read_organisation_code(code)
            if read is None:
                return "code", Reason.WRONG_CODE
            plain["code"] = read
        plain["is_organisation"] = organisation
        if organisation:
            return None
        if whole is not None:
            plain["number_sealed"], plain["number_shown"] = self._key.seal_number(whole), shown(whole)
            plain.setdefault("sex", "male" if int(whole[16]) % 2 else "female")
        elif number and is_shown_in_part(number):
            tight = re.sub(r"\s", "", half_width(number)).upper()
            plain["number_shown"] = shown(tight)
        elif number:
            return "number", Reason.WRONG_ID_NUMBER
        born = birth_day(whole) if whole else None
        year = born.year if born else self._year(cells.get("born"))
        if year:
            plain["born_sealed"] = self._key.seal_birth(plain_name(name), year)
        return None

    @staticmethod
    def _year(cell: object) -> int | None:
        found = re.search(r"(19|20)\d{2}", half_width(text_of(cell)))
        return int(found[0]) if found else None

    def _refuse(self, row: int | None, field: str, reason: str) -> None:
        self.outcome.refused.append(Refusal(self._path, row, field, reason))
