"""Which importer reads which file; each file in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from content.importers.announcement import import_announcement
from content.importers.directory import import_directory
from content.importers.hearings import Outcome
from content.importers.markdown import CATEGORIES, ENGLISH_SUFFIX, import_categories, import_guide
from content.importers.pictures import import_picture
from content.importers.reasons import Reason, Refusal
from content.importers.sheet import import_sheet
from content.store import Store

_SHEETS = frozenset({".xlsx", ".xlsm", ".csv"})
_DIRECTORIES = frozenset({".yaml", ".yml"})
_GUIDES = frozenset({".md", ".markdown"})
_TEXTS = frozenset({".txt", ".text"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})
_KNOWN = _SHEETS | _DIRECTORIES | _GUIDES | _TEXTS | _PICTURES


def import_files(paths: Iterable[Path], store: Store, now: datetime) -> Outcome:
    """Import files and what folders hold. `now` is the moment that confirms the content."""
    outcome = Outcome()
    for path in sorted_files(paths):
        outcome.add(_import_one(path, store, now))
    return outcome


def sorted_files(paths: Iterable[Path]) -> list[Path]:
    """The files to read: as given, a folder's by name; subjects first, as the guides need them, and
    translations last, as they need the Chinese."""
    found: dict[Path, None] = {}
    for path in paths:
        found.update((one, None) for one in (_within(path) if path.is_dir() else [path]))
    return sorted(found, key=lambda one: (one.name not in CATEGORIES, _is_english(one)))


def _within(folder: Path) -> Iterator[Path]:
    files = [one for one in folder.rglob("*") if one.is_file() and one.suffix.lower() in _KNOWN]
    # Excel's lock files (~$...) and hidden files are no content.
    yield from sorted(one for one in files if not one.name.startswith(("~$", ".")))


def _is_english(path: Path) -> bool:
    return path.stem.endswith(ENGLISH_SUFFIX)


def _import_one(path: Path, store: Store, now: datetime) -> Outcome:
    suffix = path.suffix.lower()
    if not path.is_file():
        return Outcome(refused=[Refusal(path, None, "", Reason.NO_FILE)])
    if suffix not in _KNOWN:
        return Outcome(refused=[Refusal(path, None, "", Reason.UNKNOWN_TYPE)])
    try:
        with store.transaction():
            outcome = _read(path, suffix, store, now)
            if outcome.accepted or outcome.unchanged:
                store.confirm(dict.fromkeys(outcome.kinds, now))
            return outcome
    except OSError:
        return Outcome(refused=[Refusal(path, None, "", Reason.NOT_READABLE)])


def _read(path: Path, suffix: str, store: Store, now: datetime) -> Outcome:
    today = now.date()
    if suffix in _SHEETS:
        return import_sheet(path, store, today)
    if suffix in _TEXTS:
        return import_announcement(path, store, today)
    if suffix in _GUIDES:
        return import_guide(path, store)
    if suffix in _PICTURES:
        return import_picture(path, store)
    if path.name in CATEGORIES:
        return import_categories(path, store)
    return import_directory(path, store)
