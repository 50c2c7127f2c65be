"""Judgments from the text of a document (docx or txt), in the layouts that courts and their sites use.

The head tells court, type and case number, whatever stands around them (a site's lines of labels, a title
made of the parties); the end tells who decided and when. What article 4 of 法释〔2016〕19号 keeps from being
published is read for its case number, court and day alone: nothing else of it enters the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from content.case_number import CaseNumber, find_all
from content.importers.causes import known_cause, split_cause
from content.importers.dates import half_width, number
from content.importers.hearings import Outcome
from content.importers.reasons import Reason, Refusal
from content.importers.validation import refusals
from content.records import Judgment
from content.records.judgments import DocumentType, Withheld
from content.store import Store

_HEAD, _TAIL = 25, 40
_TYPES: dict[str, DocumentType] = {
    "判决书": "judgment",
    "裁定书": "ruling",
    "决定书": "decision",
    "通知书": "notice",
    "支付令": "payment-order",
    "调解书": "mediation",
}
_TITLE = re.compile(
    r"[#*【《〈\s]*(?P<before>[^。；;!?:，,]{0,90}?)(?P<type>判决书|裁定书|决定书|调解书|通知书|支付令)"
    r"(?:[》〉】*]|正本|副本|节录|[(（][^)）]{0,24}[)）])*(?P<after>[(（〔\[]?(?:19|20)\d{2}.{4,40}号)?"
)
_PURE = re.compile(
    r"(?:[一-鿿]{2,26}法院)?(?:刑事附带民事|刑事|民事|行政附带民事|行政赔偿|行政|执行|国家赔偿|赔偿|强制医疗|知识产权|商事|司法)?(?:公益诉讼)?"
)
_NO_TITLE = re.compile(r"公告|送达|生效|不服|依据|根据|作出|申请|撤销|维持|样式|目录|格式|本院|履行")
_LABEL = re.compile(
    r"(?:审理法院|裁判法院|法院|案\s*号|案\s*由|文书类型|裁判日期|判决日期|审结日期|发布日期|公布日期|当事人|案件类型|审理程序|不公布理由|不公开理由|不上网理由"
    r"|不公布原因|不公开原因)\s*[:：]"
)
_COURT = re.compile(
    r"(?:中华人民共和国)?(?P<court>[一-鿿]{1,22}?(?:人民法院|海事法院|知识产权法院|金融法院|互联网法院|铁路运输法院))"
)
_ROLE = (
    r"(?:附带民事诉讼原告人|附带民事诉讼被告人?|附带民事公益诉讼起诉人|公益诉讼起诉人|反诉原告|反诉被告|再审申请人|被申请人|申请执行人|被执行人|申请人|被上诉人|上诉人"
    r"|抗诉机关|公诉机关|自诉人|被告人|原审被告人?|原审原告|原审第三人|原告|被告|第三人|赔偿请求人|赔偿义务机关|异议人|复议申请人|案外人|利害关系人"
    r"|债权人|债务人|罪犯|被申诉人|申诉人|协助执行人|被罚款人|被拘留人|被告单位|起诉人)"
)
_PARTY = re.compile(
    rf"^(?P<role>{_ROLE})(?P<more>(?:[(（][^)）]{{1,40}}[)）])*)\s*[:：]?\s*(?P<name>[^，,。；;\n（(:：]{{1,60}})"
)
_BODY = re.compile(r"一案|本院(?:于|在|受理|立案|经审|认为|依法)|人民检察院(?:以|指控)|向本院")
_OFFICE = re.compile(
    r"^(?P<role>审判长|代理审判员|助理审判员|审判员|人民陪审员|陪审员|法官助理|代理书记员|代书记员|书记员|执行员|执行长|院长)[:：]?(?P<rest>.*)$"
)
_OFFICES = re.compile(
    r"(?P<role>审判长|代理审判员|助理审判员|审判员|人民陪审员|陪审员|法官助理|代理书记员|代书记员|书记员|执行员|执行长|院长)[:：]?"
    r"(?P<name>[一-鿿·、]{2,24}?)(?=审判|代理审|助理审|人民陪|陪审|法官助|代书|代理书|书记|执行[员长]|二[〇○零ΟO]|\d|[(（]|本件|附|$)"
)
_DIGIT = r"[0-9二〇零○ΟОOoО一三四五六七八九十]"
_DAY = re.compile(rf"(?P<year>{_DIGIT}{{4}})年(?P<month>{_DIGIT}{{1,3}})月(?P<day>{_DIGIT}{{1,3}})日")
_ISO_DAY = re.compile(r"(?P<year>(?:19|20)\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_DECIDES = re.compile(
    r"(?:判\s*决|裁\s*定|决\s*定|协\s*议|命\s*令|通\s*知)\s*如\s*下\s*[:：]?\s*|如下支付令\s*[:：]\s*|(?:裁定|判决|决定)\s*[:：]\s*$",
    re.MULTILINE,
)
_DECIDED = re.compile(
    r"^\s*(?:如果?(?:未|不服|你)|如不服|案件受理费|本案(?:案件)?受理费|诉讼费|执行费|申请费|本判决为|本裁定|本判决自|审\s*判\s*[长员]|代理审判员|本决定|如.{0,12}上诉)",
    re.MULTILINE,
)
_SPREAD = re.compile(r"(?<=[一-鿿〇○：:])[ \t\u3000\u00a0]+(?=[一-鿿〇○：:])")
# A child's visits and adoption are taken for custody (第四条第四项): what concerns a child stays unpublished.
_CUSTODY = re.compile(r"离婚|抚养|监护|探望|收养")
# A ruling that a settlement before a mediation committee is valid (第四条第三项).
_CONFIRMED = re.compile(
    r"(?:司法确认|确认(?:人民)?调解协议)[^。\n]{0,12}(?:一案|案件)|确认[^。\n]{0,30}调解协议(?:有效|的?效力)"
)
# These are published: 行政调解书、民事公益诉讼调解书 (第三条第九项).
_PUBLISHED_SETTLEMENT = re.compile(r"行\s*政(?:赔偿)?\s*调|公益诉讼(?:起诉人|调)")
_JUVENILE = re.compile(
    r"(?:犯罪时|作案时|时)(?:尚|系)?(?:未满|不满|已满十[四五六]周岁不满)(?:十八|18)周岁|未成年被告人|系未成年人犯罪|未成年人刑事|少年刑事"
    r"|系未成年人[，,][^。]{0,20}(?:从轻|减轻)"
)
_REASONS: tuple[tuple[str, Withheld | None], ...] = (
    (r"国家秘密|涉密", None),
    (r"未成年人?犯罪", "juvenile"),
    (r"离婚|抚养|监护|探望|收养", "divorce"),
    (r"未成年", "juvenile"),
    (r"调解", "mediated"),
    (r".", "unsuitable"),
)


@dataclass(frozen=True, slots=True)
class _Title:
    line: int
    document: DocumentType
    before: str


def is_judgment(text: str) -> bool:
    """Whether the text is a judgment and no announcement: a type of document is a line of its head, and a
    case number stands near."""
    lines = _lines(text)
    title = _title(lines)
    return title is not None and _case_number(lines, title) is not None


def import_judgment(text: str, path: Path, store: Store, today: date) -> Outcome:
    """Bring one judgment into the store, within `store.transaction()`."""
    lines = _lines(text)
    title = _title(lines)
    case = _case_number(lines, title)
    decided = _decided(lines, today)
    withheld = _withheld(lines, title)
    if title is None:
        return _refused(path, "文书类型", Reason.NO_DOCUMENT)
    if case is None:
        return _refused(path, "案号", Reason.NO_CASE_NUMBER)
    if decided is None:
        return _refused(path, "裁判日期", Reason.NO_DECIDED)
    if withheld is None:
        return _refused(path, "不公布理由", Reason.CLASSIFIED)
    plain: dict[str, object] = {
        "case_number": str(case),
        "document": title.document,
        "decided": decided,
        "court": _court(lines, title) or getattr(store.court(), "name", ""),
        "withheld": withheld,
    }
    if not withheld:
        plain |= _told(lines, title)
    try:
        record = Judgment.model_validate(plain)
    except ValidationError as error:
        return Outcome(refused=refusals(error, path, None))
    changed = store.put(record)
    return Outcome(accepted=int(changed), unchanged=int(not changed), kinds={Judgment.record_kind})


def _refused(path: Path, field: str, reason: Reason) -> Outcome:
    return Outcome(refused=[Refusal(path, None, field, reason)])


def _lines(text: str) -> list[str]:
    """Paragraphs without blanks at their ends and between the letters of a spread word."""
    found = (
        re.sub(r"[\u200b\ufeff\r\x0b\x0c]", "", line).strip(" \t\u3000\u00a0") for line in text.split("\n")
    )
    rows = (line if _OFFICE.match(_tight(line)) else line.replace("\t", "｜") for line in found if line)
    return [_SPREAD.sub("", line) if len(line) < 60 else line for line in rows]


def _tight(line: str) -> str:
    return re.sub(r"\s", "", half_width(line))


def _title(lines: list[str]) -> _Title | None:
    best: _Title | None = None
    for place, line in enumerate(lines[:_HEAD]):
        tight = _tight(line)
        if _BODY.search(tight) and len(tight) > 60:
            break
        labelled = re.match(r"文书类型[:：](?P<value>.*)", tight)
        match = _TITLE.fullmatch(labelled["value"] if labelled else tight)
        if match is None or (
            not labelled and _NO_TITLE.search(re.sub(r"一审|二审|申请执行|申请人", "", match["before"]))
        ):
            continue
        # A site's title is made of parties and cause; the document's own of court and type.
        best = best or _Title(place, _TYPES[match["type"]], match["before"])
        if _PURE.fullmatch(match["before"]) and not labelled:
            return _Title(place, _TYPES[match["type"]], match["before"])
    return best


def _case_number(lines: list[str], title: _Title | None) -> CaseNumber | None:
    start = title.line if title else 0
    ordered = [*lines[start : start + 6], *lines[:_HEAD]]
    for line in ordered:
        if found := find_all(_tight(line)):
            return found[0].number
        bare = re.sub(r"^案号[:：]?", "", _tight(line))
        if (number_alone := CaseNumber.parse(bare)) is not None:
            return number_alone
    return None


def _labelled(lines: list[str], *labels: str) -> str:
    for line in lines[:_HEAD]:
        match = re.match(rf"(?:{'|'.join(labels)})\s*[:：]\s*(?P<value>.+)", half_width(line))
        if match:
            return re.split(rf"\s+(?={_LABEL.pattern})", match["value"])[0].strip(" 。")
    return ""


def _court(lines: list[str], title: _Title) -> str:
    near = [title.before, *reversed(lines[max(0, title.line - 4) : title.line])]
    labelled = _labelled(lines, "审理法院", "裁判法院", "法院")
    for line in (*near, labelled, *lines[: title.line + 3]):
        match = _COURT.match(_tight(line))
        if match:
            return match["court"]
    return ""


def _decided(lines: list[str], today: date) -> date | None:
    tail = [_tight(line) for line in lines[-_TAIL:]]
    alone = [match for line in tail if (match := _DAY.fullmatch(re.sub(r"[(（].*$", "", line)))]
    labelled = _tight(_labelled(lines, "裁判日期", "判决日期", "审结日期"))
    candidates = [
        *reversed(alone),
        *filter(None, (_DAY.search(labelled), _ISO_DAY.search(labelled))),
        *reversed([match for line in tail for match in _DAY.finditer(line)]),
    ]
    days = (_day(match) for match in candidates)
    return next((day for day in days if day is not None and day <= today), None)


def _day(match: re.Match[str]) -> date | None:
    values = [number(re.sub(r"[○ΟОOo]", "〇", part) if not part.isascii() or not part.isdigit() else part)
              for part in match.group("year", "month", "day")]  # fmt: skip
    if None in values:
        return None
    try:
        return date(*(value or 0 for value in values))
    except ValueError:
        return None


def _withheld(lines: list[str], title: _Title | None) -> Withheld | None:
    """The reason by article 4, empty where it is published; None for a state secret, of which nothing is."""
    reason = _labelled(lines, "不公布理由", "不公开理由", "不上网理由", "不公布原因", "不公开原因")
    if reason:
        return next(value for pattern, value in _REASONS if re.search(pattern, reason))
    if title is None:
        return ""
    text = "\n".join(lines)
    if title.document == "mediation" and not _PUBLISHED_SETTLEMENT.search(text):
        return "mediated"
    if title.document == "ruling" and _CONFIRMED.search(text):
        return "mediated"
    cause = _cause(lines, title)
    if _CUSTODY.search(cause) and not re.search(r"离婚后财产|离婚后损害", cause):
        return "divorce"
    if re.search(r"刑事|公诉机关", text[:1_500]) and _JUVENILE.search(text):
        return "juvenile"
    return ""


def _told(lines: list[str], title: _Title) -> dict[str, object]:
    """What is read of a judgment that is published."""
    text = "\n".join(lines)
    panel, clerk = _panel(lines)
    return {
        "cause": _cause(lines, title),
        "parties": _parties(lines, title)[:4_000],
        "panel": panel,
        "clerk": clerk,
        "result": _result(text)[:4_000],
        "text": "\n".join(lines[_body_start(lines, title) :]),
    }


def _body_start(lines: list[str], title: _Title) -> int:
    """Where the document itself begins: with the court's name above its title, not with a site's labels."""
    start = title.line
    while start and _COURT.fullmatch(_tight(lines[start - 1])):
        start -= 1
    return start


def _parties(lines: list[str], title: _Title) -> str:
    found = []
    for line in lines[title.line + 1 : title.line + 60]:
        if _BODY.search(line):
            break
        match = _PARTY.match(half_width(line))
        if match and not re.search(r"诉称|辩称|认为|提出|请求|与被|诉被", match["name"]):
            found.append(f"{match['role']}{match['name'].strip()}")
    return "，".join(dict.fromkeys(found)).replace(",", "，") or _labelled(lines, "当事人")


def _cause(lines: list[str], title: _Title) -> str:
    if labelled := _labelled(lines, "案由"):
        return re.split(r"[、>]?(?:民事|刑事|行政)>|>", labelled)[-1].strip()
    for line in lines[title.line + 1 : title.line + 60]:
        for match in re.finditer(r"(?P<before>[^。；;，,\n]{4,160}?)(?:[一两二三四五]案|之诉)", line):
            # 上列当事人因海上货物运输合同纠纷一案: the whole of it, not only the end that is known.
            if alone := re.search(r"当事人因(?P<cause>[^因与诉]{3,30}(?:纠纷|争议))$", match["before"]):
                return alone["cause"]
            _, cause = split_cause(
                re.sub(r"^.*?(?:再审申请人|上诉人|原告)(?=.{2,})", "原告", match["before"])
            )
            if cause:
                return cause
        charged = re.search(r"犯(?P<cause>[一-鿿、]{2,30}罪)", line)
        if charged:
            return charged["cause"]
    head = "\n".join(lines[title.line : title.line + 30])
    _, cause = split_cause(re.sub(r"(?:一审|二审|再审)?(?:民事|刑事|行政|执行)$", "", title.before))
    return cause or known_cause(head) or ""


def _panel(lines: list[str]) -> tuple[list[str], str]:
    """(who decided, clerk) from the lines below the text; a role and its name may stand on two lines."""
    tail = [re.sub(r"\s", "", line) for line in lines[-_TAIL:]]
    signed = []
    for place, line in enumerate(tail):
        match = _OFFICE.match(line)
        if match is None or len(line) > 40 or "。" in line:
            continue
        following = tail[place + 1] if place + 1 < len(tail) else ""
        signed.append(line if match["rest"] else line + following)
    panel, clerk = [], ""
    for match in (each for line in signed for each in _OFFICES.finditer(line)):
        if "书记员" in match["role"]:
            clerk = clerk or match["name"]
        elif match["role"] != "法官助理":
            panel += [f"{match['role']}{name}" for name in match["name"].split("、") if name]
    return list(dict.fromkeys(panel)), clerk


def _result(text: str) -> str:
    starts = list(_DECIDES.finditer(text))
    if not starts:
        return ""
    rest = text[starts[-1].end() :]
    end = _DECIDED.search(rest)
    return (rest[: end.start()] if end and end.start() else rest[:1_000]).strip()
