"""How far long work has come: told to whoever asked, drawn on a terminal alone (`commands.progress`)."""

from __future__ import annotations

from collections.abc import Callable

# What is done, how much of it, of how much: ("下载", 3, 10).
Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""
