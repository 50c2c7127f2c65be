"""Names are written without a keyboard: by finger, by pinyin, by initials; nobody's words are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin

from kiosk.input.court_words import COURT_WORDS
from kiosk.input.pinyin import Pinyin, plain
from kiosk.input.recogniser import NoRecogniserError, Recogniser, Stroke, in_other_orders
from kiosk.input.surnames import DOT
from tests.kiosk.program import KioskProgram
from tests.world import Backend


def across(height: float, start: float = 0.15, end: float = 0.85) -> Stroke:
    return [(start + (end - start) * step / 10, height) for step in range(11)]


def down(at: float, start: float = 0.1, end: float = 0.9) -> Stroke:
    return [(at, start + (end - start) * step / 10) for step in range(11)]


def slanting(*corners: tuple[float, float]) -> Stroke:
    points = []
    for (x, y), (to_x, to_y) in pairwise(corners):
        points += [(x + (to_x - x) * step / 6, y + (to_y - y) * step / 6) for step in range(7)]
    return points


WRITTEN = {
    "一": (across(0.5),),
    "二": (across(0.3, 0.25, 0.75), across(0.75)),
    "三": (across(0.2), across(0.5, 0.25, 0.75), across(0.82, 0.1, 0.9)),
    "十": (across(0.45), down(0.5)),
    "王": (across(0.2, 0.25, 0.75), across(0.5, 0.28, 0.72), down(0.5, 0.2, 0.82), across(0.82, 0.15, 0.85)),
    "大": (across(0.35), slanting((0.5, 0.1), (0.45, 0.5), (0.15, 0.9)), slanting((0.5, 0.4), (0.85, 0.9))),
    "口": (
        down(0.25, 0.25, 0.75),
        slanting((0.25, 0.25), (0.75, 0.25), (0.75, 0.75)),
        across(0.75, 0.25, 0.75),
    ),
}


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.mark.parametrize("character", WRITTEN)
def test_what_is_written_is_among_the_first_candidates(character: str, recogniser: Recogniser) -> None:
    assert character in recogniser.candidates(WRITTEN[character])[:5]


def test_a_character_is_found_in_the_order_of_the_norm_as_well(recogniser: Recogniser) -> None:
    # 横, 横折钩, 撇 (GF 0023-2020); the model has learnt 万 in another order.
    ten_thousand = (
        across(0.26),
        slanting((0.47, 0.42), (0.8, 0.42), (0.74, 0.86), (0.62, 0.82)),
        slanting((0.46, 0.26), (0.42, 0.55), (0.12, 0.88)),
    )
    assert any("万" in recogniser.candidates(order)[:3] for order in in_other_orders(ten_thousand))


def test_nothing_written_is_nothing_read(recogniser: Recogniser) -> None:
    assert recogniser.candidates([]) == []


def test_without_a_model_there_is_no_handwriting(tmp_path: Path) -> None:
    with pytest.raises(NoRecogniserError):
        Recogniser(tmp_path / "none")


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin()


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ("zhang", "张"), ("wang", "王"), ("li", "李"), ("zhao", "赵"), ("lv", "吕"), ("nv", "女"),
        ("ouyang", "欧"), ("xian", "县"), ("qisu", "起诉"), ("mjjd", "民间借贷"), ("susong", "诉讼"),
        ("bg", "被告"),
    ],
)  # fmt: skip
def test_a_name_or_a_word_is_on_the_first_pages(letters: str, wanted: str, pinyin: Pinyin) -> None:
    assert wanted in pinyin.candidates(letters)[:20]


def spell(pinyin: Pinyin, letters: str, choices: Sequence[str]) -> str:
    """Choose these one after another, as the panel does."""
    for choice in choices:
        assert choice in pinyin.candidates(letters)
        letters = letters[pinyin.used(letters, choice) :]
    return letters


# Rare surnames, such as are read otherwise than as words, double ones, names of minorities. Made up.
NAMES = {
    "麴义文": "qu yi wen", "逄国栋": "pang guo dong", "亓玉兰": "qi yu lan", "尉迟静": "yuchi jing",
    "欧阳雪": "ouyang xue", "仇长海": "qiu chang hai", "单国强": "shan guo qiang", "解晓东": "xie xiao dong",
    "区志伟": "ou zhi wei", "查建军": "zha jian jun", "覃玉梅": "qin yu mei", "翟淑芬": "zhai shu fen",
    "郗慧": "xi hui", "訾文": "zi wen", "其其格": "qi qi ge", "买买提·艾力": "mai mai ti · ai li",
    "缪芳": "miao fang", "乜小红": "nie xiao hong", "仉大勇": "zhang da yong", "褚燕": "chu yan",
    "逯洋": "lu yang", "昝秀英": "zan xiu ying", "宓倩": "mi qian", "郜俊": "gao jun", "阚泽民": "kan ze min",
    "诸葛丽": "zhuge li", "万俟林": "moqi lin", "冼桂芳": "xian gui fang", "娜仁花": "na ren hua",
    "吐尔逊·古丽": "tu er xun · gu li", "吕婷": "lv ting", "钭玉": "tou yu", "牟春花": "mu chun hua",
}  # fmt: skip
# Three turns of the panel on a low screen.
NEAR = 27


@pytest.mark.parametrize("name", NAMES)
def test_a_rare_surname_is_found_without_long_turning_and_every_name_to_its_end(
    name: str, pinyin: Pinyin
) -> None:
    written = ""
    for letters in NAMES[name].split():
        if letters == DOT:
            written += DOT
            continue
        found = pinyin.candidates(letters, surname=not written)
        chosen = next(each for each in found if name.startswith(written + each))
        assert written or found.index(chosen) < NEAR
        assert pinyin.used(letters, chosen) == len(letters)
        written += chosen
    assert written == name


def test_a_name_is_spelled_whole_and_chosen_character_by_character(pinyin: Pinyin) -> None:
    assert spell(pinyin, "zhangmoumou", ["张", "某", "某"]) == ""
    assert spell(pinyin, "qisuzhuang", ["起诉状"]) == ""


def test_every_word_of_the_court_can_be_spelled(pinyin: Pinyin) -> None:
    for word in COURT_WORDS:
        if len(word) <= 4:
            spelled = "".join(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))
            assert word in pinyin.candidates(spelled), word


@pytest.mark.parametrize("typed", ["", "'", "vvvv", "123", "張", "a" * 200])
def test_anything_may_be_typed(typed: str, pinyin: Pinyin) -> None:
    assert isinstance(pinyin.candidates(typed), list)


def test_choosing_a_word_does_not_change_what_the_next_person_is_offered(pinyin: Pinyin) -> None:
    before = pinyin.candidates("zhang")
    spell(pinyin, "zhangzhangzhang", ["彰", "彰", "彰"])
    assert pinyin.candidates("zhang") == before


def test_tones_are_left_out() -> None:
    assert [plain(reading) for reading in ("zhāng", "lǚ", "nüè", "ér", "ń")] == [
        "zhang",
        "lv",
        "nve",
        "er",
        "n",
    ]


@pytest.mark.window
def test_words_are_written_with_a_finger_and_spelled_and_then_searched(
    machine: Path, backend: Backend, tmp_path: Path
) -> None:
    with KioskProgram(tmp_path, machine, backend) as screen:
        screen.touch_and_see("搜索", "/search")
        pad = screen.state()["pad"]
        for box, character in enumerate(("十", "二")):
            for stroke in WRITTEN[character]:
                screen.draw(pad, box, stroke)
        # Going on in the next box took the first character; the second is chosen.
        screen.touch("二")
        screen.wait(
            lambda state: any(text.endswith("二") and len(text) == 2 for text in state["shown"]), "二"
        )
        screen.touch("清除")
        screen.touch("拼音")
        screen.type("jiekuan")
        screen.touch("借款")
        screen.wait(lambda state: "借款" in state["shown"], "借款")
