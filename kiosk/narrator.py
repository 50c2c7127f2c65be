"""What is read aloud when: a page when it comes, what the keys come to, what was entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from kiosk.read_aloud import ReadAloud
from kiosk.widgets.listing_row import ListingRow
from kiosk.widgets.rows import Rows
from kiosk.widgets.touch import Touchable
from shared.pages import AnyPage, Field, Listing, Notice
from shared.speech.script import ended, sentences
from shared.speech.text import say_text
from shared.words import Words


def told(page: AnyPage, words: Words) -> list[str]:
    """A page as it is read aloud here, where its doubts and its length can be seen."""
    first, *rest = sentences(page, words)
    if page.offline and not isinstance(page, Notice):
        rest.insert(0, words("kiosk.offline"))
    if isinstance(page, Listing) and page.total:
        rest.insert(0, ended(words.count("kiosk.count", page.total)))
    return [first, *rest]


class Narrator:
    """Speaks the telephone's words while `on`. What is private, it says into headphones only."""

    def __init__(self, read_aloud: ReadAloud, on: Callable[[], bool]) -> None:
        self._read_aloud, self._on = read_aloud, on

    @property
    def speaking(self) -> bool:
        return self._read_aloud.reading

    @property
    def said(self) -> tuple[int, list[str]]:
        """How often something was begun, and what is heard of the last."""
        return self._read_aloud.begun, list(self._read_aloud.said)

    def can_speak(self) -> bool:
        return self._read_aloud.may_say(private=False)

    def page(self, page: AnyPage, words: Words) -> None:
        said = [*told(page, words), words("kiosk.spoken-keys")]
        self._say(said, words, private=page.private, instead=words("kiosk.spoken-private"))

    def touchable(self, at: Touchable, order: Sequence[Touchable], words: Words, *, private: bool) -> None:
        """What the keys came to, and where that is. `order` is all that they come to."""
        text = say_text(at.spoken, str(words.language))
        said = [text, words("spoken.chosen")] if at.chosen else [text]
        if place := _position(at, order):
            number, total = place
            said.append(words("spoken.position", number=str(number), total=str(total)))
        self._say(
            [ended(words("speech.comma").join(said))], words, private=private,
            instead=words("spoken.headphones"),
        )  # fmt: skip

    def entered(self, field: Field, before: str, after: str, words: Words, *, private: bool) -> None:
        """A key was pressed on a panel: what came to it; of a secret only how much there is of it."""
        if text := spoken_change(field, before, after, words):
            self._say([text], words, private=private, instead=words("spoken.headphones"))

    def say(self, text: str, words: Words) -> None:
        """Anything else that is seen, and holds nothing of anybody's."""
        self._say([say_text(text, str(words.language))], words)

    def _say(self, said: Sequence[str], words: Words, *, private: bool = False, instead: str = "") -> None:
        if self._on() and not self._read_aloud.read(said, str(words.language), private=private) and instead:
            self._read_aloud.read([instead], str(words.language))

    def stop(self) -> None:
        self._read_aloud.stop()


def spoken_change(field: Field, before: str, after: str, words: Words) -> str:
    """What a person hears of a change to what was entered."""
    if field.choices:
        return ""
    if not after:
        return words("spoken.empty")
    if field.kind.secret:
        return words.count("spoken.entered", len(after))
    start = _alike(before, after)
    tail = _alike(before[start:][::-1], after[start:][::-1])
    added = after[start : len(after) - tail]
    # What was only added to is not said all over again; where nothing was, the key had no effect.
    if before and added and start + tail == len(before):
        return say_text(added, str(words.language)) or added
    return words("spoken.now", value=say_text(after, str(words.language)))


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _position(at: Touchable, order: Sequence[Touchable]) -> tuple[int, int] | None:
    """Of a row among all rows of its list; of anything else on the screen, but for a keypad's keys, which one
    knows by what is on them."""
    if isinstance(at, ListingRow) and isinstance(at.parent, Rows):
        return at.index + 1, at.parent.shown[2]
    others = [each for each in order if not isinstance(each, ListingRow) and len(each.title) > 1]
    return (others.index(at) + 1, len(others)) if at in others else None
