"""Printing within one visit: how the printer is, one job at a time, so many jobs and pages. No Kivy."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.devices.printer import Condition, Printer
from kiosk.paper.press import Press, Printed

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Proof:
    """A document ready to be printed. `address` is what the code on it leads to."""

    printed: Printed
    address: str = field(repr=False)
    is_form: bool
    private: bool


class PrintDesk:
    """`pages` is the most of one job, `jobs` the most of one visit. `prepare` and `print` take seconds:
    they are for `do`, which does one thing after another off the drawing thread."""

    def __init__(self, printer: Printer, press: Press, *, pages: int, jobs: int) -> None:
        self._printer, self._press = printer, press
        self._pages, self.jobs = pages, jobs
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="printing")
        self._stop = threading.Event()
        self._done = 0
        # Until it was asked, a printer is not promised.
        self.condition = Condition.NONE

    @property
    def jobs_left(self) -> int:
        return max(0, self.jobs - self._done)

    def do(self, work: Callable[[], object]) -> None:
        self._worker.submit(work)

    def wait(self, work: Callable[[], _T]) -> _T:
        """Do it in its turn, and wait for it; raises what it raises."""
        return self._worker.submit(work).result()

    def refresh(self) -> None:
        """Ask the printer how it is."""
        self.condition = self._printer.condition()

    def prepare(self, html: str) -> Printed:
        """Raises `kiosk.paper.press.PressError`."""
        return self._press.render(html, self._pages)

    def print(self, printed: Printed, *, anyway: bool = False) -> Condition:
        """`READY` when the paper is out. `anyway` is for the staff's test."""
        self._done += 1
        outcome = self._printer.print(printed.pdf, self._stop, anyway=anyway)
        if outcome is not Condition.READY:
            self._done -= 1
            self.condition = outcome
        return outcome

    def forget(self) -> None:
        """The visit is over. What is laid out ends; what is being printed comes out as it was wished."""
        self._press.stop()
        self._done = 0

    def close(self) -> None:
        self._stop.set()
        self._press.stop()
        self._worker.shutdown(wait=False, cancel_futures=True)
