"""One person's stay: from the first touch, key or request to the end that wipes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.place import HOME, Place

if TYPE_CHECKING:
    from shared.cases.records import Session
    from shared.cases.sending import Attachment


class Face(StrEnum):
    KIOSK = "kiosk"
    VOICE = "voice"
    MOBILE = "mobile"


class Language(StrEnum):
    CHINESE = "zh-CN"
    ENGLISH = "en"

    @property
    def other(self) -> Language:
        return Language.ENGLISH if self is Language.CHINESE else Language.CHINESE


@dataclass(slots=True)
class Visit:
    """Language, the places gone through (back = pop), and what the person proved.

    `session` is the backend's answer to a right password, `case` which of its cases is looked at,
    `handoff` the id of a hand-off under way, `draft` what was entered and waits to be confirmed,
    `attachments` what was recorded for a field of that name, `texts` how many were sent to telephones. All
    live here and nowhere else, and `end` takes them away.
    """

    face: Face
    language: Language = Language.CHINESE
    history: list[Place] = field(default_factory=lambda: [HOME])
    session: Session | None = field(default=None, repr=False)
    case: str = field(default="", repr=False)
    draft: dict[str, str] = field(default_factory=dict, repr=False)
    attachments: dict[str, Attachment] = field(default_factory=dict, repr=False)
    handoff: str | None = field(default=None, repr=False)
    texts: int = 0

    @property
    def holds_something(self) -> bool:
        """Whether there is anything in the visit that must be kept for its person, and for nobody else."""
        return self.session is not None or bool(self.draft)

    @property
    def here(self) -> Place:
        return self.history[-1]

    def arrive(self, place: Place) -> None:
        """Remember `place`. The same list again (its next page, another day, a filter) is the same step
        on the way, so that back does not lead through every page of it."""
        here = self.here
        if place == HOME:
            self.history = [HOME]
        elif place == here or (place.path == here.path and place.params and here.params):
            self.history[-1] = place
        else:
            self.history.append(place)

    def replace(self, place: Place) -> None:
        """`place` stands where a form stood: back must not lead into a form that is done with."""
        if len(self.history) > 1:
            self.history.pop()
        self.arrive(place)

    def back(self) -> Place:
        """Leave the place here and return the one before; at home, home."""
        if len(self.history) > 1:
            self.history.pop()
        return self.here

    def end(self) -> Session | None:
        """Wipe the visit; the session, if any, is returned once so that the backend can be told."""
        session, self.session, self.handoff, self.case = self.session, None, None, ""
        self.draft.clear()
        self.attachments.clear()
        self.history = [HOME]
        self.language = Language.CHINESE
        self.texts = 0
        return session
