"""Judgment debtors (被执行人, row A11) in five lists, and what each list is.

Who is on the list of the dishonest is made public by name, sex, age and ID number
(最高人民法院关于公布失信被执行人名单信息的若干规定, 法释〔2017〕7号第六条). What is kept here of an ID
number is the first and last four digits, and a keyed hash that a number entered in full is compared with
(`content.debtor_key`).
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from content.records.base import Maybe, Record, Slug, Text

ListName = Literal["enforcement", "dishonest", "exit", "bidding", "consumption"]
LISTS: tuple[ListName, ...] = ("enforcement", "dishonest", "exit", "bidding", "consumption")
Sealed = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_-]{16})?$")]


class DebtorList(Record):
    """One of the five lists: to which day it is complete, and the key that its ID numbers are sealed with."""

    record_kind = "debtor_list"
    chinese = "被执行人名单"
    requirement = "A11"
    owner_department = "执行局"
    fresh_hours = 24.0 * 7

    id: ListName = Field(description="Which list.")
    updated: date = Field(description="Day of the last import.")
    key_mark: Slug = Field(description="Which key: 12 characters that tell one key from another.")

    @classmethod
    def place_of(cls, id: str) -> str:
        return "/debtors/about"


class Debtor(Record):
    """One entry of one list. Not found by searching: a person is named only to who knows a second key."""

    record_kind = "debtor"
    chinese = "被执行人"
    requirement = "A11"
    owner_department = "执行局"
    fresh_hours = 24.0 * 7
    identified_by = ("list", "case_number", "name")
    whole_by = "list"
    lean = True

    id: Slug = Field(description="12 characters derived from list, case and debtor.")
    list: ListName = Field(description="Which list.")
    name: Text = Field(description="Name of the person or organisation.")
    is_organisation: bool = Field(False, description="No natural person.")
    sex: Literal["", "male", "female"] = Field("", description="Of a natural person.")
    number_shown: Maybe = Field("", description="ID number as it is shown: 1310**********0011.")
    number_sealed: Sealed = Field("", description="ID number as a keyed hash.")
    born_sealed: Sealed = Field("", description="Name and year of birth as a keyed hash.")
    code: Maybe = Field("", description="Unified social credit code (统一社会信用代码) of an organisation.")
    representative: Maybe = Field("", description="Who represents the organisation.")
    case_number: Text = Field(description="Case number of the enforcement.")
    court: Maybe = Field("", description="Court that enforces.")
    basis: Maybe = Field("", description="Document that is enforced (执行依据文号).")
    amount: Decimal | None = Field(None, ge=0, description="Amount, in yuan.")
    filed: date | None = Field(None, description="Day of filing (立案日期).")
    duty: Maybe = Field("", description="Duty by the document that is enforced.")
    status: Maybe = Field("", description="How far it is performed (履行情况).")
    behaviour: Maybe = Field("", description="What makes the debtor dishonest (失信行为具体情形).")
    published: date | None = Field(None, description="Published on.")
    until: date | None = Field(None, description="Until when the restriction holds.")

    @property
    def parent(self) -> str:
        return self.list

    @classmethod
    def place_of(cls, id: str) -> str:
        return "/debtors"


def debtor_id(list_name: str, case_key: str, who: str) -> str:
    """Stable id of an entry: 12 characters (72 bits of SHA-256 over its key)."""
    key = f"debtor|{list_name}|{case_key}|{who}"
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()[:9]).decode()
