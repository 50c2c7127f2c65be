"""Wrong passwords for one case from a kiosk's window, a phone's browser and a telephone call at once: five
of them lock it for all, in the same words as an unknown case until then."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import requests

from sandbox.demo import CASE_NUMBER, LOOKUP_NUMBER, PASSWORD
from shared.speech.text import say_text
from shared.visit import Language
from shared.words import load_words
from tests.kiosk.program import KioskProgram
from tests.kiosk.touchscreen import Touchscreen
from tests.mobile.browser import Phone
from tests.telephone.audio import Samples
from tests.telephone.caller import Caller
from tests.telephone.program import VoiceLineProgram
from tests.world import Backend, MobileServer, application_at, write_content

SURE = 0.9
UNKNOWN = "2026000987"
SAME = load_words()[Language.CHINESE]("case.not-recognised")
LOCKED = "暂停查询"
# As the telephone says it.
SAID = {SAME: say_text(SAME, Language.CHINESE), LOCKED: f"{LOCKED}。"}
# So many stretches of speech, until one has it.
LISTENED = 4


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine of its own: three programs share its outbox."""
    home = tmp_path / "machine"
    home.mkdir()
    write_content(home)
    return home


class AtKiosk:
    def __init__(self, screen: Touchscreen) -> None:
        self._screen = screen

    def __call__(self, number: str, password: str) -> str:
        """Enter it; what the screen then says: the same words, the title of a notice or of the case."""
        if self._screen.state()["kind"] != "home":
            self._screen.touch("首页")
            self._screen.wait(lambda state: state["kind"] == "home")
        self._screen.touch("案件查询")
        # The kiosk knows the rest of a case number: year, court and kind of case.
        self._screen.type(str(int(number[4:])))
        self._screen.touch("查询密码")
        self._screen.type(password)
        self._screen.touch("查看我的案件")
        state = self._screen.wait(
            lambda state: state["code"] == "locked" or not_form(state) or SAME in state["shown"]
        )
        return SAME if SAME in state["shown"] else str(state["title"])


def not_form(state: dict[str, object]) -> bool:
    return state["kind"] != "form"


class OnPhone:
    """A browser, used by the thread that made it."""

    def __init__(self, address: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._phone = Phone(address)
        self._thread.submit(self._phone.__enter__).result()

    def close(self) -> None:
        self._thread.submit(self._phone.__exit__, None, None, None).result()
        self._thread.shutdown()

    def __call__(self, number: str, password: str) -> str:
        return self._thread.submit(self._enter, number, password).result()

    def _enter(self, number: str, password: str) -> str:
        self._phone.fresh()
        self._phone.open("/case")
        self._phone.enter({"number": number, "password": password})
        return self._phone.error() or self._phone.title()


class ByTelephone:
    def __init__(self, line: VoiceLineProgram) -> None:
        self._line = line

    def __call__(self, number: str, password: str) -> str:
        return asyncio.run(self._call(number, password))

    async def _call(self, number: str, password: str) -> str:
        """Call, key it in, and tell which of the sentences is heard; empty for none of them."""
        async with Caller(self._line.uri) as call:
            await call.press(f"2{number}#{password}")
            # The answer may begin while the last key is still down.
            call.skip()
            await call.press("#")
            heard = np.zeros(0, np.int16)
            for _ in range(LISTENED):
                heard = np.concatenate([heard, await call.hear(quiet=1.5, at_most=8, patience=10)])
                if told := next((one for one in SAID if self._is_said(heard, one)), ""):
                    return told
        return ""

    def _is_said(self, heard: Samples, sentence: str) -> bool:
        try:
            return self._line.likeness(heard, SAID[sentence]) > SURE
        except AssertionError:  # it was never spoken on this line
            return False


def at_once(*acts: Callable[[], str]) -> list[str]:
    """All of them begin together."""
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], str]) -> str:
        together.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as many:
        return list(many.map(run, acts))


@pytest.mark.window
@pytest.mark.browser
@pytest.mark.telephone
def test_five_wrong_passwords_from_three_faces_lock_the_case_for_all(
    backend: Backend, machine: Path, tmp_path: Path
) -> None:
    with (
        KioskProgram(tmp_path / "kiosk", machine, backend) as screen,
        MobileServer(lambda address: application_at(machine, backend, mobile_url=address)) as address,
        VoiceLineProgram(machine, backend, voice_key_wait_seconds=3) as line,
    ):
        kiosk, browser, telephone = AtKiosk(screen), OnPhone(address), ByTelephone(line)
        try:
            faces = (kiosk, browser, telephone)
            assert at_once(*(lambda face=face: face(UNKNOWN, "111111") for face in faces)) == [SAME] * 3

            def twice(face: Callable[[str, str], str]) -> str:
                assert face(LOOKUP_NUMBER, "111111") == SAME
                return face(LOOKUP_NUMBER, "222222")

            said = at_once(
                lambda: twice(kiosk), lambda: twice(browser), lambda: telephone(LOOKUP_NUMBER, "333333")
            )
            assert said == [SAME] * 3

            right = [lambda face=face: face(LOOKUP_NUMBER, PASSWORD) for face in faces]
            assert at_once(*right) == [LOCKED] * 3

            unlock = {"number": CASE_NUMBER}
            requests.post(f"{backend.url}/counter/unlock", json=unlock, timeout=10).raise_for_status()
            at_kiosk, on_phone, heard = at_once(*right)
            assert at_kiosk == on_phone
            assert not {at_kiosk, heard} & {SAME, LOCKED}
        finally:
            browser.close()
