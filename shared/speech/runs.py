"""A text in two languages, cut into runs that one voice each can read.

A Mandarin voice reads "For English, press eight" as pinyin, and an English one says "Chinese letter"
for every character of a name: each run goes to the voice of its own script.
"""

from __future__ import annotations

import re

# Chinese characters; a Latin word of two letters or more; anything else that is said; and what is not.
_TOKENS = re.compile(r"([㐀-鿿〇]+)|([A-Za-z]{2,}(?:['’][a-z]+)?)|([^\W_㐀-鿿A-Za-z]+|[A-Za-z])|([\W_]+)")


def runs(text: str, language: str) -> list[tuple[str, str]]:
    """(text, language) pairs that are `text` when joined. Digits and single letters belong to `language`,
    marks and spaces to what stands before them."""
    found: list[tuple[str, str]] = []
    for chinese, latin, other, mark in _TOKENS.findall(text):
        if mark:
            voice = found[-1][1] if found else ""
        else:
            voice = "zh-CN" if chinese else "en" if latin else language
        token = chinese or latin or other or mark
        if found and found[-1][1] in (voice, ""):
            found[-1] = (found[-1][0] + token, voice)
        else:
            found.append((token, voice))
    return [(piece, voice or language) for piece, voice in found]
