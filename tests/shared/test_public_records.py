"""The services of public records, opened as a face opens them: now, over, none, many, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from content.records import (
    Announcement,
    Broadcast,
    EnforcementNotice,
    Guidance,
    Picture,
    Record,
    RosterEntry,
    Template,
)
from content.store import Store
from shared.pages import AnyPage, Article, Attachment, Image, Listing, Menu, Notice, Steps
from shared.visit import Face, Language, Visit
from tests.world import NOW, Backend, application_at

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Opener = Callable[..., AnyPage]
PICTURE = Picture.model_validate(
    {"id": "flat", "media_type": "image/png", "width": 4, "height": 3, "data": "eA=="}
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.at(tmp_path / "content.db")
    yield made
    made.close()


@pytest.fixture
def opened(tmp_path: Path, store: Store) -> Opener:
    application = application_at(tmp_path, Backend("http://127.0.0.1:9"))

    def look(
        place: str,
        *,
        face: Face = Face.KIOSK,
        language: Language = Language.CHINESE,
        at: datetime = NOW,
    ) -> AnyPage:
        application.clock = lambda: at
        return application.open(Visit(face, language), place)

    return look


def put(store: Store, *records: Record) -> None:
    with store.transaction():
        for record in records:
            store.put(record)
        store.confirm({record.record_kind: NOW for record in records})


def announcement(id: str = "a", **more: object) -> Announcement:
    given = {"id": id, "title": "今天闭庭", "level": "closed", "since": NOW - HOUR, "until": NOW + HOUR}
    return Announcement.model_validate(given | more)


def auction(id: str = "a", **more: object) -> EnforcementNotice:
    given = {"id": id, "type": "auction", "title": f"房屋{id}", "starts": NOW + DAY, "ends": NOW + 2 * DAY}
    return EnforcementNotice.model_validate(given | more)


def live(id: str, starts: datetime) -> Broadcast:
    given = {"id": id, "type": "live", "case_number": "（2026）冀1082民初1号", "title": id, "starts": starts}
    return Broadcast.model_validate(given)


@pytest.mark.parametrize(
    "place",
    [
        "/announcements",
        "/notices",
        "/notices?type=auction",
        "/notices?type=reward",
        "/rosters",
        "/rosters?list=assessors",
        "/guidance",
        "/guidance?type=guiding",
        "/broadcasts",
        "/broadcasts?type=live",
        "/templates",
        "/openness",
        "/enforcement-guide",
    ],
)
@pytest.mark.parametrize("language", Language)
def test_nothing_there_is_said_in_words(opened: Opener, place: str, language: Language) -> None:
    page = opened(place, language=language)
    said = page.empty if isinstance(page, Listing) else page.intro
    assert isinstance(page, Menu | Listing)
    assert said
    assert page.owner


@pytest.mark.parametrize(
    "place", ["/notices?type=x", "/notices/none", "/rosters?list=x", "/rosters/none", "/templates/none",
              "/guidance?type=x", "/broadcasts/none", "/announcements/none", "/openness/x"],
)  # fmt: skip
def test_what_is_not_there_is_no_page(opened: Opener, place: str) -> None:
    page = opened(place)
    assert isinstance(page, Notice)
    assert page.code == "no-such-page"


def test_what_is_in_force_leads_the_first_page_the_gravest_first(opened: Opener, store: Store) -> None:
    put(
        store,
        announcement("a", title="窗口变动", level="information"),
        announcement("b", summary="下午闭庭，明天照常。", title_en="Closed"),
        announcement("c", title="已经过去", until=NOW - HOUR / 2),
        announcement("d", title="还没有到", since=NOW + HOUR / 2),
    )
    assert opened("/").lead == "下午闭庭，明天照常。窗口变动。"
    assert opened("/").options[-1].place.path == "/announcements"
    assert opened("/", language=Language.ENGLISH).lead == "Closed. 窗口变动。"
    voice = opened("/", face=Face.VOICE)
    assert voice.lead == opened("/").lead
    assert all(option.key for option in voice.options)
    later = opened("/", at=NOW + 3 * DAY)
    assert later.lead == ""
    assert later.options[-1].place.path != "/announcements"


def test_the_list_has_what_is_in_force_first_and_what_is_over_last(opened: Opener, store: Store) -> None:
    put(
        store,
        announcement("over", title="过去", since=NOW - 3 * DAY, until=NOW - 2 * DAY),
        announcement("coming", title="将来", since=NOW + DAY, until=NOW + 2 * DAY),
        announcement("now", title="现在"),
    )
    page = opened("/announcements")
    assert isinstance(page, Listing)
    assert [(item.title, item.badge) for item in page.items] == [
        ("现在", ""),
        ("将来", "还没有开始"),
        ("过去", "已过期"),
    ]


def test_auctions_stand_by_their_end_and_past_ones_at_the_end(opened: Opener, store: Store) -> None:
    put(
        store,
        auction("late", ends=NOW + 9 * DAY),
        auction("over", starts=NOW - 3 * DAY, ends=NOW - DAY),
        auction("long-over", starts=NOW - 9 * DAY, ends=NOW - 8 * DAY),
        auction("today", starts=NOW - DAY, ends=NOW + HOUR),
        auction("running", starts=NOW - DAY, ends=NOW + 2 * DAY),
        auction("open", starts=None, ends=None),
    )
    page = opened("/notices?type=auction")
    assert isinstance(page, Listing)
    assert [(item.title.removeprefix("房屋"), item.badge) for item in page.items] == [
        ("today", "今天截止"),
        ("running", "正在拍卖"),
        ("late", ""),
        ("open", ""),
        ("over", "已结束"),
        ("long-over", "已结束"),
    ]
    over = opened("/notices/over")
    assert isinstance(over, Article)
    assert "已经" in over.intro
    assert not any(isinstance(block, Steps) for block in over.blocks)
    running = opened("/notices/running")
    assert "正在竞价" in running.intro


def test_a_notice_shows_its_pictures_and_goes_on_without_one_that_is_missing(
    opened: Opener, store: Store
) -> None:
    put(store, PICTURE, auction(pictures=("none", "flat"), starting_price="12000.5"))
    page = opened("/notices/a")
    assert isinstance(page, Article)
    (image,) = [block for block in page.blocks if isinstance(block, Image)]
    assert (image.source, image.alt) == ("/pictures/flat", "房屋a，图片2")
    assert "notice.starting_price" in page.facts()


def test_who_is_no_longer_on_a_roster_stands_last_and_is_said_to_be(opened: Opener, store: Store) -> None:
    people = [
        RosterEntry.model_validate({"id": f"p{n}", "roster": "assessors", "name": f"人{n}", "order": n})
        for n in range(1, 30)
    ]
    people[0] = people[0].model_copy(update={"until": NOW.date() - DAY})
    people[1] = people[1].model_copy(update={"until": NOW.date()})
    put(store, *people)
    page = opened("/rosters?list=assessors")
    assert isinstance(page, Listing)
    assert (page.total, len(page.items), page.items[0].title, page.items[0].badge) == (29, 20, "人2", "")
    assert page.next is not None
    last = opened(str(page.next))
    assert isinstance(last, Listing)
    assert (last.items[-1].title, last.items[-1].badge, last.next) == ("人1", "任期已满", None)
    assert "不再参加" in opened("/rosters/p1").intro


def test_live_hearings_run_come_and_are_over(opened: Opener, store: Store) -> None:
    put(store, live("over", NOW - DAY), live("running", NOW - HOUR), live("coming", NOW + DAY))
    page = opened("/broadcasts?type=live")
    assert isinstance(page, Listing)
    assert [(item.title, item.badge) for item in page.items] == [
        ("running", "正在直播"),
        ("coming", ""),
        ("over", "已结束"),
    ]
    assert opened("/broadcasts/running").intro == "现在正在直播。"


def test_guidance_is_listed_the_newest_first(opened: Opener, store: Store) -> None:
    put(
        store,
        *(
            Guidance.model_validate(
                {"id": f"g{y}", "type": "guiding", "title": f"{y}", "published": f"{y}-01-02", "body": "x"}
            )
            for y in (2019, 2024, 2021)
        ),
    )
    page = opened("/guidance?type=guiding")
    assert isinstance(page, Listing)
    assert [item.title for item in page.items] == ["2024", "2021", "2019"]
    assert opened("/guidance/g2024", language=Language.ENGLISH).intro


def test_a_template_is_carried_away_from_a_screen_and_told_of_on_the_telephone(
    opened: Opener, store: Store
) -> None:
    given = {"id": "t", "title": "起诉状", "file_name": "起诉状.docx", "data": "eA==", "text": "诉讼请求"}
    put(store, Template.model_validate(given | {"category": "民事"}))
    for face in (Face.KIOSK, Face.MOBILE):
        page = opened("/templates/t", face=face)
        assert isinstance(page, Article)
        (file,) = [block for block in page.blocks if isinstance(block, Attachment)]
        assert (file.source, file.name, file.size) == ("/files/t", "起诉状.docx", 1)
    spoken = opened("/templates/t", face=Face.VOICE)
    assert isinstance(spoken, Article)
    assert not any(isinstance(block, Attachment) for block in spoken.blocks)
    only = opened("/templates?category=行政")
    assert isinstance(only, Listing)
    assert (only.total, len(only.filters)) == (0, 1)


def test_pages_say_how_old_they_are(opened: Opener, store: Store) -> None:
    put(store, auction(), live("x", NOW), announcement())
    for place in ("/notices/a", "/broadcasts/x", "/announcements/a", "/notices?type=auction"):
        assert opened(place).as_of == NOW
        assert opened(place, at=NOW + 60 * DAY).stale
