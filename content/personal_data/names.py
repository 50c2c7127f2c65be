"""Names that are hidden in judgments, and of whom (法释〔2016〕19号第八条), how (第九条), and health.

Family and inheritance: the parties and their legal representatives. Criminal cases: victims, civil
plaintiffs, witnesses, experts. Everywhere: minors. A name once found is hidden wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pypinyin.constants import PHRASES_DICT

from content.importers.dates import half_width, number
from content.personal_data.finding import Finding, Rule
from content.personal_data.foreign import POINTS, parts_of
from content.personal_data.in_crime import in_crime
from content.personal_data.roles import CALLED, ROLES, aliases, announced, between_each_other, without_place
from content.personal_data.surnames import COMPOUND, WORDS
from content.personal_data.written import AFTER, NAME

# Who stands for a party that is an organisation would tell which one it is.
_REPRESENTS = re.compile(
    rf"(?:法定代表人|执行事务合伙人|负责人|经营者|投资人)\s*(?:\([^)\n]{{1,20}}\))?\s*:?\s*(?P<name>{NAME})(?=[,，。、(;；\s]|$)"
)
_BIRTH = (
    r"(?P<year>[0-9]{4}|[一二〇零○0-9三四五六七八九]{4})\s*年\s*(?P<month>[0-9一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>[0-9一二三四五六七八九十]{1,3})\s*日\s*(?:出?生)"
)
_BORN = re.compile(
    rf"(?P<name>{NAME}|(?<=[:：])[一-鿿]{{2,8}}(?=[，,]\s*[男女]))\s*[，,(（、]\s*(?:(?:男|女)\s*[，,、]\s*)?(?:[^。，,\n]{{0,10}}[，,]\s*)?(?:于|生于)?{_BIRTH}"
)
_MINOR = re.compile(
    rf"(?:未成年人|未成年被害人|被监护人|婚生(?:长|次|三|小)?[子女]|非婚生(?:长|次)?[子女]|生育(?:了)?(?:一|长|次)?(?:子|女|男孩|女孩|儿子|女儿)|取名(?:为|叫)?)"
    rf"(?:名叫|名为|取名|叫|名)?\s*[:：，,]?\s*(?P<name>{NAME}){AFTER}"
)
_GUARDIAN = re.compile(
    rf"法定代理人\s*(?:[(（][^)）\n]{{1,20}}[)）])?\s*[:：]?\s*(?:(?P<name>{NAME}){AFTER}"
    r"|(?P<any>[一-鿿]{2,8}?(?:·[一-鿿]{1,8}){0,3})(?=[(（，,]\s*(?:系|男|女|住)))"
)
_JUDGMENT = re.compile(r"(?:判\s*决|裁\s*定|决\s*定|调\s*解)\s*书|审\s*判\s*[长员]|本院认为")
_FAMILY = re.compile(
    r"婚姻|离婚|婚约|抚养|赡养|扶养|收养|监护|继承|遗嘱|遗赠|同居|探望|分家析产|家庭暴力|人身安全保护|夫妻|彩礼"
)
_CIVIL_FAMILY_HEAD = 1_500
_CRIMINAL = re.compile(r"刑\s*事|[刑]初|[刑]终|公诉机关|被告人")
_DATED = re.compile(
    r"([0-9]{4}|[二一〇零○0-9三四五六七八九]{4})年([0-9一二三四五六七八九十]{1,3})月([0-9一二三四五六七八九十]{1,3})日(?!\s*(?:出生|生))"
)
_HEALTH = re.compile(
    r"(?:患有?|罹患|确诊(?:为|患有?)?|感染(?:了)?|携带|诊断(?:为|出))[^，,。;；\n]{0,8}?"
    r"(?P<value>艾滋病(?:病毒)?|HIV|梅毒|淋病|尖锐湿疣|性病|乙型肝炎|乙肝|丙型肝炎|丙肝|肺结核|精神分裂症|抑郁症|双相情感障碍|精神障碍|癫痫"
    r"|[一-鿿]{0,3}癌(?:症)?|恶性肿瘤|白血病|尿毒症|不孕不育症?|性功能障碍)"
)


def is_judgment(text: str) -> bool:
    return _JUDGMENT.search(text) is not None and "法院" in text


def find(text: str, today: date, *, all_parties: bool = False) -> Iterator[Finding]:
    """What of a judgment must be hidden; with `all_parties`, whoever is a party to any case."""
    plain = half_width(text).translate(POINTS)
    for match in _HEALTH.finditer(plain):
        yield Finding(Rule.HEALTH, *match.span("value"), match["value"], "××")
    for hidden in _hidden(plain, today, all_parties):
        for match in re.finditer(_where(hidden.name), plain):
            start, end = match.span("name")
            yield Finding(hidden.rule, start, end, text[start:end], hidden.masked)


def _where(name: str) -> str:
    """A name where it stands. What is a word as well, or a single character, only where it is told to be a
    name: beside a role, after 又名, in quotation marks."""
    if len(name) > 1 and name not in PHRASES_DICT and name not in WORDS:
        edge = r"(?![A-Za-z])" if name[-1].isascii() else ""
        return rf"(?P<name>{re.escape(name)}){edge}"
    return rf"(?:{ROLES}\s*:?\s*|{CALLED}\s*(?:为|叫|:)?\s*|[“‘])(?P<name>{re.escape(name)})(?=[”’,，。、();；与和及诉称的\s]|$)"


@dataclass(frozen=True, slots=True)
class _Hidden:
    name: str
    rule: Rule
    masked: str


def _hidden(plain: str, today: date, all_parties: bool) -> Iterator[_Hidden]:
    """Names to hide, what else their bearers are called included."""
    named = _named(plain, today)
    organisations: list[str] = []
    if all_parties:
        parties = list(announced(plain))
        for one in parties:
            if not one.is_organisation:
                named.setdefault(one.name, Rule.PARTY)
            elif not one.is_state and one.name not in organisations:
                organisations.append(one.name)
        for match in _REPRESENTS.finditer(plain):
            of = next((one for one in reversed(parties) if one.start < match.start()), None)
            if of is not None and not of.is_state:
                named.setdefault(match["name"], Rule.PARTY)
    masks = _masks(named) | _masked_organisations(organisations)
    rules = named | dict.fromkeys(organisations, Rule.PARTY)
    for name, rule in rules.items():
        yield _Hidden(name, rule, masks[name])
        for part in parts_of(name):
            if part not in rules and part not in WORDS and part not in PHRASES_DICT:
                yield _Hidden(part, rule, masks[name])
        short = (without_place(name),) if name in organisations else ()
        for other in dict.fromkeys((*aliases(plain, name), *short)):
            if other and other not in rules:
                yield _Hidden(other, rule, masks[name] if name in organisations else _mask(other))


def _masked_organisations(names: list[str]) -> dict[str, str]:
    """某某公司; with several of a kind 某某公司1, 某某公司2."""
    kinds = {name: _kind_of(name) for name in names}
    found: dict[str, str] = {}
    for name, kind in kinds.items():
        alike = [other for other, theirs in kinds.items() if theirs == kind]
        found[name] = f"某某{kind}{alike.index(name) + 1 if len(alike) > 1 else ''}"
    return found


def _kind_of(organisation: str) -> str:
    found = re.search(
        r"(?:(?:股份|集团)?有限(?:责任)?公司|保险公司|公司|银行|支行|分行|信用社|合作社|村民委员会|居民委员会|委员会|村民小组|事务所|经营部|门市部|商店|超市|饭店|酒店|医院|学校|大学|中心|[一-鿿])$",
        organisation,
    )
    return found[0] if found else organisation[-1]


def _named(plain: str, today: date) -> dict[str, Rule]:
    """Names to hide by the law, in the order in which they are found."""
    found: dict[str, Rule] = {}
    head = plain[:_CIVIL_FAMILY_HEAD]
    criminal = _CRIMINAL.search(head) is not None
    family = not criminal and _is_family(head)
    if family:
        people = [one for one in announced(plain) if not one.is_organisation]
        # With a head, the sentence that names both sides says nothing new, and ends less clearly.
        people = people or list(between_each_other(plain))
        found.update((one.name, Rule.NAME) for one in people)
    if criminal:
        found.update((name, Rule.NAME) for name in in_crime(plain))
    decided = _decided(plain, today)
    for match in _BORN.finditer(plain):
        born = _day(match["year"], match["month"], match["day"])
        if born is not None and _is_minor(born, decided):
            found[match["name"]] = Rule.MINOR
    found.update((match["name"], Rule.MINOR) for match in _MINOR.finditer(plain))
    if Rule.MINOR in found.values() or "未成年" in plain or family or criminal:
        guardians = (m["name"] or m["any"] for m in _GUARDIAN.finditer(plain))
        found.update((name, found.get(name, Rule.MINOR)) for name in guardians)
    return {name: rule for name, rule in found.items() if not re.search("[某×]", name)}


def _is_family(head: str) -> bool:
    """By the cause: what stands before 纠纷, 一案; a debt that married people owe is no family case."""
    return any(
        _FAMILY.search(match[0]) for match in re.finditer(r"[^，,。\n]{0,24}(?:纠纷|一案|保护令)", head)
    )


def _decided(plain: str, today: date) -> date:
    """The day of the judgment: the last one that it names, but for a birth."""
    days = [day for match in _DATED.finditer(plain) if (day := _day(*match.groups())) is not None]
    return next((day for day in reversed(days) if day <= today), today)


def _is_minor(born: date, on: date) -> bool:
    """Under eighteen (民法典第十七条)."""
    return born.year + 18 > on.year or (
        born.year + 18 == on.year and (born.month, born.day) > (on.month, on.day)
    )


def _day(year: str, month: str, day: str) -> date | None:
    values = [number(part.replace("○", "〇")) for part in (year, month, day)]
    if None in values:
        return None
    try:
        return date(*(value or 0 for value in values))
    except ValueError:
        return None


def _masks(named: dict[str, Rule]) -> dict[str, str]:
    """张某; with several of one surname 张某1, 张某2 (第九条)."""
    short = {name: _mask(name) for name in named}
    masks: dict[str, str] = {}
    for name, masked in short.items():
        alike = [other for other, theirs in short.items() if theirs == masked]
        masks[name] = f"{masked}{alike.index(name) + 1}" if len(alike) > 1 else masked
    return masks


def _mask(name: str) -> str:
    """The surname and 某; of a name with a point in it, or transliterated, the first character; of one in
    Latin letters the first letter alone; of a single character nothing."""
    if name[0].isascii():
        return name[0]
    compound = re.match(COMPOUND, name)
    return f"{compound[0] if compound and '·' not in name else name[0] if len(name) > 1 else ''}某"
