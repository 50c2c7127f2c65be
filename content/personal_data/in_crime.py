"""Whose names are hidden in criminal cases (法释〔2016〕19号第八条第二项): victims, civil plaintiffs, witnesses and
experts, after their role or in lists of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypinyin.constants import PHRASES_DICT

from content.personal_data.foreign import SOUNDS, is_spelt
from content.personal_data.surnames import COMPOUND, RARE, SURNAMES, WORDS
from content.personal_data.written import AFTER, NAME

_HIDDEN_IN_CRIME = re.compile(
    r"(?:被害人|受害人|被害单位员工|证人|鉴定人员?|附带民事诉讼原告人|附带民事诉讼原告)(?:的?(?:法定代理人|近亲属|父亲|母亲|妻子|丈夫|儿子|女儿))?"
    r"\s*[:：]?\s*(?=[一-鿿])"
)
# An entry of a list of evidence: 1．张三证实……；证人证言：李四的证言
_ENTRY = re.compile(
    rf"(?:^|[:：；;。\n]|(?<=[0-9一二三四五六七八九十])[.．、)）]|[①-⑳])\s*(?!被害人|受害人|证人|鉴定人)(?P<name>{NAME})(?=的?(?:证言|陈述|证词)|证实|证明[:：,，])"
)
# Any name, of whatever surname, before what only a person has.
_ANY_NAME = r"(?P<name>[一-鿿]{2,8}?(?:·[一-鿿]{1,8}){0,3})"
_OF_A_PERSON = re.compile(
    rf"{_ANY_NAME}(?=的?(?:陈述|证言|证词|辨认笔录)|证实|[，,（(]\s*(?:男|女|系|又名|[0-9]))"
)
_GIVEN_BY = re.compile(
    r"(?P<names>(?:(?!的)[一-鿿·]){2,9}(?:(?:[、,]|和|及|与|以及)(?:(?!的)[一-鿿·]){2,9}){0,12}?)的?(?:陈述|证言|证词|辨认笔录)"
)
_SPELT = re.compile(rf"(?P<name>[{SOUNDS}]{{3,7}}){AFTER}")
_SAID = re.compile(rf"{_ANY_NAME}(?<![中后时前庭均都也又还])(?=(?:报[案警])?称[,，:：]|报[案警][,，。])")
_LISTED = re.compile(r"\s*(?:[、,和及与]|以及)\s*")
_FUNCTION_WORDS = re.compile(
    r"[的于在被与和及等系之对将向其某×]|先后|分别|同时|家属|近亲|[夫父母兄姐][妇妻子女弟妹]"
)
_IN_EVIDENCE = re.compile(
    r"出庭|[（(][^）)\n]{1,24}[）)](?:的(?:证言|陈述)|证[实明]|称)|的?(?:证言|陈述|辨认|指认|证词|尸体|近亲属)|证实|证明|指认|辨认|称|报[案警]|[，,（(]\s*(?:男|女|系|又名|\d)|[、和及与]|夫妇|之[父母妻夫子女]"
)


def in_crime(plain: str) -> Iterator[str]:
    """Victims, witnesses, experts and civil plaintiffs: after their role, one or a list; in lists of evidence."""
    accused = {match[1] for match in re.finditer(rf"被告人\s*[:：]?\s*({NAME})(?=[，,。、（(犯])", plain)}
    for match in re.finditer(
        rf"^附带民事诉讼原告人?\s*[:：]?\s*{_ANY_NAME}(?=[，,]\s*[男女])", plain, re.MULTILINE
    ):
        yield match["name"]
    for match in _ENTRY.finditer(plain):
        if match["name"] not in accused and _is_name(match["name"], evident=True):
            yield match["name"]
    for match in _HIDDEN_IN_CRIME.finditer(plain):
        # 证人才让卓玛、魏龙贵的证言: what evidence is given by is a name, whatever it is like.
        if (given := _GIVEN_BY.match(plain, match.end())) is not None:
            for name in _LISTED.split(given["names"]):
                if len(name) < 2 or name in accused or name in PHRASES_DICT or _has_function_word(name):
                    continue
                if _is_name(name, evident=True):
                    yield name
        place, several = match.end(), "鉴定" in match[0]  # what stands after 鉴定人 is seldom a word
        while (name := _name_at(plain, place, several=several)) and name not in accused:
            yield name
            following = _LISTED.match(plain, place + len(name))
            if following is None:
                break
            place, several = following.end(), True


def _name_at(plain: str, place: int, *, several: bool) -> str:
    """The name that stands there, empty for none; `several`: others stand before it.

    Where it ends is told by what follows, or by its standing elsewhere in the text as well.
    """
    told = _OF_A_PERSON.match(plain, place)
    if told and not _has_function_word(told["name"]) and _is_name(told["name"], evident=True):
        return told["name"]
    said = _SAID.match(plain, place)
    if said and not _has_function_word(said["name"]) and said["name"] not in PHRASES_DICT:
        return said["name"]
    if (spelt := _SPELT.match(plain, place)) is not None and _is_name(spelt["name"], evident=several):
        return spelt["name"]
    if (sure := re.compile(rf"(?P<name>{NAME}){AFTER}").match(plain, place)) is not None:
        evident = several or _IN_EVIDENCE.match(plain, sure.end()) is not None
        evident = evident or _LISTED.match(plain, sure.end()) is not None
        if _is_name(sure["name"], evident or _stands_again(plain, sure["name"])):
            return sure["name"]
    listed = re.compile(r"[一-鿿]{2,6}(?=[、和及与])").match(plain, place)
    if listed and _is_name(listed[0], evident=True) and _stands_again(plain, listed[0]):
        return listed[0]
    surname = re.compile(rf"{COMPOUND}|[{SURNAMES}]").match(plain, place)
    if surname is None:
        return _by_company(plain, place)
    for given in (2, 1):
        name = plain[place : surname.end() + given]
        if (
            len(name) == len(surname[0]) + given
            and _stands_again(plain, name)
            and _is_name(name, evident=True)
        ):
            return name
    return ""


def _by_company(plain: str, place: int) -> str:
    """The longest string there that stands in other company too, with different characters after it: 山田一郎
    in 被害人山田一郎的手机 and 山田一郎报案. Words are none."""
    for length in range(6, 2, -1):
        name = plain[place : place + length]
        if not re.fullmatch(r"[一-鿿]+", name) or _has_function_word(name):
            continue
        if any(word in PHRASES_DICT or word in WORDS for word in (name, name[:2], name[-2:])):
            continue
        after = {plain[match.end() : match.end() + 1] for match in re.finditer(re.escape(name), plain)}
        if len(after) > 1:
            return name
    return ""


def _stands_again(plain: str, name: str) -> bool:
    """A name comes again in other company; a word that begins like one does not, with the same character after
    its first two."""
    return not re.search(r"[^一-鿿]", name) and not _has_function_word(name[1:]) and plain.count(name) > 1


def _has_function_word(name: str) -> bool:
    """其 is a word, and a part of 其其格."""
    found = {match[0] for match in _FUNCTION_WORDS.finditer(name)}
    return bool(found - {"其"} if is_spelt(name) else found)


def _is_name(name: str, evident: bool) -> bool:
    """Whether it is no word that only begins like a name. `evident`: what follows makes it a person's."""
    if name in WORDS or name[:2] in WORDS:
        return False
    if len(name) > 2 and is_spelt(name) and name not in PHRASES_DICT:
        return True
    return evident or (
        name[0] not in RARE and name[:2] not in PHRASES_DICT and name[-1] not in "后前时日中内间地"
    )
