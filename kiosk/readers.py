"""What the scanner and the card reader bring: a page of ours, or what a form asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.devices.card import IdCard
from kiosk.devices.scanner import LookupNumber, meaning
from shared.pages import FieldKind
from shared.place import Place

CASE = Place("/case")


class Readers:
    """`fill` fills in the form that is shown, and says whether it asks for any of that."""

    def __init__(
        self,
        mobile_url: str,
        *,
        open_place: Callable[[Place], None],
        fill: Callable[[Mapping[FieldKind, str]], bool],
    ) -> None:
        self._mobile_url, self._open, self._fill = mobile_url, open_place, fill
        self._scanned: LookupNumber | None = None

    def scan(self, text: str) -> None:
        found = meaning(text, self._mobile_url)
        if isinstance(found, Place):
            self._open(found)
        elif found is not None and not self._fill({FieldKind.CASE_LOGIN: found.number}):
            self._scanned = found
            self._open(CASE)

    def page_came(self) -> None:
        """The form that a scanned number asked for is there."""
        if self._scanned is not None:
            scanned, self._scanned = self._scanned, None
            self._fill({FieldKind.CASE_LOGIN: scanned.number})

    def card(self, card: IdCard) -> None:
        """An ID card fills in what the form asks for of it; without such a form it does nothing."""
        self._fill(
            {
                FieldKind.PERSON_NAME: card.name,
                FieldKind.ID_NUMBER: card.number,
                FieldKind.CASE_LOGIN: card.number,
            }
        )

    def forget(self) -> None:
        """The visit is over."""
        self._scanned = None
