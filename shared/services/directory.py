"""Court directory (法院信息, rows A1 and A2): address, hours, map, departments, tribunals, people."""

from __future__ import annotations

from collections.abc import Iterable

from content.records import Court, Department, Person, Record, Tribunal
from shared.pages import (
    AnyPage,
    Article,
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Image,
    Item,
    Listing,
    Menu,
    Notice,
    Option,
    Paragraph,
)
from shared.paging import first_shown, turns
from shared.place import Place
from shared.request import Request
from shared.services.ways_on import to_home
from shared.values import Telephone, Value

DIRECTORY = Place("/directory")
COURT = Place("/directory/court")
MAP = Place("/directory/map")
DEPARTMENTS = Place("/directory/departments")
TRIBUNALS = Place("/directory/tribunals")
PEOPLE = Place("/directory/people")
COMPLAINTS = Place("/directory/complaints")
OWNER = "研究室"
PAGE_SIZE = 20


def page(request: Request) -> AnyPage | None:
    court = request.content.court()
    if court is None:
        return _none(request)
    match request.rest:
        case ():
            return _menu(request)
        case ("court",):
            return _court(request, court)
        case ("map",):
            return _map(request, court)
        case ("departments",):
            return _departments(request)
        case ("departments", department_id):
            department = request.content.department(department_id)
            return _department(request, department) if department else None
        case ("tribunals",):
            return _tribunals(request)
        case ("tribunals", tribunal_id):
            tribunal = request.content.tribunal(tribunal_id)
            return _tribunal(request, tribunal) if tribunal else None
        case ("people",):
            return _people(request)
        case ("complaints",):
            return _complaints(request, court)
    return None


def _none(request: Request) -> Notice:
    words = request.words
    return Notice(
        title=words("directory.title"),
        place=DIRECTORY,
        text=words("directory.none"),
        code="no-content",
        options=(to_home(request),),
    )


def _menu(request: Request) -> Menu:
    words = request.words

    def option(name: str, place: Place, icon: str) -> Option:
        return Option(
            title=words(f"directory.{name}"), place=place, icon=icon, hint=words(f"directory.{name}-hint")
        )

    return Menu(
        title=words("directory.title"),
        place=DIRECTORY,
        owner=OWNER,
        options=(
            option("court", COURT, "building"),
            option("map", MAP, "map"),
            option("departments", DEPARTMENTS, "list"),
            option("tribunals", TRIBUNALS, "gavel"),
            option("people", PEOPLE, "people"),
            option("complaints", COMPLAINTS, "phone"),
            Option(
                title=words("announcements.title"),
                place=Place("/announcements"),
                icon="bell",
                hint=words("announcements.hint"),
            ),
        ),
        **request.age("court"),
    )


def _fact(request: Request, key: str, value: Value) -> Fact:
    return Fact(key, request.words(key.replace("_", "-")), value)


def _known(request: Request, pairs: Iterable[tuple[str, Value]]) -> tuple[Fact, ...]:
    """Facts for the values that there are; a telephone number with nothing in it is none."""
    return tuple(_fact(request, key, value) for key, value in pairs if value and value != Telephone(""))


def _english(request: Request, part: object, name: str) -> str:
    """A text of a part of a record in the visit's language, Chinese where there is no other."""
    english = getattr(part, f"{name}_en", "") if request.language == "en" else ""
    return str(english or getattr(part, name))


def _court(request: Request, court: Court) -> Article:
    words = request.words
    operator = court.operator
    blocks: list[Block] = [
        Facts(
            _known(
                request,
                (
                    ("court.address", court.in_language("address", request.language)),
                    ("court.telephone", Telephone(court.telephone)),
                    ("court.hotline", Telephone(court.hotline)),
                    ("court.operator", Telephone(operator.telephone if operator else "")),
                    ("court.hours", _english(request, operator, "hours") if operator else ""),
                ),
            )
        ),
    ]
    if court.hours:
        rows = tuple(
            words("hours.row", days=_english(request, row, "days"), first=row.opens, last=row.closes)
            + (f"（{_english(request, row, 'note')}）" if row.note else "")
            for row in court.hours
        )
        blocks += [Heading(words("directory.hours-heading")), Bullets(rows)]
    if court.jurisdiction:
        blocks += [
            Heading(words("directory.jurisdiction")),
            Paragraph(court.in_language("jurisdiction", request.language)),
        ]
    return Article(
        title=words("directory.court"),
        place=COURT,
        owner=OWNER,
        blocks=tuple(blocks),
        options=(Option(title=words("directory.map"), place=MAP, icon="map"),),
        **request.age("court"),
    )


def _map(request: Request, court: Court) -> Article:
    """The way here: the address, a drawn map with its words, buses, metro and parking."""
    words = request.words
    blocks: list[Block] = [
        Facts(_known(request, (("court.address", court.in_language("address", request.language)),)))
    ]
    picture = request.content.picture(court.map.picture) if court.map else None
    if court.map and picture:
        blocks.append(
            Image(
                source=f"/pictures/{picture.id}",
                alt=_english(request, court.map, "alt"),
                width=picture.width,
                height=picture.height,
                data=picture.data,
            )
        )
    if court.transport:
        ways = tuple(
            text for name in ("bus", "metro", "parking") if (text := _english(request, court.transport, name))
        )
        blocks += [Heading(words("directory.transport")), Bullets(ways)]
    return Article(
        title=words("directory.map"), place=MAP, owner=OWNER, blocks=tuple(blocks), **request.age("court")
    )


def _list(request: Request, name: str, place: Place, items: tuple[Item, ...]) -> Listing:
    return Listing(
        title=request.words(f"directory.{name}"),
        place=place,
        owner=OWNER,
        items=items,
        total=len(items),
        empty=request.words("directory.none"),
        **request.age(name.removesuffix("s")),
    )


def _departments(request: Request) -> Listing:
    return _list(
        request,
        "departments",
        DEPARTMENTS,
        tuple(
            Item(
                title=record.name_in(request.language),
                place=Place(f"/directory/departments/{record.id}"),
                facts=_known(
                    request,
                    (
                        ("department.place", _where(record)),
                        ("department.telephone", Telephone(record.telephone)),
                    ),
                ),
            )
            for record in request.content.departments()
        ),
    )


def _where(department: Department) -> str:
    return " ".join(part for part in (department.floor, department.room) if part)


def _department(request: Request, department: Department) -> Article:
    words = request.words
    functions = department.in_language("functions", request.language)
    blocks: list[Block] = [
        Facts(
            _known(
                request,
                (
                    ("department.place", _where(department)),
                    ("department.telephone", Telephone(department.telephone)),
                    ("department.hours", department.hours),
                    ("department.head", department.head),
                ),
            )
        )
    ]
    if functions:
        blocks += [Heading(words("directory.functions")), Paragraph(functions)]
    blocks += _people_of(request, department.id)
    return Article(
        title=department.name_in(request.language),
        place=request.place,
        owner=OWNER,
        blocks=tuple(blocks),
        options=(Option(title=words("directory.departments"), place=DEPARTMENTS, icon="building"),),
        **request.age("department"),
    )


def _people_of(request: Request, department: str) -> list[Block]:
    """The judges and others of a department or tribunal, one a line."""
    people = request.content.people(department=department, limit=PAGE_SIZE).items
    if not people:
        return []
    lines = tuple(_in_one_line(request, person) for person in people)
    return [Heading(request.words("directory.department-people")), Bullets(lines)]


def _in_one_line(request: Request, person: Person) -> str:
    post = person.in_language("post", request.language)
    return "，".join(part for part in (person.name_in(request.language), post, person.rank) if part)


def _tribunals(request: Request) -> Listing:
    return _list(
        request,
        "tribunals",
        TRIBUNALS,
        tuple(
            Item(
                title=record.name_in(request.language),
                place=Place(f"/directory/tribunals/{record.id}"),
                facts=_address(request, record),
            )
            for record in request.content.tribunals()
        ),
    )


def _address(request: Request, tribunal: Tribunal) -> tuple[Fact, ...]:
    return _known(
        request,
        (
            ("tribunal.address", tribunal.in_language("address", request.language)),
            ("tribunal.telephone", Telephone(tribunal.telephone)),
        ),
    )


def _tribunal(request: Request, tribunal: Tribunal) -> Article:
    words = request.words
    parts: list[Block] = [Facts(_address(request, tribunal))]
    for name in ("jurisdiction", "transport"):
        text = tribunal.in_language(name, request.language)
        if text:
            parts += [Heading(words(f"directory.{name}")), Paragraph(text)]
    parts += _people_of(request, tribunal.id)
    return Article(
        title=tribunal.name_in(request.language),
        place=request.place,
        owner=OWNER,
        blocks=tuple(parts),
        options=(Option(title=words("directory.tribunals"), place=TRIBUNALS, icon="gavel"),),
        **request.age("tribunal"),
    )


def _people(request: Request) -> Listing:
    words = request.words
    committee = request.place.get("committee") == "yes"
    first = first_shown(request.place)
    found = request.content.people(committee=True if committee else None, offset=first - 1, limit=PAGE_SIZE)
    departments: dict[str, Record] = {
        **{record.id: record for record in request.content.departments()},
        **{record.id: record for record in request.content.tribunals()},
    }

    def item(person: Person) -> Item:
        department = departments.get(person.department)
        kind = "tribunals" if isinstance(department, Tribunal) else "departments"
        return Item(
            title=person.name_in(request.language),
            place=Place(f"/directory/{kind}/{person.department}") if department else PEOPLE,
            facts=_known(
                request,
                (
                    ("person.post", person.in_language("post", request.language)),
                    ("person.rank", person.rank),
                    (
                        "person.department",
                        department.in_language("name", request.language) if department else "",
                    ),
                    ("person.committee", words("person.committee-yes") if person.committee else ""),
                ),
            ),
        )

    previous, following = turns(request.place, first, found.total, PAGE_SIZE)
    other = (
        Option(title=words("directory.everyone"), place=PEOPLE, icon="people")
        if committee
        else Option(title=words("directory.committee"), place=PEOPLE.having(committee="yes"), icon="gavel")
    )
    return Listing(
        title=words("directory.committee" if committee else "directory.people"),
        place=request.place,
        owner=OWNER,
        items=tuple(item(person) for person in found.items),
        total=found.total,
        first=first,
        previous=previous,
        next=following,
        empty=words("directory.no-people"),
        options=(other,),
        **request.age("person"),
    )


def _complaints(request: Request, court: Court) -> Article:
    words = request.words
    blocks: list[Block] = []
    for channel in court.complaints:
        blocks += [
            Heading(_english(request, channel, "name")),
            Facts(
                _known(
                    request,
                    (
                        ("complaint.telephone", Telephone(channel.telephone)),
                        ("complaint.address", _english(request, channel, "address")),
                        ("complaint.owner", channel.owner),
                    ),
                )
            ),
        ]
    return Article(
        title=words("directory.complaints"),
        place=COMPLAINTS,
        owner=OWNER,
        blocks=tuple(blocks),
        **request.age("court"),
    )
