"""From nothing to a model's folder: make the corpus, train the network, write everything, measure it."""

from __future__ import annotations

import time
from pathlib import Path

from ivr.speech_model.corpus import Take, takes
from ivr.speech_model.folder import write_acoustic, write_graph, write_record
from ivr.speech_model.graph import Costs
from ivr.speech_model.judging import renew_judge
from ivr.speech_model.kaldi import model_bytes
from ivr.speech_model.phones import Phones
from ivr.speech_model.plan import Plan, Progress


def train_model(folder: Path, plan: Plan, progress: Progress) -> None:
    """Train by `plan` and write the folder's files."""
    from ivr.speech_model.network import train  # PyTorch: of the training extra

    phones = Phones()
    started = time.monotonic()
    corpus: list[Take] = []
    for some in takes(plan.takes, plan.seed, plan.threads):
        corpus += some
        progress("corpus", len(corpus) / plan.takes)
    corpus_seconds = time.monotonic() - started
    network = train(
        corpus,
        phones.density_count,
        seed=plan.seed,
        epochs=plan.epochs,
        threads=plan.threads,
        progress=lambda share, remark: progress("network", share, remark),
    )
    progress("network", 1.0)
    write_acoustic(folder, model_bytes(phones, network))
    costs = Costs()
    write_graph(folder, costs)
    hours = sum(len(take.labels) for take in corpus) / 360_000
    made = {
        "seed": plan.seed,
        "takes": plan.takes,
        "epochs": plan.epochs,
        "threads": plan.threads,
        "hours of sound": round(hours, 2),
        "corpus seconds": round(corpus_seconds),
        "all seconds": round(time.monotonic() - started),
    }
    write_record(folder, made, costs)
    renew_judge(folder, plan.seed, plan.threads, progress)
