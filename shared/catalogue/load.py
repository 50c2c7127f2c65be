"""The catalogue of services: one row of ``services.toml`` is one public service.

A row says where a service stands, what it is called on a screen and aloud, its icon, its key on the
telephone, the faces it is on and the rows of the requirements that it serves. A court switches one
off or moves it in a file of its own, without touching code.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from shared.pages import AnyPage
from shared.request import Request
from shared.visit import Face, Language

SERVICES = Path(__file__).with_name("services.toml")

ServiceFunction = Callable[[Request], AnyPage | None]

_Word = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class CatalogueError(ValueError):
    """A row is wrong; the message names the file, the row and the reason."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(pattern=r"^/[a-z][a-z-]*$")
    function: str = Field(pattern=r"^[a-z_][a-z0-9_.]*:[a-z_]+$")
    title: str = Field(pattern=r"^[a-z][a-z0-9.-]*$")
    hint: str = Field("", pattern=r"^([a-z][a-z0-9.-]*)?$")
    icon: str = Field(pattern=r"^[a-z-]+$")
    # 0 person, 9 repeat, 8 language; * and # are never a service's.
    key: str = Field("", pattern=r"^[1-7]?$")
    order: int = Field(ge=0)
    home: bool = True
    enabled: bool = True
    faces: frozenset[Face] = Field(min_length=1)
    requirements: tuple[Annotated[str, StringConstraints(pattern=r"^[A-D]\d{1,2}$")], ...] = Field(
        min_length=1
    )
    words: dict[Language, tuple[_Word, ...]] = {}


class _CourtsChoice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool | None = None
    order: int | None = Field(None, ge=0)
    key: str | None = Field(None, pattern=r"^[1-7]?$")


class Service(_Row):
    """A row with the function it names."""

    page: ServiceFunction

    def spoken_words(self, language: Language) -> tuple[str, ...]:
        return self.words.get(language, ())


class Catalogue:
    """The services in the court's order."""

    def __init__(self, services: Iterable[Service]) -> None:
        self.services = tuple(sorted(services, key=lambda service: service.order))
        self._by_path = {service.path: service for service in self.services}

    def service_at(self, path: str) -> Service | None:
        """The service that a path belongs to: ``/hearings/a1b2`` is ``/hearings``'."""
        first = path.split("/", 2)[1]
        return self._by_path.get(f"/{first}")

    def at_home(self, face: Face) -> tuple[Service, ...]:
        """What the home menu of a face offers, in order; on the telephone by key."""
        offered = [s for s in self.services if s.home and s.enabled and face in s.faces]
        if face is Face.VOICE:
            offered.sort(key=lambda service: service.key)
        return tuple(offered)


def load_catalogue(choices: Path | None = None, rows: Path = SERVICES) -> Catalogue:
    """The catalogue with the court's own choices laid over it. Raises `CatalogueError`."""
    wanted = _choices(choices) if choices else {}
    services: list[Service] = []
    for number, raw in enumerate(_toml(rows).get("service", []), start=1):
        name = raw.get("path", "without a path") if isinstance(raw, dict) else "not a table"
        where = f"{rows.name}, row {number} ({name})"
        try:
            row = _Row.model_validate(raw)
        except ValidationError as error:
            raise CatalogueError(f"{where}: {_reason(error)}") from None
        chosen = wanted.pop(row.path, None)
        if chosen:
            row = row.model_copy(update=chosen.model_dump(exclude_none=True))
        services.append(_service(row, where))
    if wanted:
        raise CatalogueError(f"{choices.name if choices else ''}: no service at {', '.join(sorted(wanted))}")
    _refuse_doubles(services, rows.name)
    return Catalogue(services)


def _choices(file: Path) -> dict[str, _CourtsChoice]:
    chosen = {}
    for path, raw in _toml(file).items():
        try:
            chosen[path] = _CourtsChoice.model_validate(raw)
        except ValidationError as error:
            raise CatalogueError(f"{file.name}, [{path}]: {_reason(error)}") from None
    return chosen


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"{file.name}: cannot be read: {error}") from None


def _reason(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _service(row: _Row, where: str) -> Service:
    module, _, name = row.function.partition(":")
    try:
        page = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        raise CatalogueError(f"{where}: function: there is no {row.function}") from None
    if row.home and row.enabled and Face.VOICE in row.faces and not row.key:
        raise CatalogueError(f"{where}: key: a service on the telephone's main menu needs one")
    return Service(**row.model_dump(), page=page)


def _refuse_doubles(services: list[Service], file: str) -> None:
    seen: dict[tuple[str, str], str] = {}
    for service in services:
        claims = [("path", service.path)]
        if service.enabled and service.key:
            claims.append(("key", service.key))
        for claim in claims:
            if claim in seen:
                raise CatalogueError(
                    f"{file}, row {service.path}: {claim[0]}: {claim[1]} is already {seen[claim]}'s"
                )
            seen[claim] = service.path
