"""What a model can do, condition by condition, beside what it should: a table; a picture of confusions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from ivr.speech_model import unheard_sounds, voices
from ivr.speech_model.channel import RATE, Samples
from ivr.speech_model.loading import LoadedModel
from ivr.speech_model.measure import Callers, Score, Trial, measured

# Other seeds than the training's and than those that the costs were chosen with.
_SEED = 9_000
_IN_WORDS = {
    "word_error": "word error", "heard_share": "taken", "understood_share": "taken or asked",
    "refused_share": "refused",
}  # fmt: skip
# What must never happen is tried so many times as often.
_OFTEN = 10


@dataclass(frozen=True, slots=True)
class Condition:
    """`figure` of a score should be at most `target`; tried `times` as often as asked for."""

    name: str
    trials: Callable[[int], Iterable[Trial]]
    figure: str
    target: float
    times: int = 1

    def met(self, score: Score) -> bool:
        """Whether the figure is as good as it should be."""
        return bool(getattr(score, self.figure) <= self.target)


def _made_by(make: Callable[[np.random.Generator], Samples]) -> Callable[[Callers, int], Iterable[Trial]]:
    return lambda callers, count: callers.no_speech(count, lambda _, rng: make(rng))


# No choice was made by what is held out. The others are of kinds the judge was fitted to, from other seeds.
_NO_SPEECH: tuple[tuple[str, Callable[[Callers, int], Iterable[Trial]], int], ...] = (
    ("keys", _made_by(unheard_sounds.keys), 1),
    ("tones", _made_by(unheard_sounds.tones), 1),
    ("music, held out", lambda callers, count: callers.music(count), _OFTEN),
    ("music, strings and FM", _made_by(unheard_sounds.music), 1),
    ("noise, held out", lambda callers, count: callers.noise(count), _OFTEN),
    ("noise, wind and engines", _made_by(unheard_sounds.noise), 1),
    ("silence", _made_by(lambda _: np.zeros(3 * RATE, np.float32)), 1),
)


def conditions() -> tuple[Condition, ...]:
    """All that is measured."""

    def callers(of: tuple[str, ...], number: int) -> Callers:
        return Callers(of, _SEED + number)

    unheard, others = voices.UNHEARD, voices.OTHER_FAMILIES
    everybody = (*unheard, *others)
    return (
        Condition("unheard voices", lambda n: callers(unheard, 1).known(n), "word_error", 0.02),
        Condition("  refused wrongly", lambda n: callers(unheard, 1).known(n), "refused_share", 0.05),
        Condition("noise at 5 dB", lambda n: callers(unheard, 2).known(n, snr=5.0), "word_error", 0.10),
        Condition(
            "260 words a minute", lambda n: callers(unheard, 3).known(n, rates=(255, 260)), "word_error", 0.10
        ),
        Condition(
            "90 words a minute", lambda n: callers(unheard, 4).known(n, rates=(90, 95)), "word_error", 0.10
        ),
        Condition(
            "5 % of packets lost", lambda n: callers(unheard, 5).known(n, lost=0.05), "word_error", 0.10
        ),
        Condition("other families' voices", lambda n: callers(others, 6).known(n), "word_error", 0.15),
        Condition(
            "foreign speech",
            lambda n: callers(everybody, 7).foreign(n, voices.FOREIGN_UNHEARD),
            "heard_share",
            0.05,
        ),
        Condition(
            "words of other steps", lambda n: callers(everybody, 10).other_words(n), "heard_share", 0.10
        ),
        Condition("other Mandarin", lambda n: callers(everybody, 8).unknown_mandarin(n), "heard_share", 0.05),
        *(
            Condition(name, lambda n, made=made: made(callers(unheard, 9), n), "understood_share", 0.0, times)  # type: ignore[misc]
            for name, made, times in _NO_SPEECH
        ),
    )


def scores(loaded: LoadedModel, trials: int) -> Iterator[tuple[Condition, Score]]:
    """Each condition's score, over that many trials."""
    for condition in conditions():
        yield condition, measured(loaded, condition.trials(trials * condition.times))


def shown(condition: Condition, score: Score) -> tuple[object, ...]:
    """A row: condition, trials, word error, taken, asked, refused, target, whether it is met."""
    return (
        condition.name,
        score.trials,
        f"{score.word_error:.1%} ({score.errors}/{score.words})" if score.words else "",
        f"{score.heard_share:.1%} ({score.heard})",
        f"{score.unsure / max(1, score.trials):.1%} ({score.unsure})",
        f"{score.refused_share:.1%}",
        f"{_IN_WORDS[condition.figure]} ≤ {condition.target:.0%}",
        "met" if condition.met(score) else "NOT MET",
    )


def report(loaded: LoadedModel, trials: int, console: Console, picture: Path | None = None) -> bool:
    """Print the table; whether every target is met."""
    table = Table("condition", "trials", "word error", "taken", "asked", "refused", "target", "")
    met = True
    everything = Score()
    steps = track(
        scores(loaded, trials), total=len(conditions()), console=Console(stderr=True), transient=True
    )
    for condition, score in steps:
        met &= condition.met(score)
        everything.audio += score.audio
        everything.seconds += score.seconds
        everything.confused += score.confused
        table.add_row(*map(str, shown(condition, score)))
    console.print(table)
    console.print(
        f"One core hears {1 / everything.speed:.0f} callers at once. "
        "Synthetic voices only: nothing here says anything about people."
    )
    if picture is not None:
        draw_confusions(everything, picture)
    return met


def draw_confusions(score: Score, picture: Path, most: int = 24) -> None:
    """The words taken for one another, the most frequent, as a picture."""
    from matplotlib import pyplot  # of the training extra

    pairs = score.confused
    worst = [pair for pair, _ in pairs.most_common(most)]
    said, heard = sorted({pair[0] for pair in worst}), sorted({pair[1] for pair in worst})
    pyplot.rcParams["font.family"] = ["Noto Sans CJK SC", "Noto Sans CJK JP", "sans-serif"]
    figure, axes = pyplot.subplots(figsize=(8, 7), layout="constrained")
    axes.imshow(
        [[pairs.get((a, b), 0) for b in heard] for a in said],
        cmap="Blues",
        vmin=0,
        vmax=2 * max(pairs.values(), default=1),
    )
    axes.set_xticks(range(len(heard)), heard, rotation=60)
    axes.set_yticks(range(len(said)), said)
    for row, a in enumerate(said):
        for column, b in enumerate(heard):
            if pairs.get((a, b)):
                axes.text(column, row, str(pairs[a, b]), ha="center", va="center")
    axes.set_xlabel("heard or asked about")
    axes.set_ylabel("said")
    axes.set_title("Words taken for one another, all conditions (synthetic voices); –: none")
    figure.savefig(picture, dpi=80)
    pyplot.close(figure)
