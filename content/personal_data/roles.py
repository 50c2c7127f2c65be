"""Whoever a role announces in a judgment (原告：…), whatever the name is like, and what else they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pypinyin.constants import PHRASES_DICT

from content.personal_data.foreign import is_spelt

ROLES = (
    r"(?:再审|原审|一审|二审|反诉|本诉|附带民事诉讼|附带民事公益诉讼)?"
    r"(?:原告人?|被告(?:人(?!民)|单位)?|上诉人|被上诉人|申请执行人|被执行人|被申请人|申请人|第三人|异议人|复议申请人|案外人|利害关系人|申诉人|被申诉人"
    r"|自诉人|赔偿请求人|起诉人|法定代理人|法定监护人|监护人|指定监护人|近亲属)"
)
_BRACKETS = r"(?:\([^)\n]{1,40}\))*"
# A name of any kind: Chinese characters with points, or Latin letters.
_ANY = r"(?:[一-鿿][一-鿿·]{0,23}|[A-Za-z][A-Za-z·.'\- ]{1,40}[A-Za-z])"
_SUBJECT = re.compile(
    rf"^\s*(?P<role>{ROLES})\s*{_BRACKETS}\s*(?P<colon>:)?\s*(?P<name>{_ANY})\s*(?P<after>[,，。、(;；\n]|$)",
    re.MULTILINE,
)
_FOLLOWING = re.compile(r"(?P<name>[一-鿿·]{2,24})(?P<after>[、,，(;；。\n]|$)")
# What stands beside a person's name, and beside nothing else.
_OF_A_PERSON = re.compile(
    r"[,，、(\s]*(?:(?:曾用名|又名|别名|化名|小名)[^,，)\n]{1,16}[,，)]\s*)?"
    r"(?:[男女](?![一-鿿])|(?:19|20)[0-9]{2}年|[一-鿿]{1,6}族|住(?!所)|[一-鿿]{1,8}(?:国籍|国人|公民)|国籍|护照|公民身份|身份证|户籍|出生|系)"
)
_NO_NAME = re.compile(
    r"[的某×*]|本院|应当|应在|未到|到庭|[诉辩述陈]称|认为|提[出交供]|请求|承担|负担|共同|不服|主张|申请|自愿|同意|经[本传]|代理人|及其|对此|一方|放弃|撤回|是否|异议|意见|补充|清楚|知道|(?<!^)[向均与所]"
)
_ORGANISATION = re.compile(
    r"(?:公司|集团|银行|支行|分行|信用社|合作社|合作联社|委员会|村民小组|[^高]厂|商店|[一-鿿]{2}店|馆|事务所|协会|商会|基金会|研究院|研究所|设计院|医院|诊所|学校|学院|大学|中学|小学|幼儿园|中心"
    r"|经营部|门市部|超市|饭店|酒店|宾馆|农场|农庄|合伙企业|工作室|个体工商户|服务部|营业部|分部|分店|车行|市场|商行|管理处|项目部|工会)$"
)
# These act for the state: who they are is not hidden.
_STATE = re.compile(
    r"(?:人民政府|政府|人民法院|人民检察院|公安局|分局|派出所|管理局|[一-鿿]局|街道办事处|办事处|管理委员会|管委会|交警[一-鿿]{0,4}队|大队|支队|税务所|厅|部|委员会办公室)$"
)
CALLED = r"(?:曾用名|又名|别名|化名|小名|乳名|绰号|外号|人称|网名|昵称|微信名|英文名|中文名|汉名|本名|简称|以下简称|下称|以下称)"
_ALIAS = re.compile(
    rf"{CALLED}\s*(?:为|叫|:)?\s*[“\"‘《]?(?P<alias>[一-鿿A-Za-z·.]{{1,20}}?)(?=[”\"’》,，、。)\s;；]|$)"
)
# As in 原告其其格与被告艾力离婚纠纷一案, where no head stands over it.
_HEADLESS = re.compile(
    rf"(?:{ROLES})(?P<one>[一-鿿·]{{2,24}}?)(?:与|诉|、)(?:{ROLES}|被告人)(?P<other>[一-鿿·]{{2,12}}?)(?=[,，、]|(?:法定|遗嘱|离婚|婚姻|婚约|抚养|抚育|赡养|扶养|继承|遗赠|探望|同居|收养|监护|变更|分家))"
)


@dataclass(frozen=True, slots=True)
class Announced:
    """Somebody whom a role announces. `start` is where the name stands."""

    role: str
    name: str
    start: int

    @property
    def is_state(self) -> bool:
        return _STATE.search(self.name) is not None

    @property
    def is_organisation(self) -> bool:
        return _ORGANISATION.search(self.name) is not None or self.is_state


def announced(plain: str) -> Iterator[Announced]:
    """Each of them in order. After a colon stands a name and nothing else; without one, what follows must be
    of a person, or the name an organisation's."""
    for match in _SUBJECT.finditer(plain):
        name = match["name"].strip(" ·")
        if not name or _NO_NAME.search(name):
            continue
        one = Announced(match["role"], name, match.start("name"))
        beside = _OF_A_PERSON.match(plain, match.end("name")) is not None
        # 原告：没有意见。 is what somebody said.
        said = match["after"] == "。" and name[:2] in PHRASES_DICT and not is_spelt(name)
        told = bool(match["colon"]) and not said
        if not (told or beside or (one.is_organisation and match["after"].strip())):
            continue
        yield one
        listed = _FOLLOWING.match(plain, match.end()) if match["after"] == "、" else None
        while listed is not None:  # 被告:周敏、吴刚，住……
            if not _NO_NAME.search(listed["name"]):
                yield Announced(one.role, listed["name"], listed.start("name"))
            listed = _FOLLOWING.match(plain, listed.end()) if listed["after"] == "、" else None


def between_each_other(plain: str) -> Iterator[Announced]:
    """Those of a sentence that names both sides, in a family case without a head."""
    for match in _HEADLESS.finditer(plain):
        for part in ("one", "other"):
            if not _NO_NAME.search(match[part]):
                yield Announced("", match[part], match.start(part))


def without_place(name: str) -> str:
    """An organisation's name without the place that it begins with: 示范市永兴机械厂 → 永兴机械厂."""
    short = re.sub(r"^(?:[一-鿿]{2,8}?(?:省|自治区|市|自治州|县|区|旗))+", "", name)
    return short if 4 <= len(short) < len(name) else ""


def aliases(plain: str, name: str) -> Iterator[str]:
    """What else somebody is called, as brackets or a clause after the name say."""
    for match in re.finditer(re.escape(name), plain):
        # John Smith(约翰·史密斯)，and the other way round.
        other = r"[一-鿿·]{2,16}" if name.isascii() else r"[A-Za-z][A-Za-z·.'\- ]{2,40}"
        if written := re.compile(rf"\s*\(({other})\)").match(plain, match.end()):
            yield written[1]
        # 王秀兰(曾用名王兰花，绰号“花姐”)，女； 示范公司(以下简称示范)
        clause = re.match(
            r"\s*(?:\([^)\n]{2,60}\)|[,，][^。\n]{0,60})", plain[match.end() : match.end() + 80]
        )
        if clause:
            yield from (found["alias"] for found in _ALIAS.finditer(clause[0]))
