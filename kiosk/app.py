"""The kiosk's window: what stands on it, and what a touch does. Everything slow is done off the drawing
thread (`turning`); whether anybody is there is told by `attendance`."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.text import LabelBase
from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.aids import Aids
from kiosk.asking import Answer, Asker, Question
from kiosk.attendance import Attendance
from kiosk.bar import Bar, Doing
from kiosk.bodies import Bodies, prepare
from kiosk.by_ear import ByEar
from kiosk.comfort import DEFAULT, Comfort
from kiosk.devices.card import IdCard
from kiosk.equipment import Equipment
from kiosk.forgetting import forget_visit
from kiosk.guard import WayOuts
from kiosk.housekeeping import Housekeeping
from kiosk.input.text import Writing
from kiosk.keys import Keys
from kiosk.narrator import Narrator
from kiosk.print_out import PrintOut
from kiosk.qr import QrCode
from kiosk.readers import Readers
from kiosk.spare_time import SpareTime
from kiosk.staff.at_window import StaffAtWindow, restarts
from kiosk.surroundings import Surroundings
from kiosk.theme import Look
from kiosk.turning import Turning
from kiosk.ways import Ways
from kiosk.widgets.base import CHINESE, ICONS, draw_plainly
from kiosk.widgets.frame import WaitSheet
from kiosk.widgets.screen import Screen
from kiosk.widgets.stage import Stage
from kiosk.widgets.touch import Hand, Touchable
from shared.application import Application
from shared.logs import incident
from shared.place import HOME, Place, PlaceError
from shared.settings import Settings
from shared.showing import show
from shared.visit import Face, Language, Visit
from shared.words import Words

if TYPE_CHECKING:
    from kiosk.mirror import Mirror

_log = logging.getLogger(__name__)
# Time to read that the case is open on one's phone.
SHOWN_BEFORE_END_SECONDS = 8.0
RESTART_SECONDS = 1.5
TICK_SECONDS = 1.0
MIRROR_SECONDS = 0.15
# Until the rest of a long page is built and its code is drawn.
PICTURED_AFTER_SECONDS = 0.4


class KioskApp(App):
    """`first` is where to begin; with `picture` that page is drawn into a file and the window closes. `ready`
    is called when the first page is drawn, and then `afterwards` in a worker thread."""

    def __init__(
        self,
        application: Application,
        settings: Settings,
        equipment: Equipment,
        *,
        first: Place = HOME,
        language: Language = Language.CHINESE,
        comfort: Comfort = DEFAULT,
        picture: Path | None = None,
        mirror: Path | None = None,
        ready: Callable[[], None] = lambda: None,
        afterwards: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__()
        self._application, self._settings, self._equipment = application, settings, equipment
        self._first, self._picture, self._ready = first, picture, ready
        self._afterwards = afterwards
        self._ways = Ways(application, equipment.staff)
        self._mirror = _mirror_in(mirror) if mirror else None
        self._visit = Visit(Face.KIOSK, language)
        self._hand = Hand(Look(int(Window.width), int(Window.height), comfort))
        self._writing = Writing()
        self._shown: Answer | None = None
        self._settled = self._begun = False
        self._housekeeping = Housekeeping()
        self._narrator = Narrator(equipment.read_aloud, lambda: self._hand.look.comfort.aloud)
        self._asker = Asker(application, settings, equipment.codes)
        self._turning = Turning(
            self._asker, visit=lambda: self._visit, show=self._show, slow=self._slow,
            failed=lambda: self._open(HOME),
        )  # fmt: skip
        self._readers = Readers(
            settings.mobile_url, open_place=self._open, fill=lambda values: self._bodies.fill(values)
        )
        self._spare_time = SpareTime(
            self._asker.do, warm_up=self._writing.warm_up, warm=self._housekeeping.settled,
            refresh_codes=equipment.refresh_codes,
        )  # fmt: skip
        self._surroundings = Surroundings(
            equipment, self._asker.do, plugged=self._plugged, card=self._card_laid_on
        )
        LabelBase.register(CHINESE, str(equipment.fonts.regular), fn_bold=str(equipment.fonts.bold))
        LabelBase.register(ICONS, str(equipment.fonts.icons))
        draw_plainly()

    # -- the window

    def build(self) -> Widget:
        self._stage = Stage(lambda: self._keys.leave(), lambda text: self._by_ear.say(text))
        self._by_ear = ByEar(
            self._narrator, self._stage,
            keys=lambda: self._keys, shown=lambda: self._shown, words=self._words,
        )  # fmt: skip
        self._print_out = PrintOut(
            self._application, self._settings, self._equipment.printing,
            asker=self._asker, stage=self._stage, hand=self._hand,
            shown=lambda: self._shown, changed=self._refresh_bar,
        )  # fmt: skip
        self._staff = StaffAtWindow(
            self._equipment.staff, self._stage, self._hand,
            words=self._words, wipe=self._wipe, open_place=self._open,
        )  # fmt: skip
        self._aids = Aids(self._hand, self._narrator, self._stage, words=self._words, redraw=self._redraw)
        self._attendance = Attendance(
            self._application, self._settings, self._equipment,
            asker=self._asker, stage=self._stage, hand=self._hand, words=self._words, end=self._end,
            board_may_come=lambda: self._shown is not None and not self._picture,
        )  # fmt: skip
        doing = Doing(
            back=self._back, home=self._home, aloud=self._aids.turn_aloud, comfort=self._aids.open,
            language=self._turn_language, end=self._end,
        )  # fmt: skip
        self._bar = Bar(
            self._hand, self._narrator, self._print_out, doing, number=self._settings.voice_number
        )
        self._new_screen()
        self._keys = Keys(
            lambda: self._stage.uppermost, came_to=self._came_to, back=self._by_key_back,
            aloud=self._aids.turn_aloud, scanned=self._readers.scan, pressed=self._attendance.key_pressed,
            again=self._by_ear.again,
        )  # fmt: skip
        self._ways_out = WayOuts(self._touched)
        return self._stage

    def _new_screen(self) -> None:
        Window.clearcolor = self._hand.look.colours.ground
        self._screen = Screen(self._hand, reach_share=self._settings.kiosk_reach_share)
        self._screen.header.emblem.held = self._staff.knock
        self._stage.begin(self._screen)
        self._bodies = Bodies(
            self._hand,
            self._application,
            open_place=self._open,
            send=self._send,
            ask=self._ask_rows,
            writing=self._writing,
            heard=self._by_ear.of_forms,
        )

    def on_start(self) -> None:
        self._surroundings.look()
        self._housekeeping.begin()
        self._go(lambda visit: self._application.open(visit, self._first))
        Clock.schedule_interval(self._tick, TICK_SECONDS)
        if self._mirror:
            Clock.schedule_interval(self._reflect, MIRROR_SECONDS)

    def on_stop(self) -> None:
        self._narrator.stop()
        self._print_out.close()
        self._asker.close()
        self._housekeeping.end()

    def leave(self) -> None:
        """The program is told to stop: whoever is at it is logged out first."""
        self._asker.end(self._visit)
        self.stop()

    def open_settings(self, *_: object) -> bool:
        """F1 opens nothing here."""
        return False

    def _tick(self, seconds: float) -> None:
        self._equipment.alive()
        self._write_clock()
        self._print_out.passed(seconds)
        self._attendance.passed(
            seconds,
            something_to_end=self._something_to_end(),
            listening=self._narrator.speaking or self._print_out.busy,
        )
        self._surroundings.look()
        self._spare_time.passed(seconds, self._attendance.quiet)

    def _reflect(self, _: float) -> None:
        if self._mirror and self._shown and self._settled:
            view = self._shown.view
            self._mirror.write(
                self._stage,
                {
                    "place": str(view.place),
                    "kind": view.kind,
                    "title": view.title,
                    "code": view.code,
                    "comfort": str(self._hand.look.comfort),
                    "board": self._attendance.board,
                    "dark": self._attendance.dark,
                    "touches": self._ways_out.touches,
                    "waiting": self._turning.waiting,
                    "focus": self._keys.at.title if self._keys.at else "",
                    "said": self._narrator.said,
                },
            )

    # -- a page

    def _words(self) -> Words:
        return self._application.words(self._visit)

    def _go(self, question: Question, keep: bool = False) -> None:
        self._narrator.stop()
        self._turning.go(question, keep)

    def _show(self, answer: Answer, keep: bool = False) -> None:
        page, view = answer.page, answer.view
        scrolled = self._screen.scrolled if keep else 1.0
        self._bodies.leave(keep=keep)
        self._keys.leave()
        self._shown, self._visit = answer, answer.visit
        words = self._application.words(self._visit)
        parts, rows = self._bodies.parts(view, words)
        self._screen.show(view, parts, self._bar.actions(view, words), rows, self._bar.hint(words))
        self._write_clock()
        if keep:
            Clock.schedule_once(lambda _: self._screen.scroll_back(scrolled))
        self._readers.page_came()
        if page.watch is not None:
            place = page.watch.place
            self._turning.watch(page.watch, lambda visit: self._application.look(visit, place))
        if restarts(page):
            self._turning.then(RESTART_SECONDS, self.leave)
        if page.ends_visit:
            self._turning.then(SHOWN_BEFORE_END_SECONDS, self._end)
        self._narrator.page(page, words)
        self._settled = False
        Clock.schedule_once(self._laid_out)

    def _laid_out(self, _: float) -> None:
        """The frame that is drawn next shows the page."""
        if self._picture:
            Clock.schedule_once(self._photograph, PICTURED_AFTER_SECONDS)
        Clock.schedule_once(lambda _: self._drawn())

    def _drawn(self) -> None:
        self._settled = True
        if not self._begun:
            self._begun = True
            self._ready()
            # A program that is told to stop waits for its workers, and is not to wait for this.
            threading.Thread(target=self._follow, daemon=True, name="prepare").start()
        self._housekeeping.turned()

    def _follow(self) -> None:
        """A kiosk that cannot hand anything in must not look as if it could: it begins again."""
        try:
            prepare()
            self._afterwards()
        except Exception as error:
            incident(_log, "getting ready for more than the first page", error)
            Clock.schedule_once(lambda _: self.leave())

    def _photograph(self, _: float) -> None:
        if self._picture:
            if not all(code.drawn for code in self._stage.walk() if isinstance(code, QrCode)):
                Clock.schedule_once(self._photograph, PICTURED_AFTER_SECONDS)
                return
            from kiosk.mirror import take_picture

            take_picture(self._picture)
            self.stop()

    def _refresh_bar(self) -> None:
        """What can be done here is another thing now: the printer has paper again."""
        if self._shown is not None:
            words = self._words()
            actions, hint = self._bar.actions(self._shown.view, words), self._bar.hint(words)
            self._keys.stay(lambda: self._screen.show_bar(actions, hint))

    def _write_clock(self) -> None:
        if self._shown is not None:
            now = self._application.clock()
            day = show(now.date(), self._visit.language)
            self._screen.header.show(self._shown.view.court, day, f"{now:%H:%M}")

    # -- what a touch does

    def _open(self, place: Place) -> None:
        if not self._staff.lays_over(place):
            self._go(lambda visit: self._ways.open(visit, place))

    def _send(self, entered: Mapping[str, str]) -> None:
        form = self._shown.view.form if self._shown else None
        if form is None:
            return
        if form.sends == "data":
            self._go(lambda visit: self._ways.open(visit, form.to, entered))
            return
        try:
            self._open(form.to.having(**entered))
        except PlaceError:
            self._open(form.place)

    def _ask_rows(self, first: int) -> None:
        """Another part of the listing that is shown."""
        shown = self._shown
        if shown is None:
            return
        place = shown.view.place.having(first=first if first > 1 else None)

        def answered(done: Future[Answer]) -> None:
            if self._shown is shown and not done.exception():
                self._bodies.add_rows(done.result().view)

        self._asker.ask(self._visit, lambda visit: self._application.look(visit, place), answered)

    def _back(self) -> None:
        self._go(self._ways.back)

    def _by_key_back(self) -> None:
        if self._stage.sheet is not None:
            self._stage.take_away()
        elif self._shown is not None and self._shown.view.can_go_back:
            self._back()
        else:
            self._by_ear.nothing_back()

    def _home(self) -> None:
        # Leaving a case by the home key keeps nothing of it for the next in the queue.
        if self._visit.session is not None:
            self._end()
        else:
            self._open(HOME)

    def _turn_language(self) -> None:
        self._visit = replace(self._visit, language=self._visit.language.other)
        self._go(self._ways.again, keep=True)

    def _end(self) -> None:
        """The visit is over."""
        self._wipe()
        self._open(HOME)

    def _wipe(self) -> None:
        """Nothing of the visit stays: the screen at once, then everything else."""
        self._turning.drop()
        self._narrator.stop()
        self._print_out.leave()
        self._staff.leave()
        self._bodies.leave()
        self._readers.forget()
        held: list[weakref.ref[Any]] = [
            weakref.ref(each) for each in (self._shown, self._screen) if each is not None
        ]
        self._shown = None
        ended, self._visit = self._visit, Visit(Face.KIOSK)
        self._aids.forget()
        self._new_screen()
        self._keys.leave()
        self._asker.end(ended)
        # Not before the first page stands there, and not while the next person's is made.
        forget_visit(held)

    # -- for eyes, hands and ears

    def _redraw(self) -> None:
        """The same page in another look, where one was, with what was typed."""
        scrolled, shown = self._screen.scrolled, self._shown
        self._bodies.leave(keep=True)
        kept = self._bodies.kept
        self._new_screen()
        self._bodies.kept = kept
        if shown is not None:
            self._show(shown, keep=True)
            Clock.schedule_once(lambda _: self._screen.scroll_back(scrolled))

    def _plugged(self, plugged: bool) -> None:
        self._attendance.somebody_came()
        self._aids.headphones(plugged)

    def _card_laid_on(self, card: IdCard) -> None:
        self._attendance.somebody_came()
        self._readers.card(card)

    def _came_to(self, at: Touchable) -> None:
        self._screen.bring_into_view(at)
        self._by_ear.came_to(at)

    # -- somebody is there, or nobody

    def _something_to_end(self) -> bool:
        if self._picture:
            return False
        at_home = self._shown is not None and self._shown.view.place == HOME
        changed = self._visit.language is not Language.CHINESE or self._hand.look.comfort != DEFAULT
        return not at_home or changed or self._visit.session is not None

    def _slow(self, slow: bool) -> None:
        """An answer takes long, or does so no more."""
        if not slow:
            self._stage.take_away(WaitSheet)
            return
        self._stage.lay_over(WaitSheet(self._hand, self._words(), self._wait_no_more))

    def _wait_no_more(self) -> None:
        self._turning.drop()
        if self._shown is None:
            self._open(HOME)

    def _touched(self) -> None:
        self._attendance.touched()
        self._keys.leave()


def _mirror_in(folder: Path) -> Mirror:
    """For the demo and tests; a kiosk in a hall does without it."""
    from kiosk.mirror import Mirror

    return Mirror(folder)
