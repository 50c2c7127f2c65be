"""Free text made speakable: the case numbers, days, times, amounts and telephone numbers in it are said
as a person would say them, brackets become pauses, marks that nobody says are dropped."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

from content.case_number import find_all
from shared.speech import numbers
from shared.speech.spoken import clock, say_date, say_value
from shared.values import Telephone

_CASE_MARK = "\x1e"


def say_text(text: str, language: str = "zh-CN") -> str:
    """`text` in words that a voice reads right. Chinese text is said in Chinese in any language: a guide
    that has no translation, a party's name."""
    if _is_chinese(text):
        language = "zh-CN"
    text = text.replace(_CASE_MARK, "")
    kept: list[str] = []
    for found in reversed(find_all(text)):
        kept.append(say_value(found.number, language))
        text = text[: found.start] + f"{_CASE_MARK}{len(kept) - 1}{_CASE_MARK}" + text[found.end :]
    said = _chinese(text) if language == "zh-CN" else _english(text)
    pause = "，" if language == "zh-CN" else ", "
    said = re.sub(f"{_CASE_MARK}(\\d+){_CASE_MARK}", lambda mark: f"{pause}{kept[int(mark[1])]}{pause}", said)
    if language == "zh-CN":  # one pause is enough
        said = re.sub(r"(?<=[；。：（])，|，(?=[，,；。）])", "", said)
    return said.strip("，,； ")


def _is_chinese(text: str) -> bool:
    chinese = sum("㐀" <= character <= "鿿" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return chinese * 3 > latin


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", ""))


def _day(match: re.Match[str]) -> str:
    try:
        return say_date(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return match[0]


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    return say_value(time(hour, minute)) if hour < 24 and minute < 60 else match[0]


def _times_of_a_part(match: re.Match[str]) -> str:
    """下午2:00至5:30: the part of the day is said already, and holds for both."""
    part, *clocks = match.groups()
    said = [
        clock(time(int(hour) % 12 or 12, int(minute)))
        for hour, minute in zip(clocks[::2], clocks[1::2], strict=True)
        if hour and int(hour) < 24 and int(minute) < 60
    ]
    return part + "到".join(said)


def _number(text: str) -> str:
    return numbers.decimal(_amount(text))


_N = r"\d[\d,]*(?:\.\d+)?"
# Not inside a marked case number, and a whole number only.
_EDGE, _END = r"(?<![\d\x1e.])", r"(?![\d\x1e])"
_PARTS = "上午|下午|中午|晚上|凌晨|早上"
_CLOCK = r"(\d{1,2})[:：](\d\d)"
_CHINESE_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"{_EDGE}((?:19|20)\d\d)\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日"), _day),
    (re.compile(rf"{_EDGE}((?:19|20)\d\d)-(\d{{1,2}})-(\d{{1,2}}){_END}"), _day),
    (
        re.compile(rf"{_EDGE}(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日"),
        lambda m: f"{numbers.cardinal(int(m[1]))}月{numbers.cardinal(int(m[2]))}日",
    ),
    (re.compile(rf"{_EDGE}((?:19|20)\d\d)\s*年"), lambda m: f"{numbers.digits(m[1])}年"),
    (re.compile(rf"({_PARTS})\s*{_CLOCK}(?:\s*(?:至|到|[-—–~～])\s*{_CLOCK})?{_END}"), _times_of_a_part),
    (re.compile(rf"{_EDGE}{_CLOCK}{_END}"), _time),
    (
        re.compile(rf"{_EDGE}(0\d{{2,3}}-\d{{7,8}}|1[3-9]\d{{9}}|12\d{{3}}|0\d{{10,11}}){_END}"),
        lambda m: say_value(Telephone(m[1])),
    ),
    (re.compile(r"\d{2,4}\*{2,}\d{3,4}"), lambda m: numbers.spelled(m[0])),
    (re.compile(rf"{_EDGE}({_N})\s*元"), lambda m: numbers.money(_amount(m[1]))),
    (re.compile(rf"{_EDGE}({_N})\s*%"), lambda m: f"百分之{_number(m[1])}"),
    (re.compile(rf"{_EDGE}({_N})\s*[—–~～-]\s*({_N})"), lambda m: f"{_number(m[1])}到{_number(m[2])}"),
    (re.compile(rf"{_EDGE}(\d{{3,4}})\s*(?=室|房间)"), lambda m: numbers.spelled(m[1])),
    (re.compile(rf"{_EDGE}(\d{{6,}}){_END}"), lambda m: numbers.spelled(m[1])),
    (re.compile(rf"{_EDGE}2\s*(?=[个件位次份场种条项倍周年])"), lambda _: "两"),
    (re.compile(rf"{_EDGE}({_N})(?![\x1e])"), lambda m: _number(m[1])),
)


def _chinese(text: str) -> str:
    for pattern, said in _CHINESE_RULES:
        text = pattern.sub(said, text)
    text = re.sub(r"(?<=[零一二三四五六七八九十百千万点分半])\s*[—–~～-]\s*(?=[\w上下中晚凌])", "到", text)
    text = re.sub(r"第（([一二三四五六七八九十]+)）项", r"第\1项", text)
    # What was masked in a published text (法释〔2016〕19号第十条) is no multiplication.
    text = re.sub(r"×{2,}", "某某", text)
    text = re.sub(r"\s*×\s*", "乘以", text)
    text = re.sub(r"\s*÷\s*", "除以", text)
    text = re.sub(r"[（(【〔\[]", "，", text)
    text = re.sub(r"[）)】〕\]]", "，", text)
    text = re.sub(r"[《》〈〉“”\"*_#·•‘’]", "", text)
    text = re.sub(r"\s*[/／]\s*", "，", text)
    text = re.sub(r"[…—]+", "，", text)
    text = re.sub(r"(?<=[一-鿿，。、；：])\s+(?=[一-鿿，。、；：])", "", text)
    text = re.sub(r"[，、]*([，。；：！？])[，、]*", r"\1", text)
    return text.strip("，")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENGLISH_DAY = re.compile(rf"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")


def _english_day(match: re.Match[str]) -> str:
    """Tue 24 Nov 2026: a voice reads the short names as words of their own."""
    try:
        day = date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return match[0]
    return say_value(day, "en")


def _english(text: str) -> str:
    text = _ENGLISH_DAY.sub(_english_day, text)
    text = re.sub(
        rf"{_EDGE}(0\d{{2,3}}-\d{{7,8}}|1[3-9]\d{{9}}|12\d{{3}}){_END}",
        lambda m: say_value(Telephone(m[1]), "en"),
        text,
    )
    text = re.sub(rf"{_EDGE}(\d{{1,2}}):(\d\d){_END}", _english_time, text)
    text = text.replace("×", "times").replace("÷", "divided by")
    text = re.sub(r"[（(【\[]", ", ", text)
    text = re.sub(r"[）)】\]]", ", ", text)
    return re.sub(r"[《》〈〉*_#·•“”\"…]", "", text).strip(", ")


def _english_time(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    return say_value(time(hour, minute), "en") if hour < 24 and minute < 60 else match[0]
