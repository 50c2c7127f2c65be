"""Litigation costs (诉讼费用) by the Measures on the Payment of Litigation Costs (诉讼费用交纳办法,
国务院令第481号, in force since 1 April 2007). Pure arithmetic.

Amounts are yuan as `Decimal`, exact to the fen. **Rounding**: the Measures are silent. A fee is worked out
exactly, shares and caps included, and rounded once, at the end, to the fen, half a fen up.

Where the Measures name a range, the province fixes the amount in it (第十三条第二款); then `Fee.min` and
`Fee.max` differ. A court's notice of payment (交费通知) is what binds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from shared.law.articles import Article, Law

FEN = Decimal("0.01")


class FeeKind(StrEnum):
    """What is paid for."""

    PROPERTY = "property"  # 财产案件
    DIVORCE = "divorce"  # 离婚案件
    PERSONALITY = "personality"  # 侵害人格权的案件
    OTHER = "other"  # 其他非财产案件
    IP = "ip"  # 知识产权民事案件
    LABOUR = "labour"  # 劳动争议案件
    ADMINISTRATIVE = "administrative"  # 行政案件
    ADMINISTRATIVE_SPECIAL = "administrative-special"  # 商标、专利、海事行政案件
    JURISDICTION = "jurisdiction"  # 管辖权异议不成立
    ENFORCEMENT = "enforcement"  # 申请执行
    PRESERVATION = "preservation"  # 申请保全
    PAYMENT_ORDER = "payment-order"  # 申请支付令
    PUBLIC_SUMMONS = "public-summons"  # 申请公示催告
    ARBITRATION = "arbitration"  # 申请撤销仲裁裁决、认定仲裁协议效力
    BANKRUPTCY = "bankruptcy"  # 破产案件


class AmountNeed(StrEnum):
    """Whether a fee depends on an amount of money."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Tier:
    """The part of an amount over `over` and up to `up_to` (None: all the rest), at `rate` (0.025: 2.5 %)."""

    over: Decimal
    up_to: Decimal | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class PerCase:
    """An amount for each case (每件); `max` differs from `min` where the province chooses."""

    min: Decimal
    max: Decimal


@dataclass(frozen=True, slots=True)
class Portion:
    """What falls into a tier, and what that costs."""

    tier: Tier
    portion: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """One `divisor`-th of what was worked out so far: a half, a third. `min` and `max` are what remains."""

    divisor: int
    min: Decimal
    max: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """Never more than this; stands among the steps only where it took hold."""

    limit: Decimal


Step = PerCase | Portion | Share | Cap


@dataclass(frozen=True, slots=True)
class Fee:
    """What is to be paid, from `min` to `max` (equal where the Measures fix it), how it was worked out, and
    where that stands. `amount` is what it was worked out from."""

    kind: FeeKind
    amount: Decimal | None
    halved: bool
    min: Decimal
    max: Decimal
    steps: tuple[Step, ...]
    articles: tuple[Article, ...]

    @property
    def fixed(self) -> bool:
        return self.min == self.max


def _yuan(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def _tiers(start: int, *steps: tuple[int | None, str]) -> tuple[Tier, ...]:
    """Tiers one after another: up to which amount, at how many per cent."""
    found: list[Tier] = []
    over = Decimal(start)
    for up_to, per_cent in steps:
        end = None if up_to is None else Decimal(up_to)
        found.append(Tier(over, end, Decimal(per_cent) / 100))
        over = end or over
    return tuple(found)


# 第十三条第一款第（一）项: up to 10,000 yuan 50 yuan a case, then by tiers that add up.
PROPERTY_TIERS = _tiers(
    10_000,
    (100_000, "2.5"),
    (200_000, "2"),
    (500_000, "1.5"),
    (1_000_000, "1"),
    (2_000_000, "0.9"),
    (5_000_000, "0.8"),
    (10_000_000, "0.7"),
    (20_000_000, "0.6"),
    (None, "0.5"),
)
# 第十三条第一款第（二）项1: property up to 200,000 yuan costs nothing more.
DIVORCE_TIERS = _tiers(200_000, (None, "0.5"))
# 第十三条第一款第（二）项2: damages up to 50,000 yuan cost nothing more.
PERSONALITY_TIERS = _tiers(50_000, (100_000, "1"), (None, "0.5"))
# 第十四条第（一）项2.
ENFORCEMENT_TIERS = _tiers(10_000, (500_000, "1.5"), (5_000_000, "1"), (10_000_000, "0.5"), (None, "0.1"))
# 第十四条第（二）项: up to 1,000 yuan 30 yuan, then by tiers, never more than 5,000 yuan.
PRESERVATION_TIERS = _tiers(1_000, (100_000, "1"), (None, "0.5"))
PRESERVATION_CAP = Decimal(5_000)
# 第十四条第（六）项.
BANKRUPTCY_CAP = Decimal(300_000)


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a kind is worked out: so much a case, tiers on top, a share of that, a cap.

    `without` is what a case costs that has no amount, where that differs.
    """

    need: AmountNeed
    per_case: tuple[Decimal, ...]
    article: Article
    tiers: tuple[Tier, ...] = ()
    without: tuple[Decimal, ...] = ()
    divisor: int = 1
    cap: Decimal | None = None
    halves: bool = False


def _received(item: int) -> Article:
    return Article(Law.COSTS, 13, 1, item)


def _applied(item: int) -> Article:
    return Article(Law.COSTS, 14, 0, item)


_REQUIRED, _OPTIONAL, _NONE = AmountNeed.REQUIRED, AmountNeed.OPTIONAL, AmountNeed.NONE
_RULES: dict[FeeKind, _Rule] = {
    FeeKind.PROPERTY: _Rule(_REQUIRED, _yuan(50), _received(1), PROPERTY_TIERS, halves=True),
    FeeKind.DIVORCE: _Rule(_OPTIONAL, _yuan(50, 300), _received(2), DIVORCE_TIERS, halves=True),
    FeeKind.PERSONALITY: _Rule(_OPTIONAL, _yuan(100, 500), _received(2), PERSONALITY_TIERS, halves=True),
    FeeKind.OTHER: _Rule(_NONE, _yuan(50, 100), _received(2), halves=True),
    FeeKind.IP: _Rule(
        _OPTIONAL, _yuan(50), _received(3), PROPERTY_TIERS, without=_yuan(500, 1000), halves=True
    ),
    FeeKind.LABOUR: _Rule(_NONE, _yuan(10), _received(4), halves=True),
    FeeKind.ADMINISTRATIVE: _Rule(_NONE, _yuan(50), _received(5), halves=True),
    FeeKind.ADMINISTRATIVE_SPECIAL: _Rule(_NONE, _yuan(100), _received(5), halves=True),
    FeeKind.JURISDICTION: _Rule(_NONE, _yuan(50, 100), _received(6)),
    FeeKind.ENFORCEMENT: _Rule(_OPTIONAL, _yuan(50), _applied(1), ENFORCEMENT_TIERS, without=_yuan(50, 500)),
    FeeKind.PRESERVATION: _Rule(
        _OPTIONAL, _yuan(30), _applied(2), PRESERVATION_TIERS, cap=PRESERVATION_CAP
    ),
    FeeKind.PAYMENT_ORDER: _Rule(_REQUIRED, _yuan(50), _applied(3), PROPERTY_TIERS, divisor=3),
    FeeKind.PUBLIC_SUMMONS: _Rule(_NONE, _yuan(100), _applied(4)),
    FeeKind.ARBITRATION: _Rule(_NONE, _yuan(400), _applied(5)),
    FeeKind.BANKRUPTCY: _Rule(
        _REQUIRED, _yuan(50), _applied(6), PROPERTY_TIERS, divisor=2, cap=BANKRUPTCY_CAP
    ),
}  # fmt: skip
# Whose range the province narrows: 第（二）、（三）、（六）项 of 第十三条.
_PROVINCE = Article(Law.COSTS, 13, 2)
_BORROWED = frozenset({FeeKind.PAYMENT_ORDER, FeeKind.BANKRUPTCY, FeeKind.IP})
# 第十五条 (mediation, withdrawal), 第十六条 (simplified procedure), 第十八条 (counter-claim, claim of a third
# party, heard together); 民诉法解释第二百零六条: once only.
HALVING = (
    Article(Law.COSTS, 15),
    Article(Law.COSTS, 16),
    Article(Law.COSTS, 18),
    Article(Law.CIVIL_PROCEDURE_INTERPRETATION, 206),
)


def amount_need(kind: FeeKind) -> AmountNeed:
    return _RULES[kind].need


def can_be_halved(kind: FeeKind) -> bool:
    """Only what is paid for a case (案件受理费) is halved, not what is paid for an application (申请费)."""
    return _RULES[kind].halves


def fee(kind: FeeKind, amount: Decimal | None = None, *, halved: bool = False) -> Fee:
    """The fee for a case of a kind. `amount` is in yuan, not negative; a kind that does not depend on one
    ignores it. `halved` is ignored where nothing is halved (`can_be_halved`).

    Raises `ValueError` when the kind needs an amount and none is given, or it is negative.
    """
    rule = _RULES[kind]
    if rule.need is AmountNeed.NONE:
        amount = None
    elif amount is None and rule.need is AmountNeed.REQUIRED:
        raise ValueError(f"a fee for {kind} needs an amount")
    if amount is not None and amount < 0:
        raise ValueError("an amount is not negative")
    halved = halved and rule.halves
    base = rule.without if amount is None and rule.without else rule.per_case
    steps: list[Step] = [PerCase(base[0], base[-1])]
    steps += _portions(rule.tiers, amount or Decimal(0))
    least, most = _added(steps)
    for divisor in (rule.divisor, 2 if halved else 1):
        if divisor > 1:
            least, most = least / divisor, most / divisor
            steps.append(Share(divisor, least, most))
    if rule.cap is not None and most > rule.cap:
        least, most = min(least, rule.cap), rule.cap
        steps.append(Cap(rule.cap))
    return Fee(
        kind,
        amount,
        halved,
        _to_fen(least),
        _to_fen(most),
        tuple(steps),
        _articles(kind, base, amount, halved),
    )


def _portions(tiers: Sequence[Tier], amount: Decimal) -> list[Portion]:
    found = []
    for tier in tiers:
        if amount <= tier.over:
            break
        portion = (amount if tier.up_to is None else min(amount, tier.up_to)) - tier.over
        found.append(Portion(tier, portion, portion * tier.rate))
    return found


def _added(steps: Sequence[Step]) -> tuple[Decimal, Decimal]:
    least = most = Decimal(0)
    for step in steps:
        match step:
            case PerCase():
                least, most = least + step.min, most + step.max
            case Portion():
                least, most = least + step.amount, most + step.amount
    return least, most


def _to_fen(yuan: Decimal) -> Decimal:
    return yuan.quantize(FEN, ROUND_HALF_UP)


def _articles(
    kind: FeeKind, base: tuple[Decimal, ...], amount: Decimal | None, halved: bool
) -> tuple[Article, ...]:
    found = [_RULES[kind].article]
    if kind in _BORROWED and amount is not None:
        found.append(_RULES[FeeKind.PROPERTY].article)
    # 第二款 names 第十三条 only: the range for enforcement without an amount is not the province's.
    if len(base) > 1 and found[0].number == 13:
        found.append(_PROVINCE)
    if halved:
        found += HALVING
    return tuple(found)
