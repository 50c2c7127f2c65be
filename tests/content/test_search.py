"""What is found, in which order, and what never is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.pinyin import sounds
from content.records import COURT_ZONE, Debtor, Department, Guide, Person
from content.search import Order
from content.search_words import Keys, Words, excerpt, marks
from content.store import Store
from tests.publishing import hearing


@pytest.fixture
def filled(store: Store) -> Store:
    for number in (12, 123, 1234):
        store.put(hearing(number, parties="张三、单示范", judge="吕示", starts_at=_day(number)))
    store.put(Person(id="p1", name="曾样", name_en="Zeng Yang", post="庭长", department="d1"))
    store.put(
        Department(id="d1", name="民事审判第一庭", name_en="First Civil Division", functions="审理离婚案件")
    )
    store.put(
        Guide(
            id="g1",
            title="离婚怎么办",
            category="c",
            updated=date(2026, 1, 2),
            body="## 到哪里\n- 带结婚证。",
        )
    )
    store.put(
        Guide(
            id="g1", lang="en", title="Divorce", category="c", updated=date(2026, 1, 2), body="离婚 Divorce."
        )
    )
    return store


def _day(number: int) -> datetime:
    return datetime(2026, 11, 25, 9, tzinfo=COURT_ZONE) + timedelta(days=number)


def found(store: Store, words: str) -> set[str]:
    return {f"{hit.kind}:{hit.title}" for hit in store.search(words)}


HEARINGS = {f"hearing:（2026）冀1082民初{number}号 离婚纠纷" for number in (12, 123, 1234)}


@pytest.mark.parametrize(
    "words",
    [
        "（2026）冀1082民初123号",
        "(2026)冀1082民初123号",
        "２０２６冀１０８２民初１２３号",
        "2026冀1082民初字第123号",
        "〔2026〕冀 1082 民初 123 号",
        "2026冀1082民初123",
    ],
)
def test_a_case_number_in_any_writing_finds_that_case_alone(filled: Store, words: str) -> None:
    assert found(filled, words) == {"hearing:（2026）冀1082民初123号 离婚纠纷"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("单", HEARINGS),
        ("zs", HEARINGS),
        ("zhangsan", HEARINGS),
        ("zhang san", HEARINGS),
        ("shanshi", HEARINGS),
        ("lvshi", HEARINGS),
        ("lüshi", HEARINGS),
        ("ktgg", HEARINGS),
        ("开庭公告 张三", HEARINGS),
        ("kaitinggonggao", HEARINGS),
        ("zengyang", {"person:曾样 庭长"}),
        ("cengyang", {"person:曾样 庭长"}),
        ("ZENG Yang", {"person:曾样 庭长"}),
        ("civil division", {"department:民事审判第一庭"}),
        ("结婚证", {"guide:离婚怎么办"}),
        ("离婚 庭 审理", {"department:民事审判第一庭"}),
        ("zs 没有的", set()),
        ("", set()),
        ("，。！", set()),
    ],
)
def test_what_is_found(filled: Store, words: str, expected: set[str]) -> None:
    assert found(filled, words) == expected


def test_a_title_comes_before_a_text_and_the_newest_first(filled: Store) -> None:
    titles = [hit.title for hit in filled.search("离婚")]
    assert titles[0] == "离婚怎么办"
    assert titles[-1] == "民事审判第一庭"
    assert [hit.id for hit in filled.find(Words.of("离婚"), "hearing", order=Order.NEWEST).hits] == [
        hearing(number).id for number in (1234, 123, 12)
    ]


def test_a_record_in_two_languages_is_found_once_in_the_language_asked_for(filled: Store) -> None:
    for lang, title in (("zh-CN", "离婚怎么办"), ("en", "Divorce")):
        (hit,) = filled.find(Words.of("离婚"), "guide", lang=lang).hits
        assert (hit.title, hit.lang) == (title, lang)


def test_an_identity_number_is_not_found(store: Store) -> None:
    number = "11010519491231002X"
    store.put(hearing(1, note=f"身份证{number}，电话03165550100"))
    for part in (number, number[:17], number[:6], number[6:14], number.lower()):
        assert store.search(part) == ()
    assert len(store.search("03165550100")) == 1


def test_pages_of_many_hits_follow_one_another(store: Store) -> None:
    with store.transaction():
        for number in range(100, 160):
            store.put(hearing(number))
    words, got = Words.of("离婚"), []
    for offset in (0, 25, 50):
        part = store.find(words, "hearing", offset=offset, limit=25)
        assert (part.total, part.more) == (60, False)
        got += [hit.id for hit in part.hits]
    assert len(set(got)) == 60


def test_what_changed_is_found_as_it_is_now(store: Store) -> None:
    store.put(hearing(1, judge="王示范"))
    store.put(hearing(1, judge="赵一示", starts_at=_day(9)))
    assert (found(store, "王示范"), len(found(store, "赵一示"))) == (set(), 1)
    store.remove("hearing", hearing(1).id)
    assert found(store, "赵一示") == set()


def test_what_answers_is_marked_and_the_piece_around_it_is_shown(filled: Store) -> None:
    entry = filled.guide("g1").found_by()
    pieces = marks(Words.of("结婚"), entry)
    assert pieces == ("结婚",)
    assert excerpt(pieces, entry) == "到哪里 带结婚证。"
    one = hearing(1, parties="张三、李四").found_by()
    assert "张三" in marks(Words.of("zs"), one)
    assert marks(Words.of("2026冀1082民初1"), one) == ("2026）冀1082民初1号",)


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("97", HEARINGS),  # zs, 张三
        ("94264726", HEARINGS),  # zhangsan
        ("744326", HEARINGS),  # shifan, the end of 单示范
        ("5844", HEARINGS),  # ktgg, the kind itself
        ("123", {"hearing:（2026）冀1082民初123号 离婚纠纷"}),
        ("2026123", {"hearing:（2026）冀1082民初123号 离婚纠纷"}),
        ("20261082123", {"hearing:（2026）冀1082民初123号 离婚纠纷"}),
        ("93649264", {"person:曾样 庭长"}),  # zengyang
        ("999999", set()),
        ("1", set()),
        ("", set()),
        ("00000000000000000000000000", set()),
    ],
)
def test_what_is_found_by_the_keys_of_a_telephone(filled: Store, digits: str, expected: set[str]) -> None:
    kinds = ("hearing", "person", "guide", "department", "judgment")
    hits = [hit for kind in kinds for hit in filled.find(Keys.of(digits), kind).hits]
    assert {f"{hit.kind}:{hit.title}" for hit in hits} == expected


def test_the_case_itself_comes_before_names_that_have_the_same_keys(store: Store) -> None:
    store.put(hearing(97, starts_at=_day(1)))
    store.put(hearing(5, parties="张三", starts_at=_day(2)))
    assert [hit.rank for hit in store.find(Keys.of("97"), "hearing").hits] == [0, 1]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=200))
def test_anything_that_is_typed_is_only_text(filled: Store, typed: str) -> None:
    assert len(filled.search(typed)) <= 5


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        '" OR "',
        "NEAR(张 三)",
        "张* AND",
        "tokens:张",
        "^张",
        "张\n三",
        "\x00张",
        "--",
        "%",
        "_",
        "(" * 9_000,
        "张" * 9_000,
    ],
)
def test_operators_of_a_query_language_are_only_text(filled: Store, typed: str) -> None:
    filled.search(typed)
    filled.search(typed * 1_000)


def test_sounds_of_a_name() -> None:
    assert sounds("张三") == ("zs", "zhangsan", "s", "san")
    assert {"shanxiongxin", "danxiongxin", "sxx"} <= set(sounds("单雄信"))


def test_who_stands_on_a_list_of_debtors_is_not_found(store: Store) -> None:
    store.put(
        Debtor(
            id="a",
            list="dishonest",
            name="莫名示范",
            number_shown="1310**********0011",
            case_number="（2026）冀1082执77号",
            court="示范市人民法院",
        )
    )
    for words in (
        "莫名示范",
        "莫",
        "mmsf",
        "momingshifan",
        "1310",
        "0011",
        "冀1082执77号",
        "失信",
        "被执行人",
    ):
        assert store.search(words) == ()
