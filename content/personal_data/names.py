"""Names that are hidden in judgments, and of whom (法释〔2016〕19号第八条), how (第九条), and health.

Family and inheritance: the parties and their legal representatives. Criminal cases: victims, civil
plaintiffs, witnesses, experts. Everywhere: minors. A name once found is hidden wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pypinyin.constants import PHRASES_DICT

from content.importers.dates import half_width, number
from content.personal_data.finding import Finding, Rule

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
    "明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国"
    "狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢公哈湛宾戎勾茅利尉冶"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|令狐|司徒|尉迟|公孙|东方|慕容|夏侯|长孙|宇文|端木|南宫|独孤|呼延"
_GIVEN = r"(?:(?![某的等×、和与及系称于在因被])[一-鿿])"
_NAME = rf"(?:[一-鿿]{{1,6}}(?:·(?:(?!的|陈述|证言|证实|证明|称|被|及|和|与|、)[一-鿿]){{1,6}})+|(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}}?)"
# What stands after a name in running text.
_AFTER = (
    r"(?=[，,。、；;:：()（）“”\"\s]|$|的|陈述|证言|证实|证明|称|指认|辨认|报[案警]|系|在|于|因|被|向|与|和|及|到|等|之|将|对|死亡|受伤|是|提[出供]"
    r"|出[庭具生]|户口|自[述己愿]|签[字名订]|经[过医鉴]|从|以[及后]|发[现生]|打[电了]|驾|乘坐|当[庭场时]|所[有述]|未|均|又|已|同[意时]|谅解|得知|收[到取]|随后|由|现[年场住]"
    r"|名下|诉[至称]|不服|要求|请求|医[院疗]|左[手臂腿侧眼]|右[手臂腿侧眼]|头部|面部|身[体上]|损失|人身|财[物产]|支付|赔偿|抢|遭|受[到害理]|夫妇|夫妻|一[方家案]|二人|两人|共同"
    r"|进[入行]|离[开家婚]|走[到进]|上[前述]|下[车楼]|回[到家]|追|拉|说|手[机臂部]|家[中里属人]|撞|捅|刺|殴|砍|踢|推[倒搡]|威胁|骗|盗|强[行奸]|猥|杀|拦|拖|停[放在]|骑|步行"
    r"|睡|银行|微信|账|帐|转[账款]|付款|借[款给]|购|买|卖|租|送[给到往]|约定|带[到着]|让|叫|看[到见]|听|认[为可识]|确认|承[认担]|表示|反[映应]|辩|拒|年[龄满]|无[责事]|轻[伤微]|重[伤大])"
)
_PARTY = re.compile(
    r"^\s*(?:再审)?(?:原告|被告|反诉原告|反诉被告|上诉人|被上诉人|申请人|被申请人|申请执行人|被执行人|第三人|法定代理人|法定监护人|监护人|原审[原被]告)"
    rf"(?:[(（][^)）\n]{{1,40}}[)）])*\s*[:：]?\s*(?P<name>{_NAME})(?=[，,。、(（\s])",
    re.MULTILINE,
)
_BIRTH = (
    r"(?P<year>[0-9]{4}|[一二〇零○0-9三四五六七八九]{4})\s*年\s*(?P<month>[0-9一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<day>[0-9一二三四五六七八九十]{1,3})\s*日\s*(?:出?生)"
)
_BORN = re.compile(
    rf"(?P<name>{_NAME})\s*[，,(（、]\s*(?:(?:男|女)\s*[，,、]\s*)?(?:[^。，,\n]{{0,10}}[，,]\s*)?(?:于|生于)?{_BIRTH}"
)
_MINOR = re.compile(
    rf"(?:未成年人|未成年被害人|被监护人|婚生(?:长|次|三|小)?[子女]|非婚生(?:长|次)?[子女]|生育(?:了)?(?:一|长|次)?(?:子|女|男孩|女孩|儿子|女儿)|取名(?:为|叫)?)"
    rf"(?:名叫|名为|取名|叫|名)?\s*[:：，,]?\s*(?P<name>{_NAME}){_AFTER}"
)
_GUARDIAN = re.compile(rf"法定代理人\s*(?:[(（][^)）\n]{{1,20}}[)）])?\s*[:：]?\s*(?P<name>{_NAME}){_AFTER}")
_HIDDEN_IN_CRIME = re.compile(
    r"(?:被害人|被害单位员工|证人|鉴定人|附带民事诉讼原告人|附带民事诉讼原告)(?:的?(?:法定代理人|近亲属|父亲|母亲|妻子|丈夫|儿子|女儿))?"
    rf"\s*[:：]?\s*(?P<names>{_NAME}(?:(?:[、和及与]|\s*,\s*){_NAME})*){_AFTER}"
)
# Surnames that begin more words than names: theirs counts only before what a person does in evidence.
_RARE = frozenset(
    "应方单曾明全平项权连路管时许解成段尚冷强顾包国任计支相关从向和于来左右水温易游施甘盛凌毕余万苗古商能公"
)
_IN_EVIDENCE = re.compile(
    r"的?(?:证言|陈述|辨认|指认|证词|尸体|近亲属)|证实|证明|指认|辨认|称|报[案警]|[，,（(]\s*(?:男|女|系|又名|\d)|[、和及与]|夫妇|之[父母妻夫子女]"
)
_WORDS = frozenset(
    [
        "陈述",
        "钱款",
        "钱包",
        "钱财",
        "康复",
        "毛衣",
        "马匹",
        "马上",
        "马路",
        "房屋",
        "房间",
        "房产",
        "房租",
        "田地",
        "黄金",
        "黄色",
        "白色",
        "白天",
        "白酒",
        "石头",
        "金额",
        "金钱",
        "金融",
        "金融机构",
        "程序",
        "程度",
        "安全",
        "安排",
        "安装",
        "高度",
        "高额",
        "高中",
        "高于",
        "平时",
        "平均",
        "祖父",
        "祖母",
        "游戏",
        "施工",
        "甘愿",
        "盛怒",
        "项链",
        "项目",
        "凌晨",
        "毕业",
        "余款",
        "余额",
        "万元",
        "林地",
        "林木",
        "路边",
        "路过",
        "车主",
        "车辆",
        "车内",
        "车上",
        "车祸",
        "车门",
        "车牌",
        "柴油",
        "花费",
        "花园",
        "杜绝",
        "齐全",
        "文件",
        "文化",
        "习惯",
        "洪水",
        "农民",
        "农药",
        "农村",
        "公司",
        "公安",
        "公民",
        "公交",
        "简单",
        "简易",
        "连带",
        "连续",
        "印章",
        "符合",
        "成年",
        "顾虑",
        "温度",
        "商店",
        "商品",
        "商量",
        "母亲",
        "应当",
        "应有",
        "方面",
        "方式",
        "方法",
        "单位",
        "单独",
        "曾经",
        "曾在",
        "曾因",
        "曾与",
        "明确",
        "明知",
        "明显",
        "全部",
        "全家",
        "全额",
        "权利",
        "权益",
        "管理",
        "时候",
        "时间",
        "时任",
        "许可",
        "许诺",
        "解除",
        "解释",
        "成立",
        "成员",
        "段落",
        "尚未",
        "冷静",
        "强烈",
        "强行",
        "强迫",
        "国家",
        "国籍",
        "任何",
        "任意",
        "任职",
        "计算",
        "计算机",
        "支付",
        "支出",
        "相关",
        "相互",
        "相识",
        "关于",
        "关系",
        "从而",
        "从事",
        "向其",
        "和解",
        "于是",
        "来到",
        "来自",
        "左右",
        "水果",
        "易于",
        "常住",
        "常年",
        "都是",
        "都在",
        "温和",
        "包括",
        "包内",
        "后续",
        "经济",
        "经过",
        "季节",
        "纪律",
        "景区",
        "党员",
        "宫内",
        "鲜血",
        "战友",
        "童年",
        "舒适",
        "危险",
        "利益",
        "利息",
        "利用",
        "银行",
        "沙发",
        "雷电",
        "江边",
        "龙头",
        "汤水",
        "邮件",
        "邮政",
        "牛羊",
        "米面",
        "谷物",
        "封存",
        "别墅",
        "别人",
        "苗木",
        "盘点",
        "满意",
        "满足",
        "楼上",
        "楼下",
        "楼梯",
        "位于",
        "位置",
        "海边",
        "花钱",
        "权属",
        "帅气",
        "井盖",
        "国有",
        "平台",
        "计划",
        "索赔",
        "宣判",
        "晋升",
        "初步",
        "初中",
        "云端",
        "容易",
        "来往",
        "但是",
        "都市",
        "普通",
        "那天",
        "那时",
        "印象",
        "隆重",
        "战争",
        "危害",
        "玉器",
        "银行卡",
        "公共",
        "公开",
        "公告",
        "哈",
    ]
)
_JUDGMENT = re.compile(r"(?:判\s*决|裁\s*定|决\s*定|调\s*解)\s*书|审\s*判\s*[长员]|本院认为")
_FAMILY = re.compile(
    r"婚姻|离婚|婚约|抚养|赡养|扶养|收养|监护|继承|遗嘱|遗赠|同居|探望|分家析产|家庭暴力|人身安全保护|夫妻|彩礼"
)
_CIVIL_FAMILY_HEAD = 1_500
_CRIMINAL = re.compile(r"刑\s*事|[刑]初|[刑]终|公诉机关|被告人")
_DATED = re.compile(
    r"([0-9]{4}|[二一〇零○0-9三四五六七八九]{4})年([0-9一二三四五六七八九十]{1,3})月([0-9一二三四五六七八九十]{1,3})日(?!\s*(?:出生|生))"
)
_HEALTH = re.compile(
    r"(?:患有?|罹患|确诊(?:为|患有?)?|感染(?:了)?|携带|诊断(?:为|出))[^，,。;；\n]{0,8}?"
    r"(?P<value>艾滋病(?:病毒)?|HIV|梅毒|淋病|尖锐湿疣|性病|乙型肝炎|乙肝|丙型肝炎|丙肝|肺结核|精神分裂症|抑郁症|双相情感障碍|精神障碍|癫痫"
    r"|[一-鿿]{0,3}癌(?:症)?|恶性肿瘤|白血病|尿毒症|不孕不育症?|性功能障碍)"
)


def is_judgment(text: str) -> bool:
    return _JUDGMENT.search(text) is not None and "法院" in text


def find(text: str, today: date) -> Iterator[Finding]:
    plain = half_width(text)
    for match in _HEALTH.finditer(plain):
        yield Finding(Rule.HEALTH, *match.span("value"), match["value"], "××")
    named = _named(plain, today)
    masks = _masks(named)
    for name, rule in named.items():
        for match in re.finditer(re.escape(name), plain):
            yield Finding(rule, match.start(), match.end(), text[match.start() : match.end()], masks[name])


def _named(plain: str, today: date) -> dict[str, Rule]:
    """Names to hide, in the order in which they are found."""
    found: dict[str, Rule] = {}
    head = plain[:_CIVIL_FAMILY_HEAD]
    criminal = _CRIMINAL.search(head) is not None
    family = not criminal and _is_family(head)
    if family:
        found.update((match["name"], Rule.NAME) for match in _PARTY.finditer(plain))
    if criminal:
        for match in _HIDDEN_IN_CRIME.finditer(plain):
            names = re.split(r"[、和及与,]\s*", match["names"])
            evident = len(names) > 1 or _IN_EVIDENCE.match(plain, match.end()) is not None
            found.update((name, Rule.NAME) for name in names if _is_name(name, evident))
    decided = _decided(plain, today)
    for match in _BORN.finditer(plain):
        born = _day(match["year"], match["month"], match["day"])
        if born is not None and _is_minor(born, decided):
            found[match["name"]] = Rule.MINOR
    found.update((match["name"], Rule.MINOR) for match in _MINOR.finditer(plain))
    if Rule.MINOR in found.values() or "未成年" in plain or family or criminal:
        found.update((m["name"], found.get(m["name"], Rule.MINOR)) for m in _GUARDIAN.finditer(plain))
    return {name: rule for name, rule in found.items() if len(name) > 1}


def _is_name(name: str, evident: bool) -> bool:
    """Whether it is no word that only begins like a name. `evident`: what follows makes it a person's."""
    if name in _WORDS or name[:2] in _WORDS:
        return False
    return evident or (
        name[0] not in _RARE and name[:2] not in PHRASES_DICT and name[-1] not in "后前时日中内间地"
    )


def _is_family(head: str) -> bool:
    """By the cause: what stands before 纠纷, 一案; a debt that married people owe is no family case."""
    return any(
        _FAMILY.search(match[0]) for match in re.finditer(r"[^，,。\n]{0,24}(?:纠纷|一案|保护令)", head)
    )


def _decided(plain: str, today: date) -> date:
    """The day of the judgment: the last one that it names, but for a birth."""
    days = [day for match in _DATED.finditer(plain) if (day := _day(*match.groups())) is not None]
    return next((day for day in reversed(days) if day <= today), today)


def _is_minor(born: date, on: date) -> bool:
    """Under eighteen (民法典第十七条)."""
    return born.year + 18 > on.year or (
        born.year + 18 == on.year and (born.month, born.day) > (on.month, on.day)
    )


def _day(year: str, month: str, day: str) -> date | None:
    values = [number(part.replace("○", "〇")) for part in (year, month, day)]
    if None in values:
        return None
    try:
        return date(*(value or 0 for value in values))
    except ValueError:
        return None


def _masks(named: dict[str, Rule]) -> dict[str, str]:
    """张某; with several of one surname 张某1, 张某2 (第九条)."""
    short = {name: f"{_surname(name)}某" for name in named}
    masks: dict[str, str] = {}
    for name, masked in short.items():
        alike = [other for other, theirs in short.items() if theirs == masked]
        masks[name] = f"{masked}{alike.index(name) + 1}" if len(alike) > 1 else masked
    return masks


def _surname(name: str) -> str:
    """What stays of a name: the surname; of a name with a point in it the first character."""
    compound = re.match(_COMPOUND, name)
    return compound[0] if compound and "·" not in name else name[0]
