"""What is made ready while nobody waits for it: the input panels' data, the short codes."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock

WARM_UP_AFTER_SECONDS = 4.0
CODES_SECONDS = 120.0


class SpareTime:
    """`do` runs something in a worker thread: `warm_up` once, `refresh_codes` every two minutes. `warm` is
    called on the drawing thread when the former is done."""

    def __init__(
        self,
        do: Callable[[Callable[[], object]], None],
        *,
        warm_up: Callable[[], None],
        warm: Callable[[], None],
        refresh_codes: Callable[[], None],
    ) -> None:
        self._do, self._warm_up, self._warm, self._refresh_codes = do, warm_up, warm, refresh_codes
        self._warmed = False
        # Asked for at the first tick: the first page does not wait for it.
        self._codes_age = CODES_SECONDS

    def passed(self, seconds: float, quiet: float) -> None:
        """`seconds` more went by; for `quiet` seconds nobody has used the first page."""
        self._codes_age += seconds
        if self._codes_age >= CODES_SECONDS:
            self._codes_age = 0.0
            self._do(self._refresh_codes)
        if not self._warmed and quiet >= WARM_UP_AFTER_SECONDS:
            self._warmed = True
            self._do(self._make_ready)

    def _make_ready(self) -> None:
        self._warm_up()
        Clock.schedule_once(lambda _: self._warm())
