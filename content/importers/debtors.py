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


class DebtorIntake:
    """The debtors of one file, within `store.transaction()`. `take` each row, then `end` once."""

    def __init__(self, titles: KindTitles, path: Path, store: Store, today: date) -> None:
        self.outcome = Outcome(kinds={Debtor.record_kind, DebtorList.record_kind})
        self._titles, self._path, self._store, self._today = titles, path, store, today
        self._key = store.debtors.key_for_import()
        self._seen: set[str] = set()
        self._lists: set[str] = set()

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
            if name in _TOLD_APART or name in (IGNORED, WITHDRAWN) or says_nothing(cell):
                continue
            value = read_value(
                Debtor.model_fields[name], cell, self._titles.values.get(name, {}), self._today
            )
            if isinstance(value, Wrong):
                return self._refuse(row, named.get(name, name), value.reason)
            plain[name] = value
        case = CaseNumber.parse(str(plain.get("case_number", "")))
        if case is None:
            reason = Reason.WRONG_CASE_NUMBER if plain.get("case_number") else Reason.NO_CASE_NUMBER
            return self._refuse(row, named.get("case_number", "案号"), reason)
        plain["case_number"] = str(case)
        wrong = self._who(plain, cells)
        if wrong:
            return self._refuse(row, named.get(wrong[0], wrong[0]), wrong[1])
        for name in ("duty", "behaviour", "status", "basis"):
            text = str(plain.get(name, ""))
            if _LONG_NUMBER.search(text) and find(text, today=self._today):
                return self._refuse(row, named.get(name, name), Reason.PERSONAL_DATA)
        who = plain.get("number_sealed") or plain.get("code") or plain_name(str(plain.get("name", "")))
        plain["id"] = debtor_id(str(plain.get("list", "")), case.key, str(who))
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
        if value_in(text_of(state), {**_WITHDRAWN, **_STAYS}) == "yes":
            if self._store.body(Debtor.record_kind, record.id, "zh-CN") is None:
                self.outcome.unchanged += 1
            else:
                self._store.remove(Debtor.record_kind, record.id)
                self.outcome.withdrawn += 1
            return None
        self._seen.add(record.id)
        changed = self._store.put(record)
        self.outcome.accepted += changed
        self.outcome.unchanged += not changed
        return None

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
