"""What is said for anything that a page holds: the telephone's and the read-aloud's one wording."""

from __future__ import annotations

from shared.speech.spoken import say_value
from shared.speech.text import say_text
from shared.values import Value


def say(value: Value, language: str = "zh-CN") -> str:
    """`value` in words that a voice reads right."""
    return say_text(value, language) if isinstance(value, str) else say_value(value, language)
