"""Nobody touches the screen any more: first a question, then the end, and nothing of the visit is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.idle import Idle, IdleTimer
from tests.kiosk.program import KioskProgram
from tests.world import Backend

CASE = "张某与李某民间借贷纠纷"


def test_warned_first_then_ended() -> None:
    timer = IdleTimer(until_warning=90, warning=30)
    assert timer.passed(89) is Idle.PRESENT
    assert timer.passed(1) is Idle.WARNING
    assert timer.left == 30
    assert timer.passed(29) is Idle.WARNING
    assert timer.passed(1) is Idle.OVER


def test_a_touch_takes_the_warning_back_as_often_as_one_likes() -> None:
    timer = IdleTimer(until_warning=90, warning=30)
    for _ in range(20):
        assert timer.passed(119) is Idle.WARNING
        timer.touched()
    assert timer.passed(89) is Idle.PRESENT


@pytest.mark.window
def test_a_case_left_alone_is_wiped_from_the_screen(machine: Path, backend: Backend, tmp_path: Path) -> None:
    with KioskProgram(tmp_path, machine, backend, idle=6, warning=3) as screen:
        screen.touch("案件查询")
        screen.touch("用查询码")
        screen.type("2026000123")
        screen.touch("查询密码")
        screen.type("246810")
        screen.touch("查看我的案件")
        screen.wait(lambda state: state["title"] == CASE, CASE)
        warned = screen.wait(lambda state: "您还在吗？" in state["shown"], "the warning")
        assert "我还在" in [each["title"] for each in warned["touch"]]
        home = screen.wait(lambda state: state["place"] == "/", "home")
        assert not any(CASE in text or "2026000123" in text for text in home["shown"])
        screen.touch("案件查询")
        form = screen.wait(lambda state: state["kind"] == "form", "the empty form")
        assert not any(CASE in text or "2026000123" in text for text in form["shown"])


@pytest.mark.window
def test_whoever_answers_the_warning_stays_where_they_were(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend, idle=2, warning=30) as screen:
        screen.touch_and_see("诉讼指南", "/guides")
        screen.wait(lambda state: "您还在吗？" in state["shown"], "the warning")
        screen.touch("我还在")
        state = screen.wait(lambda state: "您还在吗？" not in state["shown"], "the warning gone")
        assert state["place"] == "/guides"
