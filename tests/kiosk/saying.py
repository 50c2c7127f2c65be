"""Whether all that a screen shows is said as well: the page is read aloud, then what the keys come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kiosk.input.identity import CheckedPanel
from kiosk.input.text import TextPanel
from kiosk.widgets.base import Text
from kiosk.widgets.board import Board
from kiosk.widgets.frame import Footer, Header, QrCard
from kiosk.widgets.touch import Touchable
from kiosk.widgets.touch_test import TouchTest
from shared.pages import AnyPage, Article, Fact, Facts, Form, Listing, Menu, Notice, Table, Timeline
from shared.showing import show
from shared.speech.text import say_text
from shared.speech.wording import say
from shared.words import Words
from tests.kiosk.looking import above

# What stands around every page, what is said letter by letter, what is for whoever stands further off, the
# test of the touch screen.
_AROUND = Header | Footer | QrCard | TextPanel | Board | TouchTest


def unsaid(root: Any, page: AnyPage, said: Sequence[str], words: Words) -> Iterator[str]:
    """Texts that nobody hears. `said` is what is read aloud of the page."""
    language = str(words.language)
    named = [each.spoken for each in root.walk() if isinstance(each, Touchable)]
    # What is too long for its row is said as a whole when the keys come to it.
    heard = _plain("".join((*said, *named, *(say_text(name, language) for name in named))))
    spoken = {show(value, language): say(value, language) for value in _values(page)}
    if page.stale and page.as_of:
        when = words("kiosk.stale", when=page.as_of)
        spoken[when] = words("speech.stale", when=say(page.as_of, language))
    # What is in a table's first column tells itself.
    blocks = page.blocks if isinstance(page, Article) else ()
    silent = {block.head[0] for block in blocks if isinstance(block, Table) and block.head}
    for each in root.walk():
        if not isinstance(each, Text) or not each.whole.strip("•0123456789.●… "):
            continue
        # What is still missing of a number changes with every key; what it is that is asked for is said.
        if each.whole in silent or (each.parent is not None and isinstance(each.parent, CheckedPanel)):
            continue
        if any(isinstance(outer, _AROUND) for outer in above(each)):
            continue
        for piece in _pieces(each.whole):
            wordings = (piece, say_text(piece, language), spoken.get(piece, piece))
            if not any(_plain(wording) in heard for wording in wordings):
                yield f"{piece!r} is shown and not said"


def _pieces(text: str) -> list[str]:
    for mark in (" · ", "；"):
        text = text.replace(mark, "\n")
    return [piece.rstrip("…") for piece in text.split("\n") if piece.strip()]


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _values(page: AnyPage) -> Iterator[Any]:
    facts: list[Fact] = []
    match page:
        case Listing():
            facts = [fact for item in page.items for fact in item.facts]
        case Menu():
            facts = [fact for item in page.today for fact in item.facts]
        case Form() | Notice():
            facts = [*page.facts]
        case Article():
            facts = [fact for block in page.blocks if isinstance(block, Facts) for fact in block.items]
            for block in page.blocks:
                if isinstance(block, Timeline):
                    yield from (event.when for event in block.events if event.when)
    yield from (fact.value for fact in facts)
