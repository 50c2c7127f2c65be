"""Litigation guides (诉讼指南, row A4)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from content.records.base import CHINESE, Body, Maybe, Named, Record, SearchText, Slug, Text, joined


class GuideCategory(Named):
    """A subject under which guides stand."""

    record_kind = "guide_category"
    chinese = "指南分类"
    requirement = "A4"
    owner_department = "立案庭"
    needed = ("hint",)

    id: Slug = Field(description="Stable slug.")
    order: int = Field(0, ge=0, description="Place in the menu, ascending.")
    hint: Maybe = Field("", description="One line under the name.")
    hint_en: Maybe = Field("", description="The same in English.")
    row: Literal["A3", "A4", "A8"] = Field(
        "A4",
        description="A3 司法公开指南: how to look things up, A4 诉讼指南, A8 执行指南.",
    )
    owner: Maybe = Field("", description="Department that answers for it.")

    def hint_in(self, lang: str) -> str:
        """The line under the name in the language asked for where there is one, else Chinese."""
        return self.in_language("hint", lang)


class Guide(Record):
    """A litigation guide (诉讼指南, row A4) in one language."""

    record_kind = "guide"
    chinese = "诉讼指南"
    requirement = "A4"
    owner_department = "立案庭"
    numbered = True
    needed = ("summary", "owner")

    id: Slug = Field(description="Stable slug, the same in all languages.")
    lang: Literal["zh-CN", "en"] = Field("zh-CN", description="Language of title, summary and body.")
    title: Text = Field(description="Title, in this record's language.")
    title_en: Maybe = Field("", description="Title in English.")
    category: Slug = Field(description="Id of its GuideCategory.")
    order: int = Field(0, ge=0, description="Place within the category, ascending.")
    summary: Maybe = Field("", description="One sentence.")
    summary_en: Maybe = Field("", description="The same in English.")
    owner: Maybe = Field("", description="Department that answers for it.")
    updated: date = Field(description="Day of its last revision.")
    law: tuple[Text, ...] = Field((), description="Legal basis, by law and article.")
    keywords: tuple[Text, ...] = Field((), description="Words that it is also found by.")
    body: Body = Field(description="Text in Markdown.")

    @property
    def parent(self) -> str:
        return self.category

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/guides/{id}"

    def found_by(self) -> SearchText:
        head = (self.title, self.title_en, self.summary, *self.keywords, *self.law)
        names = (self.title, *self.keywords) if self.lang == CHINESE else ()
        return SearchText(self.title, joined(*head, self.body), names, self.updated)
