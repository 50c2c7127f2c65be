"""A page as plain data, for scripts: what ``python -m shared open --json`` prints.

``type`` is ``menu``, ``form``, ``listing``, ``article`` or ``notice``; places are addresses, moments
ISO 8601, values as the language shows them, but for money: yuan with two decimals and nothing else
(``2300.00``). A fact is ``{"key", "label", "value"}``; a block has a ``type`` of its own. What is secret
(a hand-off's code) is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from shared.pages import AnyPage, Carry, Event, Fact, Filter, Image, Item, Option
from shared.place import Place
from shared.showing import show
from shared.values import Money, Value
from shared.visit import Language

_BLOCKS = frozenset(
    {"Heading", "Paragraph", "Bullets", "Steps", "Facts", "Timeline", "Table", "Image", "Attachment", "Carry"}
)
_LEFT_OUT = {(Carry, "code"), (Image, "data")}


_Shown = Callable[[Value], str]


def page_data(page: AnyPage, language: Language) -> dict[str, Any]:
    return _page(page, partial(_exact, language=language))


def _exact(value: Value, language: Language) -> str:
    return f"{value.yuan:.2f}" if isinstance(value, Money) else show(value, language)


def _page(page: AnyPage, shown: _Shown) -> dict[str, Any]:
    return {"type": type(page).__name__.lower(), **_fields(page, shown)}


def _fields(value: Any, shown: _Shown) -> dict[str, Any]:
    kept = (field.name for field in fields(value) if (type(value), field.name) not in _LEFT_OUT)
    return {name: _data(getattr(value, name), shown) for name in kept}


def _data(value: Any, shown: _Shown) -> Any:
    match value:
        case Fact():
            return {"key": value.key, "label": value.label, "value": shown(value.value)}
        case Place():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [_data(part, shown) for part in value]
        case StrEnum() | None | bool() | str() | int() | float():
            return value
        case Item() | Option() | Filter() | Event():
            return _fields(value, shown)
    kind = type(value).__name__
    return {"type": kind.lower(), **_fields(value, shown)} if kind in _BLOCKS else _fields(value, shown)


def page_text(page: AnyPage, language: Language) -> str:
    """A page as lines of text, in the order in which a face shows it."""
    return "\n".join(_lines(_page(page, partial(show, language=language))))


def _lines(data: dict[str, Any]) -> list[str]:
    lines = [f"# {data['title']}"]
    lines += [line for name in ("lead", "intro", "error", "text") if (line := data.get(name))]
    for entered in data.get("fields", ()):
        lines += [
            f"[{entered['label']}] {entered['prompt']}",
            *([entered["error"]] if entered["error"] else []),
        ]
    lines += _fact_lines(data.get("facts", ()))
    for block in data.get("blocks", ()):
        lines += _block_lines(block)
    group = ""
    for item in data.get("items", ()):
        if item["group"] != group:
            group = item["group"]
            lines.append(f"## {group}")
        badge = f"【{item['badge']}】" if item["badge"] else ""
        lines += [f"* {badge}{item['title']}  {item['place']}", *_fact_lines(item["facts"])]
        lines += [f"  {item['excerpt']}"] if item["excerpt"] else []
    if "items" in data and not data["items"]:
        lines.append(data["empty"])
    lines += list(data.get("steps", ()))
    lines += [f"> {option['title']}  {option['place']}" for option in data["options"]]
    if data["as_of"]:
        lines.append(f"({data['as_of']} {data['owner']})")
    return lines


def _fact_lines(facts: Any) -> list[str]:
    return [f"  {fact['label']}: {fact['value']}" for fact in facts]


def _block_lines(block: dict[str, Any]) -> list[str]:
    match block["type"]:
        case "heading":
            return ["", f"## {block['text']}"]
        case "paragraph":
            return [block["text"]]
        case "facts":
            return _fact_lines(block["items"])
        case "bullets":
            return [f"- {text}" for text in block["items"]]
        case "steps":
            return [f"{number}. {text}" for number, text in enumerate(block["items"], start=1)]
        case "timeline":
            return [
                f"- {event['when'] or ''} {event['title']} {event['detail']}" for event in block["events"]
            ]
        case "table":
            return [" | ".join(row) for row in (block["head"], *block["rows"])]
        case "attachment":
            return [f"[{block['name']}] {block['caption']}"]
        case "image":
            return [f"[{block['alt']}]"]
    return [block.get("caption", "")]
