"""Numbers as a Chinese speaker says them."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
# Beyond it there are no words that anybody would follow: digit by digit.
_LARGEST = 10**16
# On the telephone and in numbers of all kinds 一 is said 幺, so that it is not heard as 七.
_SPELLED = str.maketrans("0123456789", "零幺二三四五六七八九")
_READ = str.maketrans("0123456789", _DIGITS)


def cardinal(number: int) -> str:
    """1234 → 一千二百三十四; 10005 → 一万零五; 12 → 十二."""
    if number < 0:
        return "负" + cardinal(-number)
    if number == 0:
        return "零"
    if number >= _LARGEST:
        return digits(str(number))
    said = ""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            continue
        if said and (group < 1000 or groups[place + 1] == 0):
            said += "零"
        said += _group(group) + _GROUPS[place]
    return said.removeprefix("一") if said.startswith("一十") else said


def _group(number: int) -> str:
    said, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += ("零" if zero and said else "") + _DIGITS[digit] + _UNITS[place]
            zero = False
        else:
            zero = True
    return said


def counted(number: int) -> str:
    """A number before a measure word: two is 两 (两点、两个、两千), twelve stays 十二."""
    if number == 2:
        return "两"
    said = cardinal(number)
    for unit in ("千", "万", "亿"):
        if said.startswith(f"二{unit}"):
            return "两" + said[1:]
    return said


def digits(text: str) -> str:
    """Digits one by one, as a year or a court's code is read: 2026 → 二零二六."""
    return text.translate(_READ)


def spelled(text: str) -> str:
    """Digits one by one as on the telephone: 12368 → 幺二三六八; groups with a short pause."""
    if "*" in text:
        # A masked telephone number is told by its end.
        return "尾号" + spelled(text.rpartition("*")[2])
    parts = [part for part in text.replace("（", "-").replace("）", "-").replace(" ", "-").split("-") if part]
    grouped = []
    for part in parts:
        if len(part) == 11 and part.isdigit():
            grouped += [part[:3], part[3:7], part[7:]]
        elif len(part) in (7, 8) and part.isdigit():
            grouped += [part[:-4], part[-4:]]
        elif len(part) == 10 and part.isdigit():
            grouped += [part[:4], part[4:7], part[7:]]
        else:
            grouped.append(part)
    return "，".join(grouped).translate(_SPELLED)


def decimal(number: Decimal) -> str:
    """3.5 → 三点五."""
    whole, _, fraction = format(number, "f").partition(".")
    sign = "负" if whole.startswith("-") else ""
    said = sign + cardinal(int(whole.lstrip("-") or "0"))
    fraction = fraction.rstrip("0")
    return f"{said}点{digits(fraction)}" if fraction else said


def money(yuan: Decimal) -> str:
    """1234.56 → 一千二百三十四元五角六分; 0.05 → 五分; 2000 → 两千元; 1000.05 → 一千元零五分."""
    fen = int((yuan * 100).to_integral_value())
    if fen < 0:
        return "负" + money(-yuan)
    whole, cents = divmod(fen, 100)
    jiao, rest = divmod(cents, 10)
    said = f"{counted(whole)}元" if whole or not cents else ""
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif rest and whole:
        said += "零"
    return said + (f"{_DIGITS[rest]}分" if rest else "")
