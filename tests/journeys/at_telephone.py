"""A visit by telephone: the real call on a line that hands over what is said and takes keys."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property

from content.case_number import CaseNumber
from content.pinyin import keys_of
from ivr.call import Call, Manner
from ivr.keys import Key
from ivr.line import Heard, HungUp, NotRecorded, Recording, Utterance
from ivr.script import Go, Script, Turn
from shared.application import Application
from shared.pages import AnyPage, Field, FieldKind, Form, Listing, Notice
from shared.place import Place
from shared.short_codes import ShortCodes, codes_now
from shared.showing import show
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.visit import Language
from tests.ivr.lines import spoken_wav
from tests.journeys.walk import Seen

ANSWER_SECONDS = 15.0
LISTENS_SECONDS = 10.0


class _Line:
    """A line without sound: `said` grows, `waits` is set while the caller is listened to."""

    def __init__(self) -> None:
        self.keys: asyncio.Queue[Key | None] = asyncio.Queue()
        self.said: list[Utterance] = []
        self.waits = asyncio.Event()

    async def hear(
        self,
        utterances: Sequence[Utterance],
        *,
        wait: float,
        phrases: Sequence[str] = (),
        repeating: bool = False,
    ) -> Heard:
        self.said += utterances
        self.waits.set()
        key = await self.keys.get()
        return HungUp() if key is None else key

    async def say(self, utterances: Sequence[Utterance]) -> None:
        self.said += utterances

    async def record(self, *, seconds: float) -> Recording | NotRecorded | HungUp:
        return Recording(spoken_wav())

    async def transfer(self, language: str) -> bool:
        return False

    async def hang_up(self) -> None:
        self.waits.set()


class _Time(asyncio.SelectorEventLoop):
    """A caller who listens takes their time, here without waiting for it."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


class VoiceWalker:
    def __init__(self, application: Application) -> None:
        self._application = application
        self._call_up()

    def _call_up(self) -> None:
        self._loop = _Time()
        self._runner = asyncio.Runner(loop_factory=lambda: self._loop)
        self._line = _Line()
        self.call = Call(self._line, self._application, Manner(code=lambda code: self._codes.find(code)))
        self._heard: list[str] = []
        self._facts: dict[str, str] = {}
        self._items: list[str] = []
        self._runner.run(self._ring())

    @cached_property
    def _codes(self) -> ShortCodes:
        return codes_now(self._application)

    async def _ring(self) -> None:
        self._task = asyncio.create_task(self.call.run())
        await self._listen()

    def close(self) -> None:
        self._runner.run(self._hang_up())
        self._runner.close()

    async def _hang_up(self) -> None:
        self._line.keys.put_nowait(None)
        await asyncio.wait_for(self._task, ANSWER_SECONDS)

    # -- what a caller does

    def press(self, key: Key) -> None:
        before = self.call.page
        self._runner.run(self._press(key, before))

    def choose(self, title: str) -> None:
        while True:
            script = self._script()
            title_keys = script.titles
            key = title_keys.get(title) or next((k for t, k in title_keys.items() if title in t), None)
            if key is not None:
                self.press(key)
                return
            assert self.more(), f"no key for {title!r}"

    def enter(self, values: dict[str, str]) -> None:
        form = self.call.page
        assert isinstance(form, Form), "there is no form"
        wanted = {field.name for field in form.fields if not field.optional}
        assert wanted <= set(values) <= {field.name for field in form.fields}, sorted(wanted)
        if not form.fields:
            self.press(Key.ONE)
        for field in form.fields:
            if field.kind is FieldKind.CHOICE:
                self._choose_value(field, values[field.name])
                continue
            for digits in _digits(field.kind, values[field.name]):
                for digit in digits:
                    self.press(Key(digit))
                self.press(Key.HASH)

    def _choose_value(self, field: Field, value: str) -> None:
        """Press the key of a choice, after # as often as its row is away."""
        number = [choice.value for choice in field.choices].index(value)
        self.press(Key(str(number + 1)))

    def code(self, place: str) -> None:
        for key in f"{self._codes.code_of(Place(place))}#":
            self.press(Key(key))

    def back(self) -> None:
        self.press(Key.STAR)

    def person(self) -> None:
        self.press(Key.ZERO)

    def language(self, language: Language) -> None:
        if self.call.visit.language is not language:
            self.press(Key.EIGHT)

    def end(self) -> None:
        """A caller hangs up, and calls again."""
        self.close()
        self._call_up()

    def look(self) -> Seen:
        page = self.call.page
        assert page is not None, "the call is over"
        code = page.code if isinstance(page, Notice) else ""
        return Seen(
            type(page).__name__.lower(), page.title, dict(self._facts), list(self._items), code,
            "\n".join(self._heard),
        )  # fmt: skip

    def more(self) -> bool:
        """Press # where it leads on to the rest of this page or of this list."""
        page = self.call.page
        following = self.call.script.keys.get(Key.HASH) if self.call.script else None
        match following:
            case Turn():
                pass
            case Go(place) if isinstance(page, Listing) and place == page.next:
                pass
            case _:
                return False
        self._loop.ahead += LISTENS_SECONDS
        self._runner.run(self._press(Key.HASH, page, same=True))
        return True

    def like(self, text: str) -> str:
        return say_text(text, self.call.visit.language)

    # -- what happens on the line

    async def _press(self, key: Key, before: AnyPage | None, *, same: bool = False) -> None:
        self._line.waits.clear()
        self._line.said.clear()
        self._line.keys.put_nowait(key)
        await self._listen(forget=not same, before=before)

    async def _listen(self, *, forget: bool = True, before: AnyPage | None = None) -> None:
        waiting = asyncio.create_task(self._line.waits.wait())
        done, _ = await asyncio.wait(
            {waiting, self._task}, timeout=ANSWER_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        assert done, "the line says nothing"
        # While a form is filled in, nothing of it is forgotten before the next page.
        if forget and (self.call.page is not before or not isinstance(before, Form)):
            self._heard, self._facts, self._items = [], {}, []
        self._take()

    def _take(self) -> None:
        said = [utterance.text for utterance in self._line.said]
        self._heard += said
        if self.call.script is None:
            return
        for key, fact in self.call.script.facts.items():
            language = self.call.visit.language
            # A fact counts when it is really said.
            if say(fact.value, language).strip("，") in "".join(said):
                self._facts[key] = show(fact.value, language)
        if isinstance(self.call.page, Listing):
            self._items += [
                item.title for item in self.call.page.items if item.title in self.call.script.titles
            ]

    def _script(self) -> Script:
        assert self.call.script is not None, "a form is being filled in"
        return self.call.script


def _digits(kind: FieldKind, value: str) -> list[str]:
    """What a caller keys in for a value, question by question."""
    match kind:
        case FieldKind.ID_NUMBER:
            return [value.replace("X", "*")]
        case FieldKind.RECEIPT_NUMBER:
            return [value.replace(" ", "")]
        case FieldKind.DATE:
            return [value.replace("-", "")]
        case FieldKind.AMOUNT:
            return [value.replace(".", Key.STAR)]
        case FieldKind.SEARCH_KEYS:
            return [keys_of(value)]
        case FieldKind.CASE_NUMBER:
            number = CaseNumber.parse(value)
            assert number is not None, value
            return [str(number.year), str(number.serial)]
    return [value]
