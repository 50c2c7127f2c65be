"""What stands on paper, read back from a PDF's text and from its pixels."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from PIL import Image

# As much as a camera of a cheap phone sees of a page.
SCALE = 200 / 72


def texts(pdf: bytes) -> list[str]:
    """The text of each page, without the white between characters that layout makes."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def text(pdf: bytes) -> str:
    return "\n".join(texts(pdf))


def picture(pdf: bytes, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        document.close()


def codes(pdf: bytes) -> list[str]:
    """What the codes on all pages say."""
    pages = len(texts(pdf))
    return [str(one.text) for page in range(pages) for one in zxingcpp.read_barcodes(picture(pdf, page))]
