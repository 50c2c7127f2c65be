"""The words that the model knows whole: the catalogue's spoken words, and what every step may ask for.

Any other phrase is listened for character by character (``grammar.py``), so that a new page's title can
be said at once; a word that stands here is recognised better.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ivr.speech_model.syllables import as_spoken, characters, reading, readings
from shared.catalogue.load import Entry, load_catalogue
from shared.visit import Language

DIGITS = tuple("零一二三四五六七八九幺")
NUMBERS = (*DIGITS, "两", "十", "百", "千", "万")
DATES = (
    "年", "月", "日", "号", "今天", "明天", "后天", "大后天", "昨天", "前天", "今年", "去年", "明年",
    "这个月", "下个月", "上个月", "本周", "下周", "上周",
    *(f"星期{day}" for day in "一二三四五六日天"), *(f"周{day}" for day in "一二三四五六日"),
    "上午", "下午", "中午", "晚上", "点", "半", "分",
)  # fmt: skip
ANSWERS = (
    "是", "是的", "不是", "对", "对的", "不对", "好", "好的", "不好", "可以", "不可以", "不用", "不要",
    "确认", "取消", "确定", "没有", "有", "不知道",
)  # fmt: skip
CASE_TYPES = (
    "民事", "刑事", "行政", "执行", "赔偿", "破产", "民初", "民终", "民申", "民再", "民特", "民撤",
    "刑初", "刑终", "刑申", "刑再", "行初", "行终", "行申", "行再", "执", "执恢", "执异", "执复", "执保",
    "财保", "破", "破申", "赔初", "司惩", "字", "第", "民事案件", "刑事案件", "行政案件", "执行案件",
)  # fmt: skip
COMMANDS = (
    "返回", "后退", "上一步", "上一页", "下一步", "下一页", "下一个", "上一个", "重复", "再说一遍",
    "再听一遍", "重听", "人工", "人工服务", "转人工", "首页", "主菜单", "回到首页", "继续", "慢一点",
    "快一点", "大声一点", "小声一点", "停", "停止", "暂停", "结束", "再见", "挂断", "帮助", "普通话",
    "中文", "英文", "英语", "换语言", "查询", "搜索", "选择", "开始", "删除", "清除", "重新输入", "更多",
    "详细", "详情", "案号", "密码", "电话", "地址", "喂", "你好", "谢谢", "起诉", "立案", "上诉", "开庭",
    "调解", "缴费", "退费", "诉讼费", "保全", "鉴定", "公告", "送达", "判决", "裁定", "申诉", "信访",
    "律师", "法官", "书记员", "法律援助", "原告", "被告", "第三人", "材料", "证据", "期限", "进度",
)  # fmt: skip
# Speech that is none of the words listened for.
OUTSIDE = "[unk]"
# Readings of one character that are listened for; rarer ones would only be mistaken.
_READINGS = 3


@cache
def catalogue_words() -> tuple[str, ...]:
    """The words that a caller may say for a service or a section, by its row in the catalogue."""
    catalogue = load_catalogue()
    entries: tuple[Entry, ...] = (*catalogue.services, *catalogue.sections)
    return tuple(word for entry in entries for word in entry.spoken_words(Language.CHINESE))


@cache
def spoken_words() -> tuple[str, ...]:
    """Every word that is known whole, each once: the catalogue's, then the steps'."""
    catalogue = catalogue_words()
    return tuple(dict.fromkeys((*catalogue, *NUMBERS, *DATES, *ANSWERS, *CASE_TYPES, *COMMANDS)))


@cache
def pronunciations() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Word → its readings, each a tuple of syllables: the words known whole, then single characters."""
    lexicon = {word: as_spoken(reading(word), word) for word in spoken_words()}
    for character in characters():
        known = lexicon.get(character, ())
        others = tuple((syllable,) for syllable in readings(character, _READINGS))
        # A digit is read in one way only: 一 as yi1.
        lexicon[character] = known if character in NUMBERS else tuple(dict.fromkeys((*known, *others)))
    return {word: found for word, found in lexicon.items() if found}
