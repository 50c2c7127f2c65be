"""What a telephone line can do. The terminal telephone and Asterisk are the two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from ivr.keys import Key


class Speed(Enum):
    """How fast it is spoken, as a factor."""

    NORMAL = 1.0
    SLOW = 0.75
    FAST = 1.3

    @property
    def next(self) -> Speed:
        """What the key for the speed changes it to: slower first, it is asked for more."""
        order = list(Speed)
        return order[(order.index(self) + 1) % len(order)]


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to say, already in speakable words. `private`: of somebody's case, so that its sound is
    kept for this call only."""

    text: str
    lang: str
    private: bool = False
    speed: Speed = Speed.NORMAL


# An utterance of this is the tone after which one speaks.
BEEP = "\a"


@dataclass(frozen=True, slots=True)
class Words:
    """Spoken words that were recognised. `sure` is False where it is better to ask."""

    text: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came in time."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller is gone."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What the caller said: a wav file of 8 kHz, 16 bits, mono. It is in memory and nowhere else."""

    wav: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """The line could not record: the disk is full, or it has no sound."""


Heard = Key | Words | Silence | HungUp


class Line(Protocol):
    """One call on a telephone line."""

    async def hear(
        self,
        utterances: Sequence[Utterance],
        *,
        wait: float,
        phrases: Sequence[str] = (),
        repeating: bool = False,
    ) -> Heard:
        """Say the utterances in order and listen: the first key or words end the saying at once (barge-in).

        After the last one `wait` seconds pass, then `Silence`. A key pressed before the saying began
        (type-ahead) is taken at once, and the utterances stay unsaid. `phrases` are what the caller may
        say, one of them or, with `repeating`, several in a row; a line that cannot listen, or is given none,
        takes keys alone. `HungUp` when the caller is gone.
        """

    async def say(self, utterances: Sequence[Utterance]) -> None:
        """Say the utterances to their end; keys are kept for later. Returns early when the caller is gone."""

    async def record(self, *, seconds: float) -> Recording | NotRecorded | HungUp:
        """Record the caller for at most `seconds`: until # or five seconds of silence."""

    async def transfer(self, language: str) -> bool:
        """Hand the caller over to a person. True: the call is no longer ours; should nobody answer, it
        comes back as a new one. False: there is no way to a person from this line."""

    async def hang_up(self) -> None:
        """End the call. Nothing happens when it is over already."""
