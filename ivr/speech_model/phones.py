"""The acoustic model's numbers: states, phones, transitions, in the order that Kaldi wants them.

An initial is one state, a final with its tone two, silence and outside speech one each. A phone is a
unit in a place of the word (first, inside, last), as Vosk needs them to tell when a word was said;
its states share their densities with the other places. A syllable is an initial and a final, so an
initial is never last and a final never first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.speech_model.syllables import inventory, units

SILENCE = "SIL"
SILENCE_DENSITY = 0
# Speech that is no Mandarin syllable.
FOREIGN = "UNK"
BEGIN, INSIDE, END, ALONE = "B", "I", "E", "S"
_PLACES = {"initial": (BEGIN, INSIDE), "final": (INSIDE, END), "foreign": (BEGIN, INSIDE, END, ALONE)}
_IN_FULL = {BEGIN: "begin", INSIDE: "internal", END: "end", ALONE: "singleton"}


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` from 1; `densities` are its states', from 0; `transition` is its first transition-id."""

    number: int
    unit: str
    place: str
    densities: tuple[int, ...]
    transition: int

    def stay(self, state: int) -> int:
        """The transition-id of remaining in a state."""
        return self.transition + 2 * state

    def leave(self, state: int) -> int:
        """The transition-id of leaving a state."""
        return self.transition + 2 * state + 1


class Phones:
    """All phones of the model."""

    def __init__(self) -> None:
        pairs = [units(syllable) for syllable in inventory()]
        self.initials = tuple(sorted({initial for initial, _ in pairs}))
        self.finals = tuple(sorted({final for _, final in pairs}))
        self.densities: dict[str, tuple[int, ...]] = {SILENCE: (SILENCE_DENSITY,), FOREIGN: (1,)}
        for unit in self.initials:
            self.densities[unit] = (self.density_count,)
        for unit in self.finals:
            self.densities[unit] = (self.density_count, self.density_count + 1)
        self.all: list[Phone] = []
        self._by_unit: dict[tuple[str, str], Phone] = {}
        self._add(SILENCE, "")
        for place in _PLACES["foreign"]:
            self._add(FOREIGN, place)
        for kind, names in (("initial", self.initials), ("final", self.finals)):
            for unit in names:
                for place in _PLACES[kind]:
                    self._add(unit, place)

    @property
    def density_count(self) -> int:
        return sum(len(states) for states in self.densities.values())

    @property
    def transition_count(self) -> int:
        return sum(2 * len(phone.densities) for phone in self.all)

    @property
    def silence(self) -> Phone:
        return self.all[0]

    def phone(self, unit: str, place: str) -> Phone:
        return self._by_unit[unit, place]

    def word(self, syllables: Sequence[str]) -> list[Phone]:
        """A word's phones. Raises `KeyError` for an unknown unit, `ValueError` for what is no syllable."""
        names = [unit for syllable in syllables for unit in units(syllable)]
        places = [BEGIN] + [INSIDE] * (len(names) - 2) + [END]
        return [self.phone(unit, place) for unit, place in zip(names, places, strict=True)]

    def word_boundaries(self) -> str:
        """The text of word_boundary.int."""
        return "".join(f"{p.number} {_IN_FULL.get(p.place, 'nonword')}\n" for p in self.all)

    def _add(self, unit: str, place: str) -> None:
        phone = Phone(len(self.all) + 1, unit, place, self.densities[unit], self.transition_count + 1)
        self.all.append(phone)
        self._by_unit[unit, place] = phone
