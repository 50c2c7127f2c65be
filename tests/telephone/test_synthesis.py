"""Speech that hangs, dies or fails during a call: the caller hears that it takes a moment, or what cannot be
said, and the call goes on."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from tests.telephone.caller import Caller
from tests.telephone.program import VoiceLineProgram
from tests.world import Backend

pytestmark = pytest.mark.telephone
SURE = 0.9
WAIT = "正在查询，请稍候。"
UNSAID = "很抱歉，这里有一句话暂时播不出来。"


def _worker(line: VoiceLineProgram) -> int:
    """The process that speaks."""
    children = Path(f"/proc/{line.pid}/task").glob("*/children")
    for pid in (pid for file in children for pid in file.read_text().split()):
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return int(pid)
    raise AssertionError("nobody speaks")


@pytest.mark.parametrize(
    ("told", "day", "title", "meanwhile"),
    [
        (signal.SIGSTOP, "20270115", "二零二七年一月十五日，星期五，开庭。", (WAIT,)),
        (signal.SIGKILL, "20270118", "二零二七年一月十八日，星期一，开庭。", ()),
    ],
)
async def test_a_worker_that_hangs_or_dies_is_replaced_and_the_call_goes_on(
    line: VoiceLineProgram, told: signal.Signals, day: str, title: str, meanwhile: tuple[str, ...]
) -> None:
    async with Caller(line.uri) as call:
        await call.press("13")
        await call.hear(at_most=2)
        os.kill(_worker(line), told)
        call.skip()
        # Nobody has asked for this day yet.
        await call.press(f"{day}#")
        assert await line.says(call, *meanwhile, title)


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """While this file is there, no sound can be made."""
    flag, tools = tmp_path / "failing", tmp_path / "tools"
    tools.mkdir()
    sox = tools / "sox"
    sox.write_text(f'#!/bin/sh\n[ -e {flag} ] && exit 1\nexec {shutil.which("sox")} "$@"\n')
    sox.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    return flag


async def test_what_cannot_be_made_into_sound_is_said_to_be_so_and_keys_go_on(
    machine: Path, no_backend: Backend, failing: Path
) -> None:
    with VoiceLineProgram(machine, no_backend) as line:
        async with Caller(line.uri) as call:
            await call.press("13")
            await call.hear(at_most=2)
            failing.touch()
            call.skip()
            await call.press("20270119#")
            assert await line.says(call, UNSAID)
            failing.unlink()
            call.skip()
            await call.press("9")
            assert await line.says(call, "二零二七年一月十九日，星期二，开庭。")
