"""What a caller hears on a real Asterisk: keys as RFC 4733 events, sound compared with the prompts'."""

from __future__ import annotations

import asyncio
import contextlib
import os
from pathlib import Path

import pytest

from ivr.line import Speed
from tests.telephone.audio import likeness
from tests.telephone.caller import Caller
from tests.telephone.program import VoiceLineProgram
from tests.telephone.waiting import becomes

pytestmark = pytest.mark.telephone

SURE = 0.9
GREETING = "您好，这里是示范市人民法院诉讼服务电话。"
HEARINGS = "开庭公告向所有人公开，不用密码。"
# Digits that stand nowhere else.
PASSWORD = "908172"
NUMBER = "7071727374"


async def test_the_greeting_is_heard_and_a_key_cuts_it_short(line: VoiceLineProgram) -> None:
    async with Caller(line.uri) as call:
        assert await line.says(call, GREETING)
        call.skip()
        await call.press("1")
        heard = await call.hear(at_most=8, quiet=2.5)
        assert line.likeness(heard, HEARINGS) > SURE
        assert line.likeness(heard, "以下信息截至二零二六年十一月二十四日，星期二，上午八点半。") < SURE


async def test_keys_pressed_before_anything_was_said_are_not_lost(line: VoiceLineProgram) -> None:
    async with Caller(line.uri) as call:
        await call.press("131124#")
        heard = await call.hear(at_most=8, quiet=2.5)
        assert line.likeness(heard, "二零二六年十一月二十四日，星期二，开庭。") > SURE
        assert line.likeness(heard, HEARINGS) < SURE


async def test_silence_is_answered_with_help_and_never_lasts(line: VoiceLineProgram) -> None:
    async with Caller(line.uri) as call:
        await call.press("2")
        await call.hear(quiet=2.5, at_most=30)
        assert await line.says(call, "没有收到您的输入。")


async def test_slower_speech_takes_longer(line: VoiceLineProgram) -> None:
    async with Caller(line.uri) as call:
        await call.press("18")
        heard = await call.hear(quiet=2, at_most=12)
        slow = line.sound_of(HEARINGS, speed=Speed.SLOW)
        assert likeness(heard, slow) > SURE
        assert len(slow) > 1.15 * len(line.sound_of(HEARINGS))


async def test_a_hang_up_in_mid_prompt_leaves_nothing_behind(line: VoiceLineProgram) -> None:
    assert await becomes(lambda: line.channels() == 0)
    async with Caller(line.uri) as call:
        await call.hear(at_most=1)
        assert await asyncio.to_thread(line.channels) == 1
    assert await becomes(lambda: line.channels() == 0)


async def test_hang_ups_at_every_moment_leave_nothing_behind(line: VoiceLineProgram) -> None:
    for pressed in ("", "1", "12", "2", "2123", "0", "13112", "31#"):
        async with Caller(line.uri) as call:
            await call.press(pressed)
    assert await becomes(lambda: line.channels() == 0)
    assert not list((line.home / "prompts" / "calls").iterdir())
    async with Caller(line.uri) as call:
        assert await line.says(call, GREETING)


async def test_a_password_stands_in_no_file_after_a_call(line: VoiceLineProgram) -> None:
    async with Caller(line.uri, number="13900001111") as call:
        await call.press("2")
        await call.hear(at_most=1.5)
        await call.press(f"{NUMBER}#")
        await call.hear(at_most=1.5)
        await call.press(f"{PASSWORD}#")
        await call.hear(at_most=3, quiet=1.5)
    assert await becomes(lambda: line.channels() == 0)
    texts: dict[str, bytes] = {}
    # Prompts are still being made: what was there a moment ago may be gone.
    for folder, _, names in os.walk(line.home):
        for file in (Path(folder) / name for name in names):
            if file.is_file() and file.suffix not in (".wav", ".db"):
                with contextlib.suppress(FileNotFoundError):
                    texts[file.name] = texts.get(file.name, b"") + file.read_bytes()
    assert texts["messages"]
    for name, content in texts.items():
        for marker in (PASSWORD, NUMBER, "13900001111"):
            assert marker.encode() not in content, name


async def test_several_callers_at_once_each_hear_the_greeting(line: VoiceLineProgram) -> None:
    callers = [Caller(line.uri) for _ in range(6)]
    await asyncio.gather(*(caller.__aenter__() for caller in callers))
    heard = await asyncio.gather(*(caller.hear(at_most=2.5) for caller in callers))
    await asyncio.gather(*(caller.__aexit__() for caller in callers))
    assert all(line.likeness(samples, GREETING) > SURE for samples in heard)
    assert await becomes(lambda: line.channels() == 0)
