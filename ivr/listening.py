"""Speech recognition on the voice line: a bounded number of turns at once, in a process of their own.

A turn is one step at which a caller may speak. When all places are taken, or there is no model, a step
simply asks for keys.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ivr.line import Words
from ivr.recogniser import AUDIO, END, GRAMMAR, HEAD
from ivr.speech_model.grammar import Grammar, Heard, NotHeard, Unsure, Vocabulary, accept, grammar_for
from shared.wiping import without_wiping

_log = logging.getLogger(__name__)
# After so many deaths of the process in a row there is no listening until the next start.
DEATHS = 3
# Nobody's recogniser is so far behind that this much waits, in bytes: 20 s of audio.
MOST_WAITING = 320_000

OnWords = Callable[[Words], None]


class Turn:
    """One step of one call: `hear` takes audio, what was understood comes to `on_words`."""

    def __init__(self, listening: Listening, number: int, grammar: Grammar, on_words: OnWords) -> None:
        self._listening = listening
        self._number = number
        self._grammar = grammar
        self._on_words = on_words

    def hear(self, samples: bytes) -> None:
        """Samples of 8 kHz, 16 bits, little endian."""
        self._listening.send(self._number, AUDIO, samples)

    def end(self) -> None:
        """Give the place back. May be called twice."""
        self._listening.give_back(self._number)

    def result(self, text: str) -> None:
        """What the recogniser made of what was said."""
        match accept(text, self._grammar):
            case Heard(phrases, _):
                self._on_words(Words("".join(phrases)))
            case Unsure(phrases, _):
                self._on_words(Words("".join(phrases), sure=False))
            case NotHeard(spoke=True):
                self._on_words(Words("", sure=False))


class Listening:
    """``async with Listening(folder, vocabulary, places) as listening``."""

    def __init__(self, model: Path, vocabulary: Vocabulary, places: int) -> None:
        self._model = model
        self._vocabulary = vocabulary
        self._places = places
        self._numbers = itertools.count(1)
        self._turns: dict[int, Turn] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Listening:
        self._running = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def turn(self, phrases: Sequence[str], on_words: OnWords, *, repeating: bool = False) -> Turn | None:
        """A place for one step; None where none is free or the model knows none of the phrases."""
        grammar = grammar_for(phrases, self._vocabulary, repeating=repeating)
        if grammar is None or self._process is None or len(self._turns) >= self._places:
            return None
        number = next(self._numbers)
        turn = self._turns[number] = Turn(self, number, grammar, on_words)
        self.send(number, GRAMMAR, grammar.json.encode())
        return turn

    def give_back(self, number: int) -> None:
        if self._turns.pop(number, None) is not None:
            self.send(number, END, b"")

    def send(self, number: int, kind: bytes, payload: bytes) -> None:
        pipe = self._process.stdin if self._process is not None else None
        if pipe is None or pipe.is_closing() or pipe.transport.get_write_buffer_size() > MOST_WAITING:
            return
        pipe.write(HEAD.pack(number, kind, len(payload)) + payload)

    async def _run(self) -> None:
        for _ in range(DEATHS):
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "ivr.recogniser", str(self._model),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL, env=without_wiping(os.environ),
            )  # fmt: skip
            self._process = process
            try:
                await self._read(process)
            finally:
                self._process = None
                self._turns.clear()
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
            _log.warning("the recogniser ended with %s", process.returncode)
        _log.error("speech recognition is off: its process ended %d times", DEATHS)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                number, _, length = HEAD.unpack(await process.stdout.readexactly(HEAD.size))
                text = (await process.stdout.readexactly(length)).decode()
                if (turn := self._turns.get(number)) is not None:
                    turn.result(text)
