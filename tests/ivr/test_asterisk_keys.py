"""Keys as Asterisk reports them."""

from __future__ import annotations

import asyncio

import pytest

from ivr.asterisk.line import AsteriskLine
from ivr.line import Silence


@pytest.mark.parametrize(
    ("reported", "meant"),
    [
        # (digit, ms after the first, ms held): a key soon after another is reported when it came and when
        # it was taken.
        ((("2", 0, 100), ("4", 141, 100), ("4", 145, 100), ("#", 277, 100), ("#", 293, 100)), "24#"),
        ((("3", 0, 40), ("1", 73, 40), ("1", 101, 40), ("1", 160, 40), ("1", 186, 40)), "311"),
        # Pressed twice, and three times over a network that brings the keys closer to one another.
        ((("1", 0, 40), ("1", 70, 40)), "11"),
        ((("0", 0, 100), ("0", 180, 100), ("0", 260, 100), ("0", 440, 100)), "0000"),
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
