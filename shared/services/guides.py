"""Guides by subject, and one in full with its legal basis.

Litigation guides (诉讼指南, row A4) stand at ``/guides``; how to look things up (司法公开指南, row A3) and
the enforcement guide (执行指南, row A8) are guides too, each with an address of its own. A subject's `row`
says where it belongs; enforcement stands among the litigation guides as well.
"""

from __future__ import annotations

from dataclasses import replace

from content.records import Guide, GuideCategory
from shared.markdown import blocks
from shared.pages import AnyPage, Article, Bullets, Heading, Menu, Option
from shared.place import Place
from shared.request import Request
from shared.visit import Language

GUIDES = Place("/guides")
OPENNESS = Place("/openness")
SEARCH = Place("/search")
ENFORCEMENT = Place("/enforcement-guide")
OWNER = "立案庭"
# A calculator that works out what a guide explains: guide id → where it stands, its name.
CALCULATORS = {
    "fees-table": (Place("/fees"), "fees.title", "money"),
    "time-limits": (Place("/deadlines"), "deadlines.title", "clock"),
    "jurisdiction": (Place("/jurisdiction"), "jurisdiction.title", "balance"),
}


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            category = request.place.get("category")
            return _category(request, category) if category else _categories(request)
        case (guide_id,):
            guide = request.content.guide(guide_id, request.language)
            return _guide(request, guide) if guide else None
    return None


def openness(request: Request) -> AnyPage | None:
    """How to look things up (row A3), and the search of everything that is published."""
    if request.rest:
        return None
    menu = _row(request, "A3", OPENNESS, "openness", "研究室")
    words = request.words
    search = Option(
        title=words("search.title"), place=SEARCH, icon="search", hint=words("openness.search-hint")
    )
    offered = request.catalogue.is_on(SEARCH.path, request.face)
    return replace(menu, options=(search, *menu.options)) if offered else menu


def enforcement(request: Request) -> AnyPage | None:
    """The enforcement guide (row A8)."""
    return None if request.rest else _row(request, "A8", ENFORCEMENT, "enforcement-guide", "执行局、立案庭")


def _row(request: Request, row: str, place: Place, name: str, owner: str) -> Menu:
    """All guides of one row of the requirements, whatever their subjects."""
    words = request.words
    wanted = {category.id for category in request.content.guide_categories() if category.row == row}
    guides = [guide for guide in request.content.guides(lang=request.language) if guide.category in wanted]
    return Menu(
        title=words(f"{name}.title"),
        place=place,
        intro=words(f"{name}.intro") if guides else words(f"{name}.none"),
        owner=owner,
        options=tuple(_option(request, guide) for guide in guides),
        **request.age("guide"),
    )


def _option(request: Request, guide: Guide) -> Option:
    return Option(
        title=_title(request, guide),
        place=Place(f"/guides/{guide.id}"),
        icon="guide",
        hint=_summary(request, guide),
    )


def _categories(request: Request) -> Menu:
    words = request.words
    filled = {guide.category for guide in request.content.guides(lang=request.language)}
    return Menu(
        title=words("guides.title"),
        place=GUIDES,
        intro=words("guides.intro") if filled else words("guides.none"),
        owner=OWNER,
        options=(
            *(
                Option(
                    title=category.name_in(request.language),
                    place=GUIDES.having(category=category.id),
                    icon="guide",
                    hint=category.hint_in(request.language),
                )
                for category in request.content.guide_categories()
                if category.id in filled and category.row != "A3"
            ),
            Option(
                title=words("templates.title"),
                place=Place("/templates"),
                icon="file",
                hint=words("templates.hint"),
            ),
        ),
        **request.age("guide"),
    )


def _category(request: Request, category_id: str) -> Menu | None:
    names = {c.id: c.name_in(request.language) for c in request.content.guide_categories()}
    if category_id not in names:
        return None
    guides = request.content.guides(category=category_id, lang=request.language)
    return Menu(
        title=names[category_id],
        place=GUIDES.having(category=category_id),
        intro="" if guides else request.words("guides.none"),
        owner=OWNER,
        options=tuple(_option(request, guide) for guide in guides),
        **request.age("guide"),
    )


def _guide(request: Request, guide: Guide) -> Article:
    words = request.words
    law = (Heading(words("guides.law")), Bullets(guide.law)) if guide.law else ()
    only_chinese = request.language is Language.ENGLISH and guide.lang == "zh-CN"
    return Article(
        title=_title(request, guide),
        place=Place(f"/guides/{guide.id}"),
        intro=words("guides.only-chinese") if only_chinese else _summary(request, guide),
        owner=guide.owner or OWNER,
        blocks=(*blocks(guide.body), *law),
        options=(
            *_calculator(request, guide),
            Option(
                title=words("guides.same-subject"),
                icon="guide",
                place=_subject(request.content.guide_categories(), guide),
            ),
        ),
        **request.age("guide"),
    )


def _subject(categories: tuple[GuideCategory, ...], guide: Guide) -> Place:
    """Where the guides of this one's subject are listed."""
    row = next((category.row for category in categories if category.id == guide.category), "A4")
    return OPENNESS if row == "A3" else GUIDES.having(category=guide.category)


def way_to(request: Request, guide_id: str, title: str) -> tuple[Option, ...]:
    """A way to one guide, called `title`; none where the court has no such guide."""
    if request.content.guide(guide_id, request.language) is None:
        return ()
    return (Option(title=title, place=Place(f"/guides/{guide_id}"), icon="guide"),)


def _calculator(request: Request, guide: Guide) -> tuple[Option, ...]:
    if guide.id not in CALCULATORS:
        return ()
    place, title, icon = CALCULATORS[guide.id]
    return (Option(title=request.words(title), place=place, icon=icon),)


def _title(request: Request, guide: Guide) -> str:
    english = request.language is Language.ENGLISH
    return guide.title_en if english and guide.title_en else guide.title


def _summary(request: Request, guide: Guide) -> str:
    english = request.language is Language.ENGLISH
    return guide.summary_en if english and guide.summary_en else guide.summary
