"""Numbers that belong to a person: by checksum where there is one, by what stands before them otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from content.importers.dates import half_width
from content.personal_data.finding import Finding, Rule, crossed

# Between the digits of a number people put a blank, a stroke, a dot; a line break where a page ends.
_S = r"[\s\u200b-\u200d\ufeff\-–—.·_]{0,2}"
_T = r"[ \t\u200b\-–—.·_]{0,2}"
_ID_18 = re.compile(rf"(?<![0-9])[1-9](?:{_S}[0-9]){{16}}{_S}[0-9Xx](?![0-9A-Za-z])")
_ID_15 = re.compile(rf"(?<![0-9A-Za-z.])[1-9](?:{_T}[0-9]){{14}}(?![0-9A-Za-z])")
_MOBILE = re.compile(rf"(?<![0-9])(?:[(]?(?:\+|00)?86[)]?{_T})?1{_T}[3-9](?:{_T}[0-9]){{9}}(?![0-9])")
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.])(?:[(]?(?:\+|00)86[)]?[- ]?)?(?:[(]0?[0-9]{2,3}[)]|0[0-9]{2,3})\s?[-–—]?\s?"
    r"[2-9][0-9]{2,3}[- ]?[0-9]{4}(?:\s?(?:[-–—]|转)\s?[0-9]{1,5})?(?![0-9])"
)
_LOCAL_LINE = re.compile(
    r"(?:电话|座机|宅电|手机|传真|Tel)(?:号码?)?\s*[:为是]?\s*(?P<value>[2-9][0-9]{2,3}[- ]?[0-9]{4})(?![0-9\-])",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ \u200b\-·.]{0,2}[0-9]){14,18}(?![0-9A-Za-z])")
_ACCOUNT = re.compile(
    r"(?:账号|帐号|卡号|银行卡|储蓄卡|借记卡|信用卡|存折|折号|账户|帐户)(?:号码?|号)?\s*(?:[:为是]|尾号为?)?\s*"
    r"[(]?(?P<value>[0-9](?:[ \-·.]{0,2}[0-9]){8,29})(?![0-9])"
)
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-Z][ ·•.\-]{{0,2}}(?:[A-HJ-NP-Z0-9]{{6}}|[A-HJ-NP-Z0-9]{{5}}|[A-HJ-NP-Z0-9]{{4}}[挂学警港澳使领])"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?:护照|通行证|台胞证|回乡证)(?:号码?|编号)?\s*[:为是]?\s*(?P<value>[A-Z]{0,2}[0-9]{7,10})(?![0-9A-Za-z])"
    r"|(?<![A-Za-z0-9])(?P<alone>[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"(?:军官证|士官证|士兵证|驾驶证|居留证|居住证|社会保障(?:卡|号)?|社保(?:卡|号)?|医保(?:卡|号)?|学籍)"
    r"(?:档案)?(?:号码?|编号|字第?)?\s*[:为是]?\s*(?:第\s*)?(?P<value>[A-Z]{0,3}[0-9]{6,18}[A-Z]?)(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"(?:不动产权|房权证|房产证|产权证|房地产权|土地使用权?证|土地证|国用|集用|林权证|登记证书?|权属证书|他项权?)"
    r"[^0-9，,。;；\n]{0,14}(?:[(〔\[][0-9]{4}[)〕\]])?[^0-9，,。;；\n]{0,10}(?P<value>[0-9][0-9A-Z\-]{3,19})(?=\s*号|[，,。;；\s])"
)
_CONTACT = re.compile(
    r"(?<![A-Za-z0-9_.])[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}"
    r"|(?:微信|QQ|支付宝|旺旺|抖音|快手)\s*(?:号码?|账号|帐号|账户|昵称)?\s*[:为是]?\s*(?P<value>[A-Za-z0-9][A-Za-z0-9_\-]{4,30})",
    re.IGNORECASE,
)

_ID_LABEL = re.compile(r"(?:身份证|身份号|身份编号|证件号|ID)[^0-9\n。;]{0,10}$")
# What looks alike and is none of these: numbers of organisations, contracts, goods, files.
_OTHER = re.compile(
    r"(?:信用代码|机构代码|注册号|执照|登记号|税号|识别号|执业证|许可证|资格证|合同|协议|订单|单号|编号|流水|发票|票号|票据"
    r"|批号|条码|序列号|IMEI|串号|车架|发动机|快递|运单|凭证|保单|保函|回单|文号|档案|设备|型号|批次|专利号|申请号|商标|No"
    r"|借据|代码|案号|表号|股票|地号|图号|项目)(?:号码?|编号)?[^0-9\n。;，,]{0,8}$",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\s*(?:万|亿)?(?:元|股|吨|千克|公斤|平方|立方|美元|港币|%|‰|份|次|人|件|米|度|克|年|个)"
)
_COURTS_OWN = re.compile(
    r"法院|本院|法庭|书记员|法官|承办人|审判|立案|诉讼服务|执行局|举报|监督|热线|检察院|公安|派出所|仲裁委|司法局|司法所"
    r"|援助|办公室|咨询|值班|窗口"
)
_COURTS_ACCOUNT = re.compile(r"法院|诉讼费|案款|财政|执行款|专户")
_GROUPS = frozenset(
    {(11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (5, 6), (3, 8), (4, 4, 3), (7, 4), (3, 4, 2, 2)}
    | {(1,) * 11, (3, 2, 2, 2, 2), (3, 2, 2, 4), (3, 3, 3, 2), (4, 7)}
)
_PROVINCE_CODES = frozenset(
    re.findall("..", "11121314152122233132333435363741424344454650515253546162636465718182")
)
_CARD_STARTS = ("62", "4", "51", "52", "53", "54", "55", "35", "60", "65", "95", "98", "34", "37")
# Hotlines that anybody may call.
_HOTLINES = frozenset({"12368"})


def find(text: str, own_numbers: frozenset[str]) -> Iterator[Finding]:
    """Everything with a number in it, rule by rule; findings may overlap."""
    plain = half_width(text).replace("－", "-")
    taken = bytearray(len(plain))

    def found(rule: Rule, start: int, end: int) -> Finding:
        taken[start:end] = b"\1" * (end - start)
        return Finding(rule, start, end, text[start:end], crossed(plain[start:end]))

    def matches(pattern: re.Pattern[str], fits: Callable[[str, int, int], bool]) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(plain):
            name = next((name for name, value in match.groupdict().items() if value is not None), 0)
            start, end = match.span(name)
            if not any(taken[start:end]) and fits(plain, start, end):
                yield start, end

    for rule, pattern, fits in (
        (Rule.ID_CARD, _ID_18, _is_id_18),
        (Rule.ID_CARD, _ID_15, _is_id_15),
        (Rule.BANK_ACCOUNT, _ACCOUNT, _is_persons_account),
        (Rule.BANK_ACCOUNT, _CARD, _is_card),
        (Rule.PROPERTY_CERTIFICATE, _PROPERTY, _always),
        (Rule.PASSPORT, _PASSPORT, _is_passport),
        (Rule.DOCUMENT, _DOCUMENT, _always),
        (Rule.CONTACT, _CONTACT, _is_persons_contact),
        (Rule.TELEPHONE, _MOBILE, lambda p, s, e: _is_mobile(p, s, e, own_numbers)),
        (Rule.TELEPHONE, _LANDLINE, lambda p, s, e: _is_persons_line(p, s, e, own_numbers)),
        (Rule.TELEPHONE, _LOCAL_LINE, lambda p, s, e: _is_persons_line(p, s, e, own_numbers)),
        (Rule.LICENCE_PLATE, _PLATE, _is_plate),
    ):
        for start, end in matches(pattern, fits):
            yield found(rule, start, end)


def telephone_digits(number: str) -> str:
    """A telephone number as it is compared: digits without the country's code."""
    digits = re.sub(r"[^0-9]", "", half_width(number))
    return re.sub(r"^(?:00)?86(?=1[3-9][0-9]{9}$|0?[1-9][0-9]{9,10}$)", "", digits)


def _always(_plain: str, _start: int, _end: int) -> bool:
    return True


def _before(plain: str, start: int, length: int = 24) -> str:
    return plain[max(0, start - length) : start]


def _clause(plain: str, start: int, length: int = 60) -> str:
    """What stands before in the same sentence."""
    return re.split(r"[。;\n]", plain[max(0, start - length) : start])[-1]


def _is_id_18(plain: str, start: int, end: int) -> bool:
    number = re.sub(r"[^0-9X]", "", plain[start:end].upper())
    if _ID_LABEL.search(_before(plain, start)):
        return True  # meant as one, whatever slip of the pen is in it
    return (
        _is_day(number[6:10], number[10:12], number[12:14])
        and str(ric.calc_check_digit(number[:17])) == number[17]
        and not re.search(r"信用代码|机构代码", _before(plain, start))
    )


def _is_id_15(plain: str, start: int, end: int) -> bool:
    number = re.sub(r"[^0-9]", "", plain[start:end])
    if _ID_LABEL.search(_before(plain, start)):
        return True
    return (
        number[:2] in _PROVINCE_CODES
        and tuple(len(part) for part in re.split(r"[^0-9]+", plain[start:end])) in ((15,), (6, 6, 3))
        and _is_day(f"19{number[6:8]}", number[8:10], number[10:12])
        and not _OTHER.search(_before(plain, start))
        and not _QUANTITY.match(plain, end)
    )


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return 1800 <= date(int(year), int(month), int(day)).year < 2200
    except ValueError:
        return False


def _is_persons_account(plain: str, start: int, _end: int) -> bool:
    return not _COURTS_ACCOUNT.search(_clause(plain, start)) and not re.search(
        r"微信|支付宝|QQ", _before(plain, start, 12)
    )


def _is_card(plain: str, start: int, end: int) -> bool:
    number = re.sub(r"[^0-9]", "", plain[start:end])
    parts = re.split(r"[^0-9]+", plain[start:end])
    even = len(parts) == 1 or (len({len(part) for part in parts[:-1]}) == 1 and len(parts[0]) in (4, 6))
    return (
        even
        and len(number) >= 15
        and number.startswith(_CARD_STARTS)
        and luhn.is_valid(number)
        and not _OTHER.search(_before(plain, start))
        and not _COURTS_ACCOUNT.search(_clause(plain, start))
        and not _QUANTITY.match(plain, end)
    )


def _is_passport(plain: str, start: int, _end: int) -> bool:
    return not _OTHER.search(_before(plain, start)) or "证" in _before(plain, start, 10)


def _is_persons_contact(plain: str, start: int, end: int) -> bool:
    value = plain[start:end]
    if "@" in value:
        return not (_COURTS_OWN.search(_clause(plain, start)) or value.endswith((".gov.cn", ".court.gov.cn")))
    return any(character.isdigit() for character in value) or "号" in _before(plain, start, 6)


def _is_mobile(plain: str, start: int, end: int, own: frozenset[str]) -> bool:
    written = re.sub(r"^[(]?(?:\+|00)?86[)]?[^0-9]*(?=1)", "", plain[start:end])
    digits = re.sub(r"[^0-9]", "", written)
    groups = tuple(len(part) for part in re.split(r"[^0-9]+", written))
    before = _before(plain, start)
    if len(digits) != 11 or groups not in _GROUPS or digits in own:
        return False
    if re.search(r"[0-9.][.\-/]?$", before[-2:]) and before[-1:] in ".-/" and before[-2:-1].isdigit():
        return False  # the tail of something longer
    if re.search(r"[A-Za-z]$", before) and not re.search(r"(?:tel|phone|mobile|wx|vx|微信)$", before, re.I):
        return False
    return not _OTHER.search(before) and not _QUANTITY.match(plain, end)


def _is_persons_line(plain: str, start: int, end: int, own: frozenset[str]) -> bool:
    digits = telephone_digits(plain[start:end])
    if digits in own | _HOTLINES or any(number and digits.startswith(number) for number in own):
        return False
    around = _clause(plain, start, 80)
    return (
        not _COURTS_OWN.search(around)
        and not re.search(r"公司[^，,。]{0,8}$|(?:公司|银行|医院|学校)[^。]{0,20}(?:客服|总机|服务)", around)
        and not _OTHER.search(_before(plain, start))
        and not _QUANTITY.match(plain, end)
    )


def _is_plate(plain: str, start: int, end: int) -> bool:
    serial = re.sub(r"[ ·•.\-]", "", plain[start + 2 : end])
    return any(character.isdigit() for character in serial) and not re.search(
        r"[(〔\[][0-9]{4}[)〕\]]$", _before(plain, start, 6)
    )
