"""A page as sentences: what the telephone says of it and the kiosk reads aloud."""

from __future__ import annotations

from collections.abc import Iterable

from shared.pages import (
    AnyPage,
    Article,
    Attachment,
    Block,
    Bullets,
    Carry,
    Event,
    Fact,
    Facts,
    Form,
    Heading,
    Image,
    Item,
    Listing,
    Menu,
    Notice,
    Paragraph,
    Steps,
    Table,
    Timeline,
)
from shared.showing import TELL_THEMSELVES
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.words import Words

# What a hearing is told by: its title, a case number, says less to a listener.
_HEARING = ("hearing.date", "hearing.time", "hearing.courtroom", "hearing.cause", "hearing.parties")


def sentences(page: AnyPage, words: Words) -> list[str]:
    """The whole of a page in speakable words, in the order in which it is shown."""
    said = [*opening(page, words)]
    match page:
        case Menu():
            said += [option_sentence(option.title, option.hint, words) for option in page.options]
        case Form():
            said += [ended(say_text(page.error, words.language))]
            said += [fact_sentence(fact, words) for fact in page.facts]
            said += [
                ended(say_text(text, words.language))
                for entered in page.fields
                for text in (entered.error, f"{entered.label}。{entered.prompt}", entered.hint)
            ]
        case Listing():
            said += [item_sentence(item, number, words) for number, item in enumerate(page.items, page.first)]
            if not page.items:
                said.append(say_text(page.empty, words.language))
        case Article():
            said += [sentence for block in page.blocks for sentence in block_sentences(block, words)]
        case Notice():
            said += notice_sentences(page, words)
    return [sentence for sentence in said if sentence]


def opening(page: AnyPage, words: Words) -> list[str]:
    """What a page begins with: its title, what leads it, how old it is when that matters."""
    language = words.language
    said = [ended(say_text(page.title, language))]
    if page.lead:
        said.append(ended(say_text(page.lead, language)))
    if page.intro:
        said.append(ended(say_text(page.intro, language)))
    if page.stale and page.as_of:
        said.append(words("speech.stale", when=say(page.as_of, language)))
    return said


def notice_sentences(page: Notice, words: Words) -> list[str]:
    language = words.language
    return [
        ended(say_text(page.text, language)),
        *(fact_sentence(fact, words) for fact in page.facts),
        *(ended(say_text(text, language)) for text in page.steps),
    ]


def option_sentence(title: str, hint: str, words: Words) -> str:
    return ended(say_text(f"{title}，{hint}" if hint else title, words.language))


def fact_sentence(fact: Fact, words: Words) -> str:
    """案由：民间借贷纠纷。"""
    label = say_text(fact.label, words.language)
    return words("speech.fact", label=label, value=say(fact.value, words.language).strip("，"))


def item_sentence(item: Item, number: int, words: Words, *, without: Iterable[str] = ()) -> str:
    """One row of a listing: what changed first, then what matters, the title when nothing else tells.

    `without` names facts that were just said for the row before and are the same.
    """
    language = words.language
    skipped = frozenset(without)
    facts = [
        say(fact.value, language).strip("，").rstrip("。.")
        if fact.key in TELL_THEMSELVES
        else fact_sentence(fact, words).rstrip("。.")
        for fact in item.facts
        if fact.key not in skipped
    ]
    parts = [part for part in (say_text(item.badge, language), *facts) if part]
    if not item.facts or not any(fact.key in _HEARING for fact in item.facts):
        parts.insert(0, say_text(item.title, language))
    return words("speech.item", number=say(number, language), text=words("speech.comma").join(parts))


def block_sentences(block: Block, words: Words) -> list[str]:
    language = words.language
    match block:
        case Heading() | Paragraph():
            return [ended(say_text(block.text, language))]
        case Bullets():
            return [ended(say_text(text, language)) for text in block.items]
        case Steps():
            return [
                ended(words("speech.step", number=say(number, language), text=say_text(text, language)))
                for number, text in enumerate(block.items, start=1)
            ]
        case Facts():
            return [fact_sentence(fact, words) for fact in block.items]
        case Timeline():
            return [event_sentence(event, words) for event in block.events]
        case Table():
            said = [_row_sentence(block.head, row, words) for row in block.rows]
            if any(cell for row in block.rows for cell in row[1:]):
                return said
            # A table to be filled in: what is to be entered.
            return [ended(words("speech.comma").join(say_text(name, language) for name in block.head)), *said]
        case Image():
            return [ended(say_text(block.alt, language))]
        case Attachment():
            return [ended(say_text(block.caption, language))]
        case Carry():
            return [ended(say_text(block.caption, language))]


def event_sentence(event: Event, words: Words) -> str:
    language = words.language
    when = say(event.when, language).strip("，") if event.when else words("speech.no-date")
    text = words("speech.comma").join(
        say_text(part, language) for part in (event.title, event.detail) if part
    )
    return words(f"speech.event-{event.state}", when=when, text=text)


def _row_sentence(head: tuple[str, ...], row: tuple[str, ...], words: Words) -> str:
    language = words.language
    named = []
    for number, (name, cell) in enumerate(zip(head, row, strict=False)):
        if cell:
            said = say_text(cell, language)
            named.append(
                f"{say_text(name, language)}{words('speech.comma')}{said}" if number and name else said
            )
    return ended(words("speech.comma").join(named))


def ended(text: str) -> str:
    """`text` with a full stop, so that a voice lets it down."""
    if not text or text[-1] in "。！？.!?：:":
        return text
    return text + ("。" if any("一" <= character <= "鿿" for character in text[-8:]) else ".")
