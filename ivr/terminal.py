"""A telephone in the terminal: prints what is said, reads keys and quoted words. No sound is made."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from typing import TextIO

from ivr.keys import Key
from ivr.line import Heard, HungUp, NotRecorded, Recording, Silence, Utterance, Words

_QUOTES = "\"'“”「」"


class TerminalLine:
    """Each line of `entered` is what the caller does after what was said last: ``1``, ``2026000123#``,
    ``"开庭公告"``; an empty line is silence, the end of the text a hang-up.

    `keys` tells which keys lead on at the moment; with `as_json` each turn is one object on a line.
    """

    def __init__(
        self, entered: TextIO, out: TextIO, *, as_json: bool, keys: Callable[[], Sequence[str]] = lambda: ()
    ) -> None:
        self._entered = entered
        self._out = out
        self._json = as_json
        self._waiting: deque[Key | Words] = deque()
        self._said: list[Utterance] = []
        self._over = False
        self.keys = keys

    async def hear(
        self,
        utterances: Sequence[Utterance],
        *,
        wait: float,
        phrases: Sequence[str] = (),
        repeating: bool = False,
    ) -> Heard:
        if self._over:
            return HungUp()
        if self._waiting:
            return self._waiting.popleft()
        self._said += utterances
        self._print()
        line = await asyncio.to_thread(self._entered.readline)
        if not line:
            self._over = True
            return HungUp()
        return self._understood(line.strip())

    async def say(self, utterances: Sequence[Utterance]) -> None:
        self._said += utterances

    async def record(self, *, seconds: float) -> Recording | NotRecorded | HungUp:
        return NotRecorded()

    async def transfer(self, language: str) -> bool:
        return False

    async def hang_up(self) -> None:
        if not self._over:
            self._over = True
            self._print()

    def _understood(self, line: str) -> Heard:
        if not line:
            return Silence()
        if line[0] in _QUOTES:
            return Words(line.strip(_QUOTES).strip())
        known = {str(key) for key in Key}
        self._waiting.extend(Key(character) for character in line if character in known)
        return self._waiting.popleft() if self._waiting else Silence()

    def _print(self) -> None:
        said, self._said = self._said, []
        if self._json:
            turn = {
                "said": [utterance.text for utterance in said],
                "lang": said[-1].lang if said else "",
                "keys": sorted(self.keys()),
            }
            print(json.dumps(turn, ensure_ascii=False), file=self._out, flush=True)
        elif said:
            print("\n".join(utterance.text for utterance in said), end="\n> ", file=self._out, flush=True)
