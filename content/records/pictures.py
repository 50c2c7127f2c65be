"""Pictures that other records name."""

from __future__ import annotations

from typing import Literal

from pydantic import Base64Bytes, Field

from content.records.base import Record, Slug


class Picture(Record):
    """A picture that other records name: a map."""

    record_kind = "picture"
    chinese = "图片"
    requirement = "A1"
    owner_department = "研究室"

    id: Slug = Field(description="Name of its file, without the ending.")
    media_type: Literal["image/png", "image/jpeg"] = Field(description="Media type.")
    width: int = Field(ge=1, le=4_096, description="Width in pixels.")
    height: int = Field(ge=1, le=4_096, description="Height in pixels.")
    data: Base64Bytes = Field(max_length=1_500_000, description="The file, in base64 (at most 1.5 MB).")
