"""Addresses of pages.

A place is what a QR code carries, what a key on the telephone leads to and what `open` takes on the
command line. It names public things only: what a person proved lives in the visit, never here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

MAX_LENGTH = 512
_PATH = re.compile(r"/(?:[a-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
# Parameter names that could only carry a secret: refused, so that no address ever holds one.
_SECRET_NAMES = frozenset({"password", "token", "secret", "pin", "id_number", "session"})


class PlaceError(ValueError):
    """The text is no address of ours. The message holds no part of the text: it may be personal."""


@dataclass(frozen=True, slots=True)
class Place:
    """`path` such as ``/hearings`` and its parameters, sorted by name; empty values are dropped."""

    path: str
    params: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not _PATH.fullmatch(self.path):
            raise PlaceError("not a path of ours")
        names = [name for name, _ in self.params]
        if len(set(names)) != len(names):
            raise PlaceError("a parameter is given twice")
        for name, value in self.params:
            if not _NAME.fullmatch(name) or name in _SECRET_NAMES:
                raise PlaceError("not a parameter of ours")
            if any(ord(character) < 32 for character in value):
                raise PlaceError("a control character in a parameter")
        kept = tuple(sorted((name, value) for name, value in self.params if value))
        object.__setattr__(self, "params", kept)
        if len(str(self)) > MAX_LENGTH:
            raise PlaceError("the address is too long")

    @classmethod
    def at(cls, path: str, **params: object) -> Place:
        """A place from Python values; ``None`` leaves a parameter out."""
        given = ((name, str(value)) for name, value in params.items() if value is not None)
        return cls(path, tuple(given))

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that `text` is the address of. Raises `PlaceError`."""
        if len(text) > MAX_LENGTH:
            raise PlaceError("the address is too long")
        path, _, query = text.partition("?")
        try:
            params = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
        except ValueError:
            raise PlaceError("the parameters cannot be read") from None
        return cls(path, tuple(params))

    def get(self, name: str, default: str = "") -> str:
        return dict(self.params).get(name, default)

    def having(self, **params: object) -> Place:
        """This place with some parameters changed; ``None`` takes one away."""
        merged: dict[str, object] = {**dict(self.params), **params}
        return Place.at(self.path, **merged)

    def __str__(self) -> str:
        if not self.params:
            return self.path
        return f"{self.path}?{urlencode(self.params, quote_via=quote)}"


HOME = Place("/")
