"""Records of any kind from JSON and YAML: what programs export, and what is easier written than tabled.

``[{"kind": "roster_entry", ...}, ...]``, ``{"roster_entry": [{...}, ...]}``, or a list alone in a file that
is named after its kind. Names of fields, or titles as a table would have them. A hearing goes the way of a
table's row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from content.importers.encoding import decode
from content.importers.grid import Grid, Row, text_of
from content.importers.hearings import Outcome
from content.importers.intake import AnyIntake, intake_for
from content.importers.reasons import Reason, Refusal, Unread
from content.importers.sheet import import_sheets
from content.importers.table import hearing_sheet
from content.importers.titles import KindTitles, Titles
from content.records import Hearing, Record, kind_called
from content.store import Store

_KIND = ("kind", "record_kind", "类别", "种类")


def import_structured(
    path: Path, store: Store, today: date, titles: Titles, *, whole: bool = False
) -> Outcome:
    """Bring one file into the store, within `store.transaction()`. Rows are counted from 1."""
    text = decode(path.read_bytes())
    found = _loaded(text, path) if text is not None else None
    if isinstance(found, Refusal):
        return Outcome(refused=[found])
    if not isinstance(found, list | Mapping):
        return Outcome(refused=[Refusal(path, None, "", Reason.NOT_READABLE)])
    by_kind: dict[type[Record], list[tuple[int, Mapping[str, Any]]]] = {}
    outcome = Outcome()
    for number, (kind_name, entry) in enumerate(_entries(found, path.stem), start=1):
        kind = kind_called(kind_name)
        if kind is None or not isinstance(entry, Mapping):
            outcome.refused.append(Refusal(path, number, "kind", Reason.UNKNOWN_KIND))
        else:
            by_kind.setdefault(kind, []).append((number, entry))
    for kind, entries in by_kind.items():
        known = titles.of(kind)
        if kind is Hearing or known is None:
            outcome.add(_hearings(entries, path, store, today, titles))
            continue
        intake = intake_for(known, path, store, today)
        for number, entry in entries:
            _take(entry, number, known, intake, outcome, path)
        outcome.add(intake.end(whole=whole and not outcome.refused))
    if not by_kind and not outcome.refused:
        outcome.refused.append(Refusal(path, None, "", Reason.NO_ENTRIES))
    outcome.refused.sort(key=lambda refusal: refusal.row or 0)
    return outcome


def _loaded(text: str, path: Path) -> Any:
    try:
        if path.suffix.lower() == ".json":
            return json.loads(text)
        return yaml.safe_load(text)
    except json.JSONDecodeError as error:
        return Refusal(path, error.lineno, "", Reason.NOT_READABLE)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return Refusal(path, mark.line + 1 if mark else None, "", Reason.NOT_READABLE)
    except (RecursionError, ValueError):
        return Refusal(path, None, "", Reason.NOT_READABLE)


def _entries(found: Any, stem: str) -> Iterator[tuple[str, Any]]:
    """(kind, record) of everything in the file."""
    if isinstance(found, Mapping):
        if any(name in found for name in _KIND) and not all(isinstance(v, list) for v in found.values()):
            found = [found]
        else:
            for name, listed in found.items():
                for entry in listed if isinstance(listed, list) else [listed]:
                    yield str(name), entry
            return
    for entry in found:
        if isinstance(entry, Mapping):
            name = next((str(entry[key]) for key in _KIND if kind_called(str(entry.get(key, "")))), stem)
            yield name, entry
        else:
            yield "", entry


def _take(
    entry: Mapping[str, Any], number: int, known: KindTitles, intake: AnyIntake, outcome: Outcome, path: Path
) -> None:
    plain = {
        str(name): value
        for name, value in entry.items()
        if not (str(name) in _KIND and isinstance(value, str) and kind_called(value) is known.kind)
    }
    cells, named, unknown = known.sorted_out(plain)
    intake.take(cells, number, named)
    for title in unknown:
        unread = Unread(path, known.kind.chinese, title)
        outcome.unread += [] if unread in outcome.unread else [unread]


def _hearings(
    entries: list[tuple[int, Mapping[str, Any]]], path: Path, store: Store, today: date, titles: Titles
) -> Outcome:
    header = list(dict.fromkeys(str(name) for _, entry in entries for name in entry if name != "id"))
    rows = [Row(0, tuple(header))]
    for number, entry in entries:
        rows.append(Row(number, tuple(_cell(entry.get(name)) for name in header)))
    sheet = hearing_sheet(Grid("", rows), titles.hearing)
    if sheet is None:
        return Outcome(refused=[Refusal(path, entries[0][0], "", Reason.NO_TABLE)])
    return import_sheets((sheet,), path, store, today)


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return "\n".join(text_of(each) for each in value)
    return None if isinstance(value, Mapping) else value
