"""A court's own recordings: what to record, and how a mix with the synthesizer sounds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ivr.known_ahead import known_ahead
from ivr.line import Speed, Utterance
from ivr.prompts import Prompts
from ivr.recordings import Recordings, write_list
from shared.application import Application
from shared.speech.sound import loudness
from shared.speech.voice import Voice
from tests.telephone.audio import read_wav

MORE = "继续听请按井号键。"


@pytest.fixture
def voice() -> Iterator[Voice]:
    made = Voice()
    yield made
    made.close()


def _speaker(folder: Path, gain: int) -> Path:
    """A speaker at a microphone: 48 kHz, half a second of silence first, as quiet or loud as told."""
    file = folder / Recordings(folder).name(MORE, "zh-CN")
    spoken = folder / "spoken.wav"
    subprocess.run(["espeak-ng", "-v", "cmn-latn-pinyin+f2", "-w", str(spoken), MORE], check=True)
    subprocess.run(
        ["sox", str(spoken), "-r", "48000", str(file), "gain", "-n", str(gain), "pad", "0.5", "0.7"],
        check=True,
    )
    return file


def test_the_list_names_a_file_for_every_text_once(application: Application, tmp_path: Path) -> None:
    wanted = Recordings(None).wanted(known_ahead(application, pages=20))
    write_list(wanted, tmp_path / "list.xlsx")
    rows = list(load_workbook(tmp_path / "list.xlsx").active.iter_rows(min_row=2, values_only=True))  # type: ignore[union-attr]
    files = [row[1] for row in rows]
    assert len(files) == len(set(files)) > 100
    assert {row[2] for row in rows} == {"zh-CN", "en"}
    assert [row[3] for row in rows if str(row[1]).startswith("zh-CN.voice.more.")] == [MORE]


def test_another_text_is_another_file() -> None:
    recordings = Recordings(None)
    assert recordings.name(MORE, "zh-CN") != recordings.name(MORE + "好", "zh-CN")
    assert recordings.name("1", "en") != recordings.name("1", "zh-CN")


@pytest.mark.parametrize("gain", [-30, -3])
async def test_a_recording_is_played_as_loud_as_the_synthesizer_without_its_silence(
    voice: Voice, tmp_path: Path, gain: int
) -> None:
    synthesised = (await Prompts(tmp_path / "p", voice).files(Utterance(MORE, "zh-CN"), ""))[0]
    folder = tmp_path / "speaker"
    folder.mkdir()
    original = _speaker(folder, gain)
    prompts = Prompts(tmp_path / "q", voice, Recordings(folder))
    [recorded] = await prompts.files(Utterance(MORE, "zh-CN"), "")
    assert abs(loudness(recorded) - loudness(synthesised)) < 3
    seconds = len(read_wav(recorded)) / 8000
    length = float(subprocess.check_output(["soxi", "-D", str(original)]))
    assert length - seconds > 0.9
    [slow] = await prompts.files(Utterance(MORE, "zh-CN", speed=Speed.SLOW), "")
    assert len(read_wav(slow)) / 8000 > 1.2 * seconds


async def test_what_nobody_recorded_is_synthesised_and_a_case_always(voice: Voice, tmp_path: Path) -> None:
    _speaker(tmp_path, -3)
    prompts = Prompts(tmp_path / "q", voice, Recordings(tmp_path))
    other = await prompts.files(Utterance("主菜单。", "zh-CN"), "")
    private = await prompts.files(Utterance(MORE, "zh-CN", private=True), "call")
    assert other[0].exists()
    assert private[0].parent.parent.name == "calls"
