"""What breaks around a call: Asterisk, the connection to it, the voice line itself, and hostile messages."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from ivr.asterisk.server import AsteriskServer
from sandbox.processes import Processes, python
from tests.telephone.audio import read_wav
from tests.telephone.caller import Caller
from tests.telephone.program import ASTERISK, VoiceLineProgram
from tests.telephone.torture import flood
from tests.telephone.waiting import becomes
from tests.world import NOW, Backend

pytestmark = pytest.mark.telephone
SURE = 0.9
GREETING = "您好，这里是示范市人民法院诉讼服务电话。"
# RFC 4475 asks for no time; docs/voice-line.md promises this one, in seconds.
ANSWERED = 2.0


async def _greeted(line: VoiceLineProgram, number: str = "anonymous") -> float:
    """Seconds from INVITE to the first sound of a call that hears the greeting; 99 when it does not."""
    async with Caller(line.uri, number=number) as call:
        first = await call.first_sound()
        heard = await call.hear(at_most=2.5)
        return first if first is not None and line.likeness(heard, GREETING) > SURE else 99.0


async def test_malformed_messages_and_noise_leave_the_line_answering(line: VoiceLineProgram) -> None:
    await _greeted(line)
    # Some of them are calls, as odd as they look, and each holds a place until its timers run out.
    await asyncio.to_thread(flood, line.uri, 2)
    assert await _greeted(line) < ANSWERED
    assert await becomes(lambda: line.channels() == 0, 60)


async def test_a_newline_in_the_callers_number_reaches_no_log(line: VoiceLineProgram) -> None:
    assert await _greeted(line, "88%0d%0aERROR%20forged") < 99
    for log in (line.home / "asterisk" / "log" / "messages", line.home / "logs" / "line.log"):
        assert "forged" not in log.read_text()


async def test_five_hundred_keys_are_taken_one_by_one_and_the_call_ends_politely(
    line: VoiceLineProgram,
) -> None:
    async with Caller(line.uri) as call:
        # Not each of them by hand: a machine that presses keys keeps no pauses.
        for _ in range(50):
            await call.press_quickly("5656565656")
        await asyncio.wait_for(_hung_up(call), 60)
    assert await becomes(lambda: line.channels() == 0)


async def _hung_up(call: Caller) -> None:
    while not call.hung_up:
        await call.hear(at_most=5)


async def test_a_call_in_a_law_is_heard_and_its_keys_are_taken(line: VoiceLineProgram) -> None:
    async with Caller(line.uri, law=8) as call:
        assert await line.says(call, GREETING)
        call.skip()
        await call.press("1")
        assert await line.says(call, "开庭公告向所有人公开，不用密码。")


async def test_a_hang_up_at_any_moment_leaves_nothing(line: VoiceLineProgram) -> None:
    """In the greeting, a page, a form, a password, a message and its question, around a key and after it."""
    moments = [0.0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.25, 0.5, 1.0, 2.0]
    ways = ["", "1", "12", "2", "721", "0", "*"]

    async def hang_up(keys: str, after: float) -> None:
        async with Caller(line.uri, quiet_every=0.1) as call:
            await call.press(keys)
            await asyncio.sleep(after)

    for keys in ways:
        await asyncio.gather(*(hang_up(keys, after) for after in moments))
    assert await becomes(lambda: line.channels() == 0, 30)
    assert await becomes(lambda: not list((line.home / "prompts" / "calls").iterdir()), 30)
    assert await becomes(lambda: not list((line.home / "asterisk" / "spool" / "recording").iterdir()), 30)
    assert "in a call" not in (line.home / "logs" / "line.log").read_text()
    assert await _greeted(line) < 99


async def test_asterisk_that_dies_is_started_again_and_answers(machine: Path, no_backend: Backend) -> None:
    with VoiceLineProgram(machine, no_backend) as line:
        pid = int((line.home / "asterisk" / "asterisk.pid").read_text())
        async with Caller(line.uri) as call:
            await call.hear(at_most=1)
            os.kill(pid, signal.SIGKILL)
            call.hung_up = True
        assert await becomes(lambda: _answers(line), 30)
        assert await _greeted(line) < 99
        assert not list((line.home / "prompts" / "calls").iterdir())


def _answers(line: VoiceLineProgram) -> bool:
    try:
        return any("court" in str(application["name"]) for application in line.ari("applications"))
    except OSError:
        return False


def _applications(asterisk: AsteriskServer) -> list[str]:
    address = asterisk.ari_url.replace("ws", "http", 1).replace("/events", "/applications")
    answer = requests.get(address, auth=("court", asterisk.password.get_secret_value()), timeout=5)
    return [application["name"] for application in answer.json()]


@pytest.fixture
def asterisk() -> Iterator[AsteriskServer]:
    """An Asterisk as a court runs it: beside the voice line, which comes and goes."""
    with tempfile.TemporaryDirectory(prefix="ast-") as folder:
        home = Path(folder)
        yield AsteriskServer(ASTERISK, home / "asterisk", excuse=home / "excuse")


async def test_a_killed_voice_line_leaves_callers_with_words_not_silence(
    asterisk: AsteriskServer, machine: Path, tmp_path: Path
) -> None:
    (tmp_path / "content.db").write_bytes((machine / "content.db").read_bytes())
    environment = {
        "COURT_HOME": str(tmp_path),
        "COURT_BACKEND_URL": "http://127.0.0.1:9",
        "COURT_ARI_URL": asterisk.ari_url,
        "COURT_ARI_PASSWORD": asterisk.password.get_secret_value(),
    }
    command = python("-m", "tests.programs", "telephone", "--now", NOW.isoformat())
    processes = Processes(tmp_path / "logs")
    with asterisk:
        try:
            processes.start("first", command, environment, "voice line ready")
            kept = tmp_path / "prompts" / "kept"
            excuse = asterisk.log.parents[2] / "excuse.wav"
            excuse.write_bytes(max(kept.glob("*.wav"), key=lambda file: file.stat().st_size).read_bytes())
            async with Caller(asterisk.sip_uri) as call:
                await call.hear(at_most=1)
                os.kill(processes.pid("first"), signal.SIGKILL)
                await asyncio.to_thread(processes.start, "second", command, environment, "voice line ready")
                assert await call.hears(read_wav(excuse), seconds=60)
                await asyncio.wait_for(_hung_up(call), 30)
            # And a call that comes while there is no line at all hears the same.
            os.kill(processes.pid("second"), signal.SIGKILL)
            assert await becomes(lambda: "court" not in _applications(asterisk))
            async with Caller(asterisk.sip_uri) as call:
                assert await call.hears(read_wav(excuse))
        finally:
            processes.stop()


async def test_a_call_too_many_hears_that_the_line_is_busy(machine: Path, no_backend: Backend) -> None:
    with VoiceLineProgram(machine, no_backend, voice_calls=1) as line:
        async with Caller(line.uri) as first:
            assert await line.says(first, GREETING)
            async with Caller(line.uri) as second:
                assert await line.says(second, "线路繁忙，请稍后再拨。")
        assert await becomes(lambda: line.channels() == 0)
        assert await _greeted(line) < 99
