"""Fitting the judge: what Vosk recognises in true words and in sounds that are none, told apart.

Words by the voices for choosing and some that were trained on; sounds of the training's kinds and of
``unheard_sounds.py``, from other seeds than any that is measured. Deterministic by seed, on any number of
processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ivr.speech_model import choosing_sounds, voices
from ivr.speech_model.evidence import Evidence
from ivr.speech_model.folder import read_record, write_record
from ivr.speech_model.grammar import SPEECH, Grammar, NotHeard, accept, grammar_for
from ivr.speech_model.graph import Costs
from ivr.speech_model.loading import LoadedModel, NoModel, load_model
from ivr.speech_model.measure import Callers, Trial, recognised
from ivr.speech_model.plan import Progress
from ivr.speech_model.speechlike import FILE, Judge, Likelihood, Vector, likelihood_by, terms

# (condition, trials at a time, how often): one process each, because espeak-ng's sound depends on what it has
# said before.
_AT_A_TIME = 250
_PLAN = {
    "words": 5, "quick": 1, "slow": 1, "lost": 1, "noisy": 3, "trained": 2,
    "noise": 20, "music": 6, "keys": 1, "tones": 1,
}  # fmt: skip
_SPOKEN = ("words", "quick", "slow", "lost", "noisy", "trained")
_SEED = 500_000
_FOLDS = 5
# Of true words in usual conditions, this share may be refused, and that may be asked about.
_REFUSED, _ASKED = 0.02, 0.04
_RIDGE = 0.03
_ROUNDS = 40


def renew_judge(folder: Path, seed: int, processes: int, progress: Progress) -> dict[str, int]:
    """Fit the judge to the model in `folder`, write it there and into the record; to how many words and
    sounds it was fitted, and how many of the sounds it lets pass. Raises `ValueError` where no model is."""
    # Nothing of an earlier judge is to stand in the way.
    (folder / FILE).unlink(missing_ok=True)
    made = {name: value for name, value in read_record(folder).get("made", {}).items() if name != "judge"}
    write_record(folder, made, Costs())
    parts = [
        (folder, kind, _SEED + 1000 * seed + number)
        for number, kind in enumerate(kind for kind, times in _PLAN.items() for _ in range(times))
    ]
    rows: list[Vector] = []
    kinds: list[str] = []
    with ProcessPoolExecutor(processes, get_context("spawn"), max_tasks_per_child=1) as pool:
        for number, (found, part) in enumerate(zip(pool.map(_collected, parts), parts, strict=True), start=1):
            rows += found
            kinds += [part[1]] * len(found)
            progress("judge", number / len(parts))
    judge, report = _fitted(np.array(rows), np.array(kinds))
    (folder / FILE).write_text(judge.to_json(), encoding="utf-8")
    write_record(folder, {**made, "judge": report}, Costs())
    return report


def _collected(part: tuple[Path, str, int]) -> list[Vector]:
    """The measures of what is recognised, rightly in words, at all in what is none."""
    folder, kind, seed = part
    loaded = load_model(folder)
    if isinstance(loaded, NoModel):
        raise ValueError(loaded.reason)  # noqa: TRY004 - no type is wrong
    likelihood = likelihood_by(folder)
    found: list[Vector] = []
    for trial in _trials(kind, seed):
        grammar = grammar_for(trial.phrases, loaded.vocabulary, repeating=trial.repeating)
        if grammar is not None:
            found += _recognised(loaded, likelihood, grammar, trial)
    return found


def _trials(kind: str, seed: int) -> Iterable[Trial]:
    callers = Callers(voices.TRAINED if kind == "trained" else voices.CHOOSING, seed)
    match kind:
        case "words" | "trained":
            return callers.known(_AT_A_TIME)
        case "noisy":
            return callers.known(_AT_A_TIME, snr=5.0)
        case "quick":
            return callers.known(_AT_A_TIME, rates=(255, 260))
        case "slow":
            return callers.known(_AT_A_TIME, rates=(90, 95))
        case "lost":
            return callers.known(_AT_A_TIME, lost=0.05)
        case _:
            sounds = choosing_sounds.Sounds()
            return callers.no_speech(_AT_A_TIME, lambda _, rng: sounds.make(kind, rng))


def _recognised(
    loaded: LoadedModel, likelihood: Likelihood, grammar: Grammar, trial: Trial
) -> Iterator[Vector]:
    taken: list[Vector] = []

    def remember(measured: Vector) -> float:
        taken.append(measured)
        return 0.0

    results, _ = recognised(loaded, grammar, trial.sound, Evidence(remember, likelihood))
    every = iter(taken)
    for result in results:
        # 0 is what `remember` gave; what is drawn out was not measured.
        if not any(word.get(SPEECH) == 0.0 for word in json.loads(result).get("result", [])):
            continue
        measured, outcome = next(every), accept(result, grammar)
        if not isinstance(outcome, NotHeard) and (not trial.said or outcome.phrases == trial.said):
            yield measured


def _fitted(rows: Vector, kinds: NDArray[np.str_]) -> tuple[Judge, dict[str, int]]:
    true, usual = np.isin(kinds, list(_SPOKEN)), np.isin(kinds, ["words", "trained"])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    values = np.c_[terms((rows - middle) / spread), np.ones(len(rows))]
    # What a row scores by a judge that was fitted without it.
    score, fold = np.zeros(len(rows)), np.random.default_rng(1).integers(_FOLDS, size=len(rows))
    for number in range(_FOLDS):
        score[fold == number] = values[fold == number] @ _weights(
            values[fold != number], true[fold != number]
        )
    least, sure = (float(np.percentile(score[usual], 100 * share)) for share in (_REFUSED, _ASKED))
    judge = Judge(
        tuple(middle.round(5).tolist()), tuple(spread.round(5).tolist()),
        tuple(_weights(values, true).round(5).tolist()), round(least, 4), round(sure - least, 4),
    )  # fmt: skip
    report = {"words": int(true.sum()), "sounds taken by Vosk": int((~true).sum())}
    report |= {"of them asked about": int((~true & (score >= least) & (score < sure)).sum())}
    report |= {"of them taken": int((~true & (score >= sure)).sum())}
    return judge, report


def _weights(values: Vector, true: NDArray[np.bool_]) -> Vector:
    """Logistic regression with a ridge, by Newton's method; words and sounds weigh the same in all."""
    share = np.where(true, 0.5 / max(1, true.sum()), 0.5 / max(1, (~true).sum()))
    ridge = np.full(values.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    weights = np.zeros(values.shape[1])
    for _ in range(_ROUNDS):
        probable = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (share * (probable - true)) + ridge * weights
        curve = (values * (share * probable * (1 - probable))[:, None]).T @ values + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights
