"""Somebody who sees nothing: four keys and what is heard, all else is not looked at."""

from __future__ import annotations

from shared.speech.text import say_text
from tests.kiosk.touchscreen import Touchscreen

MOST_KEYS = 80


class Blindfold:
    def __init__(self, screen: Touchscreen) -> None:
        self._screen = screen
        # All that was heard, to be read when a test fails.
        self.trail: list[str] = []
        self._begun = 0

    def hear(self, *parts: str) -> str:
        """Listen until all of `parts` were said, in whatever is being read; the whole of it."""

        def heard(state: dict) -> bool:  # type: ignore[type-arg]
            text = _text(state)
            return all(part in text for part in parts)

        state = self._screen.wait(heard, f"{parts} after {self.trail[-12:]}")
        self._begun = state["said"][0]
        self.trail.append(_text(state))
        return self.trail[-1]

    def press(self, key: str) -> str:
        """Press a key; what is said then, as far as it has come."""
        before = self._screen.state()["said"][0]
        self._screen.key(key)
        state = self._screen.wait(
            lambda state: state["said"][0] > before and bool(state["said"][1]), f"a word after {key}"
        )
        self.trail.append(f"[{key}] {_text(state)}")
        return _text(state)

    def go_to(self, part: str, key: str = "Down") -> str:
        """On with `key` until what is said has `part` in it, or is the key of that name."""
        for _ in range(MOST_KEYS):
            said = self.press(key)
            if (len(part) > 1 and part in said) or said.strip("。.") == key_said(part):
                return said
        raise AssertionError(f"{part} is not come to: {self.trail[-MOST_KEYS:]}")

    def choose(self, part: str, key: str = "Down") -> str:
        self.go_to(part, key)
        return self.press("Return")


def key_said(key: str) -> str:
    """What is said of a keypad's key."""
    return say_text(key) if len(key) == 1 else key


def _text(state: dict) -> str:  # type: ignore[type-arg]
    return "".join(state["said"][1])
