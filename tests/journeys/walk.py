"""Walk a journey on a face and tell where it leaves the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from shared.visit import Language
from tests.journeys.journey import Journey, Sees


@dataclass
class Seen:
    """What a person has seen or heard of the page they are at."""

    type: str = ""
    title: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    code: str = ""
    text: str = ""


class Walker(Protocol):
    """A person at a face."""

    def choose(self, title: str) -> None: ...
    def enter(self, values: dict[str, str]) -> None: ...
    def code(self, place: str) -> None: ...
    def back(self) -> None: ...
    def person(self) -> None: ...
    def language(self, language: Language) -> None: ...
    def end(self) -> None: ...

    def look(self) -> Seen:
        """What is there to see; on the telephone, what was heard so far."""

    def more(self) -> bool:
        """Listen on, where there is more to hear; False where there is not."""

    def like(self, text: str) -> str:
        """`text` as this face brings it: the telephone says 三月 for 3月."""


class StrayedError(AssertionError):
    """A step did not go as the journey says."""


def walk(journey: Journey, walker: Walker, backend: Callable[[dict[str, object]], None]) -> None:
    """All steps of `journey`. Raises `StrayedError` with the number of the step and what was seen."""
    known: dict[str, str] = {}
    for number, step in enumerate(journey.steps, start=1):
        try:
            match step.does, getattr(step, step.does):
                case "sees", Sees() as sees:
                    _see(sees, walker)
                    known |= walker.look().facts
                case "enter", values:
                    walker.enter({name: _filled(value, known) for name, value in values.items()})
                case "backend", fault:
                    backend({"mode": "none"} if fault == "none" else fault)
                case "back" | "person" | "end" as act, _:
                    getattr(walker, act)()
                case act, value:
                    getattr(walker, act)(value)
        except (AssertionError, LookupError) as error:
            seen = walker.look()
            raise StrayedError(
                f"{journey.name}, step {number} ({step.does}): {error}\n"
                f"at {seen.type} {seen.title!r} {seen.facts} {seen.items}\n{seen.text}"
            ) from error


def _filled(value: str, known: dict[str, str]) -> str:
    """``{receipt.number}`` is what was last seen as that fact."""
    return known[value[1:-1]] if value.startswith("{") and value.endswith("}") else value


def _see(sees: Sees, walker: Walker) -> None:
    while (wrong := _wrong(sees, walker.look(), walker)) and walker.more():
        pass
    if wrong:
        raise AssertionError("; ".join(wrong))


def _wrong(sees: Sees, seen: Seen, walker: Walker) -> list[str]:
    wrong = [
        f"{name} is {getattr(seen, name)!r}, not {wanted!r}"
        for name in ("type", "title", "code")
        if (wanted := getattr(sees, name)) is not None and wanted != getattr(seen, name)
    ]
    wrong += [
        f"{key} is {seen.facts.get(key)!r}, not {value!r}"
        for key, value in sees.facts.items()
        if seen.facts.get(key) != value
    ]
    shown = [item for item in seen.items if item in sees.items]
    if shown != list(sees.items):
        wrong.append(f"items are {seen.items}")
    text = _plain(seen.text)
    wrong += [f"{each!r} is missing" for each in sees.text if _plain(walker.like(each)) not in text]
    wrong += [f"{each!r} is there" for each in sees.hides if _plain(walker.like(each)) in text]
    return wrong


def _plain(text: str) -> str:
    return "".join(text.split())
