"""One call from greeting to end: say, listen, go. Every end wipes the visit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from content.days_off import read_days_off
from ivr.attendant import Hours
from ivr.filling import LONGEST_MESSAGE, Filled, Filling, Gone, Left, Personal
from ivr.keys import Key
from ivr.line import BEEP, Heard, HungUp, Line, NotRecorded, Recording, Silence, Speed, Utterance
from ivr.line import Words as SpokenWords
from ivr.script import (
    MESSAGE,
    Action,
    Back,
    End,
    Go,
    OtherLanguage,
    OtherSpeed,
    Repeat,
    Script,
    Scripts,
    Turn,
    WrongCode,
    with_message,
)
from ivr.trail import Trail
from shared.application import Application
from shared.cases.sending import Attachment
from shared.logs import incident
from shared.pages import AnyPage, Form
from shared.place import HOME, Place, PlaceError
from shared.short_codes import LONGEST_KEYS, PERSON, NoCode, is_offered
from shared.speech.text import say_text
from shared.visit import Face, Language, Visit
from shared.words import Words

_log = logging.getLogger(__name__)

# After so many silences in a row, each with another help: a person, then good-bye.
SILENCES = 3
SURVEY = Place("/survey")
# The key at the end of a call, and the marks of the survey on the other faces (5 is best).
RATINGS = {Key.ONE: "5", Key.TWO: "3", Key.THREE: "1"}
# What breaks in a call leads back to the main menu; after so many times it is the end of the call.
BREAKS = 3
# After so many times that speech was not understood, keys only.
MISHEARD = 2
# A caller who only ever presses wrong keys is led to a person; nobody is held for ever.
TURNS = 400
# Until the caller hears that it takes a moment, and until they hear it again. In seconds; with what is said
# in between no silence comes to 3 s (ISO/IEC 13714).
PATIENCE = 1.2
FURTHER_PATIENCE = 2.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a call is led. `key_wait` in seconds; `code` tells where a short code leads; `hours` are when a
    person answers, `transfers` whether calls can be handed over to one; `scripts` are shared by all calls."""

    key_wait: float = 6.0
    code: Callable[[str], Place | NoCode] = lambda _: NoCode.MISTYPED
    hours: Hours = field(default_factory=Hours)
    transfers: bool = False
    scripts: Scripts = field(default_factory=Scripts)


class Call:
    """A caller's way through the pages. `returned` is set for a call that comes back from a transfer that
    nobody took."""

    def __init__(
        self,
        line: Line,
        application: Application,
        manner: Manner,
        *,
        language: Language = Language.CHINESE,
        returned: bool = False,
    ) -> None:
        self._line = line
        self._application = application
        self._manner = manner
        self._returned = returned
        self._speed = Speed.NORMAL
        self._misheard = 0
        self._trail = Trail()
        self.visit = Visit(Face.VOICE, language)
        self.page: AnyPage | None = None
        self.script: Script | None = None

    async def run(self) -> None:
        """Until the caller hangs up or was said good-bye. Never raises."""
        lead = ""
        try:
            for _ in range(BREAKS):
                try:
                    await self._talk(lead)
                    return
                except Exception as error:  # the last net: the caller hears words, not silence
                    incident(_log, "in a call", error)
                    lead = self._words("voice.broken")
            await self._farewell("voice.broken")
        finally:
            await asyncio.to_thread(self._application.end, self.visit)
            self.page = self.script = None

    async def _talk(self, lead: str) -> None:
        """From the main menu; after something broke `lead` says so, and there is no greeting."""
        part, silences, greeting = 0, 0, not lead
        await self._open(HOME)
        if self._returned and greeting:
            lead, greeting = self._words("voice.nobody-answered"), False
            await self._open(PERSON)
        for _ in range(TURNS):
            assert self.page is not None  # noqa: S101 - opened above
            if isinstance(self.page, Form):
                part = silences = 0
                if (outcome := await self._fill(self.page)) is None:
                    return
                lead = outcome
                continue
            current = self.script = self._manner.scripts.of(
                self.page, self._words, part,
                offered=self._offered, greeting=greeting, announcements=self._announcements(),
            )  # fmt: skip
            if self.page.ends_visit:
                await self._line.say(self._spoken(current.utterances))
                await self._end_visit()
                part, greeting = 0, False
                continue
            leads_to_person = self._leads_to_person(self.page)
            if self.page.place == PERSON and not leads_to_person and self._offered(MESSAGE):
                current = self.script = with_message(current, self._words)
            heard = await self._hear(current, lead, leads_to_person=leads_to_person)
            lead = ""
            match heard:
                case HungUp():
                    return
                case Silence() if leads_to_person and await self._transferred():
                    return
                case Silence():
                    silences += 1
                    self._trail.forget()
                    if silences <= SILENCES:
                        lead = self._help(silences)
                        continue
                    if self.page.place == PERSON:
                        await self._farewell("voice.goodbye-silence")
                        return
                    lead = self._words("voice.silence-person")
                    action: Action | None = Go(PERSON)
                case SpokenWords() as spoken:
                    silences = 0
                    action = await self._asked_for(spoken, current)
                    if action is None:
                        lead = self._not_understood()
                        continue
                case key:
                    action = self._meant(key, current)
                    silences, self._returned = 0, False
            greeting = greeting and (action is None or isinstance(action, Repeat | OtherLanguage))
            if action is None:
                lead = self._words("voice.wrong-key")
                continue
            if isinstance(action, End):
                if await self._rated():
                    await self._farewell("")
                return
            lead = lead or self._remark(action)
            part = await self._act(action, part)
        await self._farewell("voice.goodbye-long")

    async def _hear(self, current: Script, lead: str, *, leads_to_person: bool) -> Heard:
        texts = [lead, *current.utterances]
        if leads_to_person:
            texts = [lead, self._words("voice.connecting")]
        return await self._line.hear(
            self._spoken(texts, private=current.private),
            wait=1.0 if leads_to_person else self._manner.key_wait,
            phrases=tuple(current.words) if self._listens else (),
        )

    @property
    def _listens(self) -> bool:
        """Whether the caller is still listened to; there is no model of English."""
        return self._misheard < MISHEARD and self.visit.language is Language.CHINESE

    def _not_understood(self) -> str:
        """Note that speech was not understood; what to say of it."""
        self._misheard += 1
        return self._words("voice.misheard" if self._listens else "voice.keys-only")

    async def _asked_for(self, spoken: SpokenWords, current: Script) -> Action | None:
        """What the words lead to; what was not heard for sure is asked about first."""
        action = current.words.get(spoken.text)
        if action is None or spoken.sure:
            return action
        yes = (*self._words("voice.words-yes").split("、"), "1")
        no = tuple(self._words("voice.words-no").split("、"))
        question = self._spoken((self._words("voice.did-you-say", words=spoken.text),))
        heard = await self._line.hear(question, wait=self._manner.key_wait, phrases=(*yes[:-1], *no))
        said = heard.text if isinstance(heard, SpokenWords) else str(heard) if isinstance(heard, Key) else ""
        return action if said in yes else None

    def _meant(self, key: Key, current: Script) -> Action | None:
        """What a key means here; # after the digits of a short code opens its page."""
        assert self.page is not None  # noqa: S101 - a key was pressed on a page
        if key is Key.HASH:
            match self._dialled():
                case Place() as place:
                    return Go(place)
                case NoCode() as why:
                    return WrongCode(why)
        self._noticed(key)
        return current.keys.get(key)

    def _dialled(self) -> Place | NoCode | None:
        """Where the code leads that was dialled since the main menu; None where # ends none."""
        digits = self._trail.digits
        if not digits:
            return None
        found = self._manner.code(digits)
        quick = self._trail.is_quick(asyncio.get_running_loop().time())
        self._trail.forget()
        here = self.page is not None and found == self.page.place
        if (here or isinstance(found, NoCode)) and not quick:
            return None
        return None if found is NoCode.MISTYPED and len(digits) <= LONGEST_KEYS else found

    def _noticed(self, key: Key) -> None:
        at_home = self.page is not None and self.page.place == HOME
        self._trail.press(key, at_home=at_home, now=asyncio.get_running_loop().time())

    async def _act(self, action: Action, part: int) -> int:
        """Do what a key means; the part of the page to go on with."""
        match action:
            case Go(place):
                await self._open(place)
            case Turn(number):
                return number
            case Back():
                self.page = await self._patiently(lambda: self._application.back(self.visit))
            case OtherLanguage():
                self.visit.language = self.visit.language.other
                self.page = await self._patiently(lambda: self._application.again(self.visit))
            case OtherSpeed():
                self._speed = self._speed.next
                return part
            case WrongCode():
                await self._open(HOME)
            case _:
                return part
        return 0

    def _help(self, silences: int) -> str:
        """Another help for each silence in a row."""
        text = self._words(f"voice.silence-{silences}")
        at_home = self.page is not None and self.page.place == HOME
        return text + (self._words("voice.speed-offer") if silences == 2 and not at_home else "")

    def _remark(self, action: Action) -> str:
        """What is said of an action before the page: the new speed, with a repeat how to change it, and why a
        code opens nothing."""
        match action:
            case WrongCode(why):
                return self._words(f"voice.code-{why.value}")
            case OtherSpeed():
                return self._words(f"voice.speed-{self._speed.next.name.lower()}")
            case Repeat() if self.page is not None and self.page.place != HOME:
                return self._words("voice.speed-offer")
        return ""

    async def _open(self, place: Place, entered: Mapping[str, str] | None = None) -> None:
        self.page = await self._patiently(lambda: self._application.open(self.visit, place, entered))

    async def _patiently(self, work: Callable[[], T]) -> T:
        """`work` done in a thread; while it takes long the caller hears that it does."""
        task = asyncio.create_task(asyncio.to_thread(work))
        patience = PATIENCE
        while not (await asyncio.wait({task}, timeout=patience))[0]:
            await self._line.say(self._spoken((self._words("voice.please-wait"),)))
            patience = FURTHER_PATIENCE
        return task.result()

    async def _end_visit(self) -> None:
        language = self.visit.language
        await asyncio.to_thread(self._application.end, self.visit)
        self.visit.language = language
        await self._open(HOME)

    def accepted_keys(self) -> list[Key]:
        """The keys that lead on at the moment; all of them while digits are asked for."""
        return list(self.script.keys) if self.script else list(Key)

    @property
    def _words(self) -> Words:
        return self._application.words(self.visit)

    def _announcements(self) -> tuple[str, ...]:
        """Said at the start of a call: outside hours, when a person answers, and that the rest is served."""
        return () if self._person_answers() else (self._words("voice.closed"),)

    def _leads_to_person(self, page: AnyPage) -> bool:
        """Whether the caller is put through from this page, if they do nothing else."""
        at_person = page.place == PERSON and not self._returned
        return at_person and self._manner.transfers and self._person_answers()

    def _person_answers(self) -> bool:
        days_off = read_days_off(self._application.parts.content)
        return self._manner.hours.open_at(self._application.clock(), days_off)

    def _offered(self, place: Place) -> bool:
        return is_offered(self._application, place)

    def _spoken(self, texts: Sequence[str], *, private: bool = False) -> list[Utterance]:
        language = str(self.visit.language)
        return [
            Utterance(text, language, private or isinstance(text, Personal), self._speed)
            for text in texts
            if text
        ]

    async def _transferred(self) -> bool:
        """Hand the caller over to a person; what they proved is wiped before."""
        language = self.visit.language
        await asyncio.to_thread(self._application.end, self.visit)
        self.visit.language = language
        return await self._line.transfer(str(language))

    async def _farewell(self, message: str) -> None:
        """Never hang up on a caller without saying so."""
        texts = [self._words("voice.goodbye")]
        if message:
            person = await asyncio.to_thread(self._application.look, self.visit, PERSON)
            number = say_text(getattr(person, "text", ""), self.visit.language)
            texts = [self._words(message), number, *texts]
        await self._line.say(self._spoken(texts))
        await self._line.hang_up()

    async def _rated(self) -> bool:
        """One key at the end says how it was; False when the caller is gone."""
        if not self._offered(SURVEY):
            return True
        heard = await self._line.hear(
            self._spoken((self._words("voice.survey"),)), wait=self._manner.key_wait
        )
        if isinstance(heard, Key) and heard in RATINGS:
            given = {"about": "self_service", "satisfaction": RATINGS[heard]}
            await self._open(SURVEY, given)
        return heard != HungUp()

    async def _fill(self, form: Form) -> str | None:
        """Ask a form's fields and send it; what is to be said before the next page, None at its end."""
        self.script = None

        async def ask(texts: Sequence[str], phrases: Sequence[str] = (), *, repeating: bool = False) -> Heard:
            heard = await self._line.hear(
                self._spoken(texts), wait=self._manner.key_wait,
                phrases=phrases if self._listens else (), repeating=repeating,
            )  # fmt: skip
            if isinstance(heard, Key) and heard is not Key.HASH:
                self._noticed(heard)
            return heard

        async def record(texts: Sequence[str]) -> Recording | NotRecorded | HungUp:
            await self._line.say([*self._spoken(texts), Utterance(BEEP, str(self.visit.language))])
            return await self._line.record(seconds=LONGEST_MESSAGE)

        today = self._application.clock().date()
        filling = Filling(ask, self._words, today, self._dialled, record, self._not_understood)
        outcome = await filling.fill(form)
        self.visit.attachments.update(
            {name: Attachment("audio/wav", wav) for name, wav in filling.recordings.items()}
        )
        match outcome:
            case Gone():
                return None
            case Left(where, reason):
                await self._act(where, 0)
                return reason
            case Filled(values) if form.sends == "data":
                await self._open(form.to, values)
            case Filled(values):
                try:
                    await self._open(form.to.having(**values))
                except PlaceError:
                    await self._open(form.place)
        return ""
