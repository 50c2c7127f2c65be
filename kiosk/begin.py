"""The first thing that a kiosk's program does, before anything else is imported."""

from __future__ import annotations

import gc
import os

from shared.wiping import wipe_freed_memory


def begin() -> None:
    """The program may begin again with it (`shared.wiping`). What follows is about a quick start."""
    wipe_freed_memory()
    # Nothing that is made at the start is rubbish: looking for it would only keep the first page waiting.
    # `kiosk.housekeeping` takes over from here.
    gc.disable()
    # Pydantic would look through all that is installed for plug-ins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
