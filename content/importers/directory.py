"""The court's directory from YAML: profile, departments, tribunals and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from content.importers.encoding import decode
from content.importers.hearings import Outcome
from content.importers.reasons import Reason, Refusal
from content.importers.validation import refusals
from content.records import Court, Department, Person, Record, Tribunal
from content.store import Store

# Lists of the file and what stands in them.
_SECTIONS: Mapping[str, type[Record]] = {"departments": Department, "tribunals": Tribunal, "people": Person}


def is_directory(path: Path) -> bool:
    """Whether a YAML file is a directory of the court, and no list of records by their kind."""
    try:
        found = yaml.safe_load(decode(path.read_bytes()) or "")
    except yaml.YAMLError:
        return True
    return not isinstance(found, Mapping | list) or (
        isinstance(found, Mapping) and bool({"court", *_SECTIONS} & found.keys())
    )


def import_directory(path: Path, store: Store) -> Outcome:
    """Bring the directory into the store, within `store.transaction()`.

    The file is the whole of what it lists: who is no longer in it is gone. A list with a refused entry
    takes nobody away.
    """
    text = decode(path.read_bytes())
    if text is None:
        return Outcome(refused=[Refusal(path, None, "", Reason.NOT_READABLE)])
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return Outcome(refused=[Refusal(path, mark.line + 1 if mark else None, "", Reason.NOT_READABLE)])
    if not isinstance(found, Mapping) or not ({"court", *_SECTIONS} & found.keys()):
        return Outcome(refused=[Refusal(path, None, "", Reason.NOT_READABLE)])
    outcome = Outcome()
    court = found.get("court")
    if isinstance(court, Mapping):
        _take(Court, dict(court), path, _line(root, "court"), store, outcome)
    for section, kind in _SECTIONS.items():
        entries = found.get(section)
        if not isinstance(entries, list):
            continue
        lines = list(_entry_lines(root, section))
        refused, kept = len(outcome.refused), set()
        for order, entry in enumerate(entries, start=1):
            line = lines[order - 1] if order <= len(lines) else None
            plain = {"order": order * 10, **entry} if isinstance(entry, Mapping) else {}
            kept.add((str(plain.get("id", "")), "zh-CN"))
            _take(kind, plain, path, line, store, outcome)
        if len(outcome.refused) == refused:
            for id, lang in store.keys(kind.record_kind) - kept:
                store.remove(kind.record_kind, id, lang)
                outcome.accepted += 1
    return outcome


def _take(
    kind: type[Record], plain: dict[str, Any], path: Path, line: int | None, store: Store, outcome: Outcome
) -> None:
    outcome.kinds.add(kind.record_kind)
    try:
        changed = store.put(kind.model_validate(_as_text(plain)))
    except ValidationError as error:
        outcome.refused.extend(refusals(error, path, line))
    else:
        outcome.accepted += changed
        outcome.unchanged += not changed


def _as_text(value: Any) -> Any:
    """YAML reads 12368 and 2楼 differently; a directory has texts, flags and coordinates only."""
    if isinstance(value, Mapping):
        return {str(name): one if name == "order" else _as_text(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    if value is None:
        return ""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _entry_lines(root: Any, section: str) -> Iterator[int]:
    node = next((value for key, value in root.value if key.value == section), None)
    yield from (entry.start_mark.line + 1 for entry in (node.value if node is not None else ()))


def _line(root: Any, section: str) -> int | None:
    return next((key.start_mark.line + 1 for key, _ in root.value if key.value == section), None)
