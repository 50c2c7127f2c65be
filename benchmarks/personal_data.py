"""Personal data found in a labelled sample of 4,000 made-up sentences and 1,800 judgments, and time per MB beside one plain regex."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from benchmarks import judgment_names
from benchmarks.measured import compare, table, timed
from benchmarks.unusual_names import Unusual
from content.personal_data import Rule, find

SEED, SENTENCES, JUDGMENTS = 20261124, 4_000, 1_800
TODAY = date(2026, 11, 24)
# What a court might write in an hour: digits of these lengths and nothing else.
PLAIN = re.compile(r"\d{17}[\dXx]|\d{15}|1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\d{16,19}|[一-鿿][A-Z][A-Z0-9]{5,6}")
_FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence; `secret` stands in it and is personal, or nothing in it is and `secret` is empty."""

    text: str
    rule: Rule | None
    secret: str = ""


class Sample:
    """Sentences in the many ways in which numbers are written, and what only looks like one."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentences(self, count: int) -> Iterator[Labelled]:
        personal: tuple[Callable[[], Labelled], ...] = (
            self._id_card, self._old_id_card, self._mobile, self._landline, self._bank_card, self._account,
            self._plate, self._passport, self._contact, self._certificate, self._address,
        )  # fmt: skip
        for _ in range(count):
            yield self._random.choice(personal)() if self._random.random() < 0.5 else self._harmless()

    def _digits(self, count: int) -> str:
        return "".join(self._random.choice("0123456789") for _ in range(count))

    def _hand(self, number: str, groups: tuple[int, ...]) -> str:
        """A number as some hand writes it: together, in groups, in full width."""
        choice = self._random.random()
        if choice < 0.55:
            return number
        if choice < 0.7:
            return number.translate(_FULL)
        mark = self._random.choice((" ", "-", "  ", "\u3000", "·"))
        parts, place = [], 0
        for length in groups:
            parts.append(number[place : place + length])
            place += length
        return mark.join(part for part in (*parts, number[place:]) if part)

    def _in(self, rule: Rule, secret: str, *sentences: str) -> Labelled:
        return Labelled(self._random.choice(sentences).format(secret), rule, secret)

    def _birthday(self) -> date:
        return date.fromordinal(
            self._random.randint(date(1935, 1, 1).toordinal(), date(2015, 12, 31).toordinal())
        )

    def _id_card(self) -> Labelled:
        head = f"{self._random.randint(11, 65)}{self._digits(4)}{self._birthday():%Y%m%d}{self._digits(3)}"
        number = head + str(ric.calc_check_digit(head))
        if number.endswith("X") and self._random.random() < 0.3:
            number = number[:-1] + "x"
        return self._in(
            Rule.ID_CARD, self._hand(number, (6, 8, 4)),
            "原告张某，男，汉族，公民身份号码{}。", "身份证号：{}", "被告李某（身份证号码 {}）拒不到庭。",
            "王某 {} 于当日签收。", "证件号码为{}的持有人。", "赵某，{}，农民。",
        )  # fmt: skip

    def _old_id_card(self) -> Labelled:
        head = self._random.choice(("130105", "110101", "320311", "510104"))
        number = f"{head}{self._birthday():%y%m%d}{self._digits(3)}"
        return self._in(
            Rule.ID_CARD, self._hand(number, (6, 6, 3)),
            "身份证号码{}", "公民身份号码：{}，无业。", "该身份证号（{}）系旧证。",
        )  # fmt: skip

    def _mobile(self) -> Labelled:
        number = f"1{self._random.choice('3456789')}{self._digits(9)}"
        written = self._random.choice(("", "", "", "+86", "+86 ", "86-")) + self._hand(
            number, self._random.choice(((3, 4, 4), (4, 3, 4), (3, 3, 5)))
        )
        return self._in(
            Rule.TELEPHONE, written,
            "联系电话：{}。", "手机{}", "其使用的号码为{}的手机与被害人联系。", "张某（{}）", "电话{}，住本市。",
            "双方通过{}联络。",
        )  # fmt: skip

    def _landline(self) -> Labelled:
        number = (
            self._random.choice(("0316", "010", "021", "0755", "0731"))
            + self._random.choice(("-", "－", " ", ""))
            + self._random.choice("2345678")
            + self._digits(7)
        )
        bracket = self._random.random() < 0.2
        written = re.sub(r"^(0\d{2,3})[-－ ]?", r"(\1)", number) if bracket else number
        return self._in(Rule.TELEPHONE, written, "家中电话：{}。", "原告联系电话{}，", "宅电 {}", "座机：{}")

    def _bank_card(self) -> Labelled:
        head = f"62{self._digits(self._random.choice((13, 16)))}"
        number = head + luhn.calc_check_digit(head)
        return self._in(
            Rule.BANK_ACCOUNT, self._hand(number, (4, 4, 4, 4)),
            "向其尾号不明的卡{}转账五万元。", "银行卡号：{}", "收款人李某，卡号 {}，", "转入{}内。",
            "借款汇至被告账户{}。",
        )  # fmt: skip

    def _account(self) -> Labelled:
        number = self._random.choice("123456789") + self._digits(self._random.choice((10, 13, 16, 20)))
        return self._in(
            Rule.BANK_ACCOUNT,
            number,
            "开户行示范银行，账号：{}。",
            "其名下账户{}被冻结。",
            "帐号 {}，户名张某",
        )

    def _plate(self) -> Labelled:
        letter = self._random.choice(_LETTERS.replace("I", ""))
        pool = _LETTERS + "0123456789" * 4
        serial = self._random.choice("0123456789") + "".join(self._random.choice(pool) for _ in range(4))
        written = f"{self._random.choice(_PROVINCES)}{letter}{self._random.choice(('', '', '·', ' '))}"
        kind = self._random.random()
        if kind < 0.2:
            serial = f"{self._random.choice('DF')}{self._digits(5)}"
        elif kind < 0.3:
            serial = f"{self._digits(4)}{self._random.choice('挂学')}"
        return self._in(
            Rule.LICENCE_PLATE, written + serial,
            "驾驶{}号小型轿车", "号牌为{}的重型货车", "其所有的{}车辆予以查封。", "车牌号：{}",
        )  # fmt: skip

    def _passport(self) -> Labelled:
        number = self._random.choice(("E", "G")) + self._digits(8)
        return self._in(Rule.PASSPORT, number, "护照号码：{}", "持{}号护照入境。", "护照号{}，")

    def _contact(self) -> Labelled:
        mail = f"zhang{self._digits(3)}@{self._random.choice(('example.com', 'mail.example.org'))}"
        if self._random.random() < 0.5:
            return self._in(Rule.CONTACT, mail, "电子邮箱：{}。", "发送至{}的邮件")
        return self._in(Rule.CONTACT, f"wx{self._digits(6)}", "微信号：{}", "添加其微信{}后")

    def _certificate(self) -> Labelled:
        number = self._digits(7)
        return self._in(
            Rule.PROPERTY_CERTIFICATE, number,
            "冀（2020）示范市不动产权第{}号", "房产证号：示房权证示范区字第{}号", "土地使用证示国用（2010）第{}号",
        )  # fmt: skip

    def _address(self) -> Labelled:
        number = self._random.randint(1, 99)
        detail = self._random.choice(
            (
                f"幸福路{number}号",
                f"和平小区{number}号楼3单元502室",
                f"柳树镇前营村{number}号",
                f"东街道兴隆巷{number}号",
            )
        )
        return self._in(
            Rule.ADDRESS, detail,
            "原告张某，女，汉族，住示范市示范区{}。", "被告李某，男，1970年1月2日出生，住河北省示范市示范县{}，农民。",
            "王某，男，户籍地示范市示范区{}，", "赵某，男，汉族，住址：示范省示范市示范区{}。",
        )  # fmt: skip

    def _harmless(self) -> Labelled:
        r, d = self._random, self._digits
        number = r.randint(1, 9999)
        text = r.choice(
            (
                f"（2026）冀1082民初{number}号民事判决书", f"（{r.randint(2008, 2015)}）示民初字第{number}号",
                f"判令被告偿还借款{r.randint(10**5, 10**9)}元", f"货款共计{r.randint(10**10, 10**11)}元整",
                f"2026年{r.randint(1, 12)}月{r.randint(1, 28)}日上午9时30分开庭", "2026-11-24 09:30:00",
                "依照《中华人民共和国民法典》第六百七十五条、第六百七十六条", "诉讼服务热线12368，或者拨打110、12348",
                f"本院地址：示范市示范区法院路1号，立案庭电话：0316-{r.randint(2, 8)}{d(6)}",
                f"联系人：书记员李某，电话0316-{r.randint(2, 8)}{d(6)}", f"统一社会信用代码91131082MA0{d(5)}{r.choice('ABCDX')}",
                f"统一社会信用代码：9113108{d(11)}", f"示范律师事务所律师，执业证号1{d(16)}",
                f"住所地：示范市示范区工业路{number}号", f"被告示范商贸有限公司，住所地示范市示范区工业路{number}号。",
                f"合同编号：1{d(17)}", f"订单号1{r.choice('3456789')}{d(9)}", f"发票号码{d(8)}，税号9113{d(14)}",
                "原告张某，男，1968年3月4日出生，汉族，住示范市示范区。", "公民身份号码1310**********0011",
                "身份证号131082××××××××0011", "手机138****1234", "车牌号冀J×××××", f"面积{r.randint(60, 200)}.{d(2)}平方米",
                f"专利号ZL20201{d(7)}.{d(1)}", f"案涉房屋位于示范市示范区幸福路{number}号", f"冀1082执恢{number}号之一",
                f"工商注册号13108200000{d(4)}", f"快递单号SF1{d(12)}", f"执行案款专户账号{d(16)}，户名示范市人民法院",
                f"向示范市人民法院诉讼费专户（账号{d(17)}）预交", f"设备序列号{d(15)}", f"利率{d(1)}.{d(2)}%，期限36个月",
                f"借据编号20261124{d(8)}", "月息2分，自2020-01-01至2021-12-31", f"起诉状副本{d(1)}份，证据目录1-{number}页",
                "冀1082民初0001至0015号", f"民一庭{r.randint(100, 999)}室", "执行标的¥1,234,567,890.12", "冀发改价格〔2024〕12号",
                f"电表读数{d(11)}度", f"货物{r.randint(13, 19)}{d(9)}件",
            )
        )  # fmt: skip
        return Labelled(text, None)


def measure(
    sentences: list[Labelled], finder: Callable[[str], list[tuple[int, int]]]
) -> dict[str, tuple[float, float]]:
    """(recall, precision) by rule, and over all under the name ``all``. A finding counts when it covers
    four fifths of what is personal and no more than twice its length."""
    hit: dict[str, int] = defaultdict(int)
    wanted: dict[str, int] = defaultdict(int)
    false: int = 0
    for one in sentences:
        found = finder(one.text)
        if one.rule is None:
            false += len(found)
            continue
        wanted[one.rule] += 1
        start = one.text.index(one.secret)
        end = start + len(one.secret)
        right = [
            (s, e) for s, e in found
            if min(e, end) - max(s, start) >= 0.8 * (end - start) and e - s <= 2 * (end - start)
        ]  # fmt: skip
        hit[one.rule] += bool(right)
        false += len(found) - bool(right)
    scores = {rule: (hit[rule] / count, 1.0) for rule, count in sorted(wanted.items())}
    total = sum(hit.values())
    scores["all"] = (total / sum(wanted.values()), total / (total + false))
    return scores


def guard(text: str) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in find(text, today=TODAY)]


def plain(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in PLAIN.finditer(text)]


def run() -> None:
    sentences = list(Sample(SEED).sentences(SENTENCES))
    ours, theirs = measure(sentences, guard), measure(sentences, plain)
    table(
        [
            ("rule", "recall", "plain regex"),
            *((rule, f"{ours[rule][0]:.4f}", f"{theirs[rule][0]:.4f}") for rule in ours),
            ("precision", f"{ours['all'][1]:.4f}", f"{theirs['all'][1]:.4f}"),
        ]
    )
    names = judgment_names.measure(list(judgment_names.Sample(SEED).judgments(JUDGMENTS)))
    print(
        f"  names in {JUDGMENTS} made-up judgments: recall {names.recall:.4f}, precision {names.precision:.4f}"
    )
    unusual = Unusual(SEED)
    for form, made in (("", unusual.judgments(JUDGMENTS)), (" of fresh forms", unusual.fresh(JUDGMENTS))):
        rare = judgment_names.measure(list(made))
        print(
            f"  names without a known surname in {JUDGMENTS} judgments{form}: "
            f"recall {rare.recall:.4f}, precision {rare.precision:.4f}"
        )
    text = "\n".join(one.text for one in sentences) * 8
    size = len(text.encode()) / 1e6
    compare(
        f"guard, {size:.1f} MB", timed(lambda: guard(text), 5, warm_up=1),
        "one plain regex", timed(lambda: plain(text), 5, warm_up=1),
    )  # fmt: skip
