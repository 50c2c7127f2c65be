"""Why a row was refused, in a clerk's words: the one table of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    """The value is what the clerk reads."""

    NO_CASE_NUMBER = "缺少案号"
    WRONG_CASE_NUMBER = "案号无法识别，应当如“（2026）冀1082民初123号”"
    NO_DATE = "缺少开庭日期"
    NO_TIME = "缺少开庭时刻，应当写明几时几分"
    WRONG_DATE = "日期无法识别，应当如“2026年11月25日”"
    WRONG_TIME = "时间无法识别，应当如“上午9时30分”或“14:30”"
    IMPOSSIBLE_DATE = "没有这一天，请核对月份和日期"
    IMPOSSIBLE_TIME = "没有这个时刻，请核对上午、下午和钟点"
    OUTSIDE_HOURS = "时间不在7时至22时之间，请核对上午、下午"
    FAR_YEAR = "日期与今天相差两年以上，请核对年份"
    TWICE = "与本文件中前面的一条重复"
    TWO_ANSWERS = "与本文件中前面的一条矛盾：同案同一时间，内容不同"
    TWO_RECORDS = "与本文件中前面的一条矛盾：是同一条，内容不同"
    NO_CLOCK = "缺少时刻，应当如“2026年12月1日10:00”"
    NEGATIVE = "不能小于零"
    NO_NUMBER = "数字无法识别，应当如“12000”“1.2万元”"
    WHICH_HEARING = "本案有多次开庭，看不出变更或者取消的是哪一次，请写明原定时间"
    TOO_LONG = "文字过长，请核对"
    HIDDEN_ROWS = "从这一行起有隐藏的行，没有读（可能用了筛选）；要导入请先取消隐藏、取消筛选"
    NO_TABLE = (
        "没有找到表头，看不出是哪一类内容：开庭公告至少要有“案号”和“开庭时间”两列，其他见 docs/content.md"
    )
    UNKNOWN_KIND = "看不出是哪一类内容，请在 kind 里写明"
    NO_ENTRIES = "没有找到可以导入的内容"
    NO_HEARING = "没有找到开庭公告：要写明案号和开庭时间"
    NOT_READABLE = "文件无法读取，请确认文件没有损坏、没有加密"
    OLD_SHEET = "这种表格不能直接读，请在 Excel 或者 WPS 里“另存为”xlsx 再导入"
    OLD_DOCUMENT = "这种文档不能直接读，请在 Word 或者 WPS 里“另存为”docx 再导入"
    PDF = "PDF 里的文字读不准，请导入它的原文件（docx、xlsx）"
    LOCKED = "文件加了密码，或者是旧格式改了名字：请打开后另存为不带密码的 xlsx 或者 docx"
    UNKNOWN_TYPE = "不支持的文件类型，可以导入 xlsx、csv、json、txt、md、yaml、docx、png、jpg"
    NO_PICTURE = "不是可以显示的图片，请另存为 png 或者 jpg"
    LARGE_PICTURE = "图片过大：文件不超过1.5兆，长宽不超过4096像素"
    LARGE_FILE = "文件过大：不超过500KB"
    PICTURE_NAME = "图片的文件名只能用字母、数字、横线和下划线"
    NO_DOCUMENT = "没有找到文书标题，应当有“民事判决书”等一行；文书样式要放在“文书样式”文件夹里"
    NO_DECIDED = "没有找到裁判日期，应当如“二〇二六年十一月十日”"
    CLASSIFIED = "涉及国家秘密的文书不导入（法释〔2016〕19号第四条第一项、第六条）"
    WRONG_ID_NUMBER = "身份证号码不对，请核对：18位，末位校验"
    WRONG_CODE = "统一社会信用代码不对，请核对：18位，末位校验"
    PERSONAL_DATA = "文字里有不得公布的个人信息（电话、住址等），请删去"
    WRONG_HOLIDAY = "放假的日期读不懂，或者与写明的天数不符，请与国务院办公厅通知的原文核对"
    NO_HOLIDAY = "通知里没有这些节日，没有导入：要整篇通知"
    NO_FILE = "文件不存在"
    NO_TITLE = "缺少标题"
    NO_FIELD = "缺少这一项"
    NOT_ALLOWED = "内容不符合要求，请核对"
    UNKNOWN_FIELD = "不认识的项目，请核对名称"
    HTML = "正文含有网页代码，请用普通文字"
    EMPTY_BODY = "缺少正文"
    UNKNOWN_CATEGORY = "没有这个分类，请核对 categories.yaml"
    WITHDRAWN = "这一条已经撤回，没有导入；确要恢复，请运行 restore"
    NO_CHINESE = "没有对应的中文指南"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that was not taken in.

    `row` is what the clerk sees: the row in the spreadsheet or the line in the text, counted from 1, or
    None where it is the whole file. `field` is the column as it is titled in the file.
    """

    file: Path
    row: int | None
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A column whose title is not known: what stands in it was not read."""

    file: Path
    kind: str
    title: str
