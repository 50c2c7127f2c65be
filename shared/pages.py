"""What a service answers with and a face shows: the vocabulary of the house.

A page says what there is to know and to do, never how it looks or sounds. Text is already in the
visit's language. Values stay values (a date, a case number, an amount), so that a screen can show
them and the telephone can say them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from shared.place import Place
from shared.values import Value


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so. `key` is stable and the same on every face: ``hearing.time``."""

    key: str
    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Option:
    """A way on. `words` are what a caller may say for it; `key` a telephone key that is its own for good."""

    title: str
    place: Place
    icon: str = ""
    hint: str = ""
    words: tuple[str, ...] = ()
    key: str = ""


class FieldKind(StrEnum):
    """What is asked for. The kind lets a face choose its input: keypad, calendar, keys and #, HTML type."""

    CASE_NUMBER = "case_number"  # 案号, whole or in part: year and serial are enough to look for it
    CASE_LOGIN = (
        "case_login"  # 案号 or 查询码: what a party proves a case with; digits alone on the telephone
    )
    CASE_REFERENCE = "case_reference"  # 案号 or 查询码: one case, no person's ID number
    QUERY_PASSWORD = "query_password"  # noqa: S105 - 查询密码: digits; masked, never spoken, never kept
    ID_NUMBER = "id_number"  # 公民身份号码: 17 digits and a digit or X; personal, stands in no address
    ORGANISATION_CODE = "organisation_code"  # 统一社会信用代码: 18 digits and capital letters
    YEAR = "year"  # four digits
    DATE = "date"
    PERSON_NAME = "person_name"
    AMOUNT = "amount"
    TELEPHONE = "telephone"
    CHOICE = "choice"
    TEXT = "text"
    LONG_TEXT = "long_text"  # some sentences: a complaint, a message
    RECEIPT_NUMBER = "receipt_number"  # 回执编号: twelve digits (`shared.receipts`)
    CODE = "code"  # a few digits that came by SMS
    # What is looked for, by the keys of a telephone: pinyin or its initials, or the digits of a case number.
    SEARCH_KEYS = "search_keys"
    # A recording on the telephone: the face puts it into `Visit.attachments` under the field's name, as
    # audio/wav, 8 kHz 16-bit mono, and sends `RECORDED` for the field.
    VOICE_MESSAGE = "voice_message"

    @property
    def secret(self) -> bool:
        return self is FieldKind.QUERY_PASSWORD


RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """`prompt` is what is asked, `hint` what helps; `error` says what is wrong with what was entered. With
    `least` 0 it may be left empty."""

    name: str
    kind: FieldKind
    label: str
    prompt: str
    hint: str = ""
    value: str = ""
    error: str = ""
    choices: tuple[Choice, ...] = ()
    least: int = 1
    most: int = 60

    @property
    def optional(self) -> bool:
        return self.least == 0


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    items: tuple[Fact, ...]


class EventState(StrEnum):
    DONE = "done"
    CURRENT = "current"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Event:
    """A node on a timeline (审判流程节点). `when` is None where the day is not known yet."""

    key: str
    title: str
    when: date | datetime | None
    state: EventState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the content. `source` is its address on the mobile page, `data` the PNG or JPEG file;
    `alt` says what it shows and stands for it where it cannot be seen. Sizes are in pixels."""

    source: str
    alt: str
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the content to carry away. `source` is its address on the mobile page, `size` in bytes;
    `caption` says how to get it on this face."""

    source: str
    name: str
    size: int
    caption: str


@dataclass(frozen=True, slots=True)
class Carry:
    """A code to photograph that is not this page's own address: a hand-off. `code` is a one-time secret
    that the face appends to the mobile page's address; it is drawn, never logged, spoken or stored."""

    code: str = field(repr=False)
    until: datetime
    caption: str


Block = Heading | Paragraph | Bullets | Steps | Facts | Timeline | Table | Image | Attachment | Carry


@dataclass(frozen=True, slots=True)
class Filter:
    """A restriction in force on a listing, and the place without it."""

    label: str
    without: Place


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a listing. `badge` marks what must not be overlooked (已取消, 时间有变).

    Found by a search: `excerpt` is the piece of its text that answers, `marks` the pieces of title and
    excerpt to highlight, `group` the heading over it and those of the same group that follow.
    """

    title: str
    place: Place
    facts: tuple[Fact, ...] = ()
    badge: str = ""
    excerpt: str = ""
    marks: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """Open `place` again every `seconds`, for as long as this page is shown."""

    place: Place
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What all pages have.

    `place` is where the page stands: it may differ from the address that was asked for (a form that
    succeeded answers with the page it leads to). `lead` is what must be known before anything else: the
    court is closed today. `as_of` is the moment to which the content is true,
    `owner` the department that answers for it. `offline` is set when a part of the system is down and
    the page comes from what this machine has; `stale` when the content is older than its kind allows.
    `private` pages hold a case: no QR of their address, no picture, loudspeaker or cache.
    """

    title: str
    place: Place
    intro: str = ""
    lead: str = ""
    as_of: datetime | None = None
    owner: str = ""
    offline: bool = False
    stale: bool = False
    private: bool = False
    options: tuple[Option, ...] = ()
    watch: Watch | None = None
    ends_visit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Page):
    """A choice among `options`. `today` is what is on today, at a glance; each begins with a number."""

    today: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Page):
    """Fields to fill in and where they go.

    ``sends="address"``: what is entered is public and becomes parameters of `to`.
    ``sends="data"``: what is entered goes with the request and stands in no address.
    `error` is about the whole form; each field has its own. `facts` are what the form is about: a form
    without fields asks to confirm them.
    """

    fields: tuple[Field, ...]
    to: Place
    submit: str
    sends: Literal["address", "data"] = "address"
    error: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Page):
    """Some items of `total`, starting with number `first` (from 1). `empty` says what to do when none."""

    items: tuple[Item, ...]
    total: int
    first: int = 1
    filters: tuple[Filter, ...] = ()
    previous: Place | None = None
    next: Place | None = None
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Page):
    blocks: tuple[Block, ...]

    def facts(self) -> Mapping[str, Fact]:
        """All facts by key."""
        return {fact.key: fact for block in self.blocks if isinstance(block, Facts) for fact in block.items}


class Tone(StrEnum):
    DONE = "done"
    INFORMATION = "information"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Page):
    """What happened, in words that a litigant understands, and what to do next (`steps`, `options`).

    `code` names the outcome for scripts and figures: ``not-recognised``, ``locked``, ``unavailable``.
    """

    text: str
    code: str
    tone: Tone = Tone.INFORMATION
    steps: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


AnyPage = Menu | Form | Listing | Article | Notice
