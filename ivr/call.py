"""One call from greeting to end: say, listen, go. Every end wipes the visit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ivr import entry
from ivr.keys import Key
from ivr.line import HungUp, Line, Silence, Utterance
from ivr.line import Words as SpokenWords
from ivr.script import PERSON, Back, Go, OtherLanguage, Repeat, Script, Turn, script
from shared.application import Application
from shared.logs import incident
from shared.pages import AnyPage, Field, Form
from shared.place import HOME, Place, PlaceError
from shared.speech.text import say_text
from shared.visit import Face, Visit

_log = logging.getLogger(__name__)

# After so many silences, or so many wrong entries, in a row: help, then a person, then good-bye.
SILENCES = 3
WRONG_ENTRIES = 3
# A caller who only ever presses wrong keys is led to a person; nobody is held for ever.
TURNS = 400


@dataclass(frozen=True, slots=True)
class _Gone:
    """The caller hung up while being asked."""


@dataclass(frozen=True, slots=True)
class _Left:
    """The caller left a form by a key: where to."""

    where: Go | Back


class Call:
    """A caller's way through the pages. `key_wait` is in seconds."""

    def __init__(self, line: Line, application: Application, *, key_wait: float) -> None:
        self._line = line
        self._application = application
        self._wait = key_wait
        self.visit = Visit(Face.VOICE)
        self.page: AnyPage | None = None
        self.script: Script | None = None

    async def run(self) -> None:
        """Until the caller hangs up or was said good-bye. Never raises."""
        try:
            await self._talk()
        except asyncio.CancelledError:
            raise
        except Exception as error:  # the last net: the caller hears words, not silence
            incident(_log, "in a call", error)
            await self._farewell("voice.broken")
        finally:
            await asyncio.to_thread(self._application.end, self.visit)
            self.page = self.script = None

    async def _talk(self) -> None:
        await self._open(HOME)
        greeting, part, silences = True, 0, 0
        for _ in range(TURNS):
            assert self.page is not None  # noqa: S101 - opened above
            if isinstance(self.page, Form):
                self.script = None
                if await self._fill(self.page) is False:
                    return
                part = silences = 0
                continue
            words = self._application.words(self.visit)
            self.script = current = script(self.page, words, part, offered=self._offered, greeting=greeting)
            if self.page.ends_visit:
                await self._line.say(self._spoken(current.utterances))
                await self._end_visit()
                part, greeting = 0, False
                continue
            help_text = (words(f"voice.silence-{silences}"),) if silences else ()
            heard = await self._line.hear(
                self._spoken((*help_text, *current.utterances), private=current.private), wait=self._wait
            )
            match heard:
                case HungUp():
                    return
                case Silence():
                    silences += 1
                    if silences > SILENCES:
                        await self._farewell("voice.goodbye-silence")
                        return
                    continue
                case SpokenWords(text):
                    action = current.words.get(text)
                case key:
                    action = current.keys.get(key)
            if action is None:
                await self._line.say(self._spoken((words("voice.wrong-key"),)))
                continue
            silences = 0
            greeting = greeting and isinstance(action, Repeat | OtherLanguage)
            part = await self._act(action, part)
        await self._farewell("voice.goodbye-long")

    async def _act(self, action: object, part: int) -> int:
        """Do what a key means; the part of the page to go on with."""
        match action:
            case Go(place):
                await self._open(place)
            case Turn(number):
                return number
            case Repeat():
                return part
            case Back():
                self.page = await asyncio.to_thread(self._application.back, self.visit)
            case OtherLanguage():
                self.visit.language = self.visit.language.other
                self.page = await asyncio.to_thread(self._application.again, self.visit)
        return 0

    async def _open(self, place: Place, entered: Mapping[str, str] | None = None) -> None:
        self.page = await asyncio.to_thread(self._application.open, self.visit, place, entered)

    async def _end_visit(self) -> None:
        language = self.visit.language
        await asyncio.to_thread(self._application.end, self.visit)
        self.visit.language = language
        await self._open(HOME)

    def accepted_keys(self) -> list[Key]:
        """The keys that lead on at the moment; all of them while digits are asked for."""
        return list(self.script.keys) if self.script else list(Key)

    def _offered(self, place: Place) -> bool:
        return is_offered(self._application, place)

    def _spoken(self, texts: Sequence[str], *, private: bool = False) -> list[Utterance]:
        return [Utterance(text, str(self.visit.language), private) for text in texts if text]

    async def _farewell(self, message: str) -> None:
        """Never hang up on a caller without saying so."""
        words = self._application.words(self.visit)
        person = await asyncio.to_thread(self._application.look, self.visit, PERSON)
        number = say_text(getattr(person, "text", ""), self.visit.language)
        await self._line.say(self._spoken((words(message), number, words("voice.goodbye"))))
        await self._line.hang_up()

    # -- forms

    async def _fill(self, form: Form) -> bool:
        """Ask a form's fields one by one and send it; False when the call is over."""
        words = self._application.words(self.visit)
        opening = [say_text(form.error or form.title, words.language)]
        if not form.error and form.intro:
            opening.append(say_text(form.intro, words.language))
        wrong = next((field.error for field in form.fields if field.error), "")
        if wrong:
            opening = [say_text(wrong, words.language)]
        values: dict[str, str] = {}
        for field in form.fields:
            answer = await self._ask(field, opening)
            opening = []
            match answer:
                case str():
                    values[field.name] = answer
                case _Left(where):
                    await self._act(where, 0)
                    return True
                case _:
                    return False
        if form.sends == "data":
            await self._open(form.to, values)
        else:
            try:
                await self._open(form.to.having(**values))
            except PlaceError:
                await self._open(form.place)
        return True

    async def _ask(self, field: Field, opening: list[str]) -> str | _Left | _Gone:
        """One field's value; what was wrong is said and asked again, then a person is offered."""
        words = self._application.words(self.visit)
        today = self._application.clock().date()
        questions = entry.asks(field, words, today)
        if questions is None:
            await self._line.say(self._spoken((words("voice.not-by-keys"),)))
            return _Left(Back())
        lead = opening
        for _ in range(WRONG_ENTRIES):
            answers: list[str] = []
            for question in questions:
                answer = await self._digits(question, lead)
                lead = []
                if not isinstance(answer, str):
                    return answer
                answers.append(answer)
            found = entry.value(field, answers, words, today)
            if isinstance(found, str):
                return found
            lead = [found.text]
        return _Left(Go(PERSON))

    async def _digits(self, question: entry.Ask, lead: list[str]) -> str | _Left | _Gone:
        """Digits up to #. What is keyed in is never said back, logged or kept."""
        words = self._application.words(self.visit)
        keyed, failures = "", 0
        prompt = [*lead, question.prompt]
        while failures < WRONG_ENTRIES:
            heard = await self._line.hear(self._spoken(prompt), wait=self._wait)
            prompt = []
            match heard:
                case HungUp():
                    return _Gone()
                # A number may begin with 0, so while digits are asked for a person is 0 and then # or a wait.
                case Key.HASH | Silence() if keyed == "0":
                    return _Left(Go(PERSON))
                case Key.HASH if question.least <= len(keyed) <= question.most:
                    return keyed
                case Key.HASH if not keyed and question.empty is not None:
                    return question.empty
                case Key.STAR if len(keyed) == question.x_after:
                    keyed += "X"
                case Key.STAR if question.point and keyed and "." not in keyed:
                    keyed += "."
                case Key.STAR if not keyed:
                    return _Left(Back())
                case Key.STAR:
                    keyed = ""
                    prompt = [words("voice.cleared"), question.prompt]
                case Key.HASH | Silence():
                    failures += 1
                    reason = "voice.entry-silence" if heard == Silence() else "voice.entry-length"
                    keyed = ""
                    prompt = [words(reason), question.prompt]
                case Key():
                    keyed += heard
                    if len(keyed) > question.most:
                        failures += 1
                        keyed = ""
                        prompt = [words("voice.entry-length"), question.prompt]
        return _Left(Go(PERSON))


def is_offered(application: Application, place: Place) -> bool:
    """Whether a place is on the telephone and worth a key: 0 and * lead to a person and back anyway."""
    if place in (HOME, PERSON):
        return False
    return application.catalogue.is_on(place.path, Face.VOICE)
