"""The message catalogues agree: same messages, same placeholders, every message that code asks for.

``python -m tests.rules.messages`` prints what is wrong and exits 1.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from shared.visit import Language
from shared.words import read_catalogue

ROOT = Path(__file__).parents[2]
CODE = ("shared", "kiosk", "ivr", "mobile")
_TEMPLATE_CALL = re.compile(r"words(?:\.count)?\(\s*[\"']([a-z][a-z0-9.-]*)[\"']")


def findings() -> list[str]:
    """What is wrong, one line each; empty when all is well."""
    catalogues = {language: read_catalogue(language) for language in Language}
    first = catalogues[Language.CHINESE]
    wrong: list[str] = []
    for language, catalogue in catalogues.items():
        wrong += _against(first, catalogue, language)
    known = _ids(first)
    wrong += [
        f"{where}: asks for {asked}, which no catalogue has"
        for where, asked in asked_for()
        if asked not in known
    ]
    return wrong


def _ids(catalogue: Catalog) -> dict[str, list[str]]:
    """Message id → its texts, one for each plural form."""
    texts: dict[str, list[str]] = {}
    for message in catalogue:
        if message.id:
            name = message.id[0] if isinstance(message.id, tuple) else message.id
            texts[name] = [message.string] if isinstance(message.string, str) else list(message.string)
    return texts


def _against(first: Catalog, other: Catalog, language: Language) -> Iterator[str]:
    expected, found = _ids(first), _ids(other)
    for name in sorted(expected.keys() ^ found.keys()):
        yield f"{language}: message {name} is in one language only"
    for name in sorted(expected.keys() & found.keys()):
        if not all(text.strip() for text in found[name]):
            yield f"{language}: message {name} is empty"
        if {p for text in found[name] for p in _placeholders(text)} != _placeholders(expected[name][0]):
            yield f"{language}: message {name} has other placeholders"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def asked_for() -> Iterator[tuple[str, str]]:
    """(file:line, message id) for every id that stands in code or a template as it is."""
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _is_words(node.func) and node.args:
                    argument = node.args[0]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield f"{file.relative_to(ROOT)}:{node.lineno}", argument.value
        for file in sorted((ROOT / folder).rglob("*.html")):
            for found in _TEMPLATE_CALL.finditer(file.read_text(encoding="utf-8")):
                yield str(file.relative_to(ROOT)), found[1]


def _is_words(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and function.attr == "count":
        return _is_words(function.value)
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"words", "_words"}


if __name__ == "__main__":
    wrong = findings()
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)
