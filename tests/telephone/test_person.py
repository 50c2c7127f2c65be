"""Key 0 really puts a caller through; who gets no answer comes back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.telephone.caller import Caller
from tests.telephone.desk import Desk
from tests.telephone.program import VoiceLineProgram
from tests.telephone.waiting import becomes
from tests.world import Backend

pytestmark = pytest.mark.telephone
SURE = 0.9


async def test_the_clerk_who_answers_has_the_caller(machine: Path, no_backend: Backend) -> None:
    async with Desk(answers=True) as desk:
        with VoiceLineProgram(machine, no_backend, operator_dial=desk.dial) as line:
            async with Caller(line.uri) as call:
                await call.press("0")
                assert await line.says(call, "正在为您转接工作人员，请稍候。")
                await asyncio.wait_for(desk.taken.wait(), 10)
                assert await becomes(lambda: line.channels() == 2), line.ari("channels")
            assert await becomes(lambda: line.channels() == 0)


async def test_who_gets_no_answer_comes_back_in_their_language(machine: Path, no_backend: Backend) -> None:
    async with Desk(answers=False) as desk:
        with VoiceLineProgram(
            machine, no_backend, operator_dial=desk.dial, voice_english_callers='["0044"]'
        ) as line:
            async with Caller(line.uri, number="0044201") as call:
                await call.press("0")
                await asyncio.wait_for(desk.rung.wait(), 20)
                call.skip()
                heard = await call.hear(at_most=6, quiet=2)
                assert line.likeness(heard, "Nobody answers at the moment.", "en") > SURE
            assert await becomes(lambda: line.channels() == 0)
