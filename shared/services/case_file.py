"""The electronic file (电子档案, row B5): its documents, and page after page. Images stay in memory."""

from __future__ import annotations

import io
import warnings

from PIL import Image as Picture

from shared.cases.client import CaseClient
from shared.cases.details import Document
from shared.cases.outcomes import Found, NotOffered, NotThere, SessionEnded, Unavailable
from shared.pages import AnyPage, Article, Block, Fact, Image, Item, Listing, Notice, Option, Tone
from shared.place import Place
from shared.request import Request
from shared.services.proved import chosen, chosen_of, ended, proved, to_case, unavailable
from shared.visit import Face, Visit

FILE = Place("/case/file")
# A4 at 150 dpi, for a phone that lays out the page before it has the picture.
A4 = (1240, 1754)
MAX_SIDE = 5_000


def page(request: Request, rest: tuple[str, ...]) -> AnyPage | None:
    if not rest:
        return proved(request, request.parts.cases.file, _list)
    if len(rest) == 1 and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 5:
        return proved(request, request.parts.cases.file, lambda r, papers: _document(r, papers, int(rest[0])))
    return None


def _list(request: Request, papers: tuple[Document, ...]) -> Listing:
    words = request.words
    return Listing(
        title=words("file.title"),
        place=FILE,
        intro=words("file.intro"),
        private=True,
        items=tuple(
            Item(
                title=each.title.strip() or words("file.untitled"),
                place=Place(f"/case/file/{number}") if each.viewable and each.pages else FILE,
                facts=(
                    Fact("file.filed_on", words("file.filed-on"), each.filed_on),
                    Fact("file.volume", words("file.volume"), each.volume),
                    Fact("file.pages", words("file.pages"), words.count("file.page-count", each.pages)),
                ),
                badge="" if each.viewable else words("file.not-viewable"),
            )
            for number, each in enumerate(papers, start=1)
        ),
        total=len(papers),
        empty=words("file.empty"),
        options=(to_case(request),),
    )


def _document(request: Request, papers: tuple[Document, ...], number: int) -> AnyPage | None:
    words = request.words
    if not 1 <= number <= len(papers) or not papers[number - 1].viewable:
        return None
    paper = papers[number - 1]
    asked = request.place.get("page", "1")
    at = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    if not 1 <= at <= paper.pages:
        return None
    shown = _image(request, paper, number, at)
    if not isinstance(shown, Image):
        return shown
    here = Place(f"/case/file/{number}")
    turns = [
        Option(title=words(title), place=here.having(page=to if to > 1 else None), icon=icon)
        for title, to, icon in (("file.next-page", at + 1, "forward"), ("file.previous-page", at - 1, "back"))
        if 1 <= to <= paper.pages
    ]
    blocks: tuple[Block, ...] = (shown,)
    return Article(
        title=paper.title.strip() or words("file.untitled"),
        place=here.having(page=at if at > 1 else None),
        intro=words("file.page-of", page=at, pages=paper.pages),
        private=True,
        blocks=blocks,
        options=(*turns, Option(title=words("file.title"), place=FILE, icon="list"), to_case(request)),
    )


def _image(request: Request, paper: Document, number: int, at: int) -> Image | AnyPage | None:
    alt = request.words("file.alt", title=paper.title, page=at)
    if request.face is Face.MOBILE:
        # The phone fetches it by itself, with the visit's cookie.
        return Image(source=f"/case/file/{number}/image/{at}", alt=alt, width=A4[0], height=A4[1], data=b"")
    session = request.visit.session
    case = chosen(request, session) if session else None
    if session is None or case is None:
        return None
    match request.parts.cases.file_page(session, case.id, paper.id, at):
        case Found(data):
            size = measured(data)
            return Image("", alt, *size, data) if size else _no_picture(request, number)
        case SessionEnded():
            return ended(request)
        case NotThere() | NotOffered():
            return _no_picture(request, number)
        case Unavailable():
            return unavailable(request)


def measured(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG that can be shown; None for anything else, and for a picture that
    would take more memory than a page is worth."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            with Picture.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                width, height = opened.size
                if max(width, height) > MAX_SIDE:
                    return None
                opened.load()
    # Pillow raises its own, OSError, SyntaxError and more for a picture that is none.
    except Exception:
        return None
    return width, height


def _no_picture(request: Request, number: int) -> Notice:
    words = request.words
    return Notice(
        title=words("file.title"),
        place=Place(f"/case/file/{number}"),
        code="no-picture",
        tone=Tone.PROBLEM,
        text=words("file.no-picture"),
        private=True,
        options=(Option(title=words("file.title"), place=FILE, icon="list"), to_case(request)),
    )


def picture(cases: CaseClient, visit: Visit, number: int, page: int) -> bytes | None:
    """The PNG or JPEG of page `page` of document `number` of the visit's case; None when it cannot be had."""
    session = visit.session
    case = chosen_of(visit, session) if session else None
    if session is None or case is None:
        return None
    with cases.one_page():
        papers = cases.file(session, case.id)
        if not isinstance(papers, Found) or not 1 <= number <= len(papers.value):
            return None
        paper = papers.value[number - 1]
        if not paper.viewable or not 1 <= page <= paper.pages:
            return None
        found = cases.file_page(session, case.id, paper.id, page)
    return found.value if isinstance(found, Found) and measured(found.value) else None
