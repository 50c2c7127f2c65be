"""Keys as Asterisk reports them."""

from __future__ import annotations

import asyncio

import pytest

from ivr.asterisk.line import AsteriskLine
from ivr.line import Silence


@pytest.mark.parametrize(
    ("reported", "meant"),
    [
        # (digit, ms after the first, ms held): reported when it came and when it was taken.
        ((("4", 0, 100), ("4", 4, 100), ("#", 130, 100), ("#", 150, 100)), "4#"),
        ((("1", 0, 40), ("1", 28, 40), ("1", 70, 40), ("1", 95, 40)), "11"),
        # Pressed twice.
        ((("1", 0, 40), ("1", 70, 40)), "11"),
        ((("1", 0, 500), ("1", 550, 500)), "11"),
        ((("1", 0, 100), ("A", 200, 100), ("2", 400, 0)), "12"),
    ],
)
async def test_a_key_that_is_reported_twice_is_one_and_one_that_is_pressed_twice_is_two(
    reported: tuple[tuple[str, int, int], ...], meant: str
) -> None:
    line = AsteriskLine(None, "1", None)  # type: ignore[arg-type]
    for digit, after, held in reported:
        line.event(
            {"type": "ChannelDtmfReceived", "digit": digit, "duration_ms": held,
             "timestamp": f"2026-11-24T08:30:00.{after:03}+0000"}
        )  # fmt: skip
    heard = [await line.hear((), wait=0) for _ in meant]
    assert "".join(str(key) for key in heard) == meant
    assert await asyncio.wait_for(line.hear((), wait=0), 1) == Silence()
