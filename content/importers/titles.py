"""Known titles of every kind's columns: ours in ``column_titles/<kind>.toml``, the court's laid over them.

A file of ours says

============= =====================================================================================
named         words that tell the kind when the sheet, the title over the table or the file has them
needs         fields without which a table is not of this kind
from_name     fields whose value may stand in such a name: 人民陪审员名册
[titles]      field = the titles that mean it, in order of preference; `ignored` is known and not read,
              `withdrawn` tells that a record is to disappear
[inside]      field = a pattern for titles with more words in them, tried in order after the titles
[values.F]    what stands in cells of field F = its value
============= =====================================================================================

The court's own, ``columns.toml`` in the home folder, has a table a kind with field = titles.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit
import tomlkit.exceptions
from pydantic import BaseModel, ConfigDict

from content.importers.columns import Column, Columns, plain_title
from content.records import KINDS, Hearing, Record

IGNORED, WITHDRAWN = "ignored", "withdrawn"
OWN_FILE = "columns.toml"
_FOLDER = Path(__file__).with_name("column_titles")
HEARING_NAMES = ("开庭", "听证", "宣判", "排期", "排庭")


class TitlesError(ValueError):
    """The court's own file is wrong; the message says where, in a clerk's words."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    named: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    from_name: tuple[str, ...] = ()
    titles: dict[str, tuple[str, ...]] = {}
    inside: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}


@dataclass(frozen=True, eq=False)
class KindTitles:
    """How a table of one kind is known and read. `titles`: plain title → field and preference."""

    kind: type[Record]
    titles: Mapping[str, tuple[str, int]]
    named: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    from_name: tuple[str, ...] = ()
    inside: tuple[tuple[str, re.Pattern[str]], ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def meaning(self, cell: object) -> str | None:
        """The field that a column titled so is read into; None when the cell is no title of this kind."""
        title = plain_title(cell)
        if not title or len(title) > 24:
            return None
        if title in self.titles:
            return self.titles[title][0]
        return next((name for name, pattern in self.inside if pattern.search(title)), None)

    def title_of(self, field: str) -> str:
        """What a field is called first of all."""
        known = [(rank, title) for title, (name, rank) in self.titles.items() if name == field and rank >= 0]
        # A field's own name has the same rank as its first title.
        return min(known, key=lambda each: (each[0], each[1].isascii()))[1] if known else field

    def preference(self, title: object) -> int:
        """Among columns of one field the lower one is preferred."""
        return self.titles.get(plain_title(title), ("", 99))[1]

    def sorted_out(self, entry: Mapping[str, object]) -> tuple[dict[str, object], dict[str, str], list[str]]:
        """The parts of an entry by field, the name that each has there, and the names that mean nothing here.
        Parts are named by field, or as a table would title them."""
        cells: dict[str, object] = {}
        named: dict[str, str] = {}
        unknown: list[str] = []
        for name, value in entry.items():
            field = name if name in self.kind.model_fields else self.meaning(name)
            if field is None:
                unknown.append(name)
            elif field != IGNORED and field not in cells:
                cells[field], named[field] = value, name
        return cells, named, unknown

    def is_named(self, name: str) -> bool:
        return any(word in name for word in self.named)

    def told_by(self, name: str) -> dict[str, str]:
        """Values of fields that a name tells: 人民陪审员名册 → the list."""
        found = {each: value_in(name, self.values.get(each, {})) for each in self.from_name}
        return {each: value for each, value in found.items() if value}


@dataclass(frozen=True)
class Titles:
    """The titles of all kinds that can stand in a table."""

    kinds: tuple[KindTitles, ...]
    hearing: Columns

    @classmethod
    def load(cls, own: Path | None = None) -> Titles:
        """Ours, with those of the court's file `own` laid over where it is there. Raises `TitlesError`."""
        added = _own(own) if own is not None and own.is_file() else {}
        hearing = added.pop(Hearing.record_kind, {})
        kinds = tuple(_kind(kind, added.get(kind.record_kind, {})) for kind in KINDS if kind is not Hearing)
        return cls(kinds, Columns({title: Column(name) for title, name in hearing.items()}))

    def of(self, kind: type[Record]) -> KindTitles | None:
        return next((each for each in self.kinds if each.kind is kind), None)

    def is_title(self, cell: object) -> bool:
        """Whether the cell is a title of any kind."""
        return self.hearing.meaning(cell) is not None or any(k.meaning(cell) for k in self.kinds)


def value_in(text: str, values: Mapping[str, str]) -> str:
    """The value that the text names, whole or inside a longer wording; the longest word first."""
    plain = plain_title(text)
    for word in sorted(values, key=len, reverse=True):
        if plain_title(word) in plain:
            return values[word]
    return ""


def save_title(own: Path, kind: str, field_name: str, title: str) -> tuple[str, str]:
    """Note in the court's file that `title` means a field of a kind.

    `kind` is a kind's name or its Chinese one, `field_name` a field or a title that means it. Returns both
    as they are noted. Raises `TitlesError`.
    """
    found = next((k for k in KINDS if kind in (k.record_kind, k.chinese)), None)
    if found is None:
        raise TitlesError(f"没有“{kind}”这一类，有：{'、'.join(k.chinese for k in KINDS)}")
    name = _field(found, field_name)
    if not plain_title(title):
        raise TitlesError("列的标题不能是空的")
    try:
        table = tomlkit.parse(own.read_text(encoding="utf-8")) if own.is_file() else tomlkit.document()
    except (OSError, UnicodeDecodeError, tomlkit.exceptions.TOMLKitError) as error:
        raise TitlesError(f"{own.name} 读不出来：{error}") from None
    section = table.setdefault(found.record_kind, tomlkit.table())
    titles = section.setdefault(name, tomlkit.array())
    for other in section.values():  # a title means one thing
        if title in other:
            other.remove(title)
    titles.append(title)
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(tomlkit.dumps(table), encoding="utf-8")
    return found.record_kind, name


def _field(kind: type[Record], text: str) -> str:
    if kind is Hearing:
        known: set[str] = {str(column) for column in Column}
        meant = Columns().meaning(text)
        found = text if text in known else str(meant) if meant else ""
    else:
        known = _fields(kind)
        found = text if text in known else _kind(kind, {}).meaning(text) or ""
    if not found:
        raise TitlesError(f"“{kind.chinese}”没有“{text}”这一项，有：{'、'.join(sorted(known))}")
    return found


def _fields(kind: type[Record]) -> set[str]:
    return {*kind.model_fields, IGNORED, WITHDRAWN}


def _kind(kind: type[Record], own: Mapping[str, str]) -> KindTitles:
    file = _FOLDER / f"{kind.record_kind}.toml"
    table = _Table.model_validate(_toml(file) if file.is_file() else {})
    titles: dict[str, tuple[str, int]] = {}
    for name, listed in table.titles.items():
        titles.update({plain_title(title): (name, rank) for rank, title in enumerate(listed)})
    # A field's own name is always a title of it: what programs export.
    titles.update({plain_title(name): (name, 0) for name in kind.model_fields if name not in titles})
    titles.update({plain_title(title): (name, -1) for title, name in own.items()})
    return KindTitles(
        kind=kind,
        titles=titles,
        named=table.named or (kind.chinese,),
        needs=table.needs or tuple(n for n, f in kind.model_fields.items() if f.is_required() and n != "id"),
        from_name=table.from_name,
        inside=tuple((name, re.compile(pattern)) for name, pattern in table.inside.items()),
        values=table.values,
    )


def _own(file: Path) -> dict[str, dict[str, str]]:
    """Kind → title → field."""
    try:
        table = _toml(file)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TitlesError(f"{file.name} 读不出来：{error}") from None
    found: dict[str, dict[str, str]] = {}
    for kind_name, fields in table.items():
        kind = next((k for k in KINDS if k.record_kind == kind_name), None)
        if kind is None or not isinstance(fields, Mapping):
            raise TitlesError(f"{file.name}：没有“{kind_name}”这一类")
        known = {str(column) for column in Column} if kind is Hearing else _fields(kind)
        for name, titles in fields.items():
            if name not in known or not isinstance(titles, list):
                raise TitlesError(f"{file.name}，[{kind_name}]：没有“{name}”这一项，或者它不是标题的清单")
            found.setdefault(kind_name, {}).update({str(title): name for title in titles})
    return found


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
