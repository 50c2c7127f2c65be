"""A form by telephone: its fields are asked one by one, each entry ended by # or by a wait."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ivr import entry
from ivr.keys import Digits, Ended, Key
from ivr.line import Heard, HungUp, Silence
from ivr.script import Back, Go
from shared.pages import Field, FieldKind, Form
from shared.place import Place
from shared.short_codes import PERSON
from shared.speech.text import say_text
from shared.words import Words

# After so many wrong entries of one field a person is offered.
WRONG_ENTRIES = 3
# Says the sentences and hears what the caller does.
Ask = Callable[[Sequence[str]], Awaitable[Heard]]


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
        self, ask: Ask, words: Words, today: date, dialled: Callable[[], Place | None] = lambda: None
    ) -> None:
        """`dialled` gives the place of the short code that a # has just ended, if it ended one."""
        self._ask = ask
        self._words = words
        self._today = today
        self._dialled = dialled

    async def fill(self, form: Form) -> Filled | Left | Gone:
        lead = self._opening(form)
        values: dict[str, str] = {}
        for field in form.fields:
            answer = await self._field(field, lead)
            lead = []
            if not isinstance(answer, str):
                return answer
            values[field.name] = answer
        return Filled(values)

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

    async def _choice(self, field: Field, lead: list[str]) -> str | Left | Gone:
        """One key chooses, without #, which leads to the rest of a long row of choices."""
        rows = entry.choices(field, self._words)
        prompt = [*lead, say_text(field.prompt, self._words.language)]
        at, failures = 0, 0
        while failures < WRONG_ENTRIES:
            more = [self._words("voice.more")] if len(rows) > 1 else []
            heard = await self._ask([*prompt, *rows[at].offers, *more])
            prompt = []
            match heard:
                case HungUp():
                    return Gone()
                case Key.STAR:
                    return Left(Back())
                case Key.ZERO:
                    return Left(Go(PERSON))
                case Key.HASH if (place := self._dialled()) is not None:
                    return Left(Go(place))
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
            ended = await self._collect(digits, prompt, question.prompt)
            if ended is Ended.HASH and (place := self._dialled()) is not None:
                return Left(Go(place))
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
                case Ended.HASH | Ended.TIME_OUT if question.accepts(digits.keyed):
                    return digits.keyed
            silent = ended is Ended.TIME_OUT and not digits.keyed
            reason = f"voice.entry-silence-{failures}" if silent else "voice.entry-length"
            prompt = [self._words(reason), question.prompt]
        return Left(Go(PERSON))

    async def _collect(self, digits: Digits, prompt: Sequence[str], question: str) -> Ended:
        while True:
            heard = await self._ask(prompt)
            prompt = ()
            match heard:
                case HungUp():
                    return Ended.HANG_UP
                case Silence():
                    return Ended.TIME_OUT
                case Key():
                    if (ended := digits.press(heard)) is not None:
                        return ended
                    if digits.cleared:
                        prompt = (self._words("voice.cleared"), question)
