"""A screen to draw on: the one that is there, or a virtual one (Xvfb) for pictures and tests."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator


class NoDisplayError(RuntimeError):
    """There is no screen and no Xvfb."""


@contextlib.contextmanager
def screen(width: int, height: int) -> Iterator[str]:
    """The name of an X display: ``DISPLAY`` where it is set, else a virtual one of this size."""
    if display := os.environ.get("DISPLAY"):
        yield display
        return
    try:
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    except OSError:
        raise NoDisplayError("there is no screen, and Xvfb is not installed") from None
    try:
        number = process.stdout.readline().strip() if process.stdout else ""
        if not number:
            raise NoDisplayError("Xvfb did not start")
        os.environ["DISPLAY"] = f":{number}"
        yield os.environ["DISPLAY"]
    finally:
        os.environ.pop("DISPLAY", None)
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()
