"""An amount and a day of years ago, entered with a finger."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kiosk.program import PORTRAIT, KioskProgram
from tests.world import Backend


@pytest.mark.window
def test_an_amount_in_ten_thousands_and_a_day_two_years_ago(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend, size=PORTRAIT) as screen:
        screen.touch_and_see("费用和期限", "/tools")
        screen.touch_and_see("诉讼费计算", "/fees")
        screen.touch_and_see("借款、合同、赔偿等财产案件", "/fees/amount")
        # A leading unit, a second point and a digit after 万 make no amount and are not taken.
        keys = ("万", "1", "2", "9", "删除", "小数点", "小数点", "5", "万", "7")
        for key, entered in zip(
            keys, ("", "1", "12", "129", "12", "12.", "12.", "12.5", "12.5万", "12.5万"), strict=True
        ):
            screen.touch(key)
            screen.wait(lambda state, entered=entered: not entered or entered in state["shown"], entered)
        screen.touch("计算")
        shown = screen.wait(lambda state: state["kind"] == "article", "the fee")["shown"]
        assert "125,000.00元" in shown
        assert "2,800.00元" in shown
        screen.touch("首页")
        screen.wait(lambda state: state["kind"] == "home", "home")
        screen.touch_and_see("费用和期限", "/tools")
        screen.touch_and_see("期限计算", "/deadlines")
        screen.touch_and_see("申请执行", "/deadlines/date")
        turns = (("«", "2025年11月"), ("«", "2024年11月"), ("‹", "2024年10月"), ("›", "2024年11月"))
        for key, month in (*turns, ("24", "2024-11-24")):
            screen.touch(key)
            screen.wait(lambda state, month=month: month in state["shown"], month)
        screen.touch("计算")
        shown = screen.wait(lambda state: state["kind"] == "article", "the last day")["shown"]
        assert "2026年11月24日（星期二）" in shown
