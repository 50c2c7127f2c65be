"""Judgments (裁判文书, row A10): in full, or with the reason why one is not published.

Source: 最高人民法院关于人民法院在互联网公布裁判文书的规定 (法释〔2016〕19号). Article 4 names what is not
published; of such a one only the case number, the court, the day and the reason are made public (article 6).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from content.case_number import CaseNumber
from content.records.base import Maybe, Record, SearchText, Slug, Text, joined

DocumentType = Literal["judgment", "ruling", "decision", "notice", "payment-order", "mediation"]
# Article 4: (二) crimes of minors, (三) settled by mediation, (四) divorce and custody, (五) otherwise
# unsuitable. What concerns a state secret (一) is not in here at all.
Withheld = Literal["", "juvenile", "mediated", "divorce", "unsuitable"]
FullText = Annotated[str, StringConstraints(max_length=400_000)]


class Judgment(Record):
    """One document of a case. With `withheld` it holds nothing but what article 6 makes public."""

    record_kind = "judgment"
    chinese = "裁判文书"
    requirement = "A10"
    owner_department = "审管办"
    numbered = True
    needed = ("cause", "parties", "panel", "result")
    identified_by = ("case_number", "document", "decided")

    id: Slug = Field(description="12 characters derived from case, document and day.")
    case_number: Text = Field(description="Case number (案号) in canonical writing.")
    document: DocumentType = Field("judgment", description="Type of document.")
    decided: date = Field(description="Day of the judgment (裁判日期).")
    court: Maybe = Field("", description="The court that decided.")
    withheld: Withheld = Field("", description="Why it is not published; empty: it is.")
    cause: Maybe = Field("", description="Cause of action (案由).")
    parties: Maybe = Field("", description="Parties with their roles.")
    panel: tuple[Text, ...] = Field((), description="Who decided, each with the role: 审判长李示范.")
    clerk: Maybe = Field("", description="Clerk.")
    result: Maybe = Field("", description="What was decided (判决主文).")
    text: FullText = Field("", description="The whole text, a line a paragraph.")

    @model_validator(mode="before")
    @classmethod
    def _known_by_its_case(cls, plain: Any) -> Any:
        """The case number in canonical writing and the id that follows, whatever the file had."""
        if not isinstance(plain, dict):
            return plain
        number = CaseNumber.parse(str(plain.get("case_number", "")))
        if number is None:
            return {**plain, "case_number": ""}
        day, document = str(plain.get("decided", "")), str(plain.get("document", "judgment"))
        return {**plain, "case_number": str(number), "id": judgment_id(number.key, document, day)}

    @model_validator(mode="after")
    def _nothing_of_what_is_withheld(self) -> Judgment:
        told = (self.cause, self.parties, self.panel, self.clerk, self.result, self.text)
        if self.withheld and any(told):
            raise ValueError("more than article 6 makes public")
        if not self.withheld and not self.text:
            raise ValueError("neither a text nor a reason for not publishing it")
        return self

    @classmethod
    def lacks(cls, plain: Mapping[str, Any]) -> tuple[str, ...]:
        # Of what is withheld nothing more is made public (article 6).
        return () if plain.get("withheld") else super().lacks(plain)

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/judgments/{id}"

    def found_by(self) -> SearchText:
        title = joined(self.case_number, self.cause)
        text = joined(title, self.court, self.parties, *self.panel, self.text)
        return SearchText(title, text, (self.parties, self.cause), self.decided)


def judgment_id(case_key: str, document: str, decided: str) -> str:
    """Stable id of a document of a day (YYYY-MM-DD): 12 characters safe in an address (72 bits)."""
    key = f"judgment|{case_key}|{document}|{decided}"
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()[:9]).decode()
