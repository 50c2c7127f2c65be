"""What the departments get of the surveys: figures that add up, nobody in them, and no formula."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from shared.__main__ import main
from shared.cases.details import SurveyAnswer
from shared.place import Place
from shared.surveys.figures import FEWEST, Figures, figures
from shared.visit import Face, Visit
from tests.world import Backend, application_at

TODAY = date(2026, 11, 24)


def answer(about: str, face: str, mark: int, comment: str = "", month: int = 11) -> SurveyAnswer:
    at = datetime.fromisoformat(f"2026-{month:02d}-10T10:00:00+08:00")
    return SurveyAnswer.model_validate(
        {"written_at": at, "face": face, "about": about, "satisfaction": mark, "comment": comment}
    )


def made(*answers: SurveyAnswer) -> Figures:
    return figures(answers, ("2026-10", "2026-11"), today=TODAY)


def test_counts_and_means_by_service_face_and_month() -> None:
    found = made(
        *(answer("staff", "kiosk", mark) for mark in (5, 5, 4, 3, 1)),
        *(answer("filing", "voice", mark, month=10) for mark in (5, 5, 5, 5, 5, 4)),
    )
    assert [(g.month, g.about, g.face, g.answers, g.mean) for g in found.groups] == [
        ("2026-10", "filing", "voice", 6, 4.83),
        ("2026-11", "staff", "kiosk", 5, 3.6),
    ]
    assert found.groups[1].marks == {5: 2, 4: 1, 3: 1, 2: 0, 1: 1}
    assert [(g.face, g.answers) for g in found.by("face")] == [("kiosk", 5), ("voice", 6)]
    assert found.rest is None
    whole = found.whole()
    assert whole is not None
    assert (whole.answers, whole.mean) == (11, 4.27)


def test_small_groups_are_put_together_and_cannot_be_subtracted() -> None:
    few = [answer("hearing", "mobile", 1)] * 2 + [answer("staff", "mobile", 2)] * (FEWEST - 1)
    found = made(*[answer("staff", "kiosk", 5)] * 9, *few)
    assert [(g.about, g.face, g.answers) for g in found.groups] == [("staff", "kiosk", 9)]
    assert found.rest is not None
    assert found.rest.answers == len(few)
    # A sum by face or service has no more in it than what is shown.
    assert [g.answers for g in found.by("about")] == [9]
    assert "mobile" not in [g.face for g in found.by("face")]


def test_one_small_group_takes_the_next_with_it() -> None:
    found = made(
        *[answer("staff", "kiosk", 5)] * 9, *[answer("filing", "kiosk", 4)] * 7, answer("hearing", "voice", 1)
    )
    assert [g.answers for g in found.groups] == [9]
    assert found.rest is not None
    assert found.rest.answers == 8


def test_so_few_that_nothing_is_told() -> None:
    found = made(*[answer("staff", "kiosk", 1)] * (FEWEST - 1))
    assert (found.groups, found.rest, found.unshown, found.whole()) == ((), None, FEWEST - 1, None)
    assert made().whole() is None


def test_comments_have_no_personal_data_and_no_pointer_to_somebody() -> None:
    found = made(
        *[answer("staff", "kiosk", 5)] * 5,
        answer("staff", "kiosk", 2, "我的电话13800000001，身份证131082198001010018，没人回。"),
        answer("hearing", "voice", 1, "椅子太少。"),
        answer("hearing", "voice", 1, "  "),
    )
    texts = {comment.text: comment for comment in found.comments}
    assert len(texts) == 2
    assert not [text for text in texts if "13800000001" in text or "131082198001010018" in text]
    assert sorted(comment.masked for comment in found.comments) == [False, True]
    assert (texts["椅子太少。"].about, texts["椅子太少。"].month) == ("", "")


@pytest.fixture
def answered(machine: Path, backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seven people answered, one of them with a formula; a machine of an office asks."""
    application = application_at(machine, backend)
    for number in range(7):
        comment = '=HYPERLINK("http://x.example")' if number == 0 else ""
        given = {"about": "staff", "satisfaction": str(5 - number % 2), "comment": comment}
        application.open(Visit(Face.KIOSK), Place("/survey"), given)
    monkeypatch.setenv("COURT_BACKEND_URL", backend.url)
    return tmp_path / "office"


def test_the_command_writes_data_and_a_workbook(answered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = answered.parent / "意见.xlsx"
    span = ["--home", str(answered), "--from", "2026-10", "--to", "2026-11"]
    assert main(["surveys", *span, "--json", "--xlsx", str(book)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["months"] == ["2026-10", "2026-11"]
    assert told["by_service"] == [told["whole"] | {"service": "staff"}]
    assert (told["whole"]["answers"], told["whole"]["mean"]) == (7, 4.57)
    sheets = load_workbook(book)
    assert sheets.sheetnames == ["明细", "按方面", "按渠道", "按月份", "意见"]
    cells = [cell for row in sheets["意见"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize("span", [("2026-11", "2026-10"), ("2020-01", "2026-11")])
def test_a_span_that_is_none_is_told(
    answered: Path, capsys: pytest.CaptureFixture[str], span: tuple[str, str]
) -> None:
    assert main(["surveys", "--home", str(answered), "--from", span[0], "--to", span[1]]) == 2
    assert "月份" in capsys.readouterr().err


def test_without_the_backend_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURT_BACKEND_URL", "http://127.0.0.1:9")
    assert main(["surveys", "--home", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert "连不上" in told.err
    assert told.out == ""
