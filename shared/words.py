"""The words of the house, from message catalogues: ``shared/locale/<language>/*.po``.

Messages have ids that are the same in every language (``hearings.none-that-day``); values stand in
braces and are shown as the language shows them. Chinese is the first language: where a translation
is missing, its words are used.
"""

from __future__ import annotations

import gettext
import io
import logging
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from shared.showing import show
from shared.values import Value
from shared.visit import Language

LOCALE = Path(__file__).parent / "locale"
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
    merged = Catalog(locale=_FOLDERS[language])
    for file in sorted((folder / _FOLDERS[language]).glob("*.po")):
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale=_FOLDERS[language], abort_invalid=True)
        for message in catalogue:
            if not message.id:
                continue
            if message.id in merged:
                raise ValueError(f"{file.name}: message {message.id} is there twice")
            merged[message.id] = message
    return merged


def load_words(folder: Path = LOCALE) -> dict[Language, Words]:
    """The words of every language; the first language's are read now, the others' when they are wanted."""
    first = _compiled(Language.CHINESE, folder)

    def read(language: Language) -> gettext.NullTranslations:
        if language is Language.CHINESE:
            return first
        translations = _compiled(language, folder)
        translations.add_fallback(first)
        return translations

    return {language: Words(language, partial(read, language)) for language in Language}


def _compiled(language: Language, folder: Path) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(language, folder))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
