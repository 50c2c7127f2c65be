"""Chinese lines break where a printer would break them, whatever the width."""

from __future__ import annotations

import pytest

from kiosk.lines import broken

SENTENCE = (
    "原告张某诉被告李某民间借贷纠纷一案，案号（2026）冀1082民初123号，定于2026年11月25日09:30在第三法庭公开"
    "开庭审理；如需旁听，请提前三十分钟到达（凭身份证换取旁听证），咨询电话0316-5550100。"
)
# 行首禁则 (GB/T 15834-2011, 4.1 and 5.1.5 ff.).
NOT_FIRST = "，。、；：？！）》」』】〕%"
NOT_LAST = "（《「『【〔"
WHOLE = ("（2026）冀1082民初123号", "2026年", "25日", "09:30", "0316-5550100")


def _measure(text: str) -> float:
    return sum(1.0 if character > "\u2e7f" else 0.55 for character in text)


@pytest.mark.parametrize("width", range(16, 60))
def test_no_mark_stands_at_the_wrong_end_and_no_number_is_split(width: int) -> None:
    lines = broken(SENTENCE, width, _measure).split("\n")
    assert "".join(lines) == SENTENCE
    assert [line for line in lines if line[0] in NOT_FIRST or line[-1] in NOT_LAST] == []
    for whole in WHOLE:
        assert any(whole in line for line in lines), whole
    assert all(_measure(line) <= width for line in lines)


def test_what_fits_stays_as_it_is_and_english_breaks_between_words() -> None:
    assert broken("第三法庭", 4, _measure) == "第三法庭"
    assert broken("the right to appeal", 6, _measure).split("\n") == ["the right", "to appeal"]


def test_lines_that_were_given_are_kept() -> None:
    assert broken("甲\n\n乙", 10, _measure) == "甲\n\n乙"
