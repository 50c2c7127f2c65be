"""Pages are asked for in worker threads, each on a copy of the visit: whoever does not want to wait leaves,
and what comes too late changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from dataclasses import dataclass, replace

from kivy.clock import Clock

from kiosk.presenter import View, present
from shared.application import Application
from shared.pages import AnyPage
from shared.place import Place
from shared.settings import Settings
from shared.visit import Visit

# Most pages are there sooner than the next frame would be; longer than a frame nothing is waited for.
AT_ONCE_SECONDS = 0.016
# But for the first page: until it is there, there is nothing to draw.
FIRST_SECONDS = 1.0
# A slow backend holds one thread for as long as its deadline; a person who leaves asks again.
THREADS = 6

Question = Callable[[Visit], AnyPage]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Answer:
    """A page, the screen it makes, and the visit as it is once the page is shown."""

    page: AnyPage
    view: View
    visit: Visit


class Asker:
    """`codes` tells a place's short code."""

    def __init__(
        self, application: Application, settings: Settings, codes: Callable[[Place], str] = lambda _: ""
    ) -> None:
        self._application, self._settings, self._codes = application, settings, codes
        self._patience = FIRST_SECONDS
        self._workers = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")

    def ask(self, visit: Visit, question: Question, answered: Callable[[Future[Answer]], None]) -> None:
        """`answered` is called on the drawing thread; at once where the answer is quick."""
        future = self._workers.submit(self._answer, _copy(visit), question)
        patience, self._patience = self._patience, AT_ONCE_SECONDS
        try:
            future.exception(patience)
        except TimeoutError:
            future.add_done_callback(lambda done: Clock.schedule_once(lambda _: answered(done)))
        else:
            answered(future)

    def end(self, visit: Visit) -> None:
        """The visit is over: tell the backend, without anybody waiting for it."""
        self._workers.submit(self._application.end, visit)

    def drop(self, answer: Answer, visit: Visit) -> None:
        """An answer that nobody wants any more. A session that it opened is closed."""
        if answer.visit.session is not None and answer.visit.session is not visit.session:
            self.end(answer.visit)

    def do(self, work: Callable[[], object]) -> None:
        """Anything else that must not hold up the screen."""
        self._workers.submit(work)

    def close(self) -> None:
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _answer(self, visit: Visit, question: Question) -> Answer:
        page = question(visit)
        return Answer(page, self.present(page, visit), visit)

    def present(self, page: AnyPage, visit: Visit) -> View:
        """The screen for a page of a visit."""
        words = self._application.words(visit)
        court = self._application.parts.content.court()
        name = court.name_in(visit.language) if court else words("home.court-unnamed")
        code = "" if page.private else self._codes(page.place)
        return present(
            page,
            words,
            court=name,
            mobile_url=self._settings.mobile_url,
            proved=visit.session is not None,
            short_code=words("kiosk.short-code", number=self._settings.voice_number, code=code)
            if code
            else "",
        )


def _copy(visit: Visit) -> Visit:
    return replace(visit, history=list(visit.history))
