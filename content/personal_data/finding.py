"""What a finding is, and the rule behind each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What was found; the earlier one is meant where two would fit as well."""

    ID_CARD = "id-card"
    BANK_ACCOUNT = "bank-account"
    TELEPHONE = "telephone"
    PASSPORT = "passport"
    DOCUMENT = "document"
    LICENCE_PLATE = "licence-plate"
    PROPERTY_CERTIFICATE = "property-certificate"
    CONTACT = "contact"
    ADDRESS = "address"
    MINOR = "minor"
    NAME = "name"
    PARTY = "party"
    HEALTH = "health"


# What a clerk reads: the data, and the article of 法释〔2016〕19号.
RULES: Mapping[Rule, str] = {
    Rule.ID_CARD: "身份证号码（第十条第一款第一项）",
    Rule.BANK_ACCOUNT: "银行账号（第十条第一款第一项、第二项）",
    Rule.TELEPHONE: "通讯方式：电话（第十条第一款第一项）",
    Rule.PASSPORT: "护照、通行证号码（第十条第一款第一项）",
    Rule.DOCUMENT: "证件号码（第十条第一款第一项）",
    Rule.LICENCE_PLATE: "车牌号码（第十条第一款第一项、第二项）",
    Rule.PROPERTY_CERTIFICATE: "权属证书编号（第十条第一款第一项、第二项）",
    Rule.CONTACT: "通讯方式：邮箱、网络账号（第十条第一款第一项）",
    Rule.ADDRESS: "家庭住址（第十条第一款第一项；县、区以上可以保留）",
    Rule.MINOR: "未成年人及其法定代理人姓名（第八条第三项）",
    Rule.NAME: "应当隐名的姓名（第八条第一项、第二项）",
    Rule.PARTY: "当事人姓名、名称（本院设定：全部当事人隐名）",
    Rule.HEALTH: "健康状况（第十条第一款第一项）",
}
_RANK = {rule: number for number, rule in enumerate(Rule)}


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` stands at characters `start` to `end`; `masked` is what should stand there instead."""

    rule: Rule
    start: int
    end: int
    text: str
    masked: str

    @property
    def rank(self) -> int:
        return _RANK[self.rule]


def crossed(text: str) -> str:
    """Letters and digits as ×, which article 10 names; separators stay."""
    return re.sub(r"[0-9A-Za-z]", "×", text)
