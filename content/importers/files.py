"""Which importer reads which file; each file in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from content.importers.announcement import import_announcement
from content.importers.directory import import_directory, is_directory
from content.importers.disguised import is_disguised
from content.importers.document import read_document
from content.importers.grid import UnreadableFileError
from content.importers.hearings import Outcome
from content.importers.holiday_notice import import_holiday_notice, is_holiday_notice
from content.importers.judgment import import_judgment, is_judgment
from content.importers.markdown import CATEGORIES, ENGLISH_SUFFIX, import_categories, import_markdown
from content.importers.pictures import import_picture
from content.importers.reasons import Reason, Refusal
from content.importers.structured import import_structured
from content.importers.templates import import_template, is_template
from content.importers.titles import Titles
from content.importers.workbook import DISGUISES, import_workbook
from content.progress import Progress, silent
from content.records import Template
from content.store import Store

_SHEETS = frozenset({".xlsx", ".xlsm", ".csv"})
_DIRECTORIES = frozenset({".yaml", ".yml"})
_GUIDES = frozenset({".md", ".markdown"})
_TEXTS = frozenset({".txt", ".text"})
_WORD = frozenset({".docx"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})
_STRUCTURED = frozenset({".json"})
# What people have instead, and how to make it into what is read.
_OTHER_PROGRAMS = {
    ".xls": Reason.OLD_SHEET,
    ".et": Reason.OLD_SHEET,
    ".ods": Reason.OLD_SHEET,
    ".doc": Reason.OLD_DOCUMENT,
    ".wps": Reason.OLD_DOCUMENT,
    ".rtf": Reason.OLD_DOCUMENT,
    ".pdf": Reason.PDF,
}
_KNOWN = _SHEETS | _STRUCTURED | _DIRECTORIES | _GUIDES | _TEXTS | _WORD | _PICTURES


def import_files(
    paths: Iterable[Path],
    store: Store,
    now: datetime,
    titles: Titles | None = None,
    *,
    whole: bool = False,
    progress: Progress = silent,
) -> Outcome:
    """Import files and what folders hold. `now` is the moment that confirms the content.

    `titles` are the titles of columns that are known, with the court's own. With `whole`, each file is the
    whole of the lists that it holds: what it no longer names is withdrawn.
    """
    reader = _Reader(store, now, titles or Titles.load(), whole, progress)
    outcome = Outcome()
    files = sorted_files(paths)
    for done, path in enumerate(files):
        progress("导入", done, len(files))
        outcome.add(reader.read(path))
    progress("导入", len(files), len(files))
    return outcome


def sorted_files(paths: Iterable[Path]) -> list[Path]:
    """The files to read, each once however it is named: as given, a folder's by name; subjects first, as the
    guides need them, and translations last, as they need the Chinese."""
    found: dict[Path, Path] = {}
    for path in paths:
        for one in _within(path) if path.is_dir() else [path]:
            found.setdefault(one.resolve(), one)
    return sorted(found.values(), key=lambda one: (one.name not in CATEGORIES, _is_english(one)))


def _within(folder: Path) -> Iterator[Path]:
    files = [one for one in folder.rglob("*") if one.is_file() and one.suffix.lower() in _KNOWN]
    # Excel's lock files (~$...) and hidden files are no content.
    yield from sorted(one for one in files if not one.name.startswith(("~$", ".")))


def _is_english(path: Path) -> bool:
    return path.stem.endswith(ENGLISH_SUFFIX)


def _is_compound(path: Path) -> bool:
    """A compound file (MS-CFB): what Office wrote before 2007, and what it locks with a password."""
    with suppress(OSError), path.open("rb") as file:
        return file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return False


class _Reader:
    def __init__(self, store: Store, now: datetime, titles: Titles, whole: bool, progress: Progress) -> None:
        self._store, self._now, self._titles, self._whole = store, now, titles, whole
        self._progress = progress

    def read(self, path: Path) -> Outcome:
        suffix = path.suffix.lower()
        if not path.is_file():
            return Outcome(refused=[Refusal(path, None, "", Reason.NO_FILE)])
        disguised = suffix in DISGUISES and is_disguised(path)
        if suffix not in _KNOWN and not disguised:
            reason = _OTHER_PROGRAMS.get(suffix, Reason.UNKNOWN_TYPE)
            return Outcome(refused=[Refusal(path, None, "", reason)])
        try:
            with self._store.transaction(self._now) as writing:
                outcome = self._read(path, suffix)
                outcome.refused.extend(
                    Refusal(path, None, f"{kind} {id}", Reason.WITHDRAWN) for kind, id in writing.withheld
                )
                outcome.unchanged -= len(writing.withheld)  # an importer takes them for what is there
                if outcome.accepted or outcome.unchanged:
                    self._store.confirm(dict.fromkeys(outcome.kinds, self._now))
                return outcome
        except (OSError, UnreadableFileError):
            reason = Reason.LOCKED if _is_compound(path) else Reason.NOT_READABLE
            return Outcome(refused=[Refusal(path, None, "", reason)])

    def _read(self, path: Path, suffix: str) -> Outcome:
        store, today, titles = self._store, self._now.date(), self._titles
        if suffix in _SHEETS or suffix in DISGUISES:
            return import_workbook(path, store, today, titles, whole=self._whole, progress=self._progress)
        if suffix in _STRUCTURED:
            return import_structured(path, store, today, titles, whole=self._whole)
        if suffix in _WORD and is_template(path) and (known := titles.of(Template)) is not None:
            return import_template(path, store, today, known)
        if suffix in _TEXTS | _WORD:
            text = read_document(path)
            if text is None:
                raise UnreadableFileError(path.name)
            if is_holiday_notice(text):
                return import_holiday_notice(text, path, store)
            if is_judgment(text):
                return import_judgment(text, path, store, today)
            outcome = import_announcement(text, path, store, today, titles.hearing)
            if suffix in _WORD and not (outcome.accepted or outcome.unchanged):
                return import_judgment(text, path, store, today)  # which says what it lacks
            return outcome
        if suffix in _GUIDES:
            return import_markdown(path, store, today, titles)
        if suffix in _PICTURES:
            return import_picture(path, store)
        if path.name in CATEGORIES:
            return import_categories(path, store)
        if is_directory(path):
            return import_directory(path, store)
        return import_structured(path, store, today, titles, whole=self._whole)
