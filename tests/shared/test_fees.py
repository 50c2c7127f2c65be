"""诉讼费用交纳办法 by worked-out examples: both sides of every edge, and what must hold everywhere.

The expected amounts were worked out by hand from the text of the Measures, not by the code.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.fees import Cap, Fee, FeeKind, PerCase, Portion, Share, amount_need, can_be_halved, fee

FEN = Decimal("0.01")


def of(kind: str, amount: str | None, *, halved: bool = False) -> tuple[Decimal, Decimal]:
    worked_out = fee(FeeKind(kind), None if amount is None else Decimal(amount), halved=halved)
    return worked_out.min, worked_out.max


@pytest.mark.parametrize(
    ("amount", "yuan"),
    [
        ("0", "50"), ("0.01", "50"), ("10000", "50"), ("10000.01", "50.00"), ("10000.20", "50.01"),
        ("10001", "50.03"), ("100000", "2300"), ("100000.01", "2300.00"), ("100001", "2300.02"),
        ("150000", "3300"), ("200000", "4300"), ("200001", "4300.02"), ("500000", "8800"),
        ("500001", "8800.01"), ("1000000", "13800"), ("1000001", "13800.01"), ("2000000", "22800"),
        ("2000001", "22800.01"), ("5000000", "46800"), ("5000001", "46800.01"), ("10000000", "81800"),
        ("10000001", "81800.01"), ("20000000", "141800"), ("20000001", "141800.01"),
        ("100000000", "541800"), ("1234567.89", "15911.11"),
    ],
)  # fmt: skip
def test_property_cases(amount: str, yuan: str) -> None:
    assert of("property", amount) == (Decimal(yuan), Decimal(yuan))


@pytest.mark.parametrize(
    ("kind", "amount", "least", "most"),
    [
        ("divorce", None, "50", "300"), ("divorce", "200000", "50", "300"),
        ("divorce", "200002", "50.01", "300.01"), ("divorce", "500000", "1550", "1800"),
        ("personality", None, "100", "500"), ("personality", "50000", "100", "500"),
        ("personality", "50001", "100.01", "500.01"), ("personality", "80000", "400", "800"),
        ("personality", "100000", "600", "1000"), ("personality", "100002", "600.01", "1000.01"),
        ("personality", "200000", "1100", "1500"),
        ("other", None, "50", "100"), ("jurisdiction", None, "50", "100"),
        ("ip", None, "500", "1000"), ("ip", "0", "50", "50"), ("ip", "100000", "2300", "2300"),
        ("labour", None, "10", "10"), ("administrative", None, "50", "50"),
        ("administrative-special", None, "100", "100"),
        ("enforcement", None, "50", "500"), ("enforcement", "10000", "50", "50"),
        ("enforcement", "10001", "50.02", "50.02"), ("enforcement", "500000", "7400", "7400"),
        ("enforcement", "500001", "7400.01", "7400.01"), ("enforcement", "5000000", "52400", "52400"),
        ("enforcement", "5000002", "52400.01", "52400.01"), ("enforcement", "10000000", "77400", "77400"),
        ("enforcement", "10000010", "77400.01", "77400.01"), ("enforcement", "20000000", "87400", "87400"),
        ("preservation", None, "30", "30"), ("preservation", "1000", "30", "30"),
        ("preservation", "1001", "30.01", "30.01"), ("preservation", "100000", "1020", "1020"),
        ("preservation", "100002", "1020.01", "1020.01"), ("preservation", "895998", "4999.99", "4999.99"),
        ("preservation", "896000", "5000", "5000"), ("preservation", "896002", "5000", "5000"),
        ("preservation", "100000000", "5000", "5000"),
        ("payment-order", "10000", "16.67", "16.67"), ("payment-order", "100000", "766.67", "766.67"),
        ("payment-order", "200000", "1433.33", "1433.33"), ("payment-order", "500000", "2933.33", "2933.33"),
        ("bankruptcy", "10000", "25", "25"), ("bankruptcy", "20000000", "70900", "70900"),
        ("bankruptcy", "111640000", "300000", "300000"),
        ("bankruptcy", "111639996", "299999.99", "299999.99"),
        ("bankruptcy", "500000000", "300000", "300000"),
        ("public-summons", None, "100", "100"), ("arbitration", None, "400", "400"),
    ],
)  # fmt: skip
def test_all_other_kinds(kind: str, amount: str | None, least: str, most: str) -> None:
    assert of(kind, amount) == (Decimal(least), Decimal(most))


@pytest.mark.parametrize(
    ("kind", "amount", "least", "most"),
    [
        ("property", "100000", "1150", "1150"), ("property", "5000", "25", "25"),
        # 50.005 halved is 25.0025: rounded once, at the end.
        ("property", "10000.20", "25", "25"), ("property", "10002", "25.03", "25.03"),
        ("divorce", None, "25", "150"), ("personality", "80000", "200", "400"), ("labour", None, "5", "5"),
        ("administrative", None, "25", "25"), ("ip", None, "250", "500"), ("other", None, "25", "50"),
        # What is paid for an application is not halved (第十五条、第十六条: 案件受理费).
        ("enforcement", "100000", "1400", "1400"), ("preservation", "1000", "30", "30"),
        ("payment-order", "100000", "766.67", "766.67"), ("jurisdiction", None, "50", "100"),
    ],
)  # fmt: skip
def test_halved(kind: str, amount: str | None, least: str, most: str) -> None:
    assert of(kind, amount, halved=True) == (Decimal(least), Decimal(most))


def test_tells_how_it_was_worked_out() -> None:
    worked_out = fee(FeeKind.PROPERTY, Decimal(150_000), halved=True)
    base, first, second, half = worked_out.steps
    assert isinstance(base, PerCase)
    assert base.min == 50
    assert isinstance(first, Portion)
    assert (first.portion, first.tier.rate, first.amount) == (90_000, Decimal("0.025"), 2250)
    assert isinstance(second, Portion)
    assert (second.tier.over, second.portion, second.amount) == (100_000, 50_000, 1000)
    assert half == Share(2, Decimal(1650), Decimal(1650))
    assert [(each.law, each.number) for each in worked_out.articles] == [
        ("costs", 13), ("costs", 15), ("costs", 16), ("costs", 18), ("civil-procedure-interpretation", 206),
    ]  # fmt: skip


def test_a_cap_stands_among_the_steps_only_where_it_holds() -> None:
    assert Cap(Decimal(5000)) in fee(FeeKind.PRESERVATION, Decimal(900_000)).steps
    assert Cap(Decimal(5000)) not in fee(FeeKind.PRESERVATION, Decimal(896_000)).steps


def test_names_the_province_only_where_it_chooses() -> None:
    def province(worked_out: Fee) -> bool:
        return any((each.number, each.paragraph) == (13, 2) for each in worked_out.articles)

    assert province(fee(FeeKind.DIVORCE))
    assert province(fee(FeeKind.IP))
    assert province(fee(FeeKind.JURISDICTION))
    assert not province(fee(FeeKind.IP, Decimal(20_000)))
    # 第十四条 leaves its range to no province.
    assert not province(fee(FeeKind.ENFORCEMENT))
    assert not province(fee(FeeKind.PROPERTY, Decimal(20_000)))


def test_wants_an_amount_and_no_negative_one() -> None:
    with pytest.raises(ValueError, match="needs an amount"):
        fee(FeeKind.PROPERTY)
    with pytest.raises(ValueError, match="not negative"):
        fee(FeeKind.DIVORCE, Decimal(-1))


kinds = st.sampled_from([kind for kind in FeeKind if amount_need(kind) != "none"])
amounts = st.decimals(0, 10**12, places=2)


@given(kinds, amounts, amounts, st.booleans())
def test_more_money_never_costs_less(kind: FeeKind, one: Decimal, other: Decimal, halved: bool) -> None:
    less, more = sorted((one, other))
    below, above = fee(kind, less, halved=halved), fee(kind, more, halved=halved)
    assert below.min <= above.min
    assert below.max <= above.max


@given(kinds, amounts, st.booleans())
def test_a_fen_more_costs_a_fen_more_at_most(kind: FeeKind, amount: Decimal, halved: bool) -> None:
    """No jump at any edge."""
    here, next_to_it = fee(kind, amount, halved=halved), fee(kind, amount + FEN, halved=halved)
    assert next_to_it.max - here.max <= FEN


@pytest.mark.parametrize(
    "edge", [1_000, 10_000, 50_000, 100_000, 200_000, 500_000, 10**6, 2 * 10**6, 5 * 10**6, 10**7, 2 * 10**7]
)
@pytest.mark.parametrize("kind", [kind for kind in FeeKind if amount_need(kind) != "none"])
def test_there_is_no_jump_at_an_edge(kind: FeeKind, edge: int) -> None:
    assert fee(kind, edge + FEN).max - fee(kind, Decimal(edge)).max <= FEN


@given(st.sampled_from([kind for kind in FeeKind if can_be_halved(kind)]), amounts)
def test_half_is_half_to_the_fen(kind: FeeKind, amount: Decimal) -> None:
    whole, half = fee(kind, amount), fee(kind, amount, halved=True)
    assert abs(half.max - whole.max / 2) <= FEN / 2
    assert half.max == half.max.quantize(FEN)


@given(amounts)
def test_the_portions_are_the_whole_amount(amount: Decimal) -> None:
    worked_out = fee(FeeKind.PROPERTY, amount)
    portions = [step for step in worked_out.steps if isinstance(step, Portion)]
    assert sum((step.portion for step in portions), Decimal(0)) == max(amount - 10_000, Decimal(0))
    total = 50 + sum((step.amount for step in portions), Decimal(0))
    assert worked_out.min == worked_out.max == total.quantize(FEN, ROUND_HALF_UP)
