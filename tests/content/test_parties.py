"""Whose names are hidden in judgments: by the rules of 2016, or all parties', as the court decides."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks.judgment_names import measure
from benchmarks.unusual_names import Unusual
from content.__main__ import main
from content.personal_data import Rule, find, mask
from content.policy import FILE

TODAY = date(2026, 11, 24)
CONTRACT = """示范市人民法院
民事判决书
（2026）冀1082民初501号
原告：张三丰，男，1980年1月1日出生，汉族，住示范市示范区。
原告：其其格，女，1985年2月2日出生，蒙古族，住示范市示范区。
被告：示范市华盛商贸有限公司（以下简称华盛公司），住所地示范市示范区。
法定代表人：李大山，经理。
被告：示范市顺达运输有限公司，住所地示范市示范区。
委托诉讼代理人：郑示范，示范律师事务所律师。
第三人：示范市自然资源和规划局，住所地示范市示范区。
原告张三丰、其其格与被告华盛公司、示范市顺达运输有限公司买卖合同纠纷一案，本院公开审理。
张三丰诉称，华盛公司欠款。示范市顺达运输有限公司辩称，与其无关。
判决如下：
示范市华盛商贸有限公司给付张三丰、其其格三万元。
审判长　孙示范
二〇二六年九月三日
书记员　褚样本
"""


def test_the_rules_of_2016_hide_nobody_in_a_case_of_contract() -> None:
    assert find(CONTRACT, today=TODAY) == ()


def test_all_parties_are_hidden_and_nobody_else() -> None:
    found = find(CONTRACT, today=TODAY, all_parties=True)
    assert {one.rule for one in found} == {Rule.PARTY}
    assert {(one.text, one.masked) for one in found} == {
        ("张三丰", "张某"),
        ("其其格", "其某"),
        ("李大山", "李某"),
        ("示范市华盛商贸有限公司", "某某有限公司1"),
        ("华盛公司", "某某有限公司1"),
        ("示范市顺达运输有限公司", "某某有限公司2"),
    }
    hidden = mask(CONTRACT, found)
    assert all(name not in hidden for name in ("三丰", "其其格", "华盛", "顺达", "大山"))
    stays = ("示范市自然资源和规划局", "郑示范", "孙示范", "褚样本", "（2026）冀1082民初501号")
    assert all(name in hidden for name in stays)
    assert find(hidden, today=TODAY, all_parties=True) == ()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (
            "行政判决书\n原告：褚大鹏，男。\n被告：示范市民政局，住所地示范市。\n法定代表人：刘大山，局长。\n"
            "第三人：示范市永兴机械厂。\n负责人：卫长林，厂长。\n永兴机械厂述称，褚大鹏不是其员工。",
            {"褚大鹏": "褚某", "示范市永兴机械厂": "某某厂", "永兴机械厂": "某某厂", "卫长林": "卫某"},
        ),
        (
            "刑事判决书\n公诉机关示范市人民检察院。\n被告人杨大勇，男。\n被告单位示范市宏达贸易有限公司。\n"
            "辩护人秦示范，示范律师事务所律师。",
            {"杨大勇": "杨某", "示范市宏达贸易有限公司": "某某有限公司"},
        ),
        (
            "民事判决书\n原告：示范市小李面馆，经营场所示范市。\n经营者：李铁，男。\n被告：John Smith，男，美国国籍。\n"
            "被告：周敏、吴刚，住示范市。",
            {
                "示范市小李面馆": "某某馆",
                "李铁": "李某",
                "John Smith": "J",
                "周敏": "周某",
                "吴刚": "吴某",
            },
        ),
    ],
)
def test_parties_of_every_kind_of_case(text: str, hidden: dict[str, str]) -> None:
    found = find(f"示范市人民法院\n{text}\n审判长　孙示范\n", today=TODAY, all_parties=True)
    assert {one.text: one.masked for one in found} == hidden


def test_what_is_told_of_a_judgment_is_hidden_with_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, file, out = tmp_path / "home", tmp_path / "a.txt", tmp_path / "out"
    here = ["--home", str(home)]
    file.write_text(CONTRACT, encoding="utf-8")
    assert main([*here, "import", str(file)]) == 0
    assert main([*here, "publish", str(out)]) == 0
    assert main([*here, "parties", "all"]) == 0
    capsys.readouterr()
    assert main([*here, "parties", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"parties": "all"}
    # What was published under the old rule is stopped at the next publication.
    assert main([*here, "publish", str(out)]) == 2
    assert main([*here, "findings", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["rule"] for one in found} == {"party"}
    assert {one["field"] for one in found} == {"text", "parties", "result"}
    # The masked text takes its place, and with it all that is read from it.
    assert main([*here, "check", str(file), "--masked", str(tmp_path / "masked")]) == 1
    assert main([*here, "import", str(tmp_path / "masked" / "a.txt")]) == 0
    assert main([*here, "findings"]) == 0
    assert main([*here, "publish", str(out)]) == 0
    assert main([*here, "parties", "law"]) == 0
    assert main([*here, "check", str(file)]) == 0


@pytest.mark.parametrize("written", ['parties = "none"', "parties = [", 'party = "all"', "parties = 1"])
def test_a_setting_that_cannot_be_read_stops_all_publishing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    home, file = tmp_path / "home", tmp_path / "a.txt"
    file.write_text(CONTRACT, encoding="utf-8")
    here = ["--home", str(home)]
    assert main([*here, "import", str(file)]) == 0
    (home / FILE).write_text(written, encoding="utf-8")
    for command in (["publish", str(tmp_path / "out")], ["findings"], ["check", str(file)], ["parties"]):
        capsys.readouterr()
        assert main([*here, *command]) == 2
        assert FILE in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_names_without_a_known_surname_are_found_where_a_role_announces_them() -> None:
    score = measure([*Unusual(7).judgments(60), *Unusual(7).fresh(60)])
    assert score.recall >= 0.97, score.missed
    assert score.precision >= 0.99, score.wrong


FAMILY = "示范市人民法院\n民事判决书\n{head}\n原告与被告继承纠纷一案，本院进行了审理。\n审判长　孙示范\n"


@pytest.mark.parametrize(
    ("head", "hidden"),
    [
        ("原告：其其格，住示范市。", {"其其格": "其某"}),
        ("原告：其其格。", {"其其格": "其某"}),
        ("原告（反诉被告）：买买提•艾力，男。", {"买买提•艾力": "买某"}),
        ("原告：John Smith，男，美国国籍。", {"John Smith": "J"}),
        ("被告格，女，1980年1月1日出生。", {"格": "某"}),
        ("法定代理人：斯琴高娃（系原告之母）。", {"斯琴高娃": "斯某"}),
        ("被告：王秀兰（曾用名王兰花，小名“花”），女。", {"王秀兰": "王某", "王兰花": "王某", "花": "某"}),
        ("被告：金利源，男，1960年1月1日出生。", {"金利源": "金某"}),
        ("被告：示范市华盛商贸有限公司，住所地示范市。", {}),
        ("被告：没有意见。", {}),
        ("原告：其其格、周敏，住示范市。", {"其其格": "其某", "周敏": "周某"}),
        ("被告诉称，房屋归其所有。", {}),
    ],
)
def test_names_of_every_kind_in_the_head(head: str, hidden: dict[str, str]) -> None:
    found = find(FAMILY.format(head=head), today=TODAY)
    assert {one.text: one.masked for one in found} == hidden
