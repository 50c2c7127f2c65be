"""Markdown of the court's texts → blocks of a page, with markdown-it as the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shared.pages import Block, Bullets, Heading, Paragraph, Steps, Table

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_SOFT_BREAK = "\x1f"
_BROKEN_LINE = re.compile(rf"(?<=[!-~]){_SOFT_BREAK}(?=[!-~])")


def blocks(text: str) -> tuple[Block, ...]:
    """Headings, paragraphs, lists and tables of `text`; HTML in it is text, links keep their words."""
    # Here and not above: the first page of a program that starts has no such text.
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return tuple(block for node in SyntaxTreeNode(reader.parse(text)).children for block in _block(node))


def _block(node: SyntaxTreeNode) -> Sequence[Block]:
    match node.type:
        case "heading":
            return (Heading(_text(node)),)
        case "paragraph":
            return (Paragraph(_text(node)),)
        case "ordered_list":
            return (Steps(tuple(_text(item) for item in node.children)),)
        case "bullet_list":
            return (Bullets(tuple(_text(item) for item in node.children)),)
        case "table":
            rows = [
                tuple(_text(cell) for cell in row.children) for part in node.children for row in part.children
            ]
            return (Table(head=rows[0], rows=tuple(rows[1:])),)
        case "blockquote":
            return tuple(block for child in node.children for block in _block(child))
        case "code_block" | "fence":
            return (Paragraph(node.content.strip()),)
    return ()


def _text(node: SyntaxTreeNode) -> str:
    """The words of a node. A line broken in the source joins: Chinese without a space, English with one."""
    joined = _BROKEN_LINE.sub(" ", _raw(node)).replace(_SOFT_BREAK, "")
    return joined.strip()


def _raw(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline" | "html_inline":
            return node.content
        case "softbreak":
            return _SOFT_BREAK
        case "hardbreak":
            return "\n"
    return "".join(_raw(child) for child in node.children)
