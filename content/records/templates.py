"""Templates of documents (文书样式, row A4): files to print or to carry away."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Base64Bytes, Field

from content.records.base import Body, Maybe, Record, SearchText, Slug, Text, joined


class Template(Record):
    """A form of a document with its file. What it looks like is its `text`, in Markdown."""

    record_kind = "template"
    chinese = "文书样式"
    requirement = "A4"
    owner_department = "立案庭"
    numbered = True
    needed = ("summary", "category")
    identified_by = ("title",)

    id: Slug = Field(description="Stable slug.")
    title: Text = Field(description="Title: 民事起诉状.")
    title_en: Maybe = Field("", description="The same in English.")
    category: Maybe = Field("", description="Heading that it stands under: 民事.")
    order: int = Field(0, ge=0, description="Place in the listing.")
    summary: Maybe = Field("", description="When it is used.")
    summary_en: Maybe = Field("", description="The same in English.")
    updated: date | None = Field(None, description="Day of its last revision.")
    file_name: Text = Field(description="Name of the file to carry away.")
    media_type: Literal["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = Field(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", description="Media type."
    )
    data: Base64Bytes = Field(max_length=800_000, description="The file, in base64 (at most 0.5 MB).")
    text: Body = Field(description="What stands in it, in Markdown.")

    @property
    def parent(self) -> str:
        return self.category

    @classmethod
    def place_of(cls, id: str) -> str:
        return f"/templates/{id}"

    def found_by(self) -> SearchText:
        text = joined(self.title, self.title_en, self.category, self.summary)
        return SearchText(self.title, text, (self.title,), self.updated)
