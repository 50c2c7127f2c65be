"""Sounds that cannot be made, or are slow to be made: what can be said is said."""

from __future__ import annotations

import threading
import wave
from pathlib import Path

import pytest

from ivr import prompts as module
from ivr.line import Utterance
from ivr.prompts import Prompts
from shared.speech.voice import SpeechError, Voice
from tests.telephone.waiting import becomes

UNSAID = "有一句话播不出来。"
WAIT = "请稍候。"
BAD = "坏的。"


class _Voice(Voice):
    """Hums; `BAD` cannot be spoken, and while `held` nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.held = threading.Event()
        self.held.set()
        self.broken = False

    def render(self, text: str, language: str, into: Path) -> Path:
        self.held.wait(20)
        if self.broken or text == BAD:
            raise SpeechError("no")
        with wave.open(str(into), "wb") as sound:
            sound.setparams((1, 2, 22050, 0, "NONE", ""))
            sound.writeframes(b"\x00\x40\x00\xc0" * 6000)
        return into


@pytest.fixture
def voice() -> _Voice:
    return _Voice()


async def _prompts(folder: Path, voice: Voice) -> Prompts:
    made = Prompts(folder, voice)
    await made.stand_by("zh-CN", wait=WAIT, unsaid=UNSAID)
    return made


async def test_in_the_place_of_what_cannot_be_spoken_it_says_so_and_the_rest_is_said(
    tmp_path: Path, voice: _Voice
) -> None:
    prompts = await _prompts(tmp_path, voice)
    good, instead, also_good = await prompts.files(Utterance(f"好的。{BAD}{BAD}也好。", "zh-CN"), "")
    assert (await prompts.files(Utterance("好的。也好。", "zh-CN"), "")) == [good, also_good]
    assert (await prompts.files(Utterance(BAD, "zh-CN", private=True), "call")) == [instead]
    assert instead.exists()


async def test_a_sentence_that_takes_too_long_is_there_for_who_asks_again(
    tmp_path: Path, voice: _Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = await _prompts(tmp_path, voice)
    voice.held.clear()
    monkeypatch.setattr(module, "MADE_SECONDS", 0.05)
    late = Utterance("晚的。", "zh-CN")
    instead = await prompts.files(late, "")
    voice.held.set()
    monkeypatch.undo()
    made = await prompts.files(late, "")
    assert made != instead
    assert len(made) == 1
    prompts.close()


async def test_nothing_is_made_ahead_where_nothing_can_be_spoken(tmp_path: Path, voice: _Voice) -> None:
    prompts = await _prompts(tmp_path, voice)
    voice.broken = True
    assert await prompts.prepare((f"第{number}句。", "zh-CN") for number in range(1000)) < 10


async def test_a_line_without_any_speech_says_so_at_the_start(tmp_path: Path, voice: _Voice) -> None:
    voice.broken = True
    with pytest.raises(SpeechError):
        await _prompts(tmp_path, voice)


async def test_a_folder_that_nothing_can_be_written_to_is_no_end_of_a_call(
    tmp_path: Path, voice: _Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = await _prompts(tmp_path, voice)

    def full(**_: object) -> str:
        raise OSError(28, "no space")

    monkeypatch.setattr(module, "mkdtemp", full)
    assert len(await prompts.files(Utterance("好的。", "zh-CN", private=True), "call")) == 1


async def test_what_is_still_being_made_when_its_call_ends_is_not_left_behind(
    tmp_path: Path, voice: _Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = await _prompts(tmp_path, voice)
    voice.held.clear()
    monkeypatch.setattr(module, "MADE_SECONDS", 0.05)
    await prompts.files(Utterance("张某的案件。", "zh-CN", private=True), "call")
    (folder,) = (tmp_path / "calls").iterdir()
    prompts.forget("call")
    # As it is when a sound is written while its folder is being emptied.
    folder.mkdir()
    voice.held.set()
    assert await becomes(lambda: not folder.exists())
    assert not list((tmp_path / "calls").iterdir())
