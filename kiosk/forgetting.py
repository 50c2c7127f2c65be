"""What is to be forgotten of the screens of a visit that is over: pieces of their texts, codes drawn."""

from __future__ import annotations

import gc

from kiosk import lines, qr


def forget_visit() -> None:
    """Let go of it, so that its memory is freed, and with that overwritten (`shared.wiping`)."""
    lines.units.cache_clear()
    qr.modules.cache_clear()
    # Widgets hold one another in circles, and what they show; some of them may have been there when what
    # stays for good was put aside (`kiosk.housekeeping`).
    gc.unfreeze()
    gc.collect()
    gc.freeze()
