from __future__ import annotations

from pathlib import Path

import pytest

from content.importers.files import import_files

HEAD = """---
id: filing
title: 怎样立案
category: first
order: 10
summary: 带什么
owner: 立案庭
updated: 2026-11-02
law: [《中华人民共和国民事诉讼法》第一百二十二条]
keywords: [立案]
---
"""
CATEGORIES = "- {id: first, name: 立案, name_en: Filing}\n- {id: second, name: 费用}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides/categories.yaml").write_text(CATEGORIES, encoding="utf-8")
    (tmp_path / "guides/filing.md").write_text(HEAD + "\n## 条件\n\n有明确的被告。\n", encoding="utf-8")
    (tmp_path / "guides/filing.en.md").write_text(
        "---\nid: filing\ntitle: How to file\nsummary: What to bring\n---\nA named defendant.\n",
        encoding="utf-8",
    )
    return tmp_path / "guides"


def test_a_folder_of_guides_goes_in_with_its_translations(folder, store, now) -> None:
    outcome = import_files([folder], store, now)
    assert (outcome.accepted, outcome.refused) == (4, [])
    guide, english = store.guide("filing"), store.guide("filing", "en")
    assert guide is not None
    assert english is not None
    assert guide.body.startswith("## 条件")
    assert (english.title, english.category, english.law) == ("How to file", "first", guide.law)
    assert [one.name for one in store.guide_categories()] == ["立案", "费用"]
    assert store.as_of("guide") == now
    assert import_files([folder], store, now).unchanged == 4


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        (HEAD.replace("title: 怎样立案\n", "") + "正文", None, "title"),
        (HEAD.replace("2026-11-02", "2026-02-30") + "正文", 8, "updated"),
        (HEAD.replace("category: first", "category: nowhere") + "正文", 4, "category"),
        (HEAD.replace("owner", "chef") + "正文", 7, "chef"),
        (HEAD, None, "正文"),
        (HEAD + "有<script>alert(1)</script>的正文", None, "正文"),
        (HEAD.replace("[立案]", "[立案") + "正文", None, None),
    ],
)
def test_a_wrong_guide_is_refused_with_line_and_field(folder, store, now, text, row, field) -> None:
    (folder / "wrong.md").write_text(text, encoding="utf-8")
    import_files([folder / "categories.yaml"], store, now)
    (refused,) = import_files([folder / "wrong.md"], store, now).refused
    assert row is None or refused.row == row
    assert field is None or refused.field == field
    assert store.guides() == ()


DIRECTORY = """
court:
  name: 示范市人民法院
  name_en: Demonstration City People's Court
  code: 冀1082
  telephone: 0316-5550100
  hotline: 12368
  operator: {telephone: 0316-5550100, hours: 工作日8:30至17:30}
departments:
  - {id: filing, name: 立案庭, floor: 1, telephone: 0316-5550101}
  - {id: civil-1, name: 民事审判第一庭}
tribunals:
  - {id: chengguan, name: 城关人民法庭}
people:
  - {id: p1, name: 王示范, post: 庭长, department: civil-1, committee: true}
"""


def test_the_directory_goes_in_and_who_left_is_gone(tmp_path: Path, store, now) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text(DIRECTORY, encoding="utf-8")
    assert import_files([file], store, now).refused == []
    court = store.court()
    assert court is not None
    assert (court.hotline, court.name_in("en")) == ("12368", "Demonstration City People's Court")
    assert [one.name for one in store.departments()] == ["立案庭", "民事审判第一庭"]
    assert store.people(committee=True).items[0].name == "王示范"
    file.write_text(DIRECTORY.replace("  - {id: civil-1, name: 民事审判第一庭}\n", ""), encoding="utf-8")
    import_files([file], store, now)
    assert [one.name for one in store.departments()] == ["立案庭"]


def test_a_wrong_entry_is_refused_with_its_line_and_takes_nobody_away(tmp_path: Path, store, now) -> None:
    file = tmp_path / "directory.yaml"
    file.write_text(DIRECTORY, encoding="utf-8")
    import_files([file], store, now)
    file.write_text(DIRECTORY.replace("id: civil-1, name: 民事审判第一庭", "id: civil-1"), encoding="utf-8")
    (refused,) = import_files([file], store, now).refused
    assert (refused.row, refused.field, str(refused.reason)) == (11, "name", "缺少这一项")
    assert len(store.departments()) == 2


def test_a_translation_may_be_named_before_its_chinese(store, tmp_path, now) -> None:
    # The shell's *.md puts filing.en.md first.
    english, chinese = tmp_path / "filing.en.md", tmp_path / "filing.md"
    chinese.write_text(
        "---\nid: filing\ntitle: 立案\ncategory: filing\nupdated: 2026-11-02\n---\n去立案窗口。\n"
    )
    english.write_text("---\ntitle: Filing\n---\nGo to the counter.\n")
    outcome = import_files([english, chinese], store, now)
    assert (outcome.accepted, outcome.refused) == (2, [])
