"""Digits collected, and what they mean for a field: #, time-out and hang-up are three endings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ivr.filling import Filled, Filling, Gone, Left
from ivr.keys import Digits, Ended, Key
from ivr.line import Heard, HungUp, NotRecorded, Recording, Silence
from ivr.script import Back, Go
from shared.pages import Choice, Field, FieldKind, Form
from shared.place import Place
from shared.visit import Language
from shared.words import load_words
from tests.ivr.lines import keys, spoken_wav

TODAY = date(2026, 11, 24)


def _form(*fields: Field) -> Form:
    return Form(title="表", place=Place("/f"), fields=fields, to=Place("/t"), submit="好")


def _field(kind: FieldKind, **more: object) -> Field:
    return Field(name="it", kind=kind, label="项", prompt="请输入", **more)  # type: ignore[arg-type]


async def _fill(form: Form, pressed: str) -> tuple[Filled | Left | Gone, list[str]]:
    acts, said = keys(pressed), list[str]()

    async def ask(texts: Sequence[str], phrases: Sequence[str] = (), *, repeating: bool = False) -> Heard:
        said.extend(texts)
        return acts.pop(0) if acts else HungUp()

    return await Filling(ask, load_words()[Language.CHINESE], TODAY).fill(form), said


def test_hash_ends_an_entry_and_star_takes_it_back() -> None:
    digits = Digits(6)
    assert [digits.press(Key(key)) for key in "12"] == [None, None]
    assert digits.press(Key.STAR) is None
    assert (digits.keyed, digits.cleared) == ("", True)
    assert digits.press(Key.SEVEN) is None
    assert digits.press(Key.HASH) is Ended.HASH
    assert digits.keyed == "7"


def test_star_with_nothing_keyed_in_and_a_digit_too_many_end_it_too() -> None:
    assert Digits(6).press(Key.STAR) is Ended.STAR
    digits = Digits(1)
    digits.press(Key.ONE)
    assert digits.press(Key.ONE) is Ended.TOO_LONG


PASSWORD = _field(FieldKind.QUERY_PASSWORD, least=6, most=6)


@pytest.mark.parametrize(
    ("pressed", "outcome"),
    [
        ("123456#", Filled({"it": "123456"})),
        ("123456.", Filled({"it": "123456"})),
        ("12*123456#", Filled({"it": "123456"})),
        ("123", Gone()),
        ("*", Left(Back())),
        ("0#", Left(Go(Place("/person")))),
        ("0.", Left(Go(Place("/person")))),
        ("12#34#56#", Left(Go(Place("/person")))),
        ("...", Left(Go(Place("/person")))),
        ("1234567123456#", Filled({"it": "123456"})),
    ],
)
async def test_a_password_is_six_digits_and_every_way_out_has_a_name(pressed: str, outcome: object) -> None:
    assert (await _fill(_form(PASSWORD), pressed))[0] == outcome


async def test_what_is_keyed_in_is_never_said() -> None:
    _, said = await _fill(_form(PASSWORD), "98#765#432#")
    assert not any(digit in "".join(said) for digit in "98765432")


@pytest.mark.parametrize(
    ("pressed", "day"),
    [
        ("1124#", "2026-11-24"),
        ("105#", "2027-01-05"),
        ("0105#", "2027-01-05"),
        ("20251231#", "2025-12-31"),
        ("1332#1201#", "2026-12-01"),
        ("0229#0301#", "2027-03-01"),
    ],
)
async def test_a_date_is_the_nearest_day_with_that_month_and_day(pressed: str, day: str) -> None:
    assert (await _fill(_form(_field(FieldKind.DATE)), pressed))[0] == Filled({"it": day})


async def test_a_case_number_is_its_year_and_its_last_number() -> None:
    field = _field(FieldKind.CASE_NUMBER)
    assert (await _fill(_form(field), "#123#"))[0] == Filled({"it": "2026-123"})
    assert (await _fill(_form(field), "2025#7#"))[0] == Filled({"it": "2025-7"})


async def test_an_id_number_ends_with_star_for_x_and_an_amount_has_a_point() -> None:
    number = "1101011990010110"
    outcome, _ = await _fill(_form(_field(FieldKind.ID_NUMBER)), f"{number}1*#")
    assert outcome == Filled({"it": f"{number}1X"})
    outcome, _ = await _fill(_form(_field(FieldKind.AMOUNT)), "1200*5#")
    assert outcome == Filled({"it": "1200.5"})


async def test_a_choice_is_one_key_and_a_long_row_goes_on_with_hash() -> None:
    choices = tuple(Choice(f"v{number}", f"第{number}种") for number in range(1, 7))
    field = _field(FieldKind.CHOICE, choices=choices)
    assert (await _fill(_form(field), "2"))[0] == Filled({"it": "v2"})
    outcome, said = await _fill(_form(field), "#6")
    assert outcome == Filled({"it": "v6"})
    assert sum("请按" in text for text in said) == 6 + 2
    assert (await _fill(_form(field), "777"))[0] == Left(Go(Place("/person")))


async def test_a_row_of_more_than_nine_choices_is_numbered_anew() -> None:
    choices = tuple(Choice(f"v{number}", f"第{number}种") for number in range(1, 13))
    assert (await _fill(_form(_field(FieldKind.CHOICE, choices=choices)), "##4"))[0] == Filled({"it": "v12"})


async def test_what_keys_cannot_say_is_said_to_be_so_and_left_out_where_it_may_be() -> None:
    outcome, _ = await _fill(_form(_field(FieldKind.TEXT)), "1#")
    assert isinstance(outcome, Left)
    assert "不能用电话按键输入" in outcome.reason
    optional = Field(name="more", kind=FieldKind.TEXT, label="说明", prompt="请说明", least=0)
    assert (await _fill(_form(optional, PASSWORD), "123456#"))[0] == Filled({"more": "", "it": "123456"})


async def test_silence_is_helped_differently_each_time() -> None:
    _, said = await _fill(_form(PASSWORD), "...")
    helps = [text for text in said if "请输入" not in text and "表" not in text]
    assert len(helps) == len(set(helps)) == 2
    assert Silence() == keys(".")[0]


class TestAVoiceMessage:
    FORM = _form(_field(FieldKind.VOICE_MESSAGE))

    async def _left(self, pressed: str, *recordings: object) -> tuple[object, list[str], dict[str, bytes]]:
        acts, said, waiting = keys(pressed), list[str](), list(recordings)

        async def ask(texts: Sequence[str], phrases: Sequence[str] = (), *, repeating: bool = False) -> Heard:
            said.extend(texts)
            return acts.pop(0) if acts else HungUp()

        async def record(texts: Sequence[str]) -> Recording | NotRecorded | HungUp:
            said.extend(texts)
            return waiting.pop(0) if waiting else HungUp()  # type: ignore[return-value]

        filling = Filling(ask, load_words()[Language.CHINESE], TODAY, record=record)
        return await filling.fill(self.FORM), said, filling.recordings

    async def test_it_is_sent_with_one_after_its_length_was_told(self) -> None:
        outcome, said, kept = await self._left("1", Recording(spoken_wav(3)))
        assert outcome == Filled({"it": "recorded"})
        assert "已录下三秒。" in said
        assert kept == {"it": spoken_wav(3)}

    async def test_two_records_it_anew_and_only_the_last_is_kept(self) -> None:
        _, _, kept = await self._left("21", Recording(spoken_wav(3)), Recording(spoken_wav(1)))
        assert kept == {"it": spoken_wav(1)}

    @pytest.mark.parametrize("pressed", ["*", "", "555", "..."])
    async def test_nothing_else_sends_it(self, pressed: str) -> None:
        outcome, _, kept = await self._left(pressed, Recording(spoken_wav(3)))
        assert not isinstance(outcome, Filled)
        assert kept == {}

    async def test_silence_is_not_sent(self) -> None:
        silence = [Recording(spoken_wav(5, level=20)) for _ in range(3)]
        outcome, said, kept = await self._left("111", *silence)
        assert outcome == Left(Go(Place("/person")))
        assert said.count("没有听到您的声音，请再讲一遍。") == 2
        assert kept == {}

    async def test_a_line_that_cannot_record_says_so(self) -> None:
        outcome, _, _ = await self._left("", NotRecorded())
        assert outcome == Left(Go(Place("/person")), "很抱歉，现在不能录音。")
