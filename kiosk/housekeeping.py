"""Rubbish is taken out in spare moments. A page that is left is a few ten thousand objects in circles; Python
would look for them in the middle of drawing the next one, among all that was ever made: 0.2 s and more."""

from __future__ import annotations

import gc
from typing import Any

from kivy.clock import Clock

# The page is there, and nobody touches again so soon.
SPARE_AFTER_SECONDS = 0.3
# Where pages are turned without a pause: what some three pages leave. The more there are, the longer one
# looking through them keeps the next frame waiting.
MOST_OBJECTS = 60_000


class Housekeeping:
    """`begin` before the first page is built; then tell of each page that was turned."""

    def __init__(self) -> None:
        self._due: Any = None

    def begin(self) -> None:
        gc.disable()
        self.settled()

    def settled(self) -> None:
        """What is there by now stays for good, and is looked through no more."""
        gc.freeze()

    def turned(self) -> None:
        if self._due is not None:
            self._due.cancel()
        if gc.get_count()[0] > MOST_OBJECTS:
            gc.collect()
        self._due = Clock.schedule_once(lambda _: gc.collect(), SPARE_AFTER_SECONDS)

    def end(self) -> None:
        gc.unfreeze()
        gc.enable()
