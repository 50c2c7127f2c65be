"""Two hundred calls at once: each caller's key and what they then hear is verified, and none is lost.

``COURT_LOAD_SECONDS`` and ``COURT_LOAD_CALLS`` bound it (60 s and 200 otherwise; the promise is ten minutes).
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter

from benchmarks.measured import Times, table
from benchmarks.telephone import Menus, menus
from ivr.prompts import pieces, sound_name
from tests.telephone.audio import Samples, found, read_wav
from tests.telephone.caller import Caller, CallFailedError

# What each key leads to says first.
TITLES = {"1": "开庭公告。", "3": "诉讼指南。", "4": "法院信息。"}
SURE = 0.8


def run() -> None:
    calls = int(os.environ.get("COURT_LOAD_CALLS", "200"))
    seconds = float(os.environ.get("COURT_LOAD_SECONDS", "60"))
    with menus(calls) as which:
        which.settle()
        titles = {key: _title(which, text) for key, text in TITLES.items()}
        before = which.cpu()
        began = time.monotonic()
        results, answered, keyed = asyncio.run(_all(which.uris["voice line"], titles, calls, seconds))
        lasted = time.monotonic() - began
        media, program = (now - then for now, then in zip(which.cpu(), before, strict=True))
    table([(name, count) for name, count in sorted(results.items())])
    print(f"  {calls} at once for {lasted:.0f} s; CPU s: Asterisk {media:.1f}, voice line {program:.1f}")
    print(f"  INVITE to first sound  {Times.of(answered)}")
    print(f"  key's end to its page  {Times.of(keyed)}", flush=True)


def _title(which: Menus, text: str) -> Samples:
    sentence, voice = pieces(text, "zh-CN")[0]
    return read_wav(which.home / "prompts" / "kept" / sound_name(sentence, voice))


async def _all(
    uri: str, titles: dict[str, Samples], calls: int, seconds: float
) -> tuple[Counter[str], list[float], list[float]]:
    results: Counter[str] = Counter()
    answered: list[float] = []
    keyed: list[float] = []
    deadline = time.monotonic() + seconds

    async def caller(number: int) -> None:
        # They come within the first ten seconds, not in one.
        await asyncio.sleep(number * min(10.0, seconds / 4) / calls)
        chance = random.Random(number)
        while time.monotonic() < deadline:
            try:
                results[await _one(uri, titles, chance, answered, keyed)] += 1
            except CallFailedError as error:
                results[f"call lost: {error}"] += 1

    await asyncio.gather(*(caller(number) for number in range(calls)))
    return results, answered, keyed


async def _one(
    uri: str, titles: dict[str, Samples], chance: random.Random, answered: list[float], keyed: list[float]
) -> str:
    """One call: a key after a while, the page that it leads to, back, another key."""
    async with Caller(uri, quiet_every=0.2) as call:
        first = await call.first_sound()
        if first is None:
            return "call lost: nothing heard"
        answered.append(first)
        for _ in range(2):
            await asyncio.sleep(1 + 4 * chance.random())
            key = chance.choice(sorted(titles))
            call.skip()
            await call.press(key)
            await asyncio.sleep(1.6)
            heard, moments = call.heard_since_skip()
            sureness = {name: found(heard, title, 0.6) for name, title in titles.items()}
            best = max(sureness, key=lambda name: sureness[name][0])
            if best != key or sureness[key][0] < SURE:
                return f"wrong page heard (sure {sureness[key][0]:.1f})"
            keyed.append(max(0.0, moments[sureness[key][1] // 160] - call.key_up))
            await call.press("*")
    return "call right"
