"""The words of the house, from message catalogues: ``shared/locale/<language>/*.po``.

Messages have ids that are the same in every language (``hearings.none-that-day``); values stand in
braces and are shown as the language shows them. Chinese is the first language: where a translation
is missing, its words are used.

Reading the catalogues takes a third of a second, so that is done once: ``python -m shared.words`` when a
machine is set up, else the first program that starts.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from shared.showing import show
from shared.values import Value
from shared.visit import Language

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LOCALE = Path(__file__).parent / "locale"
COMPILED = Path(__file__).parents[1] / ".cache" / "words"
_FOLDERS = {Language.CHINESE: "zh_CN", Language.ENGLISH: "en"}
_log = logging.getLogger(__name__)


class Words:
    """The words of one language. ``words("home.title", name=...)`` is the message with its values."""

    def __init__(self, language: Language, read: Callable[[], gettext.NullTranslations]) -> None:
        self.language = language
        self._read = read

    @cached_property
    def _translations(self) -> gettext.NullTranslations:
        return self._read()

    def __call__(self, message_id: str, **values: Value) -> str:
        return self._filled(self._translations.gettext(message_id), message_id, values)

    def count(self, message_id: str, number: int, **values: Value) -> str:
        """A message that depends on a number; the number itself is its value ``{number}``."""
        text = self._translations.ngettext(message_id, message_id, number)
        return self._filled(text, message_id, {"number": number, **values})

    def _filled(self, text: str, message_id: str, values: Mapping[str, Value]) -> str:
        if text == message_id:
            _log.error("no message %s in %s", message_id, self.language)
        if not values:
            return text
        return text.format(**{name: show(value, self.language) for name, value in values.items()})


def read_catalogue(language: Language, folder: Path = LOCALE) -> Catalog:
    """All messages of one language. Raises `ValueError` naming a message that is there twice."""
    # Only where words are compiled or checked.
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    merged = Catalog(locale=_FOLDERS[language])
    for file in _files(language, folder):
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale=_FOLDERS[language], abort_invalid=True)
        for message in catalogue:
            if not message.id:
                continue
            if message.id in merged:
                raise ValueError(f"{file.name}: message {message.id} is there twice")
            merged[message.id] = message
    return merged


def load_words(folder: Path = LOCALE, compiled: Path = COMPILED) -> dict[Language, Words]:
    """The words of every language; the first language's are read now, the others' when they are wanted.
    `compiled` keeps them for the next program that starts."""
    first = _translations(Language.CHINESE, folder, compiled)

    def read(language: Language) -> gettext.NullTranslations:
        if language is Language.CHINESE:
            return first
        translations = _translations(language, folder, compiled)
        translations.add_fallback(first)
        return translations

    return {language: Words(language, partial(read, language)) for language in Language}


def _files(language: Language, folder: Path) -> list[Path]:
    return sorted((folder / _FOLDERS[language]).glob("*.po"))


def _translations(language: Language, folder: Path, compiled: Path) -> gettext.GNUTranslations:
    texts = hashlib.sha256()
    for file in _files(language, folder):
        texts.update(file.read_bytes())
    kept = compiled / f"{language}-{texts.hexdigest()[:20]}.mo"
    with suppress(OSError), kept.open("rb") as messages:
        return gettext.GNUTranslations(messages)
    made = _compile(language, folder)
    # A machine that keeps nothing beside its programs reads the catalogues each time.
    with suppress(OSError):
        compiled.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_bytes(made)
        os.replace(part, kept)
    return gettext.GNUTranslations(io.BytesIO(made))


def _compile(language: Language, folder: Path) -> bytes:
    from babel.messages.mofile import write_mo

    messages = io.BytesIO()
    write_mo(messages, read_catalogue(language, folder))
    return messages.getvalue()


if __name__ == "__main__":
    for each in load_words().values():
        each("home.title")
