"""Names that are hidden in judgments, and of whom (法释〔2016〕19号第八条), how (第九条), and health.

Family and inheritance: the parties and their legal representatives. Criminal cases: victims, civil
plaintiffs, witnesses, experts. Everywhere: minors. A name once found is hidden wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from content.importers.dates import half_width, number
from content.personal_data.finding import Finding, Rule

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
    "明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国"
    "狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢公哈湛宾戎勾茅利尉冶"
)
_COMPOUND = "欧阳|上官|司马|诸葛|皇甫|令狐|司徒|尉迟|公孙|东方|慕容|夏侯|长孙|宇文|端木|南宫|独孤|呼延"
_GIVEN = r"(?:(?![某的等×、和与及系称于在因被])[一-鿿])"
_NAME = (
    rf"(?:[一-鿿]{{1,8}}(?:·[一-鿿]{{1,8}})+|(?:{_COMPOUND}){_GIVEN}{{1,2}}|[{_SURNAMES}]{_GIVEN}{{1,2}}?)"
)
# What stands after a name in running text.
_AFTER = (
    r"(?=[，,。、；;:：()（）“”\"\s]|$|的|陈述|证言|证实|证明|称|指认|辨认|报[案警]|系|在|于|因|被|向|与|和|及|到|等|之|将|对|死亡|受伤|是|提[出供]"
    r"|出[庭具生]|户口|自[述己愿]|签[字名订]|经[过医鉴]|从|以[及后]|发[现生]|打[电了]|驾|乘坐|当[庭场时]|所[有述]|未|均|又|已|同[意时]|谅解|得知|收[到取]|随后|由|现[年场住]"
    r"|名下|诉[至称]|不服|要求|请求|医[院疗]|左[手臂腿侧眼]|右[手臂腿侧眼]|头部|面部|身[体上]|损失|人身|财[物产]|支付|赔偿|抢|遭|受[到害理]|一[方家案]|二人|两人|共同"
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
_JUDGMENT = re.compile(r"(?:判\s*决|裁\s*定|决\s*定|调\s*解)\s*书|审\s*判\s*[长员]|本院认为")
_FAMILY = re.compile(
    r"婚姻|离婚|婚约|抚养|赡养|扶养|收养|监护|继承|遗嘱|遗赠|同居|探望|分家析产|家庭暴力|人身安全保护|夫妻|彩礼"
)
_CIVIL_FAMILY_HEAD = 1_500
_CRIMINAL = re.compile(r"刑\s*事|[刑]初|[刑]终|公诉机关|被告人")
_DATED = re.compile(
    r"([0-9]{4}|[二一〇零○0-9三四五六七八九]{4})年([0-9一二三四五六七八九十]{1,3})月([0-9一二三四五六七八九十]{1,3})日"
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
            found.update((name, Rule.NAME) for name in re.split(r"[、和及与,]\s*", match["names"]))
    decided = _decided(plain, today)
    for match in _BORN.finditer(plain):
        born = _day(match["year"], match["month"], match["day"])
        if born is not None and _is_minor(born, decided):
            found[match["name"]] = Rule.MINOR
    found.update((match["name"], Rule.MINOR) for match in _MINOR.finditer(plain))
    if Rule.MINOR in found.values() or "未成年" in plain or family or criminal:
        found.update((m["name"], found.get(m["name"], Rule.MINOR)) for m in _GUARDIAN.finditer(plain))
    return {name: rule for name, rule in found.items() if len(name) > 1}


def _is_family(head: str) -> bool:
    """By the cause: what stands before 纠纷, 一案; a debt that married people owe is no family case."""
    return any(
        _FAMILY.search(match[0]) for match in re.finditer(r"[^，,。\n]{0,24}(?:纠纷|一案|保护令)", head)
    )


def _decided(plain: str, today: date) -> date:
    """The day of the judgment: the last one that it names."""
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
