"""For whoever cannot see, reach, hold still or read Chinese; and all of it gone for the next person."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.devices.sound import FolderSound, NoSound, sound_named
from kiosk.read_aloud import ReadAloud
from tests.kiosk.program import LANDSCAPE, KioskProgram
from tests.kiosk.touchscreen import Touchscreen
from tests.world import Backend

DEFAULT = (
    "Comfort(text_step=0, contrast=<Contrast.PLAIN: 'plain'>, reach=False, slow_touch=False, aloud=False)"
)


def by_keys(screen: Touchscreen, title: str) -> None:
    """Go on to what is called `title`, then do it."""
    for _ in range(40):
        if screen.state()["focus"] == title:
            screen.key("Return")
            return
        before = screen.state()["focus"]
        screen.key("Down")
        screen.wait(lambda state, before=before: state["focus"] != before, "another focus")
    raise AssertionError(f"{title} is not reached by keys")


@pytest.mark.window
def test_a_hearing_is_found_by_four_keys_and_without_a_touch(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        by_keys(screen, "开庭公告")
        screen.wait(lambda state: state["place"] == "/hearings", "hearings")
        by_keys(screen, "明天")
        screen.wait(lambda state: state["kind"] == "listing", "tomorrow's")
        by_keys(screen, "（2026）冀1082民初123号")
        found = screen.wait(lambda state: state["kind"] == "article", "the hearing")
        assert "第三法庭" in found["shown"]
        screen.key("Escape")
        screen.wait(lambda state: state["kind"] == "listing", "back")
        # Nothing else leads anywhere: not Kivy's own keys, not a keyboard that somebody plugged in.
        screen.key("F1", "F11", "F12", "q", held="")
        screen.key("F4", "q", "w", held="Control_L")
        screen.key("F4", held="Alt_L")
        assert screen.wait(lambda state: state["kind"] == "listing")["place"].startswith("/hearings?")


@pytest.mark.window
def test_letters_colours_and_language_change_in_place_and_are_gone_for_the_next_person(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        screen.touch_and_see("案件查询", "/case")
        screen.type("123")
        typed = "（2026）冀1082民初123号"
        screen.wait(lambda state: typed in state["shown"], typed)
        screen.touch("大字辅助")
        screen.touch("更大")
        screen.wait(lambda state: "text_step=2" in state["comfort"], "larger letters")
        screen.touch("深色")
        screen.touch("好了")
        assert typed in screen.wait(lambda state: "dark" in state["comfort"], "dark")["shown"]
        screen.touch("English")
        english = screen.wait(lambda state: state["title"] == "My case", "the same form in English")
        assert typed in english["shown"]
        screen.touch("I am done")
        home = screen.wait(lambda state: state["place"] == "/", "home")
        assert home["comfort"] == DEFAULT
        assert "开庭公告" in [each["title"] for each in home["touch"]]


@pytest.mark.window
def test_in_reach_mode_all_that_is_touched_is_low(machine: Path, backend: Backend, tmp_path: Path) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        screen.touch("大字辅助")
        sheet = screen.wait(lambda state: "好了" in [each["title"] for each in state["touch"]], "the sheet")
        screen.touch_at(next(each["box"] for each in sheet["touch"] if each["title"] == "开"))
        screen.wait(lambda state: "reach=True" in state["comfort"], "reach mode")
        screen.touch("好了")
        state = screen.wait(
            lambda state: "好了" not in [each["title"] for each in state["touch"]], "the page"
        )
        top = state["size"][1] * (1 - 0.62)
        seen = [each for each in state["touch"] if each["seen"]]
        assert len(seen) > 4
        assert [each["title"] for each in seen if each["box"][1] + each["box"][3] / 2 < top - 1] == []


@pytest.mark.window
def test_the_hall_sees_todays_hearings_until_somebody_comes(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend, size=LANDSCAPE, board=4) as screen:
        asks = "触摸屏幕，开始查询"
        board = screen.wait(lambda state: state["board"] and asks in state["shown"], "the board")
        assert any(text[2:3] == ":" and len(text) == 5 for text in board["shown"])
        screen.touch_at([400, 400, 10, 10])
        screen.wait(lambda state: not state["board"], "the first page")


@pytest.mark.window
def test_a_scanned_notice_fills_in_the_form(machine: Path, backend: Backend, tmp_path: Path) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        screen.scan("2026000123")
        form = screen.wait(lambda state: state["place"] == "/case", "the form")
        assert "2026000123" in form["shown"]


# -- speech, without a window


def render(text: str, language: str, into: Path) -> Path:
    into.parent.mkdir(parents=True, exist_ok=True)
    into.write_text(f"{language}: {text}", encoding="utf-8")
    return into


def heard(folder: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.wav"))]


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


def test_sentences_are_heard_in_order_each_in_its_own_voice(tmp_path: Path) -> None:
    aloud = ReadAloud(render, FolderSound(tmp_path / "sound"), tmp_path / "kept")
    assert aloud.read(["开庭公告。", "按 Enter 选择。"], "zh-CN")
    until(lambda: not aloud.reading)
    assert heard(tmp_path / "sound") == ["zh-CN: 开庭公告。", "zh-CN: 按 ", "en: Enter ", "zh-CN: 选择。"]


def test_what_is_private_is_said_into_headphones_only_and_kept_nowhere(tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    aloud = ReadAloud(render, FolderSound(sound), tmp_path / "kept")
    assert not aloud.read(["张某与李某"], "zh-CN", private=True)
    assert heard(sound) == []
    (sound / "headphones").touch()
    assert aloud.read(["张某与李某"], "zh-CN", private=True)
    until(lambda: not aloud.reading)
    assert heard(sound) == ["zh-CN: 张某与李某"]
    assert not (tmp_path / "kept").exists()


def test_a_kiosk_without_sound_offers_none() -> None:
    aloud = ReadAloud(render, NoSound(), Path("nowhere"))
    assert not aloud.may_say(private=False)
    assert isinstance(sound_named("none"), NoSound)
    with pytest.raises(ValueError, match="kiosk_sound"):
        sound_named("loud")
