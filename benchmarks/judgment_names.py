"""Judgments with names of which it is known whether they are hidden: surnames of the 百家姓, and sentences as courts
write them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from content.personal_data import Rule, find

TODAY = date(2026, 11, 24)
# The hundred commonest surnames of the census, the rest of the 百家姓, and compound ones.
_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_RARER = (
    "褚卫尤施华戚喻柏水窦章云葛奚郎鲁昌苗凤花俞柳酆鲍费廉岑倪滕殷罗毕邬安常乐时傅皮卞齐康伍元卜平和穆萧湛祁"
    "禹狄米贝明臧计伏成谈茅庞纪舒屈项祝阮蓝闵席季麻强路娄危童颜梅盛刁骆樊凌霍虞支柯昝管经房裘缪干解应宗宣贲"
    "郁单杭洪包诸左吉钮嵇邢滑裴荣翁荀羊於惠甄曲家封芮储靳汲松井富巫乌焦巴弓牧隗山谷车宓全郗班仰秋仲伊宫宁仇"
    "栾甘厉戎祖符景詹束幸司韶郜蓟薄印宿怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥双闻莘党翟贡劳姬申扶堵冉宰雍桑桂濮"
    "牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾容古易戈庾居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩"
    "聂晁勾敖融冷訾辛阚那简饶空沙鞠须丰巢关相查后荆红游竺权盖益桓公岳帅亢况佘墨哈谯年阳佟言福"
)
_COMPOUND = (
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "南宫", "端木",
    "闻人", "淳于", "申屠", "钟离", "鲜于", "濮阳", "澹台", "轩辕", "宇文", "长孙", "赫连", "百里", "呼延", "西门",
)  # fmt: skip
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰建国华志文玉红梅春生海燕龙飞鹏辉宇晨浩然子涵欣怡梓轩雨"
    "泽佳琪嘉俊思雅婷雪琴玲凤云莲荣福德贵林森山川江波永康庆祥瑞成功利民长富有才学武双喜连胜新民小月东亮"
)
_MINORITY = (
    "买买提·吐尔逊", "阿不都热依木·艾山", "古丽娜尔·卡德尔", "扎西·多吉", "巴特尔", "其其格", "才让卓玛", "斯琴高娃",
    "艾力·肉孜", "阿依古丽·买买提", "木合塔尔·依明", "洛桑丹增", "约翰·史密斯", "玛丽亚·伊万诺娃",
)  # fmt: skip


# Roles without a name behind them: what is no name must not be hidden.
_WORDS_AROUND = (
    "被害人应当在收到本判决后领取发还的物品。", "证人证言与被告人供述能够互相印证。", "被害人方提出的意见，本院予以考虑。",
    "经审查，证人与被告人没有利害关系。", "被害人家属对处理结果表示满意。", "鉴定人员具有相应的资质，程序合法。",
    "被害人于案发当日报警。", "各证人均证实案发的时间和地点。", "被害人单独在家时发现财物丢失。", "证人出庭后签署了保证书。",
    "被害人明确表示不再追究。", "被害人安全没有受到现实的威胁。", "证人因故未能到庭。", "被害人左手臂受伤，右腿骨折。",
    "鉴定人对鉴定过程作了说明。", "被害人从家中出来时没有锁门。", "被害人经医院治疗后康复出院。", "被害人及其近亲属没有提起附带民事诉讼。",
    "证人时常在附近散步。", "被害人有过错的，可以酌情从轻处罚。", "被害人财产损失已经挽回。", "证人等在门外，没有看见经过。",
)  # fmt: skip


@dataclass
class Labelled:
    """A judgment; `hidden` are names that article 8 hides, `stay` those that stay. Others are neither."""

    text: str
    hidden: set[str] = field(default_factory=set)
    stay: set[str] = field(default_factory=set)


class Sample:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def judgments(self, count: int) -> Iterator[Labelled]:
        kinds = (
            self._injury,
            self._theft,
            self._crash,
            self._inheritance,
            self._gifts,
            self._support,
            self._fraud,
            self._custody,
            self._loan,
        )
        for number in range(count):
            yield kinds[number % len(kinds)]()

    def _name(self) -> str:
        chance = self._random.random()
        if chance < 0.05:
            return self._random.choice(_MINORITY)
        if chance < 0.09:
            surname = self._random.choice(_COMPOUND)
        elif chance < 0.22:
            surname = self._random.choice(_RARER)
        else:
            surname = self._random.choice(_COMMON)
        return surname + "".join(self._random.choices(_GIVEN, k=self._random.choice((1, 2, 2, 2))))

    def _names(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            name = self._name()
            if not any(name in other or other in name for other in found):
                found[name] = None
        return list(found)

    def _one(self, *sentences: str) -> str:
        return self._random.choice(sentences)

    def _end(self, judges: list[str], *, criminal: bool = False) -> str:
        one, two, three, clerk = judges
        words = "".join(self._random.sample(_WORDS_AROUND, 3)) if criminal else ""
        return (
            f"{words}\n审　判　长　　{one}\n审　判　员　　{two}\n人民陪审员　　{three}\n二〇二六年九月{self._one('三', '十二', '二十')}日\n"
            f"法官助理　　{clerk}\n书　记　员　　{clerk}\n"
        )

    def _injury(self) -> Labelled:
        victim, witness, other, expert, plaintiff, accused, lawyer, prosecutor, *judges = self._names(12)
        text = (
            "示范市人民法院\n刑事附带民事判决书\n（2026）冀1082刑初88号\n公诉机关示范市人民检察院。\n"
            f"附带民事诉讼原告人{plaintiff}，男，1961年2月3日出生，系被害人{victim}之父。\n"
            f"被告人{accused}，男，1988年5月6日出生，汉族，初中文化，农民。\n辩护人{lawyer}，示范律师事务所律师。\n"
            f"示范市人民检察院指派检察员{prosecutor}出庭支持公诉。现已审理终结。\n"
            f"经审理查明，2026年3月5日20时许，被告人{accused}在示范饭店门口因停车与{victim}发生口角，"
            f"后持砖块将{victim}{self._one('头部打伤', '打成轻伤', '打倒在地')}。{victim}被送往医院救治。\n"
            + self._one(
                f"上述事实，有被害人{victim}的陈述，证人{witness}、{other}的证言，鉴定人{expert}的意见等证据证实。\n",
                f"一、被害人陈述\n{victim}陈述：当天我去吃饭，有人用砖头打我。\n二、证人证言\n1．{witness}证实：我看见有人打架。\n"
                f"2．{other}证实：我报了警。\n三、鉴定意见\n鉴定人{expert}出庭说明了鉴定的过程。\n",
                f"证据如下：（1）证人{witness}的证言，证明案发时的情况；（2）证人{other}的证言，证明{victim}倒在地上；"
                f"（3）被害人{victim}的陈述；（4）鉴定人{expert}出具的意见书。\n",
            )
            + f"附带民事诉讼原告人{plaintiff}请求赔偿医疗费。被告人{accused}对指控没有异议。\n判决如下：\n"
            f"一、被告人{accused}犯故意伤害罪，判处有期徒刑一年。\n二、被告人{accused}赔偿{plaintiff}三万元。\n"
            + self._end(judges, criminal=True)
        )
        return Labelled(
            text, {victim, witness, other, expert, plaintiff}, {accused, lawyer, prosecutor, *judges}
        )

    def _theft(self) -> Labelled:
        first, second, third, witness, accused, lawyer, police, *judges = self._names(11)
        text = (
            "示范市人民法院\n刑事判决书\n（2026）冀1082刑初102号\n公诉机关示范市人民检察院。\n"
            f"被告人{accused}，女，1990年1月2日出生。\n辩护人{lawyer}，示范法律援助中心律师。\n"
            f"公诉机关指控：2026年1月至2月，被告人{accused}先后窃取"
            + self._one(
                f"被害人{first}、{second}、{third}的手机三部。\n",
                f"{first}的电动车一辆、{second}的现金八百元、{third}的手表一块。被害人{first}、{second}和{third}先后报案。\n",
                f"被害人{first}放在车内的皮包、被害人{second}的项链以及被害人{third}停放在楼下的自行车。\n",
            )
            + self._one(
                f"证人{witness}证实，她在二手市场收购过{accused}卖的手机。\n",
                f"证人{witness}的证言及辨认笔录，证明{accused}到过店里。\n",
                f"证人证言：{witness}的证言，内容为{accused}在他的店里出售手表。\n",
            )
            + f"抓获经过由示范派出所民警{police}出具。被害人{first}对被告人{accused}表示谅解。{second}收到了退赔的款项。\n"
            f"判决如下：\n被告人{accused}犯盗窃罪，判处拘役四个月，退赔{third}二百元。\n"
            + self._end(judges, criminal=True)
        )
        return Labelled(text, {first, second, third, witness}, {accused, lawyer, police, *judges})

    def _crash(self) -> Labelled:
        child, mother, driver, lawyer, manager, *judges = self._names(9)
        born = self._random.randint(2012, 2021)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初77号\n"
            f"原告：{child}，{self._one('男', '女')}，{born}年5月6日出生，汉族，学生，住示范市示范区。\n"
            f"法定代理人：{mother}（系原告之母），住示范市示范区。\n委托诉讼代理人：{lawyer}，示范律师事务所律师。\n"
            f"被告：{driver}，男，1979年8月9日出生，汉族，住示范市示范区。\n被告：示范财产保险股份有限公司，法定代表人：{manager}，经理。\n"
            f"原告{child}与被告{driver}、示范财产保险股份有限公司机动车交通事故责任纠纷一案，本院受理后公开开庭审理。\n"
            f"{child}向本院提出诉讼请求：赔偿医疗费。{driver}辩称，当时{child}突然跑出来。\n"
            f"经审理查明，{driver}驾驶轿车与{self._one('步行的', '放学回家的', '')}{child}相撞。{mother}垫付了医疗费。\n"
            f"判决如下：\n被告{driver}赔偿原告{child}五千元。\n" + self._end(judges)
        )
        return Labelled(text, {child, mother}, {driver, lawyer, manager, *judges})

    def _inheritance(self) -> Labelled:
        one, two, three, third, lawyer, mediator, *judges = self._names(10)
        text = (
            f"示范市人民法院\n民事判决书\n（2026）冀1082民初{self._random.randint(1, 900)}号\n"
            f"原告：{one}，女，1965年2月3日出生，汉族，住示范市示范区。\n委托诉讼代理人：{lawyer}，示范律师事务所律师。\n"
            f"被告：{two}，男，1958年7月8日出生，汉族，退休，住示范市示范区。\n被告：{three}，女，1970年9月1日出生，{self._one('回族', '满族', '汉族')}，住示范市示范县。\n"
            f"第三人：{third}，男，1990年3月3日出生，住示范市示范区。\n"
            f"原告{one}与被告{two}、{three}，第三人{third}{self._one('法定继承纠纷', '遗嘱继承纠纷', '遗赠纠纷')}一案，本院于2026年4月1日立案。\n"
            f"{one}诉称，父母留有房屋一套。{two}辩称，房屋已经分给{three}。{third}述称，没有意见。\n"
            f"本院认为，{one}、{two}、{three}均为第一顺序继承人。{self._one('', f'居委会工作人员曾为双方调解，由{mediator}记录。')}\n"
            f"判决如下：\n房屋由{two}继承，{two}给付{one}折价款十万元、给付{three}折价款十万元。\n"
            + self._end(judges)
        )
        return Labelled(text, {one, two, three, third}, {lawyer, *judges})

    def _gifts(self) -> Labelled:
        man, woman, father, lawyer, *judges = self._names(8)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初310号\n"
            f"原告{man}，男，汉族，1996年2月3日生，农民，住示范市示范县。\n被告{woman}，女，汉族，1998年4月5日生，农民，住示范市示范县。\n"
            f"被告{father}，男，汉族，1970年6月7日生，系{woman}之父。\n委托代理人{lawyer}，示范县法律服务所法律工作者。\n"
            f"原告{man}诉被告{woman}、{father}婚约财产纠纷一案，本院依法适用简易程序。\n"
            f"原告{man}诉称，经人介绍与{woman}相识，给付彩礼八万元。被告{woman}、{father}辩称，{man}提出分手。\n"
            f"判决如下：\n被告{woman}、{father}返还原告{man}彩礼五万元。\n" + self._end(judges)
        )
        return Labelled(text, {man, woman, father}, {lawyer, *judges})

    def _support(self) -> Labelled:
        old, son, daughter, *judges = self._names(7)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初415号\n"
            f"原告：{old}，女，1940年1月1日出生，汉族，住示范市示范区。\n被告：{son}，男，1964年2月2日出生，汉族，住示范市示范区。\n"
            f"被告：{daughter}，女，1967年3月3日出生，汉族，住示范市示范县。\n"
            f"原告{old}与被告{son}、{daughter}赡养纠纷一案，本院立案后进行了审理。被告{daughter}到庭，{son}经传票传唤未到庭。\n"
            f"{old}的生活现由{daughter}照料。{self._one(f'村委会证明{son}在外打工。', f'{son}每月收入三千元。')}\n"
            f"判决如下：\n{son}、{daughter}每月各付{old}赡养费四百元。\n" + self._end(judges)
        )
        return Labelled(text, {old, son, daughter}, set(judges))

    def _fraud(self) -> Labelled:
        first, second, third, fourth, witness, accused, other, lawyer, *judges = self._names(12)
        text = (
            "示范市人民法院\n刑事判决书\n（2026）冀1082刑初7号\n公诉机关示范市人民检察院。\n"
            f"被告人{accused}，男，1985年3月4日出生。\n被告人{other}，女，1992年5月6日出生。\n"
            f"辩护人{lawyer}，示范律师事务所律师。\n"
            f"经审理查明：1．2025年8月，被告人{accused}谎称能办理入学，骗取被害人{first}人民币三万元。\n"
            f"2．2025年9月，被告人{accused}伙同被告人{other}以投资为名，骗得{second}、{third}夫妇共计九万元。\n"
            f"3．2025年10月，被害人{fourth}通过网络认识{other}，先后七次向其汇款。\n"
            "上述事实，被告人在开庭审理过程中无异议，且有以下证据：\n"
            f"被害人{first}、{second}、{third}、{fourth}的报案材料及陈述，"
            f"证人{witness}（{first}的同事）的证言，聊天记录，到案经过。\n"
            f"案发后，{accused}的家属代为退赔{first}一万元，{first}出具了谅解书。\n"
            f"判决如下：\n责令被告人{accused}、{other}退赔被害人{second}、{third}、{fourth}的经济损失。\n"
            + self._end(judges, criminal=True)
        )
        hidden = {first, second, third, fourth, witness}
        return Labelled(text, hidden, {accused, other, lawyer, *judges})

    def _custody(self) -> Labelled:
        mother, father, child, grandmother, lawyer, *judges = self._names(9)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初660号\n"
            f"原告：{mother}，女，汉族，1990年5月1日出生，公司职员。\n委托诉讼代理人：{lawyer}，示范律师事务所律师。\n"
            f"被告：{father}，男，汉族，1988年6月2日出生，个体经营者。\n"
            f"原告{mother}与被告{father}探望权纠纷一案，本院受理后，依法组成合议庭进行了审理，"
            f"原告{mother}及其委托诉讼代理人{lawyer}、被告{father}到庭参加诉讼。\n"
            f"{mother}与{father}原系夫妻，婚后生育一女{child}，现随{father}和祖母{grandmother}生活。\n"
            f"{father}不让{mother}见{child}。\n"
            f"判决如下：\n{mother}每月可以探望{child}两次，{father}应当协助。\n" + self._end(judges)
        )
        return Labelled(text, {mother, father, child}, {lawyer, *judges})

    def _loan(self) -> Labelled:
        """Nothing is hidden: neither family nor crime."""
        lender, borrower, witness, lawyer, *judges = self._names(8)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初501号\n"
            f"原告：{lender}，男，1980年1月1日出生，汉族，住示范市示范区。\n委托诉讼代理人：{lawyer}，示范律师事务所律师。\n"
            f"被告：{borrower}，女，1985年2月2日出生，汉族，住示范市示范区。\n"
            f"原告{lender}与被告{borrower}民间借贷纠纷一案，本院公开审理。证人{witness}出庭作证，称{borrower}向{lender}借过钱。\n"
            f"被告{borrower}辩称，借款用于夫妻共同生活，孩子生病用了一部分。\n判决如下：\n{borrower}归还{lender}三万元。\n"
            + self._end(judges)
        )
        return Labelled(text, set(), {lender, borrower, witness, lawyer, *judges})


@dataclass(frozen=True, slots=True)
class Score:
    """`missed` and `wrong` are names with the sentence that they stand in."""

    recall: float
    precision: float
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]


def measure(judgments: list[Labelled]) -> Score:
    """A name counts as found when it is hidden wherever it stands; what is hidden without need counts once."""
    right = wanted = 0
    missed, wrong = [], []
    for one in judgments:
        named = [f for f in find(one.text, today=TODAY) if f.rule in (Rule.NAME, Rule.MINOR)]
        covered = {place for f in named for place in range(f.start, f.end)}
        for name in one.hidden:
            wanted += 1
            places = _places(one.text, name)
            if all(place in covered for start in places for place in range(start, start + len(name))):
                right += 1
            else:
                missed.append((name, _around(one.text, places[0])))
        wrong += [
            (text, _around(one.text, one.text.index(text)))
            for text in {f.text for f in named} - one.hidden
            if not any(text in name or name in text for name in one.hidden)
        ]
    found = right + len(wrong)
    return Score(right / wanted, right / found if found else 1.0, tuple(missed), tuple(wrong))


def _places(text: str, name: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(name, place)]


def _around(text: str, place: int) -> str:
    return text[max(0, place - 12) : place + 16].replace("\n", "/")
