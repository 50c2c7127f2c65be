"""Judgments as courts write them: read whatever the layout, and of some nothing but what article 6 allows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from content.importers.files import import_files
from content.importers.hearings import Outcome
from content.importers.judgment import is_judgment
from content.records import Judgment
from content.store import Store

CIVIL = """河北省示范市人民法院
民 事 判 决 书
（2026）冀1082民初123号
原告：张强，男，1980年1月1日出生，汉族，住示范市示范区。
委托诉讼代理人：高正，示范律师事务所律师。
被告：李明，男，1981年1月1日出生，汉族，住示范市示范区。
被告：示范商贸有限公司，住所地示范市示范区工业路8号。
法定代表人：王五，经理。
原告张强与被告李明、示范商贸有限公司民间借贷纠纷一案，本院于2026年9月1日立案后，依法适用简易程序公开开庭进行了审理。本案现已审理终结。
张强向本院提出诉讼请求：判令偿还借款50000元。
李明辩称，钱已还。
本院经审理认定事实如下：2025年1月1日借款。
本院认为，合法的借贷关系受法律保护。依照《中华人民共和国民法典》第六百七十五条规定，判决如下：
一、李明于本判决生效之日起十日内偿还张强借款50000元；
二、驳回其他诉讼请求。
如果未按本判决指定的期间履行给付金钱义务，应当加倍支付迟延履行期间的债务利息。
案件受理费1050元，由李明负担。
如不服本判决，可在判决书送达之日起十五日内向本院递交上诉状。
审　判　长　　李　建　平
审　判　员　　王示范
人民陪审员　　赵　　六
二〇二六年十一月十日
法官助理　孙七
书　记　员　　周 八
"""
CRIMINAL = """示范市人民法院裁判文书公告
发布日期：2026-11-20  浏览：12次
王某盗窃罪一审刑事判决书
示范市人民法院
刑事判决书
(2026)冀1082刑初88号
公诉机关示范市人民检察院。
被告人王磊，男，1990年3月4日出生，汉族，住示范市示范区。因涉嫌犯盗窃罪于2026年5月1日被刑事拘留。
示范市人民检察院以冀示检刑诉〔2026〕12号起诉书指控被告人王磊犯盗窃罪，于2026年8月1日向本院提起公诉。
本院认为，被告人王磊以非法占有为目的。判决如下：
被告人王磊犯盗窃罪，判处有期徒刑六个月，并处罚金人民币二千元。
（刑期从判决执行之日起计算。）
如不服本判决，可上诉。
审判长：李建平
人民陪审员：钱一、赵二
二○二六年十月九日
书记员：周八"""
SECOND = """案号：（2025）冀10民终456号
审理法院：廊示市中级人民法院
案由：买卖合同纠纷
裁判日期：2025-12-30
上诉人示范甲公司、被上诉人示范乙公司买卖合同纠纷二审民事裁定书
廊示市中级人民法院民事裁定书
（2025）冀10民终456号
上诉人（原审被告）：示范甲有限公司，住所地示范市。
被上诉人（原审原告）：示范乙有限公司。
上诉人示范甲有限公司因与被上诉人示范乙有限公司买卖合同纠纷一案，不服示范市人民法院（2025）冀1082民初9号民事判决，向本院提起上诉。
上诉人撤回上诉。
依照……规定，裁定如下：
准许示范甲有限公司撤回上诉。一审判决自本裁定书送达之日起发生法律效力。
本裁定为终审裁定。
审判长 王一二 审判员 李三 审判员 赵四五
二〇二五年十二月三十日
书记员 孙六"""
ENFORCEMENT = """示范市人民法院
执行裁定书
（2026）冀1082执恢33号之一
申请执行人张某，男。
被执行人李某，女。
本院在执行张某与李某民间借贷纠纷一案中，被执行人无财产可供执行。裁定如下：
终结本次执行程序。
本裁定送达后立即生效。
审判长
李建平
审判员
王示范
二Ο二六年三月二日
书记员
周八"""
DIVORCE = """示范市人民法院
民事判决书
（2026）冀1082民初77号
原告：王秀兰。
被告：王建设。
原告王秀兰与被告王建设离婚纠纷一案。判决如下：准予离婚。
审判员 李建平
二〇二六年十一月十日"""
ANNOUNCED = """示范市人民法院公告
李某：本院受理原告张某诉你民间借贷纠纷一案，已作出（2026）冀1082民初1号民事判决书，现依法公告送达。
示范市人民法院
二〇二六年十一月十日"""
ADMINISTRATIVE = """示范市人民法院
行 政 判 决 书
（ 2026 ）冀 1082 行 初 5 号
原告赵某，男。
被告示范市人力资源和社会保障局，住所地示范市。
法定代表人钱某，局长。
第三人示范厂。
原告赵某不服被告示范市人力资源和社会保障局工伤认定一案，本院受理后……
判决如下：
驳回原告赵某的诉讼请求。
审判长  李建平
人民陪审员  王一
人民陪审员  王二
二〇二六年九月一日
书记员  周八
附：相关法律条文"""


def take(
    store: Store, folder: Path, now: datetime, text: str, name: str = "a.txt", encoding: str = "utf-8"
) -> Outcome:
    (folder / name).write_text(text, encoding=encoding)
    return import_files([folder / name], store, now)


def only(store: Store) -> Judgment:
    (judgment,) = store.all(Judgment)
    return judgment


@pytest.mark.parametrize(
    ("text", "case", "court", "document", "decided", "cause", "parties", "panel", "clerk", "result"),
    [
        (CIVIL, "（2026）冀1082民初123号", "河北省示范市人民法院", "judgment", date(2026, 11, 10), "民间借贷纠纷",
         "原告张强，被告李明，被告示范商贸有限公司", ("审判长李建平", "审判员王示范", "人民陪审员赵六"), "周八",
         "一、李明于本判决生效之日起十日内偿还张强借款50000元；\n二、驳回其他诉讼请求。"),
        (CRIMINAL, "（2026）冀1082刑初88号", "示范市人民法院", "judgment", date(2026, 10, 9), "盗窃罪",
         "公诉机关示范市人民检察院，被告人王磊", ("审判长李建平", "人民陪审员钱一", "人民陪审员赵二"), "周八",
         "被告人王磊犯盗窃罪，判处有期徒刑六个月，并处罚金人民币二千元。\n（刑期从判决执行之日起计算。）"),
        (SECOND, "（2025）冀10民终456号", "廊示市中级人民法院", "ruling", date(2025, 12, 30), "买卖合同纠纷",
         "上诉人示范甲有限公司，被上诉人示范乙有限公司", ("审判长王一二", "审判员李三", "审判员赵四五"), "孙六",
         "准许示范甲有限公司撤回上诉。一审判决自本裁定书送达之日起发生法律效力。"),
        (ENFORCEMENT, "（2026）冀1082执恢33号之一", "示范市人民法院", "ruling", date(2026, 3, 2), "民间借贷纠纷",
         "申请执行人张某，被执行人李某", ("审判长李建平", "审判员王示范"), "周八", "终结本次执行程序。"),
        (ADMINISTRATIVE, "（2026）冀1082行初5号", "示范市人民法院", "judgment", date(2026, 9, 1), "工伤认定",
         "原告赵某，被告示范市人力资源和社会保障局，第三人示范厂", ("审判长李建平", "人民陪审员王一", "人民陪审员王二"),
         "周八", "驳回原告赵某的诉讼请求。"),
    ],
    ids=["civil", "criminal, with a site's head", "second instance, labelled", "enforcement, names below", "administrative"],
)  # fmt: skip
def test_layouts_are_read(
    store: Store, tmp_path: Path, now: datetime, text: str, case: str, court: str, document: str, decided: date,
    cause: str, parties: str, panel: tuple[str, ...], clerk: str, result: str,
) -> None:  # fmt: skip
    assert take(store, tmp_path, now, text).refused == []
    found = only(store)
    assert (found.case_number, found.court, found.document, found.decided) == (case, court, document, decided)
    assert (found.cause, found.parties, found.panel, found.clerk) == (cause, parties, panel, clerk)
    assert found.result == result
    assert "发布日期" not in found.text


def test_a_payment_order_and_a_maritime_case(store: Store, tmp_path: Path, now: datetime) -> None:
    order = (
        "示范市人民法院\n支 付 令\n（2026）冀1082民督3号\n申请人：示范物业服务有限公司。\n被申请人：马某。\n"
        "本院经审查认为，申请符合条件。特发出如下支付令：\n被申请人应当给付申请人物业费2000元。\n审判员 王示范\n二〇二六年一月十日"
    )
    maritime = CIVIL.replace("河北省示范市人民法院", "中华人民共和国\n示范海事法院").replace(
        "原告张强与被告李明、示范商贸有限公司民间借贷纠纷一案", "上列当事人因海上货物运输合同纠纷一案"
    )
    take(store, tmp_path, now, order, "1.txt")
    take(store, tmp_path, now, maritime, "2.txt")
    found = {one.document: one for one in store.all(Judgment)}
    assert found["payment-order"].result == "被申请人应当给付申请人物业费2000元。"
    assert (found["judgment"].court, found["judgment"].cause) == ("示范海事法院", "海上货物运输合同纠纷")


def test_word_and_text_give_the_same_record_and_again_changes_nothing(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    document = docx.Document()
    for line in CIVIL.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    assert import_files([tmp_path / "a.docx"], store, now).accepted == 1
    assert take(store, tmp_path, now, CIVIL, "b.txt", "gb18030").unchanged == 1
    assert len(store.all(Judgment)) == 1


def test_in_a_text_file_a_judgment_is_told_from_an_announcement() -> None:
    assert not is_judgment(ANNOUNCED)
    assert not is_judgment(
        "示范市人民法院公告\n本院定于2026年11月25日上午9时在第三法庭开庭审理（2026）冀1082民初1号一案。"
    )
    assert all(map(is_judgment, (CIVIL, CRIMINAL, SECOND, ENFORCEMENT, DIVORCE, ADMINISTRATIVE)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (DIVORCE, "divorce"),
        (CIVIL.replace("民 事 判 决 书", "民 事 调 解 书"), "mediated"),
        (
            CIVIL.replace("民 事 判 决 书", "民 事 裁 定 书").replace(
                "民间借贷纠纷一案", "申请司法确认调解协议一案"
            ),
            "mediated",
        ),
        (CRIMINAL.replace("男，1990年3月4日出生", "男，犯罪时未满十八周岁"), "juvenile"),
        (CIVIL.replace("河北省", "不公布理由：人民法院认为不宜公布\n河北省"), "unsuitable"),
        (CIVIL.replace("河北省", "不公布理由：涉及未成年子女抚养\n河北省"), "divorce"),
    ],
)
def test_of_what_is_not_published_nothing_but_what_article_6_allows_is_kept(
    store: Store, tmp_path: Path, now: datetime, text: str, reason: str
) -> None:
    assert take(store, tmp_path, now, text).accepted == 1
    found = only(store)
    assert found.withheld == reason
    assert (found.text, found.parties, found.cause, found.panel, found.result) == ("", "", "", (), "")
    assert store.search("张强") == store.search("王秀兰") == store.search("王磊") == ()


def test_an_administrative_settlement_and_one_in_the_public_interest_are_published(
    store: Store, tmp_path: Path, now: datetime
) -> None:
    # 第三条第九项
    for text in (
        CIVIL.replace("民 事 判 决 书", "行 政 调 解 书"),
        CIVIL.replace("民 事 判 决 书", "民 事 调 解 书").replace(
            "原告：张强", "公益诉讼起诉人：示范市人民检察院"
        ),
    ):
        take(store, tmp_path, now, text)
        found = only(store)
        assert (found.document, found.withheld) == ("mediation", "")


def test_a_table_in_a_judgment_is_read_row_by_row(store: Store, tmp_path: Path, now: datetime) -> None:
    document = docx.Document()
    head, tail = CIVIL.split("审　判　长")
    for line in head.splitlines():
        document.add_paragraph(line)
    goods = document.add_table(rows=2, cols=3)
    for row, cells in enumerate((("日期", "货物", "金额"), ("2025年3月1日", "水泥", "12000元"))):
        for column, text in enumerate(cells):
            goods.cell(row, column).text = text
    signed = document.add_table(rows=1, cols=2)  # as some courts align what is signed
    signed.cell(0, 0).text, signed.cell(0, 1).text = "审　判　长", "李　建　平"
    for line in tail.splitlines()[1:]:
        document.add_paragraph(line)
    document.save(tmp_path / "判决.docx")
    assert import_files([tmp_path / "判决.docx"], store, now).accepted == 1
    found = only(store)
    assert "日期｜货物｜金额\n2025年3月1日｜水泥｜12000元" in found.text
    assert found.panel[0] == "审判长李建平"


def test_a_state_secret_is_not_taken_in_at_all(store: Store, tmp_path: Path, now: datetime) -> None:
    (refused,) = take(store, tmp_path, now, f"不公布理由：涉及国家秘密\n{CIVIL}").refused
    assert "国家秘密" in refused.reason
    assert store.all(Judgment) == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("判决如下：驳回。", "文书类型"),
        (CIVIL.replace("（2026）冀1082民初123号", ""), "案号"),
        (CIVIL.split("审　判　长")[0].replace("2026年9月1日", "").replace("1980年1月1日", "").replace("1981年1月1日", "").replace("2025年1月1日", ""), "裁判日期"),
    ],
)  # fmt: skip
def test_what_a_document_lacks_is_named(
    store: Store, tmp_path: Path, now: datetime, text: str, field: str
) -> None:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    (refused,) = import_files([tmp_path / "a.docx"], store, now).refused
    assert refused.field == field


def test_a_word_file_may_hold_an_announcement_as_well(store: Store, tmp_path: Path, now: datetime) -> None:
    document = docx.Document()
    document.add_paragraph("示范市人民法院公告")
    document.add_paragraph(
        "本院定于2026年11月25日上午9时在第三法庭公开开庭审理（2026）冀1082民初1号原告张某与被告李某买卖合同纠纷一案。"
    )
    document.save(str(tmp_path / "公告.docx"))
    assert import_files([tmp_path / "公告.docx"], store, now).accepted == 1
    assert store.counts()["hearing"] == 1


def test_a_register_of_what_is_not_published(store: Store, tmp_path: Path, now: datetime) -> None:
    book = openpyxl.Workbook()
    book.active.append(["不上网文书登记表"])
    book.active.append(["案号", "文书类型", "裁判日期", "不公布理由"])
    book.active.append(["(2026)冀1082民初701号", "民事判决书", "2026年11月2日", "离婚诉讼"])
    book.active.append(["不是案号", "民事判决书", "2026年11月2日", "离婚诉讼"])
    # About a child, not about a crime of one.
    book.active.append(["(2026)冀1082民初704号", "民事判决书", "2026年11月3日", "涉及未成年子女抚养"])
    book.save(tmp_path / "登记表.xlsx")
    outcome = import_files([tmp_path / "登记表.xlsx"], store, now)
    assert outcome.accepted == 2
    assert [refusal.row for refusal in outcome.refused] == [4]
    found = {one.case_number: one.withheld for one in store.all(Judgment)}
    assert found == {"（2026）冀1082民初701号": "divorce", "（2026）冀1082民初704号": "divorce"}


def test_judgments_are_found_by_year_cause_type_and_case(store: Store, tmp_path: Path, now: datetime) -> None:
    for number, text in enumerate((CIVIL, CRIMINAL, SECOND, ENFORCEMENT, DIVORCE)):
        take(store, tmp_path, now, text, f"{number}.txt")
    judgments = store.judgments
    assert judgments.counts("year") == {"2026": 4, "2025": 1}
    assert judgments.counts("document") == {"judgment": 3, "ruling": 2}
    assert judgments.find(year=2025).total == 1
    assert [one.cause for one in judgments.find(cause="盗窃罪").items] == ["盗窃罪"]
    assert judgments.find(document="ruling", year=2026).total == 1
    newest = judgments.find().items
    assert [one.decided for one in newest] == sorted((one.decided for one in newest), reverse=True)
    store.remove("judgment", newest[0].id)
    assert judgments.find().total == 4
