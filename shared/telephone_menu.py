"""The telephone's menu as a tree of keys: what the map of it shows. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shared.pages import AnyPage, Menu
from shared.place import HOME, Place
from shared.short_codes import telephone_keys

# What fits on one sheet in large letters; deeper down the voice leads on.
LEVELS = 2


@dataclass(frozen=True, slots=True)
class Branch:
    """`keys` lead to it from the main menu, one after another: ``51``."""

    keys: str
    title: str
    place: Place
    branches: tuple[Branch, ...] = ()


def telephone_menu(
    open_page: Callable[[Place], AnyPage], offered: Callable[[Place], bool], levels: int = LEVELS
) -> tuple[Branch, ...]:
    """`open_page` opens pages as a caller gets them, `offered` tells what is on the telephone."""
    return _branches("", open_page(HOME), open_page, offered, levels)


def _branches(
    keys: str,
    page: AnyPage,
    open_page: Callable[[Place], AnyPage],
    offered: Callable[[Place], bool],
    levels: int,
) -> tuple[Branch, ...]:
    if not isinstance(page, Menu) or page.private or not levels:
        return ()
    options = tuple(option for option in page.options if offered(option.place))
    return tuple(
        Branch(
            keys + key,
            option.title,
            option.place,
            _branches(keys + key, open_page(option.place), open_page, offered, levels - 1)
            if levels > 1
            else (),
        )
        for key, option in telephone_keys(options)
    )
