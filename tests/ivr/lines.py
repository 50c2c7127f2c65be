"""A line without sound for tests: what the caller does is given ahead, what is said is kept."""

from __future__ import annotations

import array
import io
import math
import wave
from collections.abc import Sequence

from ivr.keys import Key
from ivr.line import Heard, HungUp, NotRecorded, Recording, Silence, Utterance, Words

Act = Key | Words | Silence


def keys(text: str) -> list[Act]:
    """Keys as they stand in `text`; a dot is silence."""
    return [Silence() if character == "." else Key(character) for character in text]


def spoken_wav(seconds: float = 2.0, level: int = 8000) -> bytes:
    """A recording of a hum of `level`; with 0 of silence."""
    tone = array.array("h", (int(level * math.sin(n / 6)) for n in range(int(seconds * 8000))))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(tone.tobytes())
    return file.getvalue()


class ScriptedLine:
    """Does `acts` one after another, each when it is listened to, then hangs up. `turns` are what was said
    before each act."""

    def __init__(
        self,
        acts: Sequence[Act],
        *,
        person: bool = False,
        recordings: Sequence[Recording | NotRecorded | HungUp] = (),
    ) -> None:
        self._acts = list(acts)
        self._recordings = list(recordings)
        self._person = person
        self.turns: list[list[Utterance]] = [[]]
        self.phrases: list[Sequence[str]] = []
        self.transferred: list[str] = []
        self.hung_up = False

    async def hear(
        self,
        utterances: Sequence[Utterance],
        *,
        wait: float,
        phrases: Sequence[str] = (),
        repeating: bool = False,
    ) -> Heard:
        self.turns[-1] += utterances
        self.phrases.append(phrases)
        self.turns.append([])
        return self._acts.pop(0) if self._acts else HungUp()

    async def say(self, utterances: Sequence[Utterance]) -> None:
        self.turns[-1] += utterances

    async def record(self, *, seconds: float) -> Recording | NotRecorded | HungUp:
        self.turns.append([])
        return self._recordings.pop(0) if self._recordings else NotRecorded()

    async def transfer(self, language: str) -> bool:
        if self._person:
            self.transferred.append(language)
        return self._person

    async def hang_up(self) -> None:
        self.hung_up = True

    def said(self, turn: int = -1) -> str:
        """All of what was said before act number `turn`, as one text."""
        spoken = [turn for turn in self.turns if turn] if turn < 0 else self.turns
        return "".join(utterance.text for utterance in spoken[turn])
