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
from content.personal_data.foreign import POINTS, SOUNDS, is_spelt, parts_of
from content.personal_data.roles import CALLED, ROLES, aliases, announced, between_each_other, without_place
from content.personal_data.surnames import COMPOUND, RARE, SURNAMES, WORDS

_GIVEN = r"(?:(?![某的等×、和与及系称于在因被])[一-鿿])"
_POINTED = (
    r"[一-鿿]{1,6}(?:·(?:(?!的|陈述|证言|证实|证明|称|被|及|和|与|、|[之系在于因向后先等诉])[一-鿿]){1,6})+"
)
_NAME = rf"(?:{_POINTED}|(?:{COMPOUND}){_GIVEN}{{1,2}}|[{SURNAMES}]{_GIVEN}{{1,2}}?|[{SOUNDS}]{{2,6}}?)"
# What stands after a name in running text.
_AFTER = (
    r"(?=[，,。、；;:：()（）“”\"\s]|$|的|陈述|证言|证实|证明|称|指认|辨认|报[案警]|系|在|于|因|被|向|与|和|及|到|等|之|将|对|死亡|受伤|是|提[出供]"
    r"|出[庭具生]|户口|自[述己愿]|签[字名订]|经[过医鉴]|从|以[及后]|发[现生]|打[电了]|驾|乘坐|当[庭场时]|所[有述]|未|均|又|已|同[意时]|谅解|得知|收[到取]|随后|由|现[年场住]"
    r"|名下|诉[至称]|不服|要求|请求|医[院疗]|左[手臂腿侧眼]|右[手臂腿侧眼]|头部|面部|身[体上]|损失|人身|财[物产]|支付|赔偿|抢|遭|受[到害理]|夫妇|夫妻|一[方家案]|二人|两人|共同"
    r"|进[入行]|离[开家婚]|走[到进]|上[前述]|下[车楼]|回[到家]|追|拉|说|手[机臂部]|家[中里属人]|撞|捅|刺|殴|砍|踢|推[倒搡]|威胁|骗|盗|强[行奸]|猥|杀|拦|拖|停[放在]|骑|步行"
    r"|睡|银行|微信|账|帐|转[账款]|付款|借[款给]|购|买|卖|租|送[给到往]|约定|带[到着]|让|叫|看[到见]|听|认[为可识]|确认|承[认担]|表示|反[映应]|辩|拒|年[龄满]|无[责事]|轻[伤微]|重[伤大])"
)
# Who stands for a party that is an organisation would tell which one it is.
_REPRESENTS = re.compile(
    rf"(?:法定代表人|执行事务合伙人|负责人|经营者|投资人)\s*(?:\([^)\n]{{1,20}}\))?\s*:?\s*(?P<name>{_NAME})(?=[,，。、(;；\s]|$)"
)
_BIRTH = (
    r"(?P<year>[0-9]{4}|[一二〇零○0-9三四五六七八九]{4})\s*年\s*(?P<month>[0-9一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>[0-9一二三四五六七八九十]{1,3})\s*日\s*(?:出?生)"
)
_BORN = re.compile(
    rf"(?P<name>{_NAME}|(?<=[:：])[一-鿿]{{2,8}}(?=[，,]\s*[男女]))\s*[，,(（、]\s*(?:(?:男|女)\s*[，,、]\s*)?(?:[^。，,\n]{{0,10}}[，,]\s*)?(?:于|生于)?{_BIRTH}"
)
_MINOR = re.compile(
    rf"(?:未成年人|未成年被害人|被监护人|婚生(?:长|次|三|小)?[子女]|非婚生(?:长|次)?[子女]|生育(?:了)?(?:一|长|次)?(?:子|女|男孩|女孩|儿子|女儿)|取名(?:为|叫)?)"
    rf"(?:名叫|名为|取名|叫|名)?\s*[:：，,]?\s*(?P<name>{_NAME}){_AFTER}"
)
_GUARDIAN = re.compile(
    rf"法定代理人\s*(?:[(（][^)）\n]{{1,20}}[)）])?\s*[:：]?\s*(?:(?P<name>{_NAME}){_AFTER}"
    r"|(?P<any>[一-鿿]{2,8}?(?:·[一-鿿]{1,8}){0,3})(?=[(（，,]\s*(?:系|男|女|住)))"
)
_HIDDEN_IN_CRIME = re.compile(
    r"(?:被害人|受害人|被害单位员工|证人|鉴定人员?|附带民事诉讼原告人|附带民事诉讼原告)(?:的?(?:法定代理人|近亲属|父亲|母亲|妻子|丈夫|儿子|女儿))?"
    r"\s*[:：]?\s*(?=[一-鿿])"
)
# An entry of a list of evidence: 1．张三证实……；证人证言：李四的证言
_ENTRY = re.compile(
    rf"(?:^|[:：；;。\n]|(?<=[0-9一二三四五六七八九十])[.．、)）]|[①-⑳])\s*(?!被害人|受害人|证人|鉴定人)(?P<name>{_NAME})(?=的?(?:证言|陈述|证词)|证实|证明[:：,，])"
)
# Any name, of whatever surname, before what only a person has.
_ANY_NAME = r"(?P<name>[一-鿿]{2,8}?(?:·[一-鿿]{1,8}){0,3})"
_OF_A_PERSON = re.compile(
    rf"{_ANY_NAME}(?=的?(?:陈述|证言|证词|辨认笔录)|证实|[，,（(]\s*(?:男|女|系|又名|[0-9]))"
)
_GIVEN_BY = re.compile(
    r"(?P<names>(?:(?!的)[一-鿿·]){2,9}(?:(?:[、,]|和|及|与|以及)(?:(?!的)[一-鿿·]){2,9}){0,12}?)的?(?:陈述|证言|证词|辨认笔录)"
)
_SPELT = re.compile(rf"(?P<name>[{SOUNDS}]{{3,7}}){_AFTER}")
_SAID = re.compile(rf"{_ANY_NAME}(?<![中后时前庭均都也又还])(?=(?:报[案警])?称[,，:：]|报[案警][,，。])")
_LISTED = re.compile(r"\s*(?:[、,和及与]|以及)\s*")
_FUNCTION_WORDS = re.compile(
    r"[的于在被与和及等系之对将向其某×]|先后|分别|同时|家属|近亲|[夫父母兄姐][妇妻子女弟妹]"
)
_IN_EVIDENCE = re.compile(
    r"出庭|[（(][^）)\n]{1,24}[）)](?:的(?:证言|陈述)|证[实明]|称)|的?(?:证言|陈述|辨认|指认|证词|尸体|近亲属)|证实|证明|指认|辨认|称|报[案警]|[，,（(]\s*(?:男|女|系|又名|\d)|[、和及与]|夫妇|之[父母妻夫子女]"
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
        found.update((name, Rule.NAME) for name in _in_crime(plain))
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


def _in_crime(plain: str) -> Iterator[str]:
    """Victims, witnesses, experts and civil plaintiffs: after their role, one or a list; in lists of evidence."""
    accused = {match[1] for match in re.finditer(rf"被告人\s*[:：]?\s*({_NAME})(?=[，,。、（(犯])", plain)}
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
    if (sure := re.compile(rf"(?P<name>{_NAME}){_AFTER}").match(plain, place)) is not None:
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
