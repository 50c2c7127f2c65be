"""What a service gets: where, who, when, what was entered, and the parts it may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from content.store import Store
from shared.once import Once
from shared.place import Place
from shared.settings import Settings
from shared.visit import Face, Language, Visit
from shared.words import Words

if TYPE_CHECKING:
    from shared.cases.client import CaseClient
    from shared.catalogue.load import Catalogue
    from shared.outbox import Outbox
    from shared.texting import Texting


class Age(TypedDict):
    """The parts of a page that say how old its content is."""

    as_of: datetime | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """What services stand on. Built once by a main, the same for every request. What is a `Once` is made when
    it is first asked for: a first page needs none of them, and their libraries are large."""

    content: Store
    settings: Settings
    case_client: Once[CaseClient]
    kept: Once[Outbox]
    texts: Once[Texting]

    @property
    def cases(self) -> CaseClient:
        return self.case_client()

    @property
    def outbox(self) -> Outbox:
        return self.kept()

    @property
    def texting(self) -> Texting:
        return self.texts()


@dataclass(frozen=True, slots=True)
class Request:
    """One request of one visit.

    `rest` are the parts of the path below the service's own: ``("a1b2",)`` for ``/hearings/a1b2``.
    `entered` is what was filled in, when a form sent it as data. `now` is local court time.
    """

    place: Place
    rest: tuple[str, ...]
    visit: Visit
    now: datetime
    entered: Mapping[str, str] | None
    words: Words
    parts: Parts
    catalogue: Catalogue

    @property
    def content(self) -> Store:
        return self.parts.content

    @property
    def face(self) -> Face:
        return self.visit.face

    @property
    def language(self) -> Language:
        return self.visit.language

    @property
    def today(self) -> date:
        return self.now.date()

    def age(self, kind: str) -> Age:
        """How old the content of one kind is: ``Article(..., **request.age("hearing"))``.

        It is stale when it is older than its kind allows, and when the publication it came with has run out:
        then nobody can tell whether there is a newer one (TUF: a freeze attack).
        """
        as_of, published = self.content.as_of(kind), self.content.published()
        until = published.valid_until if published else None
        limit = timedelta(hours=self.parts.settings.stale_after_hours(kind))
        old = as_of is not None and self.now - as_of > limit
        return Age(as_of=as_of, stale=old or (as_of is not None and until is not None and self.now > until))
