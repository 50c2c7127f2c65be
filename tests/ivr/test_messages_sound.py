"""Every message about one's own case and about talking to the court, as it sounds on the telephone: in the
right language, nothing spelled, nothing cut off, no hole in it, as long as its syllables."""

from __future__ import annotations

import re
import string
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from ivr.prompts import pieces
from shared.showing import show
from shared.speech.text import say_text
from shared.speech.voice import VOICES, WORDS_PER_MINUTE
from shared.values import Money, Telephone
from shared.visit import Language
from shared.words import read_catalogue
from tests.telephone.audio import read_wav

# Rows B1 to B8 and C1 to C5 of the requirements.
SERVICES = (
    "appointment", "case", "clue", "complain", "enforcement", "file", "link", "message", "password",
    "receipt", "recordings", "send", "sms", "survey",
)  # fmt: skip
RATE = 22_050
# Seconds: of a syllable, pauses at commas included, and of the longest pause.
SHORTEST, LONGEST, HOLE = 0.13, 0.5, 0.8
HAN = "一-鿿"
# What a message may be about, by the name of its placeholder.
VALUES: Mapping[str, str] = {
    **dict.fromkeys(("when", "until", "before", "at"), show(datetime(2026, 11, 25, 9, 30, tzinfo=UTC))),
    **dict.fromkeys(("day", "due"), show(date(2027, 2, 28))),
    **dict.fromkeys(("telephone",), show(Telephone("13800000001"))),
    **dict.fromkeys(("amount",), show(Money(Decimal("186400.05")))),
    **dict.fromkeys(("most", "number", "count", "digits", "page", "pages", "total"), "12"),
}
SOME_WORDS = "张某与李某民间借贷纠纷"


def _spoken() -> list[str]:
    """What goes to the Mandarin voice, piece by piece."""
    found: set[str] = set()
    for message in read_catalogue(Language.CHINESE):
        name = message.id[0] if isinstance(message.id, tuple) else message.id
        if not name or name.split(".")[0] not in SERVICES:
            continue
        text = message.string if isinstance(message.string, str) else message.string[0]
        names = {each for _, each, _, _ in string.Formatter().parse(text) if each}
        text = text.format_map({each: VALUES.get(each, SOME_WORDS) for each in names})
        for piece, language in pieces(say_text(text), "zh-CN"):
            assert language == "zh-CN", piece
            found.add(piece)
    return sorted(found)


@pytest.fixture(scope="module")
def spoken() -> list[str]:
    found = _spoken()
    assert len(found) > 300
    return found


def test_numbers_sums_and_days_are_words_by_then(spoken: list[str]) -> None:
    # The X at the end of an ID number is called by its name.
    assert [text for text in spoken if re.search(r"[0-9A-Za-z]", text.replace("末位X", ""))] == []
    assert any("十八万六千四百元零五分" in text or "二零二七年二月二十八日" in text for text in spoken)


def _phonemes(text: str) -> str:
    command = ["espeak-ng", "-v", VOICES["zh-CN"], "-q", "-x"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, timeout=120).stdout


def _is_plain(text: str) -> bool:
    """Whether each character of `text` is one syllable: espeak-ng writes a syllable with its tone, and what
    it spells or says in English with none or with more of them. The name of X is one, too."""
    told = _phonemes(text)
    return "(en)" not in told and len(re.findall(r"[0-9]{2,3}", told)) == len(re.findall(f"[{HAN}X]", text))


def test_each_character_is_one_syllable_of_mandarin(spoken: list[str]) -> None:
    if not _is_plain("\n".join(f"{text}。" for text in spoken)):
        assert [text for text in spoken if not _is_plain(text)] == []


def test_each_sounds_as_long_as_it_is_without_a_hole_or_a_crack(spoken: list[str], tmp_path: Path) -> None:
    def faults(text: str) -> list[str]:
        file = tmp_path / f"{hash(text)}.wav"
        subprocess.run(
            ["espeak-ng", "-v", VOICES["zh-CN"], "-s", str(WORDS_PER_MINUTE["zh-CN"]), "-w", str(file), text],
            check=True, timeout=20,
        )  # fmt: skip
        samples = np.abs(read_wav(file).astype(np.int32))
        loud = np.flatnonzero(samples > 200)
        gaps = np.diff(loud) / RATE
        seconds = (loud[-1] - loud[0]) / RATE
        syllables = len(re.findall(f"[{HAN}]", text))
        found = []
        each = seconds / syllables
        if not SHORTEST < each < LONGEST:
            found.append(f"{each:.2f} s a syllable")
        if gaps.max() > HOLE:
            found.append(f"a hole of {gaps.max():.2f} s")
        if np.count_nonzero(samples >= 32_767) > 2:
            found.append("clipped")
        return found

    with ThreadPoolExecutor(4) as many:
        told = {text: faults for text, faults in zip(spoken, many.map(faults, spoken), strict=True) if faults}
    assert told == {}
