"""Two hundred calls at once: each caller's key and what they then hear is verified, and none is lost.

``COURT_LOAD_SECONDS`` and ``COURT_LOAD_CALLS`` bound it (60 s and 200 otherwise; the promise is ten minutes).
All callers live in one program. How late its clock ever came is printed too: a key whose packets come late is
no key that a telephone would send.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field

from benchmarks.measured import Times, table
from benchmarks.telephone import Menus, menus
from ivr.known_ahead import fixed_messages
from ivr.prompts import pieces, sound_name
from shared.visit import Language
from tests.telephone.audio import Samples, found, read_wav
from tests.telephone.caller import Caller, CallFailedError

# What each key leads to says first.
TITLES = {"1": "开庭公告。", "3": "诉讼指南。", "4": "法院信息。"}
SURE = 0.8
KNOWN_SECONDS = 0.6
SOON_SECONDS, LATE_SECONDS = 1.6, 4.0
TICK_SECONDS = 0.02
SPARE = 20


@dataclass
class Results:
    """What became of the calls; times in seconds."""

    calls: Counter[str] = field(default_factory=Counter)
    answered: list[float] = field(default_factory=list)
    keyed: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Ear:
    """Knows sounds again: `titles` by key, `others` by message."""

    comparing: Executor
    titles: Mapping[str, Samples]
    others: Mapping[str, Samples]

    async def best(self, heard: Samples, sounds: Mapping[str, Samples]) -> tuple[str, float, int]:
        """The sound that is heard most surely, how surely, and at which sample."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.comparing, _best, heard, dict(sounds))


def run() -> None:
    calls = int(os.environ.get("COURT_LOAD_CALLS", "200"))
    seconds = float(os.environ.get("COURT_LOAD_SECONDS", "60"))
    # Who hangs up and calls again at once has two calls for a moment.
    with menus(calls + SPARE) as which:
        which.settle()
        titles = {key: _sound(which, text) for key, text in TITLES.items()}
        others = _others(which)
        before = which.cpu()
        began = time.monotonic()
        # What was heard is compared in another process: the callers' keys have their time.
        with ProcessPoolExecutor(1) as comparing:
            ear = Ear(comparing, titles, others)
            results = asyncio.run(_all(which.uris["voice line"], ear, calls, seconds))
        lasted = time.monotonic() - began
        media, program = (now - then for now, then in zip(which.cpu(), before, strict=True))
    table([(name, count) for name, count in sorted(results.calls.items())])
    print(f"  {calls} at once for {lasted:.0f} s; CPU s: Asterisk {media:.1f}, voice line {program:.1f}")
    print(f"  INVITE to first sound  {Times.of(results.answered)}")
    print(f"  key's end to its page  {Times.of(results.keyed)}")
    lags = Times.of(results.lags)
    print(f"  the callers' own clock, late  {lags}  worst {lags.seconds[-1] * 1000:.0f} ms", flush=True)


def _sound(which: Menus, text: str) -> Samples:
    sentence, voice = pieces(text, "zh-CN")[0]
    return read_wav(which.home / "prompts" / "kept" / sound_name(sentence, voice))


def _others(which: Menus) -> dict[str, Samples]:
    """Everything else that the line says of itself, to tell what was heard instead."""
    kept = which.home / "prompts" / "kept"
    known = {name: pieces(text, "zh-CN")[0] for name, text in fixed_messages(Language.CHINESE).items()}
    files = {name: kept / sound_name(*first) for name, first in known.items()}
    return {name: read_wav(file) for name, file in files.items() if file.is_file()}


async def _all(uri: str, ear: Ear, calls: int, seconds: float) -> Results:
    results = Results()
    deadline = time.monotonic() + seconds

    async def caller(number: int) -> None:
        # They come within the first ten seconds, not in one.
        await asyncio.sleep(number * min(10.0, seconds / 4) / calls)
        chance = random.Random(number)
        while time.monotonic() < deadline:
            try:
                results.calls[await _one(uri, ear, chance, results)] += 1
            except CallFailedError as error:
                results.calls[f"call lost: {error}"] += 1

    ticking = asyncio.create_task(_tick(results.lags))
    await asyncio.gather(*(caller(number) for number in range(calls)))
    ticking.cancel()
    return results


async def _tick(lags: list[float]) -> None:
    while True:
        before = time.monotonic()
        await asyncio.sleep(TICK_SECONDS)
        lags.append(time.monotonic() - before - TICK_SECONDS)


async def _one(uri: str, ear: Ear, chance: random.Random, results: Results) -> str:
    """One call: a key after a while, the page that it leads to, back, another key."""
    async with Caller(uri, quiet_every=0.2) as call:
        first = await call.first_sound()
        if first is None:
            return "call lost: nothing heard"
        results.answered.append(first)
        for _ in range(2):
            await asyncio.sleep(1 + 4 * chance.random())
            key = chance.choice(sorted(ear.titles))
            call.skip()
            await call.press(key)
            for seconds in (SOON_SECONDS, LATE_SECONDS):
                await asyncio.sleep(seconds)
                heard, moments = call.heard_since_skip()
                name, sure, at = await ear.best(heard, ear.titles)
                if name == key and sure >= SURE:
                    break
            else:
                return await _instead(call, key, ear)
            results.keyed.append(max(0.0, moments[at // 160] - call.key_up))
            await call.press("*")
    return "call right"


def _best(heard: Samples, sounds: Mapping[str, Samples]) -> tuple[str, float, int]:
    places = {name: found(heard, sound, KNOWN_SECONDS) for name, sound in sounds.items()}
    name = max(places, key=lambda name: places[name][0])
    return name, *places[name]


async def _instead(call: Caller, key: str, ear: Ear) -> str:
    """What came instead of the page of `key`."""
    heard, _ = call.heard_since_skip()
    name, sure, _ = await ear.best(heard, {**ear.others, **ear.titles})
    if sure < SURE:
        ended = ", and the call was over" if call.hung_up else ""
        return f"page not heard: nothing known in {len(heard) / 8000:.1f} s (sure {sure:.2f}){ended}"
    lasted = call.key_up - call.key_down
    return f"wrong page heard: {TITLES.get(name, name)} for key {key}, keyed in {lasted:.2f} s"
