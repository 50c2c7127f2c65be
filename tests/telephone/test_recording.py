"""A message is recorded on a real Asterisk, and nothing of it stays there."""

from __future__ import annotations

import asyncio
import io
import tempfile
import wave
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from ivr.asterisk.answering import Answering, Arrival
from ivr.asterisk.line import AsteriskLine
from ivr.asterisk.server import AsteriskServer
from ivr.line import HungUp, NotRecorded, Recording, Utterance
from ivr.recording import speech_seconds
from tests.telephone.audio import Samples, likeness
from tests.telephone.caller import Caller
from tests.telephone.program import ASTERISK
from tests.telephone.waiting import becomes

pytestmark = pytest.mark.telephone
Outcome = Recording | NotRecorded | HungUp


@pytest.fixture(scope="module")
def asterisk() -> Iterator[AsteriskServer]:
    with tempfile.TemporaryDirectory(prefix="rec-") as folder, running(Path(folder)) as asterisk:
        yield asterisk


class _NoSounds:
    async def files(self, utterance: Utterance, call: str) -> list[Path]:
        return []

    def waiting(self, language: str) -> list[Path]:
        return []

    def forget(self, call: str) -> None:
        return


def running(folder: Path) -> AsteriskServer:
    return AsteriskServer(ASTERISK, folder / "a", excuse=folder / "none")


def _spool(asterisk: AsteriskServer) -> Path:
    return asterisk.log.parents[1] / "spool" / "recording"


def speech() -> Samples:
    """Something like speech: a hum whose pitch moves, with pauses."""
    at = np.arange(8000 * 3) / 8000
    hum = np.sin(2 * np.pi * (200 * at + 60 * np.sin(2 * np.pi * 1.3 * at)))
    return (hum * 9000 * (np.sin(2 * np.pi * 1.1 * at) > -0.6)).astype(np.int16)


async def recorded(
    asterisk: AsteriskServer, caller: Callable[[Caller], Awaitable[None]], seconds: float = 30
) -> Outcome:
    outcome: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    ready = asyncio.Event()

    async def on_call(line: AsteriskLine, _: Arrival) -> None:
        outcome.set_result(await line.record(seconds=seconds))

    answering = Answering(sounds=_NoSounds(), on_call=on_call, calls=5, busy=Utterance("忙", "zh-CN"))
    answers = asyncio.create_task(answering.run(asterisk.ari_url, "court", asterisk.password, ready.set))
    try:
        await asyncio.wait_for(ready.wait(), 10)
        async with Caller(asterisk.sip_uri) as call:
            await caller(call)
            return await asyncio.wait_for(outcome, 20)
    finally:
        answers.cancel()
        await asyncio.gather(answers, return_exceptions=True)


async def test_what_is_said_until_hash_comes_back_and_leaves_no_file(asterisk: AsteriskServer) -> None:
    said = speech()

    async def speak(call: Caller) -> None:
        await asyncio.sleep(0.3)
        await call.speak(said)
        await call.press("#")

    outcome = await recorded(asterisk, speak)
    assert isinstance(outcome, Recording)
    with wave.open(io.BytesIO(outcome.wav)) as sound:
        assert sound.getframerate() == 8000
        heard = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    assert likeness(heard, said) > 0.9
    assert speech_seconds(outcome.wav) > 1.5
    assert await becomes(lambda: not list(_spool(asterisk).iterdir()))


async def test_silence_ends_it_and_is_told_from_speech(asterisk: AsteriskServer) -> None:
    async def nothing(_: Caller) -> None:
        return

    outcome = await recorded(asterisk, nothing)
    assert isinstance(outcome, Recording)
    assert speech_seconds(outcome.wav) == 0


async def test_a_message_ends_at_its_limit(asterisk: AsteriskServer) -> None:
    async def speak(call: Caller) -> None:
        await call.speak(speech())

    outcome = await recorded(asterisk, speak, seconds=2)
    assert isinstance(outcome, Recording)
    assert len(outcome.wav) < 8000 * 2 * 3


async def test_who_hangs_up_while_speaking_leaves_nothing(asterisk: AsteriskServer) -> None:
    async def hang_up(call: Caller) -> None:
        await call.speak(speech()[:8000])
        await call.__aexit__()
        call.hung_up = True

    assert await recorded(asterisk, hang_up) == HungUp()
    assert await becomes(lambda: not list(_spool(asterisk).iterdir()))


async def test_where_nothing_can_be_written_the_caller_is_told(asterisk: AsteriskServer) -> None:
    spool = _spool(asterisk)
    spool.rmdir()
    spool.touch()
    try:

        async def speak(call: Caller) -> None:
            await call.speak(speech()[:8000])
            await call.press("#")

        assert await recorded(asterisk, speak) == NotRecorded()
    finally:
        spool.unlink()
        spool.mkdir()
