"""``python -m ivr.speech_model``: make, renew, check and measure the speech model.

- ``train`` trains a model from nothing (extra `training`) and writes it, by default where the programs look.
- ``judge`` fits anew what tells words from sounds; the network stays as it is.
- ``words`` renews the lexicon and its graph from the catalogue; the network stays as it is.
- ``check`` tells whether a folder's model is whole and loads; exit status 1 if not.
- ``measure`` prints word errors, refusals and speed on voices that were never trained on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ivr.speech_model.folder import MODEL, read_record, write_graph, write_record
from ivr.speech_model.graph import Costs
from ivr.speech_model.loading import NoModel, load_model
from ivr.speech_model.plan import Plan, Progress


def main() -> int:
    arguments = _arguments()
    folder: Path = arguments.model
    if arguments.command == "train":
        return _train(folder, Plan(arguments.seed, arguments.takes, arguments.epochs, arguments.threads))
    if arguments.command == "words":
        record = read_record(folder)
        write_graph(folder, Costs())
        write_record(folder, record.get("made", {}), Costs())
        return 0
    if arguments.command == "judge":
        return _judge(folder, arguments.seed, arguments.threads)
    loaded = load_model(folder)
    if isinstance(loaded, NoModel):
        print(loaded.reason, file=sys.stderr)
        return 1
    if arguments.command == "measure":
        from rich.console import Console  # of the training extra, as all that report needs

        from ivr.speech_model.report import report

        return 0 if report(loaded, arguments.trials, Console(width=120), arguments.picture) else 1
    return 0


def _train(folder: Path, plan: Plan) -> int:
    from ivr.speech_model.training import train_model  # of the training extra

    with _bars() as show:
        train_model(folder, plan, show)
    print(folder)
    return 0


def _judge(folder: Path, seed: int, processes: int) -> int:
    from ivr.speech_model.judging import renew_judge

    with _bars() as show:
        print(renew_judge(folder, seed, processes, show))
    return 0


@contextmanager
def _bars() -> Iterator[Progress]:
    # Of the training extra, which those who only listen do without.
    from rich.console import Console
    from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    tasks: dict[str, TaskID] = {}
    columns = (
        TextColumn("{task.description:8}"), BarColumn(), TextColumn("{task.percentage:3.0f} %"),
        TimeElapsedColumn(), TimeRemainingColumn(), TextColumn("{task.fields[remark]}"),
    )  # fmt: skip
    with Bars(*columns, console=Console(stderr=True)) as bars:

        def show(step: str, share: float, remark: str = "") -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=1.0, remark="")
            bars.update(tasks[step], completed=share, remark=remark)

        yield show


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ivr.speech_model", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("train", "judge", "words", "check", "measure"):
        command = commands.add_parser(name)
        command.add_argument("--model", type=Path, default=MODEL, help="the model's folder")
        if name in ("train", "judge"):
            command.add_argument("--seed", type=int, default=Plan.seed)
            command.add_argument("--threads", type=int, default=Plan.threads)
        if name == "train":
            command.add_argument("--takes", type=int, default=Plan.takes, help="utterances and sounds")
            command.add_argument("--epochs", type=int, default=Plan.epochs)
        if name == "measure":
            command.add_argument("--trials", type=int, default=200, help="of each condition")
            command.add_argument("--picture", type=Path, help="draw the confusions into this file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
