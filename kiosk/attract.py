"""While nobody uses the kiosk: the board of today's hearings, one picture after another."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.asking import Answer, Asker
from kiosk.theme import Look
from kiosk.widgets.board import Board, rows_at_once
from shared.application import Application
from shared.place import Place
from shared.showing import show
from shared.visit import Face, Visit

PICTURE_SECONDS = 12.0


class Attract:
    """`lay_over` puts a picture over the screen, `take_away` ends it."""

    def __init__(
        self,
        application: Application,
        asker: Asker,
        lay_over: Callable[[Widget], None],
        take_away: Callable[[], None],
    ) -> None:
        self._application, self._asker = application, asker
        self._lay_over, self._take_away = lay_over, take_away
        self._turning: Any = None
        self._look: Look | None = None

    @property
    def on(self) -> bool:
        return self._look is not None

    def start(self, look: Look) -> None:
        self._look = look
        today = self._application.clock().date()
        self._ask(Place.at("/hearings", date=today.isoformat()))

    def stop(self) -> None:
        self._look = None
        if self._turning is not None:
            self._turning.cancel()
            self._turning = None

    def _ask(self, place: Place) -> None:
        visit = Visit(Face.KIOSK)

        def answered(done: Future[Answer]) -> None:
            if self.on and not done.cancelled() and not done.exception():
                self._show(done.result(), 0)

        self._asker.ask(visit, lambda visit: self._application.look(visit, place), answered)

    def _show(self, answer: Answer, start: int) -> None:
        if self._look is None:
            return
        view, words = answer.view, self._application.words(answer.visit)
        now = self._application.clock()
        end = start + rows_at_once(self._look)
        self._lay_over(
            Board(
                self._look, words, court=view.court, day=show(now.date(), words.language),
                clock=f"{now:%H:%M}", rows=view.rows[start:end], total=view.total, touched=self._touched,
            )
        )  # fmt: skip
        self._turning = Clock.schedule_once(lambda _: self._turn(answer, end), PICTURE_SECONDS)

    def _turn(self, answer: Answer, start: int) -> None:
        if start < len(answer.view.rows):
            self._show(answer, start)
        elif answer.view.next is not None:
            self._ask(answer.view.next.place)
        elif self._look is not None:
            self.start(self._look)

    def _touched(self) -> None:
        self.stop()
        self._take_away()
