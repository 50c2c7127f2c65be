"""Waiting for something to become so, without a fixed sleep."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


async def becomes(so: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether `so` comes true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(so):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.05)
    return True
