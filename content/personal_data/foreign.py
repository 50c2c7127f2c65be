"""Names that begin with no known surname: of minorities, of foreigners, transliterated or in Latin letters."""

from __future__ import annotations

# Characters that such names are written with, less those that are words of their own in a sentence.
SOUNDS = (
    "阿艾爱安敖奥巴白拜班宝贝彼毕宾波勃博布策察次才仓措达代丹道德迪丁东多朵顿额恩尔法凡菲费芬弗夫福嘎盖甘岗高戈"
    "格根贡古姑瓜哈海罕汗浩赫呼胡花吉济迦坚江杰金晶卡凯坎康考科克肯库昆拉莱兰朗勒雷蕾力丽莉琳隆卢鲁伦罗洛玛马麦"
    "曼梅美蒙米密敏摩莫默木姆穆娜乃南尼妮努诺帕潘佩彭皮普其奇齐琪琴青曲热仁荣肉茹瑞萨赛桑色森沙珊绍诗石史舒斯松"
    "苏素索塔泰坦唐特提图土吐托娃瓦旺维温翁沃乌西希席夏仙香谢辛欣雪逊牙雅亚娅延彦央燕杨耶伊依仪音英尤玉云孜泽增扎"
    "珍哲卓里明买合日宗堆珠普旦照楞增姬斤岱措敦"
)
# The points between the parts of a name, however they were typed: one character for one.
POINTS = str.maketrans("•・‧∙⋅●．", "·······")


def parts_of(name: str) -> tuple[str, ...]:
    """What a person with a name in parts may be called by alone: 买买提·艾力 → 买买提, 艾力."""
    parts = name.split("·") if "·" in name else name.split() if name.isascii() else ()
    return tuple(part for part in parts if len(part) > 1) if len(parts) > 1 else ()


def is_spelt(name: str) -> bool:
    """Whether it is written as such names are."""
    return "·" in name or name.isascii() or all(character in SOUNDS for character in name)
