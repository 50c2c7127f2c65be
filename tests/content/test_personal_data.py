"""Personal data in judgments: what is found, what stays, and how it is masked."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from benchmarks import judgment_names
from benchmarks.personal_data import Sample, guard, measure
from content.__main__ import main
from content.importers.files import import_files
from content.personal_data import Rule, find, mask
from content.publish import PublishError, publish
from content.store import Store

TODAY = date(2026, 11, 24)
CRIMINAL = """示范市人民法院
刑 事 判 决 书
（2026）冀1082刑初88号
公诉机关示范市人民检察院。
被告人赵明亮，男，1985年3月4日出生，汉族，住示范市示范区。
示范市人民检察院指控：被告人赵明亮驾驶冀J·A1234号小型轿车将被害人陈小红撞伤。陈小红经医院诊断为抑郁症。
上述事实，有证人孙建国、周丽的证言，鉴定人吴涛出具的鉴定意见予以证实。
审判长　李 建 平
二〇二六年十一月十日
"""
FAMILY = """示范市人民法院
民 事 判 决 书
（2026）冀1082民初901号
原告：王秀兰，女，1950年5月6日出生，汉族，住示范市示范区和平小区3号楼502室。
委托诉讼代理人：高正，示范律师事务所律师。
被告：王建设，男，1975年1月2日出生，汉族，住示范市示范区。
被告：欧阳娜，女，1980年1月2日出生，汉族，住示范市示范区。
原告王秀兰与被告王建设、欧阳娜赡养纠纷一案，本院立案后依法公开开庭审理。王建设称无力赡养。
审判员 李建平
二〇二六年十一月十日
"""
DEBT = """示范市人民法院
民事判决书
原告：刘强，男，1980年5月6日出生，汉族，住示范市示范区。
被告：示范商贸有限公司，住所地示范市示范区工业路8号，统一社会信用代码91131082MA0ABCDE1X。
被告：刘小宝，男，2012年6月1日出生，汉族，学生，住示范市示范区。
法定代理人：刘大伟，系刘小宝之父。
原告刘强与被告示范商贸有限公司民间借贷纠纷一案。本院认为，原告借给被告夫妻关系存续期间的款项应当偿还。
二〇二六年十一月十日
"""


def masked(text: str) -> str:
    return mask(text, find(text, today=TODAY))


def found(text: str, **own: frozenset[str]) -> list[tuple[Rule, str]]:
    return [(one.rule, one.text) for one in find(text, today=TODAY, **own)]


def test_numbers_in_many_writings_are_found_and_what_looks_alike_is_not() -> None:
    scores = measure(list(Sample(7).sentences(1_500)), guard)
    recall, precision = scores["all"]
    assert recall >= 0.99, scores
    assert precision >= 0.95, scores


def test_a_finding_tells_its_place_in_characters() -> None:
    text = "原告张某（身份证号１１０１０１１９９００３０７１２３４）到庭"
    (one,) = find(text, today=TODAY)
    assert (one.rule, one.start, one.end) == (Rule.ID_CARD, 9, 27)
    assert text[one.start : one.end] == one.text
    assert one.masked == "×" * 18


def test_an_id_number_without_a_label_needs_its_checksum() -> None:
    assert found("凭证110101199003074470为证") == [(Rule.ID_CARD, "110101199003074470")]
    assert found("凭证110101199003074471为证") == []


def test_the_courts_own_numbers_are_no_finding() -> None:
    text = "查询请拨打0316-5550100或者13800000100。"
    assert [rule for rule, _ in found(text)] == [Rule.TELEPHONE] * 2
    assert found(text, own_numbers=frozenset({"03165550100", "13800000100"})) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("原告张某，男，汉族，住示范市示范区幸福路12号3单元。", "原告张某，男，汉族，住示范市示范区。"),
        ("原告张某，男，住河北省示范市示范县柳树镇前营村。", "原告张某，男，住河北省示范市示范县。"),
        (
            "被告李某，女，汉族，户籍地：示范省示范市示范区东街5号，农民。",
            "被告李某，女，汉族，户籍地：示范省示范市示范区，农民。",
        ),
        ("被告李某，女，住和平小区5号楼。", "被告李某，女，住××。"),
    ],
)
def test_of_a_home_address_the_county_stays(text: str, kept: str) -> None:
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "被告示范商贸有限公司，住所地示范市示范区工业路8号。",
        "原告张某，男，住示范市示范区。",
        "原告住院治疗12天，住院费用3000元。",
        "案涉房屋位于示范市示范区幸福路12号。",
    ],
)
def test_addresses_of_organisations_and_of_things_stay(text: str) -> None:
    assert found(text) == []


def test_in_a_criminal_case_victims_witnesses_and_experts_are_hidden_and_the_accused_is_not() -> None:
    text = masked(CRIMINAL)
    assert "被害人陈某撞伤。陈某经医院诊断为××" in text
    assert "证人孙某、周某的证言，鉴定人吴某出具" in text
    assert "被告人赵明亮" in text
    assert "冀×·×××××号" in text
    assert "李 建 平" in text


@pytest.mark.parametrize(
    "words",
    [
        "证人应当出庭作证", "被害人方面要求赔偿", "被害人单位出具证明", "被害人和解后谅解", "被害人曾经报案", "被害人全部损失", "被害人钱包被盗",
        "被害人明确表示谅解", "被害人支付医疗费", "被害人于当日死亡", "被害人左腿骨折", "被害人家属出具谅解书", "被害人黄金项链被抢", "证人张某某的证言",
        "被害人白色轿车", "鉴定人员应当回避", "被害人经医院抢救", "被害人强烈要求", "被害人林某的陈述", "被害人身份证",
    ],
)  # fmt: skip
def test_words_after_a_role_are_no_names(words: str) -> None:
    assert found(CRIMINAL.split("示范市人民检察院指控")[0] + words + "。") == []


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("证人应红的证言", ["应红"]),
        ("被害人李建国、王秀英夫妇陈述", ["李建国", "王秀英"]),
        ("被害人买买提·吐尔逊的陈述", ["买买提·吐尔逊"]),
        ("证人欧阳锋、司马光证明", ["欧阳锋", "司马光"]),
        ("被害人：周杰，男", ["周杰"]),
        ("鉴定人钱学出具意见", ["钱学"]),
        ("附带民事诉讼原告人孙芳诉称", ["孙芳"]),
    ],
)
def test_names_after_a_role_are(words: str, names: list[str]) -> None:
    assert [text for _, text in found(CRIMINAL.split("示范市人民检察院指控")[0] + words + "。")] == names


def test_in_a_family_case_the_parties_are_hidden_wherever_they_stand_and_the_lawyer_is_not() -> None:
    text = masked(FAMILY)
    assert "原告：王某1，女，1950年5月6日出生，汉族，住示范市示范区。" in text
    assert "原告王某1与被告王某2、欧阳某赡养纠纷一案" in text
    assert "王某2称无力赡养" in text
    assert "委托诉讼代理人：高正" in text


def test_a_minor_and_the_guardian_are_hidden_in_any_case() -> None:
    text = masked(DEBT)
    assert "被告：刘某1，男，2012年6月1日出生" in text
    assert "法定代理人：刘某2，系刘某1之父" in text
    assert "原告：刘强" in text
    assert "工业路8号" in text


def test_names_in_made_up_judgments_are_found_and_those_of_the_court_and_the_lawyers_stay() -> None:
    score = judgment_names.measure(list(judgment_names.Sample(7).judgments(180)))
    assert score.recall >= 0.97, score.missed
    assert score.precision >= 0.97, score.wrong


def test_what_was_masked_is_clean() -> None:
    for text in (CRIMINAL, FAMILY, DEBT):
        assert found(masked(text)) == []


def test_nothing_is_found_in_nothing() -> None:
    assert found("") == []
    assert found("本院认为") == []


def test_the_command_reports_every_file_and_writes_what_it_proposes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, word = tmp_path / "a.txt", tmp_path / "b.docx"
    text.write_text("联系电话：13912345678", encoding="gb18030")
    document = docx.Document()
    document.add_paragraph("原告张某")
    document.add_paragraph("身份证号 ").add_run("110101199003074470")
    document.save(str(word))
    home, out = tmp_path / "home", tmp_path / "masked"
    code = main(["--home", str(home), "check", str(text), str(word), "--json", "--masked", str(out)])
    reported = json.loads(capsys.readouterr().out)
    assert code == 1
    assert reported == [
        {
            "file": str(text),
            "rule": "telephone",
            "start": 5,
            "end": 16,
            "text": "13912345678",
            "masked": "×" * 11,
        },
        {
            "file": str(word),
            "rule": "id-card",
            "start": 10,
            "end": 28,
            "text": "110101199003074470",
            "masked": "×" * 18,
        },
    ]
    assert (out / "a.txt").read_text(encoding="utf-8") == "联系电话：×××××××××××"
    assert docx.Document(str(out / "b.docx")).paragraphs[1].text == "身份证号 " + "×" * 18


def test_the_command_says_when_nothing_is_wrong_and_when_it_cannot_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean, broken = tmp_path / "clean.txt", tmp_path / "broken.docx"
    clean.write_text("（2026）冀1082民初1号", encoding="utf-8")
    broken.write_bytes(b"no zip")
    home = ["--home", str(tmp_path / "home"), "check"]
    assert main([*home, str(clean), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main([*home, str(broken)]) == 2
    assert main([*home, str(tmp_path / "none.txt")]) == 2


def test_nothing_is_published_with_an_open_finding_until_a_named_person_decides(
    tmp_path: Path, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    file = tmp_path / "judgment.txt"
    file.write_text(DEBT.replace("民事判决书", "民事判决书\n（2026）冀1082民初66号"), encoding="utf-8")
    store = Store.at(home / "content.db")
    assert import_files([file], store, now).accepted == 1
    with pytest.raises(PublishError, match="个人信息"):
        publish(store, tmp_path / "out", home / "keys", now)
    store.close()

    here = ["--home", str(home)]
    assert main([*here, "findings", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["text"] for one in found} == {"刘小宝", "刘大伟"}
    assert main([*here, "override", found[0]["id"], "--by", " ", "--reason", "x"]) == 2
    assert main([*here, "override", "000000000000", "--by", "王示范", "--reason", "x"]) == 2
    assert main([*here, "publish", str(tmp_path / "out")]) == 2
    assert main([*here, "override", "all", "--by", "王示范", "--reason", "当事人同意公布"]) == 0
    assert main([*here, "findings"]) == 0
    assert main([*here, "publish", str(tmp_path / "out")]) == 0
    # The record of the decision holds no name that was to be hidden.
    written = (home / "content.db").read_bytes()
    assert "王示范".encode() in written
    store = Store.at(home / "content.db")
    with store.transaction() as writing:
        rows = writing.conn.execute("SELECT * FROM overrides").fetchall()
    store.close()
    assert "刘小宝" not in str(rows)
    assert {row[5] for row in rows} == {"王示范"}


def test_the_demo_court_has_no_open_finding(machine: Path) -> None:
    assert main(["--home", str(machine), "findings"]) == 0
