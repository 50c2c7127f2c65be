"""Text files as clerks have them: UTF-8 or UTF-16 with a mark at the start, UTF-8, or GB 18030."""

from __future__ import annotations

import codecs
from pathlib import Path


def decode(data: bytes) -> str | None:
    """The text, line ends as ``\\n``; None when it is no text in any of these."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def encoding_of(path: Path) -> str | None:
    """The encoding of a text file of any length; None when it is no text in any of these."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding, newline="") as text:
                while text.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    return None
