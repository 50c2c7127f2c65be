"""How names sound: full pinyin and its initials, from each character on."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LONGEST = 12
# Surnames that are read otherwise than the word (现代汉语词典).
_SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "任": "ren", "区": "ou", "朴": "piao",
    "盖": "ge", "尉": "wei", "繁": "po", "翟": "zhai", "召": "shao", "员": "yun", "乐": "yue", "华": "hua",
    "宓": "fu", "燕": "yan", "应": "ying", "宁": "ning", "过": "guo", "缪": "miao", "种": "chong",
    "折": "she",
}  # fmt: skip

# What stands on the keys of a telephone (ITU-T E.161).
_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")


def keys_of(letters: str) -> str:
    """Small letters as the keys that they stand on; all else stays: ktgg → 5844."""
    return letters.translate(_KEYS)


def sounds(name: str) -> tuple[str, ...]:
    """Initials and full pinyin of a name from each of its characters on: 张三 → zs, zhangsan, s, san."""
    return tuple(dict.fromkeys(sound for match in _HAN.finditer(name) for sound in _of_run(match.group())))


# The same names come again and again; looking a new one up takes a tenth of a millisecond.
@lru_cache(maxsize=65_536)
def _of_run(run: str) -> tuple[str, ...]:
    # Its dictionaries take a fifth of a second to read, which no program's start waits for.
    from pypinyin import Style, lazy_pinyin

    found: dict[str, None] = {}
    syllables = [one.replace("ü", "v") for one in lazy_pinyin(run, style=Style.NORMAL)]
    readings = [syllables]
    surname = _SURNAMES.get(run[0])
    if surname and surname != syllables[0]:
        readings.append([surname, *syllables[1:]])
    for reading in readings:
        for start in range(len(reading) if reading is syllables else 1):
            part = reading[start : start + _LONGEST]
            found["".join(syllable[0] for syllable in part)] = None
            found["".join(part)] = None
    return tuple(found)


def is_start_of(typed: str, heard: str) -> bool:
    """Whether one of the sounds, separated by blanks, begins as typed."""
    return f" {typed}" in f" {heard}"
