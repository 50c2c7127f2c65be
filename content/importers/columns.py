"""What the columns of a clerk's table mean, by their titles in the many wordings that courts use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from content.importers.dates import half_width


class Column(StrEnum):
    """A meaning that a column can have."""

    CASE_NUMBER = "case_number"
    CAUSE = "cause"
    CASE_NAME = "case_name"
    PARTIES = "parties"
    ROLE = "role"
    PLAINTIFF = "plaintiff"
    DEFENDANT = "defendant"
    THIRD_PARTY = "third_party"
    START = "start"
    DATE = "date"
    TIME = "time"
    PREVIOUS = "previous"
    COURTROOM = "courtroom"
    JUDGE = "judge"
    CLERK = "clerk"
    KIND = "kind"
    NOTE = "note"
    STATE = "state"
    IGNORED = "ignored"


_FILE = Path(__file__).with_name("column_titles") / "hearing.toml"

# For titles with more words in them: the first that is found inside. What is not meant comes first.
_INSIDE: tuple[tuple[str, Column], ...] = (
    (r"结束|立案|收案|结案|公告日|发布|电话|助理|陪审|代理|律师|联系|身份证", Column.IGNORED),
    (r"承办庭|承办部门|业务庭|程序|案件类[型别]|标的|送达", Column.IGNORED),
    (r"案号|案件编号|案件号", Column.CASE_NUMBER),
    (r"案由|罪名", Column.CAUSE),
    (r"^原(定|开庭|排期).*(时间|日期)|变更前", Column.PREVIOUS),
    (r"书记员", Column.CLERK),
    (r"法官|审判长|承办人|主审|审判员|合议庭", Column.JUDGE),
    (r"当事人|原告.*被告", Column.PARTIES),
    (r"被告|被上诉人|被申请|被执行", Column.DEFENDANT),
    (r"原告|上诉人|申请人|公诉机关|自诉人", Column.PLAINTIFF),
    (r"第三人", Column.THIRD_PARTY),
    (r"地点|法庭|审判庭|场所", Column.COURTROOM),
    (r"(开庭|庭审|听证|宣判|排期|审理).*(时间|时刻)", Column.START),
    (r"(开庭|庭审|听证|宣判|排期|审理).*日", Column.DATE),
    (r"备注|说明", Column.NOTE),
)
_NOISE = re.compile(r"[\s\u200b\u200c\u200d\ufeff:：,，、;；。．.·\-—_/\\|()\[\]【】《》<>“”\"'*＊※]+")


@lru_cache(maxsize=4_096)
def plain_title(cell: object) -> str:
    """A title without blanks, punctuation and width: what it is recognised by."""
    return _NOISE.sub("", half_width(str(cell))).lower() if cell is not None else ""


@cache
def _ours() -> Mapping[str, tuple[Column, int]]:
    """Known titles as a whole: their meaning, and their rank among the titles of that meaning."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))["titles"]
    return {
        title: (Column(column), rank) for column, titles in table.items() for rank, title in enumerate(titles)
    }


class Columns:
    """The meanings of a table of hearings' titles; the court's `own` titles come before ours."""

    def __init__(self, own: Mapping[str, Column] | None = None) -> None:
        self._own = {plain_title(title): column for title, column in (own or {}).items()}

    def meaning(self, cell: object) -> Column | None:
        """What a column titled so means; None when the cell is no title known here."""
        title = plain_title(cell)
        if not title or len(title) > 24 or re.search(r"\d{3}", title):
            return None
        if title in self._own:
            return self._own[title]
        if title in _ours():
            return _ours()[title][0]
        return next((column for pattern, column in _INSIDE if re.search(pattern, title)), None)

    def preference(self, title: object) -> int:
        """Among columns of one meaning the lower one is preferred: 承办法官 before 合议庭."""
        plain = plain_title(title)
        return -1 if plain in self._own else _ours().get(plain, (Column.IGNORED, 99))[1]


def is_header(meanings: Sequence[Column | None]) -> bool:
    """Whether these are the meanings of a table's header: it tells the case and when."""
    return Column.CASE_NUMBER in meanings and any(
        column in meanings for column in (Column.START, Column.DATE, Column.TIME)
    )
