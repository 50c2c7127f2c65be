"""The recogniser's graph: all words in a loop, silence between them, and a way round for other speech.

HCLr.fst is written without a language model; at run time Vosk composes it with the grammar of a step.
Kaldi's reordered form: the arc into a state carries the transition-id of leaving it, the loop on the
state that of staying. At most one silence stands between words: silences that may repeat give
exponentially many equal paths, and Vosk gives up on them.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ivr.speech_model.lexicon import OUTSIDE
from ivr.speech_model.phones import ALONE, BEGIN, END, FOREIGN, INSIDE, Phone, Phones

_HALF = -math.log(0.5)


@dataclass(frozen=True, slots=True)
class Costs:
    """What the way round costs, in negative natural logarithms: the higher, the fewer words are refused.

    `enter` once, `syllable` for each Mandarin syllable outside the words, `foreign` for each foreign stretch,
    `lasting` for each 30 ms of such syllables: slow speech fits everything less well for longer. `word` is
    what a word of the step costs, so that noise makes none. Chosen on voices that were not trained on.
    """

    enter: float = 18.0
    syllable: float = 5.0
    foreign: float = 9.0
    lasting: float = 2.5
    word: float = 8.0


@dataclass(slots=True)
class _State:
    final: float = math.inf
    arcs: list[tuple[int, int, float, int]] = field(default_factory=list)


class Fst:
    """A weighted finite-state transducer in the tropical semiring, as OpenFst's vector type."""

    def __init__(self) -> None:
        self.states: list[_State] = []

    def state(self) -> int:
        self.states.append(_State())
        return len(self.states) - 1

    def arc(self, source: int, target: int, heard: int = 0, said: int = 0, cost: float = 0.0) -> None:
        self.states[source].arcs.append((heard, said, cost, target))

    def to_bytes(self, *, by_output: bool) -> bytes:
        """The file, arcs in order of their output or input labels. State 0 is the start."""
        order = 1 if by_output else 0
        sort_flag = 0x0000_0000_4000_0000 if by_output else 0x0000_0000_1000_0000
        arcs = sum(len(state.arcs) for state in self.states)
        parts = [
            struct.pack("<i", 2125659606), _string("vector"), _string("standard"),
            # version, flags, properties (expanded, mutable, sorted), start, states, arcs
            struct.pack("<iiQqqq", 2, 0, 0x3 | sort_flag, 0, len(self.states), arcs),
        ]  # fmt: skip
        for state in self.states:
            parts.append(struct.pack("<fq", state.final, len(state.arcs)))
            parts += [
                struct.pack("<iifi", *arc) for arc in sorted(state.arcs, key=lambda arc: (arc[order], arc))
            ]
        return b"".join(parts)


def _string(text: str) -> bytes:
    return struct.pack("<i", len(text)) + text.encode()


def word_table(words: Sequence[str]) -> dict[str, int]:
    """Word → its number: 1 is outside speech, then the words in order."""
    return {word: number for number, word in enumerate((OUTSIDE, *words), start=1)}


def words_text(table: Mapping[str, int]) -> str:
    """words.txt."""
    return "<eps> 0\n" + "".join(f"{word} {number}\n" for word, number in table.items())


def any_word(table: Mapping[str, int], words: Sequence[str]) -> bytes:
    """Gr.fst: used without a grammar, any of `words` and outside speech in any order, all alike."""
    fst = Fst()
    state = fst.state()
    fst.states[state].final = 0.0
    cost = math.log(len(words) + 1)
    for word in (OUTSIDE, *words):
        fst.arc(state, state, table[word], table[word], cost)
    return fst.to_bytes(by_output=False)


def word_loop(
    phones: Phones,
    pronunciations: Mapping[str, Sequence[tuple[str, ...]]],
    table: Mapping[str, int],
    costs: Costs,
) -> bytes:
    """HCLr.fst."""
    fst = Fst()
    between, ready = fst.state(), fst.state()
    fst.states[between].final = fst.states[ready].final = 0.0
    fst.arc(between, ready, cost=_HALF)
    _chain(fst, between, ready, [phones.silence], cost=_HALF)
    # Words that sound alike share all but their first arc.
    rest: dict[tuple[str, ...], tuple[int, int]] = {}
    for word, readings in pronunciations.items():
        for syllables in readings:
            if syllables not in rest:
                entry = fst.state()
                chain = phones.word(syllables)
                stays, leaves = _transitions(chain)
                fst.arc(entry, entry, stays[0])
                _transitions_chain(fst, entry, between, stays[1:], leaves[1:])
                rest[syllables] = (entry, leaves[0])
            entry, first = rest[syllables]
            fst.arc(ready, entry, first, table[word], costs.word)
    _way_round(fst, phones, ready, between, table[OUTSIDE], costs)
    return fst.to_bytes(by_output=True)


def _transitions(chain: Sequence[Phone]) -> tuple[list[int], list[int]]:
    states = [(phone, state) for phone in chain for state in range(len(phone.densities))]
    return [phone.stay(s) for phone, s in states], [phone.leave(s) for phone, s in states]


def _transitions_chain(
    fst: Fst,
    source: int,
    target: int,
    stays: Sequence[int],
    leaves: Sequence[int],
    said: int = 0,
    cost: float = 0.0,
    lasting: float = 0.0,
) -> None:
    at = source
    for stay, leave in zip(stays, leaves, strict=True):
        after = fst.state()
        fst.arc(at, after, leave, said, cost + lasting)
        fst.arc(after, after, stay, cost=lasting)
        at, said, cost = after, 0, 0.0
    fst.arc(at, target)


def _chain(
    fst: Fst,
    source: int,
    target: int,
    chain: Sequence[Phone],
    said: int = 0,
    cost: float = 0.0,
    lasting: float = 0.0,
) -> None:
    """Phones one after another from `source` to `target`; the word is said at the first."""
    stays, leaves = _transitions(chain)
    _transitions_chain(fst, source, target, stays, leaves, said, cost, lasting)


def _way_round(fst: Fst, phones: Phones, source: int, target: int, outside: int, costs: Costs) -> None:
    """Any Mandarin syllables and stretches of foreign speech, as one word."""

    def way(start: int, end: int, unit: str, place: str, cost: float = 0.0) -> None:
        first = start == source
        said, enter = (outside, costs.enter) if first else (0, 0.0)
        lasting = 0.0 if unit == FOREIGN else costs.lasting
        _chain(fst, start, end, [phones.phone(unit, place)], said, enter + cost, lasting)

    inside, after_initial = fst.state(), fst.state()
    for unit in phones.initials:
        way(source, after_initial, unit, BEGIN, costs.syllable)
        way(inside, after_initial, unit, INSIDE, costs.syllable)
    for unit in phones.finals:
        way(after_initial, inside, unit, INSIDE)
        way(after_initial, target, unit, END)
    way(source, target, FOREIGN, ALONE, costs.foreign)
    way(source, inside, FOREIGN, BEGIN, costs.foreign)
    way(inside, inside, FOREIGN, INSIDE, costs.foreign)
    way(inside, target, FOREIGN, END, costs.foreign)
