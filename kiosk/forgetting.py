"""What is to be forgotten of the screens of a visit that is over: pieces of their texts, codes drawn."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Sequence
from typing import Any

from kivy.clock import Clock

from kiosk import lines, qr

# Not before the first page stands there.
AFTER_SECONDS = 0.5
# On a slow machine a frame that is still to be drawn, or a thread that is not done, may hold a screen longer.
AGAIN_AFTER_SECONDS, ROUNDS = 2.0, 15


def forget_visit(held: Sequence[weakref.ref[Any]]) -> None:
    """Let go of a visit soon, so that its memory is freed, and with that overwritten (`shared.wiping`).
    `held` are what it was last seen on: while any of it is still there, it is looked for again."""

    def forget(rounds: int) -> None:
        _forget()
        if rounds and any(each() is not None for each in held):
            Clock.schedule_once(lambda _: forget(rounds - 1), AGAIN_AFTER_SECONDS)

    Clock.schedule_once(lambda _: forget(ROUNDS), AFTER_SECONDS)


def _forget() -> None:
    lines.units.cache_clear()
    qr.modules.cache_clear()
    # Widgets hold one another in circles, and what they show; some of them may have been there when what
    # stays for good was put aside (`kiosk.housekeeping`).
    gc.unfreeze()
    gc.collect()
    gc.freeze()
