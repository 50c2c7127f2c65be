"""Guides, and other records with a body, from Markdown files with front matter; the guides' subjects from
categories.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler
from markdown_it import MarkdownIt
from pydantic import ValidationError

from content.importers.encoding import decode
from content.importers.hearings import Outcome
from content.importers.intake import Intake
from content.importers.reasons import Reason, Refusal, Unread
from content.importers.titles import KindTitles, Titles
from content.importers.validation import refusals
from content.records import CHINESE, Guide, GuideCategory, kind_called
from content.store import Store

ENGLISH_SUFFIX = ".en"
CATEGORIES = ("categories.yaml", "categories.yml")
# What a translation takes from the Chinese guide when its own front matter leaves it out.
_SLUG = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHARED = ("category", "order", "owner", "updated", "law", "keywords")


class _Plain(YAMLHandler):
    """Front matter as text: the record's model reads days and numbers, and says what is wrong with them."""

    def load(self, fm: str, **_: Any) -> Any:
        return yaml.load(fm, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but texts and lists


def import_markdown(path: Path, store: Store, today: date, titles: Titles) -> Outcome:
    """Bring one text into the store, in `store.transaction()`: a guide, or what its ``kind`` says.

    `<id>.en.md` is the English of the guide `<id>.md`.
    """
    raw = decode(path.read_bytes())
    if raw is None:
        return _refused(path, None, "", Reason.NOT_READABLE)
    try:
        post = frontmatter.loads(raw, handler=_Plain())
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return _refused(path, mark.line + 2 if mark else 1, "", Reason.NOT_READABLE)
    meta: dict[str, Any] = dict(post.metadata)
    body = post.content.strip()
    if not body:
        return _refused(path, None, "正文", Reason.EMPTY_BODY)
    html = next((token for token in MarkdownIt("commonmark").parse(raw) if _has_html(token)), None)
    if html is not None:
        return _refused(path, (html.map[0] + 1) if html.map else None, "正文", Reason.HTML)
    if "kind" in meta and (kind := kind_called(str(meta["kind"]))) is not Guide:
        readable = titles.of(kind) if kind is not None else None
        if readable is None:
            return _refused(path, _line(raw, "kind"), "kind", Reason.UNKNOWN_KIND)
        return _record(path, raw, {**meta, "body": f"{body}\n"}, readable, store, today)
    meta.pop("kind", None)
    english = path.stem.endswith(ENGLISH_SUFFIX) or meta.get("lang") == "en"
    if english:
        chinese = store.guide(str(meta.get("id", path.stem.removesuffix(ENGLISH_SUFFIX))), CHINESE)
        if chinese is None:
            return _refused(path, None, "id", Reason.NO_CHINESE)
        plain = chinese.model_dump(mode="json")
        meta = {name: plain[name] for name in _SHARED} | meta | {"lang": "en"}
        meta["title_en"], meta["summary_en"] = meta.get("title", ""), meta.get("summary", "")
    meta.setdefault("id", path.stem.removesuffix(ENGLISH_SUFFIX))
    for listed in ("law", "keywords"):
        if isinstance(meta.get(listed), str):
            meta[listed] = [meta[listed]]
    known = {category.id for category in store.guide_categories()}
    if known and meta.get("category") not in known:
        return _refused(path, _line(raw, "category"), "category", Reason.UNKNOWN_CATEGORY)
    if not isinstance(meta.get("updated"), date | str):
        return _refused(path, _line(raw, "updated"), "updated", Reason.NO_FIELD)
    try:
        guide = Guide.model_validate({**meta, "body": body + "\n"})
    except ValidationError as error:
        return Outcome(refused=refusals(error, path, lambda field: _line(raw, field)))
    changed = store.put(guide)
    return Outcome(accepted=int(changed), unchanged=int(not changed), kinds={Guide.record_kind})


def _record(
    path: Path, raw: str, meta: dict[str, Any], known: KindTitles, store: Store, today: date
) -> Outcome:
    """A record of any kind that has a body: what stands in the front matter, by field or by title."""
    meta.pop("kind")
    meta.setdefault("id", path.stem if _SLUG.fullmatch(path.stem) else "")
    cells, named, unknown = known.sorted_out(meta)
    intake = Intake(known, path, store, today)
    intake.take(cells, None, named)
    outcome = intake.end(whole=False)
    outcome.unread = [Unread(path, known.kind.chinese, title) for title in unknown]
    outcome.refused = [replace(one, row=_line(raw, one.field)) for one in outcome.refused]
    return outcome


def import_categories(path: Path, store: Store) -> Outcome:
    """Bring the subjects of the guides into the store, within `store.transaction()`."""
    text = decode(path.read_bytes())
    try:
        found = yaml.safe_load(text) if text is not None else None
    except yaml.YAMLError:
        found = None
    if isinstance(found, Mapping):
        found = found.get(
            "categories",
            [
                {"id": key, **value} if isinstance(value, Mapping) else {"id": key, "name": value}
                for key, value in found.items()
            ],
        )
    if not isinstance(found, list):
        return _refused(path, None, "", Reason.NOT_READABLE)
    outcome = Outcome(kinds={GuideCategory.record_kind})
    for number, row in enumerate(found, start=1):
        try:
            plain = dict(row) if isinstance(row, Mapping) else {}
            changed = store.put(GuideCategory.model_validate({"order": number * 10, **plain}))
        except ValidationError as error:
            outcome.refused.extend(refusals(error, path, number))
        else:
            outcome.accepted += changed
            outcome.unchanged += not changed
    return outcome


def _has_html(token: Any) -> bool:
    return token.type in {"html_block", "html_inline"} or any(
        _has_html(child) for child in token.children or ()
    )


def _line(raw: str, field: str) -> int | None:
    return next((n for n, line in enumerate(raw.split("\n"), start=1) if line.startswith(f"{field}:")), None)


def _refused(path: Path, row: int | None, field: str, reason: Reason) -> Outcome:
    return Outcome(refused=[Refusal(path, row, field, reason)])
