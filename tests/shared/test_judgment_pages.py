"""What a judgment's page leads to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from content.importers.files import import_files
from content.records import COURT_ZONE, Judgment
from shared.application import Application
from shared.pages import Article
from shared.visit import Face, Visit
from tests.world import Backend, application_at

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=COURT_ZONE)


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    """Nothing here asks the backend."""
    opened = application_at(tmp_path, Backend("http://127.0.0.1:9"))
    yield opened
    opened.parts.content.close()


def test_hearings_of_the_case_are_offered_where_there_are_any(
    application: Application, tmp_path: Path
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in (1, 2):
        (texts / f"{number}.txt").write_text(
            f"示范市人民法院\n民事判决书\n（2026）冀1082民初{number}号\n原告：张某。\n被告：李某。\n"
            "原告张某与被告李某买卖合同纠纷一案，本院公开审理。\n判决如下：\n驳回张某的诉讼请求。\n"
            "审判员　孙示范\n二〇二六年九月三日\n书记员　褚样本\n",
            encoding="utf-8",
        )
    table = "案号,开庭时间\n（2026）冀1082民初2号,2026年12月1日9时\n"
    (texts / "开庭.csv").write_text(table, encoding="utf-8")
    store = application.parts.content
    assert import_files([texts], store, NOW).refused == []
    offered = {}
    for judgment in store.all(Judgment):
        page = application.open(Visit(Face.KIOSK), judgment.place_of(judgment.id))
        assert isinstance(page, Article)
        offered[judgment.case_number[-2]] = any(
            option.place is not None and option.place.path == "/hearings" for option in page.options
        )
    assert offered == {"1": False, "2": True}
