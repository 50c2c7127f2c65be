"""A visit by a real call: keys as RFC 4733 events, and every sentence that is to be heard is heard.

A call without sound goes the same way beside it and tells what is to be heard after each key.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ivr.keys import Key
from ivr.line import Utterance
from ivr.prompts import pieces, sound_name
from shared.application import Application
from shared.pages import AnyPage
from tests.journeys.at_telephone import VoiceWalker
from tests.journeys.walk import Seen
from tests.telephone.audio import found, read_wav
from tests.telephone.caller import FRAME, RATE, Caller

SURE = 0.9
# Enough of a sentence to know it; a caller who knows the way presses the next key then.
KNOWN_SECONDS = 0.8
KNOWN_WITHIN = 20.0
CODE_SECONDS = 2.5
# A page that is looked at is listened to for so long: a test may not take as long as a patient caller.
LISTENED_SECONDS = 6.0
# From the end of a sentence to the beginning of the next; each is a file of its own. In samples.
SLACK = 3 * RATE // 4


class SipWalker(VoiceWalker):
    """`prompts` is the folder in which the voice line keeps its sounds. They are not made again here:
    espeak-ng does not speak a sentence twice in the same way."""

    def __init__(self, application: Application, uri: str, prompts: Path) -> None:
        self._uri = uri
        self._prompts = prompts
        self._awaited: list[Utterance] = []
        self._keyed = 0.0
        self.heard_sentences = 0
        super().__init__(application)

    def look(self) -> Seen:
        self._runner.run(self._listen_for(whole=True))
        return super().look()

    async def _ring(self) -> None:
        await super()._ring()
        self._awaited = list(self._line.said)
        self._caller = await Caller(self._uri).__aenter__()

    async def _hang_up(self) -> None:
        await self._caller.__aexit__()
        await super()._hang_up()

    async def _press(self, key: Key, before: AnyPage | None, *, same: bool = False) -> None:
        await self._listen_for(whole=False)
        if same:
            # Sooner, # would end a short code.
            await asyncio.sleep(max(0.0, self._keyed + CODE_SECONDS - time.time()))
        await super()._press(key, before, same=same)
        self._awaited = list(self._line.said)
        self._caller.skip()
        self._keyed = time.time()
        await self._caller.press(str(key))

    async def _listen_for(self, *, whole: bool) -> None:
        awaited, self._awaited = self._awaited, []
        if awaited and whole:
            await self._listen_to(awaited)
        elif awaited:
            await self._know(awaited[0])

    async def _know(self, first: Utterance) -> None:
        """Until the first sentence is known."""
        sentence, language = pieces(first.text, first.lang)[0]
        sure, deadline = 0.0, time.monotonic() + KNOWN_WITHIN
        while sure < SURE and time.monotonic() < deadline:
            await asyncio.sleep(0.2)
            heard = self._caller.heard_since_skip()[0]
            sounds = self._sounds(sentence, language, private=first.private)
            sure = max((found(heard, read_wav(sound), KNOWN_SECONDS)[0] for sound in sounds), default=0.0)
        assert sure >= SURE, f"{sentence!r} was not heard"
        self.heard_sentences += 1

    async def _listen_to(self, awaited: Sequence[Utterance]) -> None:
        """All that is said within the time that a page is listened to."""
        heard = await self._caller.hear(quiet=1.5, at_most=LISTENED_SECONDS)
        said = [(piece, one.private) for one in awaited for piece in pieces(one.text, one.lang)]
        due, deadline = 0, time.monotonic() + KNOWN_WITHIN
        for number, ((sentence, language), private) in enumerate(said):
            while True:
                files = self._sounds(sentence, language, private=private)
                made = not files or any(file.stat().st_mtime > self._keyed for file in files)
                sounds = [read_wav(file) for file in files]
                # Each sentence follows the one before; what ends within the time listened to has to be there.
                until = len(heard) if made or not number else due + SLACK + max(map(len, sounds))
                # Of the sentence before, the last part of a frame was left out.
                start = max(0, due - FRAME)
                if number and until > len(heard):
                    return
                sure, at, length = max(
                    ((*found(heard[start:until], sound), len(sound)) for sound in sounds), default=(0.0, 0, 0)
                )
                if sure >= SURE or not made or time.monotonic() > deadline:
                    break
                if number and len(heard) > LISTENED_SECONDS * RATE:
                    return
                # What was not known ahead is being made.
                heard = np.concatenate([heard, await self._caller.hear(quiet=1.5, at_most=1, patience=1)])
            assert sure >= SURE, (
                f"{sentence!r} was not heard {due / 8000:.1f} s after the key"
                f" ({sure:.2f}, {len(heard) / 8000:.1f} s)"
            )
            due = start + at + length
            self.heard_sentences += 1
        # All of it was heard: then there is silence, or the caller listens no longer.
        assert len(heard) - due < 2 * RATE, "there was more than was to be heard"

    def _sounds(self, sentence: str, language: str, *, private: bool) -> list[Path]:
        """The sound of a sentence; of a private one those of all calls that have it."""
        name = sound_name(sentence, language)
        return list(self._prompts.glob(f"{'calls/*' if private else 'kept'}/{name}"))
