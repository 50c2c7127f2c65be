"""A screen to look at, for `every_screen`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.pages import AnyPage
from shared.visit import Visit

if TYPE_CHECKING:
    # Opens a window.
    from tests.kiosk.walking import Walk

Question = Callable[[Visit], AnyPage]
Then = Callable[["Walk"], None]


@dataclass(frozen=True)
class Shown:
    """One that `fits` needs no scrolling where letters have their first size. `then` is done once the page is
    there."""

    name: str
    question: Question
    fits: bool = False
    then: Then | None = None
