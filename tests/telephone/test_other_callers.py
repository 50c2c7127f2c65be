"""Callers and telephones as they come: other software, other ways of sending a key, slow and hasty fingers,
networks that lose and delay."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest

from tests.telephone import sipp
from tests.telephone.audio import Samples
from tests.telephone.caller import RATE, Caller
from tests.telephone.program import VoiceLineProgram
from tests.telephone.waiting import becomes

pytestmark = pytest.mark.telephone
SURE = 0.9
# 1 hearings, 3 another day, the day, #.
KEYS = "131124#"
DAY = "二零二六年十一月二十四日，星期二，开庭。"
# ITU-T Q.23: a row's tone and a column's.
ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
PAD = "123456789*0#"


@pytest.mark.parametrize("scenario", [sipp.BY_EVENTS, sipp.BY_INFO], ids=["rfc4733", "info"])
async def test_sipp_presses_keys_and_the_line_obeys(line: VoiceLineProgram, scenario: str) -> None:
    found = await asyncio.to_thread(sipp.call, line.uri, scenario, calls=5, a_second=5)
    assert (found.right, found.ended) == (5, 5), found.errors
    assert await becomes(lambda: line.channels() == 0)


PACES = ((0.04, 0.03), (0.04, 0.5), (0.08, 0.04), (0.1, 0.03), (0.5, 0.8), (1.5, 0.05))
NETWORKS = ((0.1, 0.0), (0.0, 0.06), (0.05, 0.03))


async def test_keys_of_any_length_and_pace_are_each_taken_once(line: VoiceLineProgram) -> None:
    async def caller(held: float, gap: float) -> Samples:
        async with Caller(line.uri) as call:
            return await _heard_after(call, held=held, gap=gap)

    heard = await asyncio.gather(*(caller(*pace) for pace in PACES))
    assert [pace for pace, what in zip(PACES, heard, strict=True) if line.likeness(what, DAY) < SURE] == []


async def test_a_network_that_loses_and_delays_loses_no_key_and_doubles_none(line: VoiceLineProgram) -> None:
    async def caller(loss: float, jitter: float) -> Samples:
        async with Caller(line.uri, loss=loss, jitter=jitter) as call:
            return await _heard_after(call, held=0.12, gap=0.12)

    heard = await asyncio.gather(*(caller(*network) for network in NETWORKS))
    assert [net for net, what in zip(NETWORKS, heard, strict=True) if line.likeness(what, DAY) < SURE] == []


async def _heard_after(call: Caller, *, held: float, gap: float) -> Samples:
    await call.press(KEYS[:-1], held=held, gap=gap)
    call.skip()
    await call.press(KEYS[-1], held=held, gap=gap)
    return await call.hear(at_most=6, quiet=2)


async def test_a_telephone_that_knows_only_tones_is_heard(line: VoiceLineProgram) -> None:
    async with Caller(line.uri, events=False) as call:
        await call.hear(at_most=1)
        for key in KEYS:
            await call.speak(_tones(key))
        assert await line.says(call, DAY)


def _tones(key: str) -> Samples:
    at = np.arange(RATE // 10) / RATE
    row, column = divmod(PAD.index(key), 3)
    tone = np.sin(2 * np.pi * ROWS[row] * at) + np.sin(2 * np.pi * COLUMNS[column] * at)
    return np.concatenate([tone * 6000, np.zeros(RATE // 10)]).astype(np.int16)
