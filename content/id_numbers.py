"""Numbers of persons and organisations: read as they are written, checked, shown in part.

公民身份号码 (GB 11643-1999): 17 digits and a check character; before 1999 15 digits. 统一社会信用代码 (GB
32100-2015): 17 characters and a check character; before 2015 an organisation code of 9.
"""

from __future__ import annotations

import re
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from content.importers.dates import half_width

_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_OLD_CODE = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
_SHOWN = re.compile(r"[0-9]{4,14}[*×xX＊]{4,14}[0-9]{0,4}[0-9X]{0,4}")


def read_id_number(text: str) -> str | None:
    """The number in 18 characters, an old one of 15 digits made whole; None when it is none."""
    number = re.sub(r"[\s\-–—.·_]", "", half_width(text)).upper()
    if re.fullmatch(r"[1-9][0-9]{14}", number):
        number = f"{number[:6]}19{number[6:]}"
        number += str(ric.calc_check_digit(number))
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number) or birth_day(number) is None:
        return None
    return number if str(ric.calc_check_digit(number[:17])) == number[17] else None


def birth_day(number: str) -> date | None:
    """The day of birth in an ID number of 18 characters."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def shown(number: str) -> str:
    """First and last four characters: 1310**********0011."""
    return f"{number[:4]}{'*' * 10}{number[-4:]}"


def is_shown_in_part(text: str) -> bool:
    """An ID number that was masked already."""
    return _SHOWN.fullmatch(re.sub(r"\s", "", half_width(text))) is not None


def read_organisation_code(text: str) -> str | None:
    """The code without blanks, in capitals; None when it is none or its check character is wrong."""
    code = re.sub(r"[\s–—.·_]", "", half_width(text)).upper()
    if _OLD_CODE.fullmatch(code):
        return code.replace("-", "")
    if not _CODE.fullmatch(code):
        return None
    try:
        return str(uscc.validate(code))
    except ValidationError:
        return None
