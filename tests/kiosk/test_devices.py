"""What stands beside the screen: light, headphones, a reader of ID cards, and a sound that calls back."""

from __future__ import annotations

import json
import wave
from datetime import date, time
from pathlib import Path

import pytest

from kiosk.chime import write_chime
from kiosk.devices.card import NoCardReader, ProgramCardReader, card_of, card_reader_named
from kiosk.devices.headphones import JackSwitch
from kiosk.hours import Hours
from sandbox.court.debtors import made_up_number
from sandbox.processes import python
from tests.kiosk.program import KioskProgram
from tests.kiosk.test_access import until
from tests.world import NOW, Backend

NUMBER = made_up_number(date(1968, 3, 2), 1)


# -- in a window


@pytest.mark.window
def test_headphones_begin_the_reading_and_take_it_away(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    sound = tmp_path / "sound"
    with KioskProgram(tmp_path, machine, backend, kiosk_sound=f"folder:{sound}") as screen:
        screen.wait(lambda state: "朗读" in [each["title"] for each in state["touch"]], "the key")
        (sound / "headphones").touch()
        screen.wait(lambda state: "aloud=True" in state["comfort"], "reading")
        until(lambda: any(sound.glob("*.wav")))
        (sound / "headphones").unlink()
        screen.wait(lambda state: "aloud=False" in state["comfort"], "silence")


@pytest.mark.window
def test_a_card_fills_in_the_form_and_is_gone_with_the_visit(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    card = json.dumps({"name": "张某", "number": NUMBER}, ensure_ascii=False)
    with KioskProgram(tmp_path, machine, backend, kiosk_card_reader=f"folder:{tmp_path}") as screen:
        screen.touch_and_see("公开信息查询", "/public")
        screen.touch_and_see("被执行人查询", "/debtors")
        screen.touch_and_see("按身份证号码查", "/debtors/number")
        (tmp_path / "card.json").write_text(card, encoding="utf-8")
        screen.wait(lambda state: NUMBER in state["shown"], "the number")
        assert not (tmp_path / "card.json").exists()
        screen.touch("我用完了")
        screen.wait(lambda state: state["place"] == "/", "home")
        screen.touch_and_see("公开信息查询", "/public")
        screen.touch_and_see("被执行人查询", "/debtors")
        form = screen.touch_and_see("按身份证号码查", "/debtors/number")
        assert NUMBER not in form["shown"]


@pytest.mark.window
def test_at_night_the_screen_is_dark_until_it_is_touched(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    panel = tmp_path / "panel"
    panel.mkdir()
    for name, level in (("max_brightness", "1000"), ("brightness", "900")):
        (panel / name).write_text(level)
    settings = {"kiosk_bright_hours": "07:30-18:30", "kiosk_backlight": panel}
    night = NOW.replace(hour=22)
    with KioskProgram(tmp_path, machine, backend, now=night, dark=5, **settings) as screen:
        screen.wait(lambda state: state["dark"], "the dark")
        assert (panel / "brightness").read_text() == "200"
        # The touch that wakes it lands on a tile and opens nothing.
        tile = next(each for each in screen.state()["touch"] if each["title"] == "诉讼指南")
        screen.touch_at(tile["box"])
        state = screen.wait(lambda state: not state["dark"], "the light")
        assert (panel / "brightness").read_text() == "900"
        assert state["place"] == "/"


@pytest.mark.window
def test_the_warning_is_heard_as_well(machine: Path, backend: Backend, tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    with KioskProgram(
        tmp_path, machine, backend, idle=2, warning=30, kiosk_sound=f"folder:{sound}"
    ) as screen:
        screen.touch_and_see("诉讼指南", "/guides")
        screen.wait(lambda state: "您还在吗？" in state["shown"], "the warning")
        until(lambda: any(sound.glob("*.wav")))


# -- without one


@pytest.mark.parametrize(
    ("hours", "bright", "dark"),
    [("07:30-18:30", "07:30", "18:30"), ("18:00-02:00", "01:59", "12:00"), ("", "03:00", None)],
)
def test_hours(hours: str, bright: str, dark: str | None) -> None:
    assert Hours.parse(hours).bright(time.fromisoformat(bright))
    assert dark is None or not Hours.parse(hours).bright(time.fromisoformat(dark))


def test_a_jack_is_known_by_its_switch(tmp_path: Path) -> None:
    for name, mask in (("event0", "1"), ("event1", "0 14"), ("event2", "0")):
        (tmp_path / name / "device/capabilities").mkdir(parents=True)
        (tmp_path / name / "device/capabilities/sw").write_text(mask)
    jack = JackSwitch(tmp_path, tmp_path / "dev")
    assert jack.there()
    assert not jack.plugged()  # there is no such device to ask
    assert not JackSwitch(tmp_path / "none").there()


@pytest.mark.parametrize("line", ["", "hello", "[1]", '{"name": "张某"}', '{"name": 1, "number": 2}'])
def test_what_is_no_card_is_none(line: str) -> None:
    assert card_of(line) is None


def test_a_makers_reader_is_a_program(tmp_path: Path) -> None:
    program = tmp_path / "reader.py"
    line = json.dumps({"name": "张某", "number": NUMBER.lower()})
    program.write_text(f"import sys, time\nprint({line!r}, flush=True)\nsys.stdin.read()\ntime.sleep(60)\n")
    reader = ProgramCardReader(" ".join([*python(str(program))]))
    found = []
    until(lambda: bool(found.append(card) if (card := reader.read()) else found))
    assert (found[0].name, found[0].number) == ("张某", NUMBER)
    assert NUMBER not in repr(found[0])
    reader.close()
    assert isinstance(card_reader_named("none"), NoCardReader)
    with pytest.raises(ValueError, match="kiosk_card_reader"):
        card_reader_named("magic")


def test_the_chime_is_soft_and_short(tmp_path: Path) -> None:
    write_chime(tmp_path / "chime.wav")
    with wave.open(str(tmp_path / "chime.wav")) as sound:
        assert 0.3 < sound.getnframes() / sound.getframerate() < 1.0
        frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
        assert 0 < max(frames) < 0.3 * 32_767
