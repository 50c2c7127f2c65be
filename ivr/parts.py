"""A page in the parts in which it is said: at most four options at a time, a chapter of a guide, four rows
of a listing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from ivr.keys import Key
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Fact,
    Facts,
    Form,
    Heading,
    Item,
    Listing,
    Menu,
    Notice,
    Option,
)
from shared.place import Place
from shared.short_codes import MOST_NUMBERED, telephone_keys
from shared.speech.script import block_sentences, ended, fact_sentence, item_sentence, notice_sentences
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.words import Words

T = TypeVar("T")

OPTIONS_AT_A_TIME = 4
# About 25 s of speech: what people bear to listen to before they may act.
PART_CHARACTERS = {"zh-CN": 120, "en": 420}
# A chapter is heard in one, since # leads to the next at any moment; one of more than a minute is cut.
CHAPTER_CHARACTERS = {"zh-CN": 320, "en": 1100}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A choice and its key."""

    key: Key
    choice: Option | Item


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences, then offers that are read out; `choices` is all that works, read out or not."""

    sentences: tuple[str, ...] = ()
    offers: tuple[Numbered, ...] = ()
    choices: tuple[Numbered, ...] = ()
    facts: tuple[Fact, ...] = ()


def parts(page: AnyPage, words: Words, offered: Callable[[Place], bool]) -> Sequence[Part]:
    """The parts of a page that is no form; always one at least."""
    options = tuple(option for option in page.options if offered(option.place))
    match page:
        case Menu():
            return _option_parts(options)
        case Listing():
            return _listing_parts(page, options, words)
        case Article():
            return _article_parts(page, options, words)
        case Notice():
            first, *others = _option_parts(options)
            said = tuple(notice_sentences(page, words))
            return (replace(first, sentences=said, facts=page.facts), *others)
        case Form():
            raise TypeError("a form is asked field by field: ivr.filling")


def chapters(page: AnyPage) -> int:
    """How many chapters an article has."""
    return sum(isinstance(block, Heading) for block in page.blocks) if isinstance(page, Article) else 0


def _option_parts(options: Sequence[Option]) -> tuple[Part, ...]:
    """Four at a time are read out. Up to seven keep their numbers through all parts, and each works in all of
    them; of more, each part is numbered from one."""
    if not options:
        return (Part(),)
    if len(options) > MOST_NUMBERED and not all(option.key for option in options):
        return tuple(Part(offers=_numbered(row), choices=_numbered(row)) for row in _fours(options))
    every = _numbered(options)
    return tuple(Part(offers=tuple(row), choices=every) for row in _fours(every))


def _numbered(options: Sequence[Option]) -> tuple[Numbered, ...]:
    return tuple(Numbered(Key(key), option) for key, option in telephone_keys(options))


def _fours(row: Sequence[T]) -> list[Sequence[T]]:
    return [row[start : start + OPTIONS_AT_A_TIME] for start in range(0, len(row), OPTIONS_AT_A_TIME)]


def _listing_parts(page: Listing, options: Sequence[Option], words: Words) -> tuple[Part, ...]:
    if not page.items:
        first, *others = _option_parts(options)
        return (replace(first, sentences=(say_text(page.empty, words.language),)), *others)
    found = []
    for group, together in groupby(page.items, key=lambda item: item.group):
        heading = (ended(say_text(group, words.language)),) if group else ()
        for items in _fours(tuple(together)):
            choices = tuple(Numbered(Key(str(number)), item) for number, item in enumerate(items, start=1))
            found.append(Part((*heading, *_item_sentences(items, words)), choices=choices))
            heading = ()
    # The last step lists the other ways on only when the listing itself is at its end.
    if page.next is None and options:
        found += _option_parts(options)
    return tuple(found)


def _item_sentences(items: Sequence[Item], words: Words) -> Iterable[str]:
    before: Mapping[str, Fact] = {}
    for number, item in enumerate(items, start=1):
        facts = {fact.key: fact for fact in item.facts}
        # Day and courtroom are not said again for each of a row of hearings in the same one.
        same = [
            key
            for key in ("hearing.date", "hearing.courtroom")
            if key in facts and key in before and facts[key].value == before[key].value
        ]
        yield item_sentence(item, number, words, without=same)
        before = facts


def _article_parts(page: Article, options: Sequence[Option], words: Words) -> tuple[Part, ...]:
    limits = CHAPTER_CHARACTERS if chapters(page) else PART_CHARACTERS
    limit = limits[str(words.language)]
    found: list[Part] = []
    said: list[str] = []
    facts: list[Fact] = []
    chapter = 0

    def close() -> None:
        if said or facts:
            found.append(Part(tuple(said), facts=tuple(facts)))
        said.clear()
        facts.clear()

    for block in page.blocks:
        if isinstance(block, Heading):
            close()
            chapter += 1
            said.append(words("voice.chapter", number=say(chapter, words.language)))
        for sentence, fact in _sentences(block, words):
            if said and sum(map(len, said)) + len(sentence) > limit:
                close()
            said.append(sentence)
            if fact is not None:
                facts.append(fact)
    close()
    last = found.pop() if found else Part()
    offer, *others = _option_parts(options)
    # Choices work in every part; they are read out in the last.
    quiet = [replace(part, choices=offer.choices) for part in found]
    return (*quiet, replace(offer, sentences=last.sentences, facts=last.facts), *others)


def _sentences(block: Block, words: Words) -> Iterable[tuple[str, Fact | None]]:
    if isinstance(block, Facts):
        return [(fact_sentence(fact, words), fact) for fact in block.items]
    return [(sentence, None) for sentence in block_sentences(block, words)]
