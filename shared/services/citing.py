"""What an answer rests on, as it is cited: 《诉讼费用交纳办法》第十三条第一款第（一）项、第二十条第一款."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from shared.law.articles import Article
from shared.pages import Block, Bullets, Heading
from shared.speech.numbers import cardinal
from shared.visit import Language
from shared.words import Words


def cite(articles: Iterable[Article], words: Words) -> tuple[str, ...]:
    """One line for each law, in the visit's language; the articles of a law in their own order. A part of an
    article is not cited beside the whole of it."""
    given = dict.fromkeys(articles)
    whole = {(each.law, each.number) for each in given if not each.paragraph and not each.item}
    order = [
        each for each in given if not (each.paragraph or each.item) or (each.law, each.number) not in whole
    ]
    laws = list(dict.fromkeys(article.law for article in order))
    order.sort(key=lambda each: (laws.index(each.law), each.number, each.paragraph, each.item))
    return tuple(
        words(
            "law.cited",
            law=words(f"law.title.{law}"),
            where=words("law.and").join(_where(article, words) for article in group),
        )
        for law, group in groupby(order, key=lambda article: article.law)
    )


def basis(articles: Iterable[Article], words: Words) -> tuple[Block, ...]:
    """The last part of an answer."""
    return (Heading(words("law.basis")), Bullets(cite(articles, words)))


def _where(article: Article, words: Words) -> str:
    chinese = words.language is Language.CHINESE
    parts = (
        ("law.article", article.number),
        ("law.paragraph", article.paragraph),
        ("law.item", article.item),
    )
    return "".join(
        words(message, number=cardinal(number) if chinese else str(number))
        for message, number in parts
        if number
    )
