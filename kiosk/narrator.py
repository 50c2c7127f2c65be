"""What is read aloud when: a page when it comes, and what the keys come to."""

from __future__ import annotations

from kiosk.read_aloud import ReadAloud
from kiosk.widgets.touch import Touchable
from shared.pages import AnyPage, Listing, Notice
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
    """Speaks the telephone's words. What is private, it says into headphones only."""

    def __init__(self, read_aloud: ReadAloud) -> None:
        self._read_aloud = read_aloud

    @property
    def speaking(self) -> bool:
        return self._read_aloud.reading

    def can_speak(self) -> bool:
        return self._read_aloud.may_say(private=False)

    def page(self, page: AnyPage, words: Words) -> None:
        said = [*told(page, words), words("kiosk.spoken-keys")]
        if not self._read_aloud.read(said, str(words.language), private=page.private):
            self._read_aloud.read([words("kiosk.spoken-private")], str(words.language))

    def touchable(self, at: Touchable, language: str, *, private: bool) -> None:
        self._read_aloud.read([say_text(at.spoken, language)], language, private=private)

    def stop(self) -> None:
        self._read_aloud.stop()
