"""The kiosk's window: one page at a time, everything slow done off the drawing thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.text import LabelBase
from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from kiosk import theme
from kiosk.fonts import Fonts
from kiosk.idle import Idle, IdleTimer
from kiosk.mirror import Mirror, take_picture
from kiosk.presenter import View, present
from kiosk.theme import Scale
from kiosk.widgets.article import article_body
from kiosk.widgets.base import CHINESE, ICONS, Hand, PushButton, space
from kiosk.widgets.form import Desk, FormBody
from kiosk.widgets.frame import Footer, Header, QrCard, Shade, fill, heading
from kiosk.widgets.listing import listing_body
from kiosk.widgets.menu import menu_body
from kiosk.widgets.notice import notice_body
from shared.application import Application
from shared.logs import incident
from shared.pages import AnyPage, Notice
from shared.place import HOME, Place, PlaceError
from shared.settings import Settings
from shared.showing import show
from shared.visit import Face, Language, Visit

_log = logging.getLogger(__name__)
PROGRESS_AFTER_SECONDS = 0.15
# Time to read that the case is open on one's phone.
SHOWN_BEFORE_END_SECONDS = 8.0
TICK_SECONDS = 1.0
MIRROR_SECONDS = 0.3


class KioskApp(App):
    """`first` is where to begin; with `picture` that page is drawn into a file and the window closes."""

    def __init__(
        self,
        application: Application,
        settings: Settings,
        fonts: Fonts,
        *,
        first: Place = HOME,
        language: Language = Language.CHINESE,
        picture: Path | None = None,
        mirror: Path | None = None,
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._application, self._settings = application, settings
        self._first, self._picture, self._ready = first, picture, ready
        self._mirror = Mirror(mirror) if mirror else None
        self._visit = Visit(Face.KIOSK, language)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._hand = Hand(Scale(*(int(side) for side in Window.size)))
        self._idle = IdleTimer(settings.kiosk_idle_seconds, settings.kiosk_warning_seconds)
        self._view: View | None = None
        self._body: Widget | None = None
        self._shade: Shade | None = None
        self._busy = False
        self._watching: Any = None
        self._progress: PushButton | None = None
        # Answers that were asked for by a visit that has ended are thrown away.
        self._visits = 0
        LabelBase.register(CHINESE, str(fonts.regular), fn_bold=str(fonts.bold))
        LabelBase.register(ICONS, str(fonts.icons))

    # -- the window

    def build(self) -> Widget:
        Window.clearcolor = theme.GROUND
        Window.bind(on_touch_down=self._touched, on_touch_up=self._touched)
        self._root = FloatLayout()
        self._screen = BoxLayout(orientation="vertical")
        self._root.add_widget(self._screen)
        self._header = Header(self._hand)
        return self._root

    def on_start(self) -> None:
        self._go(lambda: self._application.open(self._visit, self._first))
        Clock.schedule_interval(self._tick, TICK_SECONDS)
        if self._mirror:
            Clock.schedule_interval(self._reflect, MIRROR_SECONDS)

    def on_stop(self) -> None:
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _reflect(self, _: float) -> None:
        if self._mirror and self._view:
            self._mirror.write(
                self._root,
                {
                    "place": str(self._view.place),
                    "kind": self._view.kind,
                    "title": self._view.title,
                    "code": self._view.code,
                },
            )

    # -- pages

    def _go(self, ask: Callable[[], AnyPage]) -> None:
        """Ask for a page in the worker; until it is there further touches do nothing."""
        if self._busy:
            return
        self._busy = True
        self._stop_watching()
        visit = self._visits
        progress = Clock.schedule_once(self._show_progress, PROGRESS_AFTER_SECONDS)
        future = self._worker.submit(self._presented, ask)

        def answered(done: Future[tuple[AnyPage, View]]) -> None:
            Clock.schedule_once(lambda _: self._answered(visit, progress, done))

        future.add_done_callback(answered)

    def _presented(self, ask: Callable[[], AnyPage]) -> tuple[AnyPage, View]:
        page = ask()
        words = self._application.words(self._visit)
        court = self._application.parts.content.court()
        name = court.name_in(self._visit.language) if court else words("home.court-unnamed")
        view = present(
            page,
            words,
            court=name,
            mobile_url=self._settings.mobile_url,
            proved=self._visit.session is not None,
        )
        return page, view

    def _answered(self, visit: int, progress: Any, done: Future[tuple[AnyPage, View]]) -> None:
        progress.cancel()
        self._busy = False
        self._remove_progress()
        if visit != self._visits:
            return
        try:
            page, view = done.result()
            self._show(page, view)
        except Exception as error:  # the last net: a person sees words, never a traceback
            incident(_log, "showing a page", error)
            if self._view is None or self._view.place != HOME:
                self._home()

    def _show(self, page: AnyPage, view: View) -> None:
        hand, words = self._hand, self._application.words(self._visit)
        self._wipe_body()
        self._view = view
        self._screen.clear_widgets()
        self._header = Header(hand)
        self._screen.add_widget(self._header)
        self._write_clock(view)
        self._screen.add_widget(self._middle(view))
        self._screen.add_widget(
            Footer(
                hand,
                words,
                view,
                back=self._back,
                home=self._home,
                language=self._turn_language,
                end=self._end,
            )
        )
        if page.watch is not None:
            watch = page.watch
            self._watching = Clock.schedule_interval(lambda _: self._look(watch.place), watch.seconds)
        if page.ends_visit:
            self._watching = Clock.schedule_once(lambda _: self._end(), SHOWN_BEFORE_END_SECONDS)
        if self._picture:
            Clock.schedule_once(self._photograph, 0.25)
        Clock.schedule_once(lambda _: self._ready(), 0)

    def _middle(self, view: View) -> Widget:
        scale = self._hand.scale
        content = BoxLayout(orientation="vertical", size_hint_y=None, spacing=scale(36))
        content.bind(minimum_height=content.setter("height"))
        content.padding = (scale.margin, scale(44), scale.margin, scale(44))
        content.add_widget(heading(self._hand, view))
        self._body = self._body_of(view)
        content.add_widget(self._body)
        scroll = ScrollView(
            do_scroll_x=False,
            bar_width=scale(8),
            bar_color=theme.MUTED,
            bar_inactive_color=theme.LINE,
            scroll_type=["bars", "content"],
        )
        scroll.add_widget(content)
        card = QrCard(self._hand, view)
        if not scale.landscape:
            middle = BoxLayout(orientation="vertical")
            middle.add_widget(scroll)
            if view.qr:
                fill(card, theme.SURFACE)
                middle.add_widget(card)
            return middle
        middle = BoxLayout()
        middle.add_widget(scroll)
        if not view.qr:
            return middle
        side = BoxLayout(orientation="vertical", size_hint_x=None, width=scale(400), padding=scale(40))
        fill(side, theme.SURFACE)
        side.add_widget(Widget())
        side.add_widget(card)
        side.add_widget(space(scale(20)))
        middle.add_widget(side)
        return middle

    def _body_of(self, view: View) -> Widget:
        hand, open_place = self._hand, self._open
        match view.kind:
            case "home" | "menu":
                return menu_body(hand, view, open_place)
            case "listing":
                return listing_body(hand, view, open_place)
            case "article":
                return article_body(hand, view, open_place)
            case "form":
                court = self._application.parts.content.court()
                desk = Desk(self._application.clock().date(), court.code if court else "")
                return FormBody(
                    hand,
                    view,
                    self._application.words(self._visit),
                    desk,
                    send=self._send,
                    open_place=open_place,
                )
        return notice_body(hand, view, open_place)

    # -- what a touch does

    def _open(self, place: Place) -> None:
        self._go(lambda: self._application.open(self._visit, place))

    def _send(self, entered: Mapping[str, str]) -> None:
        form = self._view.form if self._view else None
        if form is None:
            return
        if form.sends == "data":
            self._go(lambda: self._application.open(self._visit, form.to, entered))
            return
        try:
            self._open(form.to.having(**entered))
        except PlaceError:
            self._open(form.place)

    def _back(self) -> None:
        self._go(lambda: self._application.back(self._visit))

    def _home(self) -> None:
        # Leaving a case by the home key keeps nothing of it for the next in the queue.
        if self._visit.session is not None:
            self._end()
        else:
            self._open(HOME)

    def _turn_language(self) -> None:
        self._visit.language = self._visit.language.other
        self._go(lambda: self._application.again(self._visit))

    def _end(self) -> None:
        """The visit is over: wipe the screen at once, then everything else."""
        self._stop_watching()
        self._visits += 1
        self._busy = False
        self._take_shade_away()
        self._wipe_body()
        self._screen.clear_widgets()
        self._view = None
        ended, self._visit = self._visit, Visit(Face.KIOSK)
        self._worker.submit(self._application.end, ended)
        self._open(HOME)

    def _look(self, place: Place) -> None:
        """What a page watches for. Asked in the worker; shown only if it is news."""
        visit, view = self._visits, self._view
        future = self._worker.submit(self._presented, lambda: self._application.look(self._visit, place))

        def answered(done: Future[tuple[AnyPage, View]]) -> None:
            Clock.schedule_once(lambda _: self._looked(visit, view, done))

        future.add_done_callback(answered)

    def _looked(self, visit: int, view: View | None, done: Future[tuple[AnyPage, View]]) -> None:
        if visit != self._visits or view is not self._view or done.cancelled() or done.exception():
            return
        page, news = done.result()
        if isinstance(page, Notice) and page.code == "waiting":
            return
        self._stop_watching()
        self._show(page, news)

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None

    def _wipe_body(self) -> None:
        if isinstance(self._body, FormBody):
            self._body.wipe()
        self._body = None

    # -- progress, clock, idleness

    def _show_progress(self, _: float) -> None:
        words = self._application.words(self._visit)
        self._progress = PushButton(
            self._hand,
            words("kiosk.loading"),
            lambda: None,
            icon="clock",
            size_hint=(None, None),
            width=self._hand.scale(480),
            pos_hint={"center_x": 0.5, "center_y": 0.5},
        )
        self._root.add_widget(self._progress)

    def _remove_progress(self) -> None:
        if self._progress is not None:
            self._root.remove_widget(self._progress)
            self._progress = None

    def _write_clock(self, view: View) -> None:
        now = self._application.clock()
        self._header.show(view.court, show(now.date(), self._visit.language), f"{now:%H:%M}")

    def _tick(self, seconds: float) -> None:
        if self._view is not None:
            self._write_clock(self._view)
        if not self._something_to_end():
            self._idle.touched()
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
        at_home = self._view is not None and self._view.place == HOME
        return not at_home or self._visit.language is not Language.CHINESE or self._visit.session is not None

    def _warn(self) -> None:
        words = self._application.words(self._visit)
        text = words("kiosk.idle-text", seconds=round(self._idle.left))
        if self._shade is None:
            here = PushButton(
                self._hand, words("kiosk.idle-here"), self._take_shade_away, main=True, icon="person"
            )
            self._shade = Shade(self._hand, words("kiosk.idle-title"), text, here)
            self._root.add_widget(self._shade)
        self._shade.write(text)

    def _take_shade_away(self) -> None:
        self._idle.touched()
        if self._shade is not None:
            self._root.remove_widget(self._shade)
            self._shade = None

    def _touched(self, *_: object) -> None:
        self._idle.touched()
        if self._shade is not None:
            # Any touch says that somebody is there.
            Clock.schedule_once(lambda _: self._take_shade_away())

    def _photograph(self, _: float) -> None:
        if self._picture:
            take_picture(self._picture)
            self.stop()
