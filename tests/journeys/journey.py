"""A journey: one visit in plain words, walked on every face that it names.

A step is one of

======== =======================================================================================
choose    touch, or press the key of, what is called so (or has it in its name)
enter     fill in the form that is shown, field by field, and send it; ``{fact.key}`` is what was seen there
code      open the page at this place by its short code: dialled at the telephone's main menu, typed into the
          kiosk's search, and on a phone at the address of the code that the page shows
back      to the page before
person    ask for a person (0 on the telephone)
language  go on in this language, where one is
end       leave: the way each face has for it
backend   what is wrong with the court's backend from now on (`sandbox.faults`), or ``none``
sees      what must be true now: `Sees`
======== =======================================================================================
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from shared.visit import Face, Language

FOLDER = Path(__file__).parent


class Sees(BaseModel):
    """What must be true of a page; what is not named may be anything.

    `facts` by key, as they are shown; `items` stand in a listing in this order, others may stand between;
    `text` is shown or said; `hides` is neither.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["menu", "form", "listing", "article", "notice"] | None = None
    title: str | None = None
    facts: dict[str, str] = {}
    items: tuple[str, ...] = ()
    code: str | None = None
    text: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    choose: str | None = None
    enter: dict[str, str] | None = None
    code: str | None = None
    back: bool | None = None
    person: bool | None = None
    language: Language | None = None
    end: bool | None = None
    backend: dict[str, Any] | Literal["none"] | None = None
    sees: Sees | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Step:
        if len(self.model_fields_set) != 1:
            raise ValueError("a step is one thing")
        return self

    @property
    def does(self) -> str:
        return next(iter(self.model_fields_set))


class Journey(BaseModel):
    """`who` is the person and what they want; every journey begins at home."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    who: str
    faces: tuple[Face, ...] = tuple(Face)
    now: datetime = datetime.fromisoformat("2026-11-24T08:30:00+08:00")
    steps: tuple[Step, ...]


def journeys() -> list[Journey]:
    """All journeys, by file name."""
    files = sorted(FOLDER.glob("*.yaml"))
    return [
        Journey.model_validate({"name": file.stem, **yaml.safe_load(file.read_text(encoding="utf-8"))})
        for file in files
    ]


def journey(name: str) -> Journey:
    return next(each for each in journeys() if each.name == name)
