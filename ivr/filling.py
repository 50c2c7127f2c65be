"""A form by telephone: its fields are asked one by one, each entry ended by # or by a wait."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from ivr import entry, recording, speaking
from ivr.keys import Digits, Ended, Key
from ivr.line import Heard, HungUp, NotRecorded, Recording, Silence
from ivr.line import Words as SpokenWords
from ivr.script import Back, Go
from ivr.speaking import Says
from shared.pages import RECORDED, Field, FieldKind, Form
from shared.place import HOME, Place
from shared.short_codes import PERSON, NoCode
from shared.speech.script import fact_sentence
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.values import Digits as Spelled
from shared.values import Money
from shared.words import Words

# After so many wrong entries of one field a person is offered.
WRONG_ENTRIES = 3
LONGEST_MESSAGE = 120.0
Record = Callable[[Sequence[str]], Awaitable[Recording | NotRecorded | HungUp]]


class Personal(str):
    """A text that is of this caller alone: its sound is made for this call and goes with it."""

    __slots__ = ()


class Ask(Protocol):
    """Says the sentences and hears what the caller does: a key, or one of the phrases; with `repeating`
    several of them in a row."""

    async def __call__(
        self, texts: Sequence[str], phrases: Sequence[str] = (), *, repeating: bool = False
    ) -> Heard: ...


@dataclass(frozen=True, slots=True)
class Filled:
    """Every field has a value."""

    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Left:
    """The form was left: by a key, after too many wrong entries, or for want of a way to fill it in here."""

    where: Go | Back
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """The caller hung up."""


class Filling:
    """Asks for what a form wants. What is keyed in is never said back, logged or kept."""

    def __init__(
        self,
        ask: Ask,
        words: Words,
        today: date,
        dialled: Callable[[], Place | NoCode | None] = lambda: None,
        record: Record | None = None,
        misheard: Callable[[], str] = str,
    ) -> None:
        """`dialled` tells where the short code leads that a # has just ended, if it ended one; `record` says
        the sentences and records what comes after them; `misheard` notes that speech was not understood and
        gives what to say of it."""
        self.recordings: dict[str, bytes] = {}
        self._record = record
        self._ask = ask
        self._words = words
        self._today = today
        self._dialled = dialled
        self._misheard = misheard

    async def fill(self, form: Form) -> Filled | Left | Gone:
        lead = self._opening(form)
        lead += [fact_sentence(fact, self._words) for fact in form.facts]
        if form.private:
            lead = [Personal(text) for text in lead]
        if not form.fields:
            return await self._confirmed(form, lead)
        values: dict[str, str] = {}
        for field in form.fields:
            answer = await self._field(field, lead)
            lead = []
            if not isinstance(answer, str):
                return answer
            values[field.name] = answer
        return Filled(values)

    async def _confirmed(self, form: Form, lead: list[str]) -> Filled | Left | Gone:
        """A form without fields asks for a yes: 1, and * goes back."""
        submit = say_text(form.submit, self._words.language)
        offer = self._words("voice.option", title=submit, key=say(1, self._words.language))
        for failures in range(1, WRONG_ENTRIES + 1):
            # One syllable is too easily taken from a noise for something to be done that cannot be undone.
            yes = {said: Key.ONE for said in self._listed("voice.words-yes") if len(said) > 1}
            no = dict.fromkeys(self._listed("voice.words-no"), Key.STAR)
            match await self._meant([*lead, offer, self._words("voice.keys")], {**yes, **no}):
                case HungUp():
                    return Gone()
                case Left() as left:
                    return left
                case Key.ONE:
                    return Filled({})
                case Key.STAR:
                    return Left(Back())
                case Key.ZERO:
                    return Left(Go(PERSON))
                case Key.NINE:
                    continue
                case Silence():
                    lead = [self._words(f"voice.silence-{failures}"), *lead]
                case SpokenWords():
                    lead = [self._misheard(), *lead]
                case _:
                    lead = [self._words("voice.wrong-key"), *lead]
        return Left(Go(PERSON))

    def _listed(self, message: str) -> list[str]:
        return self._words(message).split("、")

    def _ways_out(self) -> Mapping[str, Left]:
        """What may be said at every question."""
        person = dict.fromkeys(self._listed("voice.words-person"), Left(Go(PERSON)))
        return {**person, **dict.fromkeys(self._listed("voice.words-back"), Left(Back()))}

    async def _meant(self, texts: Sequence[str], means: Mapping[str, Key]) -> Heard | Left:
        """What the caller does; words that mean a key are the key, once it is sure that they were said."""
        out = self._ways_out()
        heard = await self._ask(texts, (*means, *out))
        if not isinstance(heard, SpokenWords) or heard.text not in {**means, **out}:
            return heard
        if not heard.sure and (agreed := await self._agreed(heard.text)) is not True:
            return agreed or SpokenWords("")
        return out.get(heard.text) or means[heard.text]

    async def _agreed(self, said: str) -> bool | HungUp:
        """Whether the caller did say this."""
        yes, no = self._listed("voice.words-yes"), self._listed("voice.words-no")
        question = Personal(self._words("voice.did-you-say", words=said))
        heard = await self._ask((question,), (*yes, *no))
        if isinstance(heard, HungUp):
            return heard
        return heard == Key.ONE or (isinstance(heard, SpokenWords) and heard.text in yes)

    def _opening(self, form: Form) -> list[str]:
        """What is wrong with what was sent, or else what the form is for."""
        language = self._words.language
        wrong = next((field.error for field in form.fields if field.error), "") or form.error
        if wrong:
            return [say_text(wrong, language)]
        return [say_text(text, language) for text in (form.title, form.intro) if text]

    async def _field(self, field: Field, lead: list[str]) -> str | Left | Gone:
        """One field's value; what was wrong is said and asked again, then a person is offered."""
        if field.kind is FieldKind.CHOICE:
            return await self._choice(field, lead)
        if field.kind is FieldKind.VOICE_MESSAGE:
            return await self._message(field, lead)
        questions = entry.asks(field, self._words, self._today)
        if questions is None and field.least == 0:
            return ""
        if questions is None:
            return Left(Back(), self._words("voice.not-by-keys"))
        for _ in range(WRONG_ENTRIES):
            answers: list[str] = []
            for question in questions:
                answer = await self._digits(question, lead)
                lead = []
                if not isinstance(answer, str):
                    return answer
                answers.append(answer)
            found = entry.value(field, answers, self._words, self._today)
            if isinstance(found, str):
                return found
            lead = [found.text]
        return Left(Go(PERSON))

    async def _message(self, field: Field, lead: list[str]) -> str | Left | Gone:
        """A recording that the caller has heard to be there and wants to send: `RECORDED`, or nothing where
        nothing has to be said. It waits in `recordings`."""
        if self._record is None:
            return Left(Back(), self._words("voice.not-by-keys"))
        prompt = say_text(field.prompt, self._words.language)
        for _ in range(WRONG_ENTRIES):
            match await self._record([*lead, prompt, self._words("voice.after-beep")]):
                case HungUp():
                    return Gone()
                case NotRecorded():
                    return Left(Go(PERSON), self._words("voice.not-recorded"))
                case Recording(wav) if recording.speech_seconds(wav) < recording.LEAST_SPEECH:
                    lead = [self._words("voice.nothing-heard")]
                case Recording(wav):
                    match await self._send_or_not(recording.seconds(wav)):
                        case True:
                            self.recordings[field.name] = wav
                            return RECORDED
                        case False:
                            lead = []
                        case left:
                            return left
        return Left(Go(PERSON))

    async def _send_or_not(self, seconds: float) -> bool | Left | Gone:
        """1 sends what was recorded, 2 records it anew, * gives it up."""
        length = self._words.count("voice.recorded", max(1, round(seconds)))
        texts = [say_text(length, self._words.language), self._words("voice.send-recorded")]
        for failures in range(1, WRONG_ENTRIES + 1):
            match await self._ask(texts):
                case HungUp():
                    return Gone()
                case Key.ONE:
                    return True
                case Key.TWO:
                    return False
                case Key.STAR:
                    return Left(Back(), self._words("voice.given-up"))
                case Silence():
                    texts = [self._words(f"voice.silence-{failures}"), self._words("voice.send-recorded")]
                case _:
                    texts = [self._words("voice.wrong-key"), self._words("voice.send-recorded")]
        return Left(Go(PERSON), self._words("voice.given-up"))

    async def _choice(self, field: Field, lead: list[str]) -> str | Left | Gone:
        """One key chooses, without #, which leads to the rest of a long row of choices."""
        rows = entry.choices(field, self._words)
        named = speaking.labels({choice.label: choice.value for choice in field.choices})
        out = self._ways_out()
        prompt = [*lead, say_text(field.prompt, self._words.language)]
        at, failures = 0, 0
        while failures < WRONG_ENTRIES:
            more = [self._words("voice.more")] if len(rows) > 1 else []
            numbers = {say(int(key), self._words.language): value for key, value in rows[at].values.items()}
            said = {**numbers, **named}
            heard = await self._ask([*prompt, *rows[at].offers, *more], (*said, *out))
            prompt = []
            if isinstance(heard, SpokenWords) and heard.text in {**said, **out}:
                agreed = heard.sure or await self._agreed(heard.text)
                if agreed is True:
                    return out.get(heard.text) or said[heard.text]
                heard = agreed or SpokenWords("")
            match heard:
                case HungUp():
                    return Gone()
                case SpokenWords():
                    failures += 1
                    prompt = [self._misheard()]
                case Key.STAR:
                    return Left(Back())
                case Key.ZERO:
                    return Left(Go(PERSON))
                case Key.HASH if (dialled := self._dialled()) is not None:
                    return self._by_code(dialled)
                case Key.HASH if len(rows) > 1:
                    at = (at + 1) % len(rows)
                case Key() if heard in rows[at].values:
                    return rows[at].values[heard]
                case Silence():
                    failures += 1
                    prompt = [self._words(f"voice.silence-{failures}")]
                case _:
                    failures += 1
                    prompt = [self._words("voice.wrong-key")]
        return Left(Go(PERSON))

    async def _digits(self, question: entry.Ask, lead: list[str]) -> str | Left | Gone:
        prompt = [*lead, question.prompt]
        for failures in range(1, WRONG_ENTRIES + 1):
            digits = Digits(question.most, question.x_after, point=question.point)
            ended = await self._collect(digits, prompt, question)
            if isinstance(ended, Left):
                return ended
            dialled = self._dialled() if ended is Ended.HASH else None
            if isinstance(dialled, Place) or (dialled is not None and not question.accepts(digits.keyed)):
                return self._by_code(dialled)
            # A number may begin with 0, so while digits are asked for a person is 0 and then # or a wait.
            if digits.keyed == "0" and ended in (Ended.HASH, Ended.TIME_OUT):
                return Left(Go(PERSON))
            match ended:
                case Ended.HANG_UP:
                    return Gone()
                case Ended.STAR:
                    return Left(Back())
                case Ended.HASH if not digits.keyed and question.empty is not None:
                    return question.empty
                case Ended.HASH | Ended.TIME_OUT | Ended.SAID if question.accepts(digits.keyed):
                    return digits.keyed
            silent = ended is Ended.TIME_OUT and not digits.keyed
            reason = f"voice.entry-silence-{failures}" if silent else "voice.entry-length"
            prompt = [self._words(reason), question.prompt]
        return Left(Go(PERSON))

    def _by_code(self, dialled: Place | NoCode) -> Left:
        """To where a code leads; with one that leads nowhere, to the main menu."""
        if isinstance(dialled, NoCode):
            return Left(Go(HOME), self._words(f"voice.code-{dialled.value}"))
        return Left(Go(dialled))

    async def _collect(self, digits: Digits, prompt: Sequence[str], question: entry.Ask) -> Ended | Left:
        """Digits until they end, or all of them said at once and agreed to. Who has begun to press keys is
        not listened to any more."""
        out = self._ways_out()
        while True:
            listens = question.says is not None and not digits.keyed
            phrases = (*(question.says.value if question.says else ()), *out) if listens else ()
            heard = await self._ask(prompt, phrases, repeating=True)
            prompt = ()
            if isinstance(heard, SpokenWords) and listens:
                if heard.text in out:
                    agreed = heard.sure or await self._agreed(heard.text)
                    if agreed is True:
                        return out[heard.text]
                else:
                    agreed = await self._said(heard.text, question, digits)
                    if agreed is True:
                        return Ended.SAID
                heard = agreed or heard
            match heard:
                case SpokenWords():
                    prompt = (self._misheard(), question.prompt)
                case HungUp():
                    return Ended.HANG_UP
                case Silence():
                    return Ended.TIME_OUT
                case Key():
                    if (ended := digits.press(heard)) is not None:
                        return ended
                    if digits.cleared:
                        prompt = (self._words("voice.cleared"), question.prompt)

    async def _said(self, text: str, question: entry.Ask, digits: Digits) -> bool | HungUp:
        """Whether what was said is an answer that the caller, asked, agrees to; then `digits` holds it."""
        assert question.says is not None  # noqa: S101 - it was listened to
        meant = speaking.keyed(text, question.says, self._today)
        if meant is None or not question.accepts(meant):
            return False
        agreed = await self._agreed(self._again(meant, question.says))
        if agreed is True:
            digits.keyed = meant
        return agreed

    def _again(self, meant: str, says: Says) -> str:
        """What was understood, as it is said back."""
        language = self._words.language
        if says is Says.NUMBER:
            return say(Money(Decimal(meant)), language)
        if says is Says.DATE and isinstance(day := entry.day(meant, self._words, self._today), str):
            return say(date.fromisoformat(day), language).strip("，")
        return say(Spelled(meant), language)
