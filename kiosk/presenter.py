"""Page → what the widgets show. No Kivy in it: a visit can be walked through without a window.

All text is ready to be drawn, in the visit's language; what can be touched carries what it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shared.pages import (
    AnyPage,
    Article,
    Attachment,
    Bullets,
    Carry,
    EventState,
    Fact,
    Facts,
    Field,
    Form,
    Heading,
    Image,
    Item,
    Listing,
    Menu,
    Notice,
    Option,
    Paragraph,
    Steps,
    Table,
    Timeline,
    Tone,
)
from shared.place import HOME, Place
from shared.showing import TELL_THEMSELVES, show
from shared.words import Words


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact as it is shown."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Tile:
    """Something to touch that leads to a place."""

    title: str
    place: Place
    icon: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a listing. `lead` is what people look for first: the time."""

    title: str
    place: Place
    lead: str
    cells: tuple[Cell, ...]
    badge: str
    excerpt: str = ""
    marks: tuple[str, ...] = ()
    group: str = ""
    leads_on: bool = True


@dataclass(frozen=True, slots=True)
class Cells:
    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A node of a timeline."""

    title: str
    when: str
    detail: str
    state: EventState


@dataclass(frozen=True, slots=True)
class Moments:
    items: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class CarryCode:
    """A hand-off to draw large, with the time until which it opens."""

    address: str = field(repr=False)
    caption: str
    until: str


ShownBlock = Heading | Paragraph | Bullets | Steps | Cells | Moments | Table | Image | Attachment | CarryCode


@dataclass(frozen=True, slots=True)
class View:
    """One screen. `facts` tells by key what is shown, `tiles` all that leads on."""

    kind: str
    place: Place
    court: str
    title: str
    intro: str
    banner: str
    age: str
    tiles: tuple[Tile, ...] = ()
    rows: tuple[Row, ...] = ()
    blocks: tuple[ShownBlock, ...] = ()
    fields: tuple[Field, ...] = ()
    form: Form | None = field(default=None, repr=False)
    error: str = ""
    text: str = ""
    steps: tuple[str, ...] = ()
    tone: Tone = Tone.INFORMATION
    code: str = ""
    filters: tuple[Tile, ...] = ()
    count: str = ""
    total: int = 0
    first: int = 1
    part: int = 0
    previous: Tile | None = None
    next: Tile | None = None
    qr: str = field(default="", repr=False)
    qr_caption: str = ""
    short_code: str = ""
    can_go_back: bool = True
    private: bool = False
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def targets(self) -> Mapping[str, Place]:
        """Title → place of everything on this screen that leads on."""
        found = {row.title: row.place for row in self.rows}
        found |= {tile.title: tile.place for tile in (*self.tiles, *self.filters)}
        found |= {tile.title: tile.place for tile in (self.previous, self.next) if tile}
        return found


def present(
    page: AnyPage, words: Words, *, court: str, mobile_url: str, proved: bool, short_code: str = ""
) -> View:
    """The screen for `page`. `court` is the court's name for the header; `proved` whether the visit
    holds a case, so that the screen offers to end it; `short_code` what the page is called by telephone."""
    language = words.language
    common: dict[str, object] = {
        "place": page.place,
        "court": court,
        "title": page.title,
        "intro": page.intro,
        "banner": _banner(page, words),
        "age": _age(page, words),
        "qr": _address(page, mobile_url),
        "qr_caption": words("kiosk.scan"),
        "short_code": short_code,
        "can_go_back": page.place != HOME,
        "private": page.private or proved,
        "tiles": tuple(_tile(option) for option in page.options),
    }
    match page:
        case Menu():
            return View(
                kind="home" if page.place == HOME else "menu",
                rows=tuple(_today(item, language) for item in page.today),
                **common,  # type: ignore[arg-type]
            )
        case Form():
            asked = tuple(_cell(fact, language) for fact in page.facts)
            return View(
                kind="form",
                form=page,
                fields=page.fields,
                error=page.error,
                blocks=(Cells(asked),) if asked else (),
                facts={cell.key: cell.text for cell in asked},
                **common,  # type: ignore[arg-type]
            )
        case Listing():
            rows = tuple(_row(item, language, here=page.place) for item in page.items)
            return View(
                kind="listing",
                rows=rows,
                text=page.empty if not page.items else "",
                filters=tuple(Tile(each.label, each.without, "search") for each in page.filters),
                count=words.count("kiosk.count", page.total) if page.total else "",
                total=page.total,
                first=page.first,
                part=_part(page),
                previous=Tile(words("kiosk.previous"), page.previous, "back") if page.previous else None,
                next=Tile(words("kiosk.next"), page.next, "forward") if page.next else None,
                facts={cell.key: cell.text for row in rows for cell in row.cells},
                **common,  # type: ignore[arg-type]
            )
        case Article():
            blocks = tuple(_blocks(page, language, mobile_url, words))
            return View(
                kind="article",
                blocks=blocks,
                facts={c.key: c.text for block in blocks if isinstance(block, Cells) for c in block.items},
                **common,  # type: ignore[arg-type]
            )
        case Notice():
            cells = tuple(_cell(fact, language) for fact in page.facts)
            return View(
                kind="notice",
                text=page.text,
                steps=page.steps,
                tone=page.tone,
                code=page.code,
                blocks=(Cells(cells),) if cells else (),
                facts={cell.key: cell.text for cell in cells},
                **common,  # type: ignore[arg-type]
            )


def _tile(option: Option) -> Tile:
    return Tile(option.title, option.place, option.icon, option.hint)


def _cell(fact: Fact, language: str) -> Cell:
    return Cell(fact.key, fact.label, show(fact.value, language))


def _named(fact: Fact, language: str) -> Cell:
    """A fact in a row: words and what tells itself stand there without a name, sums and days with one."""
    alone = isinstance(fact.value, str) or fact.key in TELL_THEMSELVES
    return Cell(fact.key, "" if alone else fact.label, show(fact.value, language))


def _row(item: Item, language: str, here: Place) -> Row:
    cells = tuple(_named(fact, language) for fact in item.facts)
    lead = next((cell.text for cell in cells if cell.key == "hearing.time"), "")
    return Row(
        item.title, item.place, lead, cells, item.badge, item.excerpt, item.marks, item.group,
        leads_on=item.place != here,
    )  # fmt: skip


def _today(item: Item, language: str) -> Row:
    """What is on today: the first of its facts is the number."""
    number, *others = (_named(fact, language) for fact in item.facts)
    return Row(item.title, item.place, number.text, tuple(others), item.badge)


def _blocks(page: Article, language: str, mobile_url: str, words: Words) -> Iterator[ShownBlock]:
    for block in page.blocks:
        match block:
            case Facts():
                yield Cells(tuple(_cell(fact, language) for fact in block.items))
            case Timeline():
                yield Moments(
                    tuple(
                        Moment(
                            event.title,
                            show(event.when, language) if event.when else words("kiosk.no-date"),
                            event.detail,
                            event.state,
                        )
                        for event in block.events
                    )
                )
            case Carry():
                until = words("kiosk.until", until=f"{block.until:%H:%M:%S}")
                yield CarryCode(f"{mobile_url}/h/{block.code}", block.caption, until)
            case _:
                yield block


def _address(page: AnyPage, mobile_url: str) -> str:
    """What the code on the screen leads to: this page. A private page has none, nor has one that says
    that something went wrong, nor one that is filled in here."""
    wrong = isinstance(page, Notice) and page.tone is not Tone.INFORMATION
    if page.private or wrong or isinstance(page, Form) or page.place.path.startswith("/case"):
        return ""
    return mobile_url + str(page.place)


def _banner(page: AnyPage, words: Words) -> str:
    return "\n".join(text for text in (page.lead, _doubt(page, words)) if text)


def _doubt(page: AnyPage, words: Words) -> str:
    """Why what is shown may not be so any more."""
    if page.offline and not isinstance(page, Notice):
        return words("kiosk.offline")
    return words("kiosk.stale", when=page.as_of) if page.stale and page.as_of else ""


def _age(page: AnyPage, words: Words) -> str:
    if page.as_of is None:
        return ""
    when = words("kiosk.as-of", when=page.as_of)
    return words("kiosk.by", as_of=when, owner=page.owner) if page.owner else when


def _part(page: Listing) -> int:
    """How many items one part of a listing has: what its neighbours say, else all of them."""
    if page.next is None and page.previous is not None:
        return page.first - int(page.previous.get("first", "1"))
    return max(1, len(page.items))
