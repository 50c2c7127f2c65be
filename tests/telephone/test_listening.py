"""Spoken words on a real call: heard by Vosk while the prompt goes on, and a dead recogniser harms nobody.

The voice is espeak-ng's and the model is ours (docs/speech-model.md): this shows that sound comes through,
not how well people are understood.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ivr.speech_model.syllables import reading
from ivr.speech_model.synthesizer import Manner, Synthesizer
from tests.ivr.test_speech_model import SYNTHESIZER_RATE, by_telephone, resampled
from tests.telephone.audio import Samples
from tests.telephone.caller import Caller
from tests.telephone.program import VoiceLineProgram
from tests.telephone.waiting import becomes
from tests.world import Backend

pytestmark = pytest.mark.telephone
MODEL = Path("ivr/speech_model/model").absolute()
SURE = 0.9
HEARINGS = "开庭公告向所有人公开，不用密码。"


@pytest.fixture(scope="module")
def listener(machine: Path, no_backend: Backend) -> Iterator[VoiceLineProgram]:
    with VoiceLineProgram(machine, no_backend, voice_model=MODEL) as running:
        yield running


@pytest.fixture(scope="module")
def synthesizer() -> Synthesizer:
    return Synthesizer()


def _spoken(synthesizer: Synthesizer, word: str) -> Samples:
    said = synthesizer.mandarin(reading(word), Manner("f4", 150)).samples
    sound = by_telephone(resampled(said, SYNTHESIZER_RATE), snr_db=30.0)
    return (sound * 32_000).astype(np.int16)


async def test_a_spoken_service_is_opened_while_the_greeting_is_said(
    listener: VoiceLineProgram, synthesizer: Synthesizer
) -> None:
    async with Caller(listener.uri) as call:
        await call.hear(at_most=2)
        call.skip()
        await call.speak(_spoken(synthesizer, "开庭公告"))
        heard = await call.hear(at_most=12)
        assert listener.likeness(heard, HEARINGS) > SURE
        call.skip()
        await call.press("*")
        assert listener.likeness(await call.hear(at_most=2.5), "主菜单。") > SURE
    assert await becomes(lambda: listener.channels() == 0)


async def test_keys_while_a_leg_listens_and_a_hang_up_leave_no_channel(listener: VoiceLineProgram) -> None:
    for pressed in ("1", "1*1*1*", "3", ""):
        async with Caller(listener.uri) as call:
            await call.press(pressed)
    assert await becomes(lambda: listener.channels() == 0)


async def test_when_the_recogniser_dies_the_call_goes_on_by_keys(listener: VoiceLineProgram) -> None:
    async with Caller(listener.uri) as call:
        await call.hear(at_most=2)
        found = subprocess.run(
            ["pgrep", "-f", f"ivr.recogniser {MODEL}"], capture_output=True, text=True, check=False
        )
        mine = [int(pid) for pid in found.stdout.split() if _below(int(pid), listener.pid)]
        assert mine
        for pid in mine:
            os.kill(pid, signal.SIGSEGV)
        call.skip()
        await call.press("1")
        assert listener.likeness(await call.hear(at_most=6), HEARINGS) > SURE


def _below(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False


async def test_a_folder_that_is_no_model_leaves_a_line_of_keys(machine: Path, no_backend: Backend) -> None:
    with VoiceLineProgram(machine, no_backend, voice_model="/nowhere") as line:
        log = (line.home / "logs" / "line.log").read_text()
        assert "speech recognition is off: /nowhere holds no Vosk model" in log
        async with Caller(line.uri) as call:
            await call.press("1")
            assert line.likeness(await call.hear(at_most=6), HEARINGS) > SURE


async def test_a_day_is_said_in_a_form_said_back_and_agreed_to(
    listener: VoiceLineProgram, synthesizer: Synthesizer
) -> None:
    async with Caller(listener.uri) as call:
        await call.hear(at_most=2)
        await call.press("13")
        await call.hear(at_most=3)
        call.skip()
        await call.speak(_spoken(synthesizer, "明天"))
        question = await call.hear(at_most=6, quiet=0.7)
        assert listener.likeness(question, "您说的是二零二六年十一月二十五日，星期三吗？") > SURE
        call.skip()
        await call.press("1")
        heard = await call.hear(at_most=4)
        assert listener.likeness(heard, "二零二六年十一月二十五日，星期三，开庭。") > SURE
