"""What a stretch of an announcement says about its hearing: courtroom, people, parties, cause."""

from __future__ import annotations

import re

from content.importers.case_series import case_numbers
from content.importers.causes import known_cause, split_cause
from content.importers.prose import LABEL, LIST_MARK

_TO_THE_END = rf"\s*[:：]\s*(?P<value>(?:(?![\s,]+{LABEL}\s*[:：])[^\n。;])+)"
_ROOM_LABEL = re.compile(
    rf"(?:开庭地点|听证地点|宣判地点|审理地点|地\s*点|开庭法庭|审判法庭|法\s*庭|审判庭){_TO_THE_END}"
)
_ROOM_END = (
    r"(?:法庭|审判庭|会议室|听证室|调解室|审判室|办公室|审判区|大厅|看守所|巡回审判点|审判站|法院"
    r"|庭审平台|法庭\d+)"
)
_ROOM_AT = re.compile(
    rf"(?:在|于|至|到)(?!线)(?P<value>[^,。;:\n在于]{{0,30}}?{_ROOM_END}(?:第?[一二三四五六七八九十\d]{{1,3}}号?(?:法庭|审判庭|庭)|\([^)]{{1,20}}\))?)"
)
# 地点由第一法庭调整为第四法庭: only where it went counts.
_ROOM_MOVED = re.compile(
    rf"(?:调整|变更|更改|改|更换|换|移)(?:为|至|到|在)(?P<value>[^,。;:\n在于年月日时点分午]{{0,20}}?{_ROOM_END}(?:\([^)]{{1,20}}\))?)"
)
_ROOM_ALONE = re.compile(
    r"(?P<value>(?:第[一二三四五六七八九十百\d]{1,3}|\d{1,3}号|[一二三四五六七八九十]{1,2}号)(?:小|中|大|审判)?(?:法庭|审判庭))"
)
_ONLINE = re.compile(
    r"(?:通过|在|于)(?P<value>[^,。;\n]{0,20}(?:互联网|网络|线上|云上|移动微法院)[^,。;\n]{0,12}?(?:法庭|平台|法院))"
)
_OWN_COURT = re.compile(r"^(?:本院|我院|[\u4e00-\u9fff]{2,16}?人民法院)(?=.)的?")
_NAME = r"[\u4e00-\u9fff·×*]{2,4}?"
_AFTER_NAME = (
    r"(?=[、,。;\s()\n]|担任|独任|主审|组成|审理|适用|公开|承办|依法|任审|书记员|审判员|人民陪审员|陪审员"
    r"|法官|与|和|$)"
)
_NO_NAME = (
    r"(?!临时|因|有|出差|生病|另|工作|调整|变更|更换|不能|组成|独任|依法|主持|适用"
    r"|公出|公务|外出|休假|请假|学习|培训|开会|参加|身体|退休|离职|调离|回避|确需|需要)"
)
_SPACED_NAME = r"[\u4e00-\u9fff] +[\u4e00-\u9fff](?=\s|$)"


def _person(role: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!因){role}\s*[:：]?\s*(?:为|是|由)?\s*{_NO_NAME}(?P<value>{_SPACED_NAME}|{_NAME}{_AFTER_NAME})"
    )


_JUDGES = tuple(
    _person(role)
    for role in (
        "审判长(?:[(/][^)\\s]{2,6}[)])?",
        "独任审判员",
        "承办法官",
        "主审法官",
        "承办人",
        "独任法官",
        "(?<!陪)审判员",
        "主持人",
        "法官(?!助理)",
    )
)
_PANEL = re.compile(r"合议庭(?:成员|组成人员|组成)?\s*[:：为由]\s*(?P<value>[^\n。;]{2,40})")
_CLERK = _person("书记员")
_CAUSE_LABEL = re.compile(rf"案\s*由{_TO_THE_END}")
# What stands after 当事人 may tell the sides in labels of their own, parted by semicolons.
_OTHER_LABEL = (
    r"(?:案\s*号|案\s*由|开庭|听证|宣判|时\s*间|日\s*期|地\s*点|法\s*庭|审判|合议庭|独任"
    r"|承办|主审|人民陪审员|法官|书记员|备\s*注|案件名称)"
)
_PARTIES_LABEL = re.compile(
    rf"(?:双方)?当\s*事\s*人\s*:\s*(?P<value>(?:(?![\s,;]+{_OTHER_LABEL}[^,;:\n]{{0,6}}:)[^\n。])+)"
)
_SIDE_LABEL = re.compile(
    rf"(?P<role>被?上诉人|再审申请人|被?申请人|申请执行人|被执行人|第三人|公诉机关|自诉人|原\s*告|被\s*告人?)(?:\([^)]*\))?{_TO_THE_END}"
)
_ONE_CASE = re.compile(
    r"(?:等)?(?:一案|两案|二案|[三四五六七八九十]+案|系列案件?|(?<=纠纷)案件?|(?<=罪)案件?|(?<=争议)案件?)"
)
_BODY_STARTS = re.compile(
    rf"审理|听证(?!室)|宣判|宣告|受理(?:的|了)?|关于|本院|[:。;\n]|{LIST_MARK}\s*|号\)?|分[,\s]|[时点][,\s]|整,|\d:\d\d\s*"
    r"|(?:法庭|审判庭)[\s,]+|[对就](?=申请|异议|上诉|原告|案外|被告|赔偿请求人)"
)
_CHARGED = re.compile(r"(?P<person>被告人[^,。;因犯]{2,30}?),?因?(?:涉嫌|犯)(?P<cause>[^,。;]{2,20}罪)")
SAME_ROOM = re.compile(r"同一|同上|上述|该法庭|同庭")
_NOT_PARTIES = re.compile(r"^(?:的|了|,|、|\s|\(\)|公开|不公开|开庭)+|[,、\s]+$")
_BRACKETS_LEFT = re.compile(
    r"[(\[〔【]\s*(?:案\s*号\s*[:：]?)?\s*[)\]〕】]|案\s*号\s*[:：]?\s*(?=[,。;\s]|$)"
)


def without_case_numbers(text: str) -> str:
    """The text with its case numbers and the empty brackets around them taken out."""
    kept, place = [], 0
    for found in case_numbers(text):
        if found.start >= place:
            kept.append(text[place : found.start])
            place = found.end
    kept.append(text[place:])
    return _BRACKETS_LEFT.sub("", "".join(kept))


def courtroom(text: str) -> str:
    for pattern in (_ROOM_MOVED, _ROOM_LABEL, _ONLINE, _ROOM_AT, _ROOM_ALONE):
        if (found := pattern.search(text)) and (room := found["value"].strip(" ,、")):
            room = _OWN_COURT.sub("", re.split(rf"\s(?={LABEL})", room)[0]).strip()
            if room.count("(") > room.count(")"):
                room = room + ")" if text[found.end("value") :].startswith(")") else room.replace("(", " ")
            if not re.match(r"下列|以下|相应", room):
                return room
    return ""


def judge(text: str) -> str:
    for pattern in _JUDGES:
        if found := pattern.search(text):
            return found["value"].replace(" ", "")
    panel = _PANEL.search(text)
    if panel is None:
        return ""
    names = re.split(r"[、,\s]+", re.sub(r"审判长|审判员|人民陪审员|陪审员|组成.*", "、", panel["value"]))
    return "、".join(name for name in names if 2 <= len(name) <= 4)


def clerk(text: str) -> str:
    found = _CLERK.search(text)
    return found["value"].replace(" ", "") if found else ""


def parties_and_cause(text: str) -> tuple[str, str]:
    """(parties, cause), each empty when the text does not tell."""
    plain = without_case_numbers(text)
    cause_label, parties_label = _CAUSE_LABEL.search(plain), _PARTIES_LABEL.search(plain)
    cause = _label_value(cause_label["value"]) if cause_label else ""
    parties = _sides(parties_label["value"]) if parties_label else ""
    if not parties:
        parties = ",".join(
            "".join(side["role"].split()) + _label_value(side["value"])
            for side in _SIDE_LABEL.finditer(plain)
        )
    if not (cause and parties):
        named, told = _from_sentence(plain)
        parties, cause = parties or named, cause or told
    return _wide(parties), cause


def _sides(text: str) -> str:
    """原告 何某 ;被告:吕某 as 原告何某;被告吕某."""
    role = r"(被?上诉人|再审申请人|被?申请人|申请执行人|被执行人|第三人|公诉机关|自诉人|原告|被告人?)"
    tidy = re.sub(rf"(?:^|(?<=[,;、\s])){role}[\s:]+(?=\S)", r"\1", text.strip(" ,、;"))
    return re.sub(r"\s*([;,、])\s*", r"\1", tidy)


def _label_value(text: str) -> str:
    return re.split(rf"[,\s]+(?={LABEL}\s*[:：])", text)[0].strip(" ,、")


def _from_sentence(plain: str) -> tuple[str, str]:
    end = _ONE_CASE.search(plain)
    if end is not None:
        begin = max((match.end() for match in _BODY_STARTS.finditer(plain, 0, end.start())), default=0)
        return split_cause(_NOT_PARTIES.sub("", plain[begin : end.start()]))
    if charged := _CHARGED.search(plain):
        return charged["person"], charged["cause"]
    cause = known_cause(plain)
    if cause is None:
        return _crime_alone(plain)
    place = plain.index(cause)
    begin = max((match.end() for match in _BODY_STARTS.finditer(plain, 0, place)), default=0)
    named = _NOT_PARTIES.sub("", plain[begin:place])
    return (named if re.search(r"[诉与和、]|原告|被告|申请", named) else ""), cause


def _crime_alone(plain: str) -> tuple[str, str]:
    """郑某盗窃罪: a short item of a list that ends with the crime, or has it in the middle."""
    for item in re.split(r"[\s,。;\n]+", plain):
        named, crime = split_cause(item)
        if crime.endswith("罪") and 1 < len(named) <= 40:
            return re.sub(rf"^{LIST_MARK}", "", named), crime
    return "", ""


def _wide(text: str) -> str:
    """Commas as they are written in Chinese again."""
    return text.replace(",", "，").replace(";", "；").replace("(", "（").replace(")", "）")
