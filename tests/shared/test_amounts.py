from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.amounts import MOST, WrongAmount, read_amount


@pytest.mark.parametrize(
    ("entered", "yuan"),
    [
        ("100000", "100000"),
        ("1,234.56", "1234.56"),
        ("100,000，000", "100000000"),
        ("１２３４．５０", "1234.50"),
        ("12.5万", "125000"),
        ("１２．５万元", "125000"),
        ("12.34567万", "123456.70"),
        ("1亿2000万", "120000000"),
        ("5万3000", "53000"),
        ("￥1,000元整", "1000"),
        ("人民币100元", "100"),
        ("12。5", "12.5"),
        ("5.", "5"),
        (".5", "0.5"),
        ("1 000 000", "1000000"),
        ("0", "0"),
        ("10000亿", str(MOST)),
    ],
)
def test_reads_what_people_write(entered: str, yuan: str) -> None:
    assert read_amount(entered) == Decimal(yuan)


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ("", "missing"),
        ("  元", "missing"),
        ("-5", "negative"),
        ("－12.5万", "negative"),
        ("12.345", "too-fine"),
        ("1.23456789万", "too-fine"),
        ("10000.1亿", "too-large"),
        ("9" * 50, "too-large"),
        *(
            (text, "unreadable")
            for text in ("abc", "12,5", "1,2345", "1e9", "1.2.3", "NaN", "5²", "①", "十万")
        ),
        ("万" * 60, "unreadable"),
    ],
)
def test_says_why_a_text_is_no_amount(entered: str, reason: str) -> None:
    assert read_amount(entered) == WrongAmount(reason)


@given(st.decimals(0, MOST, places=2))
def test_reads_every_amount_plain_grouped_and_in_ten_thousands(yuan: Decimal) -> None:
    assert read_amount(f"{yuan:f}") == yuan
    assert read_amount(f"{yuan:,f}") == yuan
    assert read_amount(f"{yuan / 10_000:f}万") == yuan


@given(st.text(max_size=60))
def test_any_text_has_an_answer(entered: str) -> None:
    assert isinstance(read_amount(entered), Decimal | WrongAmount)
