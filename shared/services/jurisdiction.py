"""The jurisdiction finder (管辖查询, row A4): a few questions lead to the court and the rule.

``/jurisdiction`` asks what the case is about, ``/jurisdiction?case=divorce`` for the circumstances,
``/jurisdiction?case=divorce-left`` answers. The rules are `shared.law.jurisdiction`.
"""

from __future__ import annotations

from shared.law.jurisdiction import DOMICILE, ROOT, Answer, Question, node_named, question_before
from shared.pages import AnyPage, Article, Block, Bullets, Fact, Facts, Heading, Menu, Option, Paragraph
from shared.place import Place
from shared.request import Request
from shared.services.citing import basis
from shared.services.guides import way_to

JURISDICTION = Place("/jurisdiction")
GUIDE = "jurisdiction"
DIRECTORY = Place("/directory")
OWNER = "立案庭"
# Questions whose name says nothing about what they lead to.
_BROAD = frozenset({"root", "more"})
_ICONS = {
    "contract": "pen",
    "family": "people",
    "tort": "problem",
    "labour": "briefcase",
    "immovable": "home",
    "administrative": "building",
    "enforcement": "gavel",
}


def page(request: Request) -> AnyPage | None:
    if request.rest:
        return None
    asked = request.place.get("case")
    match node_named(asked) if asked else ROOT:
        case Question() as question:
            return _question(request, question)
        case Answer() as answer:
            return _answer(request, answer)
    return None


def _place(name: str) -> Place:
    return JURISDICTION if name == ROOT.id else JURISDICTION.having(case=name)


def _question(request: Request, question: Question) -> Menu:
    words = request.words
    first = question is ROOT
    return Menu(
        title=words("jurisdiction.title" if first else f"jurisdiction.case.{question.id}"),
        place=_place(question.id),
        intro=words(f"jurisdiction.ask.{question.id}"),
        owner=OWNER,
        options=tuple(
            Option(
                title=words(f"jurisdiction.case.{way.id}"),
                place=_place(way.id),
                icon=_ICONS.get(way.id, "balance"),
            )
            for way in question.ways
        ),
    )


def _answer(request: Request, answer: Answer) -> Article:
    words = request.words
    before = question_before(answer)
    articles = [*answer.articles]
    blocks: list[Block] = [
        Facts(
            (
                Fact(
                    "jurisdiction.court",
                    words("jurisdiction.court"),
                    words(f"jurisdiction.court.{answer.id}"),
                ),
            )
        ),
        Paragraph(words(f"jurisdiction.detail.{answer.id}")),
    ]
    if answer.exclusive:
        blocks.append(Paragraph(words("jurisdiction.exclusive")))
    if answer.domicile:
        told = ("person", "residence", "organisation")
        blocks.append(Heading(words("jurisdiction.domicile")))
        blocks.append(Bullets(tuple(words(f"jurisdiction.domicile.{each}") for each in told)))
        articles += DOMICILE
    blocks += _own_territory(request)
    return Article(
        title=words(f"jurisdiction.case.{answer.id}"),
        place=_place(answer.id),
        intro=words(f"jurisdiction.case.{before.id}") if before and before.id not in _BROAD else "",
        owner=OWNER,
        blocks=(*blocks, *basis(articles, words)),
        options=(
            Option(title=words("jurisdiction.again"), place=JURISDICTION, icon="balance"),
            *way_to(request, GUIDE, words("jurisdiction.guide")),
            Option(title=words("directory.title"), place=DIRECTORY, icon="building"),
        ),
    )


def _own_territory(request: Request) -> list[Block]:
    """What this court itself is there for, so that people see at once whether they are right here."""
    court = request.content.court()
    if court is None or not court.jurisdiction:
        return []
    words = request.words
    territory = court.in_language("jurisdiction", request.language)
    return [
        Heading(words("jurisdiction.here")),
        Paragraph(
            words("jurisdiction.territory", court=court.name_in(request.language), territory=territory)
        ),
        Paragraph(words("jurisdiction.choose")),
    ]
