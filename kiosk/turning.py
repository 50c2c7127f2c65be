"""Turning pages: one is asked for, the last question counts, a slow answer is waited for in plain sight."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from kivy.clock import Clock

from kiosk.asking import Answer, Asker, Question
from shared.logs import incident
from shared.pages import Notice, Watch
from shared.visit import Visit

_log = logging.getLogger(__name__)
PROGRESS_AFTER_SECONDS = 0.1
RETRY_SECONDS = 2.0


class Turning:
    """`visit` is the visit to ask for. `show` gets the page that came, with True for the page that is there,
    drawn anew. `slow` is called with True when an answer takes long, with False when it came or is no more
    waited for; `failed` some time after something went wrong."""

    def __init__(
        self,
        asker: Asker,
        *,
        visit: Callable[[], Visit],
        show: Callable[[Answer, bool], None],
        slow: Callable[[bool], None],
        failed: Callable[[], None],
    ) -> None:
        self._asker, self._visit = asker, visit
        self._show, self._slow, self._failed = show, slow, failed
        # Counts what was asked for: an answer to anything but the last is thrown away.
        self._asked = 0
        self._progress: Any = None
        self._watching: Any = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._progress is not None

    def go(self, question: Question, keep: bool = False) -> None:
        """Ask for a page. With `keep` it is the same page once more: place and what was typed stay."""
        self.drop()
        self._progress = Clock.schedule_once(lambda _: self._slow(True), PROGRESS_AFTER_SECONDS)
        self._asker.ask(self._visit(), question, partial(self._answered, self._asked, keep))

    def drop(self) -> None:
        """Whatever was asked for, nobody wants it any more; nor is anything watched for."""
        self._asked += 1
        self._stop_watching()
        self._stop_waiting()

    def watch(self, watch: Watch, look: Callable[[Visit], Any]) -> None:
        """Look again and again by `look`, until what is waited for is there."""
        self._stop_watching()

        def again(_: float) -> None:
            self._asker.ask(self._visit(), look, partial(self._looked, self._asked))

        self._watching = Clock.schedule_interval(again, watch.seconds)

    def then(self, seconds: float, do: Callable[[], None]) -> None:
        """Do something once the page was there for a while."""
        self._stop_watching()
        self._watching = Clock.schedule_once(lambda _: do(), seconds)

    def _answered(self, asked: int, keep: bool, done: Future[Answer]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if asked != self._asked:
            if error is None:
                self._asker.drop(done.result(), self._visit())
            return
        self._stop_waiting()
        if error is None:
            try:
                self._show(done.result(), keep)
                return
            except Exception as wrong:  # the last net: a person sees words, never a traceback
                error = wrong
        incident(_log, "showing a page", error)
        # Never at once: what is broken would turn in circles.
        Clock.schedule_once(lambda _: self._failed(), RETRY_SECONDS)

    def _looked(self, asked: int, done: Future[Answer]) -> None:
        if asked != self._asked or done.cancelled() or done.exception():
            return
        page = done.result().page
        if not (isinstance(page, Notice) and page.code == "waiting"):
            self._stop_watching()
            self._show(done.result(), False)

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def _stop_waiting(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None
        self._slow(False)
