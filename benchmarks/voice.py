"""Key to sound at the caller's ear, and CPU a call, beside Asterisk's own dialplan menu and FastAGI.

Promise: a key is answered within 200 ms p95; at most 1.15 times the dialplan's time from the key's start,
at most 1.3 times its CPU. All three play the same files on the same Asterisk to the same caller.
"""

from __future__ import annotations

import asyncio

from benchmarks.measured import Times, compare, table
from benchmarks.telephone import Menus, menus
from tests.telephone.audio import found
from tests.telephone.caller import Caller

PRESSES = 60
LOAD_CALLS = 20
LOAD_ROUNDS = 3
LOAD_PRESSES = 6
SURE = 0.9
PEERS = ("dialplan", "FastAGI")


def run() -> None:
    with menus() as which:
        which.settle()
        started, ended, first = {}, {}, {}
        for name in which.uris:
            started[name], ended[name], first[name] = asyncio.run(_measured(which, name))
        print("  from the key's start to the first packet of what it leads to:")
        for peer in PEERS:
            compare("voice line", started["voice line"], peer, started[peer])
        print("  from the key's end (it lasts 100 ms and counts when it ends):")
        for peer in PEERS:
            compare("voice line", ended["voice line"], peer, ended[peer])
        print("  from INVITE to the first sound:")
        for peer in PEERS:
            compare("voice line", first["voice line"], peer, first[peer], share=0.5)
        cpu = {name: asyncio.run(_cpu(which, name)) for name in which.uris}
        rows = [("CPU ms a call", "Asterisk", "program", "all", "ratio")]
        for name, (media, program) in cpu.items():
            all_of_it = media + program
            ratio = sum(cpu["voice line"]) / all_of_it
            rows.append((name, *(f"{ms * 1000:.1f}" for ms in (media, program, all_of_it)), f"{ratio:.2f}"))
        table(rows)


async def _measured(which: Menus, name: str) -> tuple[Times, Times, Times]:
    """Times from the start of a key, from its end, and from INVITE."""
    started, ended, first = [], [], []
    presses = 0
    while presses < PRESSES:
        async with Caller(which.uris[name]) as call:
            sound = await call.first_sound()
            assert sound is not None, f"{name}: nothing was heard"
            first.append(sound)
            await call.hear(at_most=1.5)
            for key, prompt in (("1", which.hearings[name]), ("*", which.main[name])) * 5:
                call.skip()
                await call.press(key)
                moment = await _begins(call, prompt)
                started.append(moment - call.key_down)
                ended.append(moment - call.key_up)
                presses += 1
                # A person listens a little; different each time, so that no frame's phase is favoured.
                await asyncio.sleep(0.1 + 0.013 * (presses % 7))
    return Times.of(started), Times.of(ended), Times.of(first)


async def _begins(call: Caller, prompt: object) -> float:
    """The moment at which the packet arrived with which `prompt` begins."""
    for _ in range(60):
        heard, moments = call.heard_since_skip()
        sure, at = found(heard, prompt, 0.5)  # type: ignore[arg-type]
        if sure > SURE:
            return moments[at // 160]
        await asyncio.sleep(0.05)
    raise AssertionError("a prompt was not heard")


async def _cpu(which: Menus, name: str) -> tuple[float, float]:
    """CPU seconds of Asterisk, and of the program that leads the calls, for one call of a few keys. What is
    done once in a program's life (threads, connections, sounds) is done in a round that is not counted."""
    await _busy_calls(which.uris[name])
    before = which.cpu()
    for _ in range(LOAD_ROUNDS):
        await _busy_calls(which.uris[name])
    media, program = (now - then for now, then in zip(which.cpu(), before, strict=True))
    calls = LOAD_CALLS * LOAD_ROUNDS
    return media / calls, program / calls


async def _busy_calls(uri: str) -> None:
    await asyncio.gather(*(_busy_call(uri) for _ in range(LOAD_CALLS)))


async def _busy_call(uri: str) -> None:
    async with Caller(uri, quiet_every=0.1) as call:
        await asyncio.sleep(1)
        for number in range(LOAD_PRESSES):
            await call.press("1*"[number % 2])
            await asyncio.sleep(1)
