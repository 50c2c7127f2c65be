"""Judgments about people whose names begin with no known surname, or who have several, told by their roles."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from benchmarks.judgment_names import Labelled

# Made up by putting together what such names are made of; none is anybody's.
_MONGOLIAN = (
    "其其格", "斯琴高娃", "苏日娜", "娜仁图雅", "萨仁高娃", "哈斯额尔敦", "格日勒", "那木拉", "宝音德力格尔", "托娅",
    "达布希拉图", "照日格图", "其木格", "斯日古楞", "额尔敦其其格", "塔娜",
)  # fmt: skip
_UYGHUR = (
    "买买提·艾力", "阿依古丽·吐尔逊", "木合塔尔·依明", "热依汗古丽·卡德尔", "艾尔肯", "吾买尔江·玉素甫", "祖丽胡马尔",
    "努尔艾合麦提·图尔荪", "帕提古丽", "依不拉音·买买提", "再努尔", "迪丽拜尔•阿布都拉",
)  # fmt: skip
_TIBETAN = (
    "扎西顿珠",
    "次仁拉姆",
    "索朗旺堆",
    "德吉央宗",
    "洛桑丹增",
    "旦增卓嘎",
    "仁青措",
    "才仁多杰",
    "尼玛",
    "普布次仁",
)
_FOREIGN = (
    "约翰·史密斯", "玛丽亚·伊万诺娃", "穆罕默德·哈桑", "安娜", "彼得·穆勒", "山田一郎", "朴智星", "阮氏香兰", "大卫·李",
    "伊丽莎白·布朗",
)  # fmt: skip
_LATIN = ("JOHN SMITH", "Maria Ivanova", "HASSAN ALI", "Anna-Lena Meyer", "KIM MIN-SU")
_COMMON = ("王秀兰", "李建国", "张桂英", "刘海涛", "陈思雨", "赵铁柱", "周美玲")
_ALIASES = ("王兰花", "花姐", "老五", "小芳", "铁蛋", "二强", "阿萍", "大壮")
_JUDGES = ("孙示范", "钱示例", "冯演示", "褚样本")
_LAWYERS = ("郑示范", "卫示例")


class Unusual:
    """`judgments` are of the forms that the rules were mended with, `fresh` of forms written before anything
    was measured and never looked at while mending."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def judgments(self, count: int) -> Iterator[Labelled]:
        return self._of(count, (self._family, self._no_head, self._evidence, self._foreign, self._called))

    def fresh(self, count: int) -> Iterator[Labelled]:
        return self._of(count, (self._appeal, self._enforced, self._robbery, self._child, self._short))

    def _of(self, count: int, forms: tuple[Callable[[], Labelled], ...]) -> Iterator[Labelled]:
        for number in range(count):
            yield forms[number % len(forms)]()

    def _names(self, count: int, *more: str) -> list[str]:
        pool = [*_MONGOLIAN, *_UYGHUR, *_TIBETAN, *_FOREIGN, *more]
        found: list[str] = []
        while len(found) < count:
            name = self._random.choice(pool)
            if not any(name in other or other in name for other in found):
                found.append(name)
        return found

    def _one(self, *choices: str) -> str:
        return self._random.choice(choices)

    def _end(self) -> str:
        return "审判长　孙示范\n审判员　钱示例\n人民陪审员　冯演示\n二〇二六年九月三日\n书记员　褚样本\n"

    def _family(self) -> Labelled:
        one, two, three = self._names(3)
        lawyer, alias = self._random.choice(_LAWYERS), self._random.choice(_ALIASES)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初31号\n"
            f"原告：{one}{self._one('', '，蒙古族', '，1971年3月4日出生')}，住示范市示范区。\n委托诉讼代理人：{lawyer}，示范律师事务所律师。\n"
            f"被告：{two}（{self._one('又名', '曾用名')}：{alias}），住示范市示范县。\n"
            f"第三人：{three}。\n"
            f"原告{one}与被告{two}、第三人{three}{self._one('法定继承纠纷', '分家析产纠纷', '赡养纠纷')}一案，本院立案后依法进行了审理。\n"
            f"{one}向本院提出诉讼请求。{two}辩称，不同意。{three}未作陈述。\n判决如下：\n驳回{one}的诉讼请求。\n{self._end()}"
        )
        return Labelled(text, {one, two, three, alias}, {lawyer, *_JUDGES})

    def _no_head(self) -> Labelled:
        one, two = self._names(2)
        text = (
            "示范市人民法院\n民事裁定书\n（2026）冀1082民初58号\n"
            f"本院在审理原告{one}与被告{two}{self._one('离婚后财产纠纷', '婚约财产纠纷', '继承纠纷')}一案中，原告{one}于2026年9月1日"
            f"向本院提出撤诉申请。\n本院认为，{one}的申请符合法律规定。裁定如下：\n准许{one}撤回起诉。\n{self._end()}"
        )
        return Labelled(text, {one, two}, set(_JUDGES))

    def _evidence(self) -> Labelled:
        victim, other, witness, second, accused = self._names(5)
        text = (
            "示范市人民法院\n刑事判决书\n（2026）冀1082刑初9号\n公诉机关示范市人民检察院。\n"
            f"被告人{accused}，男，1988年5月6日出生。\n"
            f"经审理查明，2026年3月5日，被告人{accused}窃取被害人{victim}的手机、被害人{other}的现金八百元。\n"
            + self._one(
                f"上述事实，有被害人{victim}、{other}的陈述，证人{witness}、{second}的证言等证据证实。\n",
                f"1．被害人{victim}陈述：手机放在桌上。2．被害人{other}陈述：钱在包里。3．证人{witness}证言：看见他进去。4．证人{second}的证言。\n",
                f"证人{witness}（{victim}的邻居）证实，当晚听见响动。证人{second}称，收购过手机。被害人{other}报案称丢了钱。\n",
            )
            + f"{victim}收到退赔款后表示谅解。\n判决如下：\n被告人{accused}犯盗窃罪，判处拘役四个月。\n{self._end()}"
        )
        return Labelled(text, {victim, other, witness, second}, {accused, *_JUDGES})

    def _foreign(self) -> Labelled:
        latin, (chinese, other) = self._random.choice(_LATIN), self._names(2)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初77号\n"
            f"原告：{latin}（{chinese}），{self._one('男', '女')}，1980年1月2日出生，{self._one('美利坚合众国', '加拿大', '俄罗斯联邦')}国籍，护照号码略。\n"
            f"被告：{other}，{self._one('男', '女')}，1979年3月3日出生，住示范市示范区。\n"
            f"原告{latin}与被告{other}继承纠纷一案，本院立案后进行了审理。{latin}诉称，房屋应当归其所有。{chinese}到庭参加诉讼。\n"
            f"判决如下：\n房屋归{latin}所有，{latin}给付{other}折价款。\n{self._end()}"
        )
        return Labelled(text, {latin, other, chinese}, set(_JUDGES))

    def _called(self) -> Labelled:
        victim, accused = self._random.sample(_COMMON, 2)
        alias, nickname = self._random.sample(_ALIASES, 2)
        text = (
            "示范市人民法院\n刑事判决书\n（2026）冀1082刑初19号\n公诉机关示范市人民检察院。\n被告人"
            f"{accused}，男，1990年1月1日出生。\n"
            f"经审理查明，被告人{accused}在示范街殴打被害人{victim}（{self._one('曾用名', '又名')}{alias}，{self._one('绰号', '外号', '人称')}“{nickname}”），致其轻伤。\n"
            f"证据有被害人{victim}的陈述。{alias}当时在店里，“{nickname}”先骂人。\n"
            f"判决如下：\n被告人{accused}犯故意伤害罪，判处拘役五个月。\n{self._end()}"
        )
        return Labelled(text, {victim, alias, nickname}, {accused, *_JUDGES})

    # -- written with the others, and left alone

    def _appeal(self) -> Labelled:
        one, two, three = self._names(3)
        text = (
            "示范市中级人民法院\n民事判决书\n（2026）冀10民终131号\n"
            f"上诉人（原审被告）：{one}，{self._one('维吾尔族', '蒙古族', '藏族')}，{self._one('牧民', '教师', '个体')}，住示范县。\n"
            f"上诉人（原审被告）：{two}，无固定职业，住示范县。\n被上诉人（原审原告）：{three}，{self._one('退休工人', '务农')}。\n"
            f"上诉人{one}、{two}因与被上诉人{three}赡养费纠纷一案，不服示范县人民法院民事判决，向本院提起上诉。\n"
            f"{one}上诉请求：改判。{three}答辩称，原判正确。二审中，{two}提交了收条。\n判决如下：\n驳回上诉，维持原判。\n{self._end()}"
        )
        return Labelled(text, {one, two, three}, set(_JUDGES))

    def _enforced(self) -> Labelled:
        one, two = self._names(2)
        text = (
            "示范市人民法院\n执行裁定书\n（2026）冀1082执41号\n"
            f"申请执行人：{one}，女，{self._one('满族', '汉族', '藏族')}，住示范市。\n被执行人：{two}，男，住示范市。\n"
            f"本院在执行{one}与{two}抚养费纠纷一案中，责令被执行人{two}履行义务。{two}至今未履行。\n"
            f"裁定如下：\n冻结被执行人{two}的存款。\n{self._end()}"
        )
        return Labelled(text, {one, two}, set(_JUDGES))

    def _robbery(self) -> Labelled:
        victim, witness, plaintiff, accused = self._names(4)
        text = (
            "示范市人民法院\n刑事附带民事判决书\n（2026）冀1082刑初66号\n公诉机关示范市人民检察院。\n"
            f"附带民事诉讼原告人{plaintiff}，女，1990年2月1日出生，系被害人{victim}的妻子。\n被告人{accused}，男，1985年3月3日出生。\n"
            f"公诉机关指控，被告人{accused}持刀抢走{victim}的皮包，{victim}追赶时摔伤。\n"
            f"（一）被害人{victim}的陈述，证明案发经过；（二）证人{witness}的证言，证明其报警；（三）鉴定意见。\n"
            f"庭审中，{plaintiff}请求赔偿医疗费。\n判决如下：\n被告人{accused}犯抢劫罪，赔偿{plaintiff}三万元。\n{self._end()}"
        )
        return Labelled(text, {victim, witness, plaintiff}, {accused, *_JUDGES})

    def _child(self) -> Labelled:
        child, mother = self._names(2)
        driver = self._random.choice(_COMMON)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初90号\n"
            f"原告：{child}，{self._one('男', '女')}，2017年5月6日出生，{self._one('蒙古族', '藏族', '汉族')}，学生，住示范市示范区。\n"
            f"法定代理人：{mother}，{self._one('系原告母亲', '住址同上', '女')}。\n"
            f"被告：{driver}，男，1979年8月9日出生，汉族，住示范市示范区。\n"
            f"原告{child}与被告{driver}机动车交通事故责任纠纷一案，本院公开开庭审理。{child}的法定代理人{mother}到庭。\n"
            f"{driver}驾车撞倒{child}。{mother}垫付了医疗费。\n判决如下：\n被告{driver}赔偿原告{child}五千元。\n{self._end()}"
        )
        return Labelled(text, {child, mother}, {driver, *_JUDGES})

    def _short(self) -> Labelled:
        wife, husband = self._names(2, *_COMMON)
        text = (
            "示范市人民法院\n民事判决书\n（2026）冀1082民初101号\n"
            f"原告{wife}，女，1982年1月1日出生，{self._one('回族', '藏族')}，住示范市。\n被告{husband}，男，1980年1月1日出生，住示范市。\n"
            f"原告{wife}诉被告{husband}离婚后损害责任纠纷一案，本院适用简易程序审理。被告{husband}经传票传唤，无正当理由拒不到庭。\n"
            f"{wife}称，{husband}有家庭暴力。{husband}未答辩。\n判决如下：\n{husband}赔偿{wife}一万元。\n{self._end()}"
        )
        return Labelled(text, {wife, husband}, set(_JUDGES))
