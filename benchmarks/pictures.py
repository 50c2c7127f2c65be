"""Pictures of what was measured, small and plain: docs/pictures/*.png."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
_COLOURS = ("#96191d", "#7d776c", "#b8a98c", "#585f66")


def bars(file: str, title: str, values: Mapping[str, Mapping[str, float]], *, log: bool = True) -> None:
    """Groups of bars: series → group → value. What a series lacks is left out."""
    groups = list(dict.fromkeys(group for series in values.values() for group in series))
    figure, axes = plt.subplots(figsize=(6.4, 3.2), dpi=100)
    width = 0.8 / len(values)
    for number, (name, series) in enumerate(values.items()):
        places = [groups.index(group) + number * width for group in series]
        drawn = axes.bar(
            places, list(series.values()), width, label=name, color=_COLOURS[number % len(_COLOURS)]
        )
        axes.bar_label(drawn, fmt="%.3g", fontsize=7)
    axes.set_xticks([place + 0.4 - width / 2 for place in range(len(groups))], groups)
    if log:
        axes.set_yscale("log")
    axes.set_title(title, fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    if len(values) > 1:
        axes.legend(fontsize=8, frameon=False)
    figure.tight_layout()
    FOLDER.mkdir(parents=True, exist_ok=True)
    figure.savefig(FOLDER / file)
    plt.close(figure)
