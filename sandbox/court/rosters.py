"""The demo court's rosters as its offices keep them: one workbook, a sheet a roster."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

COURT = "示范市人民法院"
_ASSESSORS = (
    ("安示民", "女", "示范市第一中学", "教师", "教育、未成年人心理"),
    ("白试例", "男", "示范市人民医院", "主任医师", "外科、医疗损害"),
    ("曹样本", "男", "示范区法治路社区", "社区主任", "婚姻家庭、邻里纠纷"),
    ("丁模拟", "女", "示范农业技术推广站", "高级农艺师", "农业、土地承包"),
    ("范公示", "女", "示范建筑设计院", "高级工程师", "建筑工程、造价"),
    ("葛演示", "男", "示范市总工会", "部门负责人", "劳动关系"),
    ("贺例证", "女", "示范会计师事务所", "注册会计师", "财务、审计"),
    ("江示范", "男", "示东镇东河村", "村民委员会主任", "农村事务"),
    ("康试行", "女", "示范市图书馆", "馆员", ""),
    ("雷样章", "男", "示范物业服务有限公司", "项目经理", "物业服务"),
    ("孟例行", "女", "示范银行示范支行", "客户经理", "金融、信用卡"),
    ("倪范例", "男", "示范汽车维修中心", "技师", "机动车、交通事故"),
)
_MEDIATORS = (
    ("潘调和", "女", "退休法官", "婚姻家庭、继承", "示范区"),
    ("邱劝解", "男", "退休人民教师", "邻里纠纷、相邻关系", "示西镇、西山乡"),
    ("任协商", "男", "律师", "合同、公司", "全市"),
    ("沈和解", "女", "心理咨询师", "婚姻家庭、未成年人", "全市"),
    ("陶居中", "男", "退休民警", "交通事故、人身损害", "全市"),
    ("温平息", "女", "社区工作者", "物业服务、供热", "南关街道"),
    ("薛公道", "男", "退休仲裁员", "劳动争议", "经济开发区"),
    ("余明理", "女", "医务社会工作者", "医疗纠纷", "全市"),
    ("袁说和", "男", "村民委员会委员", "土地承包、宅基地", "示东镇、东河乡"),
)
_BODIES = (
    ("示范市医疗纠纷人民调解委员会", "医疗纠纷", "示范市健康路6号", "0316-5550301"),
    ("示范市道路交通事故人民调解委员会", "交通事故赔偿", "示范市交警大队院内", "0316-5550302"),
    ("示范市劳动争议调解中心", "劳动争议、工资", "示范市工会大厦2楼", "0316-5550303"),
    ("示范市妇女联合会婚姻家庭调解室", "婚姻家庭、抚养、家庭暴力", "示范市和谐巷3号", "0316-5550304"),
    ("示范市消费者协会调解室", "消费、产品质量", "示范市市场路9号", "0316-5550305"),
    ("示范市物业纠纷调解委员会", "物业服务、供热、停车", "南关街道平安里5号", "0316-5550306"),
    ("示范市银行业调解中心", "信用卡、借款、担保", "示范市金融街1号", "0316-5550307"),
    ("示范市工商业联合会商会调解中心", "买卖、加工承揽、合伙", "示范市商会大厦5楼", "0316-5550308"),
)
_INSTITUTIONS = (
    (
        "示范法医司法鉴定所",
        "司法鉴定机构",
        "法医临床、法医病理、伤残等级",
        "司法鉴定许可证 示鉴001号",
        "0316-5550321",
    ),
    (
        "示范物证司法鉴定中心",
        "司法鉴定机构",
        "笔迹、印章、文件形成时间",
        "司法鉴定许可证 示鉴002号",
        "0316-5550322",
    ),
    (
        "示范建设工程鉴定有限公司",
        "司法鉴定机构",
        "工程质量、工程造价",
        "司法鉴定许可证 示鉴003号",
        "0316-5550323",
    ),
    (
        "示范房地产评估有限公司",
        "房地产评估机构",
        "住宅、商铺、土地使用权",
        "房地产估价 一级 示估001号",
        "0316-5550324",
    ),
    (
        "示范资产评估事务所",
        "资产评估机构",
        "机器设备、股权、知识产权",
        "资产评估备案 示评002号",
        "0316-5550325",
    ),
    (
        "示范旧机动车鉴定评估有限公司",
        "资产评估机构",
        "车辆、工程机械",
        "旧机动车鉴定评估 示评003号",
        "0316-5550326",
    ),
    ("示范拍卖有限公司", "拍卖机构", "不动产、动产、股权", "拍卖经营批准证书 示拍001号", "0316-5550327"),
    (
        "示范网络司法拍卖平台",
        "网络拍卖平台",
        "网络司法拍卖",
        "网络服务提供者名单库 示网001号",
        "0316-5550328",
    ),
    ("示范会计师事务所", "审计机构", "财务审计、会计鉴定", "执业证书 示会001号", "0316-5550329"),
)
_ADMINISTRATORS = (
    ("示范律师事务所", "机构管理人", "0316-5550341"),
    ("样例律师事务所", "机构管理人", "0316-5550342"),
    ("示范清算事务有限公司", "机构管理人", "0316-5550343"),
)


def write_rosters(folder: Path, today: date) -> None:
    """Write ``名册.xlsx`` into `folder`."""
    book = Workbook()
    first = book.active
    assert first is not None  # noqa: S101 - a new workbook has a sheet
    book.remove(first)
    begins = date(today.year - 2, 4, 1)
    _assessors(book.create_sheet("人民陪审员"), begins, today)
    _mediators(book.create_sheet("特邀调解员"), begins)
    _bodies(book.create_sheet("特邀调解组织"), begins)
    _institutions(book.create_sheet("鉴定评估拍卖机构"), begins)
    page = book.create_sheet("破产管理人")
    _head(page, f"{COURT}破产管理人名册", ("序号", "机构名称", "类型", "联系电话", "入册时间"))
    for number, (name, type_, telephone) in enumerate(_ADMINISTRATORS, start=1):
        page.append((number, name, type_, telephone, begins))
    book.save(folder / "名册.xlsx")


def _assessors(page: Worksheet, begins: date, today: date) -> None:
    """One of them came in earlier, and the term has just run out."""
    _head(
        page,
        f"{COURT}人民陪审员名册",
        ("序号", "姓 名", "性别", "工作单位", "职业", "专业特长", "任命时间", "任期届满", "联系电话"),
    )
    ends = date(begins.year + 5, begins.month, begins.day) - timedelta(days=1)
    for number, (name, sex, unit, role, skills) in enumerate(_ASSESSORS, start=1):
        since, until = begins, ends
        if number == len(_ASSESSORS):
            until = today - timedelta(days=20)
            since = date(until.year - 5, until.month, 1)
        written = f"{until.year}年{until.month}月{until.day}日" if number % 2 else until
        page.append((number, name, sex, unit, role, skills, since, written, "0316-5550175"))
    page.append(("", "", "", "", "", "", "", "", ""))
    page.append((f"合计：{len(_ASSESSORS)}人",))


def _mediators(page: Worksheet, begins: date) -> None:
    _head(
        page,
        f"{COURT}特邀调解员名册",
        ("序号", "姓名", "性别", "职业", "调解领域", "服务区域", "入册日期", "单位电话"),
    )
    for number, (name, sex, role, fields, area) in enumerate(_MEDIATORS, start=1):
        page.append((number, name, sex, role, fields, area, f"{begins:%Y.%m.%d}", "0316-5550110"))


def _bodies(page: Worksheet, begins: date) -> None:
    _head(
        page,
        f"{COURT}特邀调解组织名册",
        ("序号", "组织名称", "调解领域", "办公地址", "电话", "入册时间"),
    )
    for number, (name, fields, address, telephone) in enumerate(_BODIES, start=1):
        page.append((number, name, fields, address, telephone, f"{begins:%Y-%m-%d}"))


def _institutions(page: Worksheet, begins: date) -> None:
    """Several rosters on one sheet: the kind of institution tells which."""
    _head(
        page,
        f"{COURT}对外委托专业机构名册",
        ("序号", "机构名称", "机构类别", "业务范围", "资质证书", "联系电话", "有效期至"),
    )
    until = date(begins.year + 4, 12, 31)
    for number, (name, type_, fields, licence, telephone) in enumerate(_INSTITUTIONS, start=1):
        page.append((number, name, type_, fields, licence, telephone, until))


def _head(page: Worksheet, title: str, titles: tuple[str, ...]) -> None:
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(titles))
    page["A1"].font = Font(bold=True, size=16)
    page["A1"].alignment = Alignment(horizontal="center")
    page.append(list(titles))
