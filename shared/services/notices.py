"""Notices of enforcement (row A9): rewards for clues (悬赏公告) and auctions (拍卖公告)."""

from __future__ import annotations

from collections.abc import Iterable

from content.case_number import CaseNumber
from content.records import EnforcementNotice
from shared.markdown import blocks
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Fact,
    Facts,
    Filter,
    Heading,
    Image,
    Item,
    Listing,
    Menu,
    Option,
    Paragraph,
    Steps,
)
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services.by_type import types_menu
from shared.values import Money, Telephone, Value

NOTICES = Place("/notices")
ICONS = {"auction": "gavel", "reward": "money"}
OWNER = "执行局"
PAGE_SIZE = 20


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            asked = request.place.get("type")
            if not asked:
                return _menu(request)
            return _list(request, asked) if asked in ICONS else None
        case (id,):
            notice = request.content.get(EnforcementNotice, id)
            return _one(request, notice) if notice else None
    return None


def _menu(request: Request) -> Menu:
    guide = Option(
        title=request.words("enforcement-guide.title"),
        place=Place("/enforcement-guide"),
        icon="guide",
        hint=request.words("enforcement-guide.hint"),
    )
    return types_menu(
        request,
        NOTICES,
        kind="enforcement_notice",
        icons=ICONS,
        counts=request.content.notices.counts(),
        owner=OWNER,
        more=(guide,),
    )


def _list(request: Request, name: str) -> Listing:
    words = request.words
    first = first_shown(request.place)
    found = request.content.notices.find(now=request.now, part=name, offset=first - 1, limit=PAGE_SIZE)
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    other = next(each for each in ICONS if each != name)
    return Listing(
        title=words(f"notices.{name}"),
        place=request.place,
        intro=words(f"notices.{name}-intro") if first == 1 and found.total else "",
        owner=OWNER,
        items=tuple(_item(request, notice) for notice in found.items),
        total=found.total,
        first=first,
        filters=(Filter(label=words(f"notices.{name}"), without=NOTICES),) if not found.total else (),
        previous=previous,
        next=following,
        empty=words(f"notices.no-{name}"),
        options=(
            Option(title=words(f"notices.{other}"), place=NOTICES.having(type=other), icon="list"),
            Option(title=words("enforcement-guide.title"), place=Place("/enforcement-guide"), icon="guide"),
        ),
        **request.age("enforcement_notice"),
    )


def _item(request: Request, notice: EnforcementNotice) -> Item:
    by_key = {fact.key: fact for fact in _facts(request, notice)}
    wanted = (
        ("notice.starting_price", "notice.deposit", "notice.ends")
        if notice.type == "auction"
        else ("notice.reward", "notice.debtor", "notice.ends")
    )
    return Item(
        title=notice.title,
        place=Place(EnforcementNotice.place_of(notice.id)),
        facts=tuple(by_key[key] for key in wanted if key in by_key),
        badge=_badge(request, notice),
    )


def _badge(request: Request, notice: EnforcementNotice) -> str:
    """What must not be overlooked: over, ends today, under way."""
    words = request.words
    if notice.is_over(request.now):
        return words("notices.over")
    if notice.ends is not None and notice.ends.astimezone(request.now.tzinfo).date() == request.today:
        return words("notices.last-day")
    if notice.type == "auction" and notice.starts is not None and notice.starts <= request.now:
        return words("notices.under-way")
    return ""


def _facts(request: Request, notice: EnforcementNotice) -> tuple[Fact, ...]:
    zone = request.now.tzinfo
    money = {
        name: Money(amount) if (amount := getattr(notice, name)) is not None else None
        for name in ("appraised", "starting_price", "deposit", "increment", "amount")
    }
    values: Iterable[tuple[str, Value | None]] = (
        ("case_number", CaseNumber.parse(notice.case_number) if notice.case_number else None),
        ("round", notice.round),
        ("starting_price", money["starting_price"]),
        ("deposit", money["deposit"]),
        ("increment", money["increment"]),
        ("appraised", money["appraised"]),
        ("debtor", notice.debtor),
        ("amount", money["amount"]),
        ("reward", notice.reward),
        ("clue", notice.clue),
        ("starts", notice.starts.astimezone(zone) if notice.starts else None),
        ("ends", notice.ends.astimezone(zone) if notice.ends else None),
        ("viewing", notice.viewing),
        ("platform", notice.platform),
        ("contact", notice.contact),
        ("telephone", Telephone(notice.telephone)),
        ("published", notice.published),
    )
    labels = {"starts": f"starts-{notice.type}", "ends": f"ends-{notice.type}"}
    return tuple(
        Fact(f"notice.{key}", request.words(f"notice.{labels.get(key, key.replace('_', '-'))}"), value)
        for key, value in values
        if value is not None and value != "" and value != Telephone("")
    )


def _one(request: Request, notice: EnforcementNotice) -> Article:
    words = request.words
    parts: list[Block] = [*_pictures(request, notice), Facts(_facts(request, notice))]
    if notice.object:
        parts += [Heading(words("notices.object")), *blocks(notice.object)]
    if notice.body:
        parts += [Heading(words("notices.more")), *blocks(notice.body)]
    if not notice.is_over(request.now):
        steps = tuple(words(f"notices.{notice.type}-step-{number}") for number in range(1, 5))
        parts += [Heading(words(f"notices.{notice.type}-how")), Steps(steps)]
        parts.append(Paragraph(words(f"notices.{notice.type}-warning")))
    return Article(
        title=notice.title,
        place=request.place,
        intro=_state(request, notice),
        owner=notice.owner or OWNER,
        blocks=tuple(parts),
        options=(
            Option(
                title=words(f"notices.{notice.type}"), place=NOTICES.having(type=notice.type), icon="list"
            ),
        ),
        **request.age("enforcement_notice"),
    )


def _state(request: Request, notice: EnforcementNotice) -> str:
    """Where the notice stands, in a sentence that leads it."""
    words = request.words
    zone = request.now.tzinfo
    if notice.ends is not None and notice.is_over(request.now):
        return words(f"notices.{notice.type}-over-text", when=notice.ends.astimezone(zone))
    if notice.type == "auction" and notice.starts is not None:
        starts = notice.starts.astimezone(zone)
        if request.now < notice.starts:
            return words("notices.auction-coming-text", when=starts)
        if notice.ends is not None:
            return words("notices.auction-running-text", when=notice.ends.astimezone(zone))
    if notice.ends is not None:
        return words("notices.reward-open-text", when=notice.ends.astimezone(zone))
    return ""


def _pictures(request: Request, notice: EnforcementNotice) -> Iterable[Block]:
    for number, id in enumerate(notice.pictures, start=1):
        picture = request.content.picture(id)
        if picture is not None:
            yield Image(
                source=f"/pictures/{picture.id}",
                alt=request.words("notices.picture", title=notice.title, number=number),
                width=picture.width,
                height=picture.height,
                data=picture.data,
            )
