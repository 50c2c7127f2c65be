from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.importers.dates import moments, number, read_cell
from content.importers.reasons import Reason

TODAY = date(2026, 11, 24)
HALF_PAST_NINE = (date(2026, 11, 25), time(9, 30))
AFTERNOON = (date(2026, 11, 25), time(14, 30))


@pytest.mark.parametrize(
    "written",
    [
        "2026年11月25日上午9:30",
        "2026-11-25 09:30",
        "2026/11/25 9:30:00",
        "2026.11.25 上午9点半",
        "2026-11-25T09:30:00",
        "二〇二六年十一月二十五日上午九时三十分",
        "二○二六年十一月廿五日上午九点半",
        "二零二六年十一月二十五日 上午 九时三十分",
        "２０２６年１１月２５日　上午９：３０",
        "11月25日（星期三）上午9时30分",
        "2026 年 11 月 25 日 9 时 30 分",
        "20261125 0930",
        "2026年11月25日\n上午9:30",
        "2026年11月25日9:30-11:30",
        "11/25/2026 9:30 AM",
        "26-11-25 9:30",
        "11-25 9:30",
        46351.395833333336,
        "46351.3958333333",
        datetime(2026, 11, 25, 9, 29, 59, 999_000),  # noqa: DTZ001
        "2026年11月25日,周三,9：30",
        "2026年11月25号早上九点三十",
        "2026、11、25 9时30分",
    ],
)
def test_every_usual_writing_of_half_past_nine_is_read(written: object) -> None:
    moment = read_cell(written, TODAY)
    assert (moment.day, moment.at) == HALF_PAST_NINE


@pytest.mark.parametrize(
    "written",
    [
        "2026年11月25日下午2:30",
        "2026年11月25日下午14:30",
        "2026-11-25 14:30",
        "11月25日下午两点半",
        "2026年11月25日PM 2:30",
        "二〇二六年十一月二十五日下午二时三十分",
        "2026年11月25日午后2时30分",
        "2026-11-25 2:30 PM",
        "2026年11月25日14点30",
    ],
)
def test_every_usual_writing_of_the_afternoon_is_read(written: object) -> None:
    moment = read_cell(written, TODAY)
    assert (moment.day, moment.at) == AFTERNOON


@pytest.mark.parametrize(
    ("written", "day", "at"),
    [
        ("2026年2月30日9:00", Reason.IMPOSSIBLE_DATE, time(9)),
        ("2026年13月1日9:00", Reason.IMPOSSIBLE_DATE, time(9)),
        ("2026年11月31日", Reason.IMPOSSIBLE_DATE, None),
        ("2016年11月25日9:00", Reason.FAR_YEAR, time(9)),
        ("2026年11月25日2:30", date(2026, 11, 25), Reason.OUTSIDE_HOURS),
        ("2026年11月25日23:00", date(2026, 11, 25), Reason.OUTSIDE_HOURS),
        ("2026年11月25日上午14:30", date(2026, 11, 25), Reason.IMPOSSIBLE_TIME),
        ("2026年11月25日9:75", date(2026, 11, 25), Reason.IMPOSSIBLE_TIME),
        ("2026年11月25日上午", date(2026, 11, 25), None),
        ("待定", None, None),
        ("", None, None),
        (None, None, None),
        (True, None, None),
    ],
)
def test_what_cannot_be_is_told_and_never_guessed(written: object, day: object, at: object) -> None:
    moment = read_cell(written, TODAY)
    assert (moment.day, moment.at) == (day, at)


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    assert read_cell("1月5日9:00", TODAY).day == date(2027, 1, 5)
    assert read_cell("12月30日9:00", date(2027, 1, 4)).day == date(2026, 12, 30)


def test_a_courtroom_after_the_hour_is_no_minute() -> None:
    found = list(moments("2026年11月25日9时12号法庭", TODAY))
    assert [(one.day, one.at) for one in found] == [(date(2026, 11, 25), time(9))]


def test_articles_of_law_and_case_numbers_are_no_days() -> None:
    text = "依照《中华人民共和国民事诉讼法》第一百三十九条，（2026）冀1082民初123号，电话0316-5550100，30日内"
    assert list(moments(text, TODAY)) == []


_days = st.dates(TODAY - timedelta(days=700), TODAY + timedelta(days=700))
_times = st.times(time(7), time(21, 59)).map(lambda at: at.replace(second=0, microsecond=0))
_UNITS = "〇一二三四五六七八九"


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_UNITS[tens]}十") + (
        _UNITS[ones] if ones or not tens else ""
    )


@given(_days, _times)
def test_chinese_days_and_times_come_back_as_they_were(day: date, at: time) -> None:
    period = "上午" if at.hour < 12 else "下午"
    hour = at.hour if at.hour <= 12 else at.hour - 12
    year = "".join(_UNITS[int(digit)] for digit in str(day.year))
    text = f"{year}年{_chinese(day.month)}月{_chinese(day.day)}日{period}"
    text += f"{_chinese(hour)}时{_chinese(at.minute)}分"
    moment = read_cell(text, TODAY)
    assert (moment.day, moment.at) == (day, at)


@given(_days, _times)
def test_arabic_days_and_times_come_back_as_they_were(day: date, at: time) -> None:
    for text in (
        f"{day:%Y-%m-%d} {at:%H:%M}",
        f"{day:%Y年%m月%d日}{at:%H}时{at:%M}分",
        f"{day:%Y/%m/%d} {at:%H：%M}",
    ):
        moment = read_cell(text, TODAY)
        assert (moment.day, moment.at) == (day, at)


@given(st.integers(0, 99))
def test_chinese_numbers_are_read(value: int) -> None:
    assert number(_chinese(value)) == value


@given(st.text(max_size=60))
def test_any_text_at_all_is_survived(text: str) -> None:
    read_cell(text, TODAY)
    list(moments(text, TODAY))
