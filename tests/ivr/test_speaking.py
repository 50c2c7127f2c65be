"""Forms filled in by speech: what was said is said back, keys go on working, two failures leave the keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ivr.filling import Filled, Filling, Gone, Left
from ivr.keys import Key
from ivr.line import Heard, HungUp, Words
from ivr.script import Back, Go
from ivr.speaking import Says, keyed, labels
from shared.pages import Choice, Field, FieldKind, Form
from shared.place import Place
from shared.visit import Language
from shared.words import load_words
from tests.ivr.lines import Act, keys

TODAY = date(2026, 11, 24)  # a Tuesday
YES = Words("是的")


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("二零二六", "2026"), ("幺二三", "123"), ("一百二十三", "123"), ("十二", "12"), ("一百零五", "105"),
        ("两千", "2000"), ("号", None), ("", None),
    ],
)  # fmt: skip
def test_digits_are_said_one_by_one_or_as_a_number(said: str, digits: str | None) -> None:
    assert keyed(said, Says.DIGITS, TODAY) == digits


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("三万五千元", "35000"), ("三万五", "35000"), ("一百二十点五元", "120.5"),
        ("两亿三千万", "230000000"), ("一万零五十", "10050"), ("三五零零零", "35000"), ("五百块", "500"),
        ("一百二", "120"),
        ("十点", None), ("点五", None), ("万", None), ("一二百", None), ("一点二三四", None),
    ],
)  # fmt: skip
def test_amounts_are_said_as_people_say_them(said: str, yuan: str | None) -> None:
    assert keyed(said, Says.NUMBER, TODAY) == yuan


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("明天", "20261125"), ("大后天", "20261127"), ("十一月二十四号", "1124"), ("一月五日", "0105"),
        ("二零二七年一月五日", "20270105"), ("明年一月五号", "20270105"), ("二七年一月五号", "20270105"),
        ("星期三", "20261125"), ("周一", "20261130"), ("下周一", "20261130"), ("本周日", "20261129"),
        ("十三月一号", None), ("三", None), ("月", None), ("二零年年一月五日", None),
    ],
)  # fmt: skip
def test_days_are_said_as_people_say_them(said: str, day: str | None) -> None:
    assert keyed(said, Says.DATE, TODAY) == day


def test_a_choice_is_called_by_its_name_without_what_explains_it() -> None:
    assert labels({"财产案件（借款、买卖）": "a", "离婚": "b"}) == {
        "财产案件借款买卖": "a", "财产案件": "a", "离婚": "b"
    }  # fmt: skip


async def _fill(
    acts: Sequence[Act], *fields: Field
) -> tuple[Filled | Left | Gone, list[str], list[Sequence[str]]]:
    """What came of the form, what was said, what was listened for."""
    left, said, listened = list(acts), list[str](), list[Sequence[str]]()
    misheard = iter(("没有听清", "用按键", "用按键", "用按键"))

    async def ask(texts: Sequence[str], phrases: Sequence[str] = (), *, repeating: bool = False) -> Heard:
        said.append("".join(texts))
        listened.append(phrases)
        return left.pop(0) if left else HungUp()

    form = Form(title="表", place=Place("/f"), fields=fields, to=Place("/t"), submit="好")
    words = load_words()[Language.CHINESE]
    outcome = await Filling(ask, words, TODAY, misheard=lambda: next(misheard)).fill(form)
    return outcome, said, listened


def _field(kind: FieldKind, **more: object) -> Field:
    return Field(name="it", kind=kind, label="项", prompt="请说", **more)  # type: ignore[arg-type]


DATE, AMOUNT, CASE = (_field(kind) for kind in (FieldKind.DATE, FieldKind.AMOUNT, FieldKind.CASE_NUMBER))
CHOICE = _field(FieldKind.CHOICE, choices=(Choice("a", "财产案件（借款）"), Choice("b", "离婚案件")))


@pytest.mark.parametrize("yes", [YES, Key.ONE])
async def test_a_spoken_day_is_said_back_before_it_counts(yes: Act) -> None:
    outcome, said, _ = await _fill([Words("下周一"), yes], DATE)
    assert outcome == Filled({"it": "2026-11-30"})
    assert "十一月三十日" in said[1]


async def test_a_case_number_and_an_amount_can_be_said() -> None:
    outcome, said, _ = await _fill([Words("二零二五"), YES, Words("一百二十三"), YES], CASE)
    assert outcome == Filled({"it": "2025-123"})
    assert "幺二三" in said[-1]
    outcome, said, _ = await _fill([Words("三万五"), YES], AMOUNT)
    assert outcome == Filled({"it": "35000"})
    assert "三万五千元" in said[-1]


async def test_no_asks_again_and_what_cannot_be_is_not_even_asked_about() -> None:
    outcome, said, _ = await _fill([Words("明天"), Words("不是"), Words("十三月一号"), *keys("1125#")], DATE)
    assert outcome == Filled({"it": "2026-11-25"})
    assert said[2].startswith("没有听清")
    assert said[3].startswith("用按键")


async def test_who_has_begun_to_press_keys_is_not_listened_to() -> None:
    _, _, listened = await _fill(keys("11"), DATE)
    assert [bool(phrases) for phrases in listened] == [True, False, False]


async def test_a_choice_is_said_by_its_name_or_its_number_and_asked_about_when_unsure() -> None:
    assert (await _fill([Words("离婚案件")], CHOICE))[0] == Filled({"it": "b"})
    assert (await _fill([Words("二")], CHOICE))[0] == Filled({"it": "b"})
    outcome, said, _ = await _fill([Words("财产案件", sure=False), YES], CHOICE)
    assert outcome == Filled({"it": "a"})
    assert "财产案件" in said[1]
    assert (await _fill([Words("财产案件", sure=False), Key.TWO, Key.TWO], CHOICE))[0] == Filled({"it": "b"})


async def test_a_form_that_only_wants_a_yes_takes_one_that_is_no_mere_syllable() -> None:
    assert (await _fill([YES]))[0] == Filled({})
    assert (await _fill([Words("不是")]))[0] == Left(Back())
    assert (await _fill([Words("是"), Key.ONE]))[1][1].startswith("没有听清")


@pytest.mark.parametrize("field", [DATE, CHOICE])
async def test_a_person_and_the_way_back_can_be_asked_for_at_every_question(field: Field) -> None:
    assert (await _fill([Words("人工")], field))[0] == Left(Go(Place("/person")))
    assert (await _fill([Words("返回")], field))[0] == Left(Back())


@pytest.mark.parametrize("kind", [FieldKind.QUERY_PASSWORD, FieldKind.ID_NUMBER, FieldKind.CASE_LOGIN])
async def test_nobody_is_asked_to_say_a_secret_aloud(kind: FieldKind) -> None:
    _, _, listened = await _fill([], _field(kind, least=6, most=6))
    assert listened == [()]
