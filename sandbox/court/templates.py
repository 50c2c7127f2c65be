"""The demo court's templates of documents: Word files in folders by subject, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

_REVISED = datetime(2026, 9, 1, 9, tzinfo=UTC)
_PARTY = (
    "姓名：________　性别：____　出生日期：______年____月____日　民族：______",
    "身份证号码：____________________　联系电话：________________",
    "住址：________________________________________________",
    "（是单位的，写名称、住所、统一社会信用代码、法定代表人姓名和职务、联系电话）",
)
_COURT = "此致"


@dataclass(frozen=True)
class _Form:
    """`parts` are headings with the lines below them."""

    file: str
    english: str
    use: str
    parts: Sequence[tuple[str, Sequence[str]]]
    end: str
    table: Sequence[Sequence[str]] = ()


_CLAIM_END = "具状人（签名或者盖章）：________________\n______年____月____日"
_FORMS = (
    _Form(
        "01 民事/01 民事起诉状.docx", "Civil complaint",
        "向法院起诉时用。按被告人数提出副本。",
        (
            ("原告", _PARTY),
            ("被告", _PARTY),
            ("诉讼请求", ("1. 判令被告________________________________；", "2. 判令被告________________________________；", "3. 本案的诉讼费用由被告负担。")),
            ("事实和理由", ("（写清楚：什么时间、什么地点、发生了什么事；约定了什么；对方怎样违反；造成了什么损失；依据什么法律）", "________________________________________________", "________________________________________________")),
            ("证据和证据来源，证人姓名和住所", ("见所附证据清单。",)),
        ),
        _CLAIM_END,
        (("序号", "证据名称", "证明什么", "来源", "原件或者复印件"), ("1", "", "", "", ""), ("2", "", "", "", ""), ("3", "", "", "", "")),
    ),
    _Form(
        "01 民事/02 民事答辩状.docx", "Answer to a complaint",
        "收到起诉状副本以后用，应当在十五日内提出；不提出答辩状的，不影响法院审理。",
        (
            ("答辩人", _PARTY),
            ("被答辩人", ("姓名（名称）：________________",)),
            ("答辩请求", ("请求驳回________________________________。",)),
            ("事实和理由", ("（逐项回答对方的请求：哪些承认，哪些不承认，为什么）", "________________________________________________")),
        ),
        "答辩人（签名或者盖章）：________________\n______年____月____日",
    ),
    _Form(
        "01 民事/03 民事上诉状.docx", "Civil appeal",
        "不服一审判决，在判决书送达之日起十五日内用；不服裁定的，十日内用。",
        (
            ("上诉人（一审____告）", _PARTY),
            ("被上诉人（一审____告）", _PARTY),
            ("", ("上诉人因________________________一案，不服________人民法院（______）________号民事判决，现提出上诉。",)),
            ("上诉请求", ("1. 撤销（变更）一审判决第____项，改判________________________；", "2. 一、二审的诉讼费用由被上诉人负担。")),
            ("上诉理由", ("（写清楚：一审认定的哪些事实不对，适用的哪些法律不对，程序有什么问题）", "________________________________________________")),
        ),
        "上诉人（签名或者盖章）：________________\n______年____月____日",
    ),
    _Form(
        "01 民事/04 授权委托书.docx", "Power of attorney",
        "委托律师、近亲属等代为诉讼时用。承认、放弃、变更诉讼请求，和解，反诉，上诉，要写明特别授权。",
        (
            ("委托人", ("姓名（名称）：________________　身份证号码：____________________",)),
            ("受委托人", ("姓名：________________　单位或者与委托人的关系：________________　联系电话：________________",)),
            ("", ("现委托________________，在委托人与________________________________一案中，作为委托人的诉讼代理人。",)),
            ("代理事项和权限", ("一般代理。", "特别授权：（写明）代为承认、放弃、变更诉讼请求，进行和解，提起反诉或者上诉。不需要的请划去。")),
        ),
        "委托人（签名或者盖章）：________________\n______年____月____日",
    ),
    _Form(
        "01 民事/05 财产保全申请书.docx", "Application for preservation",
        "担心对方转移财产，起诉以前或者诉讼中用。诉前保全应当提供担保。",
        (
            ("申请人", _PARTY),
            ("被申请人", _PARTY),
            ("请求事项", ("查封、扣押、冻结被申请人________________________（财产名称、数量、所在地），限额人民币________________元。",)),
            ("事实和理由", ("（写清楚：不保全会使判决难以执行，或者造成什么损害）", "________________________________________________")),
            ("担保", ("申请人提供________________________作为担保。",)),
        ),
        "申请人（签名或者盖章）：________________\n______年____月____日",
    ),
    _Form(
        "01 民事/06 缓交减交免交诉讼费申请书.docx", "Application for relief from fees",
        "交纳诉讼费确有困难时用，起诉或者上诉时一起交，并附经济困难的证明。",
        (
            ("申请人", _PARTY),
            ("请求事项", ("在________________________一案中，申请（缓交、减交、免交）案件受理费________________元。",)),
            ("事实和理由", ("（写清楚家庭人口、收入、支出，属于哪一种困难）", "________________________________________________")),
            ("附", ("低保证、残疾人证、失业登记或者其他证明：____份",)),
        ),
        "申请人（签名或者盖章）：________________\n______年____月____日",
    ),
    _Form(
        "02 执行/01 强制执行申请书.docx", "Application for enforcement",
        "文书生效、对方不履行，在两年以内用。附生效文书和身份证明。",
        (
            ("申请执行人", _PARTY),
            ("被执行人", _PARTY),
            ("执行依据", ("________人民法院（______）________号民事判决书（调解书、裁定书）。",)),
            ("请求事项", ("1. 给付________________元；", "2. 加倍支付迟延履行期间的债务利息；", "3. 执行费用由被执行人负担。")),
            ("事实和理由", ("（什么文书，什么时候生效，对方履行了多少，还有多少没有履行）", "________________________________________________")),
        ),
        "申请执行人（签名或者盖章）：________________\n______年____月____日",
        (("财产种类", "在哪里、号码", "怎样知道的"), ("银行存款", "", ""), ("房产、土地", "", ""), ("车辆", "", ""), ("工资、到期债权", "", "")),
    ),
    _Form(
        "02 执行/02 执行异议申请书.docx", "Objection to enforcement",
        "当事人、利害关系人认为执行行为违法，或者案外人认为执行的财产是自己的，用它提出书面异议。",
        (
            ("异议人", _PARTY),
            ("请求事项", ("在（______）________号执行案件中，请求________________________________。",)),
            ("事实和理由", ("（写清楚：哪一个执行行为违反哪一条法律；或者哪一件财产为什么是自己的）", "________________________________________________")),
        ),
        "异议人（签名或者盖章）：________________\n______年____月____日",
    ),
    _Form(
        "03 行政/01 行政起诉状.docx", "Administrative complaint",
        "不服行政机关的行政行为时用，一般在知道之日起六个月内提出。",
        (
            ("原告", _PARTY),
            ("被告", ("行政机关名称：________________________　地址：________________________",)),
            ("诉讼请求", ("1. 撤销（确认违法、责令履行）被告________________________________；", "2. 本案的诉讼费用由被告负担。")),
            ("事实和理由", ("（写清楚：什么行政行为，什么时候知道的，哪里不合法，侵犯了什么权益）", "________________________________________________")),
        ),
        _CLAIM_END,
    ),
)  # fmt: skip


def write_templates(folder: Path) -> None:
    """Write the Word files into ``文书样式`` in `folder`."""
    for form in _FORMS:
        file = folder / "文书样式" / form.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_stable(_document(form)))


def _document(form: _Form) -> bytes:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    title = Path(form.file).stem[3:]
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title)
    run.bold, run.font.size = True, Pt(22)
    for heading, lines in form.parts:
        if heading:
            document.add_heading(heading, level=2)
        for line in lines:
            document.add_paragraph(line)
    document.add_paragraph(_COURT)
    document.add_paragraph("示范市人民法院")
    document.add_paragraph(form.end).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if form.table:
        document.add_heading("附：清单", level=2)
        table = document.add_table(rows=0, cols=len(form.table[0]), style="Table Grid")
        for row in form.table:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    told = document.core_properties
    told.title, told.subject, told.comments, told.author = title, form.english, form.use, "示范市人民法院"
    told.created = told.modified = _REVISED
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _stable(raw: bytes) -> bytes:
    """The same archive with one and the same time at every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (2026, 9, 1, 9, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()
