"""Mandarin syllables and the units that the acoustic model knows: an initial and a final with its tone.

Written as pypinyin's TONE3 style: ``ren2``, ``lv4`` (ü is v), the neutral tone is 5.
"""

from __future__ import annotations

from functools import cache

from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_finals, to_initials

TONES = "12345"
# What pypinyin's data holds and no caller says as a word: interjections without a vowel, ê.
_NOT_SYLLABLES = frozenset({"m", "n", "ng", "hm", "hng", "ê"})
# A syllable without a consonant begins with one of these, by its first vowel: a glide, or nothing.
_ONSETS = {"i": "y", "u": "w", "v": "yv"}
NO_ONSET = "0"


def units(syllable: str) -> tuple[str, str]:
    """(initial, final with tone) of a syllable: ``shi4`` → ``("sh", "ih4")``, ``yuan2`` → ``("yv", "van2")``.

    The three vowels that pinyin writes as i are told apart: ``yi`` i, ``zi`` iz, ``zhi`` ih. Raises
    `ValueError` for what is no syllable.
    """
    plain, tone = syllable[:-1], syllable[-1:]
    final = to_finals(plain, strict=True) if tone in TONES and tone else ""
    if not final or plain in _NOT_SYLLABLES:
        raise ValueError(f"no Mandarin syllable: {syllable}")
    initial = to_initials(plain, strict=True) or _ONSETS.get(final[0], NO_ONSET)
    if final == "i" and initial in ("z", "c", "s"):
        final = "iz"
    elif final == "i" and initial in ("zh", "ch", "sh", "r"):
        final = "ih"
    return initial, final + tone


def reading(word: str) -> tuple[str, ...]:
    """How a word in Chinese characters is read: its syllables. Raises `ValueError` for anything else."""
    syllables = tuple(
        found[0] for found in pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, errors=_refuse)
    )
    for syllable in syllables:
        units(syllable)
    return syllables


def toneless(word: str) -> tuple[str, ...]:
    """How a word is read, without its tones: by telephone 是 and 十 are hardly told apart."""
    return tuple(syllable[:-1] for syllable in reading(word))


def readings(character: str, most: int) -> tuple[str, ...]:
    """The readings of one character, the commonest first."""
    found = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True, errors=_refuse)
    return tuple(syllable for syllable in dict.fromkeys(found[0]) if _is_syllable(syllable))[:most]


def characters() -> tuple[str, ...]:
    """The 6,763 Chinese characters of GB/T 2312, in its order: rows 16 to 87."""
    found = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:  # five cells at the end of row 55 are empty
                continue
    return tuple(found)


@cache
def inventory() -> tuple[str, ...]:
    """All syllables that a character of GB/T 2312 is read as, in alphabetical order."""
    return tuple(sorted({s for character in characters() for s in readings(character, most=9)}))


def as_spoken(syllables: tuple[str, ...], word: str = "") -> tuple[tuple[str, ...], ...]:
    """A word's readings in speech: as written, and with the tone changes that people make.

    A third tone before a third becomes a second; 不 before a fourth is a second; 一 before a fourth is a
    second and before others a fourth.
    """
    changed = list(syllables)
    for place in range(len(syllables) - 1):
        tone, following = syllables[place][-1], syllables[place + 1][-1]
        character = word[place] if len(word) == len(syllables) else ""
        if character == "不" and following == "4":
            changed[place] = "bu2"
        elif character == "一":
            changed[place] = "yi2" if following == "4" else "yi4"
        elif tone == following == "3":
            changed[place] = syllables[place][:-1] + "2"
    return tuple(dict.fromkeys((syllables, tuple(changed))))


def _is_syllable(syllable: str) -> bool:
    try:
        units(syllable)
    except ValueError:
        return False
    return True


def _refuse(text: str) -> str:
    raise ValueError(f"not Chinese characters: {text}")
