"""Logs without people in them.

Messages are ours and carry no entered text. An exception's own message may quote what a person
typed, so only its class and the places it came through are written.
"""

from __future__ import annotations

import logging
import traceback
from pathlib import Path


def set_up_logs(level: str) -> None:
    """Log to standard error."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    quieten_libraries()


def quieten_libraries() -> None:
    """The HTTP libraries name addresses at DEBUG, so they stay at WARNING; urllib3 quotes what it cannot
    read of an answer, with a traceback, in a warning."""
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    for name in ("requests", "websockets", "asyncio", "multipart", "PIL"):
        logging.getLogger(name).setLevel(logging.WARNING)


def incident(log: logging.Logger, doing: str, error: BaseException) -> None:
    """Write down that something broke while `doing` it: the error's class and its places, not its text."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    log.error("%s: %s at %s", doing, type(error).__name__, way)
