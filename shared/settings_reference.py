"""The reference of all settings as Markdown: docs/configuration.md, made by ``make docs``."""

from __future__ import annotations

from itertools import groupby

from annotated_types import Ge, Gt, Le, Lt
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from shared.settings import Settings

_HEAD = """# Configuration

Every program reads the same settings once, at its start: first from environment variables
`COURT_<NAME>`, then from the TOML file that `COURT_SETTINGS` names (`backend_url = "https://…"`), then the
defaults below. Every default is safe and local. A name that does not exist, or a value beyond its bounds,
stops the program with the name. This page is made by `make docs` from `shared/settings.py`.
"""
_GROUPS = {
    "": "This machine",
    "backend": "The court's backend",
    "mobile": "Mobile page",
    "kiosk": "Kiosk",
    "voice": "Voice line",
}
_BELONGS = {"terminal": "backend", "operator": "voice", "ari": "voice"}


def reference() -> str:
    fields = sorted(Settings.model_fields.items(), key=lambda each: list(_GROUPS).index(_group(each[0])))
    parts = [_HEAD]
    for group, members in groupby(fields, key=lambda each: _group(each[0])):
        rows = [_row(name, field) for name, field in members]
        parts.append(
            f"## {_GROUPS[group]}\n\n| variable | default | what |\n|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def _group(name: str) -> str:
    first = name.partition("_")[0]
    group = _BELONGS.get(first, first)
    return group if group in _GROUPS else ""


def _row(name: str, field: FieldInfo) -> str:
    bounds = "; ".join(_bound(each) for each in field.metadata if _bound(each))
    what = f"{field.description} ({bounds})" if bounds else str(field.description)
    return f"| `COURT_{name.upper()}` | {_default(field)} | {what} |"


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "required"
    text = "" if value is None or "Secret" in type(value).__name__ else str(value)
    return f"`{text}`" if text else "–"


def _bound(limit: object) -> str:
    match limit:
        case Ge():
            return f"at least {limit.ge}"
        case Gt():
            return f"more than {limit.gt}"
        case Le():
            return f"at most {limit.le}"
        case Lt():
            return f"less than {limit.lt}"
    return ""
