"""First page of a service whose records are of several types: which type, and how many there are of each."""

from __future__ import annotations

from collections.abc import Mapping

from shared.pages import Menu, Option
from shared.place import Place
from shared.request import Request


def types_menu(
    request: Request,
    service: Place,
    *,
    kind: str,
    icons: Mapping[str, str],
    counts: Mapping[str, int],
    owner: str,
    intro: str = "",
    more: tuple[Option, ...] = (),
) -> Menu:
    """`icons` by type, in the order of the menu; `kind` is the record kind whose age is told; `intro` and the
    service's own name in the message ids: ``<service>.title``, ``.<type>``, ``.<type>-count``, ``.none``."""
    words = request.words
    name = service.path.strip("/")
    return Menu(
        title=words(f"{name}.title"),
        place=service,
        intro=intro if counts else words(f"{name}.none"),
        owner=owner,
        options=(
            *(
                Option(
                    title=words(f"{name}.{type_}"),
                    place=service.having(type=type_),
                    icon=icon,
                    hint=words.count(f"{name}.{type_}-count", counts.get(type_, 0)),
                )
                for type_, icon in icons.items()
            ),
            *more,
        ),
        **request.age(kind),
    )
