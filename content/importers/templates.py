"""Templates of documents (文书样式) from Word files, each as it is, with its text to read.

The file's name is the title, the folder that it lies in the heading that it stands under; when it is used
is told by its properties (标题、备注 in Word), by which a title may also differ from the file's name.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from content.importers.document import DAMAGED
from content.importers.hearings import Outcome
from content.importers.intake import Intake, derived_id
from content.importers.reasons import Reason, Refusal
from content.importers.titles import KindTitles
from content.records import Template
from content.store import Store

MOST_BYTES = 500_000
FOLDERS = frozenset({"templates", "文书样式", "诉讼文书样式"})
_NUMBERED = re.compile(r"^\d{1,3}\s*[-_.、 ]\s*")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST_MARK = re.compile(r"^(\d+)([.)])|^([-+])", re.ASCII)


def is_template(path: Path) -> bool:
    """Whether a Word file lies in a folder of templates."""
    return any(part in FOLDERS for part in path.resolve().parent.parts[-3:])


def import_template(path: Path, store: Store, today: date, titles: KindTitles) -> Outcome:
    """Bring one template into the store, within `store.transaction()`."""
    raw = path.read_bytes()
    if len(raw) > MOST_BYTES:
        return Outcome(refused=[Refusal(path, None, "", Reason.LARGE_FILE)])
    try:
        document = docx.Document(io.BytesIO(raw))
        told = document.core_properties
        title = told.title or _NUMBERED.sub("", path.stem)
        text = "\n\n".join(part for part in _blocks(document) if part != _plain(title))
        found: dict[str, Any] = {
            "title": title,
            "title_en": told.subject if told.subject and told.subject.isascii() else "",
            "summary": told.comments,
            "updated": told.modified.date() if told.modified else None,
        }
    except DAMAGED:
        return Outcome(refused=[Refusal(path, None, "", Reason.NOT_READABLE)])
    if not text:
        return Outcome(refused=[Refusal(path, None, "", Reason.EMPTY_BODY)])
    folder = path.resolve().parent.name
    named = re.fullmatch(r"[A-Za-z0-9_-]{1,64}", path.stem)
    intake = Intake(titles, path, store, today)
    intake.take(
        {
            **found,
            "id": path.stem if named else derived_id(Template, found),
            "category": "" if folder in FOLDERS else _NUMBERED.sub("", folder),
            "order": _order(path),
            "file_name": _NUMBERED.sub("", path.name),
            "data": base64.b64encode(raw).decode(),
            "text": text,
        },
        None,
    )
    return intake.end(whole=False)


def _order(path: Path) -> int:
    """By the numbers that folder and file begin with."""
    numbers = [re.match(r"\d{1,3}", name) for name in (path.resolve().parent.name, path.name)]
    folder, file = (int(found[0]) if found else 999 for found in numbers)
    return folder * 1_000 + file


def _blocks(document: Document) -> Iterator[str]:
    """The document in Markdown: what is a mark there stays a letter."""
    for part in document.iter_inner_content():
        match part:
            case Paragraph() if part.text.strip():
                style = part.style.name if part.style is not None else ""
                head = "## " if style and style.startswith(("Heading", "Title", "标题")) else ""
                yield head + "  \n".join(_plain(line) for line in part.text.strip().split("\n"))
            case Table():
                yield from _table(part)


def _table(table: Table) -> Iterator[str]:
    rows = [[_plain(" ".join(cell.text.split())) for cell in row.cells] for row in table.rows]
    if rows:
        lines = [" | ".join(row) for row in (rows[0], ["---"] * len(rows[0]), *rows[1:])]
        yield "\n".join(f"| {line} |" for line in lines)


def _plain(text: str) -> str:
    marked = _MARKS.sub(r"\\\1", text.strip())
    return _LIST_MARK.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", marked)
