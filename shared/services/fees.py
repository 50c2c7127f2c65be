"""The fee calculator (诉讼费用计算, row A4): what a case or an application costs, and how that comes about.

``/fees`` asks what is paid for, ``/fees/ask`` whether there is an amount, ``/fees/amount`` how much;
``/fees?kind=property&amount=100000`` answers. The arithmetic is `shared.law.fees`.
"""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from shared.amounts import WrongAmount, read_amount
from shared.law.articles import Article as LawArticle
from shared.law.articles import Law
from shared.law.fees import (
    AmountNeed,
    Cap,
    Fee,
    FeeKind,
    PerCase,
    Portion,
    Share,
    Step,
    amount_need,
    can_be_halved,
    fee,
)
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Bullets,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Menu,
    Option,
    Paragraph,
    Table,
)
from shared.place import Place
from shared.request import Request
from shared.services.citing import basis
from shared.services.guides import way_to
from shared.values import Money
from shared.visit import Language
from shared.words import Words

FEES = Place("/fees")
MORE = Place("/fees/more")
ASK = Place("/fees/ask")
AMOUNT = Place("/fees/amount")
RELIEF = "fees-relief"
OWNER = "立案庭"
# What most people ask for, and the rest: as many as are told at one go on the telephone.
COMMON = (FeeKind.PROPERTY, FeeKind.DIVORCE, FeeKind.LABOUR, FeeKind.ENFORCEMENT, FeeKind.PRESERVATION)
RARE = tuple(kind for kind in FeeKind if kind not in COMMON)
_ICONS = {
    FeeKind.PROPERTY: "money",
    FeeKind.DIVORCE: "people",
    FeeKind.LABOUR: "briefcase",
    FeeKind.ENFORCEMENT: "gavel",
    FeeKind.PRESERVATION: "lock",
}
# Beyond the amount itself: who pays first and who in the end, and what is given back.
_PAYING = {
    FeeKind.JURISDICTION: (),
    FeeKind.ENFORCEMENT: ((20, 2), (38, 1)),
    FeeKind.PRESERVATION: ((20, 2), (38, 3)),
    FeeKind.PAYMENT_ORDER: ((20, 2), (36, 0)),
    FeeKind.PUBLIC_SUMMONS: ((20, 2), (37, 0)),
    FeeKind.ARBITRATION: ((20, 2), (38, 4)),
    FeeKind.BANKRUPTCY: ((20, 2), (42, 0)),
    FeeKind.DIVORCE: ((20, 1), (22, 1), (33, 0)),
    FeeKind.LABOUR: ((20, 1), (29, 0)),
}
_WITH_COUNTER_CLAIMS = frozenset({FeeKind.PROPERTY, FeeKind.IP, FeeKind.PERSONALITY})
_PAYING_FOR_A_CASE = ((20, 1), (22, 1), (29, 0))


def page(request: Request) -> AnyPage | None:
    kind = _kind(request.place.get("kind"))
    match request.rest:
        case () if not request.place.get("kind"):
            return _menu(request, COMMON, FEES)
        case ("more",):
            return _menu(request, RARE, MORE)
        case () if kind is not None:
            return _answer(request, kind)
        case ("ask",) if kind is not None and amount_need(kind) is AmountNeed.OPTIONAL:
            return _ask(request, kind)
        case ("amount",) if kind is not None and amount_need(kind) is not AmountNeed.NONE:
            return _form(request, kind)
    return None


def _kind(text: str) -> FeeKind | None:
    return FeeKind(text) if text in set(FeeKind) else None


def _menu(request: Request, kinds: tuple[FeeKind, ...], place: Place) -> Menu:
    words = request.words
    options = [
        Option(
            title=words(f"fees.menu.{kind}"),
            place=_first_step(kind),
            icon=_ICONS.get(kind, "guide"),
            hint=words(f"fees.hint.{kind}"),
        )
        for kind in kinds
    ]
    if place == FEES:
        options.append(
            Option(title=words("fees.more"), place=MORE, icon="guide", hint=words("fees.more-hint"))
        )
        options += _relief(request)
    return Menu(
        title=words("fees.title" if place == FEES else "fees.more"),
        place=place,
        intro=words("fees.intro") if place == FEES else "",
        owner=OWNER,
        options=tuple(options),
    )


def _first_step(kind: FeeKind) -> Place:
    match amount_need(kind):
        case AmountNeed.REQUIRED:
            return AMOUNT.having(kind=kind)
        case AmountNeed.OPTIONAL:
            return ASK.having(kind=kind)
        case AmountNeed.NONE:
            return FEES.having(kind=kind)


def _ask(request: Request, kind: FeeKind) -> Menu:
    """Is there an amount on which the fee depends?"""
    words = request.words
    return Menu(
        title=words(f"fees.menu.{kind}"),
        place=ASK.having(kind=kind),
        intro=words("fees.ask"),
        owner=OWNER,
        options=(
            Option(title=words(f"fees.with.{kind}"), place=AMOUNT.having(kind=kind), icon="money"),
            Option(title=words(f"fees.without.{kind}"), place=FEES.having(kind=kind), icon="done"),
        ),
    )


def _form(request: Request, kind: FeeKind, entered: str = "", wrong: WrongAmount | None = None) -> Form:
    words = request.words
    halved = request.place.get("halved") or None
    return Form(
        title=words(f"fees.menu.{kind}"),
        place=AMOUNT.having(kind=kind, halved=halved),
        owner=OWNER,
        fields=(
            Field(
                name="amount",
                kind=FieldKind.AMOUNT,
                label=words("fees.amount-label", amount=words(f"fees.amount.{kind}")),
                prompt=words("fees.amount-prompt", amount=words(f"fees.amount.{kind}")),
                hint=words("fees.amount-hint"),
                value=entered,
                error=words(f"fees.wrong.{wrong}") if wrong else "",
                most=30,
            ),
        ),
        to=FEES.having(kind=kind, halved=halved),
        submit=words("fees.work-out"),
    )


def _answer(request: Request, kind: FeeKind) -> AnyPage:
    entered = request.place.get("amount")
    need = amount_need(kind)
    amount: Decimal | None = None
    if need is not AmountNeed.NONE and (entered or need is AmountNeed.REQUIRED):
        read = read_amount(entered)
        if isinstance(read, WrongAmount):
            asked = not entered
            return _form(request, kind, "" if asked else entered[:30], None if asked else read)
        amount = read
    worked_out = fee(kind, amount, halved=request.place.get("halved") == "true")
    words = request.words
    return Article(
        title=words(f"fees.title.{kind}"),
        place=request.place,
        owner=OWNER,
        blocks=(
            Facts(tuple(_facts(worked_out, words))),
            *_remarks(worked_out, words),
            *_working(worked_out, words),
            *_paying(worked_out, words),
            *basis((*worked_out.articles, *_paying_articles(kind)), words),
        ),
        options=_ways(request, worked_out),
    )


def _facts(worked_out: Fee, words: Words) -> list[Fact]:
    facts = []
    if worked_out.amount is not None:
        label = words(f"fees.amount.{worked_out.kind}")
        facts.append(Fact("fee.amount", label, Money(worked_out.amount)))
    which = "fees.fee-halved" if worked_out.halved else "fees.fee"
    if worked_out.fixed:
        facts.append(Fact("fee", words(which), Money(worked_out.min)))
    else:
        facts.append(Fact("fee_min", words("fees.at-least", fee=words(which)), Money(worked_out.min)))
        facts.append(Fact("fee_max", words("fees.at-most", fee=words(which)), Money(worked_out.max)))
    return facts


def _remarks(worked_out: Fee, words: Words) -> list[Block]:
    """What must be known to read the figure right."""
    remarks = []
    if not worked_out.fixed:
        by_province = any(article.number == 13 for article in worked_out.articles)
        remarks.append(words("fees.range-province" if by_province else "fees.range-court"))
    if worked_out.kind in (FeeKind.LABOUR, FeeKind.ADMINISTRATIVE, FeeKind.JURISDICTION):
        remarks.append(words(f"fees.remark.{worked_out.kind}"))
    remarks.append(words("fees.binding"))
    return [Paragraph(text) for text in remarks]


def _working(worked_out: Fee, words: Words) -> list[Block]:
    """Step by step; nothing where the fee is one fixed sum."""
    if len(worked_out.steps) == 1:
        return []
    rows = [_row(worked_out, step, words) for step in worked_out.steps]
    rows.append((words("fees.step.sum"), "", _between(worked_out.min, worked_out.max, words)))
    blocks: list[Block] = [
        Heading(words("fees.working")),
        Table((words("fees.step"), words("fees.step.how"), words("fees.step.amount")), tuple(rows)),
    ]
    exact = [step.amount for step in worked_out.steps if isinstance(step, Portion)]
    exact += [step.min for step in worked_out.steps if isinstance(step, Share)]
    if any(amount != round(amount, 2) for amount in exact):
        blocks.append(Paragraph(words("fees.rounding")))
    return blocks


def _row(worked_out: Fee, step: Step, words: Words) -> tuple[str, str, str]:
    match step:
        case PerCase():
            covers = next((s.tier.over for s in worked_out.steps if isinstance(s, Portion)), None)
            name = words("fees.step.per-case")
            if covers is not None:
                name = words("fees.step.up-to", amount=_round(covers, words))
            return name, words("fees.step.per-case"), _between(step.min, step.max, words)
        case Portion(tier, portion, amount):
            over = _round(tier.over, words)
            if tier.up_to is None:
                name = words("fees.step.over", over=over)
            else:
                name = words("fees.step.between", over=over, up_to=_round(tier.up_to, words))
            whole = words("fees.yuan", amount=format_decimal(portion, "#,##0.##", locale="en"))
            how = f"{whole} × {format_decimal(tier.rate * 100, '0.###')}%"
            return name, how, _yuan(amount, words)
        case Share(divisor, least, most):
            return words(f"fees.share.{divisor}"), f"÷ {divisor}", _between(least, most, words)
        case Cap(limit):
            return words("fees.step.cap"), "", _yuan(limit, words)


def _between(least: Decimal, most: Decimal, words: Words) -> str:
    if least == most:
        return _yuan(least, words)
    return words("fees.between", least=_yuan(least, words), most=_yuan(most, words))


def _yuan(amount: Decimal, words: Words) -> str:
    """An amount with the decimals that it has: two at least, five at most."""
    return words("fees.yuan", amount=format_decimal(amount, "#,##0.00###", locale="en"))


def _round(amount: Decimal, words: Words) -> str:
    """The edge of a tier as people name it: 1万元, 200万元, 10,000 yuan."""
    if words.language is Language.CHINESE and amount >= 10_000:
        return words("fees.yuan", amount=format_decimal(amount / 10_000, "0.##") + "万")
    return words("fees.yuan", amount=format_decimal(amount, "#,##0", locale="en"))


def _paying(worked_out: Fee, words: Words) -> list[Block]:
    """Who pays and when, what may be less, what comes back."""
    kind = worked_out.kind
    case = kind if kind in _PAYING else "case"
    less = []
    if can_be_halved(kind):
        half = fee(kind, worked_out.amount, halved=True)
        less.append(words("fees.halving", half=_between(half.min, half.max, words)))
        if kind in _WITH_COUNTER_CLAIMS:
            less.append(words("fees.halving-third"))
        less.append(words("fees.changing"))
        less.append(words("fees.refund"))
    less.append(words("fees.relief"))
    return [
        Heading(words("fees.paying")),
        Bullets((words(f"fees.paying.{case}"), words(f"fees.bearing.{case}"))),
        Heading(words("fees.less")),
        Bullets(tuple(less)),
    ]


def _paying_articles(kind: FeeKind) -> list[LawArticle]:
    found = [
        LawArticle(Law.COSTS, number, paragraph)
        for number, paragraph in _PAYING.get(kind, _PAYING_FOR_A_CASE)
    ]
    if can_be_halved(kind):
        found += [
            LawArticle(Law.COSTS, 21),
            LawArticle(Law.COSTS, 53),
            LawArticle(Law.CIVIL_PROCEDURE_INTERPRETATION, 207),
        ]
    return [*found, LawArticle(Law.COSTS, 44)]


def _ways(request: Request, worked_out: Fee) -> tuple[Option, ...]:
    words, kind = request.words, worked_out.kind
    here = FEES.having(kind=kind, amount=request.place.get("amount") or None)
    ways = []
    if can_be_halved(kind):
        if worked_out.halved:
            ways.append(Option(title=words("fees.whole"), place=here, icon="money"))
        else:
            ways.append(
                Option(
                    title=words("fees.halved"),
                    place=here.having(halved="true"),
                    icon="money",
                    hint=words("fees.halved-hint"),
                )
            )
    if amount_need(kind) is not AmountNeed.NONE:
        again = AMOUNT.having(kind=kind, halved="true" if worked_out.halved else None)
        ways.append(Option(title=words("fees.other-amount"), place=again, icon="search"))
    ways.append(Option(title=words("fees.other-kind"), place=FEES, icon="guide"))
    ways += _relief(request)
    return tuple(ways)


def _relief(request: Request) -> tuple[Option, ...]:
    return way_to(request, RELIEF, request.words("fees.relief-guide"))
