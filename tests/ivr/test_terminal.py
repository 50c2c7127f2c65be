"""The telephone in the terminal: one JSON object a line, for scripts."""

from __future__ import annotations

import io
import json

from ivr.service import terminal
from shared.application import Application
from shared.settings import Settings


async def _turns(application: Application, entered: str) -> list[dict[str, object]]:
    out = io.StringIO()
    await terminal(application, Settings(), io.StringIO(entered), out, as_json=True)
    return [json.loads(line) for line in out.getvalue().splitlines()]


async def test_each_turn_is_an_object_with_what_is_said_its_language_and_the_keys(
    application: Application,
) -> None:
    turns = await _turns(application, "1\n*\n8\n")
    assert [set(turn) for turn in turns] == [{"said", "lang", "keys"}] * 4
    assert "开庭公告。" in turns[1]["said"]
    assert {"1", "2", "0", "9", "*"} <= set(turns[1]["keys"])  # type: ignore[call-overload]
    assert turns[3]["lang"] == "en"


async def test_keys_of_one_line_are_taken_as_type_ahead(application: Application) -> None:
    turns = await _turns(application, "13\n1124#\n")
    assert "请按四位数字输入月和日" in "".join(turns[1]["said"])  # type: ignore[arg-type]
    assert "二零二六年十一月二十四日" in "".join(turns[-1]["said"])  # type: ignore[arg-type]


async def test_quoted_words_are_spoken_words_and_an_empty_line_is_silence(application: Application) -> None:
    turns = await _turns(application, '"开庭公告"\n\n')
    assert "开庭公告。" in turns[1]["said"]
    assert "没有听到您的按键" in "".join(turns[2]["said"])  # type: ignore[arg-type]


async def test_as_text_it_prints_what_is_said(application: Application) -> None:
    out = io.StringIO()
    await terminal(application, Settings(), io.StringIO("2\n"), out, as_json=False)
    assert "您好，这里是示范市人民法院诉讼服务电话。" in out.getvalue()
