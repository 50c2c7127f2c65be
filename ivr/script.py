"""Page → script: what is said, which keys and words are listened for, and where each leads. Pure.

Rules of ISO/IEC 13714 and ETSI ETR 096: at most four options at a time besides the fixed keys, the
function before the key, keys ascending; 0 a person, 9 repeat, * back, # on to the next part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ivr.keys import Key
from shared.pages import AnyPage, Article, Fact, Facts, Form, Heading, Item, Listing, Menu, Notice, Option
from shared.place import HOME, Place
from shared.speech.script import (
    block_sentences,
    fact_sentence,
    item_sentence,
    notice_sentences,
    opening,
)
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.words import Words

OPTIONS_AT_A_TIME = 4
# About 25 s of speech: what people bear to listen to before they may act.
PART_CHARACTERS = {"zh-CN": 120, "en": 420}
# An option's hint is said when it is this short; longer ones are for the eye.
SHORT_HINT = 40
PERSON = Place("/person")


@dataclass(frozen=True, slots=True)
class Go:
    """Open a place."""

    place: Place


@dataclass(frozen=True, slots=True)
class Turn:
    """Another part of the same page."""

    part: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """Say this once more."""


@dataclass(frozen=True, slots=True)
class Back:
    """To the page before."""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Chinese instead of English, or the other way about."""


Action = Go | Turn | Repeat | Back | OtherLanguage


@dataclass(frozen=True, slots=True)
class Script:
    """`titles` tells which key leads to what; `facts` which facts are said in this part."""

    utterances: tuple[str, ...]
    keys: Mapping[Key, Action]
    words: Mapping[str, Action] = field(default_factory=dict)
    titles: Mapping[str, Key] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    private: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A portion of a page: sentences, what can be chosen in it, the facts that it tells."""

    sentences: tuple[str, ...] = ()
    choices: tuple[Option | Item, ...] = ()
    facts: tuple[Fact, ...] = ()
    spoken_choices: bool = True


def script(
    page: AnyPage,
    words: Words,
    part: int = 0,
    *,
    offered: Callable[[Place], bool] = lambda _: True,
    greeting: bool = False,
) -> Script:
    """The script of one part of a page that is no form.

    `offered` tells whether a place is on the telephone; what is not is not offered. `greeting` is for
    the home page at the start of a call.
    """
    parts = _parts(page, words, offered)
    part = min(max(part, 0), len(parts) - 1)
    now = parts[part]
    keys: dict[Key, Action] = {Key.ZERO: Go(PERSON), Key.NINE: Repeat(), Key.STAR: Back()}
    titles: dict[str, Key] = {}
    spoken: dict[str, Action] = {}
    said = list(_lead(page, words, part, greeting))
    said += now.sentences
    for number, choice in enumerate(now.choices, start=1):
        key = Key(choice.key) if isinstance(choice, Option) and choice.key else Key(str(number))
        keys[key] = Go(choice.place)
        titles[choice.title] = key
        if isinstance(choice, Option):
            for word in (choice.title, *choice.words):
                spoken[word] = Go(choice.place)
            if now.spoken_choices:
                said.append(_offer(choice, key, words, at_home=page.place == HOME))
    if isinstance(page, Listing) and now.choices and isinstance(now.choices[0], Item):
        said.append(words("voice.item-details"))
    following = _following(page, part, len(parts))
    if following is not None:
        keys[Key.HASH] = following
        said.append(words("voice.more"))
    if page.place == HOME:
        keys[Key.EIGHT] = OtherLanguage()
        keys[Key.STAR] = Repeat()
        said.append(words("voice.home-keys"))
    elif following is None:
        said.append(words("voice.keys"))
    return Script(
        utterances=tuple(sentence for sentence in said if sentence),
        keys=keys,
        words=spoken,
        titles=titles,
        facts={fact.key: fact for fact in now.facts},
        private=page.private,
    )


def scripts(
    page: AnyPage, words: Words, *, offered: Callable[[Place], bool] = lambda _: True
) -> Iterator[Script]:
    """The scripts of all parts of a page; of the home page also the greeting's."""
    if page.place == HOME:
        yield script(page, words, offered=offered, greeting=True)
    for part in range(len(_parts(page, words, offered))):
        yield script(page, words, part, offered=offered)


def _lead(page: AnyPage, words: Words, part: int, greeting: bool) -> Iterable[str]:
    """What is said before a part: the greeting, or the page's title and what leads it."""
    if page.place == HOME:
        if greeting:
            yield words("voice.greeting", court=page.title)
            if page.as_of:
                yield words("voice.as-of", when=say(page.as_of, words.language))
            yield words("voice.english")
        else:
            yield words("voice.main-menu")
        return
    if part:
        return
    yield from opening(page, words)
    if isinstance(page, Listing) and page.total:
        yield say_text(words.count("voice.total", page.total), words.language)
    if page.offline and not isinstance(page, Notice):
        yield words("voice.offline")


def _offer(option: Option, key: Key, words: Words, *, at_home: bool) -> str:
    title = say_text(option.title, words.language)
    if option.hint and not at_home and len(option.hint) <= SHORT_HINT:
        title += words("speech.comma") + say_text(option.hint, words.language)
    return words("voice.option", title=title, key=_named(key, words))


def _named(key: Key, words: Words) -> str:
    """A key as it is said."""
    return say(int(key), words.language)


def _following(page: AnyPage, part: int, count: int) -> Action | None:
    if part + 1 < count:
        return Turn(part + 1)
    if isinstance(page, Listing) and page.next is not None:
        return Go(page.next)
    return None


def _parts(page: AnyPage, words: Words, offered: Callable[[Place], bool]) -> Sequence[_Part]:
    options = tuple(option for option in page.options if offered(option.place))
    match page:
        case Menu():
            return _option_parts(options) or (_Part(),)
        case Listing():
            return _listing_parts(page, options, words)
        case Article():
            return _article_parts(page, options, words)
        case Notice():
            said = (*notice_sentences(page, words),)
            return (_Part(said, options[:OPTIONS_AT_A_TIME], page.facts),)
        case Form():
            raise TypeError("a form is asked field by field: ivr.form")


def _option_parts(options: Sequence[Option]) -> tuple[_Part, ...]:
    return tuple(
        _Part(choices=tuple(options[start : start + OPTIONS_AT_A_TIME]))
        for start in range(0, len(options), OPTIONS_AT_A_TIME)
    )


def _listing_parts(page: Listing, options: Sequence[Option], words: Words) -> tuple[_Part, ...]:
    if not page.items:
        first, *others = _option_parts(options) or (_Part(),)
        empty = _Part((say_text(page.empty, words.language),), first.choices)
        return (empty, *others)
    parts = []
    for start in range(0, len(page.items), OPTIONS_AT_A_TIME):
        items = page.items[start : start + OPTIONS_AT_A_TIME]
        said = []
        before: Mapping[str, Fact] = {}
        for number, item in enumerate(items, start=1):
            facts = {fact.key: fact for fact in item.facts}
            # Day and courtroom are not said again for each of a row of hearings in the same one.
            same = [
                key
                for key in ("hearing.date", "hearing.courtroom")
                if key in facts and key in before and facts[key].value == before[key].value
            ]
            said.append(item_sentence(item, number, words, without=same))
            before = facts
        parts.append(_Part(tuple(said), items))
    # The last step lists the other ways on only when the listing itself is at its end.
    if page.next is None and options:
        parts += _option_parts(options)
    return tuple(parts)


def _article_parts(page: Article, options: Sequence[Option], words: Words) -> tuple[_Part, ...]:
    limit = PART_CHARACTERS[str(words.language)]
    parts: list[_Part] = []
    said: list[str] = []
    facts: list[Fact] = []

    def close() -> None:
        if said or facts:
            parts.append(_Part(tuple(said), (), tuple(facts)))
        said.clear()
        facts.clear()

    for block in page.blocks:
        if isinstance(block, Heading) and sum(map(len, said)) > limit // 2:
            close()
        pairs: Iterable[tuple[str, Fact | None]]
        if isinstance(block, Facts):
            pairs = [(fact_sentence(fact, words), fact) for fact in block.items]
        else:
            pairs = [(sentence, None) for sentence in block_sentences(block, words)]
        for sentence, fact in pairs:
            if said and sum(map(len, said)) + len(sentence) > limit:
                close()
            said.append(sentence)
            if fact is not None:
                facts.append(fact)
    close()
    last = parts.pop() if parts else _Part()
    offer, *others = _option_parts(options) or (_Part(),)
    # Choices work in every part; they are read out in the last.
    quiet = [_Part(part.sentences, offer.choices, part.facts, spoken_choices=False) for part in parts]
    return (*quiet, _Part(last.sentences, offer.choices, last.facts), *others)
