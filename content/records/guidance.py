"""Guidance for trials (审判指导文件, row A5): business documents, guiding cases, reference cases."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from content.records.base import Body, Maybe, Record, SearchText, Slug, Text, joined


class Guidance(Record):
    """A business document (业务文件), a guiding case (指导性案例) or a reference case (参考案例).

    Guiding cases are the Supreme People's Court's; courts must refer to them in like cases
    (最高人民法院关于案例指导工作的规定第七条). Reference cases help, but bind nobody.
    """

    record_kind = "guidance"
    chinese = "审判指导文件"
    requirement = "A5"
    owner_department = "研究室"
    numbered = True
    needed = ("summary",)
    identified_by = ("type", "title", "number")

    id: Slug = Field(description="Stable slug.")
    type: Literal["document", "guiding", "reference"] = Field(description="Which of the three.")
    title: Text = Field(description="Title.")
    title_en: Maybe = Field("", description="The same in English.")
    number: Maybe = Field("", description="Number: 示法〔2026〕5号, 指导案例24号.")
    issued_by: Maybe = Field("", description="Who issued it.")
    published: date = Field(description="Day of publication.")
    summary: Maybe = Field("", description="What it says, in a sentence; of a case the gist (裁判要点).")
    keywords: tuple[Text, ...] = Field((), description="Words that it is also found by.")
    law: tuple[Text, ...] = Field((), description="Legal basis, by law and article.")
    owner: Maybe = Field("", description="Department that answers for it.")
    body: Body = Field(description="Text in Markdown.")

    @property
    def part(self) -> str:
        return self.type

    @property
    def span(self) -> tuple[date, None]:
        return self.published, None

    @property
    def parent(self) -> str:
        return self.type

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/guidance/{id}"

    def found_by(self) -> SearchText:
        text = joined(self.title, self.number, self.summary, *self.keywords, *self.law, self.body)
        return SearchText(self.title, text, (self.title, *self.keywords), self.published)
