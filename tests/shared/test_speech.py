"""What is said: values as a Chinese speaker says them, English too, and each script by its own voice."""

from __future__ import annotations

import subprocess
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from content.case_number import CaseNumber
from ivr.known_ahead import known_ahead
from ivr.prompts import pieces
from shared.application import Application
from shared.speech.runs import runs
from shared.speech.text import say_text
from shared.speech.voice import VOICES
from shared.speech.wording import say
from shared.values import Digits, Money, Telephone, Value
from tests.world import Backend, application_at


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (date(2026, 11, 24), "二零二六年十一月二十四日，星期二，", "Tuesday, November 24, 2026"),
        (time(14, 30), "下午两点半", "2 30 p m"),
        (time(9), "上午九点", "9 a m"),
        (time(12, 5), "中午十二点零五分", "12 oh 5 p m"),
        (
            datetime.fromisoformat("2026-11-24T14:30:00+08:00"),
            "二零二六年十一月二十四日，星期二，下午两点半",
            "Tuesday, November 24, 2026, at 2 30 p m",
        ),
        (
            CaseNumber.parse("（2026）冀1082民初123号"),
            "二零二六年，冀一零八二，民初，第一百二十三号",
            "number 123 of 2026, civil, first instance",
        ),
        (Telephone("0316-5550100"), "零三幺六，五五五，零幺零零", "0 3 1 6, 5 5 5 0 1 0 0"),
        (Telephone("13812345678"), "幺三八，幺二三四，五六七八", "1 3 8 1 2 3 4 5 6 7 8"),
        (Telephone("12368"), "幺二三六八", "1 2 3 6 8"),
        (Digits("2026000123"), "二零二六，零零零，幺二三", "2 0 2 6 0 0 0 1 2 3"),
        (Money(Decimal("10250.50")), "一万零二百五十元五角", "10,250.50 yuan"),
    ],
)
def test_values_are_said_as_people_say_them(value: Value, chinese: str, english: str) -> None:
    assert (say(value, "zh-CN"), say(value, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请于2026年11月25日14:30到第3法庭", "请于二零二六年十一月二十五日下午两点半到第三法庭"),
        ("工作日上午8:30至12:00，下午2:00至5:30", "工作日上午八点半到十二点，下午两点到五点半"),
        ("费用3300元，比例2.5%", "费用三千三百元，比例百分之二点五"),
        ("打0316-5550101或者12368", "打零三幺六，五五五，零幺零幺或者幺二三六八"),
        ("案号（2026）冀1082民初123号。", "案号，二零二六年，冀一零八二，民初，第一百二十三号。"),
        ("（2026）冀1082民初1号，示范市人民法院", "二零二六年，冀一零八二，民初，第一号，示范市人民法院"),
        ("《民事诉讼法》第一百二十二条", "民事诉讼法第一百二十二条"),
        ("90,000元 × 2.5%，÷ 3", "九万元乘以百分之二点五，除以三"),
        ("《办法》第十三条第一款第（一）项", "办法第十三条第一款第一项"),
        ("期限是2年", "期限是两年"),
    ],
)
def test_text_is_made_speakable(text: str, said: str) -> None:
    assert say_text(text) == said


def test_english_days_are_said_in_full() -> None:
    assert say_text("It ends on Tue 24 Nov 2026", "en") == "It ends on Tuesday, November 24, 2026"
    assert say_text("Tue 31 Feb 2026", "en") == "Tue 31 Feb 2026"


@pytest.mark.parametrize(
    ("text", "language", "voices"),
    [
        ("For English, press eight.", "zh-CN", [("For English, press eight.", "en")]),
        ("中文服务请按八。", "en", [("中文服务请按八。", "zh-CN")]),
        ("For 张某与李某, press 1.", "en", [("For ", "en"), ("张某与李某, ", "zh-CN"), ("press 1.", "en")]),
        ("floor 2楼", "en", [("floor 2", "en"), ("楼", "zh-CN")]),
        ("在C口出站，请按8", "zh-CN", [("在C口出站，请按8", "zh-CN")]),
        ("。", "zh-CN", [("。", "zh-CN")]),
    ],
)
def test_each_script_goes_to_its_own_voice(text: str, language: str, voices: list[tuple[str, str]]) -> None:
    assert runs(text, language) == voices


@pytest.fixture(scope="module")
def known(machine: Path) -> list[tuple[str, str]]:
    application: Application = application_at(machine, Backend("http://127.0.0.1:9"))
    return [piece for text, language in known_ahead(application) for piece in pieces(text, language)]


def test_no_voice_meets_the_other_script(known: list[tuple[str, str]]) -> None:
    """espeak-ng says "(en)" where a Mandarin voice falls back, and "Chinese letter" where an English does."""
    assert len(known) > 1000
    for language, foreign in (("zh-CN", "(en)"), ("en", "tS'aIni:z")):
        texts = sorted({text for text, spoken in known if spoken == language})
        assert texts
        told = subprocess.run(
            ["espeak-ng", "-v", VOICES[language], "-q", "-x"],
            input="\n".join(texts), capture_output=True, text=True, check=True, timeout=120,
        ).stdout  # fmt: skip
        assert foreign not in told, [line for line in told.splitlines() if foreign in line][:5]


def test_what_is_said_has_no_marks_that_nobody_says(known: list[tuple[str, str]]) -> None:
    for text, _ in known:
        assert not set(text) & set("（）()《》〔〕*#|_"), text
        assert not text.endswith(("..", "。。", "，。", ",.")), text
