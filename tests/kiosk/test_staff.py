"""The staff's page: found by nobody who does not know of it, opened by a password alone, closed when left."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.devices.backlight import Backlight
from kiosk.devices.printer import NoPrinter
from kiosk.devices.sound import NoSound
from kiosk.paper.press import Press
from kiosk.printing import PrintDesk
from kiosk.read_aloud import ReadAloud
from kiosk.staff.doing import build_staff
from kiosk.staff.door import LOCKED_SECONDS, TRIES, Door, Locked, Opened, Wrong, password_hash
from kiosk.staff.errors import KEPT, LastTroubles
from kiosk.staff.rooms import STAFF, STATE
from kiosk.ways import Ways
from shared.pages import AnyPage, Form, Menu, Notice
from shared.place import Place
from shared.visit import Face, Visit
from tests.kiosk.program import KioskProgram
from tests.kiosk.touchscreen import NotSeenError, Touchscreen
from tests.paper.reading import text
from tests.publishing import Court, Machine, hearing
from tests.world import Backend, application_at

PASSWORD = "739146"
EMBLEM = (90, 66)
# The emblem is held for five seconds; a busy machine may take longer to notice.
HELD = 60.0


@pytest.fixture(scope="module")
def hashed() -> str:
    return password_hash(PASSWORD)


def knock(screen: Touchscreen) -> None:
    with screen.held(*EMBLEM):
        # The door is asked for while the finger still rests.
        screen.wait(lambda state: state["place"] == "/staff", "the door", HELD)


def enter(screen: Touchscreen, password: str) -> None:
    screen.touch("管理员密码")
    screen.type(password)
    screen.touch("进入")


# -- the door, without a window


def test_after_five_wrong_passwords_even_the_right_one_waits(hashed: str) -> None:
    door, now = Door(hashed), 1000.0
    for left in range(TRIES - 1, 0, -1):
        assert door.knock("000000", now) == Wrong(left)
    assert door.knock("000000", now) == Locked(LOCKED_SECONDS)
    assert door.knock(PASSWORD, now + LOCKED_SECONDS - 1) == Locked(1.0)
    assert door.knock(PASSWORD, now + LOCKED_SECONDS) == Opened()


def test_each_lock_is_twice_as_long_and_a_right_password_forgives(hashed: str) -> None:
    door, now = Door(hashed), 0.0
    for times in range(3):
        for _ in range(TRIES - 1):
            door.knock("000000", now)
        locked = door.knock("000000", now)
        assert locked == Locked(LOCKED_SECONDS * 2**times)
        now += locked.seconds
    assert door.knock(PASSWORD, now) == Opened()
    assert door.knock("000000", now) == Wrong(TRIES - 1)


def test_without_a_password_in_the_settings_nobody_gets_in() -> None:
    door = Door("")
    assert not door.exists
    assert door.knock("", 0.0) == Wrong(TRIES - 1)
    assert Door("no hash").knock(PASSWORD, 0.0) == Wrong(TRIES - 1)


@pytest.mark.parametrize("password", ["12345", "1234567890123", "passwort", "１２３４５６"])
def test_a_password_that_the_keypad_cannot_type_gets_no_hash(password: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        password_hash(password)


def test_the_last_troubles_are_kept_and_no_more() -> None:
    kept = LastTroubles(ZoneInfo("Asia/Shanghai"))
    log = logging.Logger("kiosk.test")
    log.addHandler(kept)
    log.info("nothing")
    for number in range(KEPT + 3):
        log.warning("trouble %d", number)
    told = [trouble.text for trouble in kept.newest_first()]
    assert len(told) == KEPT
    assert told[0] == f"kiosk.test: trouble {KEPT + 2}"


def test_the_backlight_is_set_in_percent_and_never_to_darkness(tmp_path: Path) -> None:
    (tmp_path / "max_brightness").write_text("400")
    (tmp_path / "brightness").write_text("400")
    light = Backlight(tmp_path)
    assert light.set(70)
    assert (tmp_path / "brightness").read_text() == "280"
    assert light.set(0)
    assert light.level() == 20
    assert Backlight(None).level() is None
    assert not Backlight(tmp_path / "gone").set(50)


def test_who_went_on_to_a_public_page_has_left_and_no_address_leads_back(machine: Path, hashed: str) -> None:
    application = application_at(machine, Backend("http://127.0.0.1:9"), kiosk_staff_password=hashed)
    printing = PrintDesk(NoPrinter(), Press(), pages=1, jobs=1)
    said = ReadAloud(lambda text, language, into: into, NoSound(), machine / "read-aloud")
    staff = build_staff(application, printing, said)
    ways, visit = Ways(application, staff), Visit(Face.KIOSK)
    assert code_of(ways.open(visit, STATE)) == "no-such-page"
    staff.invite()
    assert isinstance(ways.open(visit, STATE), Form)
    assert ways.open(visit, STAFF, {"password": PASSWORD}).place == STATE
    assert isinstance(ways.open(visit, Place("/guides")), Menu)
    assert code_of(ways.back(visit)) == "no-such-page"
    assert code_of(ways.open(visit, STATE)) == "no-such-page"
    printing.close()


def code_of(page: AnyPage) -> str:
    return page.code if isinstance(page, Notice) else ""


# -- the window


@pytest.mark.window
def test_the_page_tells_how_the_machine_is_and_tests_its_devices(
    machine: Path, backend: Backend, tmp_path: Path, hashed: str
) -> None:
    paper, light = tmp_path / "paper", tmp_path / "light"
    light.mkdir()
    for name in ("brightness", "max_brightness"):
        (light / name).write_text("1000")
    with KioskProgram(
        tmp_path, machine, backend, kiosk_staff_password=hashed, kiosk_printer=f"folder:{paper}",
        kiosk_backlight=light, kiosk_sound=f"folder:{tmp_path / 'heard'}",
        kiosk_content_source=tmp_path / "none",
    ) as screen:  # fmt: skip
        assert not any("管理" in text for text in screen.state()["shown"])
        knock(screen)
        enter(screen, "000000")
        screen.wait(lambda state: any("还可以试4次" in text for text in state["shown"]), "wrong")
        enter(screen, PASSWORD)
        told = screen.wait(lambda state: state["place"] == "/staff/state", "the state", HELD)["shown"]
        assert "连得上" in told
        assert any(re.fullmatch(r"等待\d+件，退回\d+件", text) for text in told)
        assert any("GB（" in text for text in told)
        assert not any(PASSWORD in text or hashed in text for text in told)
        screen.touch("测试打印")
        screen.wait(lambda state: "测试页已经打印。" in state["shown"], "the test page", HELD)
        assert "打印测试" in text((paper / "0001.pdf").read_bytes())
        screen.touch("返回状态")
        screen.wait(lambda state: state["place"] == "/staff/state", "back", HELD)
        screen.touch("亮度40%")
        screen.wait(lambda state: "40%" in state["shown"], "the brightness", HELD)
        assert (light / "brightness").read_text() == "400"
        screen.touch("测试声音")
        screen.wait(lambda state: state["code"] == "staff-sound", "the sound", HELD)
        screen.touch("返回状态")
        screen.wait(lambda state: state["place"] == "/staff/state", "back", HELD)
        screen.touch("立即更新内容")
        refused = screen.wait(lambda state: state["code"] == "staff-update", "the update", HELD)
        assert any("本机内容不变" in text for text in refused["shown"])
        screen.touch("返回状态")
        screen.wait(lambda state: state["place"] == "/staff/state", "back", HELD)
        screen.touch("测试触摸")
        screen.wait(lambda state: "还有24格没有碰到" in state["shown"], "the targets")
        screen.touch("◎24")
        screen.wait(lambda state: "还有23格没有碰到" in state["shown"], "one less")
        screen.touch("好了")
        # Whoever goes home has left: nothing leads back in.
        screen.touch("首页")
        home = screen.wait(lambda state: state["place"] == "/", "home", HELD)
        assert not any("管理" in text for text in home["shown"])
        assert "返回" not in [each["title"] for each in home["touch"]]


@pytest.mark.window
def test_content_that_was_just_published_is_fetched_from_the_page(
    backend: Backend, tmp_path: Path, hashed: str
) -> None:
    court, machine = Court(tmp_path / "court"), Machine(tmp_path / "home")
    court.put(1)
    court.publish()
    machine.sync(court.out)
    machine.close()
    with KioskProgram(
        tmp_path, machine.home, backend, kiosk_staff_password=hashed, kiosk_content_source=court.out
    ) as screen:
        knock(screen)
        enter(screen, PASSWORD)
        screen.wait(lambda state: "第1版，1条" in state["shown"], "the version", HELD)
        court.put(2)
        court.publish()
        screen.touch("立即更新内容")
        told = screen.wait(lambda state: state["code"] == "staff-update", "the update", HELD)
        assert any("内容已经是最新。" in text for text in told["shown"])
        screen.touch("返回状态")
        screen.wait(lambda state: "第2版，2条" in state["shown"], "the new version", HELD)
        screen.touch("首页")
        screen.touch_and_see("开庭公告", "/hearings")
        screen.touch_and_see("明天", "/hearings?date=")
        number = hearing(2).case_number
        screen.wait(lambda state: number in state["shown"], number)
    court.close()


@pytest.mark.window
def test_left_alone_the_page_closes_by_itself_and_the_program_is_restarted_by_those_who_may(
    machine: Path, backend: Backend, tmp_path: Path, hashed: str
) -> None:
    kiosk = KioskProgram(tmp_path, machine, backend, idle=12, warning=4, kiosk_staff_password=hashed)
    with kiosk as screen:
        knock(screen)
        enter(screen, PASSWORD)
        screen.wait(lambda state: state["place"] == "/staff/state", "the state", HELD)
        screen.wait(lambda state: state["place"] == "/", "home", HELD)
        knock(screen)
        assert screen.wait(lambda state: state["kind"] == "form")["title"] == "管理员页面"
        enter(screen, PASSWORD)
        screen.wait(lambda state: state["place"] == "/staff/state", "the state", HELD)
        screen.touch("重新启动程序")
        screen.touch("重新启动")
        # The service manager starts it again (kiosk/deployment).
        deadline = time.monotonic() + HELD
        while not kiosk.ended and time.monotonic() < deadline:
            time.sleep(0.05)
        assert kiosk.ended


@pytest.mark.window
def test_where_no_password_is_set_the_emblem_is_only_a_picture(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend, idle=6, warning=3) as screen:
        screen.touch_and_see("诉讼指南", "/guides")
        with screen.held(*EMBLEM), pytest.raises(NotSeenError):
            screen.wait(lambda state: state["place"].startswith("/staff"), "the door", 7.0)


def test_the_program_makes_the_hash_and_refuses_letters() -> None:
    def ask(password: str) -> subprocess.CompletedProcess[str]:
        script = (
            "import getpass, sys, kiosk_main; getpass.getpass = lambda _: sys.stdin.readline().strip();"
            "sys.argv = ['kiosk_main.py', '--staff-password']; sys.exit(kiosk_main.main())"
        )
        return subprocess.run(
            [sys.executable, "-c", script], input=password, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": "."}, cwd=Path(__file__).parents[2],
        )  # fmt: skip

    made = ask(PASSWORD)
    assert made.returncode == 0
    assert Door(made.stdout.strip()).knock(PASSWORD, 0.0) == Opened()
    assert ask("geheim").returncode == 2
