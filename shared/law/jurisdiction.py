"""Which court hears a case (管辖): questions that lead to a rule, each with its article.

Territorial jurisdiction at first instance (地域管辖). Which level of court it is, and cases that special
courts hear, is said only where a rule names it. A tree of ids; their wording stands in the catalogues.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shared.law.articles import Article, Law


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule. `exclusive`: no agreement may name another court (专属管辖). `domicile`: the rule turns on
    where a person or an organisation is at home, so that has to be said too."""

    id: str
    articles: tuple[Article, ...]
    exclusive: bool = False
    domicile: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be known first, and what it may lead to, commonest first."""

    id: str
    ways: tuple[Node, ...]


Node = Question | Answer


def _civil(number: int, paragraph: int = 0, item: int = 0) -> Article:
    return Article(Law.CIVIL_PROCEDURE, number, paragraph, item)


def _explained(number: int, paragraph: int = 0) -> Article:
    return Article(Law.CIVIL_PROCEDURE_INTERPRETATION, number, paragraph)


def _administrative(number: int) -> Article:
    return Article(Law.ADMINISTRATIVE_PROCEDURE, number)


def _administrative_explained(number: int) -> Article:
    return Article(Law.ADMINISTRATIVE_INTERPRETATION, number)


def _answer(name: str, *articles: Article, exclusive: bool = False, domicile: bool = False) -> Answer:
    return Answer(name, articles, exclusive, domicile)


_CONTRACT = Question(
    "contract",
    (
        _answer("contract-loan", _civil(24), _explained(18, 2), domicile=True),
        _answer("contract-online", _civil(24), _explained(20), _explained(31), domicile=True),
        _answer("contract-agreed", _civil(35), _explained(30), _explained(31)),
        _answer("contract-immovable", _civil(34, 1, 1), _explained(28, 2), exclusive=True),
        _answer("contract-rental", _civil(24), _explained(19), domicile=True),
        _answer("contract-insurance", _civil(25), _explained(21), domicile=True),
        _answer("contract-transport", _civil(28), domicile=True),
        _answer("contract-other", _civil(24), _explained(18), domicile=True),
    ),
)
_DIVORCE = Question(
    "divorce",
    (
        _answer("divorce-home", _civil(22, 1), domicile=True),
        _answer("divorce-left", _civil(22, 1), _explained(12, 1), domicile=True),
        _answer("divorce-both-left", _explained(12, 2), domicile=True),
        _answer("divorce-abroad", _civil(23, 1, 1), _explained(15), domicile=True),
        _answer("divorce-missing", _civil(23, 1, 2), domicile=True),
        _answer("divorce-prison", _civil(23), _explained(8), domicile=True),
    ),
)
_FAMILY = Question(
    "family",
    (
        _DIVORCE,
        _answer("family-support", _civil(22, 1), _explained(9), domicile=True),
        _answer("succession", _civil(34, 1, 3), exclusive=True),
        _answer("family-guardian", _explained(10), domicile=True),
        _answer("family-protection", Article(Law.DOMESTIC_VIOLENCE, 25)),
        _answer("family-other", _civil(22, 1), domicile=True),
    ),
)
_TORT = Question(
    "tort",
    (
        _answer("tort-traffic", _civil(30), domicile=True),
        _answer("tort-network", _civil(29), _explained(25), domicile=True),
        _answer("tort-product", _civil(29), _explained(26), domicile=True),
        _answer("tort-other", _civil(29), _explained(24), domicile=True),
    ),
)
_IMMOVABLE = Question(
    "immovable",
    (
        _answer("immovable-right", _civil(34, 1, 1), _explained(28), exclusive=True),
        _answer("immovable-contract", _civil(34, 1, 1), _explained(28, 2), exclusive=True),
        _answer("immovable-sale", _civil(24), _explained(18), domicile=True),
    ),
)
_ADMINISTRATIVE = Question(
    "administrative",
    (
        _answer("administrative-plain", _administrative(14), _administrative(18)),
        _answer("administrative-review", _administrative(18)),
        _answer("administrative-liberty", _administrative(19), _administrative_explained(8)),
        _answer("administrative-immovable", _administrative(20), _administrative_explained(9)),
        _answer("administrative-high", _administrative(15)),
    ),
)
_ENFORCEMENT = Question(
    "enforcement",
    (
        _answer("enforcement-judgment", _civil(235, 1)),
        _answer("enforcement-notarised", _civil(235, 2), domicile=True),
        _answer("enforcement-award", Article(Law.AWARD_ENFORCEMENT, 2), domicile=True),
    ),
)
_MORE = Question(
    "more",
    (
        _ENFORCEMENT,
        _answer("payment-order", _explained(23), _civil(225), domicile=True),
        _answer("preservation", _civil(104, 1), domicile=True),
        _answer("company", _civil(27), _explained(22)),
        _answer("ip", *(Article(Law.IP_JURISDICTION, number) for number in (1, 2, 3))),
        _answer("bill", _civil(26), domicile=True),
        _answer("general", _civil(22), _explained(3), _explained(4), domicile=True),
    ),
)
ROOT = Question(
    "root",
    (
        _CONTRACT,
        _FAMILY,
        _TORT,
        _answer(
            "labour", Article(Law.LABOUR_INTERPRETATION, 3), Article(Law.LABOUR_ARBITRATION, 5)
        ),
        _IMMOVABLE,
        _ADMINISTRATIVE,
        _MORE,
    ),
)  # fmt: skip
# What is a domicile (住所地), and when another place of residence counts instead.
DOMICILE = (_civil(22), _explained(3), _explained(4))


def nodes(node: Node = ROOT) -> Iterator[Node]:
    """`node` and everything that it leads to."""
    yield node
    if isinstance(node, Question):
        for way in node.ways:
            yield from nodes(way)


def node_named(name: str) -> Node | None:
    return next((node for node in nodes() if node.id == name), None)


def question_before(node: Node) -> Question | None:
    """The question that leads to `node`; None for the first."""
    return next((each for each in nodes() if isinstance(each, Question) and node in each.ways), None)
