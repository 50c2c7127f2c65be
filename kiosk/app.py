"""The kiosk's window: one page at a time, everything slow done off the drawing thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.text import LabelBase
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from kiosk.asking import Answer, Asker, Question
from kiosk.attract import Attract
from kiosk.bodies import Bodies
from kiosk.comfort import DEFAULT, Comfort
from kiosk.devices.scanner import LookupNumber, meaning
from kiosk.fonts import Fonts
from kiosk.guard import WayOuts
from kiosk.idle import Idle, IdleTimer
from kiosk.input.text import Writing
from kiosk.keys import Keys
from kiosk.mirror import Mirror, take_picture
from kiosk.read_aloud import ReadAloud
from kiosk.theme import Look
from kiosk.widgets.base import CHINESE, ICONS
from kiosk.widgets.comfort import ComfortSheet
from kiosk.widgets.frame import BarAction, IdleSheet, WaitSheet
from kiosk.widgets.screen import Screen
from kiosk.widgets.touch import Hand, Touchable
from shared.application import Application
from shared.logs import incident
from shared.pages import FieldKind, Notice
from shared.place import HOME, Place, PlaceError
from shared.settings import Settings
from shared.showing import show
from shared.speech.script import sentences
from shared.speech.text import say_text
from shared.visit import Face, Language, Visit

_log = logging.getLogger(__name__)
PROGRESS_AFTER_SECONDS = 0.1
# Time to read that the case is open on one's phone.
SHOWN_BEFORE_END_SECONDS = 8.0
TICK_SECONDS = 1.0
MIRROR_SECONDS = 0.15
RETRY_SECONDS = 2.0
CODES_SECONDS = 120.0
# Until the rest of a long page is built and its code is drawn.
PICTURED_AFTER_SECONDS = 0.4
CASE = Place("/case")


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a kiosk has besides its screen."""

    fonts: Fonts
    read_aloud: ReadAloud
    codes: Callable[[Place], str] = lambda _: ""
    refresh_codes: Callable[[], None] = lambda: None
    alive: Callable[[], None] = lambda: None


class KioskApp(App):
    """`first` is where to begin; with `picture` that page is drawn into a file and the window closes."""

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
    ) -> None:
        super().__init__()
        self._application, self._settings, self._equipment = application, settings, equipment
        self._first, self._picture, self._ready = first, picture, ready
        self._mirror = Mirror(mirror) if mirror else None
        self._visit = Visit(Face.KIOSK, language)
        self._asker = Asker(application, settings, equipment.codes)
        self._hand = Hand(Look(int(Window.width), int(Window.height), comfort))
        self._idle = IdleTimer(settings.kiosk_idle_seconds, settings.kiosk_warning_seconds)
        self._writing = Writing()
        self._shown: Answer | None = None
        self._sheet: Widget | None = None
        self._settled = False
        self._quiet = 0.0
        # Asked for at the first tick: the first page does not wait for it.
        self._codes_age = CODES_SECONDS
        self._attract = Attract(application, self._asker, self._lay_over, self._close_sheet)
        self._watching: Any = None
        self._progress: Any = None
        self._scanned: LookupNumber | None = None
        # Counts what was asked for: an answer to anything but the last is thrown away.
        self._asked = 0
        LabelBase.register(CHINESE, str(equipment.fonts.regular), fn_bold=str(equipment.fonts.bold))
        LabelBase.register(ICONS, str(equipment.fonts.icons))

    # -- the window

    def build(self) -> Widget:
        self._root = FloatLayout()
        self._new_screen()
        self._keys = Keys(
            lambda: self._sheet or self._screen, came_to=self._came_to, back=self._by_key_back,
            aloud=self._turn_aloud, scanned=self._scan, pressed=self._key_pressed,
        )  # fmt: skip
        self._ways_out = WayOuts(self._touched)
        return self._root

    def _new_screen(self) -> None:
        Window.clearcolor = self._hand.look.colours.ground
        self._root.clear_widgets()
        self._sheet = None
        self._screen = Screen(self._hand, reach_share=self._settings.kiosk_reach_share)
        self._root.add_widget(self._screen)
        self._bodies = Bodies(
            self._hand,
            self._application,
            open_place=self._open,
            send=self._send,
            ask=self._ask_rows,
            writing=self._writing,
        )

    def on_start(self) -> None:
        self._go(lambda visit: self._application.open(visit, self._first))
        Clock.schedule_interval(self._tick, TICK_SECONDS)
        if self._mirror:
            Clock.schedule_interval(self._reflect, MIRROR_SECONDS)

    def on_stop(self) -> None:
        self._equipment.read_aloud.stop()
        self._asker.close()

    def open_settings(self, *_: object) -> bool:
        """F1 opens nothing here."""
        return False

    def _reflect(self, _: float) -> None:
        if self._mirror and self._shown and self._settled:
            view = self._shown.view
            self._mirror.write(
                self._root,
                {
                    "place": str(view.place),
                    "kind": view.kind,
                    "title": view.title,
                    "code": view.code,
                    "comfort": str(self._hand.look.comfort),
                    "board": self._attract.on,
                    "touches": self._ways_out.touches,
                    "waiting": self._progress is not None,
                    "focus": self._keys.at.title if self._keys.at else "",
                },
            )

    # -- pages

    def _go(self, question: Question, keep: bool = False) -> None:
        """Ask for a page. With `keep` it is the same page once more: place and what was typed stay."""
        self._stop_watching()
        self._equipment.read_aloud.stop()
        self._asked += 1
        asked = self._asked
        self._stop_waiting()
        self._progress = Clock.schedule_once(lambda _: self._say_wait(), PROGRESS_AFTER_SECONDS)
        self._asker.ask(self._visit, question, partial(self._answered, asked, keep))

    def _answered(self, asked: int, keep: bool, done: Future[Answer]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if asked != self._asked:
            if error is None:
                self._asker.drop(done.result(), self._visit)
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
        Clock.schedule_once(lambda _: self._open(HOME), RETRY_SECONDS)

    def _show(self, answer: Answer, keep: bool = False) -> None:
        page, view = answer.page, answer.view
        scrolled = self._screen.scrolled if keep else 1.0
        self._bodies.leave(keep=keep)
        self._keys.leave()
        self._shown, self._visit = answer, answer.visit
        words = self._application.words(self._visit)
        parts, rows = self._bodies.parts(view, words)
        hint = words("kiosk.by-telephone", number=self._settings.voice_number)
        self._screen.show(view, parts, self._actions(), rows, hint)
        self._write_clock()
        if keep:
            Clock.schedule_once(lambda _: self._screen.scroll_back(scrolled))
        if self._scanned is not None:
            scanned, self._scanned = self._scanned, None
            self._bodies.fill({FieldKind.CASE_LOGIN: scanned.number})
        if page.watch is not None:
            watch = page.watch
            self._watching = Clock.schedule_interval(lambda _: self._look(watch.place), watch.seconds)
        if page.ends_visit:
            self._watching = Clock.schedule_once(lambda _: self._end(), SHOWN_BEFORE_END_SECONDS)
        if self._hand.look.comfort.aloud:
            self._read()
        self._settled = False
        Clock.schedule_once(self._laid_out)

    def _laid_out(self, _: float) -> None:
        """The frame that is drawn next shows the page."""
        if self._picture:
            Clock.schedule_once(self._photograph, PICTURED_AFTER_SECONDS)
        Clock.schedule_once(lambda _: self._drawn())

    def _drawn(self) -> None:
        self._settled = True
        self._ready()

    def _actions(self) -> Mapping[str, BarAction | None]:
        words, view = self._application.words(self._visit), self._shown.view if self._shown else None
        away = view is not None and view.can_go_back
        aloud = self._hand.look.comfort.aloud
        speaks = self._equipment.read_aloud.may_say(private=False)
        return {
            "back": BarAction("back", words("kiosk.back"), self._back) if away else None,
            "home": BarAction("home", words("kiosk.home"), self._home) if away else None,
            "aloud": BarAction(
                "mute" if aloud else "sound",
                words("kiosk.aloud-stop" if aloud else "kiosk.aloud"),
                self._turn_aloud,
            )
            if speaks
            else None,
            "comfort": BarAction("comfort", words("kiosk.comfort"), self._open_comfort),
            "language": BarAction("language", words("kiosk.other-language"), self._turn_language),
            "end": BarAction("leave", words("kiosk.end"), self._end, main=view is not None and view.private)
            if away
            else None,
        }

    # -- what a touch does

    def _open(self, place: Place) -> None:
        self._go(lambda visit: self._application.open(visit, place))

    def _send(self, entered: Mapping[str, str]) -> None:
        form = self._shown.view.form if self._shown else None
        if form is None:
            return
        if form.sends == "data":
            self._go(lambda visit: self._application.open(visit, form.to, entered))
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
        self._go(self._application.back)

    def _by_key_back(self) -> None:
        if self._sheet is not None:
            self._close_sheet()
        elif self._shown is not None and self._shown.view.can_go_back:
            self._back()

    def _home(self) -> None:
        # Leaving a case by the home key keeps nothing of it for the next in the queue.
        if self._visit.session is not None:
            self._end()
        else:
            self._open(HOME)

    def _turn_language(self) -> None:
        other = replace(self._visit, language=self._visit.language.other)
        self._visit = other
        self._go(self._application.again, keep=True)

    def _scan(self, text: str) -> None:
        self._idle.touched()
        found = meaning(text, self._settings.mobile_url)
        if isinstance(found, Place):
            self._open(found)
        elif found is not None and not self._bodies.fill({FieldKind.CASE_LOGIN: found.number}):
            self._scanned = found
            self._open(CASE)

    def _end(self) -> None:
        """The visit is over: wipe the screen at once, then everything else."""
        self._stop_watching()
        self._stop_waiting()
        self._equipment.read_aloud.stop()
        self._asked += 1
        self._bodies.leave()
        self._shown = self._scanned = None
        ended, self._visit = self._visit, Visit(Face.KIOSK)
        self._hand.look = replace(self._hand.look, comfort=DEFAULT)
        self._new_screen()
        self._keys.leave()
        self._asker.end(ended)
        self._open(HOME)

    # -- for eyes, hands and ears

    def _open_comfort(self) -> None:
        words = self._application.words(self._visit)
        self._lay_over(ComfortSheet(self._hand, words, self._comfort_changed, self._close_sheet))

    def _comfort_changed(self, comfort: Comfort) -> None:
        self._set_comfort(comfort)
        self._open_comfort()

    def _set_comfort(self, comfort: Comfort) -> None:
        """Draw the same page anew, where one was, with what was typed."""
        scrolled, shown = self._screen.scrolled, self._shown
        self._bodies.leave(keep=True)
        kept = self._bodies.kept
        self._hand.look = replace(self._hand.look, comfort=comfort)
        self._new_screen()
        self._bodies.kept = kept
        if shown is not None:
            self._show(shown, keep=True)
            Clock.schedule_once(lambda _: self._screen.scroll_back(scrolled))

    def _turn_aloud(self) -> None:
        comfort = self._hand.look.comfort
        if comfort.aloud:
            self._equipment.read_aloud.stop()
        elif not self._equipment.read_aloud.may_say(private=False):
            return
        self._set_comfort(replace(comfort, aloud=not comfort.aloud))

    def _read(self) -> None:
        shown = self._shown
        if shown is None:
            return
        words, page = self._application.words(self._visit), shown.page
        said = [*sentences(page, words), words("kiosk.spoken-keys")]
        if not self._equipment.read_aloud.read(said, str(words.language), private=page.private):
            self._equipment.read_aloud.read([words("kiosk.spoken-private")], str(words.language))

    def _came_to(self, at: Touchable) -> None:
        self._idle.touched()
        self._quiet = 0.0
        self._screen.bring_into_view(at)
        private = self._shown is not None and self._shown.view.private
        if self._hand.look.comfort.aloud:
            language = str(self._visit.language)
            self._equipment.read_aloud.read([say_text(at.spoken, language)], language, private=private)

    # -- what a page watches for

    def _look(self, place: Place) -> None:
        asked = self._asked
        self._asker.ask(
            self._visit, lambda visit: self._application.look(visit, place), partial(self._looked, asked)
        )

    def _looked(self, asked: int, done: Future[Answer]) -> None:
        if asked != self._asked or done.cancelled() or done.exception():
            return
        answer = done.result()
        if not (isinstance(answer.page, Notice) and answer.page.code == "waiting"):
            self._stop_watching()
            self._show(answer)

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    # -- sheets: waiting, asking whether anybody is there

    def _lay_over(self, sheet: Widget) -> None:
        self._close_sheet()
        self._keys.leave()
        self._sheet = sheet
        self._root.add_widget(sheet)

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            self._root.remove_widget(self._sheet)
            self._sheet = None
            self._keys.leave()

    def _say_wait(self) -> None:
        words = self._application.words(self._visit)
        self._lay_over(WaitSheet(self._hand, words, self._wait_no_more))

    def _wait_no_more(self) -> None:
        self._asked += 1
        self._stop_waiting()
        if self._shown is None:
            self._open(HOME)

    def _stop_waiting(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None
        if isinstance(self._sheet, WaitSheet):
            self._close_sheet()

    def _tick(self, seconds: float) -> None:
        self._equipment.alive()
        self._write_clock()
        self._refresh_codes(seconds)
        if not self._something_to_end() or self._equipment.read_aloud.reading:
            self._idle.touched()
            self._wait_for_somebody(seconds)
            return
        match self._idle.passed(seconds):
            case Idle.WARNING:
                self._warn()
            case Idle.OVER:
                self._idle.touched()
                self._end()

    def _something_to_end(self) -> bool:
        if self._picture:
            return False
        at_home = self._shown is not None and self._shown.view.place == HOME
        changed = self._visit.language is not Language.CHINESE or self._hand.look.comfort != DEFAULT
        return not at_home or changed or self._visit.session is not None

    def _wait_for_somebody(self, seconds: float) -> None:
        """At the first page nobody touches anything: after a while the hall sees today's hearings."""
        self._quiet += seconds
        quiet = self._quiet >= self._settings.kiosk_board_seconds and not self._picture
        if quiet and self._sheet is None and not self._attract.on and self._shown is not None:
            self._attract.start(self._hand.look)

    def _refresh_codes(self, seconds: float) -> None:
        self._codes_age += seconds
        if self._codes_age >= CODES_SECONDS:
            self._codes_age = 0.0
            self._asker.do(self._equipment.refresh_codes)

    def _warn(self) -> None:
        if not isinstance(self._sheet, IdleSheet):
            words = self._application.words(self._visit)
            self._lay_over(IdleSheet(self._hand, words, self._still_here))
        if isinstance(self._sheet, IdleSheet):
            self._sheet.count(round(self._idle.left))

    def _still_here(self) -> None:
        self._idle.touched()
        self._close_sheet()

    def _key_pressed(self) -> None:
        self._quiet = 0.0
        self._idle.touched()
        if self._attract.on:
            self._attract.stop()
            self._close_sheet()

    def _touched(self) -> None:
        """A finger is on the screen, wherever."""
        self._quiet = 0.0
        self._idle.touched()
        self._keys.leave()
        if isinstance(self._sheet, IdleSheet):
            Clock.schedule_once(lambda _: self._still_here())

    def _write_clock(self) -> None:
        if self._shown is not None:
            now = self._application.clock()
            day = show(now.date(), self._visit.language)
            self._screen.header.show(self._shown.view.court, day, f"{now:%H:%M}")

    def _photograph(self, _: float) -> None:
        if self._picture:
            take_picture(self._picture)
            self.stop()
