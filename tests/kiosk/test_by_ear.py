"""A whole visit of somebody who does not see: by four keys, from what is said alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.demo import LOOKUP_NUMBER, PASSWORD
from tests.kiosk.blindfold import Blindfold
from tests.kiosk.program import KioskProgram
from tests.world import Backend

KEYS = "按向下键听下一项，按确认键选择，按返回键回到上一页。"


@pytest.mark.window
def test_ones_own_case_is_found_by_ear_and_no_digit_is_overheard(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    sound = tmp_path / "sound"
    with KioskProgram(tmp_path, machine, backend, kiosk_sound=f"folder:{sound}") as screen:
        ear = Blindfold(screen)
        # By the loudspeaker first: what is typed in is for nobody else to hear, nor are the keys.
        screen.key("F2")
        ear.hear("请选择要办的事", KEYS)
        assert "第3项，共" in ear.go_to("案件查询")
        ear.press("Return")
        ear.hear("查询密码", KEYS)
        ear.go_to("查询密码")
        assert "请输入查询密码" in ear.press("Return")
        assert ear.press("Down") == "这里输入的内容不外放，请插上耳机。"
        # With headphones the page is read from its beginning.
        (sound / "headphones").touch()
        screen.key("F2")
        screen.key("F2")
        ear.hear("请用受理通知书上的案号", KEYS)
        ear.choose("案号、查询码或身份证号")
        assert "已选" in ear.choose("用查询码")
        for digit in LOOKUP_NUMBER:
            ear.choose(digit)
        # What is missing is said, and the keys are there.
        assert ear.choose("查看我的案件") == "还没有填：查询密码。"
        ear.press("Return")
        for number, digit in enumerate(PASSWORD, start=1):
            assert ear.choose(digit) == f"已输入{number}位"
        ear.choose("查看我的案件")
        ear.hear("张某与李某民间借贷纠纷", "下次开庭", KEYS)
        ear.go_to("我用完了")
        screen.key("Return")
        home = screen.wait(lambda state: state["place"] == "/", "home")
        assert "aloud=False" in home["comfort"]
