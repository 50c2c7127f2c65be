"""What will be said can mostly be known before anybody calls: the menus, the guides, today's hearings."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.script import Go, scripts
from shared.application import Application
from shared.pages import Form
from shared.place import HOME, Place
from shared.short_codes import is_offered
from shared.visit import Face, Language, Visit
from shared.words import read_catalogue

# Enough for all menus and the guides; a list of a thousand hearings is rendered as it is asked for.
PAGES = 120


def known_ahead(application: Application, pages: int = PAGES) -> Iterator[tuple[str, str]]:
    """(text, language) of what the line says of itself, then of the public pages, nearest to the main menu
    first."""
    for language in Language:
        yield from ((text, str(language)) for text in fixed_messages(language).values())
    for language in Language:
        visit = Visit(Face.VOICE, language)
        words = application.words(visit)
        waiting, seen = [HOME], {HOME}

        def offered(place: Place) -> bool:
            return is_offered(application, place)

        while waiting:
            page = application.look(visit, waiting.pop(0))
            if page.private or isinstance(page, Form):
                continue
            for said in scripts(page, words, offered=offered):
                yield from ((text, str(language)) for text in said.utterances)
                for action in said.keys.values():
                    if isinstance(action, Go) and action.place not in seen and len(seen) < pages:
                        seen.add(action.place)
                        waiting.append(action.place)


def fixed_messages(language: Language) -> dict[str, str]:
    """Message id → text of all that the line itself says and that holds no value."""
    catalogue = read_catalogue(language)
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if isinstance(message.id, str)
        and message.id.startswith("voice.")
        and not message.id.startswith("voice.words-")
        and "{" not in str(message.string)
    }
