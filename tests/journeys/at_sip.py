"""A visit by a real call: keys as RFC 4733 events, and every sentence that is to be heard is heard.

A call without sound goes the same way beside it and tells what is to be heard after each key.
"""

from __future__ import annotations

from pathlib import Path

from ivr.keys import Key
from ivr.line import Utterance
from ivr.prompts import pieces, sound_name
from shared.application import Application
from shared.pages import AnyPage
from tests.journeys.at_telephone import VoiceWalker
from tests.journeys.walk import Seen
from tests.telephone.audio import found, read_wav
from tests.telephone.caller import RATE, Caller

SURE = 0.9
# Long enough to know a sentence; a caller who knows the way presses the next key then.
GLIMPSE_SECONDS = 2.0
# A page that is looked at is listened to for so long: a test may not take as long as a patient caller.
LISTENED_SECONDS = 6.0
# From the end of a sentence to the beginning of the next; each is a file of its own. In samples.
SLACK = 3 * RATE // 4
# What is of somebody's case is spoken while the sentence before is heard.
MADE_SLACK = 4 * RATE


class SipWalker(VoiceWalker):
    """`prompts` is the folder in which the voice line keeps its sounds. They are not made again here:
    espeak-ng does not speak a sentence twice in the same way."""

    def __init__(self, application: Application, uri: str, prompts: Path) -> None:
        self._uri = uri
        self._prompts = prompts
        self._awaited: list[Utterance] = []
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
        await super()._press(key, before, same=same)
        self._awaited = list(self._line.said)
        self._caller.skip()
        await self._caller.press(str(key))

    async def _listen_for(self, *, whole: bool) -> None:
        awaited, self._awaited = self._awaited, []
        if not awaited:
            return
        at_most = LISTENED_SECONDS if whole else GLIMPSE_SECONDS
        heard = await self._caller.hear(quiet=1.5, at_most=at_most)
        said = [(piece, one.private) for one in awaited for piece in pieces(one.text, one.lang)]
        due = 0
        for number, ((sentence, language), private) in enumerate(said):
            sound = read_wav(self._sound(sentence, language, private=private))
            # Each sentence follows the one before; what ends within the time listened to has to be there.
            slack = MADE_SLACK if private else SLACK
            if number and due + (slack if private else 0) + len(sound) > len(heard):
                return
            until = due + slack + len(sound) if number else len(heard)
            sure, at = found(heard[due:until], sound)
            assert sure >= SURE, (
                f"{sentence!r} was not heard {due / 8000:.1f} s after the key"
                f" ({sure:.2f}, {len(heard) / 8000:.1f} s)"
            )
            due += at + len(sound)
            self.heard_sentences += 1
        # All of it was heard: then there is silence, or the caller listens no longer.
        assert len(heard) - due < 2 * RATE or not whole, "there was more than was to be heard"

    def _sound(self, sentence: str, language: str, *, private: bool) -> Path:
        name = sound_name(sentence, language)
        where = "calls/*" if private else "kept"
        found = next(self._prompts.glob(f"{where}/{name}"), None)
        assert found is not None, f"{sentence!r} was not spoken"
        return found
