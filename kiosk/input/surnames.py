"""Surnames, offered first where a name begins: those of the 百家姓 (11th century, in the public domain) and
others in use today, in simplified characters."""

from __future__ import annotations

from collections.abc import Mapping

# Between the parts of a name (间隔号, GB/T 15834-2011, 4.14).
DOT = "·"
# A hundred that most people have, the most frequent first, roughly.
FREQUENT = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃"
    "武钱戴严莫孔向常"
)
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范"
    "彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜"
    "顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路"
    "娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪"
    "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯"
    "宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖"
    "卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄"
    "晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师"
    "巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝"
    "鄢涂钦岳帅缑亢况有琴商牟佘佴墨哈谯笪年爱阳佟肖付代覃区麴亓朴冼谌苟尧戢揭栗邸禚苑啜员召来铁海"
    "丘仝腾矫隋曲冒佐邝麦危植莎茆敬逯税黑荘帖"
)
COMPOUND = tuple(
    """
    万俟 司马 上官 欧阳 夏侯 诸葛 闻人 东方 赫连 皇甫 尉迟 公羊 澹台 公冶 宗政 濮阳
    淳于 单于 太叔 申屠 公孙 仲孙 轩辕 令狐 钟离 宇文 长孙 慕容 鲜于 闾丘 司徒 司空
    亓官 司寇 子车 颛孙 端木 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干
    百里 东郭 南门 呼延 归海 羊舌 微生 梁丘 左丘 东门 西门 南宫 独孤 第五 纳兰 完颜
    叶赫
    """.split()  # noqa: SIM905 - read as prose, kept as prose
)
# As surnames they are read otherwise than as words. Syllable by syllable.
READINGS: Mapping[str, str] = {
    "区": "ou", "仇": "qiu", "单": "shan", "解": "xie", "查": "zha", "覃": "qin", "翟": "zhai", "盖": "ge",
    "乐": "yue", "朴": "piao", "缪": "miao", "员": "yun", "召": "shao", "黑": "he", "牟": "mu", "乜": "nie",
    "薄": "bo", "逄": "pang", "亓": "qi", "訾": "zi", "麴": "qu", "郗": "xi", "谌": "chen", "隗": "wei",
    "曾": "zeng", "冼": "xian", "仉": "zhang", "万俟": "mo qi", "尉迟": "yu chi", "澹台": "tan tai",
    "长孙": "zhang sun", "单于": "chan yu", "令狐": "ling hu", "拓跋": "tuo ba", "纳兰": "na lan",
    "夹谷": "jia gu", "呼延": "hu yan", "宰父": "zai fu", "公冶": "gong ye", "颛孙": "zhuan sun",
    "亓官": "qi guan", "子车": "zi ju",
}  # fmt: skip
