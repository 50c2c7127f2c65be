"""Somebody tries to get out of the kiosk with a keyboard, a mouse and patience; with real X events."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from Xlib.display import Display

from tests.kiosk.program import KioskProgram
from tests.kiosk.touchscreen import Touchscreen
from tests.world import Backend

CHORDS = (
    "F1", "F11", "F12", "Print", "Menu", "Super_L", "Alt_L F4", "Alt_L Tab", "Alt_L Return", "Super_L d",
    "Super_L r", "Control_L q", "Control_L w", "Control_L e", "Control_L m", "Control_L p", "Control_L F1",
    "Shift_L F12", "Control_L Alt_L F1", "Control_L Alt_L Delete", "Control_L Alt_L BackSpace",
    "Control_L Shift_L Escape", "Control_L Shift_L i", "Alt_L Print b",
)  # fmt: skip
MIDDLE, RIGHT = 2, 3


def stays(screen: Touchscreen, place: str) -> None:
    """The window is as it was, whatever was tried before: seen in what is drawn after it."""
    now = time.monotonic()
    state = screen.wait(lambda state: state["at"] > now + 0.3, "another picture")
    assert (state["place"], state["size"]) == (place, [1080, 1920])


@pytest.mark.window
def test_no_key_no_button_and_no_patience_leads_out(machine: Path, backend: Backend, tmp_path: Path) -> None:
    program = KioskProgram(tmp_path, machine, backend)
    with program as screen:
        screen.touch_and_see("诉讼指南", "/guides")
        for chord in CHORDS:
            screen.chord(*chord.split())
        stays(screen, "/guides")
        tile = next(each["box"] for each in screen.state()["touch"] if each["title"] == "诉讼费用")
        for button in (MIDDLE, RIGHT):
            screen.press_button(button, tile)
        stays(screen, "/guides")
        for _ in range(4):
            screen.wheel_with_control(tile)
        stays(screen, "/guides")
        screen.ask_to_close()
        stays(screen, "/guides")
        assert not program.ended


@pytest.mark.window
def test_nothing_is_copied_pasted_or_longer_than_it_may_be(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        screen.touch_and_see("搜索", "/search")
        screen.touch("字母数字")
        screen.type("abc")
        screen.wait(lambda state: "abc" in state["shown"], "abc")
        for chord in ("Control_L a", "Control_L c", "Control_L x", "Control_L v", "Shift_L Insert"):
            screen.chord(*chord.split())
        display = Display(screen.display)
        try:
            owners = [
                display.get_selection_owner(display.intern_atom(name)) for name in ("CLIPBOARD", "PRIMARY")
            ]
        finally:
            display.close()
        assert owners == [0, 0]
        # A scanner that has gone mad: more than any field takes, and none of it an address of ours.
        screen.scan("x" * 900)
        assert "abc" in screen.wait(lambda state: state["place"] == "/search")["shown"]
