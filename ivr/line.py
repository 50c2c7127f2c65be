"""What a telephone line can do. The terminal telephone and Asterisk are the two lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ivr.keys import Key


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to say, already in speakable words. `private`: of somebody's case, so that its sound is
    kept for this call only."""

    text: str
    lang: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Spoken words that were recognised."""

    text: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came in time."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller is gone."""


Heard = Key | Words | Silence | HungUp


class Line(Protocol):
    """One call on a telephone line."""

    async def hear(self, utterances: Sequence[Utterance], *, wait: float) -> Heard:
        """Say the utterances in order and listen: the first key or words end the saying at once (barge-in).

        After the last one `wait` seconds pass, then `Silence`. A key pressed before the saying began
        (type-ahead) is taken at once, and the utterances stay unsaid. `HungUp` when the caller is gone.
        """

    async def say(self, utterances: Sequence[Utterance]) -> None:
        """Say the utterances to their end; keys are kept for later. Returns early when the caller is gone."""

    async def hang_up(self) -> None:
        """End the call. Nothing happens when it is over already."""
