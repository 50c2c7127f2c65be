"""Printing at the kiosk: told before what the printer cannot do, then on paper what was on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kiosk.program import KioskProgram
from tests.kiosk.touchscreen import Touchscreen
from tests.paper.reading import codes, text
from tests.world import Backend

# The press is a process of its own that starts from nothing.
PRESS_SECONDS = 90.0
CASE = "张某与李某民间借贷纠纷"


def titles(state: dict) -> list[str]:  # type: ignore[type-arg]
    return [each["title"] for each in state["touch"]]


def printed(screen: Touchscreen, folder: Path, number: int) -> bytes:
    screen.touch("开始打印")
    screen.wait(lambda state: "打印好了，请在右侧取纸" in state["shown"], "the paper")
    return (folder / f"{number:04d}.pdf").read_bytes()


@pytest.mark.window
def test_a_hearing_is_printed_as_it_is_on_the_screen(machine: Path, backend: Backend, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    with KioskProgram(tmp_path, machine, backend, kiosk_printer=f"folder:{paper}") as screen:
        assert "打印" not in titles(screen.state())
        screen.touch_and_see("开庭公告", "/hearings")
        screen.touch_and_see("明天", "/hearings?date=")
        screen.touch("（2026）冀1082民初123号")
        shown = screen.wait(
            lambda state: state["kind"] == "article" and "打印" in titles(state), "the button"
        )
        screen.touch("打印")
        screen.wait(lambda state: "一共1页，A4纸。" in state["shown"], "how many pages", PRESS_SECONDS)
        stands = text(printed(screen, paper, 1))
        assert [
            value for value in ("09:30", "第三法庭", "（2026）冀1082民初123号") if value not in stands
        ] == []
        screen.touch("好了")
        assert screen.wait(lambda state: "打印" in titles(state))["place"] == shown["place"]
        assert codes((paper / "0001.pdf").read_bytes()) == [f"https://mobile.example{shown['place']}"]


@pytest.mark.window
def test_without_paper_the_button_says_so_and_where_to_go(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    paper = tmp_path / "paper"
    paper.mkdir()
    (paper / "no-paper").touch()
    with KioskProgram(tmp_path, machine, backend, kiosk_printer=f"folder:{paper}") as screen:
        screen.touch_and_see("法院信息", "/directory")
        screen.touch_and_see("地图和交通", "/directory/map")
        screen.wait(lambda state: "暂停打印" in titles(state), "the button that says so")
        screen.touch("暂停打印")
        told = screen.wait(lambda state: "打印机没有纸了" in state["shown"], "why not")
        assert any("诉讼服务台" in text for text in told["shown"])
        # What cannot be had on paper can be carried away.
        assert screen.qr() == "https://mobile.example/directory/map"
        screen.touch("好了")
        screen.wait(lambda state: "打印机没有纸了" not in state["shown"], "the page")
        # Whoever goes by keys keeps the place while the bar is built anew.
        screen.key("Tab", held="Shift_L")
        screen.wait(lambda state: state["focus"] == "我用完了", "the last key")
        (paper / "no-paper").unlink()
        screen.wait(lambda state: "打印" in titles(state), "paper again")
        assert screen.state()["focus"] == "我用完了"
        screen.key("Tab", held="Shift_L")
        screen.wait(lambda state: state["focus"] == "English", "the key before")
        assert list(paper.glob("*.pdf")) == []


@pytest.mark.window
def test_a_kiosk_without_a_printer_does_not_speak_of_printing(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        screen.touch_and_see("法院信息", "/directory")
        state = screen.touch_and_see("地图和交通", "/directory/map")
        assert not [title for title in titles(state) if "打印" in title]


@pytest.mark.window
def test_ones_case_is_printed_on_ones_own_wish_and_stays_nowhere_else(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    paper, own, temporary = tmp_path / "paper", tmp_path / "home", tmp_path / "tmp"
    temporary.mkdir()
    own.mkdir()
    (own / "content.db").symlink_to(machine / "content.db")
    with KioskProgram(
        tmp_path, own, backend, environment={"TMPDIR": str(temporary)}, kiosk_printer=f"folder:{paper}",
        kiosk_print_jobs=1,
    ) as screen:  # fmt: skip
        screen.touch("案件查询")
        screen.touch("用查询码")
        screen.type("2026000123")
        screen.touch("查询密码")
        screen.type("246810")
        screen.touch("查看我的案件")
        screen.wait(lambda state: state["title"] == CASE and "打印" in titles(state), CASE)
        assert list(paper.iterdir()) == []
        screen.touch("打印")
        asked = screen.wait(lambda state: "开始打印" in titles(state), "the wish", PRESS_SECONDS)
        assert any("请马上取走" in text for text in asked["shown"])
        stands = text(printed(screen, paper, 1))
        assert CASE in stands.replace("\n", "")
        # No address of the case, nor a code, is on the paper.
        assert codes((paper / "0001.pdf").read_bytes()) == []
        screen.touch("好了")
        # One print a visit was allowed here.
        screen.touch("打印")
        screen.wait(lambda state: any("这次已经打印了1份" in text for text in state["shown"]), "enough")
        screen.touch("好了")
        screen.touch("我用完了")
        screen.wait(lambda state: state["place"] == "/", "home")
        # The folder holds the paper; nothing else on the disk knows of the case.
        for folder in (own, temporary, tmp_path / "kivy", tmp_path / "logs"):
            for file in folder.rglob("*"):
                if file.is_file() and not file.is_symlink():
                    assert CASE.encode() not in file.read_bytes(), file
                    assert not file.read_bytes().startswith(b"%PDF"), file
