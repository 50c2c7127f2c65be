"""The catalogue of services: one row of ``services.toml`` is one public service.

A row says where a service stands, what it is called on a screen and aloud, its icon, its key on the
telephone, the faces it is on and the rows of the requirements that it serves. Services stand on the
first page or in a section, which is a menu of its own. A court switches one off or moves it in a file
of its own, without touching code.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from shared.pages import AnyPage
from shared.request import Request
from shared.visit import Face, Language

SERVICES = Path(__file__).with_name("services.toml")
FIRST = "/"

ServiceFunction = Callable[[Request], AnyPage | None]

_Word = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class CatalogueError(ValueError):
    """A row is wrong; the message names the file, the row and the reason."""


class Entry(BaseModel):
    """What a menu of the catalogue offers: a section, or a service."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field(pattern=r"^/[a-z][a-z-]*$")
    title: str = Field(pattern=r"^[a-z][a-z0-9.-]*$")
    hint: str = Field("", pattern=r"^([a-z][a-z0-9.-]*)?$")
    icon: str = Field(pattern=r"^[a-z-]+$")
    # 0 person, 9 repeat, 8 language; * and # are never an entry's.
    key: str = Field("", pattern=r"^[1-7]?$")
    order: int = Field(ge=0)
    enabled: bool = True
    words: dict[Language, tuple[_Word, ...]] = {}

    def spoken_words(self, language: Language) -> tuple[str, ...]:
        return self.words.get(language, ())


class Section(Entry):
    """A menu of services that belong together; it stands on the first page."""


class _Row(Entry):
    function: str = Field(pattern=r"^[a-z_][a-z0-9_.]*:[a-z_]+$")
    # The menu that offers it: "/" the first page, a section's path, "" none.
    section: str = Field("/", pattern=r"^(/([a-z][a-z-]*)?)?$")
    # Where callers come to it from, when no menu of the telephone has a key for it.
    reached: str = Field("", pattern=r"^(/[a-z][a-z-]*)?$")
    faces: frozenset[Face] = Field(min_length=1)
    requirements: tuple[Annotated[str, StringConstraints(pattern=r"^[A-D]\d{1,2}$")], ...] = Field(
        min_length=1
    )


class _CourtsChoice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool | None = None
    order: int | None = Field(None, ge=0)
    key: str | None = Field(None, pattern=r"^[1-7]?$")
    section: str | None = Field(None, pattern=r"^(/([a-z][a-z-]*)?)?$")


class Service(_Row):
    """A row with the function it names, whose module is imported when it is first asked for."""

    @cached_property
    def page(self) -> ServiceFunction:
        """Raises `CatalogueError`."""
        module, _, name = self.function.partition(":")
        try:
            found: ServiceFunction = getattr(importlib.import_module(module), name)
        except (ImportError, AttributeError):
            raise CatalogueError(f"row {self.path}: function: there is no {self.function}") from None
        return found


class Catalogue:
    """Sections and services in the court's order."""

    def __init__(self, services: Iterable[Service], sections: Iterable[Section] = ()) -> None:
        self.services = tuple(sorted(services, key=lambda service: service.order))
        self.sections = tuple(sorted(sections, key=lambda section: section.order))
        self._services = {service.path: service for service in self.services}
        self._sections = {section.path: section for section in self.sections}

    def prepare(self) -> None:
        """Import all services now, so that no page waits for its own. Raises `CatalogueError`."""
        for service in self.services:
            _ = service.page

    def service_at(self, path: str) -> Service | None:
        """The service that a path belongs to: ``/hearings/a1b2`` is ``/hearings``'."""
        first = path.split("/", 2)[1]
        return self._services.get(f"/{first}")

    def section_at(self, path: str) -> Section | None:
        return self._sections.get(path)

    def offered(self, menu: str, face: Face) -> tuple[Entry, ...]:
        """What a menu (``/`` or a section's path) offers on a face, in order; on the telephone by key.

        A section with nothing in it for that face is not offered.
        """
        offered: list[Entry] = [
            s
            for s in self.services
            if s.section == menu and s.enabled and face in s.faces and (s.key or face is not Face.VOICE)
        ]
        if menu == FIRST:
            offered += [s for s in self.sections if s.enabled and self.offered(s.path, face)]
        return tuple(sorted(offered, key=_by_key if face is Face.VOICE else _by_order))

    def is_on(self, path: str, face: Face) -> bool:
        """Whether what stands at `path` is open to people on that face."""
        if (section := self.section_at(path)) is not None:
            return section.enabled and bool(self.offered(path, face))
        service = self.service_at(path)
        return service is not None and service.enabled and face in service.faces


def _by_key(entry: Entry) -> tuple[str, int]:
    return entry.key, entry.order


def _by_order(entry: Entry) -> tuple[int, str]:
    return entry.order, entry.path


def load_catalogue(choices: Path | None = None, rows: Path = SERVICES) -> Catalogue:
    """The catalogue with the court's own choices laid over it. Raises `CatalogueError`."""
    wanted = _choices(choices) if choices else {}
    table = _toml(rows)
    sections = [
        _chosen(Section, raw, f"{rows.name}, section {number}", wanted)
        for number, raw in enumerate(table.get("section", []), start=1)
    ]
    services = [
        _service(_chosen(_Row, raw, f"{rows.name}, row {number}", wanted), rows.name)
        for number, raw in enumerate(table.get("service", []), start=1)
    ]
    if wanted:
        raise CatalogueError(f"{choices.name if choices else ''}: no service at {', '.join(sorted(wanted))}")
    _refuse_strays(services, sections, rows.name)
    _refuse_doubles([*sections, *services], rows.name)
    return Catalogue(services, sections)


_E = TypeVar("_E", bound=Entry)


def _chosen(kind: type[_E], raw: object, where: str, wanted: dict[str, _CourtsChoice]) -> _E:
    """A row as the table has it, with the court's choice for it, which is taken out of `wanted`."""
    name = raw.get("path", "without a path") if isinstance(raw, dict) else "not a table"
    try:
        entry = kind.model_validate(raw)
        if (choice := wanted.pop(entry.path, None)) is not None:
            # Validated again: a section has no section, for one.
            entry = kind.model_validate({**entry.model_dump(), **choice.model_dump(exclude_none=True)})
    except ValidationError as error:
        raise CatalogueError(f"{where} ({name}): {_reason(error)}") from None
    return entry


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


def _service(row: _Row, file: str) -> Service:
    if row.section and row.enabled and Face.VOICE in row.faces and not (row.key or row.reached):
        where = f"{file}, row {row.path}"
        raise CatalogueError(f"{where}: key: a service in a menu of the telephone needs one")
    return Service(**row.model_dump())


def _refuse_strays(services: list[Service], sections: list[Section], file: str) -> None:
    known = {"", FIRST, *(section.path for section in sections)}
    for service in services:
        if service.section not in known:
            raise CatalogueError(f"{file}, row {service.path}: section: there is no {service.section}")
    for section in sections:
        if section.enabled and not section.key:
            raise CatalogueError(f"{file}, section {section.path}: key: a section needs one")


def _refuse_doubles(entries: list[Entry], file: str) -> None:
    """Each path, and each key of a menu, is one entry's."""
    seen: dict[tuple[str, str], str] = {}
    for entry in entries:
        claims = [("path", entry.path)]
        if entry.enabled and entry.key:
            menu = entry.section if isinstance(entry, Service) else FIRST
            claims.append((f"key in {menu}", entry.key))
        for claim in claims:
            if claim in seen:
                raise CatalogueError(
                    f"{file}, row {entry.path}: {claim[0]}: {claim[1]} is already {seen[claim]}'s"
                )
            seen[claim] = entry.path
