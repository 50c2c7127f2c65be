"""What the columns of a clerk's table mean, by their titles in the many wordings that courts use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from content.importers.dates import half_width


class Column(StrEnum):
    """A meaning that a column can have."""

    CASE_NUMBER = "case_number"
    CAUSE = "cause"
    CASE_NAME = "case_name"
    PARTIES = "parties"
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


# Titles as a whole, without blanks and punctuation. Earlier titles of a meaning are preferred.
_TITLES: Mapping[Column, tuple[str, ...]] = {
    Column.CASE_NUMBER: ("案号", "案件编号", "案件号", "案件案号", "案件号码", "案件字号", "立案案号", "收案案号",
                         "执行案号", "本案案号", "案编号", "casenumber", "caseno"),
    Column.CAUSE: ("案由", "立案案由", "案由名称", "案件案由", "纠纷类型", "罪名", "案由罪名", "罪名案由", "事由", "cause"),
    Column.CASE_NAME: ("案件名称", "案名", "案件", "案件简称"),
    Column.PARTIES: ("当事人", "双方当事人", "当事人姓名", "当事人名称", "当事人信息", "诉讼当事人", "各方当事人", "案件当事人",
                     "原被告", "原告被告", "当事人情况", "诉讼参与人", "parties"),
    Column.PLAINTIFF: ("原告", "原告人", "原告方", "原告姓名", "原告名称", "原告申请人", "上诉人", "申请人", "申请执行人",
                       "公诉机关", "原告上诉人", "原告公诉机关", "起诉人", "自诉人", "申请方", "再审申请人", "原审原告", "异议人"),
    Column.DEFENDANT: ("被告", "被告人", "被告方", "被告姓名", "被告名称", "被告被申请人", "被上诉人", "被申请人", "被执行人",
                       "被告被上诉人", "被申请方", "原审被告", "被告被告人"),
    Column.THIRD_PARTY: ("第三人", "第三方"),
    Column.START: ("开庭时间", "开庭日期及时间", "开庭日期时间", "开庭日期和时间", "开庭时间日期", "庭审时间", "听证时间", "宣判时间",
                   "排期时间", "排庭时间", "开庭审理时间", "审理时间", "开庭听证时间", "时间", "日期时间", "具体时间", "变更后时间",
                   "变更后开庭时间", "现开庭时间", "改期时间", "新开庭时间", "日期及时间", "开庭宣判时间", "time"),
    Column.DATE: ("开庭日期", "日期", "开庭日", "排期日期", "庭审日期", "听证日期", "宣判日期", "开庭审理日期", "排庭日期",
                  "审理日期", "年月日", "date"),
    Column.TIME: ("时刻", "开庭时刻", "开始时间", "起始时间", "开庭开始时间", "庭审开始时间", "时分", "开庭时点", "钟点", "时段",
                  "具体时刻", "开庭钟点"),
    Column.PREVIOUS: ("原开庭时间", "原定时间", "原定开庭时间", "变更前时间", "原时间", "变更前开庭时间", "原开庭日期", "原定日期"),
    Column.COURTROOM: ("法庭", "审判庭", "开庭地点", "地点", "开庭法庭", "审判法庭", "开庭场所", "审理地点", "法庭名称", "法庭号",
                       "庭审地点", "听证地点", "审判场所", "开庭审判庭", "审理法庭", "场所", "开庭地址", "庭审场所", "开庭地点法庭",
                       "法庭地点", "审判庭法庭", "宣判地点", "庭号", "courtroom"),
    Column.JUDGE: ("承办法官", "承办人", "主审法官", "审判长", "审判员", "主审人", "法官", "承办审判员", "案件承办人", "独任审判员",
                   "独任法官", "审判长承办法官", "承办法官审判长", "审判长审判员", "承办法官姓名", "法官姓名", "主办法官", "员额法官",
                   "主审", "合议庭", "合议庭成员", "审判组织", "审判人员", "合议庭独任审判员", "经办人", "经办法官", "judge"),
    Column.CLERK: ("书记员", "书记员姓名", "书记", "跟案书记员", "clerk"),
    Column.KIND: ("类型", "开庭类型", "庭审类型", "公告类型", "开庭类别", "庭审类别", "公告类别", "类别", "审理方式", "事项"),
    Column.NOTE: ("备注", "备注说明", "说明", "附注", "备考", "其他", "注", "变更说明", "变更情况", "变更原因", "note"),
    Column.STATE: ("状态", "开庭状态", "公告状态", "排期状态", "庭审状态", "变更类型", "是否变更"),
    Column.IGNORED: ("序号", "编号", "结束时间", "开庭结束时间", "案件类型", "承办庭", "承办庭室", "承办部门", "业务庭", "部门",
                     "庭室", "立案日期", "立案时间", "收案日期", "公告日期", "公告时间", "发布时间", "发布日期", "法官助理",
                     "人民陪审员", "陪审员", "代理人", "委托代理人", "联系电话", "电话", "排期日", "审理程序", "适用程序", "程序",
                     "审级", "是否公开", "公开开庭", "星期", "法院", "法院名称", "审理法院", "旁听人数", "标的", "标的额"),
}
_MEANINGS = {title: column for column, titles in _TITLES.items() for title in titles}
_RANK = {title: rank for titles in _TITLES.values() for rank, title in enumerate(titles)}
# For titles with more words in them: the first that is found inside. What is not meant comes first.
_INSIDE: tuple[tuple[str, Column], ...] = (
    (r"结束|立案|收案|结案|公告日|发布|电话|助理|陪审|代理|律师|联系|身份证|承办庭|承办部门|业务庭|程序|案件类[型别]|标的|送达",
     Column.IGNORED),
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


def plain_title(cell: object) -> str:
    """A title without blanks, punctuation and width: what it is recognised by."""
    return _NOISE.sub("", half_width(str(cell))).lower() if cell is not None else ""


def meaning(cell: object) -> Column | None:
    """What a column titled so means; None when the cell is no title known here."""
    title = plain_title(cell)
    if not title or len(title) > 24 or re.search(r"\d{3}", title):
        return None
    if title in _MEANINGS:
        return _MEANINGS[title]
    return next((column for pattern, column in _INSIDE if re.search(pattern, title)), None)


def preference(title: object) -> int:
    """Among columns of one meaning the lower one is preferred: 承办法官 before 合议庭."""
    return _RANK.get(plain_title(title), 99)


def is_header(meanings: Sequence[Column | None]) -> bool:
    """Whether these are the meanings of a table's header: it tells the case and when."""
    return Column.CASE_NUMBER in meanings and any(
        column in meanings for column in (Column.START, Column.DATE, Column.TIME)
    )
