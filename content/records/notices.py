"""Notices of enforcement (执行公告, row A9): rewards for clues (悬赏公告) and auctions (拍卖公告)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import AwareDatetime, Field, field_validator

from content.case_number import CaseNumber
from content.records.base import COURT_ZONE, Maybe, Record, SearchText, Slug, Text, joined

Yuan = Decimal


class EnforcementNotice(Record):
    """A reward notice or an auction notice (row A9).

    A reward is offered where the applicant asks for it and bears it (最高人民法院关于民事执行中财产调查若干
    问题的规定第二十一条至第二十四条). Of a natural person the name stands in it, never the ID number.
    """

    record_kind = "enforcement_notice"
    chinese = "执行公告"
    requirement = "A9"
    owner_department = "执行局"
    numbered = True
    needed = ("case_number", "telephone", "ends")
    fresh_hours = 24.0 * 7
    ends_with = "ends"
    ends_each = True
    identified_by = ("type", "case_number", "title")

    id: Slug = Field(description="Stable slug.")
    type: Literal["reward", "auction"] = Field(description="reward 悬赏, auction 拍卖.")
    title: Text = Field(description="Title; of an auction what is sold.")
    case_number: Maybe = Field("", description="Enforcement case (执行案号), in canonical writing.")
    published: date | None = Field(None, description="Day of publication.")
    starts: AwareDatetime | None = Field(
        None, description="Begin of bidding; of a reward, in force from.", json_schema_extra={"day": "start"}
    )
    ends: AwareDatetime | None = Field(
        None, description="End of bidding, or of the reward's time.", json_schema_extra={"day": "end"}
    )
    debtor: Maybe = Field("", description="Debtor (被执行人).")
    amount: Yuan | None = Field(None, ge=0, description="Sum that is enforced, in yuan.")
    reward: Maybe = Field("", description="What is paid for a clue, in words: 按执行到位金额的10%支付.")
    clue: Maybe = Field("", description="What is asked for: whereabouts, assets.")
    object: Maybe = Field("", description="What is sold, described.")
    round: Maybe = Field("", description="第一次拍卖, 第二次拍卖, 变卖.")
    appraised: Yuan | None = Field(None, ge=0, description="Appraised value or reference price, in yuan.")
    starting_price: Yuan | None = Field(None, ge=0, description="Starting price (起拍价), in yuan.")
    deposit: Yuan | None = Field(None, ge=0, description="Deposit (保证金), in yuan.")
    increment: Yuan | None = Field(None, ge=0, description="Least raise (加价幅度), in yuan.")
    viewing: Maybe = Field("", description="When and where it can be looked at.")
    platform: Maybe = Field("", description="Platform with its address, as text.")
    contact: Maybe = Field("", description="Who answers questions.")
    telephone: Maybe = Field("", description="Telephone number for questions and clues.")
    body: Maybe = Field("", description="What else is to be known.")
    pictures: tuple[Slug, ...] = Field((), description="Ids of its Pictures: the names of their files.")
    owner: Maybe = Field("", description="Department that answers for it.")

    @field_validator("starts", "ends")
    @classmethod
    def _in_court_zone(cls, moment: datetime | None) -> datetime | None:
        return moment.astimezone(COURT_ZONE) if moment else None

    @field_validator("case_number")
    @classmethod
    def _canonical(cls, text: str) -> str:
        number = CaseNumber.parse(text) if text else None
        if text and number is None:
            raise ValueError("no case number")
        return str(number) if number else ""

    @property
    def part(self) -> str:
        return self.type

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        return self.starts, self.ends

    def is_over(self, now: datetime) -> bool:
        return self.ends is not None and self.ends < now

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/notices/{id}"

    def found_by(self) -> SearchText:
        text = joined(self.title, self.case_number, self.debtor, self.object, self.platform, self.body)
        return SearchText(self.title, text, (self.title, self.debtor), self.published)
