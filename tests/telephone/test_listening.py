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
import numpy.typing as npt
import pytest

from ivr.speech_model import unheard_sounds
from ivr.speech_model.channel import RATE
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
SLOWLY = Manner("f4", 150)
HEARINGS = "开庭公告向所有人公开，不用密码。"
GUIDES = "请选择您想了解的方面。"
MISHEARD = "没有听清，请再说一遍，也可以按键。"
ASKED = "您说的是开庭公告吗？"


@pytest.fixture(scope="module")
def listener(machine: Path, no_backend: Backend) -> Iterator[VoiceLineProgram]:
    with VoiceLineProgram(machine, no_backend, voice_model=MODEL) as running:
        yield running


@pytest.fixture(scope="module")
def synthesizer() -> Synthesizer:
    return Synthesizer()


def _spoken(synthesizer: Synthesizer, word: str, manner: Manner = SLOWLY, snr_db: float = 30.0) -> Samples:
    said = synthesizer.mandarin(reading(word), manner).samples
    return _on_the_line(resampled(said, SYNTHESIZER_RATE), snr_db=snr_db)


def _on_the_line(sound: npt.NDArray[np.float32], **how: float) -> Samples:
    return (by_telephone(sound, **how) * 32_000).astype(np.int16)


async def _says(listener: VoiceLineProgram, call: Caller, said: Samples, answer: str) -> bool:
    """Whether `said` is answered by `answer`, said twice where need be: a crowded machine swallows sound."""
    for _ in range(2):
        call.skip()
        await call.speak(said)
        if await listener.says(call, answer):
            return True
    return False


async def test_a_spoken_service_is_opened_while_the_greeting_is_said(
    listener: VoiceLineProgram, synthesizer: Synthesizer
) -> None:
    async with Caller(listener.uri) as call:
        await call.hear(at_most=2)
        call.skip()
        await call.speak(_spoken(synthesizer, "开庭公告"))
        assert await listener.says(call, HEARINGS)
        call.skip()
        await call.press("*")
        assert await listener.says(call, "主菜单。")
    assert await becomes(lambda: listener.channels() == 0)


async def test_tones_and_music_do_nothing_and_foreign_speech_is_not_understood(
    listener: VoiceLineProgram, synthesizer: Synthesizer
) -> None:
    rng = np.random.default_rng(4)
    german = synthesizer.foreign("Guten Tag, ich brauche einen Anwalt", "de", Manner("m7", 150)).samples
    async with Caller(listener.uri, law=8) as call:  # A-law, as everywhere but in North America and Japan
        await call.hear(at_most=1)
        kinds = (unheard_sounds.keys, unheard_sounds.tones, unheard_sounds.music)
        await call.speak(_on_the_line(np.concatenate([kind(rng)[: 3 * RATE // 2] for kind in kinds])))
        call.skip()
        await call.speak(_on_the_line(resampled(german, SYNTHESIZER_RATE)))
        assert await listener.says(call, MISHEARD)
        # Quickly, in a noise, by a voice that the model was never trained on: still at the main menu.
        guides = _spoken(synthesizer, "诉讼指南", Manner("m7", 230), snr_db=10.0)
        assert await _says(listener, call, guides, GUIDES)


async def test_what_was_not_heard_for_sure_is_asked_about(
    listener: VoiceLineProgram, synthesizer: Synthesizer
) -> None:
    async with Caller(listener.uri) as call:
        await call.hear(at_most=1)
        assert await _says(listener, call, _spoken(synthesizer, "那个开庭公告"), ASKED)
        assert await _says(listener, call, _spoken(synthesizer, "是的", Manner("m3", 140)), HEARINGS)


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
        assert await listener.says(call, HEARINGS)


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
            assert await line.says(call, HEARINGS)


async def test_a_day_is_said_in_a_form_said_back_and_agreed_to(
    listener: VoiceLineProgram, synthesizer: Synthesizer
) -> None:
    async with Caller(listener.uri) as call:
        await call.hear(at_most=2)
        await call.press("13")
        await call.hear(at_most=3)
        call.skip()
        await call.speak(_spoken(synthesizer, "明天"))
        assert await listener.says(call, "您说的是二零二六年十一月二十五日，星期三吗？")
        call.skip()
        await call.press("1")
        assert await listener.says(call, "二零二六年十一月二十五日，星期三，开庭。")
