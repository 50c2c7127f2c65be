"""Telling the parties from the cause of action: Chinese writes 原告张某与被告李某民间借贷纠纷 in one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("causes.txt")


@cache
def _causes() -> tuple[str, ...]:
    """The known causes, the longest first."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    found = {word for line in lines if not line.startswith("#") for word in line.split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


_NAME_ENDS = re.compile(
    r"(?:公司|银行|支行|分行|信用社|合作社|委员会|村民小组|人民政府|管理局|[^管]局|中心|医院|学校|大学|幼儿园|工厂|厂"
    r"|商店|店|事务所|派出所|检察院|协会|个体工商户|经营部|门市部|超市|饭店|酒店|集团"
    r"|[某X×＊*]+[甲乙丙丁一二三四五六七八九]?|等(?:[0-9一二两三四五六七八九十]+)?(?:人|名|户)?|等)"
)
_CAUSE_END = (
    r"(?:纠纷|争议|之诉|罪|处罚|认定|登记|许可|强制|征收|补偿|赔偿|公开|确认|给付|裁决|复议|职责|协议|异议)"
)


def known_cause(text: str) -> str | None:
    """The longest known cause that the text names; single words of criminal law are not enough."""
    return next((cause for cause in _causes() if len(cause) > 3 and cause in text), None)


def split_cause(text: str) -> tuple[str, str]:
    """(parties, cause) of a text that names both; the cause is empty when it cannot be told."""
    text = text.strip(" ，,。；;的")
    if text.endswith(("案", "案件")):
        text = re.sub(r"(?:上诉|再审|申请执行|执行|刑事附带民事)?一?案件?$", "", text)
    known = next((cause for cause in _causes() if text.endswith(cause)), "")
    ends = [match.end() for match in _NAME_ENDS.finditer(text) if 2 <= len(text) - match.end() <= 24]
    # 金某网络购物合同纠纷: what is known, 合同纠纷, is only its end.
    rest = text[ends[-1] :] if ends and text[ends[-1] - 1] == "某" else ""
    longer = len(rest) > len(known) and not re.search(r"[诉与和及、，,你等]|原告|被告|申请", rest)
    if known and not longer:
        return text.removesuffix(known).rstrip("，,、的因涉嫌犯为"), known
    if ends and re.search(rf"{_CAUSE_END}$", text):
        return text[: ends[-1]].rstrip("，,、"), text[ends[-1] :].lstrip("，,、的因犯涉嫌")
    # After a comma or 因 the cause stands alone: 原告张三诉被告李四，因买卖合同产生的纠纷
    apart = re.search(rf"(?:[，,]|因|犯|涉嫌)([^，,]{{2,24}}{_CAUSE_END})$", text)
    if apart:
        return text[: apart.start()].rstrip("，,、"), apart[1]
    return text, ""
