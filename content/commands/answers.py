"""How every command answers: JSON alone on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys

DONE, REFUSALS, FAILED = 0, 1, 2


def say(text: str) -> None:
    """The answer, in Chinese, to standard output."""
    print(text)  # noqa: T201


def print_json(value: object) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))


def warn(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def failed(message: str) -> int:
    """The exit status for what could not be done, having said why."""
    warn(message)
    return FAILED
