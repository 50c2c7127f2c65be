"""Home addresses are deleted (法释〔2016〕19号第十条), the county or district and what is above it stay
(关于在中国裁判文书网站平台公布的裁判文书的格式要求及技术处理规范, 2013, 四（一）1).

Where an organisation has its seat is public and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.importers.dates import half_width
from content.personal_data.finding import Finding, Rule

_LIVES = re.compile(
    r"(?:(?P<home>户籍所在地|户籍地址?|户籍住址|户籍登记地|户口所在地|户籍|经常居住地|居住地|现居住地?|家庭住址|家庭地址|住址|现住址|送达地址|通讯地址"
    r"|收件地址|现住|家住|居住于|居住在|暂住于?|暂住地|租住于?|租住在)|(?P<seat>住所地?)|(?<=[，,。;、\s男女族人工民业])住(?![院宿房户宅处所址])|^住(?![院宿房户宅处所址]))"
    r"\s*[:：]?\s*(?:为|是|在|于)?\s*(?P<place>[^，,。;；\n)）]{2,80})",
    re.MULTILINE,
)
_TO_COUNTY = re.compile(
    r"(?:中国|中华人民共和国)?(?:[^省市区县\d]{1,10}(?:省|自治区))?(?:[^省市区县\d路街]{1,9}(?:市|自治州|盟|地区))?"
    r"(?:[^市区县路街镇乡村号\d]{1,9}(?:自治县|县|旗|市|(?<![小社园发])区|开发区))?"
)
_DETAIL = re.compile(
    r"[路街巷弄村屯庄号室栋幢楼组队镇乡寨]|胡同|小区|花园|社区|单元|大道|公寓|家园|苑|[0-9]|宿舍|农场"
)
_PERSON = re.compile(r"[，,]\s*[男女](?![儿孩])|出生|[一-鿿]族|公民身份|身份证|农民|退休|无业|职工|现羁押")
_ORGANISATION = re.compile(
    r"公司|工厂|[^厂]厂|银行|支行|分行|委员会|合作社|信用社|人民政府|管理局|[一-鿿]{2,}局|中心|医院|学校|大学|幼儿园"
    r"|事务所|检察院|协会|经营部|门市部|超市|饭店|酒店|集团|个体工商户|[一-鿿]{2,}店|村民小组|研究院|基金会"
)


def find(text: str) -> Iterator[Finding]:
    plain = half_width(text)
    for match in _LIVES.finditer(plain):
        start, end = match.span("place")
        before = re.split(r"[。;\n]", plain[max(0, match.start() - 160) : match.start()])[-1]
        if not _PERSON.search(before) and (
            match["seat"] or (match["home"] is None and _ORGANISATION.search(before))
        ):
            continue
        place = plain[start:end]
        if re.match(r"[、的]", place) or re.search(r"法院|派出所|申请|管辖", place):
            continue  # the law's words, no address
        county = _TO_COUNTY.match(place)
        kept = county.end() if county else 0
        detail = place[kept:]
        bare = re.sub(r"[×xX*＊某\s]", "", detail)
        if not _DETAIL.search(bare) or (bare != detail.strip() and not re.search(r"[0-9]", bare)):
            continue
        cut = len(detail) - len(detail.rstrip())
        yield Finding(
            Rule.ADDRESS, start + kept, end - cut, text[start + kept : end - cut], "" if kept else "××"
        )
