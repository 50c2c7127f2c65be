"""``make demo-check``: start the demo, walk one visit on each face as a person would, say what was seen."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from ivr.prompts import sound_name
from sandbox.demo import CASE_NUMBER, LOOKUP_NUMBER, PASSWORD, Addresses, Demo
from sandbox.processes import StartError
from tests.kiosk.touchscreen import Touchscreen
from tests.mobile.browser import Phone
from tests.telephone.audio import likeness, read_wav
from tests.telephone.caller import Caller

FOLDER = Path("var/demo-check").absolute()
SURE = 0.85


def kiosk(at: Addresses) -> str:
    """A hearing to its QR code and onto a phone; then one's own case, handed over to the phone."""
    screen = Touchscreen(at.mirror, at.display)
    try:
        with Phone(at.mobile) as phone:
            screen.touch_and_see("开庭公告", "/hearings")
            screen.touch_and_see("明天", "/hearings?date=")
            screen.touch_and_see(CASE_NUMBER, "/hearings/")
            phone.open(screen.qr())
            seen = phone.facts()
            _same("case number on the phone", seen["hearing.case_number"], CASE_NUMBER)
            screen.touch_and_see("首页", "/")
            screen.wait(lambda state: state["place"] == "/")
            screen.touch_and_see("案件查询", "/case")
            screen.type("123")
            screen.touch("查询密码")
            screen.type(PASSWORD)
            screen.touch("查看我的案件")
            screen.wait(lambda state: state["kind"] == "article", "the case")
            screen.touch_and_see("带到手机上看", "/case/handoff")
            phone.open(screen.qr())
            phone.choose("打开我的案件")
            _same("case handed over to the phone", phone.facts()["case.number"], CASE_NUMBER)
            screen.wait(lambda state: state["code"] == "handoff-opened", "that the phone opened it")
            screen.wait(lambda state: state["place"] == "/", "home again")
    finally:
        screen.close()
    hearing = f"{seen['hearing.date']} {seen['hearing.time']} {seen['hearing.courtroom']}"
    return f"{hearing}; case handed over, kiosk wiped"


def mobile(at: Addresses) -> str:
    with Phone(at.mobile) as phone:
        phone.open("/")
        phone.choose("诉讼指南")
        phone.open("/case")
        phone.enter({"number": LOOKUP_NUMBER, "password": PASSWORD})
        facts = phone.facts()
        _same("case number", facts["case.number"], CASE_NUMBER)
        phone.choose("退出并清除")
        _same("after the end", str(phone.notice()), "ended")
    return f"case {facts['case.number']}, {facts['case.stage']}, next {facts.get('case.next_hearing', '-')}"


def telephone(at: Addresses) -> str:
    return asyncio.run(_call(at))


async def _call(at: Addresses) -> str:
    prompts = at.home / "prompts" / "kept"
    async with Caller(at.telephone) as call:
        greeting = await call.hear(quiet=0.8, at_most=12)
        _heard("the greeting", greeting, prompts, "您好，这里是示范市人民法院诉讼服务电话。")
        call.skip()
        await call.press("1")
        menu = await call.hear(quiet=1.5, at_most=8)
        _heard("the hearing menu", menu, prompts, "开庭公告向所有人公开，不用密码。")
        call.skip()
        await call.press("0")
        person = await call.hear(quiet=1.5, at_most=8)
        _heard("the way to a person", person, prompts, "找工作人员。")
    return f"greeting {len(greeting) / 8000:.1f} s, hearing menu and person heard, call ended"


def _heard(what: str, heard: object, prompts: Path, text: str) -> None:
    file = prompts / sound_name(text, "zh-CN")
    sure = likeness(heard, read_wav(file)) if file.exists() else 0.0  # type: ignore[arg-type]
    if sure < SURE:
        raise AssertionError(f"{what} was not heard ({sure:.2f})")


def _same(what: str, found: str, expected: str) -> None:
    if found != expected:
        raise AssertionError(f"{what}: {found!r} instead of {expected!r}")


def main() -> int:
    walks: dict[str, Callable[[Addresses], str]] = {"kiosk": kiosk, "telephone": telephone, "mobile": mobile}
    failed = 0
    try:
        with Demo(FOLDER, visible=False) as at:
            for name, walk in walks.items():
                try:
                    print(f"  {name:10} ok      {walk(at)}", flush=True)
                except Exception as error:
                    failed += 1
                    print(f"  {name:10} FAILED  {type(error).__name__}: {error}", flush=True)
    except StartError as error:
        print(f"  {error}", file=sys.stderr)
        return 1
    print(f"demo-check: {len(walks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
