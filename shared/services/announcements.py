"""Announcements of the court (公告, row A1): what is in force leads every face, and all of them in a list."""

from __future__ import annotations

from content.records import Announcement
from shared.markdown import blocks
from shared.pages import AnyPage, Article, Fact, Facts, Item, Listing, Option
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services.ways_on import to_home
from shared.visit import Language

ANNOUNCEMENTS = Place("/announcements")
OWNER = "办公室"
PAGE_SIZE = 20
# More than these few sentences nobody listens to before a menu.
MOST_LEADING = 3
_LEVELS = ("closed", "warning", "information")


def page(request: Request) -> AnyPage | None:
    match request.rest:
        case ():
            return _list(request)
        case (id,):
            announcement = request.content.get(Announcement, id)
            return _one(request, announcement) if announcement else None
    return None


def in_force(request: Request) -> tuple[Announcement, ...]:
    """What is in force now, the gravest first."""
    found = request.content.announcements.at(request.now)
    return tuple(sorted(found, key=lambda one: _LEVELS.index(one.level)))


def leading(request: Request) -> str:
    """What is said before anything else on the first page; empty on most days."""
    said = []
    for one in in_force(request)[:MOST_LEADING]:
        text = _sentence(request, one)
        said.append(text if text[-1] in "。.！!？?" else text + ("。" if text[-1] > "\u3000" else "."))
    return ("" if request.language is Language.CHINESE else " ").join(said)


def _sentence(request: Request, one: Announcement) -> str:
    """All that matters, in the visit's language where there is anything in it."""
    english = (one.summary_en or one.title_en) if request.language is Language.ENGLISH else ""
    return english or one.summary or one.title


def option(request: Request) -> Option | None:
    """The way to what is in force, from the first page of a screen."""
    found = in_force(request)
    if not found:
        return None
    one = len(found) == 1
    return Option(
        title=request.words("announcements.title"),
        place=Place(Announcement.place_of(found[0].id)) if one else ANNOUNCEMENTS,
        icon="bell",
        hint=found[0].in_language("title", request.language)
        if one
        else request.words.count("announcements.in-force", len(found)),
    )


def _list(request: Request) -> Listing:
    words = request.words
    first = first_shown(request.place)
    found = request.content.announcements.find(now=request.now, offset=first - 1, limit=PAGE_SIZE)
    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    return Listing(
        title=words("announcements.title"),
        place=request.place,
        owner=OWNER,
        items=tuple(_item(request, one) for one in found.items),
        total=found.total,
        first=first,
        previous=previous,
        next=following,
        empty=words("announcements.none"),
        options=(to_home(request),),
        **request.age("announcement"),
    )


def _item(request: Request, one: Announcement) -> Item:
    return Item(
        title=one.in_language("title", request.language),
        place=Place(Announcement.place_of(one.id)),
        facts=_when(request, one),
        badge=_state(request, one),
    )


def _state(request: Request, one: Announcement) -> str:
    if one.until < request.now:
        return request.words("announcements.over")
    return "" if one.is_in_force(request.now) else request.words("announcements.coming")


def _when(request: Request, one: Announcement) -> tuple[Fact, ...]:
    """From and until; a day alone where it is a whole day."""
    zone = request.now.tzinfo
    since, until = one.since.astimezone(zone), one.until.astimezone(zone)
    whole = (since.hour, since.minute) == (0, 0) and (until.hour, until.minute) == (23, 59)
    words = request.words
    if whole and since.date() == until.date():
        return (Fact("announcement.day", words("announcement.day"), since.date()),)
    return (
        Fact("announcement.since", words("announcement.since"), since.date() if whole else since),
        Fact("announcement.until", words("announcement.until"), until.date() if whole else until),
    )


def _one(request: Request, one: Announcement) -> Article:
    words = request.words
    summary, body = (one.in_language(name, request.language) for name in ("summary", "body"))
    state = _state(request, one)
    return Article(
        title=one.in_language("title", request.language),
        place=request.place,
        intro=(f"【{state}】{summary}" if state else summary) or "",
        owner=one.owner or OWNER,
        blocks=(Facts(_when(request, one)), *(blocks(body) if body else ())),
        options=(Option(title=words("announcements.all"), place=ANNOUNCEMENTS, icon="bell"),),
        **request.age("announcement"),
    )
