"""Where a rule stands: the laws that the calculators work by, and an article of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Law(StrEnum):
    """A law, in the version named beside it (docs/law.md). The value names its title in the catalogues."""

    COSTS = "costs"  # 诉讼费用交纳办法，国务院令第481号
    CIVIL_PROCEDURE = "civil-procedure"  # 民事诉讼法，2023年修正
    CIVIL_PROCEDURE_INTERPRETATION = "civil-procedure-interpretation"  # 法释〔2022〕11号
    CIVIL_CODE = "civil-code"  # 民法典
    CRIMINAL_PROCEDURE = "criminal-procedure"  # 刑事诉讼法，2018年修正
    ADMINISTRATIVE_PROCEDURE = "administrative-procedure"  # 行政诉讼法，2017年修正
    ADMINISTRATIVE_INTERPRETATION = "administrative-interpretation"  # 法释〔2018〕1号
    RECONSIDERATION = "reconsideration"  # 行政复议法，2023年修订
    LABOUR_ARBITRATION = "labour-arbitration"  # 劳动争议调解仲裁法
    LABOUR_INTERPRETATION = "labour-interpretation"  # 法释〔2020〕26号
    AWARD_ENFORCEMENT = "award-enforcement"  # 法释〔2018〕5号
    IP_JURISDICTION = "ip-jurisdiction"  # 法释〔2022〕13号
    DOMESTIC_VIOLENCE = "domestic-violence"  # 反家庭暴力法
    HOLIDAYS = "holidays"  # 全国年节及纪念日放假办法，2024年修订


@dataclass(frozen=True, slots=True)
class Article:
    """第十三条第一款第（二）项; `paragraph` and `item` are 0 where the whole article is meant."""

    law: Law
    number: int
    paragraph: int = 0
    item: int = 0
