"""Case numbers (案号): read as people write them, kept in one canonical form.

Source: 最高人民法院《关于人民法院案件案号的若干规定》(法〔2015〕137号): bracketed year of filing, the
court's code (法院代字), the type's code (类型代字), a serial number and 号: ``（2026）冀1082民初123号``.
Numbers from before 2016 have 字第: ``（2014）三民初字第123号``. Both stay in use.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Type codes (类型代字) of the standard (法〔2015〕137号, annex 1) that a court of first or second
# instance uses, longest first so that 执恢 is not read as 执.
KINDS = (
    "诉前调",
    "诉前调确",
    "民特监",
    "刑没",
    "刑医",
    "刑申",
    "刑再",
    "刑终",
    "刑初",
    "刑更",
    "刑监",
    "刑抗",
    "刑核",
    "刑他",
    "民初",
    "民终",
    "民申",
    "民监",
    "民抗",
    "民再",
    "民撤",
    "民特",
    "民催",
    "民督",
    "民破",
    "民辖",
    "民他",
    "民诉前调",
    "行初",
    "行终",
    "行申",
    "行监",
    "行再",
    "行审",
    "行赔初",
    "行赔终",
    "行赔",
    "行辖",
    "行他",
    "行保",
    "知民初",
    "知民终",
    "知行初",
    "知刑初",
    "破申",
    "破终",
    "破",
    "清申",
    "强清",
    "财保",
    "行保",
    "执保",
    "执异",
    "执复",
    "执恢",
    "执监",
    "执协",
    "执他",
    "执罚",
    "执",
    "司惩",
    "司赔",
    "委赔",
    "法赔",
    "认台",
    "认港",
    "认澳",
    "认外",
    "调",
    "民",
    "刑",
    "行",
)
# Before 2016 the chamber stood in the type: 民三终 for the third civil chamber.
_KIND = (
    "|".join(sorted(set(KINDS), key=len, reverse=True)) + "|[民刑行知][一二三四五六](?:初|终|申|再|监|重|提)"
)
_DIGITS = {
    "〇": "0",
    "零": "0",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
_OPEN, _CLOSE = "([{〔【［〈<", ")]}〕】］〉>"
_YEAR = r"(?P<year>(?:19|20)\d{2}|[二一][〇零九一二三四五六七八]{3})"
# 最高法, 兵 and codes of provinces with the court's digits; before 2016 short names: 三, 京一中, 廊.
_COURT = r"(?P<court>最高法|[一-鿿]{1,6}?\s*\d{0,4})"
_NUMBER = re.compile(
    rf"[\({re.escape(_OPEN)}]?\s*{_YEAR}\s*年?\s*[\){re.escape(_CLOSE)}]?\s*"
    rf"{_COURT}\s*(?P<kind>{_KIND})\s*(?P<old>字\s*第?|第)?\s*0*(?P<serial>[1-9]\d{{0,7}})\s*"
    rf"(?:-(?P<dash>\d{{1,2}})\s*号?|号(?:\s*之\s*(?P<part>[一二三四五六七八九十]{{1,3}}|\d{{1,2}}))?)?"
)
_PARTIAL = re.compile(
    rf"(?:[\({re.escape(_OPEN)}]?\s*{_YEAR}\s*年?\s*[\){re.escape(_CLOSE)}]?)?[\s\-*#、,.]*"
    rf"(?:(?P<court>最高法|[一-鿿]{{1,6}}?\d{{0,4}}?)??\s*(?P<kind>{_KIND})|(?P<alone>[一-鿿]\d{{2,4}}))?"
    rf"[\s\-*#、,.]*(?:字\s*第?|第)?\s*(?:0*(?P<serial>[1-9]\d{{0,7}}))?\s*(?:号(?:之[一二三四五六七八九十]+)?)?"
)
_MAX = 80


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """`court` and `kind` are codes (冀1082, 民初); `part` is 1 for 之一; `old` means written with 字第."""

    year: int
    court: str
    kind: str
    serial: int
    part: int | None = None
    old: bool = False

    @classmethod
    def parse(cls, text: str) -> CaseNumber | None:
        """The number that `text` is, in any usual writing: full or half width, any brackets or none,
        spaces, 字第 or 第, a missing 号, leading zeros. None when it is not exactly one number."""
        if len(text) > _MAX:
            return None
        found = _NUMBER.fullmatch(_normal(text).replace(" ", ""))
        return cls._from(found) if found else None

    @classmethod
    def _from(cls, found: re.Match[str]) -> CaseNumber:
        part = found["part"] or found["dash"]
        court = found["court"].replace(" ", "")
        new_style_court = court[-1:].isdigit() or court == "最高法"
        return cls(
            year=int("".join(_DIGITS.get(character, character) for character in found["year"])),
            court=court,
            kind=found["kind"],
            serial=int(found["serial"]),
            part=_ordinal(part) if part else None,
            # With a code of the new rules, 字第 is a slip of the pen and not another number.
            old=bool(found["old"]) and not new_style_court,
        )

    @property
    def key(self) -> str:
        """One text for one case, whatever the writing: what numbers are compared by."""
        part = f"-{self.part}" if self.part else ""
        return f"{self.year}{self.court}{self.kind}{self.serial}{part}"

    def __str__(self) -> str:
        number = f"字第{self.serial}号" if self.old else f"{self.serial}号"
        part = f"之{_chinese(self.part)}" if self.part else ""
        return f"（{self.year}）{self.court}{self.kind}{number}{part}"


@dataclass(frozen=True, slots=True)
class Found:
    """A case number in a longer text, with its place in characters."""

    start: int
    end: int
    number: CaseNumber


def find_all(text: str) -> list[Found]:
    """All case numbers in `text`, in order. In running text one must end with 号 or stand in brackets."""
    found = []
    for match in _NUMBER.finditer(_normal(text)):
        written = match[0].strip()
        if "号" in written or written[:1] in _OPEN:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Found(start, match.start() + len(match[0].rstrip()), CaseNumber._from(match)))
    return found


@dataclass(frozen=True, slots=True)
class CaseNumberQuery:
    """What somebody knows of a case number: any of its parts, at least the serial or year with a type."""

    year: int | None = None
    court: str | None = None
    kind: str | None = None
    serial: int | None = None

    @classmethod
    def parse(cls, text: str) -> CaseNumberQuery | None:
        """``2026-123``, ``2026 123``, ``2026*123``, ``民初123号``, ``冀1082民初123`` or a whole number."""
        if len(text) > _MAX:
            return None
        normal = _normal(text).strip()
        whole = CaseNumber.parse(normal)
        if whole:
            return cls(whole.year, whole.court, whole.kind, whole.serial)
        found = _PARTIAL.fullmatch(normal)
        if not found or not found["serial"]:
            return None
        year = found["year"]
        return cls(
            year=int("".join(_DIGITS.get(character, character) for character in year)) if year else None,
            court=found["court"] or found["alone"] or None,
            kind=found["kind"] or None,
            serial=int(found["serial"]),
        )

    def matches(self, number: CaseNumber) -> bool:
        """Whether `number` agrees in every part that is known."""
        return all(
            known is None or known == getattr(number, name)
            for name, known in (
                ("year", self.year),
                ("court", self.court),
                ("kind", self.kind),
                ("serial", self.serial),
            )
        )

    def __str__(self) -> str:
        year = f"（{self.year}）" if self.year else ""
        serial = f"{self.serial}号" if self.serial else ""
        return f"{year}{self.court or ''}{self.kind or ''}{serial}"


class _HalfWidth(dict[int, str]):
    """Each character is looked at once; there are not many."""

    def __missing__(self, code: int) -> str:
        self[code] = half = _half(chr(code))
        return half


_HALF_WIDTH = _HalfWidth()


def _normal(text: str) -> str:
    """Half-width digits, letters and brackets, one character for one, so that places stay true."""
    return text.translate(_HALF_WIDTH)


def _half(character: str) -> str:
    if character in _OPEN:
        return "("
    if character in _CLOSE:
        return ")"
    if character in "－—–‐﹣":
        return "-"
    if character.isspace():
        return " "
    half = unicodedata.normalize("NFKC", character)
    if half in "()":
        return half
    return half if len(half) == 1 else character


_ORDINALS = "一二三四五六七八九十"


def _ordinal(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "十":
        return 10
    if text.startswith("十"):
        return 10 + _ORDINALS.index(text[1]) + 1
    if len(text) > 1 and text[1] == "十":
        return (_ORDINALS.index(text[0]) + 1) * 10 + (_ORDINALS.index(text[2]) + 1 if len(text) > 2 else 0)
    return _ORDINALS.index(text[0]) + 1


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else _ORDINALS[tens - 1]) + "十" if tens else ""
    return ten + (_ORDINALS[ones - 1] if ones else "")
