"""The staff's pages (管理员页面): how this machine is, tests of its devices, what may be done to it.

They are pages like all others, but stand in no catalogue: without having held the emblem, and without the
password, there is no such page. No Kivy in it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kiosk.staff.door import LONGEST, SHORTEST, Door, Locked, Opened, Wrong
from kiosk.staff.state import Equipped, State
from shared.application import Application
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Bullets,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Notice,
    Option,
    Tone,
)
from shared.place import HOME, Place
from shared.visit import Visit
from shared.words import Words

STAFF = Place("/staff")
STATE = Place("/staff/state")
TOUCH = Place("/staff/touch")
RESTART = "staff-restarting"
BRIGHTNESS = (40, 70, 100)


@dataclass(frozen=True, slots=True)
class Actions:
    """What the pages let the staff do; each takes its time, none raises."""

    say: Callable[[str, str], bool]
    print: Callable[[Words], str]
    update: Callable[[], tuple[bool, str]]


class Staff:
    """`clock` gives seconds that only go on."""

    def __init__(
        self,
        application: Application,
        door: Door,
        equipped: Equipped,
        actions: Actions,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application, self._door, self._equipped = application, door, equipped
        self._actions, self._clock = actions, clock
        self._invited = self._inside = False

    @property
    def inside(self) -> bool:
        return self._inside

    @property
    def exists(self) -> bool:
        """Without a password in the settings there are no such pages."""
        return self._door.exists

    def invite(self) -> None:
        """Somebody held the emblem."""
        self._invited = self._door.exists

    def leave(self) -> None:
        """The visit is over, or went on to what everybody sees."""
        self._invited = self._inside = False

    def has(self, place: Place) -> bool:
        """Whether a place is one of these, for whoever is at the machine now."""
        return self._invited and (place.path == STAFF.path or place.path.startswith(f"{STAFF.path}/"))

    def page(self, visit: Visit, place: Place, entered: Mapping[str, str] | None = None) -> AnyPage:
        words = self._application.words(visit)
        if not self._inside:
            page = self._at_the_door(words, entered)
        else:
            page = self._room(words, place, entered)
        # Back leads neither to the password nor to what was done.
        if entered is not None and page.place != visit.here:
            visit.replace(page.place)
        else:
            visit.arrive(page.place)
        return page

    def _at_the_door(self, words: Words, entered: Mapping[str, str] | None) -> AnyPage:
        error, now = "", self._clock()
        outcome: Opened | Wrong | Locked | None = self._door.locked(now)
        if entered is not None:
            outcome = self._door.knock(entered.get("password", ""), now)
        match outcome:
            case Opened():
                self._inside = True
                return self._state(words)
            case Locked(seconds):
                minutes = max(1, math.ceil(seconds / 60))
                return self._notice(words, STAFF, "staff-locked", words.count("staff-kiosk.locked", minutes))
            case Wrong(left):
                error = words.count("staff-kiosk.wrong", left)
        return Form(
            title=words("staff-kiosk.title"),
            place=STAFF,
            intro=words("staff-kiosk.intro"),
            fields=(
                Field(
                    name="password",
                    kind=FieldKind.QUERY_PASSWORD,
                    label=words("staff-kiosk.password"),
                    prompt=words("staff-kiosk.password-prompt"),
                    error=error,
                    least=SHORTEST,
                    most=LONGEST,
                ),
            ),
            to=STAFF,
            submit=words("staff-kiosk.enter"),
            sends="data",
            private=True,
        )

    def _room(self, words: Words, place: Place, entered: Mapping[str, str] | None) -> AnyPage:
        match place.path.removeprefix(STAFF.path).strip("/"):
            case "sound":
                heard = self._actions.say(words("staff-kiosk.sound-sentence"), str(words.language))
                text = words("staff-kiosk.sound-said" if heard else "staff-kiosk.sound-none")
                return self._notice(words, place, "staff-sound", text, done=heard)
            case "printer":
                how = self._actions.print(words)
                done = how == "ready"
                text = words("staff-kiosk.printer-done") if done else words(f"print.{how}")
                return self._notice(words, place, "staff-printer", text, done=done)
            case "update":
                done, said = self._actions.update()
                text = words("staff-kiosk.updated") if done else words("staff-kiosk.not-updated")
                return self._notice(words, place, "staff-update", f"{text}\n{said}".strip(), done=done)
            case "brightness":
                level = place.get("level", "")
                if level.isascii() and level.isdigit():
                    self._equipped.backlight.set(int(level))
            case "restart":
                return self._restart(words, place, entered)
        return self._state(words)

    def _restart(self, words: Words, place: Place, entered: Mapping[str, str] | None) -> AnyPage:
        if entered is not None:
            return self._notice(words, place, RESTART, words("staff-kiosk.restarting"), done=True)
        return Form(
            title=words("staff-kiosk.restart"),
            place=place,
            intro=words("staff-kiosk.restart-intro"),
            fields=(),
            to=place,
            submit=words("staff-kiosk.restart-now"),
            sends="data",
            private=True,
        )

    def _notice(self, words: Words, place: Place, code: str, text: str, *, done: bool = False) -> Notice:
        back = Option(words("staff-kiosk.back"), STATE, "list") if self._inside else None
        home = Option(words("home.title"), HOME, "home")
        return Notice(
            title=words("staff-kiosk.title"),
            place=place,
            text=text,
            code=code,
            tone=Tone.DONE if done else Tone.PROBLEM,
            private=True,
            options=(back or home,),
        )

    def _state(self, words: Words) -> Article:
        state = self._equipped.state(self._application)
        return Article(
            title=words("staff-kiosk.title"),
            place=STATE,
            intro=words("staff-kiosk.since", since=state.since, terminal=state.terminal),
            blocks=tuple(_blocks(words, state)),
            options=tuple(self._options(words, state)),
            private=True,
        )

    def _options(self, words: Words, state: State) -> Iterator[Option]:
        def option(name: str, icon: str, place: str = "") -> Option:
            return Option(words(f"staff-kiosk.{name}"), Place(f"/staff/{place or name}"), icon)

        if state.can_update:
            yield option("update", "refresh")
        yield option("touch", "hand")
        yield option("sound", "sound")
        yield option("printer", "print")
        if state.brightness is not None:
            for level in BRIGHTNESS:
                place = Place.at("/staff/brightness", level=str(level))
                yield Option(words("staff-kiosk.brightness-to", level=level), place, "comfort")
        yield option("restart", "undo")


def _blocks(words: Words, state: State) -> Iterator[Block]:
    yield Facts(tuple(_named(words, {**state.machine(words), **state.content(words)})))
    yield Heading(words("staff-kiosk.errors"))
    if state.troubles:
        yield Bullets(tuple(f"{one.when:%m-%d %H:%M} {one.text}" for one in state.troubles))
    else:
        yield Bullets((words("staff-kiosk.no-errors"),))


def _named(words: Words, values: Mapping[str, str]) -> Iterator[Fact]:
    for name, value in values.items():
        yield Fact(f"staff.{name}", words(f"staff-kiosk.{name}"), value)
